"""Stage 6: the transformer learns to remove noise from latents, and the text encoder with it.

Prompts are padded and masked exactly as the stock pipeline does it, the empty prompt included;
the text encoder is causal, so the padded length changes nothing.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from transformers import CLIPTokenizer

from engine.builtin.captions import caption, lone_caption
from engine.builtin.scenes import LANDSCAPE, NATIVE_PX, Scene, placements
from engine.studio.data.latents import Part
from engine.studio.parts import TextEncoder, Transformer
from engine.studio.training.muon import LearningRates, Muon
from engine.studio.training.pace import Pace
from engine.studio.training.pipeline import TRAIN_STEPS, build_schedule, build_transformer
from engine.studio.training.text_encoder import Tokens, is_text_matrix, tokenize
from engine.studio.training.trainable import Trainable

CAPTION_TOKENS = 32
"""Every caption is padded to this; of the 1 % that are longer the end is left unsaid.

One fixed length, for each other one would be compiled again, and padding costs time.
"""
SUBJECT_WEIGHT = 4.0
NOISE_BIAS = 0.8
"""t = u ** 0.8 for uniform u: more practice where the composition is decided."""
OTHER_FRAME_EVERY = 5
OTHER_FRAMES_OF = 2
"""Two batches of five are not square, though fewer drawings are: shapes share what they learn."""


@dataclass(frozen=True, slots=True)
class DenoiserPlan:
    """Sizes of the stage."""

    width: int = 256
    layers: int = 8
    heads: int = 4
    side_px: int = NATIVE_PX
    batch: int = 64
    budget_s: float = 310 * 60
    save_every_s: float = 180
    sample_every_s: float = 600
    device: str = "cpu"
    workers: int = 1
    is_compiled: bool = True


@dataclass(frozen=True, slots=True)
class Batch:
    """Clean latents (B, C, H, W) of variance 1, loss weights (B, 1, H, W) and prompts.

    channels: (B, K, H, W), what the painter sees besides the noisy latents.
    """

    latents: Tensor
    weights: Tensor
    tokens: Tokens
    channels: Tensor | None = None

    def to(self, device: str) -> "Batch":
        """The same batch on another device."""
        channels = None if self.channels is None else self.channels.to(device)
        return Batch(
            self.latents.to(device), self.weights.to(device), self.tokens.to(device), channels
        )


def prepare_denoiser(
    plan: DenoiserPlan, text_encoder: TextEncoder, start: Transformer | None = None
) -> Trainable:
    """The stage at step 0: from another transformer, else every block starts as the identity."""
    torch.manual_seed(0)
    transformer = build_transformer(plan.width, plan.layers, plan.heads, plan.side_px)
    for name, parameter in transformer.named_parameters():
        if name.endswith(("to_out.0.weight", "ff.net.2.weight")) or name.startswith("proj_out"):
            nn.init.zeros_(parameter)
    if start is not None:
        transformer.load_state_dict(start.float().state_dict())
    modules = nn.ModuleDict({"transformer": transformer, "text": text_encoder}).to(plan.device)
    matrices = [p for name, p in transformer.named_parameters() if is_transformer_matrix(name, p)]
    matrices += [p for name, p in text_encoder.named_parameters() if is_text_matrix(name, p)]
    chosen = {id(p) for p in matrices}
    others = [p for p in modules.parameters() if id(p) not in chosen]
    optimizer = Muon(matrices, others, LearningRates(muon=2e-3, adam=1e-3))
    pace = Pace(plan.budget_s, warmup_steps=60, decay_from=0.6)
    return Trainable.start(modules, optimizer, pace, clip=2.0)


def is_transformer_matrix(name: str, parameter: nn.Parameter) -> bool:
    """Whether Muon steps a weight of the transformer; tables and the two ends are left to AdamW."""
    is_end = name.startswith(("proj_out", "pos_embed.proj"))
    return parameter.ndim >= 2 and not is_end and "scale_shift_table" not in name


def subject_weights(scenes: Sequence[Scene], rows: int, columns: int) -> Tensor:
    """Loss weights (n, 1, rows, columns) of mean 1, four times larger in the subjects' boxes."""
    weights = torch.ones(len(scenes), 1, rows, columns)
    for weight, scene in zip(weights, scenes, strict=True):
        for place in placements(scene):
            half = place.half_width + 0.03
            top, low = place.foot_y - place.height - 0.03, place.foot_y + 0.03
            high = slice(_cell(top, rows), _cell(low, rows))
            wide = slice(_cell(place.x - half, columns), _cell(place.x + half, columns))
            weight[0, high, wide] = SUBJECT_WEIGHT
    return weights / weights.mean((1, 2, 3), keepdim=True)


def _cell(fraction: float, cells: int) -> int:
    return max(0, min(cells, round(fraction * cells)))


@dataclass(frozen=True, slots=True)
class Wording:
    """How often pictures are worded in one way, and how often such a one is a landscape at least.

    Of no words and of a lone place most pictures are landscapes: that is what a lone word asks
    for, and seen from there guidance adds the lighthouse of `lighthouse:: sea::`. Some have a
    subject, so that one which is there already is not taken away.
    """

    share: float
    landscapes: float
    caption: Callable[[Scene, random.Random], str]


def no_caption(scene: Scene, rng: random.Random) -> str:
    """What guidance leads away from."""
    return ""


WORDINGS = (
    Wording(0.86, 0.0, caption),
    Wording(0.10, 0.75, no_caption),
    Wording(0.04, 0.9, lone_caption),
)


@dataclass(frozen=True, slots=True)
class DenoiserData:
    """Everything a batch is drawn from: of each part also loss weights and rows of landscapes."""

    parts: Sequence[Part]
    weights: Sequence[Tensor]
    landscapes: Sequence[Sequence[int]]
    tokenizer: CLIPTokenizer

    @classmethod
    def of(cls, parts: Sequence[Part], tokenizer: CLIPTokenizer) -> "DenoiserData":
        """The data of some parts, their subjects weighted."""
        weights = [subject_weights(part.scenes, *part.latents.shape[-2:]) for part in parts]
        landscapes = [
            [row for row, scene in enumerate(part.scenes) if scene.subject == LANDSCAPE]
            for part in parts
        ]
        return cls(parts, weights, landscapes, tokenizer)

    def frame(self, step: int) -> str:
        """The frame of a step's batch: of five, three are square, two take the others in turn."""
        others = sorted({part.frame for part in self.parts} - {"1:1"})
        turn, place = divmod(step, OTHER_FRAME_EVERY)
        if not others or place >= OTHER_FRAMES_OF:
            return "1:1"
        return others[(turn * OTHER_FRAMES_OF + place) % len(others)]

    def batch(self, step: int, size: int) -> Batch:
        """The batch of a step, decided by the step alone; captions are worded afresh.

        It has one frame, and rows from all parts of that frame.
        """
        rng = random.Random(f"denoiser {step}")
        frame = self.frame(step)
        alike = [k for k, part in enumerate(self.parts) if part.frame == frame]
        rows, texts = [], []
        for wording in rng.choices(WORDINGS, [wording.share for wording in WORDINGS], k=size):
            part = rng.choice(alike)
            scenes, landscapes = self.parts[part].scenes, self.landscapes[part]
            is_landscape = rng.random() < wording.landscapes and landscapes
            row = rng.choice(landscapes) if is_landscape else rng.randrange(len(scenes))
            rows.append((part, row))
            texts.append(wording.caption(scenes[row], rng))
        return Batch(
            latents=torch.stack([self.parts[k].latents[i] for k, i in rows]).float(),
            weights=torch.stack([self.weights[k][i] for k, i in rows]),
            tokens=tokenize(self.tokenizer, texts, CAPTION_TOKENS),
        )


@dataclass(frozen=True, slots=True)
class NoiseLevels:
    """Amplitudes of picture and noise at each of the 1000 timesteps: x_t = signal x_0 + noise e."""

    signal: Tensor
    noise: Tensor

    @classmethod
    def of_schedule(cls) -> "NoiseLevels":
        """Those of the schedule that ships."""
        squared = build_schedule().alphas_cumprod.float()
        return cls(squared.sqrt(), (1 - squared).sqrt())


@dataclass(frozen=True, slots=True)
class NoisyBatch:
    """What one step shows the model, (B, C + K, H, W), and the velocity to answer, (B, C, H, W)."""

    noisy: Tensor
    velocity: Tensor
    timesteps: Tensor
    weights: Tensor
    tokens: Tokens

    def parts(self, count: int) -> list["NoisyBatch"]:
        """The rows in `count` parts; each has its share of all noise levels."""
        return [
            NoisyBatch(
                self.noisy[k::count],
                self.velocity[k::count],
                self.timesteps[k::count],
                self.weights[k::count],
                Tokens(self.tokens.ids[k::count], self.tokens.mask[k::count]),
            )
            for k in range(count)
        ]


def with_noise(batch: Batch, levels: NoiseLevels, step: int) -> NoisyBatch:
    """Noise of evenly spread levels, decided by the step.

    v = signal e - noise x_0. Source: Salimans and Ho, "Progressive Distillation" (2022), section 4.
    """
    generator = torch.Generator().manual_seed(step)
    rows, device = len(batch.latents), batch.latents.device
    uniform = (torch.rand(1, generator=generator) + torch.arange(rows) / rows) % 1.0
    timesteps = (uniform**NOISE_BIAS * TRAIN_STEPS).long().clamp(0, TRAIN_STEPS - 1)
    noise = torch.randn(batch.latents.shape, generator=generator).to(device)
    signal = levels.signal[timesteps].view(-1, 1, 1, 1).to(device)
    sigma = levels.noise[timesteps].view(-1, 1, 1, 1).to(device)
    noisy = signal * batch.latents + sigma * noise
    return NoisyBatch(
        noisy=noisy if batch.channels is None else torch.cat([noisy, batch.channels], dim=1),
        velocity=signal * noise - sigma * batch.latents,
        timesteps=timesteps.to(device),
        weights=batch.weights,
        tokens=batch.tokens,
    )


def velocity_loss(
    transformer: Transformer, text: TextEncoder, batch: NoisyBatch
) -> tuple[Tensor, Tensor]:
    """The weighted loss to train on and the plain mean squared error to print."""
    with torch.autocast(batch.noisy.device.type, torch.bfloat16):
        states = text(batch.tokens.ids, attention_mask=batch.tokens.mask)[0]
        predicted = transformer(
            batch.noisy,
            states,
            batch.timesteps,
            encoder_attention_mask=batch.tokens.mask.to(states.dtype),
            added_cond_kwargs={"resolution": None, "aspect_ratio": None},
        ).sample
    squared = (predicted.float() - batch.velocity).pow(2)
    return (squared * batch.weights).mean(), squared.detach().mean()


def compile_blocks(transformer: Transformer) -> None:
    """Compile the blocks of a transformer in place: one graph serves all of them.

    The five frames give three numbers of patches, so three graphs; compiling the whole
    transformer took 75 s for each frame, a block 20 s for the first and less for the others.
    """
    for block in transformer.transformer_blocks:
        block.compile(dynamic=False)
