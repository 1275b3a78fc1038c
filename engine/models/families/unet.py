"""U-Nets: Stable Diffusion 1 and 2 and SDXL, with their distilled and their inpainting variants.

A full LCM takes the guidance as an input; a network for inpainting sees the mask and the masked
latent beside its own, one of InstructPix2Pix the picture that the words change. Texts of more than
75 tokens are read in parts (see long_texts).
"""

from collections.abc import Sequence

import diffusers
import torch

from engine.models.components import Components, ModelSource, check_side
from engine.models.families import long_texts
from engine.models.families.tokens import offset_tokens
from engine.runtime.device import ModelPlacement
from engine.runtime.stock import Stock
from engine.sampling.denoiser import EncodedText, Row, TextToken
from engine.sampling.guidance import RowText
from engine.sampling.noise_schedule import Spacing


class UNetDenoiser:
    family = "unet"
    reads_in_parts = True
    has_painter = False
    guidance_offset = 0.0

    def __init__(self, pipeline: Stock) -> None:
        self.pipeline = pipeline
        self._unet = pipeline.unet
        config = self._unet.config
        self._factor: int = pipeline.vae_scale_factor
        self.latent_channels: int = config.out_channels
        self.extra_channels: int = config.in_channels - config.out_channels
        self.max_references = int(self.extra_channels == self.latent_channels)
        self.can_guide: bool = config.time_cond_proj_dim is None
        self.native_px: int = config.sample_size * self._factor
        self.size_multiple_px: int = self._factor * 2 ** (len(config.block_out_channels) - 1)
        self._dtype: torch.dtype = self._unet.dtype
        self._device: torch.device = self._unet.device

    def encode_texts(self, texts: Sequence[RowText]) -> list[EncodedText]:
        parts = [long_texts.split_text(row.text, self.pipeline.tokenizer) for row in texts]
        encoded = iter(self._encode([part.text for own in parts for part in own]))
        return [long_texts.join([next(encoded) for _ in own]) for own in parts]

    def tokens(self, text: str) -> list[TextToken]:
        """SDXL's two tokenizers are one and the same."""
        tokenizer = self.pipeline.tokenizer
        length = tokenizer.model_max_length
        return [
            token
            for part in long_texts.split_text(text, tokenizer)
            for token in offset_tokens(
                tokenizer, part.text, length, is_padded=True, shift=part.start
            )
        ]

    def _encode(self, texts: list[str]) -> list[EncodedText]:
        states, _ = self.pipeline.encode_prompt(
            texts,
            device=self.pipeline.text_encoder.device,
            num_images_per_prompt=1,
            do_classifier_free_guidance=False,
        )
        return [EncodedText(own) for own in states.to(self._device, self._dtype)]

    def spacing(self, shape: torch.Size, steps: int) -> Spacing:
        return Spacing()

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        if self.extra_channels:
            extra = [row.channels for row in rows if row.channels is not None]
            latents = torch.cat([latents, torch.stack(extra).to(latents)], dim=1)
        output: torch.Tensor = self._unet(
            latents.to(self._dtype),
            timesteps,
            encoder_hidden_states=long_texts.stack([row.text.states for row in rows]),
            timestep_cond=None if self.can_guide else self._guidance_condition(rows),
            added_cond_kwargs=self._conditions(latents, rows),
            return_dict=False,
        )[0]
        return output

    def _guidance_condition(self, rows: Sequence[Row]) -> torch.Tensor:
        """(R, E), of the guidance less one, as the stock pipelines count it."""
        scales = torch.tensor([row.guidance - 1 for row in rows])
        condition: torch.Tensor = self.pipeline.get_guidance_scale_embedding(
            scales, embedding_dim=self._unet.config.time_cond_proj_dim
        )
        return condition.to(self._device, self._dtype)

    def _conditions(
        self, latents: torch.Tensor, rows: Sequence[Row]
    ) -> dict[str, torch.Tensor] | None:
        return None


def zeros_like(text: EncodedText) -> EncodedText:
    """A text of the same shape that says nothing."""
    assert text.pooled is not None
    return EncodedText(torch.zeros_like(text.states), torch.zeros_like(text.pooled))


class SDXLDenoiser(UNetDenoiser):
    """Two text encoders, their pooled text, and the picture size as conditions."""

    family = "sdxl"

    def encode_texts(self, texts: Sequence[RowText]) -> list[EncodedText]:
        """An empty negative prompt is zeros where the model was trained with them."""
        encoded = super().encode_texts(texts)
        if not self.pipeline.config.force_zeros_for_empty_prompt:
            return encoded
        for k, row in enumerate(texts):
            if row.is_negative and not row.text:
                encoded[k] = zeros_like(encoded[k])
        return encoded

    def _encode(self, texts: list[str]) -> list[EncodedText]:
        states, _, pooled, _ = self.pipeline.encode_prompt(
            texts,
            device=self.pipeline.text_encoder.device,
            do_classifier_free_guidance=False,
        )
        pairs = zip(
            states.to(self._device, self._dtype),
            pooled.to(self._device, self._dtype),
            strict=True,
        )
        return [EncodedText(*pair) for pair in pairs]

    def _conditions(
        self, latents: torch.Tensor, rows: Sequence[Row]
    ) -> dict[str, torch.Tensor] | None:
        height_px, width_px = (side * self._factor for side in latents.shape[-2:])
        time_ids = torch.tensor([[height_px, width_px, 0, 0, height_px, width_px]])
        pooled = [row.text.pooled for row in rows if row.text.pooled is not None]
        return {
            "text_embeds": torch.stack(pooled),
            "time_ids": time_ids.repeat(len(rows), 1).to(self._device, self._dtype),
        }


def build(source: ModelSource, placement: ModelPlacement) -> Components:
    """A stock pipeline object around the loaded components; only its `encode_prompt` is used."""
    unet = source.network("unet", placement.for_denoiser)
    check_side(source, "unet", unet)
    if placement.for_denoiser.device.type == "cuda":  # on CPUs it gains nothing (0.96 to 1.06)
        unet = unet.to(memory_format=torch.channels_last)
    components: dict[str, Stock] = {
        "vae": source.network("vae", placement.for_autoencoder),
        "text_encoder": source.network("text_encoder", placement.for_text),
        "tokenizer": source.tokenizer("tokenizer"),
        "unet": unet,
        "scheduler": source.stock_scheduler(),
    }
    if "StableDiffusionXL" not in source.pipeline_name:
        components |= dict.fromkeys(("safety_checker", "feature_extractor"))
        make: Stock = diffusers.StableDiffusionPipeline
        pipeline = make(**components, requires_safety_checker=False)
        return Components(UNetDenoiser(pipeline), pipeline.unet, pipeline, {})
    make = diffusers.StableDiffusionXLPipeline
    pipeline = make(
        **components,
        text_encoder_2=source.network("text_encoder_2", placement.for_text),
        tokenizer_2=source.tokenizer("tokenizer_2"),
        force_zeros_for_empty_prompt=source.index.get("force_zeros_for_empty_prompt", True),
        add_watermarker=False,
    )
    return Components(SDXLDenoiser(pipeline), pipeline.unet, pipeline, {})
