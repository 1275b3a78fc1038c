"""A model without its weights: the same networks from the same files, on a device without numbers.

So its card is read in the time of importing the libraries, not of loading the model.
"""

import torch

from engine.api.errors import ModelLoadError
from engine.api.model_card import ModelCard
from engine.api.options import EngineOptions
from engine.loading import load as loading
from engine.loading import sources
from engine.loading.model_folder import ModelFolder, Part
from engine.loading.model_settings import settings_for, written_settings
from engine.models.autoencoder import Autoencoder
from engine.reading import readers
from engine.runtime import device
from engine.runtime.stock import Stock, be_silent, first_line
from engine.sampling.samplers import Samplers


class Outline(ModelFolder):
    """A folder whose networks have shapes and no numbers."""

    def network(self, name: str, part: Part) -> Stock:
        component_class, subfolder = self._component_class(name), self.path / name
        try:
            with torch.device("meta"):
                if component_class.__module__.startswith("diffusers"):
                    network = component_class.from_config(component_class.load_config(subfolder))
                else:
                    network = component_class(
                        component_class.config_class.from_pretrained(subfolder)
                    )
        except (OSError, ValueError, RuntimeError, KeyError, TypeError) as error:
            raise ModelLoadError(f"{subfolder} could not be read: {first_line(error)}") from error
        return network.to(part.dtype).eval()


def card_of(options: EngineOptions) -> ModelCard:
    """What loading the model would say of it. Models that are no folder of a family are loaded."""
    be_silent()
    if options.model.endswith(".safetensors"):
        return loading.load_model(options).card
    found = sources.find(options.model)
    if found.pipeline_name not in loading.BUILDERS:
        return loading.load_model(options).card
    source = Outline(found.path, found.name)
    choice = device.choose(options)
    written = written_settings(source)
    samplers = Samplers(source.scheduler_config() | written.get("scheduler", {}))
    parts = loading.BUILDERS[source.pipeline_name](source, choice.placement)
    settings = settings_for(source, parts.denoiser, written)
    autoencoder = Autoencoder(parts.pipeline.vae)
    card = loading.card_of(settings, parts.denoiser, autoencoder, samplers, choice)
    return readers.with_abilities(card, options, found.path)
