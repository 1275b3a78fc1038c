"""What a step costs besides the model: the time of `make_step` with a network that takes none."""

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

    from engine.sampling.denoiser import Row

ROWS = 32
SHAPES = ((16, 16, 16), (4, 64, 64))  # of the built-in model at 256 px, of SD 1.5 at 512 px
WARM_UP = 5


@dataclass(frozen=True, slots=True)
class Overhead:
    """Medians in milliseconds. plain: 32 images; guided: 16 images of two rows."""

    shape: tuple[int, int, int]
    plain_ms: float
    guided_ms: float
    noisy_ms: float  # as plain, but every row draws noise, which on the CPU is most of it


class NoNetwork:
    """Answers at once, always the same noise, so that numbers stay of a usual size."""

    def __init__(self, answer: "torch.Tensor") -> None:
        self._answer = answer

    def predict(
        self, latents: "torch.Tensor", timesteps: "torch.Tensor", rows: "Sequence[Row]"
    ) -> "torch.Tensor":
        return self._answer


def measure_overhead(steps: int = 50) -> list[Overhead]:
    """On the CPU, in time of the calling thread: what others do on the machine counts little."""
    return [
        Overhead(
            shape,
            _step_ms(shape, "dpm++2m", 1, steps),
            _step_ms(shape, "dpm++2m", 2, steps),
            _step_ms(shape, "euler_a", 1, steps),
        )
        for shape in SHAPES
    ]


def _step_ms(shape: tuple[int, int, int], sampler: str, rows: int, steps: int) -> float:
    import torch

    from engine.sampling.denoiser import EncodedText, Row
    from engine.sampling.samplers import Samplers
    from engine.sampling.step import make_step
    from engine.sampling.trajectory import Conditions, Trajectory

    plan = Samplers({"_class_name": "DDIMScheduler"}).plan(sampler, steps + WARM_UP)
    row = Row(EncodedText(torch.zeros(())))
    conditions = (Conditions((row,) * rows, (4.0,) * (rows - 1)),) * plan.steps
    batch = [
        Trajectory(k, plan, conditions, torch.Generator().manual_seed(k), torch.randn(shape))
        for k in range(ROWS // rows)
    ]
    network = NoNetwork(torch.randn((ROWS, *shape)))
    seconds = []
    with torch.inference_mode():
        for _ in range(steps + WARM_UP):
            began_s = time.thread_time()
            make_step(network, batch)  # type: ignore[arg-type]
            seconds.append(time.thread_time() - began_s)
    return 1000 * statistics.median(seconds[WARM_UP:])
