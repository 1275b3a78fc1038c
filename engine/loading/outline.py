"""A model without its weights: the same networks from the same files, on a device without numbers.

So its card is read in the time of importing the libraries, not of loading the model.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from engine.api.model_card import ModelCard
from engine.api.options import EngineOptions
from engine.loading import sources
from engine.loading.cards import family_card, with_abilities
from engine.loading.load import BUILDERS, load_model, samplers_of, sentence_for
from engine.loading.load_fallback import outlined_fallback_card
from engine.loading.model_folder import ModelFolder
from engine.loading.model_settings import settings_of_model, written_settings
from engine.loading.single_file import SingleFile
from engine.models.autoencoder import Autoencoder
from engine.models.components import ModelSource
from engine.runtime import device
from engine.runtime.device import ComponentPlacement
from engine.runtime.failure import Failure, attempt
from engine.runtime.stock import Json, Stock, be_silent

logger = logging.getLogger(__name__)


class Outline(ModelFolder):
    """A folder whose networks have shapes and no numbers."""

    def network(self, name: str, part: ComponentPlacement) -> Stock:
        return self.outline(name).to(part.dtype).eval()


class OutlinedFile(Outline):
    """A single file, by the configuration that lies around it."""

    def __init__(self, file: SingleFile, configuration: Path) -> None:
        super().__init__(configuration, file.name)
        self.pipeline_name = file.pipeline_name
        self._file = file

    def settings(self) -> Json:
        return self._file.settings()

    def scheduler_config(self) -> Json:
        return super().scheduler_config() | self._file.marked


def outlined_card(options: EngineOptions) -> ModelCard:
    """What loading the model would say of it. What is not in its files is found by loading it."""
    card = card_from_files(options)
    return load_model(options).card if card is None else card


def card_from_files(options: EngineOptions) -> ModelCard | None:
    """The card, read without weights; None for a single file without a configuration around it.

    Raises ModelLoadError as loading it would, for all that can be seen without weights.
    """
    made = attempt(_card_from_files, options)
    if isinstance(made, Failure):
        raise sentence_for(made.error, options.model)
    return made


def _card_from_files(options: EngineOptions) -> ModelCard | None:
    be_silent()
    found = sources.find(options.model)
    source = _outline_of(found)
    if source is None:
        return None
    choice = device.choose_device(options)
    if source.pipeline_name not in BUILDERS:
        card = outlined_fallback_card(source, choice)
        return with_abilities(card, options, found.path)
    written = written_settings(source)
    samplers = samplers_of(source, written)
    components = BUILDERS[source.pipeline_name](source, choice.placement)
    settings = settings_of_model(source, components.denoiser, written)
    autoencoder = Autoencoder(components.pipeline.vae)
    card = family_card(settings, components.denoiser, autoencoder, samplers, choice)
    return with_abilities(card, options, found.path)


def _outline_of(found: ModelSource) -> Outline | None:
    if not isinstance(found, SingleFile):
        return Outline(found.path, found.name)
    return None if found.configuration is None else OutlinedFile(found, found.configuration)


def checked_card(options: EngineOptions) -> ModelCard:
    """The card of a model whose weights were looked at too, as far as their headers."""
    card = outlined_card(options)
    found = sources.find(options.model)
    if isinstance(found, ModelFolder):
        found.check_weights()
    return card


def outlined_cards(options: EngineOptions, names: Sequence[str]) -> dict[str, ModelCard]:
    """By the names of the options; those that cannot be loaded are left out, and logged."""
    found: dict[str, ModelCard] = {}
    for name in names:
        own = replace(options, model=name, models=())
        card = attempt(checked_card, own)
        if isinstance(card, Failure):
            logger.warning("the model %s is not offered: %s", name, card.error)
        else:
            found[name] = card
    return found


def cards_from_files(options: EngineOptions) -> dict[str, ModelCard]:
    """Of all models whose files say enough, by what people call them, the default one first.

    Empty where the default one has to be loaded for it, or is broken: loading it says why.
    """
    found: dict[str, ModelCard] = {}
    for name in dict.fromkeys((options.model, *options.models)):
        card = attempt(card_from_files, replace(options, model=name, models=()))
        if not isinstance(card, Failure) and card is not None:
            found[name] = card
        elif name == options.model:
            return {}
    called = names_of_cards(found)
    return {called[name]: replace(card, name=called[name]) for name, card in found.items()}


def names_of_cards(cards: dict[str, ModelCard]) -> dict[str, str]:
    """What people call each: the name of its card, or that of the options where two are alike."""
    taken: dict[str, str] = {}
    for name, card in cards.items():
        short = card.name if card.name not in taken.values() else name
        taken[name] = short
    return taken
