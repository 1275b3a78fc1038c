"""A typed prompt in one spelling: one kind of space, quote and dash; no invisible characters.

The result is stable: normalising it again changes nothing. Knows the names of parameters only to
repair a dash that a phone has put in the place of two.
"""

import re
import unicodedata
from collections.abc import Callable

_COMMAND = re.compile(r"(?:/imagine(?:\s*prompt\s*:|(?=\s|$))\s*)+", re.IGNORECASE)
_QUOTES = str.maketrans({**dict.fromkeys("“”„‟", '"'), **dict.fromkeys("‘’", "'")})
# Soft hyphen, zero-width space, direction marks, word joiner, byte order mark; lone surrogates.
_INVISIBLE = re.compile(
    "[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_JOINERS = re.compile("[\u200c\u200d]+")
_SMART_DASHES = re.compile(r"(?<!\S)[-–—―⸺]*[–—―⸺][-–—―⸺]*(?=[A-Za-z])")
_LOOSE_DASH = re.compile(r"(?<!\S)[–—―⸺] ([A-Za-z]\w*)(?= (\S+))")


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
    text = _SMART_DASHES.sub("--", text)
    return _LOOSE_DASH.sub(
        lambda found: f"--{found[1]}" if is_value_of(found[1], found[2]) else found[0], text
    )


def _keep_joiners(found: re.Match[str]) -> str:
    """Joiners make emoji and some scripts; beside ASCII they only hide what is written."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return "" if before.isascii() or after.isascii() else found[0]
