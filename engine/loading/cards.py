"""The card of a model, from its settings and the shapes of its networks; no weights are needed."""

from dataclasses import replace
from pathlib import Path

import torch

from engine.api.errors import ModelLoadError
from engine.api.model_card import ModelCard
from engine.api.options import EngineOptions
from engine.builtin import JUDGE_FILE
from engine.loading.model_settings import (
    ModelSettings,
    settings_of_model,
    words_of_card,
    written_settings,
)
from engine.models.autoencoder import Autoencoder
from engine.models.components import ModelSource
from engine.models.fallback import StockDenoiser
from engine.runtime.device import DeviceChoice
from engine.sampling.denoiser import Denoiser
from engine.sampling.samplers import Samplers

FALLBACK_SAMPLER = "stock"


def family_card(
    settings: ModelSettings,
    denoiser: Denoiser,
    autoencoder: Autoencoder,
    samplers: Samplers,
    choice: DeviceChoice,
) -> ModelCard:
    """Of a model of a family; it needs the shapes of the networks, not their weights."""
    native_px = settings.native_px or denoiser.native_px
    side = native_px // autoencoder.factor
    native = torch.Size((denoiser.latent_channels, side, side))
    names = samplers.usable(settings.steps, denoiser.spacing(native, settings.steps))
    sampler = settings.sampler or samplers.default
    if sampler not in names:
        raise ModelLoadError(
            f"easel.json names the sampler {sampler}: this model has {', '.join(names)}."
        )
    return ModelCard(
        name=settings.name,
        family=denoiser.family,
        native_px=native_px,
        size_multiple_px=denoiser.size_multiple_px,
        steps=settings.steps,
        min_steps=settings.min_steps,
        max_steps=settings.max_steps,
        guidance=settings.guidance,
        max_guidance=settings.max_guidance,
        sampler=sampler,
        samplers=(sampler, *(name for name in names if name != sampler)),
        can_negative=denoiser.can_guide,
        can_weights=denoiser.can_guide,
        can_img2img=True,
        can_break=denoiser.reads_in_parts,
        can_inpaint=True,
        can_tile=True,
        max_references=denoiser.max_references,
        max_aspect=settings.max_aspect,
        device=str(choice.device),
        dtype=choice.dtype_name,
        notes=tuple(samplers.notes),
        **words_of_card(settings),
    )


def fallback_card(source: ModelSource, denoiser: StockDenoiser, choice: DeviceChoice) -> ModelCard:
    """Of a model that runs by diffusers' own code, one picture at a time."""
    usual = ModelSettings("", denoiser.steps, denoiser.guidance)
    settings = settings_of_model(source, denoiser, written_settings(source), usual)
    note = (
        f"{source.pipeline_name} has no family in Easel: it runs by diffusers' own code, "
        "one picture at a time."
    )
    return ModelCard(
        name=settings.name,
        family=denoiser.family,
        native_px=settings.native_px or denoiser.native_px,
        size_multiple_px=denoiser.size_multiple_px,
        steps=settings.steps,
        min_steps=1,
        max_steps=settings.max_steps,
        guidance=settings.guidance,
        max_guidance=settings.max_guidance,
        sampler=FALLBACK_SAMPLER,
        samplers=(FALLBACK_SAMPLER,),
        can_negative=denoiser.can_guide,
        can_weights=False,
        can_emphasis=False,
        can_schedule=False,
        can_img2img=False,
        can_inpaint=False,
        can_tile=False,
        can_batch=False,
        max_aspect=settings.max_aspect,
        device=str(choice.device),
        dtype=choice.dtype_name,
        notes=(note,),
        **words_of_card(settings),
    )


def with_abilities(card: ModelCard, options: EngineOptions, folder: Path) -> ModelCard:
    """The card of the model in this folder, which may bring a judge that describes and scores."""
    has_judge = (folder / JUDGE_FILE).is_file()
    return replace(
        card,
        can_describe=options.captioner is not None or has_judge,
        can_translate=options.translator is not None,
        can_score=options.scorer is not None or has_judge,
    )
