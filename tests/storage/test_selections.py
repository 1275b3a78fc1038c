"""The part of a picture that a person chose last: theirs alone, for this picture, limited."""

from __future__ import annotations

import pytest

from storage import Selection, TooMany
from storage.limits import LONGEST_TEXT, MASK_BYTES, SELECTIONS
from tests.storage.people import ADA, BEN, Person, SetClock


async def test_the_last_choice_is_kept_for_its_picture_and_its_person(person: Person) -> None:
    job, selections = await person.done(), person.storage.selections
    assert (await selections.get(ADA, job.id, 1)).is_empty
    await selections.choose(ADA, job.id, 1, cells=5)
    await selections.word(ADA, job.id, 1, "a hat")
    assert await selections.get(ADA, job.id, 1) == Selection(5, None, "a hat")
    assert (await selections.get(ADA, job.id, 2)).is_empty
    assert (await selections.get(BEN, job.id, 1)).is_empty
    await selections.choose(ADA, job.id, 1, mask=b"png")
    assert await selections.get(ADA, job.id, 1) == Selection(0, b"png", "a hat")
    await selections.choose(ADA, job.id, 1, cells=2)
    await selections.word(ADA, job.id, 1, None)
    assert await selections.get(ADA, job.id, 1) == Selection(2)


async def test_of_a_persons_choices_the_oldest_go_first(person: Person, clock: SetClock) -> None:
    job, selections = await person.done(), person.storage.selections
    jobs = [job, *[await person.done() for _ in range(SELECTIONS.most)]]
    for one in jobs:
        clock.forward(seconds=1)
        await selections.choose(ADA, one.id, 1, cells=1)
    assert (await selections.get(ADA, jobs[0].id, 1)).is_empty
    assert not (await selections.get(ADA, jobs[1].id, 1)).is_empty


async def test_a_choice_holds_no_more_than_it_may(person: Person) -> None:
    job, selections = await person.done(), person.storage.selections
    with pytest.raises(TooMany):
        await selections.choose(ADA, job.id, 1, mask=b"x" * (MASK_BYTES + 1))
    await selections.word(ADA, job.id, 1, "x" * 1_000_000)
    assert (await selections.get(ADA, job.id, 1)).text == "x" * LONGEST_TEXT
