"""One spelling for what reads the same: `ｎüԁе`, `𝓷𝓾𝓭𝓮` and `nude` are the same letters.

Which characters look like which is Unicode's own list, by the library; what words are is not known
here. Everything is read from left to right once.
"""

import functools
import re
import unicodedata
from typing import Final

from disarm import normalize_confusables

# Unicode's default-ignorable code points, tag letters among them, and the control characters.
_WIDTHLESS: Final = (
    "\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff"
)
_BLANK: Final = "\u115f\u1160\u3164\uffa0\u2800"  # fillers, and Braille without a dot
_HIDDEN = re.compile(f"[{_WIDTHLESS}{_BLANK}]")
_BLANKS = re.compile(f"[{_BLANK}]")
_FLAGS: Final = {0x1F1E6 + place: chr(ord("a") + place) for place in range(26)}

# Scripts that write no space between words: a word counts wherever it stands in them.
EAST: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
# Their letters are no look-alikes of Latin ones, whatever a table says: 口 is no square bracket.
_FOREIGN = re.compile(rf"[^\x00-\x7f{EAST}\u1100-\u11ff\uac00-\ud7af]+")
_NAMED = re.compile(
    r"LATIN (?:SMALL |CAPITAL )?LETTER (?:SMALL CAPITAL |TURNED |REVERSED )?([A-Z])\b"
)
_SIGNS: Final = {"∂": "d", "∩": "n", "∪": "u", "∑": "e", "∅": "o"}
_KANA_MARKS: Final = "\u3099\u309a"


def readings(text: str) -> tuple[str, ...]:
    """The text in plain letters: as one reads it, and where something hidden stands also with it
    as a gap, since models differ in whether it ends a word."""
    plain = unicodedata.normalize("NFKD", text)
    if not _HIDDEN.search(plain):
        return (fold(plain),)
    dropped, gaps = _HIDDEN.sub("", plain), _HIDDEN.sub(" ", plain)
    blanks = _HIDDEN.sub("", _BLANKS.sub(" ", plain))
    return tuple(dict.fromkeys(map(fold, (dropped, gaps, blanks))))


def fold(text: str) -> str:
    """No case, accents, widths, look-alikes; spaces, digits and marks of punctuation stay."""
    plain = _without_marks(unicodedata.normalize("NFKD", text.translate(_FLAGS)))
    plain = _FOREIGN.sub(lambda found: normalize_confusables(found[0]), plain)
    plain = _without_marks(unicodedata.normalize("NFKD", plain))
    return "".join(letter if letter.isascii() else _latin(letter) for letter in plain).casefold()


def _without_marks(text: str) -> str:
    """Without accents and what encloses; the marks of kana tell が from か."""
    if text.isascii():
        return text
    return "".join(letter for letter in text if letter in _KANA_MARKS or not _is_mark(letter))


def _is_mark(letter: str) -> bool:
    return unicodedata.combining(letter) > 0 or unicodedata.category(letter) == "Me"


@functools.lru_cache(maxsize=4096)
def _latin(letter: str) -> str:
    """The plain letter in one with a stroke or a hook, by its name; a digit of any script in ours;
    else itself."""
    if (digit := unicodedata.decimal(letter, None)) is not None:
        return str(digit)
    named = _NAMED.match(unicodedata.name(letter, ""))
    return named[1] if named else _SIGNS.get(letter, letter)
