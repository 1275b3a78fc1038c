"""The body of the engine thread: load the model, then serve the inbox until told to stop."""

import logging
from collections.abc import Callable
from queue import SimpleQueue

import torch

from engine.errors import GenerationFailed, ModelLoadError
from engine.messages import Cancel, Loaded, LoadFailed, News, Order, Stop, Stopped, Submit
from engine.model import Model
from engine.options import EngineOptions
from engine.worker import Worker, attempt

logger = logging.getLogger(__name__)
Inbox = SimpleQueue[Order]


def run(
    options: EngineOptions,
    load: Callable[[EngineOptions], Model],
    inbox: Inbox,
    tell: Callable[[News], None],
) -> None:
    """Ends after Stop, or when the model cannot be loaded; the last word is Stopped."""
    models: list[Model] = []
    with torch.inference_mode():
        error = attempt(lambda: models.append(load(options)))
        if error is None:
            tell(Loaded(models[0].card))
            serve(Worker(models[0], options, tell), inbox, tell)
        elif isinstance(error, ModelLoadError):
            tell(LoadFailed(error.with_traceback(None)))
        else:
            logger.error("loading the model failed", exc_info=error)
            sentence = f"The model {options.model} could not be loaded: {error}"
            tell(LoadFailed(ModelLoadError(sentence)))
    tell(Stopped())


def serve(worker: Worker, inbox: Inbox, tell: Callable[[News], None]) -> None:
    """Orders are taken between steps; an idle worker waits for one without spinning."""
    while True:
        while worker.is_idle or not inbox.empty():
            order = inbox.get()
            if isinstance(order, Stop):
                return
            if isinstance(order, Submit):
                worker.add(order.request)
            elif isinstance(order, Cancel):
                worker.cancel(order.request_id)
            tell(worker.statistics)
        error = attempt(worker.step)
        if error is not None:
            logger.critical("the engine lost its bookkeeping", exc_info=error)
            worker.fail_all(GenerationFailed())
        tell(worker.statistics)
