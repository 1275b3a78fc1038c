"""A frozen snapshot of what the engine is doing, for /info, logs and waiting-time estimates."""

from dataclasses import dataclass


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
    seconds_per_image_step: float | None = None  # one image, one step, shared cost included
    seconds_per_decode: float | None = None  # one image
    seconds_left: float | None = None  # estimate for all work in the engine
