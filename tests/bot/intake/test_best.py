"""`--best 12`: more are made, the four that show the words best stand in the grid, all behind a
button.
"""

import hashlib
from dataclasses import replace

import pytest

from bot.pictures.grid import Cells
from engine.canned import CANNED_CARD, CannedEngine
from engine.canned.engine import draw
from tests.fixtures.easel import Easel, image_of, labels, pixels_of, quarter, rows_of


async def test_the_best_four_of_twelve_are_shown(easel: Easel):
    asked = await easel.ada.slash("#general", "imagine", prompt="a fox --best 4 of 12 --seed 5")
    assert "3 credits" in asked.message["embeds"][0]["description"]
    assert "3 × the pictures" in asked.message["embeds"][0]["description"]
    await easel.ada.click(asked.message, "Yes")
    grid = await easel.next_grid(easel.ada, set())
    assert grid["content"] == f"**a fox --best 12 --seed 5** - {easel.ada.mention} (fast)"
    assert rows_of(grid)[2] == ["Show all 12"]
    assert easel.spent(easel.ada) == 300
    (request,) = easel.engine.requests
    assert request.seeds == tuple(range(5, 17))
    score = {
        seed: hashlib.sha256(b"a fox" + draw(request, seed, 256, 256).rgb).digest()[0]
        for seed in request.seeds
    }
    stored = easel.rows("SELECT * FROM images ORDER BY image_index")
    shown = [score[row["seed"]] for row in stored]
    assert shown == sorted(shown, reverse=True)
    assert len(stored) == 12
    sheet = await image_of(grid)
    for row in stored[:4]:
        kept = pixels_of((easel.folder / row["path"]).read_bytes())
        assert quarter(sheet, row["image_index"]) == kept


async def grid_of_eight(easel: Easel):
    return await easel.grid(easel.ada, "a fox --best 8 --seed 5")


async def test_show_all_shows_them_to_whoever_pressed_and_any_one_alone_to_all(easel: Easel):
    grid = await grid_of_eight(easel)
    await easel.ben.click(grid, "Show all 8")
    everything = await easel.ben.wait_for("#general", lambda m: "All 8 pictures" in m["content"])
    assert everything["ephemeral"]
    assert not any("All 8" in message["content"] for message in easel.ada.messages("#general"))
    stored = easel.rows("SELECT * FROM images ORDER BY image_index")
    seventh = pixels_of((easel.folder / stored[6]["path"]).read_bytes())
    sheet, cells = await image_of(everything), Cells(8, 256, 256)
    left, top = cells.corner(7)
    far = (128, 128, 256, 256)
    assert sheet.crop((left, top, left + 256, top + 256)).crop(far) == seventh.crop(far)
    await easel.ben.choose(everything, "Show one alone", "Picture 7")
    single = await easel.ada.wait_for("#general", lambda m: "Image #7" in m["content"])
    assert await image_of(single) == seventh
    assert single["message_reference"]["message_id"] == grid["id"]
    assert easel.spent(easel.ben) == 0
    before = {message["id"] for message in easel.ben.messages("#general")}
    await easel.ben.click(single, "Vary (Subtle)")
    await easel.next_grid(easel.ben, before)
    assert easel.jobs()[1]["parent_index"] == 7
    assert pixels_of(easel.engine.requests[1].source.png) == seventh


async def test_a_pressed_u_keeps_show_all_where_it_is(easel: Easel):
    grid = await grid_of_eight(easel)
    pressed = await easel.ada.click(grid, "U2")
    assert labels(pressed.message)[-1] == "Show all 8"


async def test_results_by_dm_are_the_best_four(easel: Easel):
    grid = await grid_of_eight(easel)
    await easel.ada.menu(grid, "DM Results")
    sent = await easel.ada.wait_for("dm", lambda m: "**seed**" in m["content"])
    assert len(sent["attachments"]) == 4


async def test_where_nobody_can_tell_it_is_refused_and_nothing_charged(cold_easel: Easel):
    await cold_easel.start(CannedEngine(replace(CANNED_CARD, can_score=False)))
    told = await cold_easel.ada.slash("#general", "imagine", prompt="a fox --best 12")
    assert "`scorer`" in told.message["embeds"][0]["description"]
    assert cold_easel.jobs() == []


@pytest.mark.parametrize("typed", ["4", "25", "3 of 12", "4 of 4", "12 of 4", "best", "-8", "8.5"])
async def test_other_numbers_are_refused(easel: Easel, typed: str):
    told = await easel.ada.slash("#general", "imagine", prompt=f"a fox --best {typed}")
    assert "4 of 12" in told.message["embeds"][0]["description"]
    assert easel.jobs() == []


async def test_a_draft_shows_all_its_pictures_so_they_do_not_go_together(easel: Easel):
    told = await easel.ada.slash("#general", "imagine", prompt="a fox --draft --best 12")
    words = told.message["embeds"][0]["description"]
    assert "--best" in words
    assert "--draft" in words
    assert easel.jobs() == []
    await easel.ada.slash("#general", "prefer suffix", new_value="--best 8")
    await easel.ada.slash("#general", "imagine", prompt="a fox --draft 4")
    await easel.next_grid(easel.ada, set())
    assert len(easel.engine.requests[0].seeds) == 4
