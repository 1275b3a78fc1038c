"""An engine without torch, for tests and for work on everything around the engine.

It keeps the interface of the real one: same events, same checks, same cancelling. Its pictures
are two shaded halves whose colours follow from prompt and seed, so equal requests give equal ones.
"""

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

from engine.api.errors import EngineError, EngineStopped, ModelLoadError, RequestError
from engine.api.events import (
    Cancelled,
    Event,
    Failed,
    Finished,
    GeneratedImage,
    Picture,
    Progress,
    Queued,
    Started,
    is_last,
)
from engine.api.model_card import ModelCard
from engine.api.questions import WordWeight
from engine.api.request import ImageRequest, check_request
from engine.api.statistics import EngineStatistics
from engine.api.stream import EventStream
from engine.canned import answers
from engine.canned.upscaling import upscaled

CANNED_CARD = ModelCard(
    name="canned",
    family="canned",
    native_px=256,
    size_multiple_px=32,
    steps=12,
    min_steps=1,
    max_steps=50,
    max_references=4,
    guidance=4.0,
    max_guidance=20.0,
    sampler="dpm++2m",
    samplers=("dpm++2m", "euler", "euler_a", "ddim"),
    can_negative=True,
    can_weights=True,
    can_img2img=True,
    max_aspect=4.0,
    device="cpu",
    dtype="float32",
    languages=("en", "zh"),
    vocabulary=(
        "lighthouse", "fox", "castle", "robot", "sailboat", "at sunset", "in the rain",
        "by the sea", "灯塔", "狐狸", "城堡", "日落",
    ),
    styles=("watercolor", "pixel art", "oil painting", "ink sketch"),
    look=("beautiful light", "rich colours", "masterpiece"),
    rare=("made of glass", "upside down", "seen from inside a bottle", "woven from ribbons"),
    can_describe=True,
)  # fmt: skip


async def _next_turn() -> None:
    await asyncio.sleep(0)


class CannedEngine:
    """`tick` is awaited before every step: inject a clock there, or nothing for full speed.

    further: cards of more models it serves, by their names. loaded: set when the model is to be
    loaded; None, and it is from the beginning.
    """

    def __init__(
        self,
        card: ModelCard = CANNED_CARD,
        *,
        further: Sequence[ModelCard] = (),
        tick: Callable[[], Awaitable[None]] = _next_turn,
        load_error: ModelLoadError | None = None,
        loaded: asyncio.Event | None = None,
        running: int = 4,
    ) -> None:
        self.card = card
        self._further = tuple(further)
        self.requests: list[ImageRequest] = []  # all that were submitted, in order
        self._tick = tick
        self._load_error = load_error
        self._loaded = loaded
        self._places = asyncio.Semaphore(running)
        self._streams: dict[str, EventStream] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._started: set[str] = set()
        self._failures: list[EngineError] = []
        self._hold_at: int | None = None
        self._released = asyncio.Event()
        self._held = asyncio.Event()
        self._is_stopped = False
        self._counts = {Finished: 0, Failed: 0, Cancelled: 0}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_stopped = True
        for request_id in list(self._tasks):
            self._end(Failed(request_id, EngineStopped()))

    async def card_from_files(self) -> ModelCard:
        return self.card

    @property
    def is_ready(self) -> bool:
        return self._loaded is None or self._loaded.is_set()

    async def ready(self) -> ModelCard:
        if self._loaded is not None:
            await self._loaded.wait()
        if self._load_error is not None:
            raise self._load_error
        return self.card

    def submit(self, request: ImageRequest) -> EventStream:
        request_id = request.request_id
        if request_id in self._streams:
            raise ValueError(f"request {request_id} is still being worked on")
        self.requests.append(request)
        stream = self._streams[request_id] = EventStream(request_id, self.cancel)
        if self._is_stopped:
            self._end(Failed(request_id, EngineStopped()))
            return stream
        stream.put(Queued(request_id))
        self._tasks[request_id] = asyncio.create_task(self._make(request))
        return stream

    def cancel(self, request_id: str) -> None:
        if request_id in self._streams:
            self._end(Cancelled(request_id))

    @property
    def cards(self) -> Mapping[str, ModelCard]:
        return {card.name: card for card in (self.card, *self._further)}

    async def describe(
        self,
        png: bytes,
        *,
        seed: int = 0,
        count: int = 4,
        language: str = "en",  # it knows English only
    ) -> tuple[str, ...]:
        await self.ready()
        return answers.describe(self.card, png, seed, count)

    async def weigh_words(self, text: str) -> tuple[WordWeight, ...]:
        await self.ready()
        return answers.weigh_words(self.card, text)

    async def translate(self, text: str) -> str:
        await self.ready()
        return answers.translate(self.card, text)

    async def cut_words(self, text: str, *, model: str = "default") -> str:
        """It reads 300 words, and no more."""
        await self.ready()
        return " ".join(text.split()[300:])

    @property
    def statistics(self) -> EngineStatistics:
        return EngineStatistics(
            running_requests=len(self._started),
            waiting_requests=len(self._streams) - len(self._started),
            requests_done=self._counts[Finished],
            requests_failed=self._counts[Failed],
            requests_cancelled=self._counts[Cancelled],
        )

    async def hold(self, at_step: int = 1) -> None:
        """From now on every request stands still after this step (0: right after Started)."""
        self._hold_at = at_step
        self._released.clear()
        self._held.clear()

    async def held(self) -> None:
        """Wait until some request stands at the hold."""
        await self._held.wait()

    async def release(self) -> None:
        """Let all go on; nothing is held any more."""
        self._hold_at = None
        self._released.set()

    def fail_next(self, error: EngineError) -> None:
        """The next request that starts fails with this after its first step."""
        self._failures.append(error)

    async def _make(self, request: ImageRequest) -> None:
        request_id = request.request_id
        try:
            await self.ready()
            check_request(request, self.cards.get(request.model, self.card))
        except (ModelLoadError, RequestError) as error:
            self._end(Failed(request_id, error))
            return
        async with self._places:
            began = time.perf_counter()
            self._tell(Started(request_id))
            self._started.add(request_id)
            failure = self._failures.pop(0) if self._failures else None
            await self._pause(0)
            for step in range(1, request.steps + 1):
                await self._tick()
                if failure is not None:
                    self._end(Failed(request_id, failure))
                    return
                self._tell(Progress(request_id, step, request.steps, _previews(request)))
                await self._pause(step)
        try:
            if request.is_upscale:
                large = await asyncio.to_thread(upscaled, request)
                images: tuple[GeneratedImage, ...] = (GeneratedImage(request.seeds[0], large),)
            else:
                size = (request.width_px, request.height_px)
                images = tuple(
                    GeneratedImage(seed, draw(request, seed, *size)) for seed in request.seeds
                )
        except RequestError as error:
            self._end(Failed(request_id, error))
            return
        self._end(Finished(request_id, images, time.perf_counter() - began))

    async def _pause(self, step: int) -> None:
        if self._hold_at == step:
            self._held.set()
            await self._released.wait()

    def _tell(self, event: Event) -> None:
        self._streams[event.request_id].put(event)

    def _end(self, event: Finished | Failed | Cancelled) -> None:
        assert is_last(event)
        self._counts[type(event)] += 1
        self._started.discard(event.request_id)
        self._streams.pop(event.request_id).put(event)
        task = self._tasks.pop(event.request_id, None)
        if task is not None and task is not asyncio.current_task():
            task.cancel()


def draw(request: ImageRequest, seed: int, width_px: int, height_px: int) -> Picture:
    """Two halves, darker towards the bottom; colours follow from the prompt and the seed."""
    text = "\0".join(f"{part.text}\1{part.weight}" for part in request.parts)
    colours = hashlib.sha256(f"{seed}\0{text}\0{request.negative}".encode()).digest()
    left, rgb = width_px // 2, bytearray()
    for y in range(height_px):
        shade = 256 - 128 * y // height_px
        one, other = (bytes(c * shade // 256 for c in colours[k : k + 3]) for k in (0, 3))
        rgb += one * left + other * (width_px - left)
    return Picture(width_px, height_px, bytes(rgb))


def _previews(request: ImageRequest) -> tuple[Picture, ...]:
    width_px, height_px = max(1, request.width_px // 8), max(1, request.height_px // 8)
    return tuple(draw(request, seed, width_px, height_px) for seed in request.seeds)
