"""What a parameter may be given: each kind reads a typed value or says in one sentence why not."""

import math
import re
from dataclasses import dataclass
from typing import Protocol

from bot.prompt.split import unquoted

Value = int | float | str | bool

# Full-width letters, digits and signs, as Chinese and Japanese keyboards write them.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WHOLE = re.compile(r"[+-]?\d{1,20}")
_DECIMAL = re.compile(r"[+-]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})")
_RATIO = re.compile(r"(\d{1,5}):(\d{1,5})")
_PLAIN = re.compile(r"[\w.:+-]{1,24}")


class BadValue(Exception):
    """The typed value does not fit; the message is the sentence for the person."""


class Kind(Protocol):
    """`read` raises BadValue; `allowed` ends the sentence "takes …"; `example` is a value."""

    @property
    def example(self) -> str: ...

    def allowed(self) -> str: ...

    def read(self, name: str, typed: str) -> Value: ...


def shown(typed: str) -> str:
    """A typed value inside a sentence: short, and in a code span unless it is a plain word."""
    if _PLAIN.fullmatch(typed):
        return typed
    short = typed if len(typed) <= 40 else typed[:39] + "…"
    return f"`{short.replace('`', chr(39))}`"


def one_word(name: str, typed: str, kind: Kind) -> str:
    """The single word a value is; words after it belong to the text and are told so."""
    if not typed:
        raise BadValue(
            f"`--{name}` needs a value: {kind.allowed()}, for example `--{name} {kind.example}`."
        )
    word = unquoted(typed)
    _, _, rest = typed.partition(" ")
    if rest and word == typed:
        raise BadValue(
            f"`--{name}` got {shown_code(typed)}. Parameters belong after all the text; "
            f"move {shown_code(rest)} before `--{name}`."
        )
    return word.translate(_FULL_WIDTH).rstrip(",")  # parameters are often listed with commas


def shown_code(typed: str) -> str:
    """As `shown`, always in a code span."""
    text = shown(typed)
    return text if text.startswith("`") else f"`{text}`"


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from `low` to `high`, both included."""

    low: int
    high: int

    @property
    def example(self) -> str:
        return str(min(max(7, self.low), self.high))

    def allowed(self) -> str:
        return f"a whole number from {self.low} to {self.high}"

    def read(self, name: str, typed: str) -> int:
        word = one_word(name, typed, self)
        if not _WHOLE.fullmatch(word) or not self.low <= int(word) <= self.high:
            raise BadValue(f"`--{name}` takes {self.allowed()}; you wrote {shown(word)}.")
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
        return f"a number from {number(self.low)} to {number(self.high)}"

    def read(self, name: str, typed: str) -> float:
        word = one_word(name, typed, self)
        if not _DECIMAL.fullmatch(word) or not self.low <= float(word) <= self.high:
            raise BadValue(f"`--{name}` takes {self.allowed()}; you wrote {shown(word)}.")
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
            return f"{names[0]} only with this model"
        return f"{', '.join(names[:-1])} or {names[-1]}"

    def written(self, name: str, typed: str) -> float:
        """The number as it was typed, before it moves to a level."""
        word = one_word(name, typed, self)
        low, high = self.levels[0], self.levels[-1]
        if not _DECIMAL.fullmatch(word) or not low <= float(word) <= high:
            raise BadValue(f"`--{name}` takes {self.allowed()}; you wrote {shown(word)}.")
        return float(word)

    def read(self, name: str, typed: str) -> float:
        written = self.written(name, typed)
        return min(self.levels, key=lambda level: abs(level - written))


@dataclass(frozen=True, slots=True)
class Choice:
    names: tuple[str, ...]

    @property
    def example(self) -> str:
        return self.names[0]

    def allowed(self) -> str:
        return "one of " + ", ".join(f"`{name}`" for name in self.names)

    def read(self, name: str, typed: str) -> str:
        word = one_word(name, typed, self)
        for choice in self.names:
            if choice.casefold() == word.casefold():
                return choice
        raise BadValue(f"`--{name}` takes {self.allowed()}; you wrote {shown(word)}.")


@dataclass(frozen=True, slots=True)
class Ratio:
    """Two whole numbers, width to height, no further apart than `highest` to 1."""

    highest: float
    example: str = "3:2"

    def allowed(self) -> str:
        return "two whole numbers, width to height"

    def read(self, name: str, typed: str) -> str:
        word = one_word(name, typed, self)
        found = _RATIO.fullmatch(word)
        width, height = (int(found[1]), int(found[2])) if found else (0, 0)
        if not width or not height:
            raise BadValue(f"`--{name}` needs two whole numbers, for example {self.example}.")
        if max(width, height) > self.highest * min(width, height):
            raise BadValue(
                f"`--{name}` beyond {number(self.highest)}:1 is more than this model can draw; "
                f"you wrote {shown(word)}."
            )
        return f"{width}:{height}"


@dataclass(frozen=True, slots=True)
class Flag:
    """Stands alone; with `may_have_value` a word may follow."""

    may_have_value: bool = False
    example: str = ""

    def allowed(self) -> str:
        return "no value"

    def read(self, name: str, typed: str) -> Value:
        if typed and not self.may_have_value:
            raise BadValue(
                f"`--{name}` takes no value. Parameters belong after all the text; "
                f"move {shown_code(typed)} before `--{name}`."
            )
        return typed or True


@dataclass(frozen=True, slots=True)
class Words:
    """Any text up to the next parameter."""

    example: str = "red, text"

    def allowed(self) -> str:
        return "words"

    def read(self, name: str, typed: str) -> str:
        words = unquoted(typed).rstrip(", ")
        if not words:
            raise BadValue(f"`--{name}` needs a value, for example `--{name} {self.example}`.")
        return words


def number(value: float) -> str:
    """A number as a person writes it, exact: 7, 0.25, 4294967295."""
    if math.isfinite(value) and value == int(value):
        return str(int(value))
    return repr(value)
