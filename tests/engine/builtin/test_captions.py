"""Captions in both languages, and the tokenizer."""

import random
import re
from dataclasses import replace

import pytest

from engine.builtin import words_chinese, words_english
from engine.builtin.captions import (
    CHINESE_SHARE,
    LANGUAGES,
    Language,
    caption,
    caption_in,
    full_caption,
)
from engine.builtin.captions_english import plural
from engine.builtin.denoiser import CAPTION_TOKENS
from engine.builtin.mentions import draw_mentions
from engine.builtin.scenes import VOCABULARY, sample_scene
from engine.builtin.text_encoder import tokenize
from engine.builtin.text_tokens import MAX_TOKENS, build_tokenizer

TABLES = {
    "subject": ("SUBJECTS",),
    "color": ("COLORS",),
    "time": ("TIMES", "TIME_TAGS"),
    "place": ("PLACES", "PLACE_TAGS"),
    "style": ("STYLES",),
    "extra": ("EXTRAS",),
    "count": ("COUNTS",),
    "position": ("POSITIONS",),
    "size": ("SIZES",),
}
UNSAID = {("extra", "none"), ("count", "1"), ("size", "normal")}
WORDS = {"english": words_english, "chinese": words_chinese}


def forms(language: Language) -> dict[str, set[tuple[str, str]]]:
    """Every word form of a language with the attributes and values it stands for."""
    owners: dict[str, set[tuple[str, str]]] = {}
    for attribute, tables in TABLES.items():
        for table in tables:
            for value, words in getattr(WORDS[language], table, {}).items():
                for word in words:
                    owners.setdefault(word, set()).add((attribute, value))
                    if (language, attribute) == ("english", "subject"):
                        owners.setdefault(plural(word), set()).add((attribute, value))
    return owners


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_has_words(language: Language) -> None:
    found = set().union(*forms(language).values())
    values = {(name, value) for name, values in VOCABULARY.items() for value in values}
    assert found == values - UNSAID


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_means_one_value(language: Language) -> None:
    assert {word: owners for word, owners in forms(language).items() if len(owners) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_captions_say_nothing_untrue(language: Language) -> None:
    owners = forms(language)
    edge = r"\b" if language == "english" else ""
    longest_first = "|".join(re.escape(word) for word in sorted(owners, key=len, reverse=True))
    pattern = re.compile(f"{edge}(?:{longest_first}){edge}")
    rng = random.Random(6)
    for variant in range(3000):
        scene = sample_scene(rng)
        for text in (caption_in(scene, rng, language), full_caption(scene, language, variant)):
            for word in pattern.findall(text):
                ((attribute, value),) = owners[word]
                assert getattr(scene, attribute) == value, (text, word)


def test_a_field_of_flowers_is_no_flower() -> None:
    assert {"flowers", "花", "花朵"}.isdisjoint(words_english.PLACES["flowers"])
    assert {"flowers", "花", "花朵"}.isdisjoint(words_chinese.PLACE_TAGS["flowers"])


def test_a_known_share_of_the_captions_is_chinese() -> None:
    rng = random.Random(3)
    texts = [caption(sample_scene(rng), rng) for _ in range(3000)]
    share = sum(not text.isascii() for text in texts) / len(texts)
    assert share == pytest.approx(CHINESE_SHARE, abs=0.03)


def test_what_is_plain_is_often_left_out() -> None:
    rng = random.Random(4)
    scene = replace(sample_scene(rng), subject="owl", color="brown", time="noon")
    plain = replace(scene, style="illustration", count="1", position="center", size="normal")
    loud = replace(plain, color="pink", time="rain", style="oil")
    for name in ("color", "time", "style"):
        said = [
            sum(getattr(draw_mentions(each, rng), name) for _ in range(500)) / 500
            for each in (plain, loud)
        ]
        assert said[0] < 0.7 < 0.8 < said[1]


def test_a_caption_is_decided_by_its_random_numbers() -> None:
    scene = sample_scene(random.Random(1))
    wordings = {caption(scene, random.Random(seed)) for seed in range(20)}
    assert caption(scene, random.Random(4)) == caption(scene, random.Random(4))
    assert len(wordings) > 10


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "english",
            "a small red lighthouse at sunset by the sea with a rainbow on the left, watercolor",
        ),
        ("chinese", "日落时海边的一座小小的红色灯塔，有彩虹，在左边，水彩画"),
    ],
)
def test_the_full_caption_names_everything(language: Language, words: str) -> None:
    scene = replace(
        sample_scene(random.Random(1)),
        subject="lighthouse",
        color="red",
        time="sunset",
        place="sea",
        style="watercolor",
        extra="rainbow",
        count="1",
        position="left",
        size="small",
    )
    assert full_caption(scene, language) == words


def test_the_full_caption_is_english_unless_told() -> None:
    scene = sample_scene(random.Random(1))
    assert full_caption(scene) == full_caption(scene, "english")


@pytest.mark.parametrize("variant", range(3))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_scene_has_its_own_full_caption(language: Language, variant: int) -> None:
    rng = random.Random(2)
    scenes = [replace(sample_scene(rng), seed=0) for _ in range(2000)]
    captions = {full_caption(scene, language, variant) for scene in scenes}
    assert len(captions) == len(set(scenes))


@pytest.mark.parametrize(
    ("noun", "expected"),
    [("house", "houses"), ("kitty", "kitties"), ("daisy", "daisies"), ("fortress", "fortresses")],
)
def test_plurals(noun: str, expected: str) -> None:
    assert plural(noun) == expected


@pytest.fixture(scope="module")
def tokenizer():
    return build_tokenizer(captions=3000)


@pytest.mark.parametrize(
    "text", ["a red lighthouse", "zwölf 猫 🐱 drachen", "日本語の灯台", "x" * 40]
)
def test_any_text_survives_the_tokenizer(tokenizer, text: str) -> None:
    ids = tokenizer(text).input_ids
    assert tokenizer.decode(ids, skip_special_tokens=True) == text


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("a red lighthouse at sunset", 7),
        ("水彩画 日落时的红色灯塔", 7),
        ("极光下的木屋剪纸风格", 9),
        ("雪地里的两只白色小猫", 10),
    ],
)
def test_captions_are_short_in_tokens(tokenizer, text: str, most: int) -> None:
    assert len(tokenizer(text).input_ids) <= most


def test_the_vocabulary_stays_small(tokenizer) -> None:
    assert len(tokenizer) < 1900


def test_the_tokenizer_is_the_same_every_time(tokenizer) -> None:
    assert build_tokenizer(captions=3000).get_vocab() == tokenizer.get_vocab()


def test_long_prompts_are_cut_and_empty_ones_keep_two_tokens(tokenizer) -> None:
    assert tokenize(tokenizer, ["tree " * 500]).ids.shape == (1, MAX_TOKENS)
    assert tokenize(tokenizer, [""], 8).mask.sum() == 2


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_training_captions_fit(language: Language) -> None:
    tokenizer, rng = build_tokenizer(), random.Random(8)
    texts = [caption_in(sample_scene(rng), rng, language) for _ in range(4000)]
    lengths = [len(ids) for ids in tokenizer(texts).input_ids]
    assert max(lengths) <= 36
    assert sum(length > CAPTION_TOKENS for length in lengths) < 0.01 * len(lengths)
