"""The built-in's upscaler: `python -m engine.studio.training.upscaler --work DIR`.

It learns twice the size from drawings of 512 pixels: from each drawing reduced to half, and from
what the built-in's own autoencoder makes of that, which is what its pictures look like. A killed
run goes on where it was.
"""

import argparse
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderTiny
from PIL import Image
from safetensors.torch import save_file
from torch import Tensor, nn

from engine.builtin import upscaler_file, weights_folder
from engine.builtin.encoding import Pictures, as_tensor
from engine.builtin.scenes import sample_scene
from engine.studio.checkpoints import write_atomically
from engine.studio.drawing import draw_scene
from engine.studio.parts import TinyAutoencoder
from engine.studio.progress import bar, print_line, track
from engine.studio.training.muon import LearningRates, Muon
from engine.studio.training.pace import Pace, print_step
from engine.studio.training.trainable import Trainable
from engine.upscaling.networks import CompactNetwork

SCALE = 2
WIDTH, DEPTH = 32, 10
SIDE_PX = 512  # of the drawings
CROP_PX = 64  # of what the network sees; of the drawing, twice as many
BATCH = 12
GRADIENT_WEIGHT = 1.0  # of the error of neighbouring pixels' difference: sharp edges
SAVE_EVERY_S = 60.0
UNSEEN = 50


@dataclass(frozen=True, slots=True)
class Pairs:
    """drawn: (n, 2H, 2W, 3); reduced, redrawn: (n, H, W, 3), without and with the autoencoder."""

    drawn: Pictures
    reduced: Pictures
    redrawn: Pictures

    @classmethod
    def make(cls, count: int, seed: str, autoencoder: TinyAutoencoder) -> "Pairs":
        """Of scenes of this seed."""
        rng = random.Random(seed)
        drawn, reduced, redrawn = [], [], []
        for _ in track(range(count), "drawings", count):
            picture = draw_scene(sample_scene(rng, "1:1", SIDE_PX))
            half = picture.resize((SIDE_PX // SCALE,) * 2, Image.Resampling.BOX)
            drawn.append(np.asarray(picture))
            reduced.append(np.asarray(half))
            redrawn.append(_through(autoencoder, np.asarray(half)))
        return cls(np.stack(drawn), np.stack(reduced), np.stack(redrawn))

    def crops(self, step: int) -> tuple[Tensor, Tensor]:
        """(B, 3, h, w) and (B, 3, 2h, 2w) in [0, 1]; every other row went through the autoencoder.

        Mirrored at random.
        """
        rng = random.Random(f"upscaler {step}")
        seen, wanted = [], []
        for row in range(BATCH):
            source = self.redrawn if row % 2 else self.reduced
            index = rng.randrange(len(source))
            y, x = (rng.randrange(side - CROP_PX + 1) for side in source.shape[1:3])
            small = source[index, y : y + CROP_PX, x : x + CROP_PX]
            high, wide = (slice(SCALE * k, SCALE * (k + CROP_PX)) for k in (y, x))
            large = self.drawn[index, high, wide]
            if rng.random() < 0.5:
                small, large = small[:, ::-1], large[:, ::-1]
            seen.append(small)
            wanted.append(large)
        return to_unit(np.stack(seen)), to_unit(np.stack(wanted))


@torch.no_grad()
def _through(autoencoder: TinyAutoencoder, picture: Pictures) -> Pictures:
    latents = autoencoder.encode(as_tensor(picture[None])).latents
    redrawn: Pictures = to_bytes(autoencoder.decode(latents).sample / 2 + 0.5)[0]
    return redrawn


def to_unit(pictures: Pictures) -> Tensor:
    """(n, H, W, 3) bytes to (n, 3, H, W) in [0, 1]."""
    return as_tensor(pictures) / 2 + 0.5


def to_bytes(rgb: Tensor) -> Pictures:
    """The reverse of `to_unit`."""
    pixels = (rgb.float().clamp(0, 1) * 255).round().byte().permute(0, 2, 3, 1)
    pictures: Pictures = pixels.contiguous().numpy()
    return pictures


def upscaling_loss(made: Tensor, wanted: Tensor) -> Tensor:
    """Of pixels and of the differences between neighbours, both as absolute errors."""
    error = (made - wanted).abs().mean()
    for axis in (-2, -1):
        error = error + GRADIENT_WEIGHT * (made.diff(dim=axis) - wanted.diff(dim=axis)).abs().mean()
    return error


def train_upscaler(pairs: Pairs, folder: Path, budget_s: float) -> CompactNetwork:
    """Train until the budget is used; the network with averaged weights."""
    torch.manual_seed(0)
    network = CompactNetwork(WIDTH, DEPTH, SCALE)
    matrices = [p for p in network.parameters() if p.ndim == 4]
    others = [p for p in network.parameters() if p.ndim != 4]
    stage = Trainable.start(
        nn.ModuleDict({"upscaler": network}),
        Muon(matrices, others, LearningRates(muon=2e-3, adam=1e-3)),
        Pace(budget_s, warmup_steps=20, decay_from=0.5),
        clip=1.0,
    )
    checkpoint = folder / "upscaler.pt"
    stage.resume(checkpoint)
    saved_s = stage.pace.elapsed_s
    with bar("upscaler") as shown:
        stage.pace.rest()
        while not stage.pace.is_finished:
            seen, wanted = pairs.crops(stage.pace.step)
            with torch.autocast("cpu", torch.bfloat16):
                made = network(seen)
            loss = upscaling_loss(made.float(), wanted)
            stage.update(loss)
            shown.show(stage.pace.share, f"step {stage.pace.step}")
            if stage.pace.step % 50 == 0:
                print_step("upscaler", stage.pace, f"loss {loss.item():.4f}")
            if stage.pace.elapsed_s - saved_s > SAVE_EVERY_S:
                saved_s = stage.pace.elapsed_s
                stage.save(checkpoint)
                stage.pace.rest()
    stage.save(checkpoint)
    for parameter, average in zip(network.parameters(), stage.averages, strict=True):
        parameter.data.copy_(average)
    network.eval()
    return network


def save_upscaler(network: nn.Module, path: Path) -> None:
    """In half precision."""
    state = {name: value.half().contiguous() for name, value in network.state_dict().items()}
    write_atomically(path, lambda temporary: save_file(state, temporary))


@torch.no_grad()
def measure(network: nn.Module, pairs: Pairs) -> str:
    """Mean PSNR against the drawings, beside Lanczos, of both kinds of input."""
    said = []
    for name, source in (("reduced", pairs.reduced), ("through the autoencoder", pairs.redrawn)):
        ours, lanczos = [], []
        for small, large in zip(source, pairs.drawn, strict=True):
            ours.append(psnr(to_bytes(network(to_unit(small[None])))[0], large))
            resized = Image.fromarray(small).resize((SIDE_PX,) * 2, Image.Resampling.LANCZOS)
            lanczos.append(psnr(np.asarray(resized), large))
        said.append(f"{name} {np.mean(ours):.2f} dB (Lanczos {np.mean(lanczos):.2f})")
    return ", ".join(said)


def psnr(picture: Pictures, other: Pictures) -> float:
    """In dB, of two pictures of one size."""
    error = float(((picture.astype(float) - other.astype(float)) ** 2).mean())
    return float(10 * np.log10(255**2 / max(error, 1e-9)))


def main() -> None:
    """Draw, train, measure on unseen drawings, write the file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--out", type=Path, default=upscaler_file(), help="the file to write")
    parser.add_argument("--drawings", type=int, default=300)
    parser.add_argument("--minutes", type=float, default=18.0, help="of training")
    asked = parser.parse_args()
    torch.set_num_threads(1)
    vae: TinyAutoencoder = AutoencoderTiny.from_pretrained(  # type: ignore[no-untyped-call]
        weights_folder() / "vae", trust_remote_code=False
    )
    vae.eval()
    pairs = Pairs.make(asked.drawings, "upscaler", vae)
    network = train_upscaler(pairs, asked.work, asked.minutes * 60)
    save_upscaler(network, asked.out)
    print_line(f"upscaler: {measure(network, Pairs.make(UNSEEN, 'unseen', vae))}")


if __name__ == "__main__":
    main()
