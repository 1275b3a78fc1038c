"""Confirmations: one answer, in time, by the person who was asked."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from storage import Question, Storage
from tests.storage.people import ADA, BEN, SetClock

LIFE = timedelta(minutes=5)


async def ask(storage: Storage, clock: SetClock, text: str = "a {red,blue} fox") -> str:
    return await storage.confirmations.ask(ADA, Question(text), clock.moment + LIFE)


async def test_the_first_answer_gets_the_text(storage: Storage, clock: SetClock) -> None:
    asked = await ask(storage, clock)
    other = await ask(storage, clock, "four owls")
    assert await storage.confirmations.take(ADA, asked) == Question("a {red,blue} fox")
    assert await storage.confirmations.take(ADA, asked) is None
    assert await storage.confirmations.take(ADA, other) == Question("four owls")


async def test_of_many_answers_at_once_one_wins(storage: Storage, clock: SetClock) -> None:
    asked = await ask(storage, clock)
    answers = await asyncio.gather(*(storage.confirmations.take(ADA, asked) for _ in range(8)))
    assert [answer for answer in answers if answer is not None] == [Question("a {red,blue} fox")]


async def test_a_stranger_gets_nothing_and_takes_nothing_away(
    storage: Storage, clock: SetClock
) -> None:
    asked = await ask(storage, clock)
    assert await storage.confirmations.take(BEN, asked) is None
    assert await storage.confirmations.take(ADA, asked) is not None


async def test_a_question_can_be_answered_until_its_end_and_never_after(
    storage: Storage, clock: SetClock
) -> None:
    late, just_in_time = await ask(storage, clock), await ask(storage, clock)
    clock.forward(seconds=LIFE.total_seconds() - 1)
    assert await storage.confirmations.take(ADA, just_in_time) is not None
    clock.forward(seconds=1)
    assert await storage.confirmations.take(ADA, late) is None
    clock.forward(seconds=-60)
    assert await storage.confirmations.take(ADA, late) is None  # answered too late is answered


async def test_a_question_about_a_button_keeps_the_button(storage: Storage, clock) -> None:
    question = Question("an owl", "v.abc.2")
    asked = await storage.confirmations.ask(ADA, question, clock.moment + LIFE)
    assert await storage.confirmations.take(ADA, asked) == question
