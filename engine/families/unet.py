"""U-Net folders: Stable Diffusion 1 and 2 (StableDiffusionPipeline) and SDXL."""

from collections.abc import Sequence

import diffusers
import torch

from engine.families import EncodedText, Parts
from engine.model_folder import ModelSource, Placement
from engine.stock import Stock


class UNetDenoiser:
    """The text of Stable Diffusion 1 and 2 always has the same number of tokens: no mask."""

    family = "unet"

    def __init__(self, pipeline: Stock) -> None:
        self.pipeline = pipeline
        self._unet = pipeline.unet
        config = self._unet.config
        self._factor: int = pipeline.vae_scale_factor
        self.latent_channels: int = config.in_channels
        self.native_px: int = config.sample_size * self._factor
        self.size_multiple_px: int = self._factor * 2 ** (len(config.block_out_channels) - 1)
        self._dtype: torch.dtype = self._unet.dtype
        self._device: torch.device = self._unet.device

    def encode_text(self, text: str, is_negative: bool) -> EncodedText:
        states, _ = self.pipeline.encode_prompt(
            text,
            device=self.pipeline.text_encoder.device,
            num_images_per_prompt=1,
            do_classifier_free_guidance=False,
        )
        return EncodedText(states[0].to(self._device, self._dtype))

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, texts: Sequence[EncodedText]
    ) -> torch.Tensor:
        output: torch.Tensor = self._unet(
            latents.to(self._dtype),
            timesteps,
            encoder_hidden_states=torch.stack([text.states for text in texts]),
            added_cond_kwargs=self._conditions(latents, texts),
            return_dict=False,
        )[0]
        return output

    def _conditions(
        self, latents: torch.Tensor, texts: Sequence[EncodedText]
    ) -> dict[str, torch.Tensor] | None:
        return None


class SDXLDenoiser(UNetDenoiser):
    """Two text encoders, their pooled text, and the picture size as conditions."""

    family = "sdxl"

    def encode_text(self, text: str, is_negative: bool) -> EncodedText:
        states, negative_states, pooled, negative_pooled = self.pipeline.encode_prompt(
            "" if is_negative else text,
            device=self.pipeline.text_encoder.device,
            do_classifier_free_guidance=is_negative,
            negative_prompt=text or None,  # None: zeros where the model was trained with them
        )
        if is_negative:
            states, pooled = negative_states, negative_pooled
        return EncodedText(
            states[0].to(self._device, self._dtype), pooled[0].to(self._device, self._dtype)
        )

    def _conditions(
        self, latents: torch.Tensor, texts: Sequence[EncodedText]
    ) -> dict[str, torch.Tensor] | None:
        height_px, width_px = (side * self._factor for side in latents.shape[-2:])
        time_ids = torch.tensor([[height_px, width_px, 0, 0, height_px, width_px]])
        return {
            "text_embeds": torch.stack([text.pooled for text in texts if text.pooled is not None]),
            "time_ids": time_ids.repeat(len(texts), 1).to(self._device, self._dtype),
        }


def build(source: ModelSource, placement: Placement) -> Parts:
    """A stock pipeline object around the loaded components; only its `encode_prompt` is used."""
    components: dict[str, Stock] = {
        "vae": source.network("vae", placement.for_autoencoder),
        "text_encoder": source.network("text_encoder", placement.for_text),
        "tokenizer": source.tokenizer("tokenizer"),
        "unet": source.network("unet", placement.for_denoiser),
        "scheduler": source.stock_scheduler(),
    }
    if source.pipeline_name == "StableDiffusionPipeline":
        components |= dict.fromkeys(("safety_checker", "feature_extractor"))
        make: Stock = diffusers.StableDiffusionPipeline
        pipeline = make(**components, requires_safety_checker=False)
        return Parts(UNetDenoiser(pipeline), pipeline.unet, pipeline, {})
    make = diffusers.StableDiffusionXLPipeline
    pipeline = make(
        **components,
        text_encoder_2=source.network("text_encoder_2", placement.for_text),
        tokenizer_2=source.tokenizer("tokenizer_2"),
        force_zeros_for_empty_prompt=source.index.get("force_zeros_for_empty_prompt", True),
        add_watermarker=False,
    )
    return Parts(SDXLDenoiser(pipeline), pipeline.unet, pipeline, {})
