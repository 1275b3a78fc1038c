"""A disk or database that breaks under the running bot: nobody loses anything, and it goes on."""

import logging

import pytest

from tests.fixtures.broken_disk import Fault, damaged, full, locked, no_larger
from tests.fixtures.easel import Easel, Json, labels

TITLE = "Out of order for a moment"
TEXT = "Easel cannot write to its disk just now; nothing was charged, try again in a few minutes."


def grids(easel: Easel) -> list[Json]:
    return [m for m in easel.ada.messages("#general") if "U1" in labels(m)]


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING]


def is_told(message: Json) -> bool:
    cards = [(card.get("title"), card.get("description")) for card in message["embeds"]]
    return cards == [(TITLE, TEXT)]


FAULTS = [no_larger, locked, damaged, full]


@pytest.fixture(params=FAULTS, ids=lambda fault: fault.__name__)
def fault(request: pytest.FixtureRequest, cold_easel: Easel) -> Fault:
    if request.param is full:
        cold_easel.folder = request.getfixturevalue("small_disk") / "data"
    chosen: Fault = request.param
    return chosen


async def told(easel: Easel, command: str, **options: object) -> None:
    """The command ends in the one sentence, for its person alone."""
    before = {message["id"] for message in easel.ada.messages("#general")}
    await easel.ada.slash("#general", command, **options)
    said = await easel.ada.wait_for("#general", lambda m: m["id"] not in before and is_told(m))
    assert said["ephemeral"]


@pytest.mark.parametrize("made", [True, False], ids=["made", "being made"])
async def test_a_broken_disk_stops_nothing_but_the_line(
    cold_easel: Easel, fault: Fault, made: bool, caplog: pytest.LogCaptureFixture
) -> None:
    """A full disk ended the bot, and each restart logged in, loaded the model, and ended again."""
    easel = cold_easel
    await easel.start()
    await easel.engine.hold(2)
    for number in range(6):
        await easel.ada.slash("#general", "imagine", prompt=f"fox {number}")
    await easel.engine.held()
    caplog.clear()
    with fault(easel.folder):
        if made:
            await easel.engine.release()
        await told(easel, "imagine", prompt="one too many")
        await told(easel, "prefer remix")
        assert easel.server.is_bot_online
        assert grids(easel) == []
        spent_lines = [line for line in lines(caplog) if "cannot be used" in line]
        assert len(spent_lines) == 1
    await easel.engine.release()
    await easel.ada.until(lambda: len(grids(easel)) == 6)
    await easel.until_row("SELECT 1 WHERE (SELECT COUNT(*) FROM jobs WHERE status = 'done') = 6")
    assert [job["status"] for job in easel.jobs()] == ["done"] * 6
    assert easel.spent(easel.ada) == 600
    over = [line for line in lines(caplog) if "can be used again" in line]
    assert len(over) == 1
    assert len(lines(caplog)) == 2, lines(caplog)
