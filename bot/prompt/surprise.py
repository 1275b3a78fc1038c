"""A prompt drawn by chance from a small grammar, aimed at what the loaded model knows.

The grammar is `surprise.toml` beside this file. The same seed and theme give the same prompt.
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

_FILE: Final = Path(__file__).with_name("surprise.toml")
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
def shipped_grammar() -> Grammar:
    """The grammar of the file."""
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return Grammar(tuple(read["sentences"]), read["words"], read["themes"])


def themes_of(card: ModelCard) -> tuple[str, ...]:
    """The themes of which this model knows at least one subject."""
    grammar = shipped_grammar()
    return tuple(t for t, lists in grammar.themes.items() if _known(lists["subject"], card))


def surprise(card: ModelCard, seed: int, theme: str | None = None) -> str:
    """A prompt; UnknownTheme. Where no theme is given, one is drawn."""
    grammar, themes = shipped_grammar(), themes_of(card)
    rng = random.Random(f"{seed} {theme}")
    if theme is None:
        lists = grammar.themes[rng.choice(themes)] if themes else {"subject": card.vocabulary}
    elif theme in themes:
        lists = grammar.themes[theme]
    else:
        raise UnknownTheme(theme, themes)
    words = {name: _known(every, card) for name, every in {**grammar.words, **lists}.items()}
    styles = [style for style in card.styles if style.isascii()]  # the grammar is English
    words["style"] = styles or words["style"]
    return _with_articles(_filled(rng.choice(_possible(grammar.sentences, words)), words, rng))


def _known(words: Sequence[str], card: ModelCard) -> list[str]:
    """Those of which the model knows every word; all, where it says nothing of its words."""
    if not card.vocabulary:
        return list(words)
    known = {part for entry in (*card.vocabulary, *card.styles) for part in _parts(entry)}
    return [word for word in words if _parts(word) - _SMALL <= known]


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
