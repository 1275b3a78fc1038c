"""`easel imagine --zoom` and `--pan`: what is drawn around the picture in a file."""

from pathlib import Path

import pytest
from PIL import Image

from bot.cli.around_file import AroundFile
from bot.cli.imagine import draw
from bot.config import Settings, load_settings
from bot.errors import CommandError, UserError
from engine import CannedEngine
from tests.fixtures.easel import pixels_of


@pytest.fixture
def settings() -> Settings:
    return load_settings(None)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "wide.png"
    Image.effect_noise((384, 256), 60).convert("RGB").save(path)
    return path


@pytest.mark.parametrize(
    ("around", "echo", "size", "box"),
    [
        ({"pan": "left"}, "a fox --ar 9:4", (576, 256), (192, 0, 576, 256)),
        ({"pan": "down"}, "a fox --ar 1:1", (384, 384), (0, 0, 384, 256)),
        ({"zoom": 2.0}, "a fox --ar 3:2", (320, 224), None),
    ],
)
async def test_the_file_lies_in_what_is_drawn(
    tmp_path: Path, settings: Settings, picture: Path, around: dict, echo: str, size, box
) -> None:
    engine, wish = CannedEngine(), AroundFile(picture, **around)
    made = await draw("a fox", settings, tmp_path / "out", 7, engine, around=wish)
    (request,) = engine.requests
    assert made.order.echo == echo
    assert request.source is not None and request.source.mask_png is not None
    assert pixels_of(request.source.png).size == size == (request.width_px, request.height_px)
    if box is not None:
        with Image.open(picture) as file:
            assert pixels_of(request.source.png).crop(box).tobytes() == file.tobytes()


@pytest.mark.parametrize(
    ("zoom", "pan", "sentence"),
    [
        ((3.0, Path("a.png")), None, "from 1 to 2"),
        (None, ("north", Path("a.png")), "left, right, up or down"),
        ((2.0, Path("a.png")), ("left", Path("a.png")), "one after the other"),
    ],
)
def test_what_is_none_of_them_is_refused(zoom, pan, sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        AroundFile.of(zoom, pan)


async def test_a_file_that_is_no_picture_is_named(tmp_path: Path, settings: Settings) -> None:
    wish = AroundFile(tmp_path / "none.png", pan="left")
    with pytest.raises(UserError, match=r"none\.png is no picture"):
        await draw("a fox", settings, tmp_path / "out", 7, CannedEngine(), around=wish)
