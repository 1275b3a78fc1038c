"""The engine as the event loop sees it: requests in, events out. Torch stays in its threads."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from engine.api.errors import EngineError, EngineStopped, RequestError
from engine.api.events import Failed, Picture, Queued, is_last
from engine.api.model_card import ModelCard
from engine.api.options import EngineOptions
from engine.api.questions import (
    CutWords,
    DescribePicture,
    Question,
    ScorePictures,
    TranslateText,
    WeighWords,
    WordWeight,
    check_count,
    check_text,
    no_captioner,
    no_scorer,
    no_translator,
)
from engine.api.request import ImageRequest
from engine.api.statistics import EngineStatistics, together
from engine.api.stream import EventStream
from engine.loop.loader import Loader, no_cards
from engine.loop.messages import Ask, CardsRead, Loaded
from engine.loop.supervisor import DeviceEnded, OpenRequest, Returned, Supervisor, SupervisorNews

if TYPE_CHECKING:
    from engine.models.model import Model

logger = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0  # at the threads, whether they live
READ_S = 120.0  # for an answer, the loading of the model that reads included


def _fetch(named: str, kind: str) -> Path:
    from engine.reading.networks import find_folder

    return find_folder(named, kind)


def _load(options: EngineOptions) -> "Model":
    from engine.loading.load import load_model

    return load_model(options)


def _read_cards(options: EngineOptions) -> Mapping[str, ModelCard]:
    from engine.loading.outline import cards_from_files

    return cards_from_files(options)


class Engine:
    """One supervisor for each device, for everybody.

    load, read_cards: where models and their cards come from instead of from the options' files.
    """

    def __init__(
        self,
        options: EngineOptions | None = None,
        *,
        load: "Callable[[EngineOptions], Model] | None" = None,
        read_cards: Callable[[EngineOptions], Mapping[str, ModelCard]] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.options = options or EngineOptions()
        self._clock = clock
        loader = Loader(load, read_cards or no_cards) if load else Loader(_load, _read_cards)
        self._supervisors = [
            Supervisor(replace(self.options, device=device), loader, self._hear, clock)
            for device in self.options.devices
        ]
        self._streams: dict[str, EventStream] = {}
        self._cards: dict[str, ModelCard] = {}
        self._folders: dict[str, Path] = {}  # of the models that read
        self._questions = 0
        self.read_s = READ_S
        self._end: EngineError | None = None  # why nothing is served any more

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._card: asyncio.Future[ModelCard] = loop.create_future()
        self._card_read: asyncio.Future[ModelCard] = loop.create_future()
        for supervisor in self._supervisors:
            supervisor.start()
        self._watch = asyncio.create_task(self._look_again_and_again())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Ends after the step, or the loading, that is being made."""
        self._end_all(EngineStopped())
        await asyncio.gather(*(supervisor.stop() for supervisor in self._supervisors))
        self._watch.cancel()

    async def card_from_files(self) -> ModelCard:
        return await asyncio.shield(self._card_read)

    @property
    def is_ready(self) -> bool:
        return self._card.done() and self._card.exception() is None

    async def ready(self) -> ModelCard:
        """With several devices, the card of the first that is ready."""
        return await asyncio.shield(self._card)

    def submit(self, request: ImageRequest) -> EventStream:
        request_id = request.request_id
        if request_id in self._streams:
            raise ValueError(f"request {request_id} is still being worked on")
        stream = EventStream(request_id, self.cancel)
        if self._end is not None:
            stream.put(Failed(request_id, self._end))
            return stream
        self._streams[request_id] = stream
        stream.put(Queued(request_id))
        self._give(OpenRequest(request, self._clock()))
        return stream

    def cancel(self, request_id: str) -> None:
        for supervisor in self._supervisors:
            supervisor.cancel(request_id)

    @property
    def cards(self) -> Mapping[str, ModelCard]:
        return self._cards

    async def describe(
        self, png: bytes, *, seed: int = 0, count: int = 4, language: str = "en"
    ) -> tuple[str, ...]:
        check_count(count)
        card = await self.ready()
        if not card.can_describe:
            raise no_captioner(card.name)
        folder = await self._folder(self.options.captioner, "captioner")
        answer: Any = await self._ask(DescribePicture(png, seed, count, language), folder)
        return tuple(answer)

    async def weigh_words(self, text: str) -> tuple[WordWeight, ...]:
        check_text(text)
        answer: Any = await self._ask(WeighWords(text))
        return tuple(answer)

    async def translate(self, text: str) -> str:
        check_text(text)
        if self.options.translator is None:
            raise no_translator()
        folder = await self._folder(self.options.translator, "translator")
        return str(await self._ask(TranslateText(text), folder))

    async def cut_words(self, text: str, *, model: str = "default") -> str:
        check_text(text)
        return str(await self._ask(CutWords(text, model)))

    async def score(
        self, pictures: Sequence[Picture], text: str, *, model: str = "default"
    ) -> tuple[float, ...]:
        card = await self.ready()
        card = self._cards.get(model, card)
        if not card.can_score:
            raise no_scorer(card.name)
        folder = await self._folder(self.options.scorer, "scorer")
        answer: Any = await self._ask(ScorePictures(tuple(pictures), text, model), folder)
        return tuple(answer)

    async def _folder(self, named: str | None, kind: str) -> Path | None:
        """Fetching from the hub takes minutes: not on the loop, and not on the engine thread."""
        if named is None:
            return None
        if named not in self._folders:
            self._folders[named] = await asyncio.to_thread(_fetch, named, kind)
        return self._folders[named]

    async def _ask(self, question: Question, folder: Path | None = None) -> object:
        """Of the device with least work. RequestError when it takes too long."""
        await self.ready()
        living = [supervisor for supervisor in self._supervisors if not supervisor.is_ended]
        if self._end is not None or not living:
            raise self._end or EngineStopped()
        supervisor = min(living, key=lambda supervisor: supervisor.pixel_steps_left)
        self._questions += 1
        try:
            async with asyncio.timeout(self.read_s):
                return await supervisor.ask(Ask(f"question {self._questions}", question, folder))
        except TimeoutError:
            raise RequestError(
                f"Reading this took longer than {self.read_s:g} seconds: try again later."
            ) from None

    @property
    def statistics(self) -> EngineStatistics:
        return together([supervisor.statistics for supervisor in self._supervisors])

    def _give(self, one: OpenRequest) -> None:
        """To the device that will have done its work first; a speed not yet measured is the best.

        What a thread died of goes where that happened least: was it the device, or the request?
        """
        living = [supervisor for supervisor in self._supervisors if not supervisor.is_ended]
        if not living or one.request.request_id not in self._streams:
            return  # all has ended
        speeds = {supervisor: supervisor.statistics.seconds_per_image_step for supervisor in living}
        best = min((speed for speed in speeds.values() if speed), default=1.0)

        def cost(supervisor: Supervisor) -> tuple[int, float]:
            seconds_left = supervisor.pixel_steps_left * (speeds[supervisor] or best)
            return supervisor.restarts_in_vain if one.deaths else 0, seconds_left

        min(living, key=cost).take(one)

    async def _look_again_and_again(self) -> None:
        while True:
            await asyncio.sleep(min(LOOK_EVERY_S, self.options.hang_s / 4))
            for supervisor in self._supervisors:
                supervisor.check_alive()

    def _hear(self, supervisor: Supervisor, news: SupervisorNews) -> None:
        match news:
            case CardsRead(cards):
                if not self._card_read.done():
                    self._cards = dict(cards)
                    self._card_read.set_result(next(iter(cards.values())))
            case Loaded(card, cards):
                if not self._card.done():
                    self._cards = dict(cards) or {card.name: card}
                    self._card.set_result(card)
                if not self._card_read.done():
                    self._card_read.set_result(card)
            case Returned(left):
                for one in left:
                    self._give(one)
            case DeviceEnded(error):
                self._go_on_without(supervisor, error)
            case _:
                if is_last(news):
                    stream = self._streams.pop(news.request_id, None)
                else:
                    stream = self._streams.get(news.request_id)
                if stream is not None:
                    stream.put(news)

    def _go_on_without(self, supervisor: Supervisor, error: EngineError) -> None:
        if any(not other.is_ended for other in self._supervisors):
            logger.error("going on without %s: %s", supervisor.options.device, error)
            return
        for told in (self._card, self._card_read):
            if not told.done():
                told.set_exception(error)
                told.exception()  # taken note of, so that nobody has to await it
        self._end_all(error)

    def _end_all(self, error: EngineError) -> None:
        """Every open stream ends with this error, and so does every later one."""
        self._end = self._end or error
        for request_id, stream in list(self._streams.items()):
            del self._streams[request_id]
            stream.put(Failed(request_id, error))
