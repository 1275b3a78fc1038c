"""Pictures that people brought, made ready for the engine."""

import io

from PIL import Image

from bot.pictures.decode import decode
from bot.pictures.inputs import blend, has_duplicates


def plain(colour: str, size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def test_a_blend_is_the_mean_in_equal_shares() -> None:
    """Row 67."""
    three = [plain("red", (64, 64)), plain("lime", (90, 30)), plain("blue", (30, 90))]
    with Image.open(io.BytesIO(blend(three, 96, 64))) as opened:
        assert opened.size == (96, 64)
        assert all(abs(value - 85) <= 1 for value in opened.getpixel((50, 30)))


def test_two_pictures_that_look_the_same_are_found() -> None:
    """Row 67."""
    colours = [("red", (64, 64)), ("lime", (90, 30)), ("blue", (30, 90)), ("lime", (40, 40))]
    looks = [decode(plain(*one)).look for one in colours]
    assert not has_duplicates(looks[:3])
    assert has_duplicates(looks)
