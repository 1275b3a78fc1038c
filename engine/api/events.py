"""What the engine tells about one request, in the order it happens. Plain frozen values.

Queued, then Started, any number of Progress, and one of Finished, Failed, Cancelled at the end.
Failed and Cancelled may come at any time, Progress may be skipped for a slow consumer.
"""

from dataclasses import dataclass

from engine.api.errors import EngineError


@dataclass(frozen=True, slots=True)
class Picture:
    """Raw 8-bit RGB: `rgb` holds `height_px` rows of `width_px` pixels, no padding."""

    width_px: int
    height_px: int
    rgb: bytes

    def __post_init__(self) -> None:
        expected = self.width_px * self.height_px * 3
        if len(self.rgb) != expected:
            raise ValueError(f"{len(self.rgb)} bytes of RGB, expected {expected}")


@dataclass(frozen=True, slots=True)
class GeneratedImage:
    seed: int
    picture: Picture


@dataclass(frozen=True, slots=True)
class Queued:
    """The engine has the request; no step has been made."""

    request_id: str


@dataclass(frozen=True, slots=True)
class Started:
    """The first step is about to be made."""

    request_id: str


@dataclass(frozen=True, slots=True)
class Progress:
    """`step` of `steps` are done for every image; previews are small, one per seed, in order."""

    request_id: str
    step: int
    steps: int
    previews: tuple[Picture, ...] | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """All images, in the order of the seeds; `seconds` from Started to now."""

    request_id: str
    images: tuple[GeneratedImage, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Failed:
    request_id: str
    error: EngineError


@dataclass(frozen=True, slots=True)
class Cancelled:
    request_id: str


Event = Queued | Started | Progress | Finished | Failed | Cancelled


def is_last(event: Event) -> bool:
    """True for the event after which nothing more is told about its request."""
    return isinstance(event, Finished | Failed | Cancelled)
