"""What a parameter may be given: each kind reads a typed value or says in one sentence why not."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from bot.language import enumerated, say
from bot.nearest import nearest
from bot.prompt.split import unquoted
from bot.prompt.titles import code, shown

Value = int | float | str | bool

# Full-width letters, digits and signs, as Chinese and Japanese keyboards write them.
_FULL_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_WHOLE = re.compile(r"[+-]?\d{1,20}")
_DECIMAL = re.compile(r"[+-]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})")
_RATIO = re.compile(r"(\d{1,5}):(\d{1,5})")
_RATIO_LIKE = re.compile(r"(\d{1,5})(?: ?[:x×*/比-] ?| )(\d{1,5})", re.IGNORECASE)
_RATIO_SPACED = re.compile(r" ?[:：] ?")
_NEXT = re.compile(r"(?<=\S)--([A-Za-z]\w*)")  # the next parameter without a space before it
_ENDS = ",.;，。；"  # parameters are often listed with commas, and end a sentence


class BadValue(Exception):
    """The typed value does not fit; the message is the sentence for the person.

    `holds_words`: the text of the prompt stands behind the parameter. `right`: what was likely
    meant, as it would be typed behind the name.
    """

    def __init__(
        self, sentence: str, *, holds_words: bool = False, right: str | None = None
    ) -> None:
        super().__init__(sentence)
        self.holds_words = holds_words
        self.right = right


class ValueKind(Protocol):
    """`read` raises BadValue; `allowed` ends the sentence "takes …"; `example` is a value."""

    @property
    def example(self) -> str: ...

    def allowed(self) -> str: ...

    def read(self, name: str, typed: str) -> Value: ...


@runtime_checkable
class Moving(Protocol):
    """A kind that takes the nearest thing it has, and says so."""

    def moved(self, name: str, typed: str, value: Value) -> str | None: ...


def one_word(name: str, typed: str, kind: ValueKind) -> str:
    """The single word a value is; words after it belong to the text and are told so."""
    typed = typed.rstrip(_ENDS + " ")
    if not typed:
        raise BadValue(
            say("prompt-needs-value", name=name, allowed=kind.allowed(), example=kind.example)
        )
    word = unquoted(typed)
    _, _, rest = typed.partition(" ")
    if found := _NEXT.search(typed if word == typed else ""):
        glued = typed[typed.rfind(" ", 0, found.start()) + 1 : found.end()]
        sentence = say("prompt-glued-next", typed=code(glued), right=f"--{found[1]}")
        raise BadValue(sentence, right=_NEXT.sub(r" \g<0>", typed))
    if rest and word == typed:
        if "://" in rest:
            raise BadValue(say("prompt-link-later"), holds_words=True)
        sentence = say("prompt-value-words", name=name, typed=code(typed), rest=code(rest))
        raise BadValue(sentence, holds_words=True)
    return plain_word(word)


def plain_word(word: str) -> str:
    """Without the commas that list parameters, full-width signs as the plain ones."""
    return word.translate(_FULL_WIDTH).rstrip(_ENDS)


def no_fit(name: str, word: str, kind: ValueKind) -> BadValue:
    """`--chaos` takes a whole number from 0 to 100; you wrote 101."""
    return BadValue(say("prompt-takes", name=name, allowed=kind.allowed(), typed=shown(word)))


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from `low` to `high`, both included."""

    low: int
    high: int

    @property
    def example(self) -> str:
        return str(min(max(7, self.low), self.high))

    def allowed(self) -> str:
        return say("prompt-allowed-whole", low=self.low, high=self.high)

    def read(self, name: str, typed: str) -> int:
        word = one_word(name, typed, self)
        if not _WHOLE.fullmatch(word) or not self.low <= int(word) <= self.high:
            raise no_fit(name, word, self)
        return int(word)


@dataclass(frozen=True, slots=True)
class Decimal:
    """A number from `low` to `high`, both included."""

    low: float
    high: float

    @property
    def example(self) -> str:
        return number(min(max(5.0, self.low), self.high))

    def allowed(self) -> str:
        return say("prompt-allowed-number", low=number(self.low), high=number(self.high))

    def read(self, name: str, typed: str) -> float:
        word = one_word(name, typed, self)
        if not _DECIMAL.fullmatch(word) or not self.low <= float(word) <= self.high:
            raise no_fit(name, word, self)
        return float(word)


@dataclass(frozen=True, slots=True)
class Levels:
    """A number that moves to the nearest of a few levels, as Midjourney's `--q` does."""

    levels: tuple[float, ...]

    @property
    def example(self) -> str:
        return number(self.levels[0])

    def allowed(self) -> str:
        names = [number(level) for level in self.levels]
        if len(names) == 1:
            return say("prompt-allowed-only", value=names[0])
        return say("prompt-allowed-levels", values=enumerated(names[:-1]), last=names[-1])

    def _written(self, name: str, typed: str) -> float:
        """The number as it was typed, before it moves to a level."""
        word = one_word(name, typed, self)
        low, high = self.levels[0], self.levels[-1]
        if not _DECIMAL.fullmatch(word) or not low <= float(word) <= high:
            raise no_fit(name, word, self)
        return float(word)

    def read(self, name: str, typed: str) -> float:
        written = self._written(name, typed)
        return min(self.levels, key=lambda level: abs(level - written))

    def moved(self, name: str, typed: str, value: Value) -> str | None:
        if self._written(name, typed) == value:
            return None
        return say("prompt-moved", name=name, typed=typed, value=number(float(value)))


@dataclass(frozen=True, slots=True)
class Choice:
    """`offered`: those of the names to tell about, where the others are known and refused."""

    names: tuple[str, ...]
    offered: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def example(self) -> str:
        return self.names[0]

    def allowed(self) -> str:
        names = self.offered or self.names
        key = "prompt-allowed-choice" if len(names) > 1 else "prompt-allowed-one"
        return say(key, values=listed(names))

    def read(self, name: str, typed: str) -> str:
        word = one_word(name, typed, self)
        for choice in self.names:
            if choice.casefold() == word.casefold():
                return choice
        raise did_you_mean(no_fit(name, word, self), name, nearest(word, self.names))


@dataclass(frozen=True, slots=True)
class Ratio:
    """Two whole numbers, width to height, no further apart than `highest` to 1."""

    highest: float
    example: str = "3:2"

    def allowed(self) -> str:
        return say("prompt-allowed-ratio")

    def read(self, name: str, typed: str) -> str:
        if like := _RATIO_LIKE.fullmatch(typed.strip(_ENDS + " ").translate(_FULL_WIDTH)):
            typed = typed if ":" in like[0] else f"{like[1]}_{like[2]}"
        word = one_word(name, _RATIO_SPACED.sub(":", typed), self)
        found = _RATIO.fullmatch(word)
        width, height = (int(found[1]), int(found[2])) if found else (0, 0)
        if not width or not height:
            wrong = BadValue(say("prompt-ratio", name=name, example=self.example))
            raise did_you_mean(wrong, name, f"{like[1]}:{like[2]}" if like and not found else None)
        if max(width, height) > self.highest * min(width, height):
            raise BadValue(
                say(
                    "prompt-ratio-limit", name=name, highest=number(self.highest), typed=shown(word)
                )
            )
        return f"{width}:{height}"


@dataclass(frozen=True, slots=True)
class Flag:
    """Stands alone; with `may_have_value` a word may follow."""

    may_have_value: bool = False
    example: str = ""

    def allowed(self) -> str:
        return say("prompt-allowed-nothing")

    def read(self, name: str, typed: str) -> Value:
        rest = typed.strip(_ENDS + " ")
        if rest and not self.may_have_value:
            raise BadValue(
                say("prompt-flag-value", name=name, typed=code(typed)), holds_words=" " in rest
            )
        return rest or True


@dataclass(frozen=True, slots=True)
class Words:
    """Any text up to the next parameter."""

    example: str = "red, text"

    def allowed(self) -> str:
        return say("prompt-allowed-words")

    def read(self, name: str, typed: str) -> str:
        words = unquoted(typed).rstrip(",， ")
        if not words:
            raise BadValue(say("prompt-needs-words", name=name, example=self.example))
        return words


def did_you_mean(error: BadValue, name: str, right: str | None) -> BadValue:
    """The same sentence with the nearest right value behind it, where there is one."""
    if right is None:
        return error
    question = say("prompt-did-you-mean", right=code(f"--{name} {right}"))
    return BadValue(say("prompt-two-sentences", first=str(error), second=question), right=right)


def listed(names: Iterable[str]) -> str:
    """`a`, `b`, `c`: names in a sentence, whoever wrote them."""
    plain = (" ".join(name.split()).replace("`", "'") for name in names)
    return enumerated(f"`{name}`" for name in plain if name)


def number(value: float) -> str:
    """A number as a person writes it, exact: 7, 0.25, 4294967295."""
    if math.isfinite(value) and value == int(value):
        return str(int(value))
    return repr(value)
