"""A person's own options and suffix: what they may be called and what they may hold. Pure.

A value is read when it is set, so that it cannot spoil a prompt later.
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


def with_option(chosen: Preferences, name: str, value: str, menu: Menu) -> Preferences:
    """With this option set; UserError where name, value or number is not possible."""
    _must_be_a_name(name, menu)
    if name not in chosen.options and len(chosen.options) >= MAX_OPTIONS:
        raise _invalid(say("prefer-too-many", most=MAX_OPTIONS))
    options = {**chosen.options, name: " ".join(value.split())}
    # A weight in the value stands beside words of more weight, as in a prompt it will.
    words = f"{_ANY_PROMPT}::1000" if "::" in value else _ANY_PROMPT
    menu.read(f"{words} --{name}", Preferences(options=options))
    return chosen.with_(options=options)


def without_option(chosen: Preferences, name: str) -> Preferences:
    """With this option gone; UserError where there is none."""
    if name not in chosen.options:
        like = nearest(name, chosen.options)
        key = "prefer-no-such-option" if like is None else "prefer-no-such-option-like"
        raise _invalid(say(key, name=name, like=like or ""))
    return chosen.with_(options={key: v for key, v in chosen.options.items() if key != name})


def with_suffix(chosen: Preferences, suffix: str, menu: Menu) -> Preferences:
    """With this suffix; PromptError where it is anything but parameters that can be had."""
    plain = " ".join(suffix.split())
    if plain:
        menu.read(_ANY_PROMPT, Preferences(suffix=plain))
    return chosen.with_(suffix=plain)


def _must_be_a_name(name: str, menu: Menu) -> None:
    if not _NAME.fullmatch(name):
        fitting = re.sub(r"[^a-z0-9_]+", "_", name.casefold()).strip("_").lstrip("0123456789_")[:32]
        raise _invalid(say("prefer-bad-name", name=name, fitting=fitting or "mine"))
    row = menu.table().find(name)
    if row is not None:
        raise _invalid(say("prefer-real-parameter", name=name, meaning=row.meaning))


def _invalid(sentence: str) -> UserError:
    return UserError(say("prefer-invalid"), sentence)
