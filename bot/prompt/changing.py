"""What a model reads of a text whose words change on the way, and what is wrong with such a text.

The changes are taken out as marks before the rest of the language looks at the text (`::` stands
in `[a::0.4]` too), and put back for each step. Knows the model's card, and no network.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.errors import NOT_AVAILABLE, Problem
from bot.language import say
from bot.prompt.emphasis import Weighed, weighed
from bot.prompt.scheduling import (
    MOST_CHANGES,
    Change,
    Pieces,
    Schedule,
    Switch,
    TooManyChanges,
    all_changes,
    changes_in,
    schedule_of,
)
from bot.prompt.titles import INVALID_PROMPT, code
from engine import ModelCard
from engine.api.request import MAX_TEXTS

MOST_CHARACTERS: Final = 30_000  # of all texts that one picture reads: five of the longest
_MARK = re.compile("\x01(\\d+)\x01")  # no typed text has control characters
_SPACES = re.compile(" {2,}")
_ALMOST = re.compile(r"\[[^\[\]:]{0,200}(?::[^\[\]:]{0,200}){0,9}: ?\d{1,9}(?:\.\d{0,9})? ?%? ?\]")
_CUTS = re.compile(r"::|(?<=\s)AND(?=\s)")


class BadChange(Exception):
    """The words cannot change so; `problem` says why."""

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__(sentence)
        self.problem = Problem(title, sentence)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with a mark in the place of each of its changes."""

    text: str
    changes: tuple[Change, ...] = ()

    def pieces(self, part: str) -> Pieces:
        """A part of the marked text, with the changes for its marks."""
        found = _MARK.split(part)
        changes = [self.changes[int(number)] for number in found[1::2]]
        return tuple(
            piece
            for words, change in zip(found[::2], [*changes, ""], strict=True)
            for piece in (words, change)
            if piece
        )


@dataclass(frozen=True, slots=True)
class ReadPart:
    """The texts of one part, those of `at_step` by their place; without it there is one."""

    texts: tuple[Weighed, ...]
    at_step: tuple[int, ...] = ()


def marked(text: str, card: ModelCard) -> Marked:
    """The text with its changes taken out; BadChange where they cannot be."""
    if "[" not in text:
        return Marked(text)
    try:
        pieces = changes_in(text)
    except TooManyChanges:
        raise BadChange(INVALID_PROMPT, say("prompt-changes-many", most=MOST_CHANGES)) from None
    changes = tuple(piece for piece in pieces if not isinstance(piece, str))
    plain = [piece for piece in pieces if isinstance(piece, str)]
    if almost := next(filter(None, map(_ALMOST.search, plain)), None):
        raise BadChange(INVALID_PROMPT, say("prompt-change-almost", typed=code(almost[0])))
    if changes and not card.can_schedule:
        typed = code(changes[0].typed)
        raise BadChange(NOT_AVAILABLE, say("prompt-not-schedule", typed=typed, model=card.name))
    if cut := next(filter(None, map(_cut_in, changes)), None):
        raise BadChange(INVALID_PROMPT, say("prompt-change-inside", typed=code(cut)))
    marks = (f"\x01{k}\x01" for k in range(len(changes)))
    text = "".join(piece if isinstance(piece, str) else next(marks) for piece in pieces)
    return Marked(text, changes)


def _cut_in(change: Change) -> str | None:
    """What cuts a text into parts cannot come and go with a step."""
    texts = (change.before, change.after) if isinstance(change, Switch) else change.texts
    for piece in (piece for text in texts for piece in text):
        inside = _CUTS.search(piece) if isinstance(piece, str) else _cut_in(piece)
        if inside:
            return inside if isinstance(inside, str) else inside[0]
    return None


def read_part(
    whole: Marked, part: str, steps: int, clean: Callable[[str], str], *, numbers_only: bool
) -> ReadPart:
    """What each of so many steps reads of a part; texts that read alike are one.

    clean: what else is left out of a text. BadChange where there are too many texts.
    """
    if not _MARK.search(part):
        return ReadPart((weighed(part, numbers_only=numbers_only),))
    schedule = schedule_of(whole.pieces(part), steps)
    check_count(schedule.texts)
    texts = [_SPACES.sub(" ", clean(text)).strip().lstrip(",， ") for text in schedule.texts]
    return _without_twins([weighed(text, numbers_only=numbers_only) for text in texts], schedule)


def _without_twins(read: list[Weighed], schedule: Schedule) -> ReadPart:
    """The first is one with words, where any is."""
    unique = sorted(dict.fromkeys(read), key=lambda one: not one.text)  # stable
    if len(unique) == 1:
        return ReadPart((unique[0],))
    places = {one: place for place, one in enumerate(unique)}
    return ReadPart(tuple(unique), tuple(places[read[k]] for k in schedule.at_step))


def check_count(texts: Iterable[str]) -> None:
    """BadChange where one picture would read more texts than it may."""
    lengths = [len(text) for text in texts]
    if len(lengths) > MAX_TEXTS:
        raise BadChange(
            INVALID_PROMPT, say("prompt-texts-many", count=len(lengths), most=MAX_TEXTS)
        )
    if len(lengths) > 1 and sum(lengths) > MOST_CHARACTERS:
        raise BadChange(
            INVALID_PROMPT, say("prompt-texts-long", count=sum(lengths), most=MOST_CHARACTERS)
        )


def change_notices(whole: Marked, steps: int) -> Iterator[str]:
    """What is said of a change that never comes in so many steps."""
    for change in all_changes(whole.changes):
        if isinstance(change, Switch) and not 0 < change.last_before(steps) < steps:
            yield say("prompt-change-never", typed=code(change.typed), steps=steps)
