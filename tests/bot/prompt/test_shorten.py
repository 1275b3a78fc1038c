"""Shorter prompts: five, from mild to drastic, never empty, never doubled."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.prompt.shorten import mean_weight, shorter, tokens_of
from engine import CannedEngine, WordWeight


async def tokens(text: str):
    return tokens_of(text, await CannedEngine().weigh_words(text))


async def test_the_strongest_words_stay_longest():
    text = "a red lighthouse at sunset, in the rain, watercolor"
    found = await tokens(text)
    shorts = shorter(found)
    heaviest = max(found, key=lambda token: token.weight).text
    assert len(shorts) == 5
    assert all(heaviest in short for short in shorts)
    sizes = [len(short.split()) for short in shorts]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] < len(text.split())
    assert ", watercolor" in shorts[0]


@pytest.mark.parametrize("text", ["red fox running", "a b c d", "日落时的灯塔很美丽"])
async def test_a_few_words_give_five_too(text: str):
    shorts = shorter(await tokens(text))
    assert len(set(shorts)) == 5
    assert all(shorts)
    assert text not in shorts


def test_no_small_word_is_left_hanging():
    text = "a lighthouse by the sea with birds, watercolor"
    heavy = {"lighthouse": 0.9, "by": 0.8, "the": 0.7, "with": 0.6, "watercolor": 1.0}
    weights = [WordWeight(word, heavy.get(word, 0.1)) for word in text.replace(",", "").split()]
    for short in shorter(tokens_of(text, weights)):
        for piece in short.split(", "):
            assert piece.split()[-1] not in ("a", "by", "the", "with"), short


async def test_chinese_stays_without_spaces():
    assert not any(" " in short for short in shorter(await tokens("城堡和灯塔在日落")))


@given(st.lists(st.tuples(st.sampled_from(string.ascii_letters), st.floats(0, 1)), min_size=3))
def test_a_short_prompt_is_never_empty_never_doubled_never_the_whole(pairs):
    text = " ".join(word for word, _ in pairs)
    shorts = shorter(tokens_of(text, [WordWeight(word, weight) for word, weight in pairs]))
    assert len({short.casefold() for short in shorts}) == len(shorts) <= 5
    assert all(short.strip() for short in shorts)
    assert text not in shorts
    assert [len(s.split()) for s in shorts] == sorted(
        (len(s.split()) for s in shorts), reverse=True
    )


def test_strong_and_weak_are_told_by_the_mean():
    text = "a fox sat"
    weights = (WordWeight("a", 0.0), WordWeight("fox", 1.0), WordWeight("sat", 0.5))
    found = tokens_of(text, weights)
    mean = mean_weight(found)
    assert [t.is_strong(mean) for t in found] == [False, True, False]
    assert [t.is_weak(mean) for t in found] == [True, False, False]
