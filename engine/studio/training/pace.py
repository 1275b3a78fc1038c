"""How far a training stage is: steps, counted seconds, and the learning rate they give."""

import statistics
import time
from collections import deque
from dataclasses import dataclass, field

from engine.studio.progress import print_line

PAUSE_FACTOR = 10.0
"""A step of more medians than this was a pause of the machine; it counts as this many."""


@dataclass(slots=True)
class Pace:
    """Counts the seconds a stage has worked, pauses left out, against its budget."""

    budget_s: float
    warmup_steps: int
    decay_from: float
    step: int = 0
    elapsed_s: float = 0.0
    _recent_s: deque[float] = field(default_factory=lambda: deque(maxlen=50))
    _last_s: float | None = None

    @property
    def share(self) -> float:
        """The part of the budget that is used, 0 to 1."""
        return min(1.0, self.elapsed_s / self.budget_s) if self.budget_s > 0 else 1.0

    @property
    def is_finished(self) -> bool:
        """Whether the budget is used up."""
        return self.elapsed_s >= self.budget_s

    def factor(self) -> float:
        """Learning-rate factor: linear warm-up, flat, linear decay over the rest of the budget."""
        warm = min(1.0, (self.step + 1) / self.warmup_steps)
        left = (1.0 - self.share) / (1.0 - self.decay_from)
        return warm * min(1.0, 0.98 * left + 0.02)

    def count_step(self, now_s: float | None = None) -> None:
        """One more step is done; call `rest` before the first and after any other work."""
        now_s = time.monotonic() if now_s is None else now_s
        self.step += 1
        if self._last_s is not None:
            took_s = now_s - self._last_s
            if len(self._recent_s) >= 5:
                took_s = min(took_s, PAUSE_FACTOR * statistics.median(self._recent_s))
            self._recent_s.append(took_s)
            self.elapsed_s += took_s
        self._last_s = now_s

    def rest(self, now_s: float | None = None) -> None:
        """Start counting here: what happened since the last step does not count."""
        self._last_s = time.monotonic() if now_s is None else now_s

    def step_s(self) -> float:
        """Seconds of a recent step."""
        return statistics.median(self._recent_s) if self._recent_s else 0.0


def print_step(name: str, pace: Pace, result: str) -> None:
    """One line about a stage: step, minutes worked, speed, and how well it does."""
    print_line(
        f"{name}: step {pace.step}, {pace.elapsed_s / 60:.1f} min, "
        f"{pace.step_s():.2f} s/step, {result}"
    )
