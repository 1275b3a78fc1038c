"""Rows of the parity checklist about the buttons under a grid."""

import time

from tests.fixtures.easel import Easel, image_of, labels, pixels_of, quarter, style


async def test_row_06_u3_posts_the_stored_picture(easel: Easel):
    grid = await easel.grid(easel.ada)
    before = easel.spent(easel.ada)
    before_s = time.process_time()
    await easel.ada.click(grid, "U3")
    single = await easel.ada.wait_for("#general", lambda m: "Image #3" in m["content"])
    assert time.process_time() - before_s < 2  # our own time: a busy machine counts for nothing
    assert single["type"] == 19
    assert single["message_reference"]["message_id"] == grid["id"]
    assert await image_of(single) == quarter(await image_of(grid), 3)
    assert easel.spent(easel.ada) == before
    assert len(easel.engine.requests) == 1
    assert easel.ada.is_pinged_by(single)


async def test_row_07_a_single_says_which_picture_it_is(easel: Easel):
    grid = await easel.grid(easel.ada)
    await easel.ada.click(grid, "U3")
    single = await easel.ada.wait_for("#general", lambda m: "Image" in m["content"])
    assert single["content"] == f"**a fox** - Image #3 {easel.ada.mention}"


async def test_row_08_v2_starts_from_picture_two(easel: Easel):
    grid = await easel.grid(easel.ada)
    await easel.engine.hold(3)
    await easel.ada.click(grid, "V2")
    waiting = "Making variations for image #2 with prompt **a fox** - "
    by = f"**a fox** - Variations (Strong) by {easel.ada.mention}"
    await easel.ada.wait_for("#general", lambda m: m["content"] == f"{by} (25%) (fast)")
    answers = [
        call.payload["content"]
        for call in easel.server.calls
        if call.method == "POST" and "/webhooks/" in call.path
    ]
    assert answers[0].startswith(waiting)
    await easel.engine.release()
    new = await easel.next_grid(easel.ada, {grid["id"]})
    assert new["content"] == f"{by} (fast)"
    first, second = easel.engine.requests
    assert second.source is not None
    assert pixels_of(second.source.png) == quarter(await image_of(grid), 2)
    assert 0.5 < second.source.strength < 0.8
    assert second.parts == first.parts
    assert not set(first.seeds) & set(second.seeds)


async def test_row_09_reroll_takes_the_same_words_and_another_seed(easel: Easel):
    grid = await easel.grid(easel.ada, "a fox --ar 3:2 --seed 5")
    await easel.ada.click(grid, "🔄")
    new = await easel.next_grid(easel.ada, {grid["id"]})
    assert new["content"] == f"**a fox --ar 3:2** - {easel.ada.mention} (fast)"
    first, second = easel.engine.requests
    assert second.parts == first.parts
    assert (second.width_px, second.height_px) == (first.width_px, first.height_px)
    assert second.source is None
    assert not set(first.seeds) & set(second.seeds)
    assert await image_of(new) != await image_of(grid)


async def test_row_10_a_pressed_button_turns_blue_and_stays_pressable(easel: Easel):
    grid = await easel.grid(easel.ada)
    for label in ("U2", "V4"):
        pressed = await easel.ada.click(grid, label)
        assert style(pressed.message, label) == 1
        grid = pressed.message
    assert style(grid, "U2") == 1
    assert [style(grid, label) for label in ("U1", "U3", "U4", "V1", "V2", "V3")] == [2] * 6
    again = await easel.ada.click(grid, "U2")
    assert again.state == "done"
    singles = lambda: [m for m in easel.ada.messages("#general") if "Image #2" in m["content"]]  # noqa: E731
    await easel.ada.until(lambda: len(singles()) == 2)


async def test_row_40_the_clicker_owns_pays_and_is_pinged(easel: Easel):
    grid = await easel.grid(easel.ada)
    before = easel.spent(easel.ada)
    await easel.ben.click(grid, "V1")
    new = await easel.next_grid(easel.ben, {grid["id"]})
    assert easel.ben.is_pinged_by(new)
    assert not easel.ada.is_pinged_by(new)
    assert easel.ben.mention in new["content"]
    assert (easel.spent(easel.ada), easel.spent(easel.ben)) == (before, 100)
    assert easel.jobs()[1]["user_id"] == int(easel.ben.id)


async def test_a_button_of_a_job_that_is_gone_is_answered(easel: Easel):
    """Silence would read as "the application did not respond"."""
    grid = await easel.grid(easel.ada)
    await easel.kill()
    for path in sorted((easel.folder / "pictures").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    await easel.start()
    handle = await easel.ada.click(grid, "U1")
    assert handle.message["ephemeral"]
    assert handle.message["embeds"][0]["title"] == "Job not found"


async def test_the_cancel_button_obeys_its_owner_only(easel: Easel):
    await easel.engine.hold(1)
    handle = await easel.chloe.slash("#general", "imagine", prompt="a fox")
    await easel.engine.held()
    stranger = await easel.ben.click(handle.message, "Cancel")
    assert stranger.message["embeds"][0]["title"] == "Job not found"
    await easel.chloe.click(handle.message, "Cancel")
    await easel.chloe.until(lambda: handle.message["content"].endswith("(Stopped)"))
    assert labels(handle.message) == []
    assert easel.spent(easel.chloe) == 0
