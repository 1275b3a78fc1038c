"""Loading a pipeline that no family reads: checked, tried once, and served by its own code.

Only classes and weights that diffusers and transformers know: nothing of the folder is run as code.
"""

import diffusers
import torch

from engine.api.errors import ModelLoadError
from engine.api.model_card import ModelCard
from engine.api.request import ImageRequest, PromptPart
from engine.loading.cards import FALLBACK_SAMPLER, fallback_card
from engine.models.components import ModelSource
from engine.models.fallback import PixelCoder, StockDenoiser, StockModel, StockPlans
from engine.models.start import Home
from engine.runtime.device import ComponentPlacement, DeviceChoice
from engine.runtime.failure import Failure, attempt, is_out_of_memory
from engine.runtime.stock import Stock, gist, weight_bytes

NETWORKS = ("unet", "transformer", "vae", "text_encoder", "text_encoder_2", "text_encoder_3")


def load_fallback(source: ModelSource, choice: DeviceChoice) -> StockModel:
    """Raises ModelLoadError for a pipeline that does not make one picture from words alone."""
    part = choice.placement.for_denoiser
    pipeline = _pipeline(source, part).to(part.device)
    pipeline.set_progress_bar_config(disable=True)
    denoiser, pixels = StockDenoiser(pipeline), PixelCoder()
    card = fallback_card(source, denoiser, choice)
    home = Home(torch.device("cpu"))
    size = weight_bytes(pipeline, part.device)
    model = StockModel(card, denoiser, pixels, StockPlans(), pixels, home, weight_bytes=size)
    tried = attempt(lambda: denoiser.begin(_smallest(card), seed=0).step(is_last=True))
    if isinstance(tried, Failure):
        if is_out_of_memory(tried.error):
            raise tried.error
        raise ModelLoadError(
            f"{source.path}, a {source.pipeline_name}, makes no picture from a text "
            f"({gist(tried.error)}): name a model that does."
        ) from tried.error
    return model


def outlined_fallback_card(source: ModelSource, choice: DeviceChoice) -> ModelCard:
    """The card of such a pipeline, of a source without weights; whether it draws is not tried."""
    pipeline = _pipeline(source, choice.placement.for_denoiser)
    return fallback_card(source, StockDenoiser(pipeline), choice)


def _pipeline(source: ModelSource, part: ComponentPlacement) -> Stock:
    """The stock pipeline around the parts of the source; ModelLoadError where that fails."""
    _check(source)
    pipeline_class: Stock = diffusers.DiffusionPipeline
    loaded = attempt(
        pipeline_class.from_pretrained,
        source.path,
        **_parts(source, part),
        local_files_only=True,
        trust_remote_code=False,
    )
    if not isinstance(loaded, Failure):
        return loaded
    if is_out_of_memory(loaded.error):
        raise loaded.error
    raise ModelLoadError(
        f"{source.path} could not be loaded ({gist(loaded.error)}): download it again."
    ) from loaded.error


def _parts(source: ModelSource, part: ComponentPlacement) -> dict[str, Stock]:
    """Networks and tokenizers, each checked as those of a family are; the rest is settings."""
    parts: dict[str, Stock] = {}
    for name in source.index:
        if name.startswith("_") or not source.has(name):
            continue
        if (source.path / name / "config.json").exists() or name in NETWORKS:
            parts[name] = source.network(name, part)
        elif name.startswith("tokenizer"):
            parts[name] = source.tokenizer(name)
    return parts


def _check(source: ModelSource) -> None:
    found: Stock = getattr(diffusers, source.pipeline_name, None)
    if not isinstance(found, type) or not issubclass(found, diffusers.DiffusionPipeline):
        raise ModelLoadError(
            f"{source.path} is a {source.pipeline_name}, unknown to diffusers: "
            "name a model of a pipeline that diffusers has."
        )
    for name, entry in source.index.items():
        is_component = isinstance(entry, list) and len(entry) == 2 and entry[0] is not None
        if is_component and entry[0] not in ("diffusers", "transformers"):
            raise ModelLoadError(
                f"model_index.json of {source.path} names an unknown {name}: {entry[0]}.{entry[1]} "
                "is not of diffusers or transformers; name a model without code of its own, for "
                "that is never run."
            )


def _smallest(card: ModelCard) -> ImageRequest:
    """A picture of one step, to see that the pipeline can make one."""
    return ImageRequest(
        request_id="a trial",
        parts=(PromptPart("a trial"),),
        negative="",
        seeds=(0,),
        width_px=card.native_px,
        height_px=card.native_px,
        steps=1,
        guidance=card.guidance,
        sampler=FALLBACK_SAMPLER,
    )
