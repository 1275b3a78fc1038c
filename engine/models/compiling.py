"""`engine.compile`: the denoiser through torch.compile, without anybody waiting for it.

A twin of the network, with the same weights, is compiled and warmed on a thread of its own; until
it is warm for a size of picture, steps of that size go through the network as it is. What was
compiled stays in the cache folder that engine/runtime/environment.py names. CUDA graphs are left
out: they want fixed batches and buffers, and batches here change at every step.
"""

import copy
import logging
import threading
import time
from collections.abc import Sequence

import torch
from torch._dynamo import config as dynamo
from torch._dynamo.callback import CallbackArgs, callback_handler

from engine.models.capacity import Shape
from engine.models.components import Components
from engine.runtime.failure import Failure, attempt, is_out_of_memory
from engine.runtime.stock import Stock, first_line
from engine.sampling.denoiser import Denoiser, Row

logger = logging.getLogger(__name__)

RECOMPILES = 64  # of one function; beyond, torch would go back to the slow way without a word
WARMED_ROWS = (1, 2)  # one row is always a graph of its own; more are one graph together
THREAD = "engine compiles"


class CompiledDenoiser:
    """Predicts as the denoiser does, compiled as soon as that is warm for the size of the latents.

    The choice is made at each call, so between two steps; `wait` is for the doctor and benchmarks.
    """

    def __init__(self, components: Components, backend: str = "inductor") -> None:
        self._eager = components.denoiser.predict
        self._compiled = self._eager
        self._warm: set[Shape] = set()
        self._threads: dict[Shape, threading.Thread] = {}
        self._one_at_a_time = threading.Lock()
        self._began_s = time.monotonic()
        self.failure: str | None = None
        twin = attempt(_compiled_twin, components, backend)
        if isinstance(twin, Failure):
            self._fail(twin.error)
        else:
            self._compiled = twin.predict

    @property
    def state(self) -> str:
        """One line for people."""
        if self.failure is not None:
            return f"failed, serving without it: {self.failure}"
        cold = [size for size in self._threads if size not in self._warm]
        done = f"ready for {len(self._warm)} of {len(self._threads)} sizes"
        return f"{done}, warming for {time.monotonic() - self._began_s:.0f} s" if cold else done

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        if rows[0].references:  # of any length: each would hold a step up while it is compiled
            return self._eager(latents, timesteps, rows)
        size = tuple(latents.shape[1:])
        if self.failure is None and size in self._warm:
            answer = attempt(self._compiled, latents, timesteps, rows)
            if not isinstance(answer, Failure):
                return answer
            if is_out_of_memory(answer.error):
                raise answer.error
            self._fail(answer.error)
        elif self.failure is None and size not in self._threads:
            self._start_warming(size, torch.zeros_like(latents[:1]), timesteps[:1], rows[0])
        return self._eager(latents, timesteps, rows)

    def wait(self, timeout_s: float) -> bool:
        """Whether all sizes asked for so far are warm, or have failed, in that time."""
        until_s = time.monotonic() + timeout_s
        for thread in list(self._threads.values()):
            thread.join(max(0.0, until_s - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads.values())

    def _start_warming(
        self, size: Shape, latents: torch.Tensor, timesteps: torch.Tensor, row: Row
    ) -> None:
        self._began_s = time.monotonic()
        self._threads[size] = threading.Thread(
            target=self._warm_up, args=(size, latents, timesteps, row), name=THREAD, daemon=True
        )
        self._threads[size].start()

    def _warm_up(
        self, size: Shape, latents: torch.Tensor, timesteps: torch.Tensor, row: Row
    ) -> None:
        def forward() -> None:
            for count in WARMED_ROWS:
                with torch.inference_mode():
                    self._compiled(
                        latents.repeat(count, 1, 1, 1), timesteps.repeat(count), [row] * count
                    )

        with self._one_at_a_time:
            if self.failure is not None:
                return
            warmed = attempt(forward)
            if isinstance(warmed, Failure):
                self._fail(warmed.error)
            elif self.failure is None:
                self._warm.add(size)
                seconds = time.monotonic() - self._began_s
                logger.info("compiled for latents of %s in %.0f s", size, seconds)

    def _fail(self, error: Exception) -> None:
        self.failure = first_line(error)
        logger.warning("compiling failed, going on without it: %s", self.failure)


def attach(components: Components, backend: str = "inductor") -> CompiledDenoiser:
    """From now on the denoiser of these parts predicts through what is returned."""
    dynamo.recompile_limit = max(dynamo.recompile_limit, RECOMPILES)
    if _log_compiling not in callback_handler.start_callbacks:
        callback_handler.register_start_callback(_log_compiling)
    compiled = CompiledDenoiser(components, backend)
    components.denoiser.predict = compiled.predict  # type: ignore[method-assign]
    return compiled


def compile_network(network: Stock, backend: str = "inductor") -> None:
    """Marks the network for compiling at its first use; sizes of a batch stay dynamic."""
    if getattr(network, "_repeated_blocks", None):
        network.compile_repeated_blocks(dynamic=True, backend=backend)
    else:
        network.compile(dynamic=True, backend=backend)


def _compiled_twin(components: Components, backend: str) -> Denoiser:
    """A copy of the modules around the very same weights, and of the adapter around it."""
    network, pipeline = components.network, components.pipeline
    shared = [*network.parameters(), *network.buffers(), network.config, pipeline.config]
    shared += [part for part in pipeline.components.values() if part is not network]
    memo = {id(one): one for one in shared}
    twin = copy.deepcopy(components.denoiser, memo)
    compile_network(memo[id(network)], backend)
    return twin


def _log_compiling(args: CallbackArgs) -> None:
    """Compiling anywhere but on the warming thread holds a step up: then a warning."""
    is_warming = threading.current_thread().name == THREAD
    level = logging.DEBUG if is_warming else logging.WARNING
    logger.log(level, "compiling graph %s", args.compile_id)
