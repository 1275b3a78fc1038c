"""Rows of the parity checklist about /imagine itself, from the first answer to the grid."""

from dataclasses import replace

import pytest

from engine import GenerationFailed
from engine.canned import CANNED_CARD, CannedEngine
from tests.fixtures.easel import (
    Easel,
    file_of,
    image_of,
    labels,
    pixels_of,
    quarter,
    rows_of,
    style,
)

THREE_RUN = "SELECT 1 WHERE (SELECT COUNT(*) FROM jobs WHERE status = 'running') = 3"


async def test_imagine_answers_at_once(easel: Easel):
    """Row 1."""
    await easel.engine.hold(0)
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox")
    assert handle.state == "done"
    assert handle.message["content"] == f"**a fox** - {easel.ada.mention} (Waiting to start)"
    assert labels(handle.message) == ["Cancel"]
    assert not easel.ada.is_pinged_by(handle.message)


@pytest.mark.slow
async def test_a_slow_disk_does_not_cost_the_three_seconds(easel: Easel):
    """Row 1. While another process holds the database, the answer is put off, then filled."""
    grid = await easel.grid(easel.ada)
    await easel.engine.hold(1)
    async with easel.database_held():
        typed = await easel.ada.slash("#general", "imagine", prompt="a fox")
        assert typed.response == 5
    said = await typed.finished()
    assert said["content"] == f"**a fox** - {easel.ada.mention} (Waiting to start)"
    async with easel.database_held():
        pressed = await easel.ada.click(grid, "V1")
        assert pressed.response == 6
    await easel.ada.wait_for("#general", lambda m: "Variations (Strong)" in m["content"])
    await easel.ada.until(lambda: style(pressed.message, "V1") == 1)


@pytest.mark.slow
async def test_a_slow_refusal_is_still_private(cold_easel: Easel):
    """Row 1."""
    easel = cold_easel
    easel.quota = easel.quota.model_copy(update={"credits": 0.5})
    await easel.start()
    async with easel.database_held():
        await easel.ada.slash("#general", "imagine", prompt="a fox")
    card = await easel.ada.wait_for("#general", lambda m: m["embeds"])
    assert card["embeds"][0]["title"] == "Credits exhausted"
    assert card["ephemeral"]
    await easel.ada.until(lambda: easel.ada.messages("#general") == [card])
    assert easel.ben.messages("#general") == []


async def test_progress_shows_percent_and_a_changing_preview(easel: Easel):
    """Row 2."""
    previews = []
    await easel.engine.hold(3)
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox")
    for step, percent in ((3, 25), (6, 50), (9, 75)):
        words = f"**a fox** - {easel.ada.mention} ({percent}%) (fast)"
        message = await easel.ada.wait_for("#general", lambda m, words=words: m["content"] == words)
        assert message["id"] == handle.message["id"]
        assert labels(message) == ["Cancel"]
        previews.append(await file_of(message))
        await easel.engine.release()
        await easel.engine.hold(step + 3)
    assert len(set(previews)) == 3


async def test_a_new_message_pings_the_owner_and_the_progress_message_goes(easel: Easel):
    """Row 3."""
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox")
    progress_id = easel.jobs()[0]["progress_message_id"]
    grid = await easel.ada.wait_for("#general", lambda m: "U1" in labels(m))
    assert grid["content"] == f"**a fox** - {easel.ada.mention} (fast)"
    assert easel.ada.is_pinged_by(grid)
    assert grid["id"] != str(progress_id)
    await easel.ada.until(lambda: handle.message is None)
    assert [m["id"] for m in easel.ada.messages("#general")] == [grid["id"]]


async def test_the_grid_holds_the_four_pictures_in_reading_order(easel: Easel):
    """Row 4."""
    grid = await easel.grid(easel.ada, "a fox --ar 3:2")
    sheet = await image_of(grid)
    images = easel.rows("SELECT * FROM images ORDER BY image_index")
    assert [image["image_index"] for image in images] == [1, 2, 3, 4]
    assert sheet.size == (2 * images[0]["width_px"], 2 * images[0]["height_px"])
    for image in images:
        stored = (easel.folder / image["path"]).read_bytes()
        assert quarter(sheet, image["image_index"]) == pixels_of(stored)


async def test_the_grid_carries_two_rows_of_buttons(easel: Easel):
    """Row 5."""
    grid = await easel.grid(easel.ada)
    assert rows_of(grid) == [["U1", "U2", "U3", "U4", "🔄"], ["V1", "V2", "V3", "V4"]]


async def test_a_seed_gives_the_same_grid_again(easel: Easel):
    """Row 15."""
    one = await image_of(await easel.grid(easel.ada, "a fox --seed 7"))
    two = await image_of(await easel.grid(easel.ada, "a fox --seed 7"))
    other = await image_of(await easel.grid(easel.ada, "a fox --seed 8"))
    assert one == two != other
    assert len({quarter(one, index).tobytes() for index in (1, 2, 3, 4)}) == 4
    sql = "SELECT seed FROM images WHERE job_id = ? ORDER BY image_index"
    seeds = easel.rows(sql, easel.jobs()[0]["id"])
    assert [row["seed"] for row in seeds] == [7, 8, 9, 10]


async def test_a_long_dash_is_two_short_ones(easel: Easel):
    """Row 18."""
    for prompt in ("a fox —ar 3:2", "a fox --ar 3:2"):
        grid = await easel.grid(easel.ada, prompt)
        assert grid["content"] == f"**a fox --ar 3:2** - {easel.ada.mention} (fast)"
    one, two = easel.engine.requests
    assert (one.width_px, one.height_px) == (two.width_px, two.height_px)
    assert one.width_px > one.height_px


async def test_a_misspelt_parameter_names_the_nearest(easel: Easel):
    """Row 19."""
    card = await refused(easel, "a fox --sede 50")
    assert card["description"] == "There is no `--sede`. Did you mean `--seed`?"


async def test_an_invalid_value_is_a_red_card_with_the_command_below(easel: Easel):
    """Row 20."""
    card = await refused(easel, "a fox --seed -1")
    assert card["title"] == "Invalid parameter"
    assert card["color"] == 16711680
    assert card["footer"]["text"] == "/imagine a fox --seed -1"


async def test_edit_and_retry_reopens_the_whole_text(easel: Easel):
    """Row 21."""
    long = "a fox, " + "very red, " * 250
    for prompt in ("a fox --sede 50", f"{long}--sede 50"):
        handle = await easel.ada.slash("#general", "imagine", prompt=prompt)
        opened = await easel.ada.click(handle.message, "Edit & retry")
        field = opened.modal["components"][0]["component"]
        assert field["value"] == " ".join(prompt.split())
    sent = await easel.ada.submit(opened, {"Prompt": "a fox --seed 50"})
    assert sent.state == "done"
    await easel.ada.wait_for("#general", lambda m: "U1" in labels(m))
    assert easel.engine.requests[0].seeds[0] == 50


async def test_a_job_over_ones_own_limit_is_queued_and_runs_later(easel: Easel):
    """Row 31."""
    await easel.engine.hold(1)
    for prompt in "123":
        await easel.ada.slash("#general", "imagine", prompt=prompt)
    await easel.until_row(THREE_RUN)
    handle = await easel.ada.slash("#general", "imagine", prompt="4")
    card = await easel.ada.wait_for("#general", lambda m: m["embeds"])
    assert card["ephemeral"]
    assert card["embeds"][0]["title"] == "Job queued"
    assert "3 jobs running" in card["embeds"][0]["description"]
    assert "#1 in line" in handle.message["content"]
    await easel.engine.release()
    await easel.ada.until(
        lambda: len([m for m in easel.ada.messages("#general") if "U1" in labels(m)]) == 4
    )


async def test_a_prompt_pings_nobody_and_stays_inside_the_bold(easel: Easel):
    """Row 41."""
    ben, chloe = easel.ben, easel.chloe
    grid = await easel.grid(
        easel.ada, f"a **bold** `fox` {ben.mention} @everyone ~~for~~ __{chloe.mention}__"
    )
    assert [user["id"] for user in grid["mentions"]] == [easel.ada.id]
    assert not grid["mention_everyone"]
    assert not ben.is_pinged_by(grid)
    bold = grid["content"].removeprefix("**").partition(f"** - {easel.ada.mention}")[0]
    assert "**" not in bold.replace(r"\*", "")
    assert r"\`fox\`" in bold


async def test_a_long_prompt_is_cut_and_attached_whole(easel: Easel):
    """Row 42."""
    prompt = "a fox " + "in a very long sentence, " * 120
    assert len(prompt) > 3000
    await easel.engine.hold(3)
    handle = await easel.ada.slash("#general", "imagine", prompt=prompt)
    assert await whole_prompt(handle.message) == prompt.strip()
    running = await easel.ada.wait_for("#general", lambda m: "(25%)" in m["content"])
    assert await whole_prompt(running) == prompt.strip()
    await easel.engine.release()
    grid = await easel.ada.wait_for("#general", lambda m: "U1" in labels(m))
    assert await whole_prompt(grid) == prompt.strip()
    single = await easel.ada.click(grid, "U1")
    assert single.state == "done"
    told = [m for m in easel.ada.messages("#general") if not m["embeds"]]  # but what is not read
    assert told
    for message in told:
        assert len(message["content"]) <= 2000
        assert "…** - " in message["content"]


async def test_the_lane_is_changed_and_named(easel: Easel):
    """Row 43."""
    await easel.ada.slash("#general", "relax")
    grid = await easel.grid(easel.ada)
    assert grid["content"].endswith("(relaxed)")
    assert easel.spent(easel.ada) == 0
    await easel.ada.slash("#general", "fast")
    grid = await easel.grid(easel.ada)
    assert grid["content"].endswith("(fast)")
    assert easel.spent(easel.ada) == 100


async def test_a_fault_is_told_uncharged_and_can_be_tried_again(easel: Easel):
    """Row 45."""
    easel.engine.fail_next(GenerationFailed("The model stumbled."))
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox --seed 9")
    words = f"**a fox --seed 9** - {easel.ada.mention} (Failed: The model stumbled)"
    await easel.ada.until(lambda: handle.message["content"] == words)
    assert labels(handle.message) == ["Retry", "Edit & retry"]
    assert easel.spent(easel.ada) == 0
    failed = handle.message
    await easel.ada.click(failed, "Retry")
    grid = await easel.ada.wait_for("#general", lambda m: "U1" in labels(m))
    assert grid["content"] == f"**a fox --seed 9** - {easel.ada.mention} (fast)"
    assert [request.seeds for request in easel.engine.requests] == [(9, 10, 11, 12)] * 2
    assert easel.spent(easel.ada) == 100
    assert labels(handle.message) == []


async def test_another_price_than_one_credit_is_told_and_charged(easel: Easel):
    """Row 53."""
    await easel.engine.hold(0)
    for quality, words, spent in (("0.25", " · 0.25 credits", 25), ("1", "", 125)):
        prompt = f"a fox --quality {quality}"
        handle = await easel.ada.slash("#general", "imagine", prompt=prompt)
        start = f"**{prompt}** - {easel.ada.mention} (Waiting to start)"
        assert handle.message["content"] == start + words
        assert easel.spent(easel.ada) == spent
        await easel.until_row("SELECT 1 FROM jobs WHERE prompt = ? AND status = 'running'", prompt)
    await easel.engine.release()
    await easel.ada.until(
        lambda: len([m for m in easel.ada.messages("#general") if "U1" in labels(m)]) == 2
    )
    assert [request.steps for request in easel.engine.requests] == [3, 12]


async def test_place_and_time_are_told_and_shrink(cold_easel: Easel):
    """Row 54."""
    easel = cold_easel
    easel.queue = easel.queue.model_copy(update={"running_per_user": 1})
    await easel.start()
    await easel.grid(easel.ada)  # so that there is a measured time
    await easel.engine.hold(1)
    await easel.ada.slash("#general", "imagine", prompt="first")
    await easel.engine.held()
    waiting = [
        await easel.ada.slash("#general", "imagine", prompt=prompt)
        for prompt in ("second", "third", "fourth")
    ]
    for place, handle in enumerate(waiting, 1):
        line = f"(Waiting to start) · #{place} in line, under a minute"
        assert handle.message["content"].endswith(line)
    cards = lambda: [m["embeds"][0]["title"] for m in easel.ada.messages("#general") if m["embeds"]]  # noqa: E731
    await easel.ada.until(lambda: cards() == ["Job queued"] * 3)
    await easel.ada.click(waiting[0].message, "Cancel")
    await easel.ada.until(lambda: "(Stopped)" in waiting[0].message["content"])
    for place, handle in enumerate(waiting[1:], 1):
        line = f"· #{place} in line, under a minute"
        await easel.ada.until(lambda h=handle, line=line: h.message["content"].endswith(line))
    await easel.engine.release()
    grids = lambda: [m for m in easel.ada.messages("#general") if "U1" in labels(m)]  # noqa: E731
    await easel.ada.until(lambda: len(grids()) == 4)


async def test_a_model_without_img2img_refuses_v_and_charges_nothing(cold_easel: Easel):
    await cold_easel.start(CannedEngine(replace(CANNED_CARD, can_img2img=False)))
    easel = cold_easel
    grid = await easel.grid(easel.ada)
    handle = await easel.ada.click(grid, "V1")
    assert handle.message["embeds"][0]["title"] == "Not available here"
    assert len(easel.jobs()) == 1


async def refused(easel: Easel, prompt: str):
    """The private card of a prompt with a mistake; nothing was stored or charged."""
    handle = await easel.ada.slash("#general", "imagine", prompt=prompt)
    assert handle.message["ephemeral"]
    assert labels(handle.message) == ["Edit & retry"]
    assert easel.ben.messages("#general") == []
    assert easel.jobs() == []
    assert easel.rows("SELECT * FROM ledger") == []
    return handle.message["embeds"][0]


async def whole_prompt(message) -> str:
    names = [attachment["filename"] for attachment in message["attachments"]]
    return (await file_of(message, names.index("prompt.txt"))).decode()
