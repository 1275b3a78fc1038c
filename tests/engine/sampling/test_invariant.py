"""A sample's result never depends on its neighbours, only on rounding: float64, real networks."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from engine import Cancelled, Failed, Finished, ImageRequest, PromptPart
from engine.models.model import Model
from engine.sampling.denoiser import Denoiser, EncodedText, Row
from engine.sampling.guidance import RowText
from tests.engine.drive import Drive, latents_alone, load, request

TOLERANCE = 1e-10

MIXED = [
    request("a", "a red fox", sampler="euler", steps=5, seeds=(1, 2)),
    request("b", "a blue boat under the moon", sampler="euler_a", steps=8, guidance=7.5),
    request("c", "tree", sampler="dpm++2m", steps=4, negative="fog and much rain"),
    request("d", "", sampler="ddim", steps=6, guidance=1.0),
    request("e", "two houses", sampler="dpm++2m_sde", steps=5, guidance=3.0),
    request("f", "x", sampler="euler", steps=5, parts=(PromptPart("cat", 2), PromptPart("sea"))),
]


@pytest.fixture(scope="module", params=["pixart_folder", "stable_diffusion_folder"])
def model(request: pytest.FixtureRequest) -> Model:
    folder: Path = request.getfixturevalue(request.param)
    return load(folder, dtype="float64")


@pytest.fixture(scope="module")
def alone(model: Model) -> dict[str, torch.Tensor]:
    return {one.request_id: latents_alone(model, one) for one in MIXED}


def largest_difference(
    got: dict[str, torch.Tensor], wanted: dict[str, torch.Tensor], ids: Sequence[str]
) -> float:
    return max(float((got[i] - wanted[i]).abs().max() / wanted[i].abs().max()) for i in ids)


def test_together_equals_alone(model: Model, alone: dict[str, torch.Tensor]) -> None:
    drive = Drive(model, max_batch=64)
    got = drive.latents(MIXED)
    assert largest_difference(got, alone, list(alone)) < TOLERANCE
    forwards = drive.worker.statistics.forwards
    assert forwards == max(one.steps for one in MIXED)  # they really were together


def test_joining_late_equals_alone(model: Model, alone: dict[str, torch.Tensor]) -> None:
    drive = Drive(model, max_batch=64)
    for one in reversed(MIXED):
        drive.add(one)
        drive.step()
    drive.finish()
    assert largest_difference(drive.finished(), alone, list(alone)) < TOLERANCE


def test_a_small_batch_equals_alone(model: Model, alone: dict[str, torch.Tensor]) -> None:
    """Images of one request may stand at different steps and in different passes."""
    got = Drive(model, max_batch=3).latents(MIXED)
    assert largest_difference(got, alone, list(alone)) < TOLERANCE


def test_cancelled_neighbours_leave_no_trace(model: Model, alone: dict[str, torch.Tensor]) -> None:
    drive = Drive(model, max_batch=64)
    drive.add(*MIXED)
    drive.step(2)
    drive.worker.cancel("a")
    drive.step()
    drive.worker.cancel("e")
    drive.finish()
    assert largest_difference(drive.finished(), alone, ["b", "c", "d", "f"]) < TOLERANCE
    assert [type(drive.of(i)[-1]) for i in "ae"] == [Cancelled, Cancelled]


class Poisoned:
    """Answers NaN on every row of one text."""

    def __init__(self, inner: Denoiser, text: str) -> None:
        self._inner = inner
        self._text = text
        self._poison: list[EncodedText] = []
        self.family = inner.family
        self.latent_channels = inner.latent_channels
        self.native_px = inner.native_px
        self.size_multiple_px = inner.size_multiple_px
        self.can_guide = inner.can_guide
        self.guidance_offset = inner.guidance_offset
        self.reads_in_parts = inner.reads_in_parts
        self.extra_channels = inner.extra_channels
        self.has_painter = inner.has_painter
        self.max_references = inner.max_references
        self.spacing = inner.spacing
        self.tokens = inner.tokens

    def encode_texts(self, texts: Sequence[RowText]) -> list[EncodedText]:
        encoded = self._inner.encode_texts(texts)
        pairs = zip(texts, encoded, strict=True)
        self._poison += [one for text, one in pairs if text.text == self._text]
        return encoded

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        output = self._inner.predict(latents, timesteps, rows)
        for k, row in enumerate(rows):
            if row.text in self._poison:
                output[k] = torch.nan
        return output


def test_a_nan_stays_with_its_own_request(model: Model, alone: dict[str, torch.Tensor]) -> None:
    poisoned = replace(model, denoiser=Poisoned(model.denoiser, "tree"))
    drive = Drive(poisoned, max_batch=64)
    drive.add(*MIXED)
    drive.finish()
    assert largest_difference(drive.finished(), alone, list("abdef")) < TOLERANCE
    last = drive.of("c")[-1]
    assert isinstance(last, Failed)
    assert "overflowed" in str(last.error)


class WrongTimestep(Poisoned):
    """The negative control: the first row gets the timestep of the last one."""

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        wrong = timesteps.clone()
        wrong[0] = timesteps[-1]
        return self._inner.predict(latents, wrong, rows)


def test_the_comparison_notices_a_neighbours_timestep(
    model: Model, alone: dict[str, torch.Tensor]
) -> None:
    wrong = replace(model, denoiser=WrongTimestep(model.denoiser, ""))
    got = Drive(wrong, max_batch=64).latents(MIXED)
    assert largest_difference(got, alone, list(alone)) > 1e6 * TOLERANCE


def test_each_seed_is_reproducible_alone(model: Model) -> None:
    """Image 2 of four is the image its seed gives by itself, noise at every step included."""
    four = request("four", sampler="euler_a", seeds=(4, 5, 6, 7))
    one = request("one", sampler="euler_a", seeds=(6,))
    together = latents_alone(model, four)[2]
    assert (together - latents_alone(model, one)[0]).abs().max() < TOLERANCE * 10


def test_the_same_request_gives_the_same_bytes(pixart_folder: Path) -> None:
    model = load(pixart_folder)
    pictures = []
    for name in ("first", "second"):
        drive = Drive(model)
        drive.latents([request(name, sampler="euler_a", seeds=(1, 2, 3, 4))])
        last = drive.events[-1]
        assert isinstance(last, Finished)
        pictures.append([image.picture.rgb for image in last.images])
    assert pictures[0] == pictures[1]
    assert len(set(pictures[0])) == 4


def test_reloading_the_model_gives_the_same_bytes(pixart_folder: Path) -> None:
    one: ImageRequest = request(sampler="dpm++2m", steps=6)
    first, second = (latents_alone(load(pixart_folder), one) for _ in range(2))
    assert torch.equal(first, second)
