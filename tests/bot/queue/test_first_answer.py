"""The first words about a job just stored: its price, and where it waits."""

from tests.fixtures.easel import Easel, labels

THREE_RUN = "SELECT 1 WHERE (SELECT COUNT(*) FROM jobs WHERE status = 'running') = 3"


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
