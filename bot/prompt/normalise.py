"""A typed prompt in one spelling: one kind of space, quote and dash; no invisible characters.

The result is stable: normalising it again changes nothing. Knows the names of parameters only to
repair a dash that a phone has put in the place of two, and a space that Chinese does not write.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

_COMMAND = re.compile(r"(?:/imagine(?:\s*prompt\s*[:：]|(?=\s|$))\s*)+", re.IGNORECASE)
_QUOTES = str.maketrans(
    {**dict.fromkeys("“”„‟＂", '"'), **dict.fromkeys("‘’", "'"), "｛": "{", "｝": "}"}
)
# Soft hyphen, zero-width space, direction marks, word joiner, byte order mark; lone surrogates.
_INVISIBLE = re.compile(
    "[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_JOINERS = re.compile("[\u200c\u200d]+")
# Every dash but the plain one: hyphens of print, en, em, bars, minus, the full-width ones.
_DASH: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d"
DASHES: Final = "-" + _DASH
_WIDE_NAME = re.compile(rf"(?<=[-{_DASH}])[\uff21-\uff3a\uff41-\uff5a]+")
_SMART_DASHES = re.compile(rf"(?<!\S)(?=-*[{_DASH}]|---)[-{_DASH}]+(?=[A-Za-z])")
_LOOSE_DASH = re.compile(rf"(?<!\S)[{_DASH}] ([A-Za-z]\w*)(?= (\S+))")
# Chinese and Japanese stand without spaces: 狐狸--ar 3:2, 狐狸，—ar 3:2.
_EAST: Final = "\u3001-\u303f\u3040-\u30ff\u3400-\u9fff\uff01-\uff0c\uff0e-\uff60"
_GLUED = re.compile(rf"(?<=[{_EAST}])([-{_DASH}]+)([A-Za-z]\w*)(?: (\S+)|$)?")
_LONG_GLUED = re.compile(rf"(?<=[^\s{_DASH}-])([{_DASH}][-{_DASH}]*)([A-Za-z]\w*) (\S+)")
_WIDE_BRACKETS = re.compile(r"（([^（）()]*)[:：]\s*([\d．.]+)\s*）")  # （红色：1.3）
_WIDE_WEIGHT = re.compile(r"(?:：：|::|：:|:：)([＋－+-]?[\d．.]*)")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def normalise(typed: str, is_value_of: Callable[[str, str], bool]) -> str:
    """The same prompt in plain spelling.

    `— ar 3:2` becomes `--ar 3:2` only where `is_value_of("ar", "3:2")`: a dash between words stays.
    """
    text = _CONTROL.sub(" ", unicodedata.normalize("NFC", _INVISIBLE.sub("", typed)))
    text = " ".join(text.translate(_QUOTES).split())
    text = _JOINERS.sub(_keep_joiners, text)  # after quotes and spaces are the plain ones
    text = " ".join(unicodedata.normalize("NFC", text).split())
    command = _COMMAND.match(text)
    text = text[command.end() :] if command else text
    text = _WIDE_NAME.sub(lambda found: found[0].translate(_WIDE), text)
    text = _WIDE_WEIGHT.sub(lambda found: "::" + found[1].translate(_WIDE), text)
    text = _WIDE_BRACKETS.sub(lambda found: f"({found[1]}:{found[2].translate(_WIDE)})", text)
    text = _SMART_DASHES.sub("--", text)
    for glued in (_GLUED, _LONG_GLUED):
        text = glued.sub(lambda found: _unglued(found, is_value_of), text)
    return _LOOSE_DASH.sub(
        lambda found: f"--{found[1]}" if is_value_of(found[1], found[2]) else found[0], text
    )


def _unglued(found: re.Match[str], is_value_of: Callable[[str, str], bool]) -> str:
    """Two hyphens are meant as a parameter; a long dash only before one that fits."""
    dashes, name, value = found[1], found[2], found[3] or ""
    if dashes != "--" and not is_value_of(name, value):
        return found[0]
    return f" --{found[0][len(dashes) :]}"


def _keep_joiners(found: re.Match[str]) -> str:
    """Joiners make emoji and some scripts; beside ASCII they only hide what is written."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return "" if before.isascii() or after.isascii() else found[0]
