"""FLUX.2 klein, distilled or not. Its latents are those of the autoencoder in patches of 2 by 2.

Pictures that the words change are further tokens behind its own, each picture at another time.
Source: diffusers' `Flux2KleinPipeline.prepare_image_latents`.

The text is always padded to 512 tokens, which the network attends to: no mask. The distilled
network has no guidance; the base one has, and takes a negative prompt as others do.
"""

from collections.abc import Sequence

import diffusers
import torch
from diffusers.pipelines.flux2.pipeline_flux2_klein import compute_empirical_mu

from engine.models.components import Components, ModelSource
from engine.models.families.flow import even_sigmas
from engine.models.families.tokens import chat_tokens
from engine.runtime.device import ModelPlacement
from engine.runtime.stock import Stock, flow_scheduler
from engine.sampling.denoiser import EncodedText, Row, TextToken
from engine.sampling.guidance import RowText
from engine.sampling.noise_schedule import Spacing

PATCH = 2
MAX_TOKENS = 512  # of the stock pipeline's `encode_prompt`, the template's among them


class Flux2Denoiser:
    family = "flux2"
    extra_channels = 0
    max_references = 4
    reads_in_parts = False
    has_painter = False
    guidance_offset = 0.0

    def __init__(self, pipeline: Stock) -> None:
        self._pipeline = pipeline
        self._transformer = pipeline.transformer
        self.can_guide: bool = not pipeline.config.is_distilled
        self.latent_channels: int = self._transformer.config.in_channels
        self.native_px: int = pipeline.default_sample_size * pipeline.vae_scale_factor
        self.size_multiple_px: int = PATCH * pipeline.vae_scale_factor
        self._dtype: torch.dtype = self._transformer.dtype
        self._device: torch.device = self._transformer.device

    def encode_texts(self, texts: Sequence[RowText]) -> list[EncodedText]:
        states, _ = self._pipeline.encode_prompt(
            [row.text for row in texts], device=self._pipeline.text_encoder.device
        )
        return [EncodedText(own) for own in states.to(self._device, self._dtype)]

    def tokens(self, text: str) -> list[TextToken]:
        tokenizer = self._pipeline.tokenizer
        return chat_tokens(tokenizer, text, MAX_TOKENS, is_padded=True, is_thinking=False)

    def spacing(self, shape: torch.Size, steps: int) -> Spacing:
        mu = compute_empirical_mu(image_seq_len=shape[-2] * shape[-1], num_steps=steps)
        is_flow = self._pipeline.scheduler.config.get("use_flow_sigmas")
        return Spacing(mu, None if is_flow else even_sigmas(steps))

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        states = torch.stack([row.text.states for row in rows])
        own = self._pipeline._pack_latents(latents)  # (R, h·w, C)
        tokens, ids = own, self._pipeline._prepare_latent_ids(latents)
        if rows[0].references:
            tokens = torch.cat([own, torch.stack([self._appended(row) for row in rows])], dim=1)
            ids = torch.cat([ids, self._appended_ids(rows)], dim=1)
        output: torch.Tensor = self._transformer(
            hidden_states=tokens.to(self._dtype),
            timestep=timesteps / 1000,
            guidance=None,
            encoder_hidden_states=states,
            txt_ids=self._pipeline._prepare_text_ids(states).to(self._device),
            img_ids=ids.to(self._device),
            return_dict=False,
        )[0]
        return output[:, : own.shape[1]].permute(0, 2, 1).reshape(latents.shape)

    def _appended(self, row: Row) -> torch.Tensor:
        """(tokens of all its references, C)."""
        packed = [self._pipeline._pack_latents(one[None])[0] for one in row.references]
        return torch.cat(packed)

    def _appended_ids(self, rows: Sequence[Row]) -> torch.Tensor:
        """(R, tokens, 4); the network looks at those of the first row alone."""
        references = [one[None] for one in rows[0].references]
        ids: torch.Tensor = self._pipeline._prepare_image_ids(references)
        return ids.expand(len(rows), -1, -1)


def build(source: ModelSource, placement: ModelPlacement) -> Components:
    """A stock pipeline object around the loaded components; only its `encode_prompt` is used."""
    make: Stock = diffusers.Flux2KleinPipeline
    pipeline = make(
        scheduler=flow_scheduler(source.scheduler_config()),
        vae=source.network("vae", placement.for_autoencoder),
        text_encoder=source.network("text_encoder", placement.for_text),
        tokenizer=source.tokenizer("tokenizer"),
        transformer=source.network("transformer", placement.for_denoiser),
        is_distilled=source.index.get("is_distilled", False),
    )
    return Components(Flux2Denoiser(pipeline), pipeline.transformer, pipeline, {})
