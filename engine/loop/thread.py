"""The body of the engine thread: load the model, then serve the inbox until told to stop."""

import gc
import logging
import time
from collections.abc import Callable
from queue import SimpleQueue

import torch

from engine.api.errors import ModelLoadError
from engine.api.options import EngineOptions
from engine.loop.loader import Loader
from engine.loop.messages import (
    Ask,
    CancelRequest,
    CardsRead,
    DeviceStatus,
    Instruction,
    Loaded,
    LoadFailed,
    Loading,
    News,
    Stop,
    Stopped,
    SubmitRequest,
    Unask,
)
from engine.loop.model_cache import ModelCache
from engine.loop.question_worker import QuestionWorker
from engine.loop.worker import Worker
from engine.runtime.failure import Failure, attempt
from engine.runtime.memory import free_cache, memory_of

logger = logging.getLogger(__name__)
Inbox = SimpleQueue[Instruction]

STATUS_EVERY_S = 1.0


def run(
    options: EngineOptions,
    loader: Loader,
    inbox: Inbox,
    tell: Callable[[News], None],
) -> None:
    """The last word is Stopped: after Stop, when the model cannot be loaded, or when all broke."""
    lived = attempt(_live, options, loader, inbox, tell)
    if isinstance(lived, Failure):
        if isinstance(lived.error, ModelLoadError):
            tell(LoadFailed(lived.error.with_traceback(None)))
        else:
            logger.critical("the engine thread died", exc_info=lived.error)
    del lived  # and with it the model, before another thread loads it again
    gc.collect()
    free_cache()
    tell(Stopped())


def _live(
    options: EngineOptions,
    loader: Loader,
    inbox: Inbox,
    tell: Callable[[News], None],
) -> None:
    with torch.inference_mode():
        tell(Loading())
        if cards := loader.read_cards(options):
            tell(CardsRead(cards))
            tell(Loading())
        models = ModelCache(options, loader.load)
        card = models.load(options.model).card
        tell(Loaded(card, models.learn_cards()))
        serve_inbox(
            Worker(models, options, tell),
            QuestionWorker(models, options, tell),
            models,
            inbox,
            tell,
        )


def serve_inbox(
    worker: Worker,
    questions: QuestionWorker,
    models: ModelCache,
    inbox: Inbox,
    tell: Callable[[News], None],
) -> None:
    """Instructions are taken between steps; an idle worker waits for one without spinning.

    Between two steps one question is answered, however many were asked.
    """
    told_s = 0.0
    while True:
        now_s = time.monotonic()
        if now_s - told_s >= STATUS_EVERY_S:
            told_s = now_s
            tell(_device_status(models))
        while (worker.is_idle and questions.is_idle) or not inbox.empty():
            while inbox.empty() and worker.measure_one():
                tell(worker.statistics)
            instruction = inbox.get()
            if isinstance(instruction, Stop):
                return
            if isinstance(instruction, SubmitRequest):
                worker.add(instruction.request)
            elif isinstance(instruction, CancelRequest):
                worker.cancel(instruction.request_id)
            elif isinstance(instruction, Ask):
                questions.add(instruction)
            elif isinstance(instruction, Unask):
                questions.forget(instruction.ask_id)
            tell(worker.statistics)
        questions.answer_next()
        if not worker.is_idle:
            worker.step()
        tell(worker.statistics)


def _device_status(models: ModelCache) -> DeviceStatus:
    memory = memory_of(models.device)
    return DeviceStatus(
        compiling=models.compiling,
        memory_used_bytes=memory.used_bytes,
        memory_free_bytes=memory.free_bytes,
    )
