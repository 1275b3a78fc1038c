"""The denoiser's loss and what the transformer sees of a prompt."""

import random
from dataclasses import replace

import pytest
import torch

from engine.builtin import words_chinese, words_english
from engine.builtin.scenes import FRAMES, LANDSCAPE, UNSEEN, placements, sample_scene
from engine.studio.data.latents import Part
from engine.studio.training.crew import Crew
from engine.studio.training.denoiser import (
    DenoiserData,
    DenoiserPlan,
    NoiseLevels,
    prepare_denoiser,
    subject_weights,
    velocity_loss,
    with_noise,
)
from engine.studio.training.muon import orthogonalised
from engine.studio.training.pipeline import build_transformer
from engine.studio.training.text_encoder import TextPlan, build_text_encoder, tokenize
from engine.studio.training.text_tokens import build_tokenizer

TINY = DenoiserPlan(width=32, layers=1, heads=2, is_compiled=False)


@pytest.fixture(scope="module")
def tokenizer():
    return build_tokenizer(captions=500)


@pytest.fixture(scope="module")
def stage(tokenizer):
    return prepare_denoiser(TINY, build_text_encoder(tokenizer, TextPlan(layers=1)))


@pytest.fixture(scope="module")
def data(tokenizer) -> DenoiserData:
    parts = []
    for seed, frame in enumerate(("1:1", "1:1", "3:2", "9:16")):
        rng, generator = random.Random(seed), torch.Generator().manual_seed(seed)
        width, height = FRAMES[frame]
        latents = torch.randn(8, 16, height // 16, width // 16, generator=generator).half()
        parts.append(Part(latents, [sample_scene(rng, frame) for _ in range(8)]))
    return DenoiserData.of(parts, tokenizer)


def test_the_untrained_model_predicts_zero(stage, data: DenoiserData) -> None:
    """Zero against a velocity of variance 1: the loss starts at 1."""
    modules = stage.modules
    noisy = with_noise(data.batch(0, 64), NoiseLevels.of_schedule(), 0)
    _, squared = velocity_loss(modules["transformer"], modules["text"], noisy)
    assert float(squared) == pytest.approx(1.0, abs=0.05)


def test_a_step_decides_its_batch(data: DenoiserData) -> None:
    first, again, other = data.batch(3, 4), data.batch(3, 4), data.batch(4, 4)
    assert torch.equal(first.latents, again.latents)
    assert torch.equal(first.tokens.ids, again.tokens.ids)
    assert not torch.equal(first.tokens.ids, other.tokens.ids)


def test_little_said_is_mostly_a_landscape(tokenizer) -> None:
    rng = random.Random(9)
    owls = [replace(sample_scene(rng), subject="owl") for _ in range(45)]
    landscapes = [replace(scene, subject=LANDSCAPE, **UNSEEN) for scene in owls[:5]]
    latents = torch.randn(50, 16, 16, 16).half()
    batch = DenoiserData.of([Part(latents, owls + landscapes)], tokenizer).batch(0, 4000)
    is_landscape = (batch.weights.amax((1, 2, 3)) == batch.weights.amin((1, 2, 3))).float()
    texts = tokenizer.batch_decode(batch.tokens.ids, skip_special_tokens=True)
    is_empty = torch.tensor([text == "" for text in texts])
    names = (*words_english.SUBJECTS["owl"], *words_chinese.SUBJECTS["owl"])
    is_owl = torch.tensor([any(n in text.replace(" ", "") for n in names) for text in texts])
    assert 0.08 < is_empty.float().mean() < 0.12
    assert 0.7 < is_landscape[is_empty].mean() < 0.85
    assert is_landscape[is_owl].sum() == 0
    is_lone_owl = ~is_empty & ~is_owl & (is_landscape == 0)
    assert 0 < is_lone_owl.float().mean() < 0.02


def test_every_batch_has_one_frame_three_of_five_square(data: DenoiserData) -> None:
    shapes = [tuple(data.batch(step, 4).latents.shape[2:]) for step in range(10)]
    assert shapes == [(14, 20), (22, 12), (16, 16), (16, 16), (16, 16)] * 2
    assert data.batch(1, 4).weights.shape == (4, 1, 22, 12)


def test_subjects_weigh_more_and_the_mean_is_one(data: DenoiserData) -> None:
    for part, weights in zip(data.parts, data.weights, strict=True):
        torch.testing.assert_close(weights.mean((1, 2, 3)), torch.ones(8))
        has_thing = torch.tensor([scene.subject != LANDSCAPE for scene in part.scenes])
        assert torch.equal(
            weights.amax((1, 2, 3)), (1.0 + 3.0 * has_thing) * weights.amin((1, 2, 3))
        )


def test_a_subject_weighs_where_it_stands_in_a_wide_picture() -> None:
    rng = random.Random(5)
    scene = replace(
        sample_scene(rng, "16:9"), subject="owl", count="1", position="left", size="small"
    )
    weights = subject_weights([scene], 12, 22)[0, 0]
    (place,) = placements(scene)
    assert weights.argmax() // 22 >= round((place.foot_y - place.height - 0.03) * 12)
    assert weights[:, 16:].amax() == weights.amin()


@pytest.mark.parametrize("step", [0, 1])
def test_a_frame_that_is_not_square_trains(stage, data: DenoiserData, step: int) -> None:
    noisy = with_noise(data.batch(step, 4), NoiseLevels.of_schedule(), step)
    crew = Crew(stage, 1)
    assert crew.compute_gradients(noisy) == pytest.approx(1.0, abs=0.1)
    assert all(p.grad is not None for p in stage.modules.parameters())


def test_the_denoiser_goes_on_from_another(stage, tokenizer) -> None:
    other = build_transformer(TINY.width, TINY.layers, TINY.heads)
    again = prepare_denoiser(TINY, build_text_encoder(tokenizer, TextPlan(layers=1)), other)
    pairs = zip(other.parameters(), again.modules["transformer"].parameters(), strict=True)
    assert all(torch.equal(a, b) for a, b in pairs)


def test_noise_levels_keep_the_variance() -> None:
    levels = NoiseLevels.of_schedule()
    torch.testing.assert_close(levels.signal**2 + levels.noise**2, torch.ones(1000))
    assert levels.signal[0] > 0.99
    assert levels.noise[-1] > 0.99


def test_the_padded_length_changes_nothing(stage, tokenizer) -> None:
    """Training pads to 32 tokens, the stock pipeline to 120: masked padding must not be seen."""
    transformer, text = stage.modules["transformer"], stage.modules["text"]
    with torch.no_grad():
        for parameter in transformer.parameters():
            parameter.add_(0.05)
        outputs = []
        for length in (32, 120):
            tokens = tokenize(tokenizer, ["a red cat", ""], length)
            states = text(tokens.ids, attention_mask=tokens.mask)[0]
            outputs.append(
                transformer(
                    torch.ones(2, 16, 16, 16),
                    states,
                    torch.tensor([500, 500]),
                    encoder_attention_mask=tokens.mask,
                    added_cond_kwargs={"resolution": None, "aspect_ratio": None},
                ).sample
            )
    torch.testing.assert_close(outputs[0], outputs[1], rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("shape", [(2, 24, 8), (1, 8, 24), (3, 8, 8)])
def test_newton_schulz_evens_out_singular_values(shape: tuple[int, int, int]) -> None:
    matrices = torch.randn(shape, generator=torch.Generator().manual_seed(1))
    values = torch.linalg.svdvals(orthogonalised(matrices))
    assert values.min() > 0.4
    assert values.max() < 1.4


def test_two_threads_find_the_gradients_of_one(stage, data: DenoiserData) -> None:
    batch = with_noise(data.batch(1, 8), NoiseLevels.of_schedule(), 1)
    found = []
    threads = torch.get_num_threads()
    for workers in (1, 2):
        crew = Crew(stage, workers)
        crew.compute_gradients(batch)
        crew.compute_gradients(batch)
        found.append([p.grad.clone() for p in stage.modules.parameters()])
    torch.set_num_threads(threads)
    largest = max(float(g.abs().max()) for g in found[0])
    for one, two in zip(*found, strict=True):
        torch.testing.assert_close(one, two, rtol=0.05, atol=0.02 * largest)
