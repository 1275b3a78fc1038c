"""Image files in, plain pictures out."""

import io

import pytest
import torch
from PIL import Image

from engine import RequestError
from engine.models.autoencoder import Autoencoder
from engine.models.picture import read_pixels, to_picture, to_unit
from tests.engine.tiny_models import kl_autoencoder


def encoded(picture: Image.Image, kind: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_read_between_minus_one_and_one(kind: str) -> None:
    rgb = read_pixels(encoded(Image.new("RGB", (32, 16), "white"), kind), 32, 16)
    assert (rgb.shape, rgb.dtype) == ((16, 32, 3), torch.uint8)
    pixels = to_unit(rgb)
    assert pixels.shape == (1, 3, 16, 32)
    assert pixels.min() > 0.95


def test_another_shape_is_cropped_around_the_middle() -> None:
    wide = Image.new("RGB", (96, 32), "black")
    wide.paste("white", (32, 0, 64, 32))
    assert (read_pixels(encoded(wide), 32, 32) > 240).all()


def test_transparency_and_palettes_are_read() -> None:
    for mode in ("RGBA", "P", "L", "1"):
        assert read_pixels(encoded(Image.new(mode, (8, 8))), 8, 8).shape == (8, 8, 3)


@pytest.mark.parametrize("junk", [b"", b"not a picture", encoded(Image.new("RGB", (8, 8)))[:45]])
def test_junk_is_refused_in_a_sentence(junk: bytes) -> None:
    with pytest.raises(RequestError, match="no readable PNG, JPEG or WebP"):
        read_pixels(junk, 8, 8)


def test_rows_are_kept_in_order() -> None:
    pixels = torch.arange(2 * 3 * 3, dtype=torch.uint8).view(2, 3, 3)
    picture = to_picture(pixels)
    assert (picture.width_px, picture.height_px, picture.rgb) == (3, 2, bytes(range(18)))


def test_a_decoder_that_overflows_is_not_shown_as_a_picture() -> None:
    autoencoder = Autoencoder(kl_autoencoder())
    with torch.inference_mode(), pytest.raises(FloatingPointError):
        autoencoder.decode(torch.full((1, 4, 8, 8), torch.inf))
