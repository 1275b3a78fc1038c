"""Whether a model can read what is written: told by the script of its letters. Pure."""

import unicodedata
from collections import Counter
from collections.abc import Collection
from typing import Final

# Scripts, by the first word of a letter's Unicode name, that each language is written in.
_WRITTEN_IN: Final = {
    "zh": {"CJK", "BOPOMOFO"},
    "ja": {"CJK", "HIRAGANA", "KATAKANA"},
    "ko": {"HANGUL", "CJK"},
    "ru": {"CYRILLIC"},
    "uk": {"CYRILLIC"},
    "bg": {"CYRILLIC"},
    "el": {"GREEK"},
    "ar": {"ARABIC"},
    "fa": {"ARABIC"},
    "he": {"HEBREW"},
    "hi": {"DEVANAGARI"},
    "th": {"THAI"},
}
_EVERYWHERE: Final = {"LATIN", "GREEK"}  # names, brands, an α in a title
FOREIGN_SHARE: Final = 0.2  # of the letters; a single name in its own script is no foreign text


def language_for(locale: str, languages: Collection[str]) -> str:
    """What is proposed in: the language of this locale of Discord's where a model reads it."""
    own = locale.partition("-")[0]
    return own if own in languages else "en"


def is_foreign(text: str, languages: Collection[str]) -> bool:
    """More than a fifth of the letters are in scripts that none of the languages uses."""
    known = _EVERYWHERE.union(*(_WRITTEN_IN.get(language, set()) for language in languages))
    letters = Counter(
        unicodedata.name(letter, "").split(" ")[0]
        for letter in unicodedata.normalize("NFKC", text)
        if letter.isalpha()
    )
    foreign = sum(count for script, count in letters.items() if script not in known)
    return foreign > FOREIGN_SHARE * letters.total()
