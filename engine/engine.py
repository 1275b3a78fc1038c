"""The async face of the engine: messages in, events out. Torch lives only in its thread."""

from types import TracebackType
from typing import Self

from engine.model_card import ModelCard
from engine.options import EngineOptions
from engine.request import ImageRequest
from engine.statistics import EngineStatistics
from engine.stream import EventStream


class Engine:
    """One model on one device, shared by everybody."""

    def __init__(self, options: EngineOptions | None = None) -> None:
        self.options = options or EngineOptions()

    async def __aenter__(self) -> Self:
        raise NotImplementedError

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        raise NotImplementedError

    async def ready(self) -> ModelCard:
        raise NotImplementedError

    def submit(self, request: ImageRequest) -> EventStream:
        raise NotImplementedError

    def cancel(self, request_id: str) -> None:
        raise NotImplementedError

    @property
    def statistics(self) -> EngineStatistics:
        raise NotImplementedError
