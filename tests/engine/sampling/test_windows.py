"""Windows of one large latent: the same as blending what the network says, and without borders."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from PIL import Image

from engine import Finished, ImageRequest, SourceImage
from engine.models.fallback import StockPlans
from engine.models.model import Model
from engine.sampling.denoiser import Denoiser, Row
from engine.sampling.step import make_step
from engine.sampling.trajectory import Trajectory
from engine.sampling.windows import Window, WindowCanvas, window_px
from tests.engine.closed_form import CARD
from tests.engine.drive import Drive, load, request

SAMPLERS = ("euler", "euler_a", "ddim", "dpm++2m", "dpm++2m_sde", "heun", "unipc", "pndm", "deis")


@pytest.fixture(scope="module")
def model(pixart_folder: Path) -> Model:
    return load(pixart_folder, dtype="float64")


def picture(side_px: int) -> bytes:
    image = Image.effect_mandelbrot((side_px, side_px), (-2, -1.5, 1, 1.5), 40).convert("RGB")
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def upscale(request_id: str = "one", strength: float = 0.6, **changes: object) -> ImageRequest:
    values: dict[str, object] = {
        "source": SourceImage(picture(32), strength, is_upscaled=True),
        "width_px": 64,
        "height_px": 64,
        "steps": 6,
    }
    return request(request_id, **(values | changes))


class Blending:
    """Asks the network for each window of a whole latent, and blends its answers."""

    def __init__(self, inner: Denoiser, canvas: WindowCanvas) -> None:
        self._inner, self._canvas = inner, canvas

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        canvas = self._canvas
        told = [
            self._inner.predict(
                torch.stack([canvas.cut(own, window.place) for own in latents]), timesteps, rows
            )
            for window in canvas.windows
        ]
        return torch.stack([canvas._blended([one[k] for one in told]) for k in range(len(latents))])


def enlarged(side_px: int) -> torch.Tensor:
    rows, columns = torch.meshgrid(torch.arange(side_px), torch.arange(side_px), indexing="ij")
    return torch.stack([rows * 3 % 256, columns * 5 % 256, rows * columns % 256], 2).to(torch.uint8)


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_it_is_as_if_the_answers_of_the_network_were_blended(model: Model, sampler: str) -> None:
    with torch.inference_mode():
        windows = model.begin_upscaled(upscale(sampler=sampler), enlarged(64))
        canvas = windows[0].image
        assert isinstance(canvas, WindowCanvas) and len(windows) == 9
        first = windows[0]
        generator = torch.Generator().manual_seed(0)
        generator.set_state(canvas.generator.get_state())
        whole = Trajectory(7, first.plan, first.conditions, generator, canvas.latents)
        while not whole.is_finished:
            make_step(Blending(model.denoiser, canvas), [whole])  # type: ignore[arg-type]
        while any(not window.is_finished for window in windows):
            for window in windows:  # each alone: who shares a pass is of no consequence
                if window.is_runnable:
                    make_step(model.denoiser, [window])
    scale = whole.latents.abs().max()
    assert (canvas.latents - whole.latents).abs().max() <= 1e-9 * scale


@pytest.mark.parametrize("sampler", ["euler_a", "unipc"])
def test_whoever_shares_its_passes_the_picture_is_the_same(model: Model, sampler: str) -> None:
    one = upscale(sampler=sampler)
    others = [request(f"other {k}", "the sea", seeds=(k, k + 1), steps=5) for k in range(3)]
    alone, together = Drive(model, max_batch=4), Drive(model, max_batch=7)
    expected = alone.latents([one])["one"]
    together.add(others[0], one)
    together.step(4)
    together.add(*others[1:])
    together.finish()
    found = {d.shape: d for d in together.autoencoder.decoded}[expected[0].shape]
    assert torch.allclose(found, expected[0], atol=1e-9)


def test_rows_of_windows_share_passes_with_a_picture_of_that_size(model: Model) -> None:
    drive = Drive(model, max_batch=64)
    drive.add(upscale(steps=10, strength=1.0), request("other", steps=10))
    drive.finish()
    assert isinstance(drive.of("other")[-1], Finished)
    forwards = drive.worker.statistics
    assert forwards.images_per_forward is not None and forwards.images_per_forward > 9


def test_the_noise_is_one_of_the_whole(model: Model) -> None:
    windows = model.begin_upscaled(upscale(sampler="euler_a"), enlarged(64))
    one, two = windows[0], windows[1]
    assert isinstance(one, Window) and isinstance(two, Window)
    noise, other = one.noise(), two.noise()
    assert noise is not None and other is not None
    moved = two.place.x - one.place.x
    assert torch.equal(noise[:, :, moved:], other[:, :, : noise.shape[-1] - moved])


@pytest.mark.parametrize("is_tile", [False, True])
def test_windows_cover_the_whole_and_blend_without_a_kink(is_tile: bool) -> None:
    canvas = WindowCanvas(torch.zeros(1, 40, 56), (16, 24), torch.Generator(), is_tile)
    plan = StockPlans().plan("stock", 1)
    for place in canvas.places():
        Window(0, plan, (), canvas, place)
    assert canvas._blended([torch.ones(1, 16, 24)] * len(canvas.windows)).eq(1).all()
    parts = [torch.full((1, 16, 24), float(k % 2)) for k in range(len(canvas.windows))]
    blended = canvas._blended(parts)
    for axis in (1, 2):
        assert blended.diff(dim=axis).abs().max() < 0.5  # neighbours differ by 1 without a blend


def test_windows_have_the_pictures_own_shape_and_about_the_models_area() -> None:
    card = replace(CARD, native_px=64, size_multiple_px=4)
    for (width, height), (high, wide) in {
        (128, 128): (64, 64),
        (256, 256): (64, 64),
        (160, 104): (52, 80),
        (64, 64): (64, 64),
    }.items():
        assert window_px(upscale(width_px=width, height_px=height), card) == (high, wide)
