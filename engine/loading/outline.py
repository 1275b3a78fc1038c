"""A model without its weights: the same networks from the same files, on a device without numbers.

So its card is read in the time of importing the libraries, not of loading the model.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace

from engine.api.model_card import ModelCard
from engine.api.options import EngineOptions
from engine.loading import sources
from engine.loading.cards import family_card, with_abilities
from engine.loading.load import BUILDERS, load_model, samplers_of
from engine.loading.model_folder import ModelFolder
from engine.loading.model_settings import settings_of_model, written_settings
from engine.models.autoencoder import Autoencoder
from engine.runtime import device
from engine.runtime.device import ComponentPlacement
from engine.runtime.failure import Failure, attempt
from engine.runtime.stock import Stock, be_silent

logger = logging.getLogger(__name__)


class Outline(ModelFolder):
    """A folder whose networks have shapes and no numbers."""

    def network(self, name: str, part: ComponentPlacement) -> Stock:
        return self.outline(name).to(part.dtype).eval()


def outlined_card(options: EngineOptions) -> ModelCard:
    """What loading the model would say of it. Models that are no folder of a family are loaded."""
    be_silent()
    if options.model.endswith(".safetensors"):
        return load_model(options).card
    found = sources.find(options.model)
    if found.pipeline_name not in BUILDERS:
        return load_model(options).card
    source = Outline(found.path, found.name)
    choice = device.choose_device(options)
    written = written_settings(source)
    samplers = samplers_of(source, written)
    components = BUILDERS[source.pipeline_name](source, choice.placement)
    settings = settings_of_model(source, components.denoiser, written)
    autoencoder = Autoencoder(components.pipeline.vae)
    card = family_card(settings, components.denoiser, autoencoder, samplers, choice)
    return with_abilities(card, options, found.path)


def outlined_cards(options: EngineOptions, names: Sequence[str]) -> dict[str, ModelCard]:
    """By the names of the options; those that cannot be read are left out, and logged."""
    found: dict[str, ModelCard] = {}
    for name in names:
        own = replace(options, model=name, models=())
        card = attempt(outlined_card, own)
        if isinstance(card, Failure):
            logger.warning("the model %s is not offered: %s", name, card.error)
        else:
            found[name] = card
    return found


def names_of_cards(cards: dict[str, ModelCard]) -> dict[str, str]:
    """What people call each: the name of its card, or that of the options where two are alike."""
    taken: dict[str, str] = {}
    for name, card in cards.items():
        short = card.name if card.name not in taken.values() else name
        taken[name] = short
    return taken
