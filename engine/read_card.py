"""The card of a model, read without loading them. Imports torch only when asked."""

from engine.api.model_card import ModelCard
from engine.api.options import EngineOptions
from engine.runtime import environment


def read_card(options: EngineOptions) -> ModelCard:
    """What `ready` would tell of this model; raises ModelLoadError.

    A model in one file without a configuration around it has to be loaded for it.
    """
    environment.prepare()
    from engine.loading.outline import outlined_card

    return outlined_card(options)
