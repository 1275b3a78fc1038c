"""Several models on one device: who is loaded when, who is evicted; requests are never lost."""

import gc
import logging
import weakref
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
import torch

from engine import (
    Cancelled,
    EngineOptions,
    EngineStatistics,
    Event,
    Failed,
    Finished,
    ImageRequest,
    ModelLoadError,
    RequestError,
)
from engine.loop.batcher import TURN_S
from engine.loop.messages import Loading
from engine.loop.model_cache import RETRY_S, ModelCache
from engine.loop.worker import Worker
from engine.models.model import Model
from engine.sampling.denoiser import Row
from tests.engine.closed_form import CARD, ExactDenoiser, closed_form_model
from tests.engine.drive import latents_alone, request

pytestmark = pytest.mark.slow

SIZE = 60


class Remembers(ExactDenoiser):
    """Notes which model made a pass."""

    def __init__(self, name: str, passes: list[str]) -> None:
        super().__init__()
        self._name, self._passes = name, passes

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        self._passes.append(self._name)
        return super().predict(latents, timesteps, rows)


@dataclass
class Device:
    """A worker with models a, b, c of equal size; `room` is all of its memory, a load takes 5 s."""

    room: int = 100
    options: EngineOptions = field(
        default_factory=lambda: EngineOptions(model="a", models=("b", "c"), preview_every_s=1e9)
    )
    loads: list[str] = field(default_factory=list)
    passes: list[str] = field(default_factory=list)
    broken: dict[str, Exception] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    now_s: float = 0.0
    load_s: float = 5.0
    mends_after: int = 10**6  # tries of what is broken

    def __post_init__(self) -> None:
        self.models = ModelCache(self.options, self._load, lambda: self.now_s, self._free)
        self.models.load("a")
        self.worker = Worker(self.models, self.options, self._hear, lambda: self.now_s)

    def _load(self, options: EngineOptions) -> Model:
        name = options.model
        self.loads.append(name)
        self.now_s += self.load_s
        if name in self.broken and self.loads.count(name) <= self.mends_after:
            raise self.broken[name]
        model = closed_form_model(Remembers(name, self.passes))
        return replace(model, card=replace(CARD, name=f"Model {name}"), weight_bytes=SIZE)

    def _free(self) -> int:
        return self.room - SIZE * len(self.models.loaded)

    def _hear(self, news: Event | EngineStatistics | Loading) -> None:
        if not isinstance(news, EngineStatistics | Loading):
            self.events.append(news)

    def add(self, *names: str, steps: int = 4) -> None:
        """A request for each model, called by its name."""
        for name in names:
            self.worker.add(asking(name, steps=steps))

    def step(self, times: int = 1) -> None:
        with torch.inference_mode():
            for _ in range(times):
                self.worker.step()
                self.now_s += 1.0

    def finish(self) -> None:
        while not self.worker.is_idle:
            self.step()

    def last(self, request_id: str) -> Event:
        return [event for event in self.events if event.request_id == request_id][-1]

    def finished(self) -> list[str]:
        return [event.request_id for event in self.events if isinstance(event, Finished)]


def asking(model: str, request_id: str = "", steps: int = 4) -> ImageRequest:
    name = request_id or model
    return request(name, f"a fox by {name}", model=model, steps=steps, sampler="ddim")


def test_a_model_is_loaded_when_somebody_wants_it() -> None:
    device = Device(room=1000)
    assert device.loads == ["a"]
    device.add("b", "default")
    device.finish()
    assert sorted(device.finished()) == ["b", "default"]
    assert device.loads == ["a", "b"]
    assert set(device.passes) == {"a", "b"}
    assert device.worker.statistics.models == ("Model a", "Model b")


def test_what_was_used_least_lately_is_evicted() -> None:
    device = Device(room=180)  # two fit, with room for their work
    for name in ("a", "b", "a", "c", "a", "b"):
        device.worker.add(asking(name, f"{name} {len(device.loads)} {device.now_s}"))
        device.finish()
    assert device.loads == ["a", "b", "c", "b"]


def test_an_idle_model_is_evicted_before_one_at_work() -> None:
    device = Device(room=180)
    device.models.load("b")
    assert not device.models.load_cost(
        "c", busy={"a"}
    ).displaces  # b goes, though used later than a
    assert device.models.load_cost("c", busy={"a", "b"}).displaces


def test_nothing_is_evicted_where_there_is_room() -> None:
    device = Device(room=1000)
    device.add("a", "b", "c")
    device.finish()
    assert device.loads == ["a", "b", "c"]


def test_a_model_at_work_is_waited_for() -> None:
    device = Device()
    device.add("a", steps=10)
    device.step(2)
    device.add("b")
    device.finish()
    assert device.finished() == ["a", "b"]
    assert device.loads == ["a", "b"]


def test_after_a_turn_it_is_pushed_out_and_its_request_is_finished_later() -> None:
    device = Device()
    device.add("a", steps=50)
    device.step()
    device.add("b", steps=6)
    asked_s = device.now_s
    while "b" not in device.loads:
        device.step()
    assert device.now_s - asked_s <= TURN_S + device.load_s + 2
    device.finish()
    assert device.loads == ["a", "b", "a"]
    assert device.finished() == ["b", "a"]
    assert device.passes.count("a") == 50  # no step was made twice
    picture = device.last("a").images[0].picture  # type: ignore[union-attr]
    latents = latents_alone(closed_form_model(), replace(asking("a", steps=50), model="default"))[0]
    alone = closed_form_model().autoencoder.decode(latents[None])[0]
    assert picture.rgb == alone.numpy().tobytes()


def test_nobody_starves_beside_a_steady_stream_for_another_model() -> None:
    device = Device()
    device.add("a", steps=9)
    device.step()
    device.add("b")
    asked_s = device.now_s
    stream = 0
    while "b" not in device.finished():
        device.worker.add(asking("a", f"a {stream}", steps=9))
        stream += 1
        device.step()
    assert device.now_s - asked_s <= TURN_S + device.load_s + 10
    device.finish()
    assert len(device.finished()) == stream + 2


def test_a_model_that_cannot_be_loaded_fails_its_own_requests() -> None:
    device = Device(room=1000)
    device.broken["b"] = ModelLoadError("There is no model folder at b.")
    device.add("a", "b", "c")
    device.finish()
    assert sorted(device.finished()) == ["a", "c"]
    failed = device.last("b")
    assert isinstance(failed, Failed)
    assert str(failed.error) == "There is no model folder at b."


def test_a_failed_model_is_tried_again_after_a_while(caplog: pytest.LogCaptureFixture) -> None:
    device = Device(room=1000)
    device.broken["b"] = OSError("disk")
    device.add("b")
    device.finish()
    assert "could not be loaded: disk" in str(device.last("b").error)  # type: ignore[union-attr]
    assert "loading the model b failed" in caplog.text
    device.worker.add(asking("b", "soon"))
    assert isinstance(device.last("soon"), Failed)
    assert device.loads == ["a", "b"]  # at once: nobody waits for another try
    device.broken.clear()
    device.now_s += RETRY_S
    device.worker.add(asking("b", "later"))
    device.finish()
    assert isinstance(device.last("later"), Finished)


def test_out_of_memory_while_loading_puts_out_an_idle_model() -> None:
    """Its size was not known before, so no room had been made."""
    device = Device(room=10**6)
    device.broken["b"] = torch.OutOfMemoryError("CUDA out of memory")
    device.add("b")
    device.mends_after = 1
    device.finish()
    assert device.loads == ["a", "b", "b"]
    assert device.finished() == ["b"]
    assert device.worker.statistics.models == ("Model b",)


def test_out_of_memory_beside_a_model_at_work_waits_for_its_turn() -> None:
    device = Device(room=10**6, mends_after=1)
    device.broken["b"] = torch.OutOfMemoryError("CUDA out of memory")
    device.add("a", steps=10)
    device.step(2)
    device.add("b")
    device.finish()
    assert device.finished() == ["a", "b"]
    assert device.loads == ["a", "b", "b"]


def test_a_model_too_large_even_alone_is_told() -> None:
    device = Device(room=10**6)
    device.broken["b"] = torch.OutOfMemoryError("CUDA out of memory")
    device.add("b")
    device.finish()
    assert "could not be loaded" in str(device.last("b").error)  # type: ignore[union-attr]
    device.add("a")
    device.finish()
    assert device.finished() == ["a"]


def test_an_unknown_model_is_told_with_the_nearest_name() -> None:
    device = Device()
    device.worker.add(asking("Model aa", "lost"))
    failed = device.last("lost")
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, RequestError)
    assert "Did you mean Model a?" in str(failed.error)
    assert device.worker.statistics.requests_failed == 1


def test_models_are_known_by_what_people_call_them() -> None:
    device = Device()
    device.worker.add(asking("Model a", "called"))
    device.finish()
    assert device.finished() == ["called"]


def test_who_waits_for_a_model_can_cancel() -> None:
    device = Device()
    device.add("a", steps=10)
    device.step()
    device.add("b")
    device.step()
    device.worker.cancel("b")
    assert isinstance(device.last("b"), Cancelled)
    device.finish()
    assert device.loads == ["a"]


def test_a_request_beyond_the_model_it_waits_for_fails_when_it_is_there() -> None:
    device = Device(room=1000)
    device.worker.add(asking("b", steps=999))
    device.finish()
    assert isinstance(device.last("b"), Failed)


def test_a_load_that_failed_keeps_nothing_of_the_half_loaded_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The error is remembered for a while; its frames must not be."""
    monkeypatch.setattr(logging.getLogger("engine.loop.model_cache"), "disabled", True)
    weights: list[weakref.ref[ExactDenoiser]] = []

    def load(options: EngineOptions) -> Model:
        loading = ExactDenoiser()
        weights.append(weakref.ref(loading))
        raise ValueError("a broken file")

    models = ModelCache(EngineOptions(model="a"), load)
    with pytest.raises(ModelLoadError, match="a broken file"):
        models.load("a")
    gc.collect()
    assert weights[0]() is None
