"""How well pictures show what a text names, by the built-in model's own judge."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

import torch
from PIL import Image

from engine.builtin import words_chinese, words_english
from engine.builtin.describe import Judge, framed
from engine.builtin.scenes import VOCABULARY
from engine.builtin.words_english import WordTable

LEAST: Final = 1e-4  # a probability; below it one attribute would decide alone
CLEARNESS: Final = 0.1  # of being sure of a subject, beside one attribute that is named
_TABLES: Final[Mapping[str, Sequence[WordTable]]] = {
    "subject": (words_english.SUBJECTS, words_chinese.SUBJECTS),
    "color": (words_english.COLORS, words_chinese.COLORS),
    "time": (words_english.TIMES, words_chinese.TIMES, words_chinese.TIME_TAGS),
    "place": (words_english.PLACES, words_chinese.PLACES, words_chinese.PLACE_TAGS),
    "style": (words_english.STYLES, words_chinese.STYLES),
    "extra": (words_english.EXTRAS, words_chinese.EXTRAS),
    "size": (words_english.SIZES,),
    "count": (words_english.COUNTS,),
    "position": (words_english.POSITIONS, words_chinese.POSITIONS),
}


def scores(judge: Judge, pictures: Sequence[Image.Image], text: str) -> tuple[float, ...]:
    """One for each picture; the highest shows most surely what the text names.

    The sum of log probabilities of what is named, of several values of one attribute together, and
    a little for a subject that is plainly something.
    """
    table = judge.probabilities([framed(picture) for picture in pictures])
    total = CLEARNESS * table["subject"].amax(1).log()
    for name, values in named_in(text).items():
        columns = [VOCABULARY[name].index(value) for value in values]
        total = total + table[name][:, columns].sum(1).clamp(min=LEAST).log()
    return tuple(torch.as_tensor(total).tolist())


def named_in(text: str) -> dict[str, tuple[str, ...]]:
    """The values of each attribute that the text names; attributes of which it says nothing are
    not among them.
    """
    folded = text.casefold()
    found: dict[str, tuple[str, ...]] = {}
    for name, tables in _TABLES.items():
        values = {
            value: None
            for words_of in tables
            for value, words in words_of.items()
            if value in VOCABULARY[name] and any(_stands(word, folded) for word in words)
        }
        if values:
            found[name] = tuple(values)
    return found


def _stands(word: str, text: str) -> bool:
    """As whole words; scripts without spaces write theirs anywhere."""
    word = word.casefold()
    if not word.isascii():
        return word in text
    return re.search(rf"(?<!\w){re.escape(word)}s?(?!\w)", text) is not None
