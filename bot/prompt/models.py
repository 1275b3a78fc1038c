"""Which model a prompt is for: `--model`, `--version` and `--niji` name one of the operator's."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.errors import NOT_AVAILABLE, Problem
from bot.language import say
from bot.prompt.order import Defaults
from bot.prompt.read import Given
from bot.prompt.table import MODELS, model_names
from bot.prompt.values import listed, number
from engine import ModelCard


@dataclass(frozen=True, slots=True)
class Chosen:
    """The model's name, None for the default one, and its card; or what there is not."""

    name: str | None
    card: ModelCard
    problem: Problem | None = None
    given: Given | None = None


def chosen_model(given: Mapping[str, Given], card: ModelCard, defaults: Defaults) -> Chosen:
    """What the strongest of the sources names; the default model where it names none."""
    named = next((given[name] for name in MODELS if name in given), None)
    if named is None:
        return Chosen(None, card)
    if named.name == "model":
        return _called(str(named.value), card, defaults, named)
    if named.name == "niji":  # where none is set up, the table has refused it
        return _called(defaults.niji or card.name, card, defaults, named)
    version = number(float(named.value))
    known = {name.casefold(): name for name in model_names(card, defaults)}
    for spelling in (version, f"v{version}", f"{version}.0", f"v{version}.0"):
        if spelling in known:
            return _called(known[spelling], card, defaults, named)
    names = listed(model_names(card, defaults))
    sentence = say("prompt-not-version", version=version, models=names, count=len(known))
    return Chosen(None, card, Problem(NOT_AVAILABLE, sentence), named)


def _called(name: str, card: ModelCard, defaults: Defaults, given: Given) -> Chosen:
    if name in defaults.models:
        return Chosen(name, defaults.models[name], given=given)
    return Chosen(None, card, given=given)
