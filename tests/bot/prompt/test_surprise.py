"""/surprise's grammar: determined by its seed, and within what the model knows."""

from dataclasses import replace

import pytest

from bot.prompt import Defaults, parse
from bot.prompt.surprise import UnknownTheme, shipped_grammar, surprise, themes_of
from engine import CannedEngine

CARD = CannedEngine().card
UNKNOWN = replace(CARD, vocabulary=(), styles=())


def test_a_seed_gives_the_same_prompt_and_another_gives_others():
    assert surprise(CARD, 7) == surprise(CARD, 7)
    assert len({surprise(UNKNOWN, seed) for seed in range(50)}) > 40


@pytest.mark.parametrize("card", [CARD, UNKNOWN], ids=["small", "large"])
def test_every_prompt_is_whole_and_can_be_read(card):
    for seed in range(300):
        text = surprise(card, seed)
        assert not set("[]_{}") & set(text), text
        assert "  " not in text
        assert " ," not in text
        assert parse(text, card, Defaults()).text == text


def test_a_prompt_holds_only_words_the_model_knows():
    known = " ".join((*CARD.vocabulary, *CARD.styles))
    for seed in range(200):
        words = set(surprise(CARD, seed).replace(",", " ").split())
        assert all(word in known or len(word) <= 4 for word in words), words


def test_english_words_get_english_styles():
    card = replace(CARD, styles=("watercolor", "水彩画"))
    assert all(surprise(card, seed).isascii() for seed in range(100))


def test_a_theme_filters_the_subjects():
    for theme in themes_of(UNKNOWN):
        subjects = shipped_grammar().themes[theme]["subject"]
        for seed in range(30):
            assert any(subject in surprise(UNKNOWN, seed, theme) for subject in subjects)


def test_a_theme_the_model_knows_nothing_of_is_not_offered():
    assert "nature" not in themes_of(CARD)
    with pytest.raises(UnknownTheme) as caught:
        surprise(CARD, 1, "nature")
    assert caught.value.themes == themes_of(CARD)
    assert {"sea", "buildings"} <= set(themes_of(CARD))


def test_who_speaks_chinese_gets_a_chinese_prompt_of_words_the_model_knows():
    """`/惊喜` proposed English prompts."""
    known = tuple(
        "红色 蓝色 灯塔 帆船 城堡 日落时 夜晚 海边 海上 山中 有彩虹 小小的 水彩画".split()  # noqa: SIM905
    )
    card = replace(CARD, vocabulary=(), known_words=known, styles=("watercolor", "水彩画"))
    assert {"sea", "buildings"} <= set(themes_of(card, "zh"))
    assert "animals" not in themes_of(card, "zh")
    for seed in range(200):
        text = surprise(card, seed, language="zh")
        left = text
        for word in sorted((*known, "的", "，"), key=len, reverse=True):
            left = left.replace(word, "")
        assert not left, text
        assert parse(text, card, Defaults()).text == text


def test_a_chinese_reading_model_that_lists_no_chinese_words_gets_all_of_them():
    prompts = {surprise(UNKNOWN, seed, language="zh") for seed in range(100)}
    assert len(prompts) > 80
    assert not any("_" in text or "[" in text or text.isascii() for text in prompts)


def test_both_grammars_have_the_same_themes():
    assert shipped_grammar("zh").themes.keys() == shipped_grammar().themes.keys()
