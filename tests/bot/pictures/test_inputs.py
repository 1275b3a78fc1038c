"""Pictures that people bring, made ready for the engine."""

import io

from PIL import Image

from bot.pictures import inputs
from tests.bot.pictures.test_fetch import png


def test_large_pictures_shrink_and_transparency_is_white() -> None:
    with Image.open(io.BytesIO(inputs.rewrite(png((5000, 100), "RGBA")))) as opened:
        assert opened.size == (2048, 41)
        assert opened.getpixel((0, 0)) == (255, 255, 255)


def test_a_blend_is_the_mean_in_equal_shares() -> None:
    """Row 67."""

    def plain(colour: str, size: tuple[int, int]) -> bytes:
        out = io.BytesIO()
        Image.new("RGB", size, colour).save(out, "PNG")
        return out.getvalue()

    three = [plain("red", (64, 64)), plain("lime", (90, 30)), plain("blue", (30, 90))]
    with Image.open(io.BytesIO(inputs.blend(three, 96, 64))) as opened:
        assert opened.size == (96, 64)
        assert all(abs(value - 85) <= 1 for value in opened.getpixel((50, 30)))
    assert not inputs.has_duplicates(three)
    assert inputs.has_duplicates([*three, plain("lime", (40, 40))])
