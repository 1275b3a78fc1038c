"""A device thread that hangs or dies is replaced, and nobody's request is lost or made twice."""

import asyncio
import itertools
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
import torch

from engine import (
    Cancelled,
    Engine,
    EngineOptions,
    EngineStatistics,
    EngineStopped,
    Event,
    EventStream,
    Failed,
    Finished,
    GenerationFailed,
    ImageRequest,
    ModelLoadError,
    Progress,
    Started,
)
from engine.api.errors import EngineBroken
from engine.api.statistics import together
from engine.models.model import Model
from tests.engine.closed_form import CARD, ExactDenoiser, closed_form_model
from tests.engine.drive import request

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"),
]

HANG_S = 0.2  # real seconds only set how often the watchdog looks; hanging is the clock's word


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


class Faulty(ExactDenoiser):
    """Asked at each forward pass what is to happen: `fault` may raise, or stand still."""

    def __init__(self, fault: Callable[["Faulty", list[str]], None]) -> None:
        super().__init__()
        self._fault = fault

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[object]
    ) -> torch.Tensor:
        answer = super().predict(latents, timesteps, rows)  # type: ignore[arg-type]
        self._fault(self, self.texts_encoded)
        return answer


class Loads:
    """Models made one after the other; `faults` holds one fault for each."""

    def __init__(self, *faults: Callable[[Faulty, list[str]], None]) -> None:
        self._faults = list(faults)
        self.denoisers: list[Faulty] = []

    def __call__(self, options: EngineOptions) -> Model:
        fault = self._faults.pop(0) if len(self._faults) > 1 else self._faults[0]
        self.denoisers.append(Faulty(fault))
        return closed_form_model(self.denoisers[-1])


def well(denoiser: Faulty, texts: list[str]) -> None:
    return


def dies(denoiser: Faulty, texts: list[str]) -> None:
    raise SystemExit  # goes through the fences


def dies_at_step(step: int) -> Callable[[Faulty, list[str]], None]:
    def fault(denoiser: Faulty, texts: list[str]) -> None:
        if len(denoiser.rows) == step:
            raise SystemExit  # goes through the fences

    return fault


def dies_of(text: str) -> Callable[[Faulty, list[str]], None]:
    def fault(denoiser: Faulty, texts: list[str]) -> None:
        if text in texts:
            raise SystemExit  # goes through the fences

    return fault


class Hangs:
    """Stands still in its second forward pass until it is let go."""

    def __init__(self) -> None:
        self.is_standing = threading.Event()
        self.may_go = threading.Event()

    def __call__(self, denoiser: Faulty, texts: list[str]) -> None:
        if len(denoiser.rows) == 2:
            self.is_standing.set()
            self.may_go.wait(60)


def plain(request_id: str = "one", text: str = "a red fox", **changes: object) -> ImageRequest:
    return request(request_id, text, sampler="ddim", guidance=1.0, **changes)


def engine(
    load: Callable[[EngineOptions], Model], clock: Clock | None = None, **options: object
) -> Engine:
    values: dict[str, object] = {"hang_s": HANG_S, "preview_every_s": 60.0}
    return Engine(
        EngineOptions(**(values | options)),  # type: ignore[arg-type]
        load=load,
        clock=clock or Clock(),
    )


async def all_of(stream: EventStream) -> list[Event]:
    return [event async for event in stream]


def picture(events: Sequence[Event]) -> bytes:
    (last,) = [event for event in events if isinstance(event, Finished)]
    return last.images[0].picture.rgb


async def alone(one: ImageRequest) -> bytes:
    async with engine(Loads(well)) as e:
        return picture(await all_of(e.submit(one)))


async def test_a_dead_thread_is_replaced_and_its_requests_start_again_from_their_seeds() -> None:
    loads = Loads(dies_at_step(3), well)
    async with engine(loads) as e:
        told = await asyncio.gather(
            *(all_of(e.submit(plain(name, name, steps=5))) for name in ("one", "two"))
        )
        statistics = e.statistics
    for name, events in zip(("one", "two"), told, strict=True):
        assert [type(event) for event in events].count(Started) == 1
        assert picture(events) == await alone(plain(name, name, steps=5))
    assert len(loads.denoisers) == 2
    assert statistics.restarts == 1
    assert statistics.requests_done == 2
    assert statistics.forwards > 5  # those of the dead thread still count


async def test_a_hung_thread_is_left_behind_and_its_late_news_are_dropped() -> None:
    clock, hangs = Clock(), Hangs()
    loads = Loads(hangs, well)
    async with engine(loads, clock) as e:
        reader = asyncio.create_task(all_of(e.submit(plain())))
        await asyncio.to_thread(hangs.is_standing.wait, 60)
        clock.now_s += 1000
        events = await reader
        other = asyncio.create_task(all_of(e.submit(plain("two"))))
        hangs.may_go.set()
        assert [type(event) for event in await other].count(Finished) == 1
        assert [type(event) for event in events].count(Finished) == 1
        assert e.statistics.requests_done == 2
        assert e.statistics.restarts == 1
    for thread in threading.enumerate():
        if thread.name.startswith("engine"):
            await asyncio.to_thread(thread.join, 20)
            assert not thread.is_alive()  # what was left behind ends when it wakes up


async def test_a_slow_thread_is_not_taken_for_a_hung_one() -> None:
    """Ten times the longest of the last silences is waited for, however short `hang_s` is."""
    clock, hangs, first_may_go = Clock(), Hangs(), threading.Event()

    def slow(denoiser: Faulty, texts: list[str]) -> None:
        first_may_go.wait(60)
        hangs(denoiser, texts)

    async with engine(Loads(slow), clock) as e:
        stream = e.submit(plain())
        while not isinstance(await anext(stream), Started):
            pass
        clock.now_s += HANG_S * 0.9
        first_may_go.set()
        await asyncio.to_thread(hangs.is_standing.wait, 60)
        clock.now_s += HANG_S * 2
        await asyncio.sleep(HANG_S)  # some looks of the watchdog
        assert e.statistics.restarts == 0
        clock.now_s += HANG_S * 10
        await asyncio.sleep(HANG_S)
        assert e.statistics.restarts == 1
        hangs.may_go.set()
        assert isinstance((await all_of(stream))[-1], Finished)


async def test_an_idle_thread_may_be_silent() -> None:
    clock = Clock()
    async with engine(Loads(well), clock) as e:
        await e.ready()
        clock.now_s += 1000
        await asyncio.sleep(HANG_S)
        assert isinstance((await all_of(e.submit(plain())))[-1], Finished)
        assert e.statistics.restarts == 0


async def test_a_loading_without_end_is_a_readable_error() -> None:
    clock, is_loading, may_go = Clock(), threading.Event(), threading.Event()

    def load(options: EngineOptions) -> Model:
        is_loading.set()
        may_go.wait(60)
        return closed_form_model()

    async with engine(load, clock, load_s=600.0) as e:
        stream = e.submit(plain())
        await asyncio.to_thread(is_loading.wait, 60)
        await asyncio.sleep(0)  # the news of it
        clock.now_s = 500.0
        await asyncio.sleep(HANG_S)
        assert not e._card.done()
        clock.now_s = 601.0
        events = await all_of(stream)
        may_go.set()
    assert isinstance(events[-1], Failed)
    assert isinstance(events[-1].error, ModelLoadError)
    assert "was not loaded within 10 minutes" in str(events[-1].error)


async def test_a_device_that_dies_again_and_again_ends_the_engine_in_a_sentence() -> None:
    loads = Loads(dies)
    async with engine(loads) as e:
        streams = [e.submit(plain(str(k), str(k))) for k in range(5)]
        ends = [(await all_of(stream))[-1] for stream in streams]
        late = await all_of(e.submit(plain("late")))
    assert len(loads.denoisers) == 1 + 3
    for end in ends:
        assert isinstance(end, Failed)
        assert isinstance(end.error, EngineStopped)  # the bot puts those jobs back in line
        assert isinstance(end.error, EngineBroken)
    assert "after 3 restarts" in str(ends[0].error)  # type: ignore[union-attr]
    assert isinstance(late[-1], Failed)


async def test_who_kills_the_thread_fails_and_those_beside_do_not() -> None:
    loads = Loads(dies_of("poison"))
    texts = ["a fox", "poison", "an owl", "a tower"]
    async with engine(loads) as e:
        streams = [e.submit(plain(text, text)) for text in texts]
        ends = {stream.request_id: (await all_of(stream))[-1] for stream in streams}
        statistics = e.statistics
        assert isinstance((await all_of(e.submit(plain("next"))))[-1], Finished)
    killer = ends.pop("poison")
    assert isinstance(killer, Failed) and isinstance(killer.error, GenerationFailed)
    assert "change something" in str(killer.error)
    assert all(isinstance(end, Finished) for end in ends.values())
    assert len(loads.denoisers) == 1 + 3  # two restarts with the killer, one without
    assert (statistics.requests_done, statistics.requests_failed) == (3, 1)


async def test_a_finished_request_forgives_the_restarts_before_it() -> None:
    loads = Loads(dies_of("poison"))
    async with engine(loads) as e:
        for k in range(3):
            end = (await all_of(e.submit(plain(f"bad {k}", "poison"))))[-1]
            assert isinstance(end, Failed) and isinstance(end.error, GenerationFailed)
            assert isinstance((await all_of(e.submit(plain(f"good {k}"))))[-1], Finished)
        assert e.statistics.restarts == 9


async def test_a_request_cancelled_in_a_hung_thread_is_not_started_again() -> None:
    clock, hangs = Clock(), Hangs()
    loads = Loads(hangs, well)
    async with engine(loads, clock) as e:
        reader = asyncio.create_task(all_of(e.submit(plain())))
        await asyncio.to_thread(hangs.is_standing.wait, 60)
        e.cancel("one")
        clock.now_s += 1000
        assert isinstance((await reader)[-1], Cancelled)
        hangs.may_go.set()
        assert isinstance((await all_of(e.submit(plain("two"))))[-1], Finished)
        assert e.statistics.requests_cancelled == 1
        assert loads.denoisers[1].texts_encoded == ["a red fox"]


async def test_leaving_does_not_wait_for_a_hung_thread() -> None:
    clock, hangs = Clock(), Hangs()
    async with engine(Loads(hangs), clock) as e:
        e.submit(plain())
        await asyncio.to_thread(hangs.is_standing.wait, 60)
        asyncio.get_running_loop().call_later(HANG_S, setattr, clock, "now_s", 1000.0)
    assert not hangs.may_go.is_set()
    hangs.may_go.set()


async def test_lost_bookkeeping_starts_the_requests_again() -> None:
    """An error outside of a forward pass comes out of the loop."""
    models: list[Model] = []

    def load(options: EngineOptions) -> Model:
        models.append(closed_form_model())
        if len(models) == 1:
            models[0].capacity_of = None  # type: ignore[method-assign,assignment]
        return models[-1]

    async with engine(load) as e:
        assert isinstance((await all_of(e.submit(plain())))[-1], Finished)
        assert e.statistics.restarts == 1


async def test_a_lost_device_is_no_fault_of_the_request() -> None:
    """A sticky error of CUDA fails every later call in the process: the thread ends with it."""

    def lost(denoiser: Faulty, texts: list[str]) -> None:
        raise torch.AcceleratorError("CUDA error: an illegal memory access was encountered")

    async with engine(Loads(lost, well)) as e:
        assert isinstance((await all_of(e.submit(plain())))[-1], Finished)
        assert e.statistics.restarts == 1
        assert e.statistics.requests_failed == 0


class Shared:
    """Both devices' models, told apart by their device; each waits for the other to have work."""

    def __init__(self) -> None:
        self.meeting = threading.Barrier(2, timeout=60)
        self.devices: list[str] = []
        self._numbers = itertools.count(1)

    def __call__(self, options: EngineOptions) -> Model:
        self.devices.append(options.device)
        number = next(self._numbers)

        def meet(denoiser: Faulty, texts: list[str]) -> None:
            if len(denoiser.rows) == 1:
                self.meeting.wait()

        model = closed_form_model(Faulty(meet))
        return replace(model, card=replace(CARD, name=f"model {number}"))


async def test_two_devices_work_at_the_same_time_and_their_statistics_add_up() -> None:
    shared = Shared()
    async with engine(shared, device="cpu,cpu") as e:
        await e.ready()
        first, second = e.submit(plain("one")), e.submit(plain("two"))
        ends = [(await all_of(stream))[-1] for stream in (first, second)]
        statistics = e.statistics
    assert shared.devices == ["cpu", "cpu"]
    assert all(isinstance(end, Finished) for end in ends)
    assert statistics.requests_done == 2
    assert statistics.forwards == 8
    assert sorted(statistics.models) == ["model 1", "model 2"]


async def test_a_request_goes_where_the_least_is_left_to_do() -> None:
    hangs = Hangs()

    def hangs_with_the_long_one(denoiser: Faulty, texts: list[str]) -> None:
        if "a long story" in texts:
            hangs(denoiser, texts)

    async with engine(Loads(hangs_with_the_long_one), device="cpu,cpu") as e:
        long = e.submit(plain("long", "a long story", steps=20))
        shorts = [e.submit(plain(str(k))) for k in range(3)]
        ends = [(await all_of(stream))[-1] for stream in shorts]
        assert all(isinstance(end, Finished) for end in ends)  # none behind the long one
        hangs.may_go.set()
        assert isinstance((await all_of(long))[-1], Finished)


async def test_the_work_of_a_device_that_ends_is_done_by_the_others() -> None:
    def load(options: EngineOptions) -> Model:
        if options.device == "cpu:0":
            return Loads(dies)(options)
        return closed_form_model()

    async with engine(load, device="cpu:0,cpu") as e:
        ends = [(await all_of(e.submit(plain(str(k)))))[-1] for k in range(4)]
        assert all(isinstance(end, Finished) for end in ends)


async def test_the_engine_fails_to_load_when_no_device_could() -> None:
    def load(options: EngineOptions) -> Model:
        raise ModelLoadError("There is no room.")

    async with engine(load, device="cpu,cpu") as e:
        end = (await all_of(e.submit(plain())))[-1]
    assert isinstance(end, Failed) and str(end.error) == "There is no room."


def test_statistics_of_several_devices() -> None:
    one = EngineStatistics(
        forwards=30, images_per_forward=4.0, seconds_per_image_step=0.5, seconds_left=3.0
    )
    two = EngineStatistics(
        forwards=10, images_per_forward=2.0, seconds_per_image_step=0.25, seconds_left=9.0
    )
    both = together([one, two, EngineStatistics()])
    assert both.forwards == 40
    assert both.images_per_forward == 3.5
    assert both.steps_per_s == 6.0
    assert both.seconds_left == 9.0
    assert both.waiting_s is None


async def test_progress_may_fall_back_after_a_restart() -> None:
    async with engine(Loads(dies_at_step(4), well)) as e:
        events = await all_of(e.submit(plain(steps=6)))
    steps = [event.step for event in events if isinstance(event, Progress)]
    assert steps[-1] == 6
    assert isinstance(events[-1], Finished)
