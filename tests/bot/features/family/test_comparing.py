"""Compare: before and after as one picture, told to who presses alone."""

import io

import pytest
from PIL import Image

from bot.features.family.before_after import LINE, SIDE_PX, before_after
from bot.language import languages, say, speaking
from tests.bot.features.family.test_walking import withhold
from tests.fixtures.easel import Easel, Json, image_of, labels, pixels_of, quarter

LABELS = ("Before", "After")


def png(width_px: int, height_px: int, colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width_px, height_px), colour).save(out, "PNG")
    return out.getvalue()


def both(before: bytes, after: bytes, words: tuple[str, str] = LABELS) -> Image.Image:
    return pixels_of(before_after(before, after, words).png)


def test_pictures_of_one_shape_stand_side_by_side_with_a_thin_line_between():
    sheet = both(png(256, 256, "red"), png(256, 256, "blue"))
    assert sheet.size == (256 + 2 + 256, 256)
    assert sheet.getpixel((255, 200)) == (255, 0, 0)
    assert sheet.getpixel((256, 200)) == sheet.getpixel((257, 200)) == LINE
    assert sheet.getpixel((258, 200)) == (0, 0, 255)


def test_wide_ones_stand_one_above_the_other_and_large_ones_are_made_smaller():
    sheet = both(png(640, 320, "red"), png(4096, 2048, "blue"))
    assert sheet.size == (SIDE_PX, 512 + 4 + 512)
    assert sheet.getpixel((500, 300)) == (255, 0, 0) and sheet.getpixel((500, 800)) == (0, 0, 255)


def test_a_square_that_was_made_wider_stays_at_its_side_and_as_high():
    sheet = both(png(256, 256, "red"), png(384, 256, "blue"))
    assert sheet.size == (256 + 2 + 384, 256)


def test_of_another_shape_the_first_is_fitted_and_nothing_of_it_is_cut():
    """As long at the divider as the second; a frame around it is there on all sides."""
    frame = Image.new("RGB", (150, 100), "lime")
    frame.paste(Image.new("RGB", (130, 80), "red"), (10, 10))
    out = io.BytesIO()
    frame.save(out, "PNG")
    sheet = both(out.getvalue(), png(300, 300, "blue"))
    assert sheet.size == (450 + 2 + 300, 300)
    corners = [sheet.getpixel(at) for at in ((2, 297), (447, 2), (447, 297))]
    assert corners == [(0, 255, 0)] * 3


def test_each_has_its_label_in_its_own_corner():
    plain, named = (
        both(png(256, 256, "red"), png(256, 256, "blue"), words) for words in (("", ""), LABELS)
    )
    for left in (0, 258):
        corner = (left, 0, left + 100, 30)
        assert plain.crop(corner) != named.crop(corner)
        assert named.crop(corner).getextrema()[1][1] > 200  # white letters on neither colour
    assert plain.crop((0, 40, 514, 256)) == named.crop((0, 40, 514, 256))


@pytest.mark.parametrize("language", languages())
def test_the_labels_have_letters_that_the_font_has(language: str):
    """Others were drawn as empty boxes."""
    with speaking(language):
        assert (say("compare-label-before") + say("compare-label-after")).isascii()


async def variation(easel: Easel, person) -> tuple[Json, Json]:
    """A grid of Ada's, and picture 3 alone of what this person made of picture 2."""
    first = await easel.grid(easel.ada)
    await person.click(first, "V2")
    second = await easel.next_grid(person, {first["id"]})
    await person.click(second, "U3")
    return first, await person.wait_for("#general", lambda m: "Image #3" in m["content"])


async def test_before_is_the_parents_picture_and_after_the_one_pressed_under(easel: Easel):
    first, single = await variation(easel, easel.ada)
    assert "Compare" in labels(single)
    await easel.kill()
    await easel.start()
    handle = await easel.ada.click(single, "Compare")
    await easel.ada.until(lambda: handle.message["attachments"])
    message = handle.message
    assert message["ephemeral"] and message["content"].startswith("Before and after: picture 3")
    alt_text = message["attachments"][0]["description"]
    assert alt_text.startswith("On the left the picture before, on the right picture 3")
    sheet, side = await image_of(message), 256
    below_labels = (0, 40, side, side)
    left, right = sheet.crop((0, 0, side, side)), sheet.crop((side + 2, 0, 2 * side + 2, side))
    before, after = quarter(await image_of(first), 2), await image_of(single)
    assert left.crop(below_labels) == before.crop(below_labels)
    assert right.crop(below_labels) == after.crop(below_labels)


async def test_a_picture_from_words_alone_has_no_such_button(easel: Easel):
    grid = await easel.grid(easel.ada)
    await easel.ada.click(grid, "U1")
    single = await easel.ada.wait_for("#general", lambda m: "Image #1" in m["content"])
    assert "Compare" not in labels(single)


async def test_a_parent_that_was_taken_away_is_not_shown_beside_its_child(easel: Easel):
    _, single = await variation(easel, easel.ben)
    await withhold(easel, easel.jobs()[0]["id"])
    for person in (easel.ada, easel.ben):
        told = await (await person.click(single, "Compare")).finished()
        assert told["attachments"] == []
        assert "not there for you to see" in told["embeds"][0]["description"]


async def test_what_an_image_prompt_brought_is_the_before(easel: Easel):
    first = await easel.grid(easel.ada)
    before = quarter(await image_of(first), 1)
    await easel.ada.click(first, "U1")
    source = await easel.ada.wait_for("#general", lambda m: "Image #1" in m["content"])
    grid = await easel.grid(easel.ada, f"{source['attachments'][0]['url']} a bear")
    await easel.ada.click(grid, "U1")
    single = await easel.ada.wait_for("#general", lambda m: "bear** - Image #1" in m["content"])
    handle = await easel.ada.click(single, "Compare")
    await easel.ada.until(lambda: handle.message["attachments"])
    sheet = await image_of(handle.message)
    assert sheet.crop((0, 40, 256, 256)) == before.crop((0, 40, 256, 256))
