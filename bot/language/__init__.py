"""Every sentence a person reads, by its key, in their language.

One Fluent file for each language (https://projectfluent.org): adding a language is adding a file
here, see docs/languages.md. `say` speaks what `speak` or `speaking` has set for the task at hand;
English where a file says nothing. Knows no Discord, and reads nothing before the first sentence.
"""

import functools
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.language.catalogue import Languages

ENGLISH: Final = "en-US"
_locale: ContextVar[str] = ContextVar("locale", default=ENGLISH)


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Inside, `say` answers in the language nearest to this locale of Discord's."""
    token = _locale.set(locale)
    try:
        yield
    finally:
        _locale.reset(token)


def speak(locale: str) -> None:
    """As `speaking`, for the rest of the running task and the tasks it begins."""
    _locale.set(locale)


def spoken() -> str:
    """The locale of the running task, as it was set: what a job keeps for later."""
    return _locale.get()


def say(key: str, **values: str | int | float) -> str:
    """The sentence of a key in the language of the task; KeyError for a key nobody wrote."""
    return _shipped().sentence(_locale.get(), key, values)


def enumerated(parts: Iterable[str]) -> str:
    """`a, b, c`, with the comma that the language of the task writes between things."""
    return say("list-comma").join(parts)


def sentence(locale: str, key: str, **values: str | int | float) -> str:
    """The sentence of a key in the language nearest to a locale."""
    return _shipped().sentence(locale, key, values)


def languages() -> tuple[str, ...]:
    """The languages there are, by Discord's names for them: `en-US`, `zh-CN`."""
    return _shipped().names


def nearest_language(locale: str) -> str:
    """`zh-TW` finds `zh-CN`; what is not there at all is English."""
    return _shipped().nearest(locale)


def keys(language: str) -> frozenset[str]:
    """The keys that a language's file holds."""
    return _shipped().catalogue(language).keys


def learn() -> None:
    """Read every language now: half a second, so a bot does it in a thread at its start."""
    for name in languages():
        sentence(name, "time-minutes", n=2)  # a number, so that its plurals are read as well


@functools.cache
def _shipped() -> "Languages":
    from bot.language.catalogue import Languages  # 0.15 s, not at import

    return Languages(Path(__file__).parent)
