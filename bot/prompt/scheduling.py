r"""`[a:b:0.4]`, `[a|b]`: words that change while a picture is drawn, A1111's way.

A number with a point is a share of the steps, a whole one counts them. Brackets may stand inside
one another, those of emphasis stay for who reads it. Text in, the text of each step out; linear in
the text, whatever was typed. Knows no model and no other part of the language.
Source: AUTOMATIC1111 stable-diffusion-webui, `modules/prompt_parser.py`,
`get_learned_conditioning_prompt_schedules`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

MOST_CHANGES: Final = 50  # in one text; so deep may they be inside one another
_TOKEN = re.compile(r"\\.|\\$|[\[\]():|：｜]|[^\\\[\]():|：｜]+", re.DOTALL)
_NUMBER = re.compile(r"\s*([+-]?(?:\d{1,20}(?:[.,]\d{0,20})?|\.\d{1,20}))\s*")
_COLONS: Final = (":", "：")
_BARS: Final = ("|", "｜")


class TooManyChanges(Exception):
    """More than MOST_CHANGES in one text."""


@dataclass(frozen=True, slots=True)
class Switch:
    """`before` is read up to a step, `after` behind it. number: as it was typed."""

    before: "Pieces"
    after: "Pieces"
    number: str
    typed: str

    def last_before(self, steps: int) -> int:
        """The last of the steps that reads `before`; 0 or less where none does."""
        value = float(self.number)
        return min(steps, int(value * steps if "." in self.number else value))

    def read_at(self, step: int, steps: int) -> "Pieces":
        """step: from 1 on."""
        return self.before if step <= self.last_before(steps) else self.after


@dataclass(frozen=True, slots=True)
class Turns:
    """One after the other, another one at every step."""

    texts: tuple["Pieces", ...]
    typed: str

    def read_at(self, step: int, steps: int) -> "Pieces":
        return self.texts[(step - 1) % len(self.texts)]


Change = Switch | Turns
Pieces = tuple[str | Change, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """Each text that is read once, in the order of the steps; of each step, which it reads."""

    texts: tuple[str, ...]
    at_step: tuple[int, ...]


_Nested = list["str | Change | _Nested"]


@dataclass(slots=True)
class _Open:
    """A bracket that waits for its partner, and what stands behind it, cut at colons and bars."""

    bracket: str
    start: int
    segments: list[_Nested] = field(default_factory=lambda: [[]])
    marks: list[str] = field(default_factory=list)

    def plain(self, close: str = "") -> _Nested:
        """As it was typed: the bracket is a character like others."""
        return [self.bracket, *_between(self.marks, self.segments), close]

    def change(self, typed: str) -> Change | None:
        """What these square brackets say, if they say when."""
        last = self.segments[-1]
        number = _NUMBER.fullmatch(last[0]) if len(last) == 1 and isinstance(last[0], str) else None
        colons = [k for k, mark in enumerate(self.marks) if mark in _COLONS]
        if number and colons and colons[-1] == len(self.marks) - 1 and len(colons) <= 2:
            *texts, after = (self._text(a, b) for a, b in pairwise((-1, *colons)))
            before = texts[0] if texts else ()
            return Switch(before, after, number[1].replace(",", "."), typed)
        if self.marks and not colons:
            return Turns(tuple(map(_flat, self.segments)), typed)
        return None

    def _text(self, begin: int, end: int) -> Pieces:
        """Between two colons; a bar there is a character like others."""
        return _flat(_between(self.marks[begin + 1 : end], self.segments[begin + 1 : end + 1]))


def _between(marks: Sequence[str], segments: Sequence[_Nested]) -> _Nested:
    """The segments with their marks between them."""
    pieces: _Nested = [segments[0]]
    for mark, segment in zip(marks, segments[1:], strict=True):
        pieces += [mark, segment]
    return pieces


def _flat(nested: _Nested) -> Pieces:
    """In order, without what is empty; strings side by side are one. No recursion: it is deep."""
    words, pieces, left = list[str](), list[str | Change](), [iter(nested)]
    while left:
        piece = next(left[-1], None)
        if piece is None:
            left.pop()
        elif isinstance(piece, list):
            left.append(iter(piece))
        elif isinstance(piece, str):
            words.append(piece)
        else:
            pieces += ["".join(words), piece]
            words.clear()
    return tuple(piece for piece in (*pieces, "".join(words)) if piece)


def changes_in(text: str) -> Pieces:
    """The text with its changes; TooManyChanges. Joined, the rest is as it was typed."""
    stack, squares, count = [_Open("", 0)], 0, 0
    for found in _TOKEN.finditer(text):
        token, top = found[0], stack[-1]
        if token in ("[", "("):
            stack.append(_Open(token, found.start()))
            squares += token == "["
        elif token in (*_COLONS, *_BARS) and top.bracket:
            top.marks.append(token)
            top.segments.append([])
        elif token == ")" and top.bracket == "(":
            stack.pop()
            stack[-1].segments[-1].append(top.plain(token))
        elif token == "]" and squares:
            squares -= 1
            while stack[-1].bracket != "[":  # crossed brackets are plain
                closed = stack.pop()
                stack[-1].segments[-1].append(closed.plain())
            closed = stack.pop()
            change = closed.change(text[closed.start : found.end()])
            count += change is not None
            if count > MOST_CHANGES:
                raise TooManyChanges
            stack[-1].segments[-1].append(change or closed.plain(token))
        else:
            top.segments[-1].append(token)
    return _flat([one.plain() for one in stack])


def has_changes(text: str) -> bool:
    try:
        return any(not isinstance(piece, str) for piece in changes_in(text))
    except TooManyChanges:
        return True


def text_at(pieces: Pieces, step: int, steps: int) -> str:
    """What this step reads; the first one is 1."""
    return "".join(
        piece if isinstance(piece, str) else text_at(piece.read_at(step, steps), step, steps)
        for piece in pieces
    )


def schedule_of(pieces: Pieces, steps: int) -> Schedule:
    """Of a picture of so many steps."""
    if not any(isinstance(piece, Switch | Turns) for piece in pieces):
        return Schedule(("".join(map(str, pieces)),), (0,) * steps)
    each = [text_at(pieces, step, steps) for step in range(1, steps + 1)]
    places = {text: k for k, text in enumerate(dict.fromkeys(each))}
    return Schedule(tuple(places), tuple(places[text] for text in each))


def all_changes(pieces: Sequence[str | Change]) -> Iterator[Change]:
    """Those inside others too."""
    for piece in pieces:
        if isinstance(piece, Switch):
            yield from (piece, *all_changes(piece.before), *all_changes(piece.after))
        elif isinstance(piece, Turns):
            yield from (piece, *(inner for text in piece.texts for inner in all_changes(text)))
