"""Pictures of the painter: its sampler, with the guidance it ships with."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import torch
from diffusers import PixArtTransformer2DModel
from torch import Tensor
from transformers import CLIPTokenizer

from engine.builtin import PAINTER_FOLDER
from engine.studio.parts import Pipeline, TextEncoder, Transformer
from engine.studio.training.denoiser import CAPTION_TOKENS
from engine.studio.training.pipeline import GUIDANCE, STEPS, build_schedule
from engine.studio.training.text_encoder import tokenize

GROUP = 20
EDIT_GUIDANCE = 1 + 0.2 * (GUIDANCE - 1)  # as the engine guides edits


@dataclass(frozen=True, slots=True)
class PainterParts:
    """The networks of a picture; the text encoder is that of the denoiser."""

    transformer: Transformer
    text_encoder: TextEncoder
    tokenizer: CLIPTokenizer

    @classmethod
    def load(cls, weights: Path, pipeline: Pipeline) -> Self:
        """The painter of a model folder, in float32."""
        painter = PixArtTransformer2DModel.from_pretrained(  # type: ignore[no-untyped-call]
            weights / PAINTER_FOLDER, trust_remote_code=False
        )
        return cls(painter.float().eval(), pipeline.text_encoder, pipeline.tokenizer)

    def predict(
        self,
        latents: Tensor,
        time: Tensor,
        channels: Tensor,
        texts: list[str],
        guidance: float,
    ) -> Tensor:
        """The guided velocity, (B, C, h, w)."""
        tokens = tokenize(self.tokenizer, [*([""] * len(texts)), *texts], CAPTION_TOKENS)
        states = self.text_encoder(tokens.ids, attention_mask=tokens.mask)[0]
        rows = torch.cat([latents, channels], dim=1).repeat(2, 1, 1, 1)
        answer = self.transformer(
            rows,
            states,
            time.expand(len(rows)),
            encoder_attention_mask=tokens.mask.to(states.dtype),
            added_cond_kwargs={"resolution": None, "aspect_ratio": None},
        ).sample
        free, asked = answer.chunk(2)
        return torch.as_tensor(free + guidance * (asked - free))


@torch.no_grad()
def paint_latents(
    parts: PainterParts,
    channels: Tensor,
    texts: Sequence[str],
    steps: int = STEPS,
    guidance: float = GUIDANCE,
) -> Tensor:
    """Latents of variance 1 for channels (B, 1 + C, h, w), row k from seed 1000 + k."""
    made = []
    for start in range(0, len(texts), GROUP):
        own = channels[start : start + GROUP]
        shape = (own.shape[1] - 1, *own.shape[2:])
        seeds = [1000 + start + k for k in range(len(own))]
        noise = [torch.randn(shape, generator=torch.Generator().manual_seed(s)) for s in seeds]
        schedule, latents = build_schedule(), torch.stack(noise)
        schedule.set_timesteps(steps)
        for time in schedule.timesteps:
            words = list(texts[start : start + GROUP])
            velocity = parts.predict(latents, time, own, words, guidance)
            latents = schedule.step(velocity, time, latents, return_dict=False)[0]
        made.append(latents)
    return torch.cat(made)
