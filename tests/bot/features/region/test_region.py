"""Vary (Region): a part chosen privately, shown before anything is spent, ordered, and again."""

import io
from dataclasses import replace

import aiohttp
from PIL import Image

from bot.pictures.region import cells
from engine import GenerationFailed
from engine.canned import CANNED_CARD, CannedEngine
from tests.fixtures.easel import Easel, Json, image_of, labels, pixels_of, quarter
from tests.fixtures.forged import planted

SELECT = "Cells to draw anew"


async def single_of(easel: Easel, grid: Json, index: int = 2) -> Json:
    await easel.ada.click(grid, f"U{index}")
    return await easel.ada.wait_for("#general", lambda m: "❤️" in labels(m))


async def panel_of(easel: Easel, single: Json) -> Json:
    handle = await easel.ada.click(single, "Vary (Region)")
    await handle.finished()
    assert handle.message is not None and handle.message["ephemeral"]
    return handle.message


async def choose(easel: Easel, panel: Json, *names: str) -> Json:
    handle = await easel.ada.choose(panel, SELECT, *names)

    def chosen() -> Json | None:
        message = handle.message
        assert message is not None
        options = message["components"][0]["components"][0]["options"]
        return message if [one["label"] for one in options if one["default"]] == [*names] else None

    found: Json = await easel.ada.until(chosen)
    return found


async def shown_in(panel: Json) -> Image.Image:
    """The picture inside its card."""
    url = panel["embeds"][0]["image"]["url"]
    async with aiohttp.ClientSession() as session, session.get(url) as got:
        return pixels_of(await got.read())


async def told(easel: Easel, words: str) -> Json:
    """The panel, once its card says so."""
    return await easel.ada.wait_for(
        "#general", lambda m: "Submit" in labels(m) and words in m["embeds"][0]["description"]
    )


def mask_in(easel: Easel, number: int = -1) -> Image.Image:
    source = easel.engine.requests[number].source
    assert source is not None and source.mask_png is not None and source.strength == 1.0
    with Image.open(io.BytesIO(source.mask_png)) as opened:
        return opened.convert("L")


async def test_cells_are_chosen_looked_at_and_ordered(easel: Easel):
    """Row 61."""
    grid = await easel.grid(easel.ada)
    panel = await panel_of(easel, await single_of(easel, grid))
    assert labels(panel)[1:] == ["Edit prompt", "Submit"]
    assert [one["label"] for one in panel["components"][0]["components"][0]["options"]] == list(
        cells.NAMES
    )
    assert panel["components"][1]["components"][1]["disabled"]
    before = await shown_in(panel)
    panel = await choose(easel, panel, "B2", "C2")
    assert "14 %" in panel["embeds"][0]["description"]
    shown = await shown_in(panel)
    assert shown.size == before.size and shown != before
    spent = easel.spent(easel.ada)
    await easel.ada.click(panel, "Submit")
    made = await easel.next_grid(easel.ada, {grid["id"]})
    assert made["content"] == f"**a fox** - Variations (Region) by {easel.ada.mention} (fast)"
    assert easel.spent(easel.ada) == spent + 100
    first, second = easel.engine.requests
    assert second.source is not None
    assert pixels_of(second.source.png) == quarter(await image_of(grid), 2)
    wanted = cells.dilated(cells.mask_of(cells.bits_of(["B2", "C2"]), 256, 256))
    assert mask_in(easel) == wanted
    assert second.parts == first.parts and not set(first.seeds) & set(second.seeds)


async def test_the_last_choice_and_its_words_are_there_at_the_next_press(easel: Easel):
    single = await single_of(easel, await easel.grid(easel.ada))
    panel = await choose(easel, await panel_of(easel, single), "A1", "D4")
    form = await easel.ada.click(panel, "Edit prompt")
    assert form.modal is not None and "a fox" in str(form.modal)
    await easel.ada.submit(form, {"text": "a bear"})
    await told(easel, "**a bear**")
    await easel.stop()
    await easel.start()
    panel = await panel_of(easel, single)
    options = panel["components"][0]["components"][0]["options"]
    assert [one["label"] for one in options if one["default"]] == ["A1", "D4"]
    assert "**a bear**" in panel["embeds"][0]["description"]
    seen = {message["id"] for message in easel.ada.messages("#general")}
    await easel.ada.click(panel, "Submit")
    made = await easel.next_grid(easel.ada, seen)
    assert made["content"].startswith("**a bear** - Variations (Region) by ")
    assert easel.engine.requests[-1].parts[0].text == "a bear"


async def test_a_mistake_in_the_words_is_told_before_anything_can_be_ordered(easel: Easel):
    single = await single_of(easel, await easel.grid(easel.ada))
    panel = await choose(easel, await panel_of(easel, single), "A1")
    form = await easel.ada.click(panel, "Edit prompt")
    await easel.ada.submit(form, {"text": "a bear --sytlize 5"})
    panel = await told(easel, "--stylize")
    assert panel["components"][1]["components"][1]["disabled"]


async def test_a_killed_bot_draws_the_same_part_once(easel: Easel):
    grid = await easel.grid(easel.ada)
    panel = await choose(easel, await panel_of(easel, await single_of(easel, grid)), "A1")
    await easel.engine.hold(3)
    await easel.ada.click(panel, "Submit")
    await easel.engine.held()
    mask = mask_in(easel)
    await easel.kill()
    await easel.start()
    await easel.next_grid(easel.ada, {grid["id"]})
    assert mask_in(easel) == mask and mask.getpixel((5, 5)) == 255
    assert easel.spent(easel.ada) == 200


async def test_retry_and_reroll_draw_the_same_part_again_and_v_the_whole(easel: Easel):
    grid = await easel.grid(easel.ada)
    panel = await choose(easel, await panel_of(easel, await single_of(easel, grid)), "D1")
    easel.engine.fail_next(GenerationFailed("The model stumbled."))
    await easel.ada.click(panel, "Submit")
    failed = await easel.ada.wait_for("#general", lambda m: "Retry" in labels(m))
    mask = mask_in(easel)
    await easel.ada.click(failed, "Retry")
    made = await easel.next_grid(easel.ada, {grid["id"]})
    assert mask_in(easel) == mask
    await easel.stop()
    await easel.start()
    await easel.ada.click(made, "🔄")
    again = await easel.next_grid(easel.ada, {grid["id"], made["id"]})
    assert "Variations (Region)" in again["content"] and mask_in(easel) == mask
    source = easel.engine.requests[-1].source
    assert source is not None
    assert pixels_of(source.png) == quarter(await image_of(grid), 2)
    await easel.ada.click(again, "V1")
    await easel.next_grid(easel.ada, {grid["id"], made["id"], again["id"]})
    source = easel.engine.requests[-1].source
    assert source is not None and source.mask_png is None
    assert pixels_of(source.png) == quarter(await image_of(again), 1)


async def test_a_model_that_draws_no_part_greys_the_button_and_refuses(cold_easel: Easel):
    easel = cold_easel
    await easel.start(CannedEngine(replace(CANNED_CARD, can_inpaint=False)))
    single = await single_of(easel, await easel.grid(easel.ada))
    part = next(
        part
        for row in single["components"]
        for part in row["components"]
        if part.get("label") == "Vary (Region)"
    )
    assert part["disabled"]
    pressed = planted(easel, easel.ada, part["custom_id"])
    handle = await easel.ada.click(pressed, part["custom_id"])
    assert "canned" in handle.message["embeds"][0]["description"]
    assert easel.spent(easel.ada) == 100


async def test_a_mask_file_is_the_part(easel: Easel):
    """Row 62."""
    grid = await easel.grid(easel.ada)
    job_id = easel.jobs()[0]["id"]
    picture = Image.new("RGB", (128, 128), "black")
    picture.paste("white", (0, 0, 64, 128))
    handle = await easel.ada.slash(
        "#general", "region", picture=f"x_3_{job_id}.png", mask=("mask.png", png(picture))
    )
    await handle.finished()
    text = handle.message["embeds"][0]["description"]
    assert "The mask was 128×128 and is now 256×256" in text and "51 %" in text
    assert easel.spent(easel.ada) == 100
    await easel.ada.click(handle.message, "Submit")
    await easel.next_grid(easel.ada, {grid["id"]})
    mask = mask_in(easel)
    assert mask.getbbox() == (0, 0, 131, 256)
    source = easel.engine.requests[-1].source
    assert source is not None
    assert pixels_of(source.png) == quarter(await image_of(grid), 3)


async def test_a_mask_without_white_and_a_file_that_is_no_picture_are_refused(easel: Easel):
    await easel.grid(easel.ada)
    job_id = easel.jobs()[0]["id"]
    for data, said in (
        (png(Image.new("RGB", (256, 256), "black")), "no white part"),
        (b"no picture", "no picture"),
    ):
        handle = await easel.ada.slash(
            "#general", "region", picture=job_id, mask=("mask.png", data)
        )
        await handle.finished()
        assert said in str(handle.message["embeds"])
    assert easel.rows("SELECT * FROM selections") == []


def png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
