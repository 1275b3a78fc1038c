"""Where a model may lie and how its files may be called: all that is sound loads, by any name."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from engine import EngineOptions
from engine.loading.load import load_model
from engine.loading.model_folder import ModelFolder
from engine.runtime.device import ComponentPlacement
from tests.engine.drive import Drive, load, request
from tests.engine.ldm_layout import save_checkpoint
from tests.engine.loading.damage import TEXT, UNET, VAE, sharded
from tests.engine.tiny_models import tokenizer

pytestmark = pytest.mark.slow
ON_CPU = ComponentPlacement(torch.device("cpu"), torch.float32)


@pytest.fixture
def folder(stable_diffusion_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(stable_diffusion_folder, tmp_path / "painter"))


def name_of(model: str) -> str:
    return load_model(EngineOptions(model=model, device="cpu", threads=1)).card.name


def test_paths_of_every_kind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder.parent))
    monkeypatch.chdir(folder.parent)
    (folder.parent / "link").symlink_to(folder)
    names = {
        "~/painter": "painter",
        f"{folder}/": "painter",
        "painter": "painter",
        "./painter/../painter": "painter",
        "link": "link",
    }
    assert {model: name_of(model) for model in names} == names
    monkeypatch.chdir(folder)
    assert name_of(".") == "painter"


@pytest.fixture
def checkpoint(stable_diffusion_folder: Path, tmp_path: Path) -> Callable[[str], Path]:
    """A whole model in one file of this name, its configuration around it."""

    def make(name: str) -> Path:
        hidden = shutil.ignore_patterns("*.safetensors")
        home = shutil.copytree(stable_diffusion_folder, tmp_path / "files", ignore=hidden)
        save_checkpoint(stable_diffusion_folder, Path(home) / "made.safetensors")
        return (Path(home) / "made.safetensors").rename(Path(home) / name)

    return make


@pytest.mark.parametrize("name", ["a.SAFETENSORS", "a.sft", "a.safetensors", "a.ckpt", "a"])
def test_a_file_is_read_by_what_it_holds(checkpoint: Callable[[str], Path], name: str) -> None:
    assert name_of(str(checkpoint(name))) == "a"


def test_a_link_to_a_file(checkpoint: Callable[[str], Path]) -> None:
    file = checkpoint("sha256-4d7a")
    (file.parent / "painter.safetensors").symlink_to(file)
    assert name_of(str(file.parent / "painter.safetensors")) == "painter"


def test_a_file_without_a_tensor_is_named(checkpoint: Callable[[str], Path]) -> None:
    """Whichever of its parts the tensor is of."""
    file = checkpoint("a.safetensors")
    whole = load_file(file)
    for lost in (
        "model.diffusion_model.out.2.weight",
        "first_stage_model.decoder.conv_out.bias",
        "cond_stage_model.transformer.text_model.final_layer_norm.weight",
    ):
        save_file({name: value for name, value in whole.items() if name != lost}, file)
        with pytest.raises(Exception, match=r"1 tensor missing of its|does not fit") as caught:
            load_model(EngineOptions(model=str(file), device="cpu", threads=1))
        assert str(file) in str(caught.value) and "\n" not in str(caught.value)


def variant(folder: Path, word: str, dtype: torch.dtype) -> None:
    """Only weights of this variant are left."""
    for name in (UNET, VAE, TEXT):
        file = folder / name
        weights = {key: value.to(dtype) for key, value in load_file(file).items()}
        file.unlink()
        save_file(
            weights, file.with_name(file.name.replace(".safe", f".{word}.safe")), {"format": "pt"}
        )


@pytest.mark.parametrize(
    ("word", "dtype"),
    [("fp16", torch.float16), ("bf16", torch.bfloat16), ("non_ema", torch.float32)],
)
def test_weights_of_a_variant_alone(folder: Path, word: str, dtype: torch.dtype) -> None:
    variant(folder, word, dtype)
    assert Drive(load(folder)).latents([request(steps=2)])["one"].isfinite().all()


def test_plain_weights_win_over_a_variant(folder: Path) -> None:
    file = folder / UNET
    wrong = {key: torch.full_like(value, torch.nan) for key, value in load_file(file).items()}
    save_file(wrong, file.with_name("diffusion_pytorch_model.fp16.safetensors"))
    assert Drive(load(folder)).latents([request(steps=2)])["one"].isfinite().all()


def test_weights_in_several_files(folder: Path, stable_diffusion_folder: Path) -> None:
    sharded(folder)
    wanted = Drive(load(stable_diffusion_folder)).latents([request(steps=2)])["one"]
    assert torch.equal(Drive(load(folder)).latents([request(steps=2)])["one"], wanted)


@contextmanager
def kept(folder: Path, *names: str) -> Iterator[None]:
    """Only these files of the tokenizer are there."""
    for file in (folder / "tokenizer").iterdir():
        if file.name not in names:
            file.unlink()
    yield


def test_a_tokenizer_of_words_and_merges_alone(folder: Path) -> None:
    """Without tokenizer_config.json it does not know its limit, and the text would be endless."""
    words = json.loads((folder / "tokenizer/tokenizer.json").read_text())["model"]["vocab"]
    (folder / "tokenizer/vocab.json").write_text(json.dumps(words))
    (folder / "tokenizer/merges.txt").write_text("#version: 0.2\n")
    with kept(folder, "vocab.json", "merges.txt"):
        assert ModelFolder(folder).tokenizer("tokenizer").model_max_length == 77
        model = load(folder)
    long = request(steps=2, text="fox " * 99)
    assert Drive(model).latents([long])["one"].isfinite().all()


def test_a_tokenizer_without_its_configuration(folder: Path) -> None:
    with kept(folder, "tokenizer.json"):
        assert ModelFolder(folder).tokenizer("tokenizer").model_max_length == 77
        load(folder)


def test_the_limit_is_that_of_the_text_encoder(folder: Path) -> None:
    config = folder / "text_encoder/config.json"
    config.write_text(json.dumps(json.loads(config.read_text()) | {"max_position_embeddings": 40}))
    with kept(folder, "tokenizer.json"):
        assert ModelFolder(folder).tokenizer("tokenizer").model_max_length == 40


def test_what_the_tiny_tokenizer_says_itself_stays(folder: Path) -> None:
    tokenizer().save_pretrained(folder / "tokenizer")
    assert ModelFolder(folder).tokenizer("tokenizer").model_max_length == 77


def test_no_tensor_is_left_without_numbers(folder: Path) -> None:
    network = ModelFolder(folder).network("unet", ON_CPU)
    assert not any(tensor.is_meta for tensor in network.state_dict().values())
