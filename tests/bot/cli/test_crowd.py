"""`easel bench --people`: a few people have two seconds with the bot, and each is measured."""

import asyncio
import json

import pytest

from bot.cli.crowd.figures import Answers, Delays, show
from bot.cli.crowd.measure import measure
from bot.cli.crowd.people import PRESSES, Crowd
from bot.cli.crowd.watching import Seen, Uses
from bot.config import Settings
from bot.local_discord import LocalDiscord


def test_a_crowd_does_the_same_in_every_minute() -> None:
    assert Crowd.of(200, 60, 0) == Crowd(200, orders=1000, presses=2000, seconds=60, seed=0)
    assert Crowd.of(40, 30, 7) == Crowd(40, orders=100, presses=200, seconds=30, seed=7)
    assert sum(PRESSES.values()) == 100


def test_percentiles_are_values_that_were_measured() -> None:
    assert Delays.of(number / 1000 for number in range(1, 1001)) == Delays(
        1000, 500.0, 990.0, 1000.0
    )
    assert Delays.of([0.25]) == Delays(1, 250.0, 250.0, 250.0)
    assert Delays.of([]) == Delays(0, 0.0, 0.0, 0.0)


def test_who_was_not_answered_is_in_no_mean() -> None:
    answered = Seen("U", 1.0, 1.2, Uses(2, 0, 0.01), Uses(2, 1, 0.02))
    by_another_task = Seen("U", 1.0, 1.4)
    found = Answers.of([answered, by_another_task, Seen("U", 2.0)])
    assert found == Answers(Delays(2, 200.0, 400.0, 400.0), 2.0, 0.0, 10.0, 2.0, 1.0)


async def test_every_answer_of_a_crowd_is_measured(
    local_discord: LocalDiscord, capsys: pytest.CaptureFixture[str]
) -> None:
    """local_discord: so that the library is pointed back after the test."""
    crowd = Crowd(people=8, orders=6, presses=30, seconds=2.0, seed=1)
    measured = await asyncio.to_thread(measure, Settings(), crowd)
    assert sum(measured.told.done.values()) == 36 and not measured.told.unanswered
    everyone = measured.answers.pop("all")
    assert everyone.times.n == 36 == sum(one.times.n for one in measured.answers.values())
    assert {kind: one.times.n for kind, one in measured.answers.items()} == measured.told.done
    assert 0 < everyone.times.p50_ms <= everyone.times.p99_ms <= everyone.times.max_ms
    assert measured.answers["/imagine"].transactions == 1.0
    assert measured.reads_held.n > 36 and measured.lag.n > 50
    assert json.loads(json.dumps(measured.as_json()))["crowd"]["people"] == 8
    show(measured)
    shown = capsys.readouterr()
    assert "8 people, 6 orders and 30 presses" in shown.out and "/imagine" in shown.out
    assert "0 people were not answered within 3 s" in shown.err
