"""Hearts: a press keeps a picture among one's favourites, another lets it go."""

from tests.bot.features.gallery.test_job_list import Json, listed
from tests.fixtures.easel import Easel, labels


async def single(easel: Easel, grid: Json, index: int) -> Json:
    await easel.ada.click(grid, f"U{index}")
    return await easel.ada.wait_for("#general", lambda m: f"Image #{index}" in m["content"])


async def test_a_heart_toggles_a_favourite_privately(easel: Easel):
    """Row 78."""
    grid = await easel.grid(easel.ada)
    picture = await single(easel, grid, 3)
    assert "❤️" in labels(picture)
    handle = await easel.ada.click(picture, "❤️")
    assert handle.message["ephemeral"]
    assert "✅ Picture 3" in handle.message["embeds"][0]["description"]
    found = await listed(easel, status="favourites")
    assert "**a fox**" in found["description"] and "❤️ 3" in found["description"]
    assert [m["id"] for m in easel.ben.messages("#general")] == [grid["id"], picture["id"]]
    handle = await easel.ada.click(picture, "❤️")
    assert "no longer" in handle.message["embeds"][0]["description"]
    assert "no favourites yet" in (await listed(easel, status="favourites"))["description"]


async def test_anyone_likes_for_themselves_and_after_a_restart(easel: Easel):
    """Row 78."""
    picture = await single(easel, await easel.grid(easel.ada), 1)
    await easel.stop()
    await easel.start()
    await easel.ben.click(picture, "❤️")
    rows = easel.rows("SELECT user_id, image_index FROM favourites")
    assert rows == [{"user_id": int(easel.ben.id), "image_index": 1}]
    handle = await easel.ben.slash("#general", "jobs", status="favourites")
    assert easel.ada.mention in handle.message["embeds"][0]["description"]
    assert "no favourites yet" in (await listed(easel, status="favourites"))["description"]
