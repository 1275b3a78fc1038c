"""Rows of the parity checklist about pictures that people bring: links, /blend, what is refused."""

import asyncio
import io

import pytest
from PIL import Image

from bot.pictures.metadata import read_metadata
from engine import PromptPart
from tests.fixtures.easel import Easel, file_of, labels, pixels_of


def picture(colour: str, size: tuple[int, int] = (96, 64), kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    half = Image.new("RGB", size, "white")
    half.paste(Image.new("RGB", (size[0] // 2, size[1]), colour))
    half.save(out, kind)
    return out.getvalue()


async def test_an_image_prompt_is_the_start_and_iw_is_its_strength(easel: Easel):
    """Row 63."""
    grid = await easel.grid(easel.ada)
    link = grid["attachments"][0]["url"]
    for iw in ("0.5", "3"):
        await easel.grid(easel.ada, f"{link} in ink --iw {iw}")
    weak, strong = easel.engine.requests[1:]
    assert weak.source is not None and strong.source is not None
    assert (weak.source.strength, strong.source.strength) == (0.825, 0.45)
    assert weak.source.png == strong.source.png
    with Image.open(io.BytesIO(strong.source.png)) as start:
        assert start.size == (strong.width_px, strong.height_px)
    assert strong.parts == (PromptPart("in ink"),)


async def test_an_image_prompt_outlives_its_link_and_a_restart(easel: Easel):
    """The picture is kept with the job, and comes along when 🔄 makes it again."""
    first = await easel.grid(easel.ada)
    link = first["attachments"][0]["url"]
    second = await easel.grid(easel.ada, f"{link} in ink")
    start = easel.engine.requests[-1].source
    await easel.kill()
    await easel.start()
    await easel.ada.click(second, "🔄")
    await easel.next_grid(easel.ada, {first["id"], second["id"]})
    assert easel.engine.requests[-1].source == start


async def test_blend_shows_both_pictures(easel: Easel):
    """Row 67."""
    handle = await easel.ada.slash(
        "#general",
        "blend",
        image1=("a.png", picture("red")),
        image2=("b.jpg", picture("blue", (200, 200), "JPEG")),
        dimensions="2:3",
    )
    assert handle.state == "done"
    grid = await easel.ada.wait_for("#general", lambda m: "U1" in labels(m))
    assert grid["content"].count("https://") + grid["content"].count("http://") == 2
    assert "--ar 2:3" in grid["content"]
    request = easel.engine.requests[0]
    assert request.height_px > request.width_px
    assert len(request.parts) == 2 and all(part.text for part in request.parts)
    assert request.source is not None
    with Image.open(io.BytesIO(request.source.png)) as mean:
        left, right = mean.getpixel((2, 9)), mean.getpixel((mean.width - 3, 9))
    assert left[0] > 100 and left[2] > 100 and left[1] < 40, "half red, half blue"
    assert min(right) > 240


async def test_blend_refuses_the_same_picture_twice(easel: Easel):
    """Row 67."""
    for second in (picture("red"), picture("red", (192, 128), "JPEG")):
        handle = await easel.ada.slash(
            "#general", "blend", image1=("a.png", picture("red")), image2=("b.png", second)
        )
        assert handle.message["ephemeral"]
        assert handle.message["embeds"][0]["title"] == "Duplicate images detected"
    assert easel.jobs() == []


async def test_blend_refuses_what_is_no_picture(easel: Easel):
    """Row 67."""
    handle = await easel.ada.slash(
        "#general", "blend", image1=("a.png", picture("red")), image2=("b.txt", b"words")
    )
    assert handle.message["embeds"][0]["title"] == "Invalid link"
    assert "`b.txt`" in handle.message["embeds"][0]["description"]
    assert easel.jobs() == []
    assert easel.spent(easel.ada) == 0


@pytest.mark.parametrize(
    "link",
    [
        "http://10.0.0.1/a.png",
        "http://127.0.0.1:1/a.png",
        "http://[::1]/a.png",
        "http://169.254.169.254/latest/meta-data/a.png",
    ],
)
async def test_private_addresses_are_refused(easel: Easel, link: str):
    """Row 82."""
    handle = await easel.ada.slash("#general", "imagine", prompt=f"{link} in ink")
    assert handle.message["ephemeral"]
    card = handle.message["embeds"][0]
    assert card["title"] == "Invalid link"
    assert "not allowed" in card["description"]
    assert card["footer"]["text"] == f"/imagine {link} in ink"
    assert easel.jobs() == []


async def test_the_files_tell_how_they_were_made(easel: Easel):
    grid = await easel.grid(easel.ada, "a fox --no rain --s 250 --seed 9")
    sheet = read_metadata(await file_of(grid))
    single = await easel.ada.click(grid, "U3")
    assert single.state == "done"
    shown = await easel.ada.wait_for("#general", lambda m: "Image #3" in m["content"])
    alone = read_metadata(await file_of(shown))
    assert sheet is not None and alone is not None
    assert alone.record == sheet.record
    assert (sheet.index, alone.index, alone.seed) == (None, 3, 11)
    assert alone.job_id == easel.jobs()[0]["id"]
    assert (alone.order.stylize, alone.order.negative) == (250, "rain")
    assert pixels_of(await file_of(shown)).size == (256, 256)


async def test_nothing_is_kept_of_an_order_that_was_refused(cold_easel: Easel):
    easel = cold_easel
    easel.quota = easel.quota.model_copy(update={"credits": 1.0})
    await easel.start()
    grid = await easel.grid(easel.ada)
    link = grid["attachments"][0]["url"]
    handle = await easel.ada.slash("#general", "imagine", prompt=f"{link} in ink")
    assert handle.message["embeds"][0]["title"] == "Credits exhausted"
    folders = await asyncio.to_thread(lambda: list((easel.folder / "pictures").iterdir()))
    assert [folder.name for folder in folders] == [easel.jobs()[0]["id"]]
