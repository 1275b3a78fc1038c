"""Where models and their cards come from: the two things a thread is given to begin with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.api.model_card import ModelCard
from engine.api.options import EngineOptions

if TYPE_CHECKING:
    from engine.models.model import Model


def no_cards(options: EngineOptions) -> Mapping[str, ModelCard]:
    """Of models that have no files."""
    return {}


@dataclass(frozen=True, slots=True)
class Loader:
    """read_cards: what their files say, by the names that requests use, the default one first;
    empty where the default one has to be loaded for it.
    """

    load: "Callable[[EngineOptions], Model]"
    read_cards: Callable[[EngineOptions], Mapping[str, ModelCard]] = no_cards
