"""Stable Diffusion 3 and 3.5: two CLIP texts beside a T5 text, which may be left out of the folder.

T5 reads 256 tokens, so long texts need no parts.
"""

from collections.abc import Sequence

import diffusers
import torch

from engine.models.components import Components, ModelSource, check_side
from engine.models.families.flow import dynamic_shift
from engine.models.families.tokens import offset_tokens
from engine.runtime.device import ModelPlacement
from engine.runtime.stock import Stock, flow_scheduler
from engine.sampling.denoiser import EncodedText, Row, TextToken
from engine.sampling.guidance import RowText
from engine.sampling.noise_schedule import Spacing

T5_TOKENS = 256  # of the stock pipeline's `encode_prompt`


class SD3Denoiser:
    family = "sd3"
    extra_channels = 0
    max_references = 0
    can_guide = True
    reads_in_parts = False
    has_painter = False
    guidance_offset = 0.0

    def __init__(self, pipeline: Stock) -> None:
        self._pipeline = pipeline
        self._transformer = pipeline.transformer
        config = self._transformer.config
        self._patch: int = config.patch_size
        self.latent_channels: int = config.in_channels
        self.native_px: int = config.sample_size * pipeline.vae_scale_factor
        self.size_multiple_px: int = self._patch * pipeline.vae_scale_factor
        self._dtype: torch.dtype = self._transformer.dtype
        self._device: torch.device = self._transformer.device

    def encode_texts(self, texts: Sequence[RowText]) -> list[EncodedText]:
        states, _, pooled, _ = self._pipeline.encode_prompt(
            [row.text for row in texts],
            None,
            None,
            device=self._pipeline.text_encoder.device,
            do_classifier_free_guidance=False,
        )
        states, pooled = (own.to(self._device, self._dtype) for own in (states, pooled))
        return [EncodedText(*pair) for pair in zip(states, pooled, strict=True)]

    def tokens(self, text: str) -> list[TextToken]:
        """First those of CLIP, then those of T5, which stand for nothing where it is left out."""
        pipeline = self._pipeline
        first = offset_tokens(
            pipeline.tokenizer, text, pipeline.tokenizer_max_length, is_padded=True
        )
        if pipeline.text_encoder_3 is None:
            return [*first, *(TextToken(0, 0, len(first) + k) for k in range(T5_TOKENS))]
        second = offset_tokens(
            pipeline.tokenizer_3, text, T5_TOKENS, is_padded=True, place=len(first)
        )
        return [*first, *second]

    def spacing(self, shape: torch.Size, steps: int) -> Spacing:
        config = self._pipeline.scheduler.config
        if not config.use_dynamic_shifting:
            return Spacing()
        patches = (shape[-2] // self._patch) * (shape[-1] // self._patch)
        return Spacing(mu=dynamic_shift(config, patches, max_shift=1.16))

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        pooled = [row.text.pooled for row in rows if row.text.pooled is not None]
        output: torch.Tensor = self._transformer(
            hidden_states=latents.to(self._dtype),
            timestep=timesteps,
            encoder_hidden_states=torch.stack([row.text.states for row in rows]),
            pooled_projections=torch.stack(pooled),
            return_dict=False,
        )[0]
        return output


def build(source: ModelSource, placement: ModelPlacement) -> Components:
    """A stock pipeline object around the loaded components; only its `encode_prompt` is used."""
    transformer = source.network("transformer", placement.for_denoiser)
    check_side(source, "transformer", transformer)
    has_t5 = source.has("text_encoder_3")
    make: Stock = diffusers.StableDiffusion3Pipeline
    pipeline = make(
        transformer=transformer,
        scheduler=flow_scheduler(source.scheduler_config()),
        vae=source.network("vae", placement.for_autoencoder),
        text_encoder=source.network("text_encoder", placement.for_text),
        tokenizer=source.tokenizer("tokenizer"),
        text_encoder_2=source.network("text_encoder_2", placement.for_text),
        tokenizer_2=source.tokenizer("tokenizer_2"),
        text_encoder_3=source.network("text_encoder_3", placement.for_text) if has_t5 else None,
        tokenizer_3=source.tokenizer("tokenizer_3") if has_t5 else None,
    )
    return Components(SD3Denoiser(pipeline), pipeline.transformer, pipeline, {})
