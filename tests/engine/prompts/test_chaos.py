"""Chaos drives the images of a request apart, each by its own seed alone."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from engine import ImageRequest, PromptPart, PromptText, RequestError, check_request
from engine.canned import CANNED_CARD
from engine.models.model import Model
from engine.prompts.chaos import own_request
from tests.engine.drive import Drive, latents_alone, load, request

pytestmark = pytest.mark.slow

WILD = request("wild", seeds=(1, 2, 3, 4), chaos=1.0)


@pytest.fixture(scope="module")
def model(sdxl_folder: Path) -> Model:
    return load(sdxl_folder)


def test_an_image_hangs_on_its_seed_alone(model: Model) -> None:
    """Not on the other images of its request, nor on other requests of the pass."""
    parts = (PromptPart("a fox"), PromptPart("a boat", 0.5))
    wild = replace(WILD, parts=parts, negative="fog")
    crowd = [request("calm", seeds=(1, 2)), wild, request("other", "a cat", chaos=0.3)]
    together = Drive(model, max_batch=64).latents(crowd)
    for k, seed in enumerate(WILD.seeds):
        alone = latents_alone(model, replace(wild, seeds=(seed,)))
        assert torch.allclose(together["wild"][k], alone[0], atol=1e-4)
    assert torch.allclose(together["calm"], latents_alone(model, crowd[0]), atol=1e-4)


def test_each_image_has_its_own_text_and_guidance(model: Model) -> None:
    with torch.inference_mode():
        calm, wild = model.begin(replace(WILD, chaos=0.0)), model.begin(WILD)
    for one, other in zip(calm, wild, strict=True):
        assert torch.equal(one.latents, other.latents)  # the first noise is the seed's
        assert torch.equal(one.rows[0].text.states, other.rows[0].text.states)  # the negative
        assert not torch.equal(one.rows[1].text.states, other.rows[1].text.states)
        assert one.rows[1].text.pooled is not None and other.rows[1].text.pooled is not None
        assert not torch.equal(one.rows[1].text.pooled, other.rows[1].text.pooled)
    assert len({trajectory.weights for trajectory in wild}) == 4
    assert len({trajectory.weights for trajectory in calm}) == 1


def test_guidance_stays_guidance() -> None:
    def own(wild: ImageRequest, seed: int) -> ImageRequest:
        return own_request(wild, seed, ())

    for seed in range(64):
        low = own(request(guidance=1.2, chaos=1.0), seed).guidance
        assert 1.1 <= low <= 2.7
        high = own(request(guidance=8.0, chaos=0.5), seed).guidance
        assert 7.25 <= high <= 8.75
    free = request(guidance=1.0, chaos=1.0)
    assert own(free, 3) == free
    calm = request(guidance=8.0)
    assert own(calm, 3) is calm


GROUPS = (("at night", "at noon", "在晚上"), ("by the sea", "海边"), ("in ink",))


def test_words_are_added_of_what_is_not_said() -> None:
    """None of a group that the prompt names; of its own script; more with more chaos."""

    def added(text: str, chaos: float) -> list[str]:
        wild = request(text=text, chaos=chaos)
        own = [own_request(wild, seed, GROUPS).parts[0].text for seed in range(200)]
        assert all(one.startswith(text) for one in own)
        return [one.removeprefix(text) for one in own]

    assert set(added("a fox at night, in ink", 1.0)) == {", by the sea"}
    assert set(added("狐狸", 1.0)) == {"，在晚上，海边", "，海边，在晚上"}
    counts = [one.count(",") for one in added("a fox", 1.0)]
    assert set(counts) == {2}
    assert 0.3 < sum(one.count(",") for one in added("a fox", 0.25)) / 200 < 0.7
    assert len(set(added("a fox", 0.5))) == 4


def test_texts_that_change_get_the_same_words() -> None:
    """A phrase that came and went with the steps would be another picture's."""
    part = PromptPart("a fox", others=(PromptText("a boat"), PromptText("")), at_step=(0, 1, 2, 0))
    for seed in range(20):
        own = own_request(replace(WILD, parts=(part,)), seed, (("from above",), ("in fog",)))
        fox, boat, empty = (text.text for text in own.parts[0].texts)
        added = fox.removeprefix("a fox")
        assert boat == "a boat" + added
        assert empty == added.removeprefix(", ")


def test_the_heaviest_part_gets_them() -> None:
    parts = (PromptPart("fog", 0.5), PromptPart("a fox", 2.0))
    own = own_request(replace(WILD, parts=parts), 5, GROUPS).parts
    assert own[0] == parts[0] and own[1].text != "a fox" and own[1].weight == 2.0


@pytest.mark.parametrize("chaos", [-0.1, 1.1, float("nan")])
def test_a_wrong_chaos_is_named(chaos: float) -> None:
    wrong = request(sampler="ddim", width_px=256, height_px=256, chaos=chaos)
    with pytest.raises(RequestError, match=f"The chaos {chaos:g} is not between 0 and 1"):
        check_request(wrong, CANNED_CARD)
