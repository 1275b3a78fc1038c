"""`easel imagine --upscale FILE`."""

import pytest
from PIL import Image

from bot.cli.upscaling import upscale
from bot.config import Settings
from bot.errors import CommandError
from engine import CannedEngine


@pytest.mark.parametrize("is_creative", [False, True])
async def test_a_file_is_made_twice_as_large(tmp_path, is_creative):
    file, engine = tmp_path / "fox.webp", CannedEngine()
    Image.new("RGB", (64, 32), "orange").save(file, lossless=True)
    made = await upscale(
        file, "a fox", Settings(), tmp_path / "out", 7, engine, is_creative=is_creative
    )
    with Image.open(made.files[0]) as image:
        assert image.size == (128, 64)
    assert made.seeds == (7,)
    assert engine.requests[0].source.strength == (0.35 if is_creative else 0)


async def test_what_it_cannot_do_is_told(tmp_path):
    def attempt(name: str, words: str = "", **how: bool):
        return upscale(tmp_path / name, words, Settings(), tmp_path, engine=CannedEngine(), **how)

    with pytest.raises(CommandError, match="There is no file"):
        await attempt("none.png")
    (tmp_path / "text.png").write_text("no picture")
    with pytest.raises(CommandError, match="no readable PNG"):
        await attempt("text.png")
    Image.new("RGB", (3000, 8)).save(tmp_path / "wide.png")
    with pytest.raises(CommandError, match="at most 4096 pixels a side"):
        await attempt("wide.png")
    with pytest.raises(CommandError, match="Say what the picture shows"):
        await attempt("wide.png", is_creative=True)
