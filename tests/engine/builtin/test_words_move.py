"""Chaos and weighed words change what the shipped weights draw, as far as was measured."""

from dataclasses import replace

import pytest
import torch

from engine import Emphasis, EngineOptions, PromptPart
from engine.loading.load import load_model
from engine.models.model import Model
from engine.reading.weighing import weigh
from tests.engine.drive import Drive, request

pytestmark = pytest.mark.slow

TEXT = "a small red lighthouse by the sea, watercolor"
PLAIN = request(
    text=TEXT, width_px=256, height_px=256, steps=4, guidance=3.0, sampler="dpm++2m", seeds=(5,)
)


@pytest.fixture(scope="module")
def model() -> Model:
    return load_model(EngineOptions(device="cpu", dtype="float32", threads=1))


def distance(latents: torch.Tensor) -> float:
    """Mean distance of two images (n, C, h, w), as a share of a latent's own spread."""
    rows = latents.flatten(1)
    return float(torch.pdist(rows).mean()) / rows.shape[1] ** 0.5


def test_a_weighed_word_moves_the_picture(model: Model) -> None:
    start = TEXT.index("lighthouse")

    def weighed(weight: float) -> PromptPart:
        return PromptPart(TEXT, emphasis=(Emphasis(start, start + len("lighthouse"), weight),))

    more = replace(PLAIN, request_id="more", parts=(weighed(1.6),))
    less = replace(PLAIN, request_id="less", parts=(weighed(0.4),))
    made = Drive(model, max_batch=8).latents([PLAIN, more, less])
    assert distance(torch.cat([made["one"], made["more"]])) > 0.1  # 0.22 at eight steps
    assert distance(torch.cat([made["one"], made["less"]])) > 0.25  # 0.54


def test_chaos_widens_the_four(model: Model) -> None:
    calm = replace(PLAIN, parts=(PromptPart("a red lighthouse at sunset"),), seeds=(11, 12, 13, 14))
    wild = replace(calm, request_id="wild", chaos=1.0)
    made = Drive(model, max_batch=16).latents([calm, wild])
    assert distance(made["wild"]) > 1.1 * distance(made["one"])


def test_what_matters_weighs_most(model: Model) -> None:
    with torch.inference_mode():
        text = "please draw me a very old castle in the mountains at night"
        weights = {w.text: w.weight for w in weigh(model.denoiser, text, model.card.vocabulary)}
    assert min(weights[word] for word in ("castle", "mountains", "night")) > 0.4
    assert max(weights[word] for word in ("please", "me", "the", "very")) < 0.35


def test_its_card_tells_its_words(model: Model) -> None:
    card = model.card
    assert card.languages == ("en", "zh") and card.can_describe
    assert {"lighthouse", "灯塔", "at sunset"} <= set(card.vocabulary)
    assert "watercolor" in card.styles and len(card.rare) >= 20
