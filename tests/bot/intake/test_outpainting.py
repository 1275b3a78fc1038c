"""Zoom out, Make Square and the arrows under a single picture, and what goes on from there."""

from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from engine import GenerationFailed, ImageRequest
from engine.canned import CANNED_CARD, CannedEngine
from tests.bot.intake.test_remixing import text_of
from tests.bot.messages.test_job_buttons import styles
from tests.fixtures.easel import Easel, Json, image_of, labels, pixels_of, rows_of
from tests.fixtures.forged import planted

ZOOM = ["Zoom Out 2x", "Zoom Out 1.5x", "Custom Zoom"]
ARROWS = ["⬅️", "➡️", "⬆️", "⬇️"]


async def single(easel: Easel, grid: Json, index: int = 1) -> Json:
    """The newest picture alone, of a grid whose U is pressed for it."""
    before = {message["id"] for message in easel.ada.messages("#general")}
    await easel.ada.click(grid, f"U{index}")
    return await easel.ada.wait_for(
        "#general", lambda m: m["id"] not in before and "❤️" in labels(m)
    )


async def pressed(easel: Easel, picture: Json, button: str) -> Json:
    """The grid that comes of a button under it."""
    before = {message["id"] for message in easel.ada.messages("#general")}
    handle = await easel.ada.click(picture, button)
    assert handle.state != "failed", handle.error
    return await easel.next_grid(easel.ada, before)


def source_of(request: ImageRequest) -> tuple[Image.Image, Image.Image]:
    """The canvas and the mask that the engine was given."""
    assert request.source is not None and request.source.mask_png is not None
    assert request.source.strength == 1.0
    return pixels_of(request.source.png), pixels_of(request.source.mask_png).convert("L")


def greyed(message: Json) -> set[str]:
    parts: list[dict[str, Any]] = [p for row in message["components"] for p in row["components"]]
    return {p.get("label") or p["emoji"]["name"] for p in parts if p.get("disabled")}


async def test_the_rows_of_a_single_picture(easel: Easel):
    """Row 58. Make Square stands where the picture is none."""
    square = await single(easel, await easel.grid(easel.ada))
    assert rows_of(square)[-3:] == [ZOOM, ARROWS, ["❤️", "Making of"]]
    for prompt, sign in (("a fox --ar 3:2", "↕️"), ("a fox --ar 2:3", "↔️")):
        before = {message["id"] for message in easel.ada.messages("#general")}
        await easel.ada.slash("#general", "imagine", prompt=prompt)
        long = await single(easel, await easel.next_grid(easel.ada, before))
        zooms = next(row for row in long["components"] if len(row["components"]) == 4)
        assert rows_of(long)[-3:] == [[*ZOOM, "Make Square"], ARROWS, ["❤️", "Making of"]]
        assert zooms["components"][3]["emoji"]["name"] == sign
        assert greyed(long) == set()


@pytest.mark.parametrize(
    ("button", "inner"),
    [("Zoom Out 2x", (64, 64, 192, 192)), ("Zoom Out 1.5x", (42, 42, 213, 213))],
)
async def test_zoom_out_keeps_the_picture_smaller_in_the_middle(easel: Easel, button, inner):
    """Rows 55, 56."""
    picture = await single(easel, await easel.grid(easel.ada), 2)
    made = await pressed(easel, picture, button)
    assert made["content"] == f"**a fox** - Zoom Out by {easel.ada.mention} (fast)"
    canvas, mask = source_of(easel.engine.requests[-1])
    size = (inner[2] - inner[0], inner[3] - inner[1])
    wanted = (await image_of(picture)).convert("RGB").resize(size, Image.Resampling.LANCZOS)
    assert canvas.size == (256, 256)
    assert canvas.crop(inner).tobytes() == wanted.tobytes()
    assert mask.crop(inner).getextrema() == (0, 0)
    white = sum(mask.histogram()[128:])
    assert white == 256 * 256 - size[0] * size[1]
    job = easel.jobs()[-1]
    assert (job["kind"], job["parent_index"], job["price"]) == ("zoom", 2, 100)
    calls = [c for c in easel.server.calls if c.method == "POST" and "/webhooks/" in c.path]
    answers = [call.payload["content"] for call in calls]
    assert any(words.startswith("Zooming out of image #2 with prompt") for words in answers)


@pytest.mark.parametrize(
    ("button", "name", "size", "at"),
    [
        ("⬅️", "Left", (384, 256), (128, 0)),
        ("➡️", "Right", (384, 256), (0, 0)),
        ("⬆️", "Up", (256, 384), (0, 128)),
        ("⬇️", "Down", (256, 384), (0, 0)),
    ],
)
async def test_an_arrow_draws_half_as_much_again_on_its_side(easel: Easel, button, name, size, at):
    """Row 59."""
    picture = await single(easel, await easel.grid(easel.ada), 3)
    made = await pressed(easel, picture, button)
    ratio = "3:2" if size[0] > size[1] else "2:3"
    words = f"**a fox --ar {ratio}** - Pan {name} by {easel.ada.mention} (fast)"
    assert made["content"] == words
    request = easel.engine.requests[-1]
    canvas, mask = source_of(request)
    box = (*at, at[0] + 256, at[1] + 256)
    assert canvas.size == (request.width_px, request.height_px) == size
    assert canvas.crop(box).tobytes() == (await image_of(picture)).convert("RGB").tobytes()
    assert mask.crop(box).getextrema() == (0, 0)
    assert sum(mask.histogram()[128:]) == 128 * 256
    assert easel.jobs()[-1]["price"] == 150  # half as much again is drawn


async def test_make_square_adds_the_two_sides_that_are_missing(easel: Easel):
    """Row 58."""
    picture = await single(easel, await easel.grid(easel.ada, "a fox --ar 2:1"))
    made = await pressed(easel, picture, "Make Square")
    assert made["content"] == f"**a fox --ar 1:1** - Zoom Out by {easel.ada.mention} (fast)"
    canvas, mask = source_of(easel.engine.requests[-1])
    wide = await image_of(picture)
    height = round(256 * wide.height / wide.width)
    top = (256 - height) // 2
    assert canvas.size == (256, 256)
    assert mask.crop((0, top, 256, top + height)).getextrema() == (0, 0)
    assert sum(mask.histogram()[128:]) == 256 * (256 - height)


async def test_custom_zoom_asks_in_a_form_and_draws_what_comes_back(easel: Easel):
    """Row 57."""
    picture = await single(easel, await easel.grid(easel.ada, "a fox --chaos 5"))
    opened = await easel.ada.click(picture, "Custom Zoom")
    assert opened.modal["title"] == "Zoom Out"
    assert text_of(opened) == "a fox --ar 1:1 --chaos 5 --zoom 2"
    assert len(easel.jobs()) == 1
    before = {message["id"] for message in easel.ada.messages("#general")}
    await easel.ada.submit(opened, {"Prompt": "a fox in snow --ar 16:9 --zoom 1.25"})
    made = await easel.next_grid(easel.ada, before)
    words = f"**a fox in snow --ar 16:9** - Zoom Out by {easel.ada.mention} (fast)"
    assert made["content"] == words
    request = easel.engine.requests[-1]
    _, mask = source_of(request)
    side = int(request.height_px / 1.25 + 0.5)
    black = mask.point(lambda value: 255 - value).getbbox()
    left, top = (request.width_px - side) // 2, (request.height_px - side) // 2
    assert black == (left, top, left + side, top + side)
    shown = next(m for m in easel.ada.messages("#general") if m["id"] == picture["id"])
    assert styles(shown)["Custom Zoom"] == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("a fox --ar 1:1 --zoom 1", "Nothing would be added"),
        ("a fox --ar 1:1 --zoom 3", "a number from 1 to 2; you wrote"),
    ],
)
async def test_a_zoom_that_cannot_be_is_refused_and_comes_back(easel: Easel, typed, sentence):
    """Row 57."""
    picture = await single(easel, await easel.grid(easel.ada))
    opened = await easel.ada.click(picture, "Custom Zoom")
    wrong = await easel.ada.submit(opened, {"Prompt": typed})
    assert sentence in wrong.message["embeds"][0]["description"]
    assert wrong.message["ephemeral"] and len(easel.jobs()) == 1
    again = await easel.ada.click(wrong.message, "Edit & remix")
    assert (again.modal["title"], text_of(again)) == ("Zoom Out", typed)


async def test_at_the_largest_shape_an_arrow_is_grey_and_pressed_says_what_helps(easel: Easel):
    """Row 60."""
    early = await single(easel, await easel.grid(easel.ada, "a fox --ar 3:1"))
    assert greyed(early) == {"⬅️", "➡️"}  # the model's longest is 4:1
    old = f"j1:g:{easel.jobs()[-1]['id']}:1"  # under a message of another model
    handle = await easel.ada.click(planted(easel, easel.ada, old), old)
    card = handle.message["embeds"][0]["description"]
    assert card == "This picture is as wide as it gets; Make Square or Zoom Out first."
    assert len(easel.jobs()) == 1


async def test_a_model_without_masks_greys_them_all(cold_easel: Easel):
    await cold_easel.start(CannedEngine(replace(CANNED_CARD, can_inpaint=False)))
    picture = await single(cold_easel, await cold_easel.grid(cold_easel.ada, "a fox --ar 3:2"))
    assert greyed(picture) == {"Vary (Region)", *ZOOM, "Make Square", *ARROWS}
    old = f"j1:o:{cold_easel.jobs()[-1]['id']}:1"
    handle = await cold_easel.ada.click(planted(cold_easel, cold_easel.ada, old), old)
    assert handle.message["embeds"][0]["title"] == "Not available here"


async def test_what_goes_on_from_a_pan_keeps_its_size_through_restarts(easel: Easel):
    """V, a zoom, a second pan and 🔄, each by a bot that has just started."""

    async def restart() -> None:
        await easel.stop()
        await easel.start()

    picture = await single(easel, await easel.grid(easel.ada))
    await restart()
    panned = await pressed(easel, picture, "➡️")
    await restart()
    varied = await pressed(easel, panned, "V2")
    request = easel.engine.requests[-1]
    assert "--ar 3:2** - Variations" in varied["content"]
    assert (request.width_px, request.height_px) == (384, 256)
    assert pixels_of(request.source.png).size == (384, 256)
    await restart()
    zoomed = await pressed(easel, await single(easel, varied), "Zoom Out 2x")
    request = easel.engine.requests[-1]
    assert source_of(request)[0].size == (384, 256)
    await restart()
    again = await pressed(easel, zoomed, "🔄")
    assert "Zoom Out by" in again["content"]
    (repeated,) = easel.engine.requests
    assert repeated.source == request.source and repeated.seeds != request.seeds
    rows = easel.jobs()
    assert [row["kind"] for row in rows] == ["imagine", "pan_right", "variation", "zoom", "zoom"]
    assert rows[3]["parent_id"] == rows[4]["parent_id"]


async def test_stopped_and_failed_it_costs_nothing_and_can_be_tried_again(easel: Easel):
    picture = await single(easel, await easel.grid(easel.ada))
    paid = easel.spent(easel.ada)
    await easel.engine.hold(3)
    handle = await easel.ada.click(picture, "⬇️")
    await easel.engine.held()
    waiting = await easel.ada.wait_for("#general", lambda m: "Cancel" in labels(m))
    await easel.ada.click(waiting, "Cancel")
    await easel.until_row("SELECT 1 FROM jobs WHERE status = 'cancelled'")
    await easel.engine.release()
    assert easel.spent(easel.ada) == paid
    easel.engine.fail_next(GenerationFailed("The model stumbled."))
    handle = await easel.ada.click(picture, "⬇️")
    failed = await easel.ada.wait_for("#general", lambda m: "Retry" in labels(m))
    assert handle.state != "failed" and easel.spent(easel.ada) == paid
    wanted = easel.engine.requests[-1]
    await easel.stop()
    await easel.start()
    made = await pressed(easel, failed, "Retry")
    assert "--ar 2:3** - Pan Down by" in made["content"]
    (again,) = easel.engine.requests
    assert (again.source, again.seeds) == (wanted.source, wanted.seeds)
    assert easel.spent(easel.ada) == paid + 150


async def test_remix_opens_the_form_for_each_of_them(easel: Easel):
    picture = await single(easel, await easel.grid(easel.ada, "a fox --ar 3:2"))
    await easel.ada.slash("#general", "prefer remix")
    for button in ("Zoom Out 2x", "Zoom Out 1.5x", "Make Square", *ARROWS):
        opened = await easel.ada.click(picture, button)
        assert (opened.modal["title"], text_of(opened)) == ("Remix prompt", "a fox --ar 3:2")
    before = {message["id"] for message in easel.ada.messages("#general")}
    opened = await easel.ada.click(picture, "⬆️")
    await easel.ada.submit(opened, {"Prompt": "a bear --ar 3:2"})
    made = await easel.next_grid(easel.ada, before)
    assert "**a bear --ar" in made["content"] and "Pan Up by" in made["content"]
    shown = next(m for m in easel.ada.messages("#general") if m["id"] == picture["id"])
    assert styles(shown)["⬆️"] == 3


async def test_a_dear_pan_is_asked_about_first(easel: Easel):
    """The second pan of a side draws more than twice the usual."""
    first = await pressed(easel, await single(easel, await easel.grid(easel.ada)), "➡️")
    handle = await easel.ada.click(await single(easel, first), "⬇️")
    question = await handle.finished()
    assert "Yes" in labels(question) and len(easel.jobs()) == 2
    before = {message["id"] for message in easel.ada.messages("#general")}
    await easel.ada.click(question, "Yes")
    made = await easel.next_grid(easel.ada, before)
    assert "**a fox --ar 1:1** - Pan Down by" in made["content"]
    assert easel.jobs()[-1]["price"] == 225
    assert source_of(easel.engine.requests[-1])[0].size == (384, 384)
