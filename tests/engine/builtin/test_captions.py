"""Captions and tokenizer."""

import random
from dataclasses import replace

import pytest

from engine.builtin.captions import SUBJECTS, caption, full_caption, plural
from engine.builtin.denoiser import CAPTION_TOKENS
from engine.builtin.scenes import VOCABULARY, sample_scene
from engine.builtin.text_encoder import tokenize
from engine.builtin.text_tokens import MAX_TOKENS, build_tokenizer


def test_a_caption_is_decided_by_its_random_numbers() -> None:
    scene = sample_scene(random.Random(1))
    wordings = {caption(scene, random.Random(seed)) for seed in range(20)}
    assert caption(scene, random.Random(4)) == caption(scene, random.Random(4))
    assert len(wordings) > 10


def test_the_full_caption_names_everything() -> None:
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
    assert full_caption(scene) == (
        "a small red lighthouse at sunset by the sea with a rainbow on the left, watercolor"
    )


def test_every_scene_has_its_own_full_caption() -> None:
    rng = random.Random(2)
    scenes = [sample_scene(rng) for _ in range(200)]
    named = {tuple(list(scene.to_row().values())[:-1]) for scene in scenes}
    assert len({full_caption(scene) for scene in scenes}) == len(named)


@pytest.mark.parametrize(
    ("noun", "expected"),
    [("house", "houses"), ("kitty", "kitties"), ("daisy", "daisies"), ("fortress", "fortresses")],
)
def test_plurals(noun: str, expected: str) -> None:
    assert plural(noun) == expected


def test_every_subject_has_words() -> None:
    assert set(SUBJECTS) == set(VOCABULARY["subject"])


@pytest.fixture(scope="module")
def tokenizer():
    return build_tokenizer(captions=3000)


@pytest.mark.parametrize(
    "text", ["a red lighthouse", "zwölf 猫 🐱 drachen", "日本語の灯台", "x" * 40]
)
def test_any_text_survives_the_tokenizer(tokenizer, text: str) -> None:
    ids = tokenizer(text).input_ids
    assert tokenizer.decode(ids, skip_special_tokens=True) == text


def test_words_of_captions_are_single_tokens(tokenizer) -> None:
    assert len(tokenizer("a red lighthouse at sunset").input_ids) == 7


def test_long_prompts_are_cut_and_empty_ones_keep_two_tokens(tokenizer) -> None:
    assert tokenize(tokenizer, ["tree " * 500]).ids.shape == (1, MAX_TOKENS)
    assert tokenize(tokenizer, [""], 8).mask.sum() == 2


def test_training_captions_fit(tokenizer) -> None:
    rng = random.Random(8)
    texts = [caption(sample_scene(rng), rng) for _ in range(500)]
    longest = max(len(tokenizer(text).input_ids) for text in texts)
    assert longest <= CAPTION_TOKENS
