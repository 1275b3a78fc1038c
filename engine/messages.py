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
class Loading:
    """A model is being loaded; until the next news the thread may be silent for long."""


@dataclass(frozen=True, slots=True)
class Loaded:
    card: ModelCard


@dataclass(frozen=True, slots=True)
class Condition:
    """What changes slowly, about once a second; None where the device does not say.

    memory_used_bytes: by this process on the device (on the CPU: of main memory).
    """

    compiling: str | None = None
    memory_used_bytes: int | None = None
    memory_free_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class LoadFailed:
    error: ModelLoadError


@dataclass(frozen=True, slots=True)
class Stopped:
    """The thread's last word. Without a Stop before it, the thread has died."""


Order = Submit | Cancel | Stop  # to the thread
News = Event | EngineStatistics | Condition | Loading | Loaded | LoadFailed | Stopped  # from it
