"""What crosses between the event loop and the engine thread, besides events: frozen values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.api.errors import ModelLoadError
from engine.api.events import Event
from engine.api.model_card import ModelCard
from engine.api.questions import Question
from engine.api.request import ImageRequest
from engine.api.statistics import EngineStatistics


@dataclass(frozen=True, slots=True)
class SubmitRequest:
    request: ImageRequest


@dataclass(frozen=True, slots=True)
class CancelRequest:
    request_id: str


@dataclass(frozen=True, slots=True)
class Ask:
    """folder: of the model that reads, where the operator named one."""

    ask_id: str
    question: Question
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Unask:
    """Nobody waits for the answer any more."""

    ask_id: str


@dataclass(frozen=True, slots=True)
class Answered:
    """An EngineError, or what the question says it is answered by."""

    ask_id: str
    answer: object


@dataclass(frozen=True, slots=True)
class Stop:
    """End the thread before the next step; open requests are ended by the other side."""


@dataclass(frozen=True, slots=True)
class Loading:
    """A model is being loaded; until the next news the thread may be silent for long."""


@dataclass(frozen=True, slots=True)
class CardsRead:
    """What the files of the models say, before the first is loaded; names as in Loaded."""

    cards: Mapping[str, ModelCard]


@dataclass(frozen=True, slots=True)
class Loaded:
    """cards: of all models served, by the names that requests use; the default one first."""

    card: ModelCard
    cards: Mapping[str, ModelCard] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DeviceStatus:
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


Instruction = SubmitRequest | CancelRequest | Ask | Unask | Stop  # to the thread
News = (  # from it
    Event
    | EngineStatistics
    | DeviceStatus
    | Loading
    | CardsRead
    | Loaded
    | LoadFailed
    | Answered
    | Stopped
)
