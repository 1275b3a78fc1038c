"""Stage 2: a small autoencoder, pictures to latents of 16 channels, 16 times smaller each way.

The encoder has no residual blocks above 64 px and the decoder none at full resolution: that is
where nearly all the time would go, and drawings do not need it.
"""

import math
import statistics
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from diffusers import AutoencoderTiny
from PIL import Image
from torch import Tensor, nn

from engine.builtin.encoding import as_tensor
from engine.studio.data.dataset import Dataset, last_square_part
from engine.studio.parts import TinyAutoencoder
from engine.studio.progress import bar, print_line
from engine.studio.training.muon import LearningRates, Muon
from engine.studio.training.pace import Pace, print_step
from engine.studio.training.trainable import Trainable

LATENT_CHANNELS = 16
FACTOR = 16
"""Pixels per latent cell, in each direction."""
HALVED_WEIGHT = 0.3
"""Share of the loss of halved latents, which should decode to the halved picture.

Without it half the energy of the latents lies in their finest pattern, which a denoiser learns
last. Source: Skorokhodov et al., "Improving the Diffusability of Autoencoders" (2025), section 4.
"""
HELD_OUT = 48
"""The last pictures of each part, never trained on; those of the last square part are shown."""


@dataclass(frozen=True, slots=True)
class AutoencoderPlan:
    """Sizes of the stage."""

    width: int = 64
    encoder_blocks: tuple[int, ...] = (0, 0, 2, 3, 3)
    decoder_blocks: tuple[int, ...] = (6, 5, 2, 1, 0)
    batch: int = 16
    crop_px: int = 96
    budget_s: float = 24 * 60
    save_every_s: float = 120
    device: str = "cpu"


def build_autoencoder(plan: AutoencoderPlan) -> TinyAutoencoder:
    """An untrained autoencoder whose residual blocks start near the identity."""
    levels = len(plan.decoder_blocks)
    model: TinyAutoencoder = AutoencoderTiny(  # type: ignore[no-untyped-call]
        encoder_block_out_channels=(plan.width,) * levels,
        decoder_block_out_channels=(plan.width,) * levels,
        num_encoder_blocks=plan.encoder_blocks,
        num_decoder_blocks=plan.decoder_blocks,
        latent_channels=LATENT_CHANNELS,
        scaling_factor=1.0,
        shift_factor=0.0,
    )
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
            if module.bias is not None:
                nn.init.zeros_(module.bias)
    with torch.no_grad():
        for module in model.modules():
            if type(module).__name__ == "AutoencoderTinyBlock":
                module.conv[4].weight.mul_(0.1)
        model.encoder.layers[-1].weight.mul_(0.7)
        model.decoder.layers[-1].weight.mul_(0.2)
        model.decoder.layers[-1].bias.fill_(0.5)
    return model.to(memory_format=torch.channels_last)


def prepare_autoencoder(plan: AutoencoderPlan, start: TinyAutoencoder | None = None) -> Trainable:
    """The stage at step 0, from nothing or from the weights of another autoencoder."""
    torch.manual_seed(0)
    model = build_autoencoder(plan)
    if start is not None:
        model.load_state_dict(start.float().state_dict())
    modules = nn.ModuleDict({"autoencoder": model}).to(plan.device)
    parameters = list(modules.parameters())
    matrices = [p for p in parameters if p.ndim == 4 and min(p.shape[:2]) > 3]
    others = [p for p in parameters if not (p.ndim == 4 and min(p.shape[:2]) > 3)]
    optimizer = Muon(matrices, others, LearningRates(muon=2e-3, adam=1e-3))
    pace = Pace(plan.budget_s, warmup_steps=30, decay_from=0.5)
    return Trainable.start(modules, optimizer, pace, clip=1.0)


def crops(dataset: Dataset, plan: AutoencoderPlan, step: int) -> Tensor:
    """The batch of a step: random crops on the latent grid, (B, 3, crop, crop)."""
    rng = np.random.default_rng((1, step))
    rows = []
    for _ in range(plan.batch):
        pictures = dataset.pictures(int(rng.integers(dataset.parts)))
        index = int(rng.integers(dataset.part_size - HELD_OUT))
        y, x = (
            int(rng.integers((side - plan.crop_px) // FACTOR + 1)) * FACTOR
            for side in pictures.shape[1:3]
        )
        rows.append(pictures[index, y : y + plan.crop_px, x : x + plan.crop_px])
    return as_tensor(np.stack(rows))


def reconstruction_loss(
    model: TinyAutoencoder, pictures: Tensor, step: int
) -> tuple[Tensor, Tensor]:
    """The training loss and the plain squared error (pictures in -1..1).

    The latents are pulled to mean 0 and variance 1 in each channel and disturbed by a little noise,
    so that the decoder forgives what a denoiser leaves; halved they should decode to the halved
    picture.
    """
    generator = torch.Generator(pictures.device).manual_seed(step)
    with torch.autocast(pictures.device.type, torch.bfloat16):
        latents = model.encode(pictures).latents.float()
        sigma = torch.rand(len(latents), 1, 1, 1, generator=generator, device=latents.device) * 0.2
        noise = torch.randn(latents.shape, generator=generator, device=latents.device)
        decoded = model.decode(latents + noise * sigma).sample.float()
        halved = model.decode(F.avg_pool2d(latents, 2)).sample.float()
    mean, log_variance = latents.mean((0, 2, 3)), latents.var((0, 2, 3)).clamp_min(1e-6).log()
    centred = mean.pow(2).mean() + log_variance.pow(2).mean()
    loss = picture_loss(decoded, pictures) + 0.02 * centred
    loss = loss + HALVED_WEIGHT * picture_loss(halved, F.avg_pool2d(pictures, 2))
    return loss, (decoded - pictures).detach().pow(2).mean()


def picture_loss(decoded: Tensor, pictures: Tensor) -> Tensor:
    """Absolute, squared and gradient error of pictures in -1..1."""
    error = decoded - pictures
    slopes = error.diff(dim=2).abs().mean() + error.diff(dim=3).abs().mean()
    return error.abs().mean() + 2 * error.pow(2).mean() + 0.5 * slopes


def train_autoencoder(
    dataset: Dataset, plan: AutoencoderPlan, folder: Path, start: TinyAutoencoder | None = None
) -> None:
    """Train or go on training until the budget is used; leaves a diffusers folder in `folder`."""
    stage = prepare_autoencoder(plan, start)
    checkpoint = folder / "checkpoint.pt"
    stage.resume(checkpoint)
    recent: list[float] = []
    saved_s = stage.pace.elapsed_s
    with bar("autoencoder") as shown:
        stage.pace.rest()
        while not stage.pace.is_finished:
            batch = crops(dataset, plan, stage.pace.step).to(plan.device)
            loss, squared = reconstruction_loss(
                stage.modules["autoencoder"], batch, stage.pace.step
            )
            stage.update(loss)
            recent.append(float(squared))
            if stage.pace.step % 50 == 0:
                decibels = _decibels(statistics.mean(recent))
                print_step("autoencoder", stage.pace, f"{decibels:.2f} dB")
                recent.clear()
            shown.show(stage.pace.share, f"step {stage.pace.step}")
            if stage.pace.elapsed_s - saved_s > plan.save_every_s:
                stage.save(checkpoint)
                saved_s = stage.pace.elapsed_s
                _report(stage, dataset, folder)
                stage.pace.rest()
    stage.save(checkpoint)
    _report(stage, dataset, folder)
    with stage.averaged() as modules:
        model: TinyAutoencoder = modules["autoencoder"]
        model.save_pretrained(folder / "model")


@torch.no_grad()
def _report(stage: Trainable, dataset: Dataset, folder: Path) -> None:
    """Print the PSNR on held-out pictures and write originals above reconstructions."""
    pictures = as_tensor(dataset.pictures(last_square_part(dataset.parts))[-HELD_OUT:])
    device = stage.averages[0].device
    with stage.averaged() as modules, torch.autocast(device.type, torch.bfloat16):
        model: TinyAutoencoder = modules["autoencoder"]
        latents = torch.cat([model.encode(p.to(device)).latents for p in torch.split(pictures, 12)])
        decoded = torch.cat([model.decode(z).sample for z in torch.split(latents, 12)])
    decoded = decoded.float().cpu().clamp(-1, 1)
    squared = (decoded - pictures).pow(2).mean((1, 2, 3))
    mean_db = float((-10 * (squared / 4).log10()).mean())
    std = latents.float().std((0, 2, 3))
    print_line(
        f"autoencoder: held-out {mean_db:.2f} dB at step {stage.pace.step}, "
        f"latent std {std.min():.2f}..{std.max():.2f}"
    )
    rows = [
        torch.cat(list(part), 2)
        for k in (0, 8)
        for part in (pictures[k : k + 8], decoded[k : k + 8])
    ]
    sheet = ((torch.cat(rows, 1) + 1) * 127.5).byte().permute(1, 2, 0).numpy()
    Image.fromarray(sheet).resize((sheet.shape[1] // 2, sheet.shape[0] // 2)).save(
        folder / "held_out.png"
    )


def _decibels(squared_error: float) -> float:
    """Peak signal-to-noise ratio of values in -1..1."""
    return -10 * math.log10(squared_error / 4)
