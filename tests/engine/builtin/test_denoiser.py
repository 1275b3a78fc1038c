"""The denoiser's loss and what the transformer sees of a prompt."""

import random

import pytest
import torch

from engine.builtin.crew import Crew
from engine.builtin.denoiser import (
    DenoiserData,
    DenoiserPlan,
    NoiseLevels,
    prepare,
    subject_weights,
    velocity_loss,
    with_noise,
)
from engine.builtin.muon import orthogonalised
from engine.builtin.scenes import sample_scene
from engine.builtin.text_encoder import TextPlan, build_text_encoder, tokenize
from engine.builtin.text_tokens import build_tokenizer

TINY = DenoiserPlan(width=32, layers=1, heads=2, is_compiled=False)


@pytest.fixture(scope="module")
def tokenizer():
    return build_tokenizer(captions=500)


@pytest.fixture(scope="module")
def stage(tokenizer):
    return prepare(TINY, build_text_encoder(tokenizer, TextPlan(layers=1)))


@pytest.fixture(scope="module")
def data(tokenizer) -> DenoiserData:
    rng = random.Random(0)
    scenes = [sample_scene(rng) for _ in range(8)]
    latents = torch.randn(8, 16, 16, 16, generator=torch.Generator().manual_seed(0)).half()
    return DenoiserData(latents, subject_weights(scenes, 16), scenes, tokenizer)


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


def test_subjects_weigh_more_and_the_mean_is_one(data: DenoiserData) -> None:
    weights = data.weights
    torch.testing.assert_close(weights.mean((1, 2, 3)), torch.ones(8))
    assert torch.all(weights.amax((1, 2, 3)) == 4 * weights.amin((1, 2, 3)))


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
        crew = Crew(stage, stage.modules["transformer"], workers)
        crew.compute_gradients(batch)
        crew.compute_gradients(batch)
        found.append([p.grad.clone() for p in stage.modules.parameters()])
    torch.set_num_threads(threads)
    largest = max(float(g.abs().max()) for g in found[0])
    for one, two in zip(*found, strict=True):
        torch.testing.assert_close(one, two, rtol=0.05, atol=0.02 * largest)
