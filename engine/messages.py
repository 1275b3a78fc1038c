"""What crosses between the event loop and the engine thread, besides events: frozen values only."""

from dataclasses import dataclass

from engine.errors import ModelLoadError
from engine.events import Event
from engine.model_card import ModelCard
from engine.request import ImageRequest
from engine.statistics import EngineStatistics


@dataclass(frozen=True, slots=True)
class Submit:
    request: ImageRequest


@dataclass(frozen=True, slots=True)
class Cancel:
    request_id: str


@dataclass(frozen=True, slots=True)
class Stop:
    """End the thread before the next step; open requests are ended by the other side."""


@dataclass(frozen=True, slots=True)
class Loaded:
    card: ModelCard


@dataclass(frozen=True, slots=True)
class LoadFailed:
    error: ModelLoadError


@dataclass(frozen=True, slots=True)
class Stopped:
    """The thread's last word."""


Order = Submit | Cancel | Stop  # to the thread
News = Event | EngineStatistics | Loaded | LoadFailed | Stopped  # from the thread
