"""Model folders: what a good one becomes, and one readable sentence for each way to be broken."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import diffusers
import pytest
import torch
from safetensors.torch import save_file

from engine import EngineOptions, ModelLoadError
from engine.loading.load import load_model
from tests.engine import tiny_models
from tests.engine.drive import Drive, load, request
from tests.engine.tiny_models import save_pixart

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(pixart_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(pixart_folder, tmp_path / "my-model"))


def edit(file: Path, **changes: Any) -> None:
    file.write_text(json.dumps(json.loads(file.read_text()) | changes))


def sentence(model: Path | str, **options: Any) -> str:
    with pytest.raises(ModelLoadError) as caught:
        load_model(EngineOptions(model=str(model), device="cpu", **options))
    told = str(caught.value)
    assert "\n" not in told
    return told


def test_the_card_follows_from_the_folder(folder: Path) -> None:
    card = load(folder).card
    assert (card.name, card.family) == ("my-model", "pixart")
    assert (card.native_px, card.size_multiple_px) == (32, 4)
    assert (card.steps, card.guidance) == (20, 4.5)
    assert card.sampler == card.samplers[0] == "dpm++2m"
    assert (card.device, card.dtype, card.notes) == ("cpu", "float32", ())


def test_a_unet_and_an_sdxl_folder(stable_diffusion_folder: Path, sdxl_folder: Path) -> None:
    card = load(stable_diffusion_folder).card
    assert (card.family, card.sampler, card.native_px, card.size_multiple_px) == (
        "unet",
        "euler",
        32,
        4,
    )
    assert load(sdxl_folder).card.family == "sdxl"


def test_easel_json_says_what_the_folder_cannot(folder: Path) -> None:
    written = {"name": "Tiny", "steps": 12, "guidance": 3.0, "sampler": "ddim", "max_steps": 40}
    (folder / "easel.json").write_text(json.dumps(written))
    card = load(folder).card
    assert (card.name, card.steps, card.guidance, card.sampler, card.max_steps) == (
        "Tiny",
        12,
        3.0,
        "ddim",
        40,
    )
    assert card.samplers[0] == "ddim"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ({"stepps": 3}, "unknown key stepps"),
        ({"steps": "many"}, "steps must be a number above 0, not 'many'"),
        ({"name": 3}, "name must be a text, not 3"),
        ({"sampler": "magic"}, "names the sampler magic"),
        ({"languages": "en"}, "languages must be a list of texts, not 'en'"),
        ({"rare": ["", "x"]}, "rare must be a list of texts"),
        ({"compositions": ["x"]}, "compositions must be a list of lists of texts"),
    ],
)
def test_a_wrong_easel_json(folder: Path, written: dict[str, Any], told: str) -> None:
    (folder / "easel.json").write_text(json.dumps(written))
    assert told in sentence(folder)


def test_an_unserved_scheduler_is_replaced_and_noted(folder: Path) -> None:
    edit(folder / "scheduler/scheduler_config.json", _class_name="LMSDiscreteScheduler")
    card = load(folder).card
    assert card.sampler == "dpm++2m"
    assert card.notes == ("The model asks for LMSDiscreteScheduler, dpm++2m is used instead.",)


def without(part: str) -> Callable[[Path], None]:
    return lambda folder: shutil.rmtree(folder / part)


def as_pickle(folder: Path) -> None:
    weights = folder / "transformer/diffusion_pytorch_model.safetensors"
    weights.rename(weights.with_suffix(".bin"))


def truncate(folder: Path) -> None:
    weights = folder / "transformer/diffusion_pytorch_model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda f: (f / "model_index.json").unlink(), "has no model_index.json"),
        (lambda f: (f / "model_index.json").write_text("{"), "is not valid JSON"),
        (lambda f: (f / "model_index.json").write_text("[]"), "does not hold a JSON object"),
        (without("transformer"), "has no transformer folder"),
        (without("tokenizer"), "has no tokenizer folder"),
        (without("scheduler"), "has no scheduler/scheduler_config.json"),
        (as_pickle, "is a pickle, which can run code when opened: convert the model"),
        (truncate, "diffusion_pytorch_model.safetensors is cut short ("),
        (
            lambda f: edit(f / "model_index.json", _class_name="PaintingPipeline"),
            "is a PaintingPipeline, unknown to diffusers",
        ),
        (
            lambda f: edit(f / "model_index.json", transformer=["os", "system"]),
            "names an unknown transformer: os.system",
        ),
        (
            lambda f: edit(f / "transformer/config.json", cross_attention_dim=8),
            "pytorch_model.safetensors does not fit its config.json (4 tensors of another shape: ",
        ),
    ],
)
def test_a_broken_folder_is_named(folder: Path, damage: Callable[[Path], None], told: str) -> None:
    damage(folder)
    whole = sentence(folder)
    assert told in whole
    assert str(folder) in whole


@pytest.mark.parametrize(
    ("model", "told"),
    [
        ("/nowhere/at/all", "There is no model at /nowhere/at/all: engine.model is builtin,"),
        ("/nowhere/model.ckpt", "is a pickle, which can run code"),
        ("/nowhere/model.safetensors", "There is no file /nowhere/model.safetensors: download it"),
    ],
)
def test_a_model_that_is_not_there(model: str, told: str) -> None:
    assert told in sentence(model)


def test_a_file_that_is_no_whole_model(tmp_path: Path) -> None:
    save_file({"lora_unet.down": torch.zeros(1)}, tmp_path / "style.safetensors")
    assert "style.safetensors is a LoRA: set engine.model" in sentence(
        tmp_path / "style.safetensors"
    )
    (tmp_path / "broken.safetensors").write_bytes(b"not weights")
    assert "is a text and not a model" in sentence(tmp_path / "broken.safetensors")


def test_a_file_that_does_not_fit_the_configuration_beside_it(
    stable_diffusion_folder: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(stable_diffusion_folder, tmp_path / "model"))
    names = (
        "model.diffusion_model.input_blocks.0.0.weight",
        "first_stage_model.decoder.conv_in.weight",
        "cond_stage_model.transformer.text_model.embeddings.position_embedding.weight",
    )
    zeros = {name: torch.zeros(320, 4, 3, 3) for name in names}
    save_file(zeros, folder / "whole.safetensors")
    told = sentence(folder / "whole.safetensors")
    assert "whole.safetensors does not fit the model_index.json beside it (" in told


def test_the_hub_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    def download(*_: object, **__: object) -> str:
        raise OSError("We couldn't connect to 'https://huggingface.co'.\nCheck your connection.")

    monkeypatch.setattr(diffusers.DiffusionPipeline, "download", download)
    told = sentence("owner/name")
    assert told == (
        "The model owner/name could not be fetched from the hub: "
        "We couldn't connect to 'https://huggingface.co'."
    )


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"device": "toaster"}, "engine.device is toaster: use auto, cpu, cuda, cuda:1 or mps."),
        ({"dtype": "int8"}, "engine.dtype is int8: use one of auto, float32, bfloat16, float16."),
        ({"memory": "tiny"}, "engine.memory is tiny: use auto, full, balanced, low or cpu."),
    ],
)
def test_options_that_mean_nothing(pixart_folder: Path, options: dict[str, str], told: str) -> None:
    with pytest.raises(ModelLoadError) as caught:
        load_model(EngineOptions(**({"model": str(pixart_folder), "device": "cpu"} | options)))  # type: ignore[arg-type]
    assert str(caught.value) == told


def test_a_network_that_would_draw_nonsense_is_refused(
    stable_diffusion_folder: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(stable_diffusion_folder, tmp_path / "model"))
    tiny_models.unet(in_channels=7).save_pretrained(folder / "unet")
    assert "a network for 7 channels and an autoencoder of 4: a special" in sentence(folder)


def test_loading_and_drawing_are_silent(
    pixart_folder: Path, sdxl_folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for path in (pixart_folder, sdxl_folder):
        Drive(load(path)).latents([request(steps=2)])
    written = capfd.readouterr()
    assert (written.out, written.err) == ("", "")


def test_t5_and_a_learned_variance(tmp_path: Path) -> None:
    model = load(save_pixart(tmp_path, text="t5", learns_variance=True))
    assert Drive(model).latents([request(steps=2)])["one"].shape == (1, 4, 16, 16)


def test_bfloat16_keeps_latents_in_float32(pixart_folder: Path) -> None:
    latents = Drive(load(pixart_folder, dtype="bfloat16")).latents([request(steps=3)])["one"]
    assert latents.dtype == torch.float32
    exact = Drive(load(pixart_folder)).latents([request(steps=3)])["one"]
    assert 0 < (latents - exact).abs().max() < 0.2
