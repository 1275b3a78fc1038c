"""The async face of the engine: orders in, news out. Torch lives only in its thread."""

import asyncio
import threading
from collections.abc import Callable
from queue import SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, Self

from engine import environment
from engine.errors import EngineError, EngineStopped, ModelLoadError
from engine.events import Failed, Queued, is_last
from engine.messages import Cancel, Loaded, LoadFailed, News, Order, Stop, Stopped, Submit
from engine.model_card import ModelCard
from engine.options import EngineOptions
from engine.request import ImageRequest
from engine.statistics import EngineStatistics
from engine.stream import EventStream

if TYPE_CHECKING:
    from engine.model import Model


def _load(options: EngineOptions) -> "Model":
    from engine.loading import load_model

    return load_model(options)


class Engine:
    """One model on one device, shared by everybody. `load` says where the model comes from."""

    def __init__(
        self,
        options: EngineOptions | None = None,
        *,
        load: "Callable[[EngineOptions], Model]" = _load,
    ) -> None:
        self.options = options or EngineOptions()
        self._load = load
        self._inbox: SimpleQueue[Order] = SimpleQueue()
        self._streams: dict[str, EventStream] = {}
        self._statistics = EngineStatistics()
        self._end: EngineError | None = None  # why nothing is served any more

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        self._card: asyncio.Future[ModelCard] = self._loop.create_future()
        self._stopped = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self._thread.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Ends after the step, or the loading, that is being made."""
        self._end_all(EngineStopped())
        self._inbox.put(Stop())
        await self._stopped.wait()
        self._thread.join()

    async def ready(self) -> ModelCard:
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
        self._inbox.put(Submit(request))
        return stream

    def cancel(self, request_id: str) -> None:
        if request_id in self._streams:
            self._inbox.put(Cancel(request_id))

    @property
    def statistics(self) -> EngineStatistics:
        return self._statistics

    def _run(self) -> None:
        """The thread. Importing torch takes seconds, so that happens here too."""
        environment.prepare()
        from engine.thread import run

        run(self.options, self._load, self._inbox, self._tell)

    def _tell(self, news: News) -> None:
        self._loop.call_soon_threadsafe(self._receive, news)

    def _receive(self, news: News) -> None:
        match news:
            case EngineStatistics():
                self._statistics = news
            case Loaded(card):
                self._card.set_result(card)
            case LoadFailed(error):
                self._fail_loading(error)
            case Stopped():
                self._stopped.set()
            case _:
                if is_last(news):
                    stream = self._streams.pop(news.request_id, None)
                else:
                    stream = self._streams.get(news.request_id)
                if stream is not None:
                    stream.put(news)

    def _fail_loading(self, error: ModelLoadError) -> None:
        self._card.set_exception(error)
        self._card.exception()  # taken note of, so that nobody has to await ready()
        self._end_all(error)

    def _end_all(self, error: EngineError) -> None:
        """Every open stream ends with this error, and so does every later one."""
        self._end = self._end or error
        for request_id, stream in list(self._streams.items()):
            del self._streams[request_id]
            stream.put(Failed(request_id, error))
