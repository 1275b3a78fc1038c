"""The cards of all models that are served, and the names a request may call them by."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from engine.api.model_card import ModelCard
from engine.api.options import EngineOptions
from engine.read_card import read_card
from engine.runtime.failure import attempt

logger = logging.getLogger(__name__)


def read_further(options: EngineOptions, names: Sequence[str]) -> dict[str, ModelCard]:
    """By the names of the options; those that cannot be read are left out, and logged."""
    found: dict[str, ModelCard] = {}
    for name in names:
        own = replace(options, model=name, models=())
        error = attempt(lambda: found.update({name: read_card(own)}))  # noqa: B023 run at once
        if error is not None:
            logger.warning("the model %s is not offered: %s", name, error)
    return found


def called(cards: dict[str, ModelCard]) -> dict[str, str]:
    """What people call each: the name of its card, or that of the options where two are alike."""
    taken: dict[str, str] = {}
    for name, card in cards.items():
        short = card.name if card.name not in taken.values() else name
        taken[name] = short
    return taken
