"""A person's own options and suffix: what they may be called and what they may hold. Pure.

A value is read when it is set, so that it cannot spoil a prompt later; call that in a thread.
"""

import re
from typing import Final

from bot.errors import UserError
from bot.language import say
from bot.nearest import nearest
from bot.orders.menu import Menu
from bot.orders.preferences import Preferences

MAX_OPTIONS: Final = 20
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,31}")
_ANY_PROMPT: Final = "x"


def option_of(name: str, value: str, menu: Menu) -> str:
    """The value as it is kept; UserError where name or value is not possible."""
    _must_be_a_name(name, menu)
    plain = " ".join(value.split())
    # A weight in the value stands beside words of more weight, as in a prompt it will.
    words = f"{_ANY_PROMPT}::1000" if "::" in value else _ANY_PROMPT
    menu.read(f"{words} --{name}", Preferences(options={name: plain}))
    return plain


def with_option(chosen: Preferences, name: str, value: str) -> Preferences:
    """With this option set; UserError where there are too many. `value`: of `option_of`."""
    if name not in chosen.options and len(chosen.options) >= MAX_OPTIONS:
        raise _invalid(say("prefer-too-many", most=MAX_OPTIONS))
    return chosen.with_(options={**chosen.options, name: value})


def without_option(chosen: Preferences, name: str) -> Preferences:
    """With this option gone; UserError where there is none."""
    if name not in chosen.options:
        like = nearest(name, chosen.options)
        key = "prefer-no-such-option" if like is None else "prefer-no-such-option-like"
        raise _invalid(say(key, name=name, like=like or ""))
    return chosen.with_(options={key: v for key, v in chosen.options.items() if key != name})


def suffix_of(suffix: str, menu: Menu) -> str:
    """As it is kept; PromptError where it is anything but parameters that can be had."""
    plain = " ".join(suffix.split())
    if plain:
        menu.read(_ANY_PROMPT, Preferences(suffix=plain))
    return plain


def _must_be_a_name(name: str, menu: Menu) -> None:
    if not _NAME.fullmatch(name):
        fitting = re.sub(r"[^a-z0-9_]+", "_", name.casefold()).strip("_").lstrip("0123456789_")[:32]
        raise _invalid(say("prefer-bad-name", name=name, fitting=fitting or "mine"))
    row = menu.table().find(name)
    if row is not None:
        raise _invalid(say("prefer-real-parameter", name=name, meaning=row.meaning))


def _invalid(sentence: str) -> UserError:
    return UserError(say("prefer-invalid"), sentence)
