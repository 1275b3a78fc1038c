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
from engine.runtime.device import DeviceChoice
from engine.runtime.stock import Stock, first_line, weight_bytes

REFUSALS = (OSError, ValueError, RuntimeError, TypeError, LookupError, AttributeError, ImportError)


def load_fallback(source: ModelSource, choice: DeviceChoice) -> StockModel:
    """Raises ModelLoadError for a pipeline that does not make one picture from words alone."""
    _check(source)
    part = choice.placement.for_denoiser
    pipeline_class: Stock = diffusers.DiffusionPipeline
    try:
        pipeline = pipeline_class.from_pretrained(
            source.path,
            dtype=part.dtype,
            use_safetensors=True,
            local_files_only=True,
            trust_remote_code=False,
        ).to(part.device)
    except REFUSALS as error:
        raise ModelLoadError(f"{source.path} could not be loaded: {first_line(error)}") from error
    pipeline.set_progress_bar_config(disable=True)
    denoiser, pixels = StockDenoiser(pipeline), PixelCoder()
    card = fallback_card(source, denoiser, choice)
    home = Home(torch.device("cpu"))
    size = weight_bytes(pipeline, part.device)
    model = StockModel(card, denoiser, pixels, StockPlans(), pixels, home, weight_bytes=size)
    try:
        denoiser.begin(_smallest(card), seed=0).step(is_last=True)
    except REFUSALS as error:
        raise ModelLoadError(
            f"{source.path}, a {source.pipeline_name}, makes no picture from a text: "
            f"{first_line(error)}"
        ) from error
    return model


def _check(source: ModelSource) -> None:
    found: Stock = getattr(diffusers, source.pipeline_name, None)
    if not isinstance(found, type) or not issubclass(found, diffusers.DiffusionPipeline):
        raise ModelLoadError(f"{source.path} is a {source.pipeline_name}, unknown to diffusers.")
    for name, entry in source.index.items():
        is_component = isinstance(entry, list) and len(entry) == 2 and entry[0] is not None
        if is_component and entry[0] not in ("diffusers", "transformers"):
            raise ModelLoadError(
                f"model_index.json of {source.path} names an unknown {name}: {entry[0]}.{entry[1]}."
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
