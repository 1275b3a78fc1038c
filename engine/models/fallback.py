"""Every other text-to-image pipeline of diffusers: its own code as it is, one image at a time.

To the rest of the engine it is a denoiser whose answer is the finished picture. Each time it is
asked, the stock pipeline makes one step, so progress, cancelling and the order of requests are as
everywhere; only sharing a forward pass is not. The state between steps is inside the pipeline's
call, which stands still in its own callback; its thread and ours are never awake together.
"""

import copy
import inspect
import threading
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from engine.api.events import Picture
from engine.api.request import ImageRequest
from engine.models.autoencoder import EncodedPicture
from engine.models.model import Model
from engine.prompts.chaos import own_request
from engine.runtime.stock import Json, Stock
from engine.sampling.denoiser import EncodedText, Row, TextToken
from engine.sampling.guidance import RowText
from engine.sampling.noise_schedule import CLEAN, B, C, Plan, Q, Spacing, T
from engine.sampling.trajectory import Conditions, Trajectory


class _Stopped(Exception):
    """Nobody waits for the picture any more."""


class _Baton:
    """Whose turn it is: the engine's thread, or that of the pipeline. Entered by the pipeline's."""

    def __init__(self) -> None:
        self._go, self._back = threading.Semaphore(0), threading.Semaphore(0)
        self.is_finished = False
        self.picture: torch.Tensor | None = None  # (3, H, W) in [0, 1]
        self.error: BaseException | None = None
        self._is_dropped = False

    def resume(self) -> None:
        """The engine's thread: let the pipeline make its next step."""
        if not self.is_finished:
            self._go.release()
            self._back.acquire()

    def drop(self) -> None:
        """Ends a pipeline that stands still, without waiting for it."""
        self._is_dropped = True
        self._go.release()

    def pause(self, *arguments: Any) -> Json:  # noqa: ANN401
        """The callback of the pipeline after each step: (pipeline, step, timestep, tensors)."""
        self._back.release()
        self._wait()
        return {}

    def _wait(self) -> None:
        self._go.acquire()
        if self._is_dropped:
            raise _Stopped

    def __enter__(self) -> None:
        self._go.acquire()

    def __exit__(self, _: object, error: BaseException | None, __: object) -> bool:
        self.error, self.is_finished = error, True
        self._back.release()
        return True


class StockRun:
    """One image in the making: a call of a stock pipeline that stops after each step."""

    def __init__(self, pipeline: Stock, arguments: Json, size: tuple[int, int]) -> None:
        self._baton = _Baton()
        run = (self._baton, pipeline, arguments, size)
        threading.Thread(target=_call, args=run, daemon=True, name="stock pipeline").start()
        weakref.finalize(self, self._baton.drop)

    def step(self, is_last: bool) -> torch.Tensor | None:
        """The picture (3, H, W) in [0, 1] once it is finished, as it is after the last step."""
        self._baton.resume()
        while is_last and not self._baton.is_finished:
            self._baton.resume()
        if self._baton.error is not None:
            raise self._baton.error
        return self._baton.picture


def _call(baton: _Baton, pipeline: Stock, arguments: Json, size: tuple[int, int]) -> None:
    with baton, torch.inference_mode():
        own = copy.copy(pipeline)  # its counters and its scheduler's are this call's alone
        own.scheduler = copy.deepcopy(pipeline.scheduler)
        callback = {"callback_on_step_end": baton.pause}
        is_heard = "callback_on_step_end" in parameters(own)
        images = own(**arguments, **(callback if is_heard else {}), output_type="np").images
        picture = torch.from_numpy(np.asarray(images[0], dtype=np.float32)).permute(2, 0, 1)
        if picture.shape[1:] != size:
            raise ValueError(f"asked for {size}, the pipeline made {tuple(picture.shape[1:])}")
        baton.picture = picture


def parameters(pipeline: Stock) -> dict[str, inspect.Parameter]:
    """What the pipeline may be called with."""
    return dict(inspect.signature(pipeline.__call__).parameters)


@dataclass(frozen=True, eq=False, kw_only=True)
class RunText(EncodedText):
    """Stands where others have an encoded text."""

    run: StockRun


class StockDenoiser:
    """Its latents are the finished picture (3, H, W), zeros before; its timesteps count down."""

    family = "stock"
    latent_channels = 3
    extra_channels = 0
    max_references = 0
    has_painter = False
    reads_in_parts = False
    guidance_offset = 0.0

    def __init__(self, pipeline: Stock) -> None:
        self._pipeline = pipeline
        self._known = parameters(pipeline)
        factor: int = getattr(pipeline, "vae_scale_factor", 8)
        self.can_guide: bool = "negative_prompt" in self._known
        self.native_px: int = self._default("height") or (
            getattr(pipeline, "default_sample_size", 1024 // factor) * factor
        )
        self.size_multiple_px: int = 2 * factor  # of the patches of most transformers
        scale = self._default("true_cfg_scale") or 0  # true guidance, where the other is trained in
        self._guidance_name = "true_cfg_scale" if scale > 1 else "guidance_scale"
        self.guidance = float(self._default(self._guidance_name) or 1.0)
        self.steps = int(self._default("num_inference_steps") or 30)

    def _default(self, name: str) -> Any:  # noqa: ANN401
        default = self._known[name].default if name in self._known else None
        return default if isinstance(default, int | float) else None

    def begin(self, request: ImageRequest, seed: int) -> StockRun:
        wanted: Json = {
            "prompt": request.parts[0].text,
            "negative_prompt": request.negative or None,
            "num_inference_steps": request.steps,
            self._guidance_name: request.guidance,
            "height": request.height_px,
            "width": request.width_px,
            "generator": torch.Generator("cpu").manual_seed(seed),
        }
        if self._guidance_name == "true_cfg_scale" and request.guidance > 1:
            wanted["negative_prompt"] = request.negative or " "  # no guidance without one
        arguments = {key: value for key, value in wanted.items() if key in self._known}
        return StockRun(self._pipeline, arguments, (request.height_px, request.width_px))

    def encode_texts(self, texts: Sequence[RowText]) -> list[EncodedText]:
        return [EncodedText(torch.empty(0)) for _ in texts]  # the pipeline reads its own text

    def tokens(self, text: str) -> list[TextToken]:
        return []

    def spacing(self, shape: torch.Size, steps: int) -> Spacing:
        return Spacing()

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        pictures = []
        for own, left, row in zip(latents, timesteps.tolist(), rows, strict=True):
            assert isinstance(row.text, RunText)
            picture = row.text.run.step(is_last=left == 0)
            pictures.append(torch.zeros_like(own) if picture is None else picture.to(own))
        return torch.stack(pictures)


class StockPlans:
    """x' = D = m: what the network answers is all there is; t counts the steps that are left."""

    def plan(
        self, name: str, steps: int, strength: float | None = None, spacing: Spacing | None = None
    ) -> Plan:
        table = np.zeros((steps, 8))
        table[:, T] = np.arange(steps)[::-1]
        table[:, [C, B, Q]] = 1.0
        return Plan(table, (False,) * steps, (CLEAN,) * steps, 0.0)


class PixelCoder:
    """The latents are the pixels."""

    factor = 1

    def encode(self, pixels: torch.Tensor) -> EncodedPicture:
        raise NotImplementedError("a stock pipeline starts from no picture")

    def decode(self, latents: torch.Tensor) -> torch.Tensor:
        unit = latents.clamp(0, 1)
        return (unit * 255).round().to(torch.uint8).permute(0, 2, 3, 1).contiguous()

    def pictures(self, clean: torch.Tensor) -> tuple[Picture, ...]:
        """There is nothing to see before the end."""
        return ()


@dataclass(eq=False)
class StockModel(Model):
    denoiser: StockDenoiser

    def begin(self, request: ImageRequest) -> list[Trajectory]:
        plan = self.plans.plan(request.sampler, request.steps, None, Spacing())
        trajectories = []
        for seed in request.seeds:
            own = own_request(request, seed, self.card.compositions)
            text = RunText(torch.empty(0), run=self.denoiser.begin(own, seed))
            conditions = (Conditions((Row(text),), ()),) * plan.steps
            generator = torch.Generator("cpu").manual_seed(seed)
            latents = torch.zeros(3, request.height_px, request.width_px)
            trajectories.append(Trajectory(seed, plan, conditions, generator, latents))
        return trajectories
