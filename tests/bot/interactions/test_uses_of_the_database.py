"""How often an answer asks the database: each time it waits for a connection and a thread.

Counted until the first answer, in the task that gives it: 200 people waited a second for that.
"""

import pytest

from bot.cli.crowd.watching import Uses, Watching
from tests.fixtures.easel import Easel, labels

# Reads and transactions at most; behind it the reads there were, each in three trips.
CEILINGS = {
    "/imagine": (3, 1),  # 7 or 8
    "V": (4, 1),  # 12 or 13
    "🔄": (4, 1),  # 11 or 12
    "U": (2, 0),  # 5
    "❤️": (2, 1),  # 4
    "/settings": (1, 0),  # 4
    "panel": (1, 1),  # 5
}


@pytest.fixture
async def watched(cold_easel: Easel) -> tuple[Easel, Watching]:
    watching = Watching()
    await cold_easel.start(on_composed=watching.attach)
    return cold_easel, watching


async def test_an_answer_asks_the_database_seldom(watched: tuple[Easel, Watching]) -> None:
    easel, watching = watched
    await easel.grid(easel.ada)  # the first order of a server reads its own banned words as well
    watching.seen.clear()
    grid = await easel.grid(easel.ada)
    settings = await easel.ben.slash("#general", "settings")
    assert settings.message is not None
    await easel.ben.click(settings.message, f"s1:b:variability:low:{easel.ben.id}")
    for button in ("V1", "🔄", "U1"):
        await easel.ben.click(grid, button)
    single = await easel.ben.wait_for("#general", lambda message: "❤️" in labels(message))
    await easel.chloe.click(single, "❤️")
    found = counts(watching)
    assert found.keys() == CEILINGS.keys()
    above = {
        kind: uses
        for kind, uses in found.items()
        if uses[0] > CEILINGS[kind][0] or uses[1] > CEILINGS[kind][1]
    }
    assert not above


def counts(watching: Watching) -> dict[str, tuple[int, int]]:
    """Reads and transactions before the first answer, by kind."""
    found = {one.kind: one.before or Uses() for one in watching.seen.values()}
    return {kind: (uses.reads, uses.transactions) for kind, uses in found.items()}
