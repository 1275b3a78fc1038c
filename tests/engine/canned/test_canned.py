"""The canned engine keeps the promises of ImageEngine without torch."""

import subprocess
import sys
from contextlib import aclosing
from dataclasses import replace

import pytest

from engine import (
    Cancelled,
    CannedEngine,
    EngineStopped,
    Event,
    Failed,
    Finished,
    GenerationFailed,
    ImageRequest,
    ModelLoadError,
    Progress,
    PromptPart,
    Queued,
    RequestError,
    Started,
)

REQUEST = ImageRequest(
    request_id="one",
    parts=(PromptPart("a red lighthouse"),),
    negative="",
    seeds=(7, 8, 9, 10),
    width_px=64,
    height_px=96,
    steps=4,
    guidance=4.0,
    sampler="euler",
)


async def all_events(engine: CannedEngine, request: ImageRequest) -> list[Event]:
    return [event async for event in engine.submit(request)]


def test_importing_the_face_does_not_import_torch() -> None:
    code = "import sys, engine; print(sorted({'torch', 'diffusers', 'PIL'} & set(sys.modules)))"
    command = [sys.executable, "-c", code]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


async def test_a_request_is_queued_started_told_and_finished() -> None:
    async with CannedEngine() as engine:
        events = await all_events(engine, REQUEST)
    assert [type(event) for event in events[:2]] == [Queued, Started]
    last = events[-1]
    assert isinstance(last, Finished)
    assert [image.seed for image in last.images] == [7, 8, 9, 10]
    assert {(i.picture.width_px, i.picture.height_px) for i in last.images} == {(64, 96)}
    assert len({image.picture.rgb for image in last.images}) == 4


async def test_equal_requests_give_equal_pictures() -> None:
    async with CannedEngine() as engine:
        first = await all_events(engine, REQUEST)
        second = await all_events(engine, replace(REQUEST, request_id="two"))
    assert isinstance(first[-1], Finished)
    assert isinstance(second[-1], Finished)
    assert first[-1].images == second[-1].images


async def test_hold_stands_still_at_the_step_and_cancel_ends_it() -> None:
    async with CannedEngine() as engine:
        await engine.hold(at_step=2)
        stream = engine.submit(REQUEST)
        await engine.held()
        assert engine.statistics.running_requests == 1
        engine.cancel("one")
        events = [event async for event in stream]
    assert isinstance(events[-1], Cancelled)
    assert max(event.step for event in events if isinstance(event, Progress)) == 2


async def test_release_lets_it_finish() -> None:
    async with CannedEngine() as engine:
        await engine.hold()
        stream = engine.submit(REQUEST)
        await engine.held()
        await engine.release()
        events = [event async for event in stream]
    assert isinstance(events[-1], Finished)


async def test_closing_the_stream_cancels() -> None:
    async with CannedEngine() as engine:
        await engine.hold()
        async with aclosing(engine.submit(REQUEST)) as stream:
            await anext(stream)
        assert engine.statistics.requests_cancelled == 1


async def test_it_fails_the_next_request_only() -> None:
    async with CannedEngine() as engine:
        engine.fail_next(GenerationFailed("told to fail"))
        first = await all_events(engine, REQUEST)
        second = await all_events(engine, replace(REQUEST, request_id="two"))
    assert isinstance(first[-1], Failed)
    assert str(first[-1].error) == "told to fail"
    assert isinstance(second[-1], Finished)


async def test_leaving_ends_open_requests_as_stopped() -> None:
    async with CannedEngine() as engine:
        await engine.hold()
        stream = engine.submit(REQUEST)
        await engine.held()
    events = [event async for event in stream]
    assert isinstance(events[-1], Failed)
    assert isinstance(events[-1].error, EngineStopped)


async def test_an_id_in_work_is_refused() -> None:
    async with CannedEngine() as engine:
        engine.submit(REQUEST)
        with pytest.raises(ValueError, match="one"):
            engine.submit(REQUEST)


async def test_a_load_error_is_raised_and_told() -> None:
    async with CannedEngine(load_error=ModelLoadError("no folder")) as engine:
        with pytest.raises(ModelLoadError, match="no folder"):
            await engine.ready()
        events = await all_events(engine, REQUEST)
    assert isinstance(events[-1], Failed)


async def test_what_the_model_cannot_do_is_told_as_request_error() -> None:
    async with CannedEngine() as engine:
        events = await all_events(engine, replace(REQUEST, steps=99))
    assert isinstance(events[-1], Failed)
    assert isinstance(events[-1].error, RequestError)
    assert str(events[-1].error) == "99 steps are not between 1 and 50."
