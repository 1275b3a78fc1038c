"""Z-Image and Z-Image-Turbo: each row has its own length of text, and could have its own size.

The stock pipeline counts guidance from 0 (m = c + g·(c - u)), the engine from 1; its network takes
the time from noise to image and answers the velocity the other way round.
"""

from collections.abc import Sequence

import diffusers
import torch

from engine.models.components import Components, ModelSource
from engine.models.families.flow import dynamic_shift, even_sigmas
from engine.models.families.tokens import chat_tokens
from engine.runtime.device import ModelPlacement
from engine.runtime.stock import Stock, flow_scheduler
from engine.sampling.denoiser import EncodedText, Row, TextToken
from engine.sampling.guidance import RowText
from engine.sampling.noise_schedule import Spacing

NATIVE_PX = 1024  # the default of the stock pipeline; the network names none
PATCH = 2
MAX_TOKENS = 512  # of the stock pipeline's `encode_prompt`, the template's among them


class ZImageDenoiser:
    family = "z_image"
    extra_channels = 0
    max_references = 0
    can_guide = True
    reads_in_parts = False
    has_painter = False
    guidance_offset = -1.0
    native_px = NATIVE_PX

    def __init__(self, pipeline: Stock) -> None:
        self._pipeline = pipeline
        self._transformer = pipeline.transformer
        self.latent_channels: int = self._transformer.config.in_channels
        self.size_multiple_px: int = PATCH * pipeline.vae_scale_factor
        self._dtype: torch.dtype = self._transformer.dtype
        self._device: torch.device = self._transformer.device

    def encode_texts(self, texts: Sequence[RowText]) -> list[EncodedText]:
        states, _ = self._pipeline.encode_prompt(
            [row.text for row in texts],
            device=self._pipeline.text_encoder.device,
            do_classifier_free_guidance=False,
        )
        return [EncodedText(own.to(self._device, self._dtype)) for own in states]

    def tokens(self, text: str) -> list[TextToken]:
        tokenizer = self._pipeline.tokenizer
        return chat_tokens(tokenizer, text, MAX_TOKENS, is_padded=False, is_thinking=True)

    def spacing(self, shape: torch.Size, steps: int) -> Spacing:
        patches = (shape[-2] // PATCH) * (shape[-1] // PATCH)
        return Spacing(dynamic_shift(self._pipeline.scheduler.config, patches), even_sigmas(steps))

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        outputs = self._transformer(
            list(latents.to(self._dtype)[:, :, None].unbind()),  # (C, 1, h, w) each
            (1000 - timesteps) / 1000,
            [row.text.states for row in rows],
            return_dict=False,
        )[0]
        return -torch.stack(outputs)[:, :, 0]


def build(source: ModelSource, placement: ModelPlacement) -> Components:
    """A stock pipeline object around the loaded components; only its `encode_prompt` is used."""
    make: Stock = diffusers.ZImagePipeline
    pipeline = make(
        scheduler=flow_scheduler(source.scheduler_config()),
        vae=source.network("vae", placement.for_autoencoder),
        text_encoder=source.network("text_encoder", placement.for_text),
        tokenizer=source.tokenizer("tokenizer"),
        transformer=source.network("transformer", placement.for_denoiser),
    )
    return Components(ZImageDenoiser(pipeline), pipeline.transformer, pipeline, {})
