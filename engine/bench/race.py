"""The race itself: both sides warm, then in turn on the idle machine, then in turn under load."""

import asyncio
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.api.errors import ModelLoadError
from engine.api.image_engine import ImageEngine
from engine.api.options import EngineOptions
from engine.api.statistics import EngineStatistics
from engine.bench.figures import Comparison, Idle, measured, ratios
from engine.bench.load import JOBS_EACH, MIXES, Kitchen, Load, Order, Service
from engine.bench.parity import Parity, compare_pictures
from engine.bench.sides import EngineSide, Outcome, Side, serve
from engine.engine import Engine
from engine.runtime import environment

if TYPE_CHECKING:
    from engine.bench.models import Architecture, NetworkSize
    from engine.loading.load import LoadedModel

SAMPLE = 0.01  # of the jobs are made again alone; at least two
COMPILED_S = 900.0  # until the compiled network must be warm
MakeSide = Callable[[ImageEngine], Side]


def compare(
    options: EngineOptions, load: Load, side: MakeSide = EngineSide, path: str = "engine"
) -> Comparison:
    """Loads the model once, for both; ModelLoadError. side: the way to our engine."""
    environment.prepare()
    options = replace(options, device=options.devices[0], models=())
    return asyncio.run(_compare(options, load, side, path))


def random_model(
    kind: "Architecture", scale: "NetworkSize", cache: Path, side_px: int | None = None
) -> Path:
    """A folder in `cache`, made at the first call: see models.py."""
    environment.prepare()
    from engine.bench.models import folder

    return folder(kind, scale, cache, side_px)


@dataclass(slots=True)
class Timings:
    """What is measured on the idle machine, seconds."""

    ours: Idle
    theirs: Idle
    service: Service


@dataclass(slots=True)
class LoadRounds:
    """What is measured under load."""

    ours: list[list[Outcome]] = field(default_factory=list)
    theirs: list[list[Outcome]] = field(default_factory=list)
    forwards: int = 0
    rows: int = 0
    rate_per_s: float | None = None


async def _compare(
    options: EngineOptions, load: Load, make_side: MakeSide, path: str
) -> Comparison:
    from engine.bench.lock import LockSide
    from engine.bench.machine import bench_of, peak_memory_bytes
    from engine.loading.load import load_with_components
    from engine.models.compiling import compile_network

    began_s = time.perf_counter()
    loaded = load_with_components(options)
    eager_job_s = await _eager_job(loaded, load) if options.compile else None
    if options.compile:
        compile_network(loaded.components.network)  # theirs too; ours has a compiled twin of it
    engine = Engine(options, load=lambda _: loaded.model)
    kitchen = Kitchen(loaded.model.card, load)
    async with make_side(engine) as ours, LockSide(loaded) as theirs:
        race = Race(kitchen, load, ours, theirs, engine, began_s)
        await race.warm()
        if options.compile:
            await _compiled(loaded)
            await race.warm()
        timings = await race.alone()
        rounds = await race.under_load(timings)
        parity = await race.parity(rounds)
    short = kitchen.short_image_steps
    return Comparison(
        bench=bench_of(options, loaded.model, kitchen, path),
        load=load,
        jobs=len(rounds.ours[0]),
        ours=measured(rounds.ours, timings.ours, short),
        theirs=measured(rounds.theirs, timings.theirs, short),
        parity=parity,
        rounds=[
            ratios(measured([mine], timings.ours, short), measured([other], timings.theirs, short))
            for mine, other in zip(rounds.ours, rounds.theirs, strict=True)
        ],
        rows_per_step=rounds.rows / rounds.forwards if rounds.forwards else None,
        rate_per_s=rounds.rate_per_s,
        eager_job_s=eager_job_s,
        peak_memory_bytes=peak_memory_bytes(loaded.model),
    )


class Race:
    """One after the other, never both at once."""

    def __init__(
        self,
        kitchen: Kitchen,
        load: Load,
        ours: Side,
        theirs: Side,
        engine: ImageEngine,
        began_s: float,
    ) -> None:
        self._kitchen = kitchen
        self._load = load
        self._ours = ours
        self._theirs = theirs
        self._engine = engine
        self._began_s = began_s
        sizes = MIXES[load.mix]
        self._sizes = (min(sizes), max(sizes))

    async def warm(self) -> None:
        """The first pass of a size is slow: a small and a large job of few steps, together."""
        steps = min(self._kitchen.steps)
        for side in (self._theirs, self._ours):
            for images in dict.fromkeys((*self._sizes, self._sizes[1])):
                await self._one(side, images, steps)
            together = [self._order(images, steps) for images in self._sizes]
            await serve(side, together)

    async def alone(self) -> Timings:
        """Each pair in turn, so that both sides meet the same mood of the machine."""
        steps = sorted(self._kitchen.steps)[len(self._kitchen.steps) // 2]
        few = min(self._kitchen.steps)
        small, large = self._sizes
        ours, theirs = Idle(), Idle()
        for pair in range(max(1, self._load.pairs)):
            pair_began_s = time.perf_counter()
            sides = [(self._theirs, theirs), (self._ours, ours)]
            for side, idle in sides if pair % 2 == 0 else reversed(sides):
                idle.job_s.append(await self._one(side, large, steps))
                idle.picture_s.append(
                    await self._one(side, small, steps) if small < large else idle.job_s[-1]
                )
            if self._is_over(time.perf_counter() - pair_began_s, share=0.25):
                break
        kinds = {
            (large, steps): statistics.median(theirs.job_s),
            (small, steps): statistics.median(theirs.picture_s),
        }
        for images in {small, large} if few < steps else ():
            kinds[images, few] = await self._one(self._theirs, images, few)
        return Timings(ours, theirs, Service(kinds))

    async def under_load(self, timings: Timings) -> LoadRounds:
        """The same orders to both; who begins changes with each round."""
        rounds = LoadRounds()
        for number in range(max(1, self._load.rounds)):
            orders = self._orders(number, timings.service, rounds)
            round_began_s = time.perf_counter()
            for side in (0, 1) if number % 2 == 0 else (1, 0):
                if side == 0:
                    rounds.theirs.append(await serve(self._theirs, orders))
                    continue
                before = self._engine.statistics
                rounds.ours.append(await serve(self._ours, orders))
                self._count(rounds, orders, before)
            if self._is_over(time.perf_counter() - round_began_s):
                break
        return rounds

    async def parity(self, rounds: LoadRounds) -> Parity:
        """Some of our jobs under load, made again alone by the stock pipeline."""
        outcomes = [outcome for one in rounds.ours for outcome in one if outcome.pictures]
        count = max(2, round(SAMPLE * len(outcomes)))
        sample = random.Random(self._load.seed).sample(outcomes, min(count, len(outcomes)))
        pairs = []
        for outcome in sample:
            alone = await self._theirs.make(outcome.order.request, outcome.order.person)
            pairs += list(zip(outcome.pictures, alone.pictures, strict=True))
        return compare_pictures(pairs)

    def _orders(self, number: int, service: Service, rounds: LoadRounds) -> list[Order]:
        seed = self._load.seed + number
        if self._load.kind == "burst":
            return self._kitchen.burst(seed)
        jobs = JOBS_EACH * self._load.users
        sample = self._kitchen.poisson(seed, jobs, 1.0)
        capacity = 1 / service.of(sample)
        rounds.rate_per_s = self._load.share * capacity
        if self._load.seconds is not None:
            left_s = self._load.seconds - (time.perf_counter() - self._began_s)
            each_s = 2 / rounds.rate_per_s  # on both sides
            jobs = max(self._load.users, min(jobs, int(left_s / each_s)))
        return self._kitchen.poisson(seed, jobs, capacity)

    def _count(self, rounds: LoadRounds, orders: Sequence[Order], before: EngineStatistics) -> None:
        rounds.forwards += self._engine.statistics.forwards - before.forwards
        rounds.rows += sum(map(self._kitchen.rows, orders))

    def _is_over(self, next_s: float, share: float = 1.0) -> bool:
        """Whether another act of that length would end too late."""
        if self._load.seconds is None:
            return False
        return time.perf_counter() - self._began_s + next_s > share * self._load.seconds

    def _order(self, images: int, steps: int) -> Order:
        return Order(0.0, 0, self._kitchen.request(images, steps))

    async def _one(self, side: Side, images: int, steps: int) -> float:
        (outcome,) = await serve(side, [self._order(images, steps)])
        return outcome.total_s


async def _compiled(loaded: "LoadedModel") -> None:
    """Ours runs eager until its compiled network is warm; that is not what is measured."""
    compiled = loaded.model.compiled
    if compiled is None:
        raise ModelLoadError(f"It cannot be compiled here: {loaded.model.memory}")
    if not await asyncio.to_thread(compiled.wait, COMPILED_S) or compiled.failure is not None:
        raise ModelLoadError(f"The network could not be compiled: {compiled.state}.")


async def _eager_job(loaded: "LoadedModel", load: Load) -> float:
    """Median seconds of the stock pipeline's single job, warm, before anything is compiled."""
    from engine.bench.lock import LockSide

    kitchen = Kitchen(loaded.model.card, load)
    images, steps = max(MIXES[load.mix]), sorted(kitchen.steps)[len(kitchen.steps) // 2]
    seconds = []
    async with LockSide(loaded) as side:
        for _ in range(1 + max(1, load.pairs)):
            request = kitchen.request(images, steps)
            (outcome,) = await serve(side, [Order(0.0, 0, request)])
            seconds.append(outcome.total_s)
    return statistics.median(seconds[1:])
