"""What a person might write for a scene: many wordings in two languages, and much left unsaid.

A fresh caption is made each time a picture is used; it never says anything untrue.
"""

import random
from typing import Literal, get_args

from engine.builtin import captions_chinese, captions_english, words_chinese, words_english
from engine.builtin.mentions import draw_mentions, everything
from engine.builtin.scenes import Scene

Language = Literal["english", "chinese"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
CHINESE_SHARE = 0.3
"""How many of the training captions are Chinese."""

ENGLISH_FILLERS = words_english.FILLERS
CHINESE_FILLERS = words_chinese.FILLERS
FILLERS = (*ENGLISH_FILLERS, *CHINESE_FILLERS)
"""Words that say nothing about a scene."""


def caption(scene: Scene, rng: random.Random) -> str:
    """A random caption in either language; it may leave attributes out."""
    return caption_in(scene, rng, "chinese" if rng.random() < CHINESE_SHARE else "english")


def caption_in(scene: Scene, rng: random.Random, language: Language) -> str:
    """A random caption in one language."""
    mentions = draw_mentions(scene, rng)
    if language == "chinese":
        return captions_chinese.random_caption(scene, mentions, rng)
    return captions_english.random_caption(scene, mentions, rng)


def lone_caption(scene: Scene, rng: random.Random) -> str:
    """A place, an hour or a style and nothing else, as a part of `lighthouse:: sea::` says it."""
    if rng.random() < CHINESE_SHARE:
        return captions_chinese.lone_caption(scene, rng)
    return captions_english.lone_caption(scene, rng)


def full_caption(scene: Scene, language: Language = "english", variant: int = 0) -> str:
    """The caption that names every attribute, for judging; 0 is the plainest of its variants.

    Any number is a variant: each takes other synonyms, and every second puts the style in front.
    """
    mentions = everything(scene)
    if language == "chinese":
        return captions_chinese.plain_caption(scene, mentions, variant)
    return captions_english.plain_caption(scene, mentions, variant)
