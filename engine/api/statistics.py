"""A frozen snapshot of what the engine is doing, for /info, logs and waiting-time estimates."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

SHARE = 0.2  # of a new value in a moving average
COUNTS = (
    "forwards",
    "image_steps",
    "images_done",
    "requests_done",
    "requests_failed",
    "requests_cancelled",
)
MEANS = ("images_per_forward", "rows_per_forward", "seconds_per_decode", "waiting_s")


@dataclass(frozen=True, slots=True)
class EngineStatistics:
    """Counts are of now or since start; speeds are moving averages, None until measured."""

    running_requests: int = 0  # with at least one step made
    waiting_requests: int = 0  # submitted, no step made yet
    running_images: int = 0  # images of running requests that are not finished
    steps_left: int = 0  # image-steps still to be made for all of them
    forwards: int = 0  # forward passes since start
    image_steps: int = 0  # image-steps since start
    images_done: int = 0
    requests_done: int = 0
    requests_failed: int = 0
    requests_cancelled: int = 0
    images_per_forward: float | None = None
    rows_per_forward: float | None = None  # an image with guidance has two
    seconds_per_image_step: float | None = None  # one image, one step, shared cost included
    seconds_per_decode: float | None = None  # one image
    seconds_left: float | None = None  # estimate for all work in the engine
    waiting_s: float | None = None  # from a request's coming to its first step
    restarts: int = 0  # of a device thread that hung or died
    models: tuple[str, ...] = ()  # loaded, of all devices
    compiling: tuple[str, ...] = ()  # how far torch.compile is, where it is on
    memory_used_bytes: int | None = None  # on all devices together
    memory_free_bytes: int | None = None

    @property
    def steps_per_s(self) -> float | None:
        """Image-steps a second while there is work."""
        return 1 / self.seconds_per_image_step if self.seconds_per_image_step else None

    @property
    def lasting(self) -> "EngineStatistics":
        """What stays true when the thread that told it is gone: the counts since start."""
        return EngineStatistics(**{name: getattr(self, name) for name in COUNTS})


def moved(average: float | None, value: float) -> float:
    """A moving average with one more value."""
    return value if average is None else average + SHARE * (value - average)


def together(parts: Sequence[EngineStatistics]) -> EngineStatistics:
    """Of engines side by side: counts and speeds add up, means weigh by forward passes.

    `seconds_left` is that of the last one to be done.
    """
    values: dict[str, object] = {}
    for field in fields(EngineStatistics):
        known = [value for part in parts if (value := getattr(part, field.name)) is not None]
        if not known:
            values[field.name] = None
        elif field.name == "seconds_per_image_step":
            values[field.name] = 1 / sum(1 / seconds for seconds in known)
        elif field.name == "seconds_left":
            values[field.name] = max(known)
        elif field.name in MEANS:
            values[field.name] = _mean(parts, field.name)
        elif isinstance(known[0], tuple):
            values[field.name] = tuple(name for names in known for name in names)
        else:
            values[field.name] = sum(known)
    return EngineStatistics(**values)  # type: ignore[arg-type]


def _mean(parts: Sequence[EngineStatistics], name: str) -> float:
    pairs = [(getattr(part, name), part.forwards or 1) for part in parts]
    known = [(value, weight) for value, weight in pairs if value is not None]
    return float(sum(value * weight for value, weight in known) / sum(w for _, w in known))
