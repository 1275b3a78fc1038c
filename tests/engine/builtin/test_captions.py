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
    lone_caption,
)
from engine.builtin.captions_english import plural
from engine.builtin.mentions import draw_mentions
from engine.builtin.scenes import LANDSCAPE, UNSEEN, VOCABULARY, sample_scene
from engine.studio.training.denoiser import CAPTION_TOKENS
from engine.studio.training.text_encoder import tokenize
from engine.studio.training.text_tokens import MAX_TOKENS, build_tokenizer

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


def without_strangers(text: str) -> str:
    """A Chinese caption without what nobody can draw: a 小孩 is not small, a 熊猫 is no 猫."""
    longest_first = sorted(words_chinese.STRANGERS, key=len, reverse=True)
    return re.sub("|".join(longest_first), "", text)


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
        is_empty = scene.subject == LANDSCAPE
        for text in (caption_in(scene, rng, language), full_caption(scene, language, variant)):
            for word in pattern.findall(without_strangers(text) if is_empty else text):
                ((attribute, value),) = owners[word]
                is_strangers = is_empty and attribute in ("color", "count")
                assert is_strangers or getattr(scene, attribute) == value, (text, word)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_asks_for_what_is_unknown_gets_the_place(language: Language) -> None:
    """Half of what is said of landscapes names no landscape: a stranger, or the place alone."""
    words, rng = WORDS[language], random.Random(5)
    scenes = [replace(sample_scene(rng), subject=LANDSCAPE, **UNSEEN) for _ in range(300)]
    texts = [caption_in(scene, rng, language) for scene in scenes]
    for group, share in ((words.STRANGERS, 0.15), (words.SUBJECTS[LANDSCAPE], 0.2)):
        assert sum(any(word in text for word in group) for text in texts) > share * len(texts)
    known = {*words.STRANGERS, *words.SUBJECTS[LANDSCAPE]}
    assert sum(not any(word in text for word in known) for text in texts) > 0.2 * len(texts)


def test_a_lone_caption_is_a_place_an_hour_or_a_style_of_the_scene() -> None:
    rng = random.Random(8)
    named: set[str] = set()
    texts: set[str] = set()
    for _ in range(600):
        scene = sample_scene(rng)
        text = lone_caption(scene, rng)
        owners = {
            attribute
            for attribute in ("place", "time", "style")
            for words in WORDS.values()
            for table in TABLES[attribute]
            for word in getattr(words, table, {}).get(getattr(scene, attribute), ())
            if word == text or (text.isascii() and word.endswith(f" {text}"))
        }
        assert owners, text
        named |= owners
        texts.add(text)
    assert named == {"place", "time", "style"}
    assert {"in the city", "city", "城市"} <= texts


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
    assert max(lengths) <= 40
    assert sum(length > CAPTION_TOKENS for length in lengths) < 0.01 * len(lengths)
