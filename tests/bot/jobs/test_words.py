"""Banned words and foreign scripts: what counts as a word, and what a model can read."""

import pytest

from bot.features.moderation.words import WordFilter
from bot.orders.writing_systems import is_foreign

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


@pytest.mark.parametrize(
    ("text", "languages", "foreign"),
    [
        ("红色灯塔", ("en",), True),
        ("红色灯塔", ("en", "zh"), False),
        ("ロボット", ("en", "zh"), True),
        ("красный маяк", ("en",), True),
        ("a red lighthouse", ("en",), False),
        ("ein roter Leuchtturm über α", ("en",), False),
        ("a café with the sign 开", ("en",), False),
        ("🦊 !? 123", ("en",), False),
        ("", ("en",), False),
    ],
)
def test_a_text_is_foreign_by_the_script_of_its_letters(
    text: str, languages: tuple[str, ...], foreign: bool
) -> None:
    assert is_foreign(text, languages) == foreign
