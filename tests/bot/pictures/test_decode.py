"""What a file becomes: its pixels as they are meant, small, upright, and what is written in it."""

import asyncio
import io
from collections.abc import Callable

import pytest
from PIL import Image, PngImagePlugin

from bot.pictures.decode import MAX_PNG_BYTES, Decoded, decode
from bot.pictures.decoder import Decoder
from bot.pictures.file_structure import MAX_CHUNKS, MAX_SCANS
from bot.pictures.unfit import Unfit
from tests.fixtures.hostile_pictures import chunk, flat_png, jpeg_with_scans, saved

NOISE = Image.effect_noise((300, 200), 90).convert("RGB")


def opened(decoded: Decoded) -> Image.Image:
    image = Image.open(io.BytesIO(decoded.png))
    image.load()
    return image


def webp_header(width: int, height: int) -> bytes:
    """Of a lossless one: where the sizes stand, and nothing behind it."""
    bits = ((width - 1) | (height - 1) << 14).to_bytes(4, "little")
    return b"RIFF\x00\x01\x00\x00WEBPVP8L\xf4\x00\x00\x00\x2f" + bits + bytes(230)


def test_large_pictures_shrink_and_transparency_is_white() -> None:
    decoded = decode(saved(Image.new("RGBA", (5000, 100))))
    assert opened(decoded).size == (2048, 41)
    assert opened(decoded).getpixel((0, 0)) == (255, 255, 255)
    assert (decoded.width_px, decoded.height_px) == (5000, 100)


def test_the_pixels_of_a_small_picture_are_kept() -> None:
    assert opened(decode(saved(NOISE))).tobytes() == NOISE.tobytes()


def test_sixteen_bits_of_grey_are_scaled() -> None:
    """They were clipped: of 0, 16384, 32768, 65535 three were white."""
    grey = Image.new("I;16", (4, 1))
    for place, value in enumerate((0, 16384, 32768, 65535)):
        grey.putpixel((place, 0), value)
    found = [opened(decode(saved(grey))).getpixel((place, 0))[0] for place in range(4)]
    assert all(abs(a - b) <= 2 for a, b in zip(found, (0, 64, 128, 255), strict=True)), found


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_held_on_its_side_is_upright(kind: str) -> None:
    image = Image.new("RGB", (64, 32), "red")
    image.paste("blue", (0, 0, 32, 32))
    exif = Image.Exif()
    exif[0x0112] = 6
    decoded = decode(saved(image, kind, exif=exif))
    assert (decoded.width_px, decoded.height_px) == opened(decoded).size == (32, 64)
    red, _, blue = opened(decoded).getpixel((16, 8))
    assert blue > 200 and red < 60


@pytest.mark.parametrize(
    "mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "I;16"]
)  # fmt: skip
def test_every_kind_of_pixels_is_read(mode: str) -> None:
    """Those that a PNG holds."""
    image = NOISE.convert("L").convert(mode) if mode != "I;16" else Image.new("I;16", NOISE.size)
    data = saved(image if mode != "PA" else image.convert("LA"), "PNG")
    assert opened(decode(data)).size == NOISE.size


def test_what_is_kept_of_one_picture_has_a_limit() -> None:
    noise = [Image.effect_noise((1600, 1600), 90) for _ in range(3)]
    decoded = decode(saved(Image.merge("RGB", noise), compress_level=1))
    assert len(decoded.png) <= MAX_PNG_BYTES
    width, height = opened(decoded).size
    assert width == height > 900
    assert (decoded.width_px, decoded.height_px) == (1600, 1600)


def test_texts_come_along_the_shortest_first() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("long", "x" * 2_000_000)
    info.add_itxt("easel", "红狐狸")
    info.add_text("parameters", "a fox", zip=True)
    assert decode(saved(NOISE, pnginfo=info)).texts == {"easel": "红狐狸", "parameters": "a fox"}


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (lambda: b"", "link-no-picture"),
        (lambda: b"<html>", "link-no-picture"),
        (lambda: saved(NOISE)[:3000], "link-damaged"),
        (lambda: flat_png(1, 39_999_999), "link-side"),
        (lambda: flat_png(8000, 6000)[:200], "link-pixels"),
        (lambda: webp_header(16_383, 6000), "link-pixels"),
        (lambda: flat_png(8, 8, chunks=chunk(b"teSt") * 1_000_000), "link-too-hard"),
        (lambda: jpeg_with_scans(1000, 700), "link-too-hard"),
        (lambda: jpeg_with_scans(64, MAX_SCANS), "link-too-hard"),
    ],
)
async def test_what_gives_no_picture_says_why(make: Callable[[], bytes], key: str) -> None:
    with pytest.raises(Unfit) as refused:
        await Decoder().decode(await asyncio.to_thread(make))
    assert refused.value.key == key


def test_files_of_many_parts_are_read_as_long_as_encoders_write_such() -> None:
    assert decode(flat_png(8, 8, chunks=chunk(b"teSt") * (MAX_CHUNKS - 3))).width_px == 8
    assert decode(jpeg_with_scans(64, MAX_SCANS - 12)).width_px == 64
    film = b"\x00\x02" + b"\xff\xda\x00\x02" * 3000  # phones write one behind the picture's end
    assert decode(saved(NOISE, "JPEG") + film).width_px == 300


async def test_a_jpeg_without_its_last_bytes_is_read_as_far_as_it_goes() -> None:
    data = saved(Image.new("RGB", (300, 200), "red"), "JPEG")
    for cut in (data[:-2], data[:-40]):
        decoded = await Decoder().decode(cut)
        red, green, _ = opened(decoded).getpixel((10, 10))
        assert red > 240 and green < 20


async def test_long_texts_and_profiles_are_no_reason_to_refuse_a_picture() -> None:
    """Pillow stops at a megabyte of each; here the memory of a process is the limit."""
    info = PngImagePlugin.PngInfo()
    info.add_itxt("workflow", "x" * 3_000_000, zip=True)
    info.add_text("parameters", "a fox", zip=True)
    for data in (saved(NOISE, pnginfo=info), saved(NOISE, icc_profile=bytes(3_000_000))):
        assert opened(await Decoder().decode(data)).tobytes() == NOISE.tobytes()
    assert (await Decoder().decode(saved(NOISE, pnginfo=info))).texts == {"parameters": "a fox"}
