"""Upscaling in the worker: a tile beside each act, cancelled between two, its failures told."""

import io

import pytest
import torch
from PIL import Image

from engine import Cancelled, Failed, Finished, ImageRequest, Progress, SourceImage, Started
from engine.api.errors import OutOfMemory
from engine.upscaling import enlargement
from engine.upscaling.networks import CompactNetwork
from tests.engine.closed_form import closed_form_model
from tests.engine.drive import Drive, request


def png(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.effect_mandelbrot((width, height), (-2, -1.5, 1, 1.5), 40).convert("RGB").save(
        file, "PNG"
    )
    return file.getvalue()


def subtle(request_id: str = "one", side_px: int = 64, **changes: object) -> ImageRequest:
    source = SourceImage(png(side_px, side_px), 0.0, is_upscaled=True)
    values = {"width_px": 2 * side_px, "height_px": 2 * side_px, "sampler": "ddim"}
    return request(request_id, **({"source": source} | values | changes))


def kinds(events: list[object]) -> list[type]:
    return [type(event) for event in events]


def test_subtle_is_made_without_the_model() -> None:
    """Row 46."""
    drive = Drive(closed_form_model())
    drive.add(subtle())
    drive.finish()
    assert kinds(drive.of("one")) == [Started, Progress, Finished]
    last = drive.of("one")[-1]
    assert isinstance(last, Finished)
    (image,) = last.images
    assert (image.picture.width_px, image.picture.height_px) == (128, 128)
    assert drive.worker.statistics.rows_per_forward is None  # nobody asked the network


def test_creative_draws_anew_from_what_subtle_makes() -> None:
    """Row 47."""
    drive = Drive(closed_form_model())
    source = SourceImage(png(64, 64), 0.5, is_upscaled=True)
    drive.add(subtle(), subtle("two", source=source, steps=6))
    drive.finish()
    assert kinds(drive.of("two")) == [Started, *[Progress] * 6, Finished]
    one, two = (drive.of(name)[-1] for name in ("one", "two"))
    assert isinstance(one, Finished) and isinstance(two, Finished)
    assert two.images[0].picture.width_px == 128
    assert one.images[0].picture.rgb != two.images[0].picture.rgb


def test_others_go_on_between_two_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    drive = Drive(closed_form_model())
    drive.add(subtle(side_px=512), request("other", sampler="ddim", guidance=1.0))
    drive.step(4)
    assert drive.steps_told("one") == [1, 2, 3, 4]
    assert drive.steps_told("other") == [1, 2, 3, 4]


def test_cancel_takes_effect_before_the_next_tile() -> None:
    drive = Drive(closed_form_model())
    drive.add(subtle(side_px=512))
    drive.step(2)
    drive.worker.cancel("one")
    assert drive.worker.is_idle
    assert isinstance(drive.of("one")[-1], Cancelled)
    assert drive.steps_told("one") == [1, 2]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"width_px": 96}, "A picture of 64x64 is upscaled to 128x128, not to 96x128"),
        ({"source": SourceImage(b"no picture", 0.0, is_upscaled=True)}, "no readable PNG"),
        ({"width_px": 8192}, "at most 4096 pixels a side"),
        ({"seeds": (1, 2)}, "upscaled to one"),
    ],
)
def test_what_cannot_be_upscaled_is_told(changes: dict[str, object], told: str) -> None:
    drive = Drive(closed_form_model())
    drive.add(subtle(**changes))
    drive.finish()
    failed = drive.of("one")[-1]
    assert isinstance(failed, Failed) and told in str(failed.error)


def test_out_of_memory_it_goes_on_in_smaller_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    def made(limit_px: int) -> object:
        inner = CompactNetwork.forward

        def forward(self: CompactNetwork, rgb: torch.Tensor) -> torch.Tensor:
            if rgb.shape[-1] > limit_px:
                raise torch.OutOfMemoryError("CUDA out of memory")
            return inner(self, rgb)

        with monkeypatch.context() as patched:
            patched.setattr(CompactNetwork, "forward", forward)
            drive = Drive(closed_form_model())
            drive.add(subtle(side_px=256))
            drive.finish()
            return drive.of("one")[-1]

    assert isinstance(made(64 + 2 * enlargement.BORDER_PX), Finished)
    failed = made(8)
    assert isinstance(failed, Failed) and isinstance(failed.error, OutOfMemory)
