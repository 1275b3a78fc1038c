"""Every sentence a person reads, by its key, in their language.

One Fluent file for each language (https://projectfluent.org): adding a language is adding a file
here. `say` speaks the language that `speaking` has set for the task at hand; English where a file
says nothing. Knows no Discord.
"""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Final

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import fluent_number

ENGLISH: Final = "en-US"
_FOLDER: Final = Path(__file__).parent
_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


def languages() -> tuple[str, ...]:
    """The languages there are, by Discord's names for them: `en-US`, `zh-CN`."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.ftl")))


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Inside, `say` answers in this person's language, or the nearest there is."""
    token = _language.set(nearest_language(locale))
    try:
        yield
    finally:
        _language.reset(token)


def speak(locale: str) -> None:
    """As `speaking`, for the rest of the running task."""
    _language.set(nearest_language(locale))


def nearest_language(locale: str) -> str:
    """`zh-TW` finds `zh-CN`; what is not there at all is English."""
    known = languages()
    if locale in known:
        return locale
    root = locale.split("-")[0]
    return next((name for name in known if name.split("-")[0] == root), ENGLISH)


def say(key: str, **values: str | int | float) -> str:
    """The sentence of a key in the language of the task; KeyError for a key nobody wrote."""
    return sentence(_language.get(), key, **values)


def sentence(language: str, key: str, **values: str | int | float) -> str:
    """The sentence of a key in a named language, else in English."""
    for bundle in (_bundle(language), _bundle(ENGLISH)):
        if bundle.has_message(key):
            pattern = bundle.get_message(key).value
            assert pattern is not None, f"{key} has no text"
            plain = {
                name: value if isinstance(value, str) else fluent_number(value, useGrouping=False)
                for name, value in values.items()
            }
            text, errors = bundle.format_pattern(pattern, plain)
            assert not errors, f"{key} in {language}: {errors}"
            return str(text)
    raise KeyError(key)


def keys(language: str) -> frozenset[str]:
    """The keys that a language's file holds."""
    return frozenset(_bundle(language)._messages)  # noqa: SLF001  # it has no public list


@functools.cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    text = (_FOLDER / f"{language}.ftl").read_text(encoding="utf-8")
    bundle.add_resource(FluentResource(text))
    return bundle
