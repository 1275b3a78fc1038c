"""Banned words: what counts as a word, and which phrases are let through."""

import pytest

from bot.features.moderation.words import WordFilter

WORDS = WordFilter.of(["gore", "Blood", "naked lady", "血腥"], ["blood orange"])


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("a GORE scene", "gore"),
        ("gôré", "gore"),
        ("ｇｏｒｅ", "gore"),
        ("a naked-lady, painted", "naked lady"),
        ("blood oranges and blood", "Blood"),
        ("一个血腥的场面", "血腥"),
        ("blood and gore", "Blood"),
    ],
)
def test_banned_words_are_found_and_named_as_the_operator_wrote_them(text: str, word: str) -> None:
    assert WORDS.find(text) == word


@pytest.mark.parametrize("text", ["gorelike", "category", "blood orange juice", "a fox", "bloody"])
def test_other_words_pass(text: str) -> None:
    assert WORDS.find(text) is None
