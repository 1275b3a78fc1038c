"""From `engine.model` to a Model that is ready to draw: quick, silent, with readable errors."""

from dataclasses import dataclass
from pathlib import Path

import torch

from engine import device, preview, sources
from engine.autoencoder import Autoencoder
from engine.calibration import useful_lines
from engine.compiling import compile_network, refused
from engine.device import Choice
from engine.errors import ModelLoadError
from engine.families import Denoiser, Parts, pixart, unet
from engine.guidance import LineText
from engine.model import Home, Model
from engine.model_card import ModelCard
from engine.model_settings import ModelSettings, read_settings
from engine.options import EngineOptions
from engine.samplers import Samplers
from engine.stock import be_silent

BUILDERS = {
    "StableDiffusionPipeline": unet.build,
    "StableDiffusionXLPipeline": unet.build,
    "PixArtAlphaPipeline": pixart.build,
    "PixArtSigmaPipeline": pixart.build,
}


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """A model, and the stock parts it was built from."""

    model: Model
    parts: Parts
    samplers: Samplers


def load_model(options: EngineOptions) -> Model:
    """Raises ModelLoadError with a sentence that names what is wrong and what would be right."""
    return load(options).model


def load(options: EngineOptions) -> Loaded:
    choice = device.choose(options)
    if choice.threads is not None:
        torch.set_num_threads(choice.threads)
    be_silent()
    source = sources.find(options.model)
    build = BUILDERS.get(source.pipeline_name)
    if build is None:
        raise ModelLoadError(
            f"{source.path} is a {source.pipeline_name}: Easel serves {', '.join(BUILDERS)}."
        )
    samplers = Samplers(source.scheduler_config())
    parts = build(source, choice.placement)
    _check_fit(source.path, parts)
    if options.compile:
        compile_network(parts.network)
    autoencoder = Autoencoder(parts.pipeline.vae)
    settings = read_settings(source, parts.denoiser.family, samplers.default == "lcm")
    model = Model(
        card=_card(settings, parts.denoiser, samplers, choice),
        denoiser=parts.denoiser,
        autoencoder=autoencoder,
        plans=samplers,
        previews=preview.fit(autoencoder),
        home=Home(choice.device, choice.latent_dtype),
    )
    try:
        model.useful_lines = _calibrate(model, options.max_batch)
    except RuntimeError as error:
        raise (refused(error) if options.compile else error) from error
    return Loaded(model, parts, samplers)


def _check_fit(path: Path, parts: Parts) -> None:
    """Refuse what would load and then draw nonsense."""
    config = parts.network.config
    inputs, latents = config.in_channels, parts.pipeline.vae.config.latent_channels
    if inputs != latents:
        raise ModelLoadError(
            f"{path} has a network for {inputs} channels and an autoencoder of {latents}: "
            "inpainting and other special models are not served."
        )
    if config.get("time_cond_proj_dim") is not None:
        raise ModelLoadError(
            f"{path} has a network that takes the guidance as an input (a full LCM): not served; "
            "the same model with an LCM LoRA fused into it is."
        )


def _calibrate(model: Model, max_lines: int) -> int:
    side = model.card.native_px // model.autoencoder.factor
    shape = (1, model.denoiser.latent_channels, side, side)
    latents = torch.zeros(shape, device=model.home.device, dtype=model.home.dtype)
    return useful_lines(
        model.denoiser, model.encode_line(LineText("a warm-up")), latents, max_lines
    )


def _card(
    settings: ModelSettings, denoiser: Denoiser, samplers: Samplers, choice: Choice
) -> ModelCard:
    names = samplers.usable(settings.steps)
    sampler = settings.sampler or samplers.default
    if sampler not in names:
        raise ModelLoadError(
            f"easel.json names the sampler {sampler}: this model has {', '.join(names)}."
        )
    return ModelCard(
        name=settings.name,
        family=denoiser.family,
        native_px=settings.native_px or denoiser.native_px,
        size_multiple_px=denoiser.size_multiple_px,
        steps=settings.steps,
        min_steps=settings.min_steps,
        max_steps=settings.max_steps,
        guidance=settings.guidance,
        max_guidance=settings.max_guidance,
        sampler=sampler,
        samplers=(sampler, *(name for name in names if name != sampler)),
        can_negative=True,
        can_weights=True,
        can_img2img=True,
        max_aspect=settings.max_aspect,
        device=str(choice.device),
        dtype=choice.dtype_name,
        notes=tuple(samplers.notes),
    )
