"""With a denoiser that knows the answer, every sampler must arrive at it."""

import io

import pytest
import torch
from PIL import Image

from engine import Finished, Progress, PromptPart, SourceImage
from tests.engine.closed_form import SAMPLERS, closed_form_model, colour_of
from tests.engine.drive import Drive, latents_alone, request


def flat(colour: torch.Tensor) -> torch.Tensor:
    return colour[None, :, None, None].expand(1, 3, 32, 32)


@pytest.mark.parametrize("steps", [3, 20])
@pytest.mark.parametrize("sampler", SAMPLERS)
def test_every_sampler_arrives_at_the_known_picture(sampler: str, steps: int) -> None:
    wanted = flat(colour_of("a red fox"))
    one = request(sampler=sampler, steps=steps, guidance=1.0)
    got = latents_alone(closed_form_model(), one)
    assert (got - wanted).abs().max() < 1e-6  # the tables of alphas are float32


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_guidance_and_weights_follow_their_formula(sampler: str) -> None:
    one = request(
        sampler=sampler,
        steps=8,
        guidance=3.0,
        negative="rain",
        parts=(PromptPart("fox", 2.0), PromptPart("moon", 1.0), PromptPart("snow", -0.5)),
    )
    u, fox, moon, snow = map(colour_of, ("rain", "fox", "moon", "snow"))
    wanted = flat(u + 3.0 * (2.0 * (fox - u) + 1.0 * (moon - u) - 0.5 * (snow - u)) / 2.5)
    assert (latents_alone(closed_form_model(), one) - wanted).abs().max() < 1e-5


def test_weights_without_guidance_mix_the_parts() -> None:
    parts = (PromptPart("fox", 3.0), PromptPart("moon", 1.0))
    one = request(sampler="ddim", guidance=1.0, parts=parts)
    wanted = flat(0.75 * colour_of("fox") + 0.25 * colour_of("moon"))
    assert (latents_alone(closed_form_model(), one) - wanted).abs().max() < 1e-6


def test_people_with_different_settings_share_forward_passes() -> None:
    wanted = [
        request(str(k), f"picture {k}", sampler=sampler, steps=3 + k, guidance=1.0 + k % 3)
        for k, sampler in enumerate(SAMPLERS)
    ]
    drive = Drive(closed_form_model())
    got = drive.latents(wanted)
    for one in wanted:
        u, c = colour_of(""), colour_of(one.parts[0].text)
        clean = u + one.guidance * (c - u) if one.guidance > 1 else c
        assert (got[one.request_id] - flat(clean)).abs().max() < 1e-5
    rows = drive.model.denoiser.rows  # type: ignore[attr-defined]
    assert max(rows) > 6
    assert len(rows) < sum(one.steps for one in wanted)


def test_a_preview_shows_the_clean_picture_long_before_the_end() -> None:
    drive = Drive(closed_form_model())
    drive.latents([request(sampler="ddim", steps=20, guidance=1.0)])
    previews = [e.previews for e in drive.events if isinstance(e, Progress) and e.previews]
    finished = drive.events[-1]
    assert isinstance(finished, Finished)
    assert len(previews) >= 15
    assert previews[0] is not None
    assert previews[0][0] == finished.images[0].picture


def grey(level: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (48, 32), (level,) * 3).save(buffer, "PNG")
    return buffer.getvalue()


def test_a_source_picture_sets_the_start_and_the_number_of_steps() -> None:
    """The start is αx0 + σ̃n: with a denoiser that answers 0 noise, what is left is the source."""
    drive = Drive(closed_form_model())
    source = SourceImage(grey(255), 0.5)
    drive.latents([request(sampler="ddim", steps=20, guidance=1.0, source=source)])
    assert drive.steps_told("one") == list(range(1, 11))


def test_strength_1_ignores_the_source() -> None:
    plain = request("a", sampler="euler_a", steps=5)
    full = request("b", sampler="euler_a", steps=5, source=SourceImage(grey(9), 1.0))
    model = closed_form_model()
    assert torch.equal(latents_alone(model, plain), latents_alone(model, full))


def test_a_text_is_encoded_once() -> None:
    drive = Drive(closed_form_model())
    drive.latents([request("a", seeds=(1, 2, 3, 4)), request("b", "blue"), request("c", "blue")])
    assert sorted(drive.model.denoiser.texts_encoded) == ["", "a red fox", "blue"]  # type: ignore[attr-defined]
