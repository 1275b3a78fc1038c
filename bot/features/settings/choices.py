"""What a press on the panel of /settings changes: choices in, choices out.

Choices that a prompt could name itself are kept as parameters, as they would be typed.
"""

from collections.abc import Callable, Mapping
from typing import Final

from bot.orders.preferences import Preferences, value_of, with_value

STYLIZE: Final = {"low": "50", "med": "100", "high": "250", "very-high": "750"}
RAW: Final = "raw"
ASPECTS: Final = ("1:1", "2:3", "3:2", "3:4", "4:3", "9:16", "16:9", "1:2", "2:1", "21:9")
DEFAULT: Final = "-"  # of a select: what holds where nothing was chosen

PreferenceEdit = Callable[[Preferences], Preferences]


def edit_of(act: str, value: str) -> PreferenceEdit | None:
    """What pressing a control does to choices; None for an act that is none of ours."""
    if act in ("model", "ar"):
        return _set(act, None if value == DEFAULT else value)
    if act == "stylize" and value in STYLIZE:
        return _set_or_take_back(act, STYLIZE[value])
    if act == "language":
        return lambda old: old.with_(language=None if value == DEFAULT else value)
    return _ACTS.get(f"{act} {value}".rstrip())


def is_raw(chosen: Preferences) -> bool:
    return value_of(chosen.settings, "style") == RAW


def stylize(chosen: Preferences) -> str:
    """`low`, `med`, `high`, `very-high`, or the number itself; medium where nothing was chosen."""
    value = value_of(chosen.settings, "stylize") or STYLIZE["med"]
    return next((name for name, number in STYLIZE.items() if number == value), value)


def _set(name: str, value: str | None) -> PreferenceEdit:
    return lambda old: old.with_(settings=with_value(old.settings, name, value))


def _set_or_take_back(name: str, value: str) -> PreferenceEdit:
    def edit(old: Preferences) -> Preferences:
        is_chosen = value_of(old.settings, name) == value
        return old.with_(settings=with_value(old.settings, name, None if is_chosen else value))

    return edit


def _reset(old: Preferences) -> Preferences:
    """Everything that stands on the panel, lane and visibility too; own options, which are made
    elsewhere, the language, and what was told once, stay.
    """
    return Preferences(options=old.options, language=old.language, hints_seen=old.hints_seen)


_ACTS: Final[Mapping[str, PreferenceEdit]] = {
    "raw": _set_or_take_back("style", RAW),
    "visibility": lambda old: old.with_(
        visibility="stealth" if old.visibility == "public" else "public"
    ),
    "remix": lambda old: old.with_(is_remix=not old.is_remix),
    "variability high": lambda old: old.with_(variability="high"),
    "variability low": lambda old: old.with_(variability="low"),
    "sticky": lambda old: old.with_(is_sticky_style=not old.is_sticky_style),
    "speed turbo": lambda old: old.with_(speed="turbo"),
    "speed fast": lambda old: old.with_(speed="fast"),
    "speed relax": lambda old: old.with_(speed="relax"),
    "reset": _reset,
    "dm": lambda old: old.with_(is_auto_dm=not old.is_auto_dm),
    "notices": lambda old: old.with_(shows_notices=not old.shows_notices),
}
