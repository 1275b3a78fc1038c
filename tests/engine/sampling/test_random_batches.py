"""The promise, at random: whoever joins, leaves, fails or is tried again, a picture stays the same.

Float64 and real networks: 1e-10 of the largest value. Everything a request can ask for is mixed.
"""

import io
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from engine import ImageRequest, PromptPart, SourceImage
from engine.models.model import Model
from engine.sampling.denoiser import Denoiser, Row
from engine.sampling.step import make_step
from engine.sampling.trajectory import Trajectory
from tests.engine.drive import load, request

pytestmark = pytest.mark.slow

TOLERANCE = 1e-10


def picture(is_mask: bool) -> bytes:
    image = Image.new("RGB", (32, 32), "black" if is_mask else "orange")
    ImageDraw.Draw(image).ellipse((3, 5, 20, 26), "white")
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


PARTS = (PromptPart("a cat", 2), PromptPart("the sea"), PromptPart("fog", -0.5))
SOURCE, MASKED = (SourceImage(picture(False), 0.5, mask) for mask in (None, picture(True)))
POOL = [
    request("euler", "a red fox", steps=5, seeds=(1, 2)),
    request("euler_a", sampler="euler_a", steps=6, guidance=7.5),
    request("heun", sampler="heun", steps=3, source=replace(MASKED, strength=1.0)),
    request("ddim", sampler="ddim", guidance=1.0, source=MASKED),
    request("trailing", sampler="euler_a_trailing", steps=2, guidance=0.0),
    request("dpm", sampler="dpm++2m", steps=5, negative="fog and much rain", tile=True),
    request("karras", sampler="dpm++2m_karras", steps=6, guidance_interval=(0.2, 0.7)),
    request("sde", sampler="dpm++2m_sde", steps=8, stop=0.5, source=MASKED),
    request("3m sde", sampler="dpm++3m_sde", steps=6, source=SOURCE, tile=True),
    request("2s", sampler="dpm++2s", steps=5, parts=PARTS),
    request("unipc", sampler="unipc", steps=6, seeds=(3, 4), stop=0.8),
    request("deis", sampler="deis", steps=5, guidance_interval=(0.5, 1.0)),
    request("pndm", sampler="pndm", steps=5, source=replace(SOURCE, strength=0.9)),
]


@pytest.fixture(scope="module", params=["pixart_folder", "stable_diffusion_folder"])
def model(request: pytest.FixtureRequest) -> Model:
    folder: Path = request.getfixturevalue(request.param)
    return load(folder, dtype="float64")


@pytest.fixture(scope="module")
def pool(model: Model) -> list[ImageRequest]:
    return [one for one in POOL if one.sampler in model.card.samplers]


@cache
def alone(model: Model, one: ImageRequest) -> list[torch.Tensor]:
    latents = []
    for trajectory in begin(model, one):
        while not trajectory.is_finished:
            assert step(model.denoiser, [trajectory]) == [True]
        latents.append(trajectory.latents)
    return latents


def begin(model: Model, one: ImageRequest) -> list[Trajectory]:
    with torch.inference_mode():
        return model.begin(one)


def step(denoiser: Denoiser, batch: Sequence[Trajectory]) -> list[bool]:
    with torch.inference_mode():
        return make_step(denoiser, batch)


class Troubled:
    """Raises when told to, after its forward pass; answers NaN for the rows of `poisoned`."""

    def __init__(self, inner: Denoiser) -> None:
        self._inner = inner
        self.latent_channels = inner.latent_channels
        self.raises = False
        self.poisoned: set[int] = set()

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        output = self._inner.predict(latents, timesteps, rows)
        if self.raises:
            self.raises = False
            raise torch.OutOfMemoryError
        for number, row in enumerate(rows):
            if id(row) in self.poisoned:
                output[number] = torch.nan
        return output


def difference(got: torch.Tensor, wanted: torch.Tensor) -> float:
    return float((got - wanted).abs().max() / wanted.abs().max())


@settings(
    max_examples=5,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_a_picture_does_not_depend_on_who_was_there(
    model: Model, pool: list[ImageRequest], data: st.DataObject
) -> None:
    asked = data.draw(st.lists(st.sampled_from(pool), min_size=2, max_size=6))
    images = [(one, t, k) for one in asked for k, t in enumerate(begin(model, one))]
    denoiser = Troubled(model.denoiser)
    victim = data.draw(st.sampled_from([None, *range(len(images))]))
    if victim is not None:
        conditions = images[victim][1].conditions
        denoiser.poisoned = {id(row) for own in conditions for row in own.rows}
    cancelled: set[int] = set()
    while True:
        alive = [
            k for k, (_, t, _) in enumerate(images) if not t.is_finished and k not in cancelled
        ]
        if not alive:
            break
        batch = data.draw(st.lists(st.sampled_from(alive), min_size=1, unique=True), label="batch")
        together = [images[k][1] for k in batch]
        if data.draw(st.integers(0, 5), label="raises at 0") == 0:
            denoiser.raises = True
            with pytest.raises(torch.OutOfMemoryError):
                step(denoiser, together)
        finite = step(denoiser, together)
        assert finite == [k != victim for k in batch]
        if victim in batch:
            cancelled.add(victim)  # as the worker does: its request fails
        elif data.draw(st.integers(0, 9), label="cancels at 0") == 0:
            cancelled.add(batch[0])
    for k, (one, trajectory, number) in enumerate(images):
        if k not in cancelled:
            assert difference(trajectory.latents, alone(model, one)[number]) < TOLERANCE, one


class Leaking(Troubled):
    """The negative control: every row sees a millionth of the mean of all rows."""

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        output = super().predict(latents, timesteps, rows)
        return output + 1e-6 * output.mean(dim=0, keepdim=True)


def test_a_millionth_of_the_neighbours_is_noticed(model: Model, pool: list[ImageRequest]) -> None:
    one, other = pool[:2]
    trajectory, neighbour = begin(model, one)[0], begin(model, other)[0]
    while not trajectory.is_finished:
        step(Leaking(model.denoiser), [trajectory, neighbour])
    assert difference(trajectory.latents, alone(model, one)[0]) > 100 * TOLERANCE


@pytest.mark.parametrize("sampler", ["euler_a", "dpm++2m_sde", "dpm++3m_sde", "unipc", "pndm"])
def test_a_step_tried_again_draws_the_same_noise(model: Model, sampler: str) -> None:
    if sampler not in model.card.samplers:
        pytest.skip("this model cannot use it")
    one = request(sampler=sampler, steps=5)
    trajectory = begin(model, one)[0]
    denoiser = Troubled(model.denoiser)
    while not trajectory.is_finished:
        for _ in range(2):
            denoiser.raises = True
            with pytest.raises(torch.OutOfMemoryError):
                step(denoiser, [trajectory])
        step(denoiser, [trajectory])
    assert torch.equal(trajectory.latents, alone(model, one)[0])


def test_a_failure_after_a_neighbours_update_changes_nobody(model: Model) -> None:
    """All or nothing: the first one's private solver has stepped when the second one's raises."""
    one = request(sampler="dpm++3m_sde", steps=5)
    first, second = begin(model, one)[0], begin(model, request(sampler="unipc", steps=5))[0]
    step(model.denoiser, [first])
    arrive = Trajectory.arrive

    def fails(self: Trajectory, *args: torch.Tensor) -> torch.Tensor | None:
        if self is second:
            raise torch.OutOfMemoryError
        return arrive(self, *args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Trajectory, "arrive", fails)
        with pytest.raises(torch.OutOfMemoryError):
            step(model.denoiser, [first, second])
    while not first.is_finished:
        step(model.denoiser, [first])
    assert torch.equal(first.latents, alone(model, one)[0])
