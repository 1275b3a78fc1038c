"""Counts and moving averages of the worker, and the snapshot made of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.api.statistics import EngineStatistics, moved
from engine.loop.batcher import Key
from engine.loop.work import Work


@dataclass(slots=True, eq=False)
class Meter:
    forwards: int = 0
    image_steps: int = 0
    images_done: int = 0
    requests_done: int = 0
    requests_failed: int = 0
    requests_cancelled: int = 0
    _images_per_forward: float | None = None
    _rows_per_forward: float | None = None
    _image_step_s: float | None = None
    _decode_s: float | None = None
    _row_s: dict[Key, float] = field(default_factory=dict)
    _expected_s: dict[Key, float] = field(default_factory=dict)

    def count_forward(self, key: Key, images: int, rows: int, seconds: float) -> None:
        self.forwards += 1
        self.image_steps += images
        self._images_per_forward = moved(self._images_per_forward, images)
        self._rows_per_forward = moved(self._rows_per_forward, rows)
        self._image_step_s = moved(self._image_step_s, seconds / images)
        self._row_s[key] = moved(self._row_s.get(key), seconds / rows)

    def count_decode(self, images: int, seconds: float) -> None:
        self._decode_s = moved(self._decode_s, seconds / images)

    def expect(self, key: Key, row_s: float) -> None:
        """What one row will cost, until one is made."""
        self._expected_s.setdefault(key, row_s)

    def seconds_per_row(self, key: Key) -> float:
        return self._row_s.get(key) or self._expected_s[key]

    def row_s(self, model: str) -> float:
        """Of a model at any size, or of another model, or a harmless constant."""
        same = [seconds for key, seconds in self._row_s.items() if key.model == model]
        return max(same or self._row_s.values(), default=0.01)

    def snapshot(
        self, works: Sequence[Work], waiting: int, models: tuple[str, ...]
    ) -> EngineStatistics:
        """waiting: requests that are not even admitted; models: those that are loaded."""
        running = [work for work in works if work.started_s is not None]
        steps_left = sum(work.steps_left for work in works)
        images_left = sum(len(work.trajectories) - len(work.pictures) for work in works)
        left_s = sum(work.rows_left * self.seconds_per_row(work.key) for work in works)
        return EngineStatistics(
            running_requests=len(running),
            waiting_requests=len(works) - len(running) + waiting,
            running_images=sum(len(work.trajectories) for work in running),
            steps_left=steps_left,
            forwards=self.forwards,
            image_steps=self.image_steps,
            images_done=self.images_done,
            requests_done=self.requests_done,
            requests_failed=self.requests_failed,
            requests_cancelled=self.requests_cancelled,
            images_per_forward=self._images_per_forward,
            rows_per_forward=self._rows_per_forward,
            seconds_per_image_step=self._image_step_s,
            seconds_per_decode=self._decode_s,
            models=models,
            seconds_left=left_s + images_left * (self._decode_s or 0.0) if self.forwards else None,
        )
