"""Copies of finished grids by direct message."""

from tests.bot.queue.test_stealth import private_grid, said_to
from tests.fixtures.easel import Easel, image_of, labels


async def test_a_copy_of_the_grid_comes_by_direct_message(easel: Easel):
    await easel.grid(easel.ada, "before")
    await easel.ada.slash("#general", "prefer auto_dm")
    grid = await easel.grid(easel.ada)
    copy = await easel.ada.wait_for("dm", lambda m: "Copy of" in m["content"])
    assert copy["content"].startswith(grid["content"])
    assert f"/{grid['id']})" in copy["content"]
    assert labels(copy) == labels(grid)
    assert await image_of(copy) == await image_of(grid)
    assert len(easel.ada.messages("dm")) == 1


async def test_what_is_private_already_is_not_copied(easel: Easel):
    await easel.ada.slash("#general", "prefer auto_dm")
    await easel.ada.slash("#general", "imagine", prompt="a fox --stealth")
    grid = await private_grid(easel)
    other = await easel.grid(easel.ada, "an owl")
    await easel.ada.wait_for("dm", lambda m: other["id"] in m["content"])
    first, _ = easel.ada.messages("dm")
    assert first["id"] == grid["id"]


async def test_closed_dms_are_told_once_and_the_setting_stays(easel: Easel):
    await easel.ada.slash("#general", "prefer auto_dm")
    easel.ada.close_dms()
    grids = [await easel.grid(easel.ada, prompt) for prompt in ("a fox", "an owl")]
    notice = await easel.ada.wait_for("#general", lambda m: m.get("ephemeral") and m["embeds"])
    assert "closed to me" in notice["embeds"][0]["description"]
    assert said_to(easel.ben) == [grid["id"] for grid in grids]
    easel.ada.open_dms()
    last = await easel.grid(easel.ada, "a robot")
    await easel.ada.wait_for("dm", lambda m: last["id"] in m["content"])
    notices = [m for m in easel.ada.messages("#general") if m.get("ephemeral") and m["embeds"]]
    assert len([m for m in notices if "closed" in m["embeds"][0]["description"]]) == 1


async def test_a_copy_that_the_filter_holds_back_is_not_told_as_closed_dms(easel: Easel):
    await easel.ada.slash("#general", "prefer auto_dm")
    dm = easel.server.core.world.dm_with(easel.ada.id)
    fault = {"method": "POST", "path": f"/channels/{dm.id}/messages", "times": 2}
    easel.server.faults.answer(400, code=20009, **fault)
    for prompt in ("a fox", "an owl"):
        await easel.grid(easel.ada, prompt)
    last = await easel.grid(easel.ada, "a robot")  # which the filter lets through
    await easel.ada.wait_for("dm", lambda m: last["id"] in m["content"])
    told = [m for m in easel.ada.messages("#general") if m.get("ephemeral") and m["embeds"]]
    words = [m["embeds"][0]["description"] for m in told]
    assert len([one for one in words if "filter" in one]) == 1
    assert not [one for one in words if "closed" in one]
