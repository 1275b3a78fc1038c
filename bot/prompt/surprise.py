"""A prompt drawn by chance from a small grammar, aimed at what the loaded model knows.

A grammar for each language stands beside this file. The same seed, theme and language give the same
prompt.
"""

import functools
import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine import ModelCard

_FILES: Final = {"en": "surprise.toml", "zh": "surprise_chinese.toml"}
_WILDCARD: Final = re.compile(r"__(\w+?)__")
_OPTIONAL: Final = re.compile(r"\[([^\[\]]*)\]")
_CHANCE: Final = 0.6  # that an optional clause stays
_SMALL: Final = frozenset((
    "a", "an", "the", "of", "in", "on", "at", "by", "with", "under", "above", "below", "among",
    "and", "from", "over", "to",
))  # fmt: skip

Lists = Mapping[str, Sequence[str]]


class UnknownTheme(Exception):
    """The loaded model knows no such theme; `themes` are those it does."""

    def __init__(self, theme: str, themes: Sequence[str]) -> None:
        super().__init__(theme)
        self.theme, self.themes = theme, tuple(themes)


@dataclass(frozen=True, slots=True)
class Grammar:
    """Sentences with wildcards, the words for them, and by theme the words that replace these."""

    sentences: tuple[str, ...]
    words: Lists
    themes: Mapping[str, Lists]


@functools.cache
def shipped_grammar(language: str = "en") -> Grammar:
    """The grammar of this language; English where it has none."""
    file = Path(__file__).with_name(_FILES.get(language, _FILES["en"]))
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    return Grammar(tuple(read["sentences"]), read["words"], read["themes"])


def themes_of(card: ModelCard, language: str = "en") -> tuple[str, ...]:
    """The themes of which this model knows at least one subject."""
    themes = shipped_grammar(language).themes
    return tuple(t for t, lists in themes.items() if _known(lists["subject"], card, language))


def surprise(card: ModelCard, seed: int, theme: str | None = None, language: str = "en") -> str:
    """A prompt; UnknownTheme. Where no theme is given, one is drawn."""
    grammar, themes = shipped_grammar(language), themes_of(card, language)
    rng = random.Random(f"{seed} {theme}")
    if theme is None:
        lists = grammar.themes[rng.choice(themes)] if themes else {"subject": card.vocabulary}
    elif theme in themes:
        lists = grammar.themes[theme]
    else:
        raise UnknownTheme(theme, themes)
    every = {**grammar.words, **lists}
    words = {name: _known(some, card, language) for name, some in every.items()}
    words["style"] = _of_language(card.styles, language) or words["style"]
    text = _filled(rng.choice(_possible(grammar.sentences, words)), words, rng)
    return _with_articles(text)


def _known(words: Sequence[str], card: ModelCard, language: str) -> list[str]:
    """Those of which the model knows every word; all, where it says nothing of its words."""
    entries = _of_language((*card.vocabulary, *card.styles, *card.known_words), language)
    known = {part for entry in entries for part in _parts(entry)}
    return [word for word in words if _parts(word) - _SMALL <= known] if known else list(words)


def _of_language(phrases: Sequence[str], language: str) -> list[str]:
    """English is what is written in ASCII."""
    return [phrase for phrase in phrases if phrase.isascii() == (language != "zh")]


def _parts(phrase: str) -> set[str]:
    return set(phrase.casefold().split())


def _possible(sentences: Sequence[str], words: Lists) -> list[str]:
    """The sentences whose wildcards, outside the optional clauses, all have words."""
    return [
        sentence
        for sentence in sentences
        if all(words.get(name) for name in _WILDCARD.findall(_OPTIONAL.sub("", sentence)))
    ]


def _filled(sentence: str, words: Lists, rng: random.Random) -> str:
    def clause(found: re.Match[str]) -> str:
        is_possible = all(words.get(name) for name in _WILDCARD.findall(found[1]))
        return found[1] if is_possible and rng.random() < _CHANCE else ""

    return _WILDCARD.sub(lambda found: rng.choice(words[found[1]]), _OPTIONAL.sub(clause, sentence))


def _with_articles(text: str) -> str:
    """`a orange owl` becomes `an orange owl`."""
    return re.sub(r"\ba (?=[aeio])", "an ", text)
