"""The last stage: pairs keep their drawings, the critic is trained, and the decoder with it."""

import random
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.builtin.scenes import sample_scene
from engine.studio.data.latents import Part
from engine.studio.training.autoencoder import AutoencoderPlan, build_autoencoder
from engine.studio.training.decoder import (
    Artist,
    Critic,
    DecoderPlan,
    LatentPairs,
    decoder_loss,
    train_decoder,
)
from engine.studio.training.pipeline import build_transformer
from engine.studio.training.text_encoder import TextPlan, build_text_encoder
from engine.studio.training.text_tokens import build_tokenizer

PLAN = AutoencoderPlan(width=8, encoder_blocks=(0, 0, 0, 0, 1), decoder_blocks=(1, 0, 0, 0, 0))
SHORT = DecoderPlan(batch=4, crop_cells=6, critic_from=1, budget_s=0.3)


@pytest.fixture(scope="module")
def artist() -> Artist:
    tokenizer = build_tokenizer()
    transformer = build_transformer(32, 1, 2).eval()
    return Artist(transformer, build_text_encoder(tokenizer, TextPlan(layers=1)).eval(), tokenizer)


@pytest.fixture(scope="module")
def pairs(artist: Artist) -> LatentPairs:
    rng = random.Random(0)
    parts, pictures = [], []
    for brightness in (40, 200):
        scenes = [sample_scene(rng) for _ in range(4)]
        parts.append(Part(torch.full((4, 16, 16, 16), brightness / 100).half(), scenes))
        pictures.append(np.full((4, 256, 256, 3), brightness, np.uint8))
    return LatentPairs.make(parts, pictures, artist)


def test_a_crop_of_latents_lies_on_its_drawing(pairs: LatentPairs) -> None:
    latents, pictures = pairs.crops(3, SHORT)
    assert latents.shape == (4, 16, 6, 6)
    assert pictures.shape == (4, 3, 96, 96)
    for row in (0, 2):  # the clean ones: their value tells which drawing they belong to
        brightness = (float(pictures[row].mean()) + 1) * 127.5
        assert float(latents[row].mean()) == pytest.approx(brightness / 100, abs=0.02)


def test_what_is_redrawn_keeps_its_composition_and_depends_on_the_step_alone(
    pairs: LatentPairs, artist: Artist
) -> None:
    texts = ["a red lighthouse"] * 2
    once, again = (artist.redrawn(pairs.clean[:2].float(), texts, 5) for _ in range(2))
    assert torch.equal(once, again)
    assert not torch.equal(once, artist.redrawn(pairs.clean[:2].float(), texts, 6))


def test_the_critic_has_its_share_of_the_gradient(pairs: LatentPairs) -> None:
    torch.manual_seed(0)
    decoder = build_autoencoder(PLAN).decoder
    last = decoder.layers[-1].weight
    latents, drawn = pairs.crops(0, SHORT)
    critic, decoded = Critic(8), decoder(latents)
    plain = decoder_loss(critic, decoded, drawn, last, 0.0)
    both = decoder_loss(critic, decoded, drawn, last, 0.4)
    of_plain, of_both = (
        torch.autograd.grad(loss, last, retain_graph=True)[0] for loss in (plain, both)
    )
    share = (of_both - of_plain).norm() / of_plain.norm()
    assert float(share) == pytest.approx(0.4, abs=0.01)


def test_the_decoder_learns_and_the_encoder_stays(pairs: LatentPairs, tmp_path: Path) -> None:
    torch.manual_seed(0)
    model = build_autoencoder(PLAN)
    encoder = {name: value.clone() for name, value in model.encoder.state_dict().items()}
    decoder = {name: value.clone() for name, value in model.decoder.state_dict().items()}
    train_decoder(model, pairs, SHORT, tmp_path, 1.0)
    assert (tmp_path / "model" / "config.json").exists()
    assert all(torch.equal(encoder[name], v) for name, v in model.encoder.state_dict().items())
    assert any(not torch.equal(decoder[name], v) for name, v in model.decoder.state_dict().items())
