"""The engine around its thread: life, death, cancelling, and nothing left behind."""

import asyncio
import contextlib
import threading
from collections.abc import Sequence
from contextlib import aclosing
from pathlib import Path

import pytest
import torch

from engine import (
    Cancelled,
    Engine,
    EngineOptions,
    EngineStopped,
    Event,
    Failed,
    Finished,
    ImageRequest,
    ModelLoadError,
    Progress,
    Queued,
    Started,
)
from engine.loading.load import load_model
from engine.loading.outline import cards_from_files
from engine.models.model import Model
from engine.sampling.denoiser import Row
from tests.engine.closed_form import CARD, ExactDenoiser, closed_form_model
from tests.engine.drive import request


class Gated(ExactDenoiser):
    """Stands still in each forward pass until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.entered = threading.Semaphore(0)
        self.let_go = threading.Semaphore(0)

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        self.entered.release()
        self.let_go.acquire()
        return super().predict(latents, timesteps, rows)

    async def reached(self) -> None:
        await asyncio.to_thread(self.entered.acquire)


def plain(request_id: str = "one", **changes: object) -> ImageRequest:
    return request(request_id, sampler="ddim", guidance=1.0, **changes)


def engine(denoiser: ExactDenoiser | None = None) -> Engine:
    return Engine(EngineOptions(), load=lambda options: closed_form_model(denoiser))


async def events(e: Engine, one: ImageRequest) -> list[Event]:
    return [event async for event in e.submit(one)]


async def test_a_request_goes_through() -> None:
    async with engine() as e:
        assert await e.ready() == CARD
        told = await events(e, plain())
    assert [type(event) for event in told[:2]] == [Queued, Started]
    assert isinstance(told[-1], Finished)
    assert e.statistics.requests_done == 1


async def test_submitting_before_the_model_is_loaded_waits_for_it() -> None:
    may_load = threading.Event()

    def load(options: EngineOptions) -> Model:
        may_load.wait()
        return closed_form_model()

    async with Engine(load=load) as e:
        stream = e.submit(plain())
        assert await anext(stream) == Queued("one")
        may_load.set()
        assert isinstance([event async for event in stream][-1], Finished)


async def test_many_people_at_once() -> None:
    async with engine() as e:
        told = await asyncio.gather(*(events(e, plain(str(k), steps=2 + k)) for k in range(20)))
    assert all(isinstance(one[-1], Finished) for one in told)
    assert e.statistics.forwards < sum(2 + k for k in range(20))


async def test_cancel_ends_the_stream_before_the_next_step() -> None:
    gated = Gated()
    async with engine(gated) as e:
        stream = e.submit(plain(steps=9))
        await gated.reached()
        e.cancel("one")
        gated.let_go.release()
        told = [event async for event in stream]
        assert isinstance(told[-1], Cancelled)
        assert max((x.step for x in told if isinstance(x, Progress)), default=0) <= 1
        assert len(gated.rows) == 1


async def test_closing_the_stream_frees_the_engine_for_others() -> None:
    gated = Gated()
    async with engine(gated) as e:
        async with aclosing(e.submit(plain(steps=9))) as stream:
            await anext(stream)
            await gated.reached()
        gated.let_go.release(100)
        assert isinstance((await events(e, plain("other")))[-1], Finished)
        assert e.statistics.requests_cancelled == 1
        assert len(gated.rows) == 1 + 4


async def test_a_cancelled_reader_cancels_its_request() -> None:
    gated = Gated()
    async with engine(gated) as e:

        async def read() -> None:
            async with aclosing(e.submit(plain(steps=9))) as stream:
                async for _ in stream:
                    pass

        reader = asyncio.create_task(read())
        await gated.reached()
        reader.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await reader
        gated.let_go.release(100)
        await events(e, plain("other"))
        assert e.statistics.requests_cancelled == 1


async def test_leaving_ends_what_is_open_and_the_thread() -> None:
    gated = Gated()
    async with engine(gated) as e:
        stream = e.submit(plain(steps=9))
        await gated.reached()
        gated.let_go.release(100)
    told = [event async for event in stream]
    assert isinstance(told[-1], Failed)
    assert isinstance(told[-1].error, EngineStopped)
    assert "engine" not in {thread.name for thread in threading.enumerate()}
    late = await events(e, plain("late"))
    assert isinstance(late[-1], Failed)
    assert isinstance(late[-1].error, EngineStopped)


async def test_an_id_in_work_is_refused() -> None:
    gated = Gated()
    async with engine(gated) as e:
        e.submit(plain())
        with pytest.raises(ValueError, match="one"):
            e.submit(plain())
        gated.let_go.release(100)


async def test_a_missing_model_is_a_readable_error() -> None:
    async with Engine(EngineOptions(model="/nowhere/model")) as e:
        waiting = e.submit(plain())
        with pytest.raises(ModelLoadError, match="There is no model at /nowhere/model"):
            await e.ready()
        told = [event async for event in waiting]
        assert isinstance(told[-1], Failed)
        assert isinstance(told[-1].error, ModelLoadError)
        assert isinstance((await events(e, plain("late")))[-1], Failed)


async def test_an_unforeseen_load_error_is_told_and_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def load(options: EngineOptions) -> Model:
        raise ZeroDivisionError("division by zero")

    async with Engine(EngineOptions(model="odd"), load=load) as e:
        with pytest.raises(ModelLoadError, match="The model odd could not be loaded"):
            await e.ready()
    assert "ZeroDivisionError" in caplog.text


async def test_the_card_is_told_before_the_model_is_loaded(
    pixart_folder: Path,
) -> None:
    """From its files; what can be ordered is known while the weights are still read."""
    may_load = threading.Event()

    def load(options: EngineOptions) -> Model:
        assert may_load.wait(60)
        return load_model(options)

    options = EngineOptions(model=str(pixart_folder), device="cpu", threads=1)
    async with Engine(options, load=load, read_cards=cards_from_files) as e:
        card = await e.card_from_files()
        assert not e.is_ready and dict(e.cards) == {card.name: card}
        may_load.set()
        assert await e.ready() == card
        assert e.is_ready and dict(e.cards) == {card.name: card}


async def test_a_broken_model_has_no_card_either(tmp_path: Path) -> None:
    async with Engine(EngineOptions(model=str(tmp_path), device="cpu")) as e:
        with pytest.raises(ModelLoadError, match="is empty"):
            await e.card_from_files()
        assert not e.is_ready
