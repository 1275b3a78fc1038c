"""Pictures made ready for the engine."""

import io

import pytest
from PIL import Image

from bot.orders.canvas import Canvas
from bot.pictures.decode import decode
from bot.pictures.inputs import blend, has_duplicates, laid_out


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


def noise(width_px: int, height_px: int) -> Image.Image:
    return Image.merge("RGB", [Image.effect_noise((width_px, height_px), 60) for _ in range(3)])


def opened(png: bytes) -> Image.Image:
    with Image.open(io.BytesIO(png)) as image:
        return image.copy()


def png_of(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("canvas", "is_scaled"),
    [
        (Canvas(96, 64, 0, 0, 64, 64), False),
        (Canvas(96, 64, 32, 0, 64, 64), False),
        (Canvas(64, 96, 0, 32, 64, 64), False),
        (Canvas(64, 64, 16, 16, 32, 32, 2.0), True),
        (Canvas(64, 64, 10, 10, 43, 43, 1.5), True),
        (Canvas(256, 64, 120, 24, 16, 16, 2.0), True),  # the mirror is mirrored again
    ],
)
def test_the_picture_lies_on_its_canvas_pixel_for_pixel(canvas: Canvas, is_scaled: bool) -> None:
    """Rows 55, 56, 59. Unscaled where it is panned from, as its one scaling where it is zoomed."""
    picture = noise(64, 64)
    png, mask_png = laid_out(png_of(picture), canvas)
    laid, mask = opened(png), opened(mask_png)
    size = (canvas.inner_width_px, canvas.inner_height_px)
    at = (canvas.inner_left_px, canvas.inner_top_px)
    box = (*at, at[0] + size[0], at[1] + size[1])
    wanted = picture.resize(size, Image.Resampling.LANCZOS) if is_scaled else picture
    assert laid.size == mask.size == (canvas.width_px, canvas.height_px)
    assert laid.crop(box).tobytes() == wanted.tobytes()
    white = Image.new("L", mask.size, 255)
    white.paste(0, box)
    assert (mask.mode, mask.tobytes()) == ("L", white.tobytes())


def test_what_is_new_goes_on_as_in_a_mirror_and_is_never_grey() -> None:
    picture = noise(64, 64)
    laid = opened(laid_out(png_of(picture), Canvas(96, 64, 0, 0, 64, 64))[0])
    mirror = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT).crop((0, 0, 32, 64))
    assert laid.crop((64, 0, 96, 64)).tobytes() == mirror.tobytes()
