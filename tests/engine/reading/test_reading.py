"""Captioner and translator of transformers: the real loading of tiny folders, and its refusals."""

import io
import os
import shutil
from pathlib import Path

import pytest
import torch
from PIL import Image
from safetensors.torch import load_file, save_file

from engine import RequestError
from engine.reading.captioner import Captioner, read_picture
from engine.reading.networks import find_folder
from engine.reading.translator import Translator
from tests.engine import tiny_readers

pytestmark = pytest.mark.slow

CPU = torch.device("cpu")


def png(width: int = 40, height: int = 24, colour: str = "red") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "PNG")
    return file.getvalue()


@pytest.fixture(scope="module")
def captioner_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_readers.save_captioner(tmp_path_factory.mktemp("captioner"))


@pytest.fixture(scope="module")
def translator_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_readers.save_translator(tmp_path_factory.mktemp("translator"))


def test_a_captioner_says_different_things_and_says_them_again(captioner_folder: Path) -> None:
    captioner = Captioner(captioner_folder, CPU)
    state = torch.get_rng_state()
    four = captioner.describe(png(), 0, 4)
    assert len(set(four)) == 4
    assert four == captioner.describe(png(), 0, 4)
    assert set(captioner.describe(png(), 1, 4)) != set(four)
    assert torch.equal(state, torch.get_rng_state())  # nobody else's numbers are touched
    assert all(set(" ".join(four).split()) <= set(tiny_readers.WORDS) for _ in four)


def test_a_translator_translates_every_sentence(translator_folder: Path) -> None:
    translator = Translator(translator_folder, CPU)
    said = translator.translate("red fox! night 。\n castle")
    assert said == translator.translate("red fox! night 。\n castle")
    assert said and set(said.split()) <= {*tiny_readers.WORDS}
    with pytest.raises(RequestError, match="no words"):
        translator.translate("。")


def test_pictures_are_read_upright_and_small() -> None:
    assert max(read_picture(png(4000, 100)).size) == 1024
    with pytest.raises(RequestError, match="no readable PNG, JPEG or WebP"):
        read_picture(b"GIF89a")


def test_what_cannot_be_loaded_is_told_in_a_sentence(
    captioner_folder: Path, translator_folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(RequestError, match="There is no captioner at /nowhere"):
        find_folder("/nowhere", "captioner")
    assert find_folder(str(captioner_folder), "captioner") == captioner_folder
    with pytest.raises(RequestError, match=r"captioner in .* could not be loaded"):
        Captioner(translator_folder, CPU)
    with pytest.raises(RequestError, match=r"translator in .* could not be loaded"):
        Translator(captioner_folder, CPU)
    pickled = Path(shutil.copytree(captioner_folder, tmp_path / "pickled"))
    (pickled / "model.safetensors").unlink()
    torch.save({}, pickled / "pytorch_model.bin")
    with pytest.raises(RequestError, match="could not be loaded"):
        Captioner(pickled, CPU)


def test_broken_weights_of_a_reader_are_named(translator_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(translator_folder, tmp_path / "broken"))
    file = folder / "model.safetensors"
    whole = load_file(file)
    os.truncate(file, file.stat().st_size - 9)
    with pytest.raises(RequestError, match=r"model\.safetensors is cut short \(9 of"):
        Translator(folder, CPU)
    lost = "model.encoder.layers.0.fc1.weight"
    save_file({k: v for k, v in whole.items() if k != lost}, file, {"format": "pt"})
    with pytest.raises(RequestError, match=rf"1 tensor missing: {lost}"):
        Translator(folder, CPU)
