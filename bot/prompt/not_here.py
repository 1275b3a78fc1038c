"""Parameters that people know, here not honoured yet: Midjourney's, and two of other programs.

Whatever is given them, they are told to be missing. A row moves to table.py on the day it does what
it says.
"""

from collections.abc import Iterable
from typing import Final

from bot.prompt.parameter import Otherwise, Parameter, Reason
from bot.prompt.references import Profiles, References
from bot.prompt.values import Choice, Decimal, Flag, ValueKind, Whole
from engine import ModelCard

_Row = tuple[str, tuple[str, ...], ValueKind, str]

# Name, aliases, values, key of the reason.
_ROWS: Final[tuple[_Row, ...]] = (
    ("sref", (), References(may_be_code=True), "sref"),
    ("sw", (), Whole(0, 1000), "sref"),
    ("sv", (), Whole(1, 6), "sref"),
    ("cref", (), References(), "cref"),
    ("cw", (), Whole(0, 100), "cref"),
    ("oref", (), References(most=1), "oref"),
    ("ow", (), Whole(1, 1000), "oref"),
    ("profile", ("p",), Profiles(), "profile"),
    ("exp", (), Whole(0, 100), "exp"),
    ("video", (), Flag(may_have_value=True), "video"),
    ("motion", (), Choice(("low", "high")), "video"),
    ("loop", (), Flag(), "video"),
    ("end", (), References(most=1), "video"),
    ("bs", (), Whole(1, 4), "video"),
    ("zoom", (), Decimal(1, 2), "zoom"),
    ("width", (), Flag(may_have_value=True), "width"),
    ("height", ("h",), Flag(may_have_value=True), "width"),
    ("preview", (), Flag(), "preview"),
    ("uplight", (), Flag(), "upscaler"),
    ("upbeta", (), Flag(), "upscaler"),
    ("upanime", (), Flag(), "upscaler"),
    ("sameseed", (), Flag(may_have_value=True), "sameseed"),
    ("creative", (), Flag(), "test"),
    ("test", (), Flag(), "test"),
    ("testp", (), Flag(), "test"),
)
# The same name with a value that is something else: the values, and the key of their reason.
_OTHERWISE: Final = {"profile": (Profiles.is_moodboard, "moodboard")}
# A strength, and the reference that it does nothing without, and that is refused for both.
STRENGTHS: Final = {"sw": "sref", "sv": "sref", "cw": "cref", "ow": "oref"}


def refused_rows(card: ModelCard) -> Iterable[Parameter]:
    """The rows, with the name of the loaded model where a reason needs it."""
    for name, aliases, kind, reason in _ROWS:
        words, otherwise = {"model": card.name}, None
        if name in _OTHERWISE:
            is_meant, key = _OTHERWISE[name]
            otherwise = Otherwise(is_meant, Reason(key, words))
        yield Parameter(name, aliases, kind, "—", Reason(reason, words), otherwise)
