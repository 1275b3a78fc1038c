"""The stock diffusers pipeline behind an asyncio lock: what a shared bot is usually made of.

It has the networks of our own model, the same objects: so the same weights, device, number format,
memory layout and threads. Its pictures of one job are one batch.
"""

import asyncio
import inspect
import time
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self

import torch

from engine.api.events import Picture
from engine.api.request import ImageRequest
from engine.bench.sides import Made
from engine.loading.load import LoadedModel
from engine.models.picture import to_picture
from engine.runtime.stock import Json, Stock


class LockSide:
    """First come, first served, one job at a time."""

    def __init__(self, loaded: LoadedModel) -> None:
        self._model = loaded.model
        self._pipeline: Stock = loaded.components.pipeline
        self._pipeline.set_progress_bar_config(disable=True)
        self._pipeline.scheduler = loaded.samplers.stock_scheduler(loaded.model.card.sampler)
        self._usual = loaded.components.pipeline_arguments
        self._known = inspect.signature(self._pipeline.__call__).parameters
        self._network: Stock = loaded.components.network

    async def __aenter__(self) -> Self:
        self._lock = asyncio.Lock()
        self._thread = ThreadPoolExecutor(1)  # always the same one: torch keeps threads for each
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._thread.shutdown()

    async def make(self, request: ImageRequest, person: int) -> Made:
        async with self._lock:
            began_s = time.perf_counter()
            loop = asyncio.get_running_loop()
            pictures = await loop.run_in_executor(self._thread, self._run, request)
            return Made(began_s, time.perf_counter(), pictures)

    def _run(self, request: ImageRequest) -> tuple[Picture, ...]:
        # an autoencoder wider than the network is something the stock pipelines do not expect
        is_apart = self._pipeline.vae.dtype != self._network.dtype
        offset = self._model.denoiser.guidance_offset
        arguments: Json = {
            "prompt": request.parts[0].text,
            "num_inference_steps": request.steps,
            "guidance_scale": request.guidance + offset,
            "num_images_per_prompt": len(request.seeds),
            "generator": [torch.Generator("cpu").manual_seed(seed) for seed in request.seeds],
            "width": request.width_px,
            "height": request.height_px,
            "output_type": "latent" if is_apart else "pil",
        }
        if request.negative:  # left out, each pipeline does what its model was trained with
            arguments["negative_prompt"] = request.negative
        known = {name: value for name, value in arguments.items() if name in self._known}
        made = self._pipeline(**known, **self._usual).images
        if is_apart:
            return self._decode(made)
        return tuple(Picture(image.width, image.height, image.tobytes()) for image in made)

    @torch.inference_mode()
    def _decode(self, latents: torch.Tensor) -> tuple[Picture, ...]:
        pixels = self._model.autoencoder.decode(latents.to(self._model.home.dtype))
        return tuple(to_picture(rgb) for rgb in pixels)
