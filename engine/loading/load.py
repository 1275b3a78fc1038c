"""From `engine.model` to a Model that is ready to draw: quick, silent, with readable errors."""

import logging
from dataclasses import dataclass
from pathlib import Path

import torch

from engine.api.errors import ModelLoadError
from engine.api.options import EngineOptions
from engine.builtin import JUDGE_FILE
from engine.files.header import read_header
from engine.loading import sources
from engine.loading.calibration import calibrate, one_pass, settle_threads
from engine.loading.cards import family_card, with_abilities
from engine.loading.load_fallback import load_fallback
from engine.loading.model_folder import wrong_scheduler
from engine.loading.model_settings import settings_of_model, written_settings
from engine.loading.trial import check_words, try_out
from engine.models import compiling, preview
from engine.models.autoencoder import Autoencoder
from engine.models.components import Components, ModelSource
from engine.models.families import flux2, pixart, sd3, unet, z_image
from engine.models.model import Model
from engine.models.start import Home
from engine.runtime import device, memory_plan
from engine.runtime.device import DeviceChoice
from engine.runtime.failure import Failure, attempt, is_out_of_memory
from engine.runtime.stock import Json, be_silent, gist, weight_bytes
from engine.sampling.denoiser import Denoiser
from engine.sampling.samplers import Samplers

logger = logging.getLogger(__name__)

BUILDERS = {
    "StableDiffusionPipeline": unet.build,
    "StableDiffusionImg2ImgPipeline": unet.build,
    "StableDiffusionInpaintPipeline": unet.build,
    "StableDiffusionInstructPix2PixPipeline": unet.build,
    "LatentConsistencyModelPipeline": unet.build,
    "StableDiffusionXLPipeline": unet.build,
    "StableDiffusionXLInpaintPipeline": unet.build,
    "StableDiffusion3Pipeline": sd3.build,
    "Flux2KleinPipeline": flux2.build,
    "ZImagePipeline": z_image.build,
    "PixArtAlphaPipeline": pixart.build,
    "PixArtSigmaPipeline": pixart.build,
}


@dataclass(frozen=True, slots=True, eq=False)
class LoadedModel:
    """A model, and the stock components it was built from."""

    model: Model
    components: Components
    samplers: Samplers


def load_model(options: EngineOptions) -> Model:
    """Raises ModelLoadError with a sentence that names what is wrong and what would be right.

    A lack of memory is raised as it is: there may be other models that can leave.
    """
    loaded = attempt(_load, options)
    if not isinstance(loaded, Failure):
        return loaded
    raise sentence_for(loaded.error, options.model)


def sentence_for(error: Exception, model: str) -> Exception:
    """What is raised instead of an error that nobody has put into words."""
    if isinstance(error, ModelLoadError) or is_out_of_memory(error):
        return error  # who has no other model to evict says so with `no_memory_for`
    logger.error("loading the model %s failed", model, exc_info=error)
    made = ModelLoadError(
        f"The model {model} could not be put together ({gist(error)}): download it again, all "
        "parts from the same model."
    )
    made.__cause__ = error
    return made


def no_memory_for(model: str) -> ModelLoadError:
    """The sentence where a model does not fit, though nothing else is loaded."""
    return ModelLoadError(
        f"The model {model} could not be loaded, for it does not fit into the memory of this "
        "device: set engine.memory to low, or name a smaller model."
    )


def _load(options: EngineOptions) -> Model:
    choice, source = _find(options)
    if source.pipeline_name in BUILDERS:
        model = _build(source, choice, options).model
    else:
        model = load_fallback(source, choice)
    model.card = with_abilities(model.card, options, source.path)
    if (source.path / JUDGE_FILE).is_file():
        read_header(source.path / JUDGE_FILE)
        model.judge_folder = source.path
    return model


def load_with_components(options: EngineOptions) -> LoadedModel:
    """For who needs the stock components too; only of the families above."""
    choice, source = _find(options)
    if source.pipeline_name not in BUILDERS:
        raise ModelLoadError(
            f"{source.path} is a {source.pipeline_name}, not one of {', '.join(BUILDERS)}."
        )
    return _build(source, choice, options)


def _find(options: EngineOptions) -> tuple[DeviceChoice, ModelSource]:
    choice = device.choose_device(options)
    if choice.threads is not None:
        torch.set_num_threads(choice.threads)
    be_silent()
    return choice, sources.find(options.model)


def _build(source: ModelSource, choice: DeviceChoice, options: EngineOptions) -> LoadedModel:
    written = written_settings(source)
    samplers = samplers_of(source, written)
    plan = memory_plan.plan_for(source.path, choice, options)
    components = BUILDERS[source.pipeline_name](source, plan.placement(choice))
    memory_plan.set_tiles(plan, components.pipeline.vae)
    autoencoder = Autoencoder(components.pipeline.vae, plan.tile_above_px)
    _check_fit(source.path, components.denoiser, autoencoder)
    check_words(source.path, components.pipeline)
    settings = settings_of_model(source, components.denoiser, written)
    model = Model(
        card=family_card(settings, components.denoiser, autoencoder, samplers, choice),
        denoiser=components.denoiser,
        autoencoder=autoencoder,
        plans=samplers,
        previews=preview.fit(autoencoder),
        home=Home(choice.device, choice.latent_dtype),
        weight_bytes=weight_bytes(components.pipeline, choice.device),
        memory=plan.why,
    )
    try_out(model, source.path)
    if choice.device.type == "cpu" and choice.threads is None:
        settle_threads(model, options)
    calibrate(model, options)
    if options.compile and plan.keeps_denoiser:
        model.compiled = compiling.attach(components)
        one_pass(model)  # as it is; its size is the first to be compiled for
    return LoadedModel(model, components, samplers)


def samplers_of(source: ModelSource, written: Json) -> Samplers:
    """By the model's own noise schedule; written: its settings."""
    config = source.scheduler_config() | written.get("scheduler", {})
    made = attempt(Samplers, config)
    if isinstance(made, Failure):
        raise wrong_scheduler(source.path, made.error)
    return made


def _check_fit(path: Path, denoiser: Denoiser, autoencoder: Autoencoder) -> None:
    """Refuse what would load and then draw nonsense."""
    latents, extra = denoiser.latent_channels, denoiser.extra_channels
    if latents != autoencoder.latent_channels or extra not in (0, latents, latents + 1):
        raise ModelLoadError(
            f"{path} has a network for {latents + extra} channels and an autoencoder of "
            f"{autoencoder.latent_channels}: a special model that is not served."
        )
