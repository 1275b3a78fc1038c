"""Pictures of a weights folder through the real engine, for those who measure and show them.

Plain calls over the asynchronous ones: ask for any number of pictures, wait for all of them.
"""

import asyncio
import io
from collections.abc import Iterator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from PIL import Image

from engine.api.errors import GenerationFailed
from engine.api.events import Failed, Finished, Picture
from engine.api.model_card import ModelCard
from engine.api.options import EngineOptions
from engine.api.request import ImageRequest, PromptPart, SourceImage
from engine.builtin.scenes import frame_size_px
from engine.engine import Engine

UNWATCHED_S = 3600.0
"""How often a preview is made: never, for nobody watches these pictures grow."""


@dataclass(frozen=True, slots=True)
class EngineSession:
    """An engine that is ready, and the loop that its news arrive on."""

    engine: Engine
    runner: asyncio.Runner
    card: ModelCard
    numbers: Iterator[int] = field(default_factory=count)

    def request(
        self,
        *parts: str | PromptPart,
        seeds: Sequence[int],
        frame: str = "1:1",
        negative: str = "",
        source: SourceImage | None = None,
    ) -> ImageRequest:
        """What a person's words become; everything else is the model's default."""
        width_px, height_px = frame_size_px(frame, self.card.native_px)
        return ImageRequest(
            request_id=f"studio {next(self.numbers)}",
            parts=tuple(PromptPart(part) if isinstance(part, str) else part for part in parts),
            negative=negative,
            seeds=tuple(seeds),
            width_px=width_px,
            height_px=height_px,
            steps=self.card.steps,
            guidance=self.card.guidance,
            sampler=self.card.sampler,
            source=source,
            guidance_interval=self.card.guidance_interval,
        )

    def paint(self, requests: Sequence[ImageRequest]) -> list[list[Image.Image]]:
        """The pictures of each request, in the order of its seeds."""
        return self.runner.run(self._paint(requests))

    def paint_one_each(self, requests: Sequence[ImageRequest]) -> list[Image.Image]:
        """The only picture of each request."""
        return [picture for (picture,) in self.paint(requests)]

    async def _paint(self, requests: Sequence[ImageRequest]) -> list[list[Image.Image]]:
        return list(await asyncio.gather(*map(self._finish, requests)))

    async def _finish(self, request: ImageRequest) -> list[Image.Image]:
        async with aclosing(self.engine.submit(request)) as events:
            async for event in events:
                if isinstance(event, Failed):
                    raise event.error
                if isinstance(event, Finished):
                    return [to_image(image.picture) for image in event.images]
        raise GenerationFailed


@contextmanager
def open_session(folder: Path, dtype: str = "auto") -> Iterator[EngineSession]:
    """A studio on the CPU; its engine ends with the `with`."""
    options = EngineOptions(
        model=str(folder), device="cpu", dtype=dtype, preview_every_s=UNWATCHED_S
    )
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        engine = Engine(options)
        runner.run(engine.__aenter__())
        try:
            yield EngineSession(engine, runner, runner.run(engine.ready()))
        finally:
            runner.run(engine.__aexit__(None, None, None))


def to_image(picture: Picture) -> Image.Image:
    """Pillow's kind of picture."""
    return Image.frombytes("RGB", (picture.width_px, picture.height_px), picture.rgb)


def encode_png(picture: Image.Image) -> bytes:
    """The bytes of a PNG file."""
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
