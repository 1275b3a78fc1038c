"""What a small model cannot draw is told, and nothing that it can."""

import random
from dataclasses import replace

import pytest

from bot.orders.unknown_words import unknown_words
from engine import CannedEngine
from engine.builtin import words_chinese, words_english
from engine.builtin.captions import full_caption
from engine.builtin.card_words import card_words
from engine.builtin.scenes import sample_scene

CANNED = CannedEngine().card
BUILT_IN = replace(CANNED, **card_words())


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("a dog on the moon", ("dog", "moon")),
        ("a red lighthouse at sunset, watercolor", ()),
        ("two cats and a kitten's house on a hill", ()),
        ("A cat riding a bicycle", ("riding", "bicycle")),
        ("月球上的一只狗", ("月球", "狗")),
        ("一座小小的红色灯塔，日落时海边，水彩画风格", ()),
        ("画一只大象", ("大象",)),
        ("a red fox 狐狸, 8-bit 4k --", ("fox", "狐狸")),
        ("большая собака", ()),  # that it reads no Russian is told by another note
        ("", ()),
    ],
)
def test_words_it_was_never_taught_are_named(text: str, unknown: tuple[str, ...]):
    """ "a dog on the moon" gave rain and grass, and nobody was told why."""
    assert unknown_words([text], BUILT_IN) == unknown


def test_whatever_it_was_taught_it_knows():
    rng = random.Random(1)
    for number in range(300):
        scene = sample_scene(rng)
        for language in ("english", "chinese"):
            text = full_caption(scene, language, number)
            assert unknown_words([text], BUILT_IN) == (), text


def test_what_it_was_taught_to_leave_out_is_unknown():
    strangers = (*words_english.STRANGERS, *words_chinese.STRANGERS)
    missed = [word for word in strangers if unknown_words([word], BUILT_IN) != (word,)]
    assert len(missed) <= 0.05 * len(strangers), missed


def test_a_model_that_lists_no_words_is_never_said_not_to_know_one():
    assert unknown_words(["a dog on the moon"], CANNED) == ()
