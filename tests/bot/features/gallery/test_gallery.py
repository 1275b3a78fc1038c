"""U under a grid posts the stored picture alone, as often as it is pressed."""

import time

from tests.fixtures.easel import Easel, image_of, quarter, style
from tests.fixtures.surfaces import write


async def test_u3_posts_the_stored_picture(easel: Easel):
    """Row 6."""
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


async def test_a_single_says_which_picture_it_is(easel: Easel):
    """Row 7."""
    grid = await easel.grid(easel.ada)
    await easel.ada.click(grid, "U3")
    single = await easel.ada.wait_for("#general", lambda m: "Image" in m["content"])
    assert single["content"] == f"**a fox** - Image #3 {easel.ada.mention}"


async def test_a_pressed_button_turns_blue_and_stays_pressable(easel: Easel):
    """Row 10."""
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


async def test_a_picture_that_is_kept_no_longer_is_told_as_that(easel: Easel):
    """As of a person who had more than `[storage] gb_per_person`; the job is found all the same."""
    grid = await easel.grid(easel.ada)
    await write(easel, "DELETE FROM images")
    await easel.ada.click(grid, "U2")
    said = await easel.ada.wait_for("#general", lambda m: m["embeds"])
    words = "Picture 2 of this job is not kept any more; 🔄 makes new ones."
    assert said["embeds"][0]["description"] == words
    await easel.ada.click(grid, "🔄")
    await easel.ada.until(lambda: len(easel.engine.requests) == 2)
