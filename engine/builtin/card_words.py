"""The words of the built-in model's card: from the very tables it was taught with."""

from collections.abc import Iterable, Sequence
from typing import Any

from engine.builtin import words_chinese, words_english
from engine.builtin.words_english import WordTable


def card_words() -> dict[str, Any]:
    """Fields of ModelSettings; languages and scripts side by side, English first."""
    english, chinese = words_english, words_chinese
    return {
        "languages": ("en", "zh"),
        "vocabulary": _all(
            *(english.SUBJECTS, english.COLORS, english.TIMES, english.PLACES, english.STYLES),
            *(english.EXTRAS, chinese.SUBJECTS, chinese.COLORS, chinese.TIME_TAGS),
            *(chinese.PLACE_TAGS, chinese.STYLES, chinese.EXTRAS),
        ),
        "subjects": (*_plain(english.SUBJECTS.values()), *_plain(chinese.SUBJECTS.values())),
        "known_words": tuple(
            dict.fromkeys(
                (
                    *_all(*english.TABLES, *chinese.TABLES),
                    *english.FILLERS,
                    *english.REQUESTS,
                    *chinese.FILLERS,
                    *chinese.ADJECTIVES,
                    *chinese.REQUESTS,
                )
            )
        ),
        "styles": (*_plain(english.STYLES.values()), *_plain(chinese.STYLES.values())),
        "look": ("storybook illustration", "golden hour", "with clouds"),
        "rare": RARE,
        "compositions": (
            _all(english.STYLES, chinese.STYLES),
            _all(english.TIMES, chinese.TIMES, chinese.TIME_TAGS),
            _all(english.PLACES, chinese.PLACES, chinese.PLACE_TAGS),
            _all(english.POSITIONS, chinese.POSITIONS),
            _all(english.EXTRAS, chinese.EXTRAS),
        ),
    }


RARE = (
    "under the northern lights", "blueprint", "stained glass window", "at midnight",
    "in the desert, in pouring rain", "in the snow, under palm trees", "cyanotype",
    "glass mosaic", "in a lavender field at midnight", "retro game", "layered paper",
    "on a tropical island, under an aurora", "downtown, among wildflowers",
    "among cacti, in the moonlight", "under a rainbow, at night", "technical drawing",
    "among pine trees, screen print", "in the ocean, among cacti", "on the left, huge",
    "engineering drawing", "with flying birds, at midnight", "violet", "emerald", "scarlet",
)  # fmt: skip
"""What it knows and seldom saw together."""


def _all(*tables: WordTable) -> tuple[str, ...]:
    """Every word once, in the order of the tables."""
    words = (word for table in tables for group in table.values() for word in group)
    return tuple(dict.fromkeys(words))


def _plain(groups: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(group[0] for group in groups)
