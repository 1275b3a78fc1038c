"""Several models behind the real engine, with its thread: closed-form ones, of known pictures."""

import asyncio
from dataclasses import replace

import pytest

from engine import (
    Engine,
    EngineOptions,
    Event,
    EventStream,
    Failed,
    Finished,
    ModelLoadError,
    RequestError,
)
from engine.models.model import Model
from tests.engine.closed_form import CARD, closed_form_model
from tests.engine.drive import request

pytestmark = pytest.mark.slow

OPTIONS = EngineOptions(model="first", models=("second", "broken"), device="cpu")


def load(options: EngineOptions) -> Model:
    if options.model == "broken":
        raise ModelLoadError("There is no model folder at broken.")
    return replace(closed_form_model(), card=replace(CARD, name=options.model))


async def test_each_request_is_made_by_its_model() -> None:
    async with Engine(OPTIONS, load=load) as engine:
        assert (await engine.ready()).name == "first"
        names = ("default", "second", "broken", "third", "first")
        wanted = [request(name, model=name, sampler="ddim") for name in names]
        streams = [engine.submit(one) for one in wanted]
        ends = await asyncio.gather(*(last(stream) for stream in streams))
        assert [type(end) for end in ends] == [Finished, Finished, Failed, Failed, Finished]
        errors = [end.error for end in ends if isinstance(end, Failed)]
        assert str(errors[0]) == "There is no model folder at broken."
        assert isinstance(errors[1], RequestError)
        assert set(engine.statistics.models) == {"first", "second"}


async def last(stream: EventStream) -> Event:
    return [event async for event in stream][-1]
