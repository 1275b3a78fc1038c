"""`--draft`: many small pictures on one sheet, and whole pictures of those chosen."""

from dataclasses import replace

import pytest
from PIL import Image

from bot.local_discord import Person
from bot.pictures.grid import Cells
from engine import GenerationFailed
from engine.canned import CANNED_CARD, CannedEngine
from tests.fixtures.easel import Easel, Json, image_of, labels, pixels_of, rows_of

FULL = "Make these full"


async def sheet_of(easel: Easel, person: Person, prompt: str) -> Json:
    """The finished sheet of a draft."""
    await person.slash("#general", "imagine", prompt=prompt)
    sheet = await person.wait_for("#general", has_select)
    await easel.until_row("SELECT 1 FROM jobs WHERE result_message_id = ?", int(sheet["id"]))
    return sheet


def has_select(message: Json) -> bool:
    return any(part["type"] == 3 for row in message["components"] for part in row["components"])


def options(message: Json) -> list[str]:
    return [one["label"] for one in message["components"][0]["components"][0]["options"]]


async def singles(easel: Easel, person: Person, count: int) -> list[Json]:
    """So many finished whole pictures, in the order of their jobs."""
    done = "SELECT * FROM jobs WHERE kind = 'full' AND status = 'done' ORDER BY number"
    await person.until(lambda: len(easel.rows(done)) == count)
    ids = [str(job["result_message_id"]) for job in easel.rows(done)]
    by_id = {message["id"]: message for message in person.messages("#general")}
    return [by_id[one] for one in ids]


def cell(sheet: Image.Image, cells: Cells, index: int) -> Image.Image:
    left, top = cells.corner(index)
    return sheet.crop((left, top, left + cells.width_px, top + cells.height_px))


async def test_a_draft_is_a_sheet_of_twelve_for_half_the_price(easel: Easel):
    """Row 83."""
    sheet = await sheet_of(easel, easel.ada, "a fox --draft --seed 5")
    assert sheet["content"] == f"**a fox --draft --seed 5** - {easel.ada.mention} (fast)"
    assert options(sheet) == [f"Picture {k}" for k in range(1, 13)]
    assert labels(sheet)[-1] == "🔄"
    (request,) = easel.engine.requests
    assert request.seeds == tuple(range(5, 17))
    assert (request.width_px, request.height_px, request.steps) == (192, 192, 4)
    assert easel.spent(easel.ada) == 50
    image, cells = await image_of(sheet), Cells(12, 192, 192)
    assert image.size == cells.size
    stored = easel.rows("SELECT * FROM images ORDER BY image_index")
    assert [row["seed"] for row in stored] == list(range(5, 17))
    seventh = pixels_of((easel.folder / stored[6]["path"]).read_bytes())
    far = (96, 96, 192, 192)  # where no number stands
    assert cell(image, cells, 7).crop(far) == seventh.crop(far)
    assert cell(image, cells, 7) != seventh, "its number stands on it"


async def test_those_chosen_are_made_in_full_from_their_drafts(easel: Easel):
    """Row 83. The same seeds, at full size and steps, each starting from its own draft."""
    sheet = await sheet_of(easel, easel.ada, "a fox --draft 24 --seed 5 --ar 3:2")
    assert easel.spent(easel.ada) == 100
    await easel.ben.choose(sheet, FULL, "Picture 20", "Picture 2")
    second, twentieth = await singles(easel, easel.ben, 2)
    assert second["content"] == (f"**a fox --ar 3:2** - Full version by {easel.ben.mention} (fast)")
    assert rows_of(second)[1] == ["Vary (Subtle)", "Vary (Strong)", "Vary (Region)"]
    draft, *wholes = easel.engine.requests
    wholes.sort(key=lambda request: request.seeds)
    assert [whole.seeds for whole in wholes] == [(6,), (24,)]
    stored = easel.rows("SELECT * FROM images WHERE image_index IN (2, 20) ORDER BY image_index")
    for whole, row in zip(wholes, stored, strict=False):
        assert (whole.width_px, whole.height_px, whole.steps) == (320, 224, 12)
        assert whole.source is not None
        assert 0.5 <= whole.source.strength < 0.8
        assert pixels_of(whole.source.png).size == (320, 224)
        assert whole.parts == draft.parts
        assert row["seed"] == whole.seeds[0]
    assert (await image_of(second)).size == (320, 224)
    assert await image_of(second) != await image_of(twentieth)
    assert easel.spent(easel.ben) == 50, "a quarter of a grid each"
    assert easel.spent(easel.ada) == 100


async def test_the_rare_idea_of_a_sheet_stays_in_its_whole_pictures(easel: Easel):
    """It was chosen by the seed, and each whole picture has its own."""
    sheet = await sheet_of(easel, easel.ada, "a fox --draft --weird 900 --seed 5")
    await easel.ada.choose(sheet, FULL, "Picture 2")
    await singles(easel, easel.ada, 1)
    draft, whole = easel.engine.requests
    assert whole.parts == draft.parts


async def test_many_are_asked_about_first(easel: Easel):
    sheet = await sheet_of(easel, easel.ada, "a fox --draft")
    asked = await easel.ada.choose(sheet, FULL, *(f"Picture {k}" for k in (1, 4, 6, 12)))
    assert "4" in asked.message["embeds"][0]["description"]
    assert len(easel.jobs()) == 1
    await easel.ada.click(asked.message, "Yes")
    await singles(easel, easel.ada, 4)
    assert [job["parent_index"] for job in easel.jobs()[1:]] == [1, 4, 6, 12]
    assert easel.spent(easel.ada) == 150


async def test_e2_makes_the_whole_of_picture_two(easel: Easel):
    """Row 83, in the form of a grid of four."""
    grid = await easel.grid(easel.ada, "a fox --draft 4")
    assert rows_of(grid) == [
        ["U1", "U2", "U3", "U4", "🔄"],
        ["V1", "V2", "V3", "V4"],
        ["E1", "E2", "E3", "E4"],
    ]
    assert easel.spent(easel.ada) == 17
    await easel.ada.click(grid, "E2")
    (whole,) = await singles(easel, easel.ada, 1)
    draft, full = easel.engine.requests
    assert full.seeds == (draft.seeds[1],)
    assert (full.width_px, full.steps) == (256, 12)
    assert easel.spent(easel.ada) == 42
    now = next(m for m in easel.ada.messages("#general") if m["id"] == grid["id"])
    blue = [p["label"] for r in now["components"] for p in r["components"] if p.get("style") == 1]
    assert blue == ["E2"]
    assert (await image_of(whole)).size == (256, 256)


async def test_a_sheet_and_a_whole_picture_go_on_after_a_restart(easel: Easel):
    """Told once, and found again by their buttons."""
    sheet = await sheet_of(easel, easel.ada, "a fox --draft")
    await easel.kill()
    await easel.start()
    await easel.ada.choose(sheet, FULL, "Picture 3")
    await singles(easel, easel.ada, 1)
    await easel.kill()
    await easel.start()
    (whole,) = await singles(easel, easel.ada, 1)
    before = {message["id"] for message in easel.ada.messages("#general")}
    await easel.ada.click(whole, "Vary (Strong)")
    grid = await easel.next_grid(easel.ada, before)
    assert len(labels(grid)) == 9
    assert len(easel.engine.requests[-1].seeds) == 4


async def test_a_failed_whole_picture_is_tried_again_as_one(easel: Easel):
    sheet = await sheet_of(easel, easel.ada, "a fox --draft --seed 9")
    easel.engine.fail_next(GenerationFailed("The model stumbled."))
    await easel.ada.choose(sheet, FULL, "Picture 3")
    failed = await easel.ada.wait_for("#general", lambda m: "Retry" in labels(m))
    assert easel.spent(easel.ada) == 50
    await easel.ada.click(failed, "Retry")
    await singles(easel, easel.ada, 1)
    assert [request.seeds for request in easel.engine.requests[1:]] == [(11,), (11,)]
    assert easel.spent(easel.ada) == 75


async def test_results_by_dm_are_the_sheet_where_they_are_too_many(easel: Easel):
    sheet = await sheet_of(easel, easel.ada, "a fox --draft")
    await easel.ada.menu(sheet, "DM Results")
    sent = await easel.ada.wait_for("dm", lambda m: "**seed**" in m["content"])
    assert len(sent["attachments"]) == 1
    assert sent["attachments"][0]["filename"].startswith("sheet_")


async def test_a_model_that_starts_from_no_picture_refuses_and_charges_nothing(cold_easel: Easel):
    await cold_easel.start(CannedEngine(replace(CANNED_CARD, can_img2img=False)))
    ada = cold_easel.ada
    sheet = await sheet_of(cold_easel, ada, "a fox --draft")
    refused = await ada.choose(sheet, FULL, "Picture 1")
    assert "can't be made in full" in refused.message["embeds"][0]["description"]
    assert cold_easel.spent(ada) == 50


@pytest.mark.parametrize("typed", ["3", "13", "four", "-12", "12.5"])
async def test_other_numbers_of_drafts_are_refused(easel: Easel, typed: str):
    told = await easel.ada.slash("#general", "imagine", prompt=f"a fox --draft {typed}")
    assert "4, 12 or 24" in told.message["embeds"][0]["description"]
    assert easel.jobs() == []
