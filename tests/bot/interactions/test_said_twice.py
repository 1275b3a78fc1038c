"""What the gateway says twice is done once."""

from tests.fixtures.easel import Easel


async def test_a_gateway_that_says_it_twice_makes_one_job(easel: Easel):
    """Row 12."""
    easel.server.faults.duplicate_interactions = 1
    grid = await easel.grid(easel.ada)
    easel.server.faults.duplicate_interactions = 1
    await easel.ada.click(grid, "🔄")
    await easel.next_grid(easel.ada, {grid["id"]})
    assert len(easel.jobs()) == 2
    assert easel.spent(easel.ada) == 200
    assert not [call for call in easel.server.calls if call.status == 400], "answered twice"


async def test_a_press_said_twice_posts_one_picture(easel: Easel, caplog):
    """Row 12."""
    grid = await easel.grid(easel.ada)
    easel.server.faults.duplicate_interactions = 1
    await easel.ada.click(grid, "U2")
    await easel.ada.wait_for("#general", lambda m: "Image #2" in m["content"])
    await easel.grid(easel.ada, "another")
    assert len([m for m in easel.ada.messages("#general") if "Image #2" in m["content"]]) == 1
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
