"""Stage 7: the decoder learns to draw sharp pictures from what the denoiser leaves.

Drawings are noised a little and denoised again, so that their latents carry the denoiser's own
mistakes; from these and from clean latents the decoder should draw the drawing. A small critic,
trained along, tells sharp from soft, which no squared error does. The encoder stays as it is.
Source: Isola et al., "Image-to-Image Translation with Conditional Adversarial Networks" (2017), the
critic of patches; Esser et al., "Taming Transformers" (2021), the balance of the two losses.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm
from transformers import CLIPTokenizer

from engine.builtin.captions import caption
from engine.builtin.encoding import Pictures, as_tensor
from engine.studio.data.latents import Part
from engine.studio.parts import TextEncoder, TinyAutoencoder, Transformer
from engine.studio.progress import bar, track
from engine.studio.training.autoencoder import FACTOR, picture_loss
from engine.studio.training.denoiser import CAPTION_TOKENS, NoiseLevels
from engine.studio.training.muon import LearningRates, Muon
from engine.studio.training.pace import Pace, print_step
from engine.studio.training.text_encoder import tokenize
from engine.studio.training.trainable import Trainable

CRITIC_WIDTH = 48
PAIR_BATCH = 32
NOISED = (150, 600)
"""Timesteps of 1000 that a drawing is noised to: its composition stays, details are redrawn."""
DENOISED_IN = 3


@dataclass(frozen=True, slots=True)
class DecoderPlan:
    """Sizes of the stage. critic_from: steps in which the critic learns alone."""

    batch: int = 8
    crop_cells: int = 10
    critic_from: int = 60
    critic_weight: float = 0.4
    budget_s: float = 12 * 60
    save_every_s: float = 120
    device: str = "cpu"


@dataclass(frozen=True, slots=True)
class Artist:
    """The finished denoiser, as far as it is needed to denoise drawings."""

    transformer: Transformer
    text_encoder: TextEncoder
    tokenizer: CLIPTokenizer

    @torch.no_grad()
    def redrawn(self, latents: Tensor, texts: Sequence[str], seed: int) -> Tensor:
        """(n, C, H, W) latents of variance 1, noised and denoised in a few steps of DDIM.

        Source: Song et al., "Denoising Diffusion Implicit Models" (2021), equation 12.
        """
        levels, generator = NoiseLevels.of_schedule(), torch.Generator().manual_seed(seed)
        tokens = tokenize(self.tokenizer, list(texts), CAPTION_TOKENS)
        device = self.transformer.device
        mask = tokens.mask.to(device)
        states = self.text_encoder(tokens.ids.to(device), attention_mask=mask)[0]
        start = int(torch.randint(*NOISED, (1,), generator=generator))
        noise = torch.randn(latents.shape, generator=generator)
        signal, sigma = levels.signal, levels.noise
        x = (signal[start] * latents + sigma[start] * noise).to(device)
        times = [round(start * (1 - k / DENOISED_IN)) for k in range(DENOISED_IN)]
        for now, then in zip(times, [*times[1:], 0], strict=True):
            with torch.autocast(device.type, torch.bfloat16):
                velocity = self.transformer(
                    x,
                    states,
                    torch.full((len(x),), now, device=device),
                    encoder_attention_mask=mask.to(states.dtype),
                    added_cond_kwargs={"resolution": None, "aspect_ratio": None},
                ).sample.float()
            clean = signal[now] * x - sigma[now] * velocity
            left = sigma[now] * x + signal[now] * velocity
            x = clean if then == 0 else signal[then] * clean + sigma[then] * left
        return x.cpu()


@dataclass(frozen=True, slots=True)
class LatentPairs:
    """Latents as the encoder gave them and as the denoiser leaves them, with their drawings."""

    clean: Tensor
    redrawn: Tensor
    pictures: Pictures

    @classmethod
    def make(
        cls, parts: Sequence[Part], pictures: Sequence[Pictures], artist: Artist
    ) -> "LatentPairs":
        """Of the drawings of parts of one frame; pictures: as many of each part as are used."""
        clean = torch.cat(
            [part.latents[: len(own)] for part, own in zip(parts, pictures, strict=True)]
        )
        scenes = [
            scene
            for part, own in zip(parts, pictures, strict=True)
            for scene in part.scenes[: len(own)]
        ]
        rows = []
        for start in track(range(0, len(scenes), PAIR_BATCH), "pairs"):
            rng = random.Random(f"decoder {start}")
            texts = [caption(scene, rng) for scene in scenes[start : start + PAIR_BATCH]]
            latents = clean[start : start + PAIR_BATCH].float()
            rows.append(artist.redrawn(latents, texts, start).half())
        return cls(clean, torch.cat(rows), np.concatenate(pictures))

    def crops(self, step: int, plan: DecoderPlan) -> tuple[Tensor, Tensor]:
        """Latents (B, C, h, w) of variance 1, every other row redrawn, and their drawings."""
        rng, side = random.Random(f"crops {step}"), plan.crop_cells
        latents, pictures = [], []
        for row in range(plan.batch):
            source = self.redrawn if row % 2 else self.clean
            index = rng.randrange(len(source))
            y, x = (rng.randrange(cells - side + 1) for cells in source.shape[-2:])
            latents.append(source[index, :, y : y + side, x : x + side].float())
            high, wide = (slice(k * FACTOR, (k + side) * FACTOR) for k in (y, x))
            pictures.append(self.pictures[index, high, wide])
        return torch.stack(latents), as_tensor(np.stack(pictures))


class Critic(nn.Module):
    """(B, 3, H, W) pictures to what it sees at each depth, the last the score of each patch."""

    def __init__(self, width: int = CRITIC_WIDTH) -> None:
        super().__init__()
        sizes = (3, width, 2 * width, 4 * width)
        self.layers = nn.ModuleList(
            spectral_norm(nn.Conv2d(inner, outer, 4, 2, 1)) for inner, outer in pairwise(sizes)
        )
        self.score = spectral_norm(nn.Conv2d(sizes[-1], 1, 3, 1, 1))

    def forward(self, pictures: Tensor) -> list[Tensor]:
        """Features and, last, scores."""
        seen = [pictures]
        for layer in self.layers:
            seen.append(F.leaky_relu(layer(seen[-1]), 0.2))
        return [*seen[1:], self.score(seen[-1])]


def critic_loss(critic: Critic, drawn: Tensor, decoded: Tensor) -> Tensor:
    """Hinge loss: drawings above 1, decoded pictures below -1."""
    real, false = critic(drawn)[-1], critic(decoded.detach())[-1]
    return F.relu(1 - real).mean() + F.relu(1 + false).mean()


def decoder_loss(
    critic: Critic, decoded: Tensor, drawn: Tensor, last: Tensor, weight: float
) -> Tensor:
    """The error of the picture, and the critic's opinion at a fixed share of its gradient.

    last: the weights of the decoder's last layer, where the two gradients are compared.
    """
    error = picture_loss(decoded, drawn)
    if weight == 0:
        return error
    *seen, score = critic(decoded)
    *wanted, _ = critic(drawn)
    pairs = [(own, other.detach()) for own, other in zip(seen, wanted, strict=True)]
    likeness = torch.stack([(a - b).abs().mean() / b.abs().mean() for a, b in pairs]).mean()
    opinion = likeness - score.mean()
    of_error, of_opinion = (
        torch.autograd.grad(loss, last, retain_graph=True)[0].norm() for loss in (error, opinion)
    )
    share = weight * (of_error / (of_opinion + 1e-6)).clamp(max=1e3).detach()
    loss: Tensor = error + share * opinion
    return loss


def train_decoder(
    autoencoder: TinyAutoencoder, pairs: LatentPairs, plan: DecoderPlan, folder: Path, scale: float
) -> None:
    """Train until the budget is used; leaves the autoencoder in `folder`, its decoder averaged.

    scale: what latents of variance 1 are multiplied by before they are decoded.
    """
    torch.manual_seed(0)
    decoder = autoencoder.decoder.to(plan.device)
    stages = {
        name: Trainable.start(
            nn.ModuleDict({name: module}),
            Muon([], list(module.parameters()), LearningRates(muon=0.0, adam=rate)),
            Pace(plan.budget_s, warmup_steps=30, decay_from=0.6),
            clip=1.0,
        )
        for name, module, rate in (
            ("decoder", decoder, 4e-4),
            ("critic", Critic().to(plan.device), 4e-4),
        )
    }
    for name, stage in stages.items():
        stage.resume(folder / f"{name}.pt")
    _run(stages["decoder"], stages["critic"], pairs, plan, folder, scale)
    with stages["decoder"].averaged():
        autoencoder.save_pretrained(folder / "model")


def _run(
    decoder_stage: Trainable,
    critic_stage: Trainable,
    pairs: LatentPairs,
    plan: DecoderPlan,
    folder: Path,
    scale: float,
) -> None:
    """Both take their steps in turn, at the pace of the decoder."""
    decoder: TinyAutoencoder = decoder_stage.modules["decoder"]
    critic = critic_stage.modules["critic"]
    assert isinstance(critic, Critic)
    last: Tensor = decoder.layers[-1].weight
    saved_s = decoder_stage.pace.elapsed_s
    with bar("decoder") as shown:
        decoder_stage.pace.rest()
        while not decoder_stage.pace.is_finished:
            step = decoder_stage.pace.step
            latents, drawn = (tensor.to(plan.device) for tensor in pairs.crops(step, plan))
            with torch.autocast(plan.device, torch.bfloat16):
                decoded = decoder(latents * scale)
                told = critic_loss(critic, drawn, decoded)
            critic_stage.pace.elapsed_s = decoder_stage.pace.elapsed_s
            critic_stage.update(told.float())
            weight = plan.critic_weight if step >= plan.critic_from else 0.0
            with torch.autocast(plan.device, torch.bfloat16):
                loss = decoder_loss(critic, decoded.float(), drawn, last, weight)
            decoder_stage.update(loss.float())
            shown.show(decoder_stage.pace.share, f"step {step}")
            if step % 50 == 0:
                print_step(
                    "decoder",
                    decoder_stage.pace,
                    f"loss {loss.item():.3f}, critic {told.item():.2f}",
                )
            if decoder_stage.pace.elapsed_s - saved_s > plan.save_every_s:
                saved_s = decoder_stage.pace.elapsed_s
                decoder_stage.save(folder / "decoder.pt")
                critic_stage.save(folder / "critic.pt")
                decoder_stage.pace.rest()
    decoder_stage.save(folder / "decoder.pt")
    critic_stage.save(folder / "critic.pt")
