"""Make the built-in model from nothing: `python -m engine.builtin.train --work DIR`.

Six stages, each of which goes on where a kill left it and is skipped once it is finished:
drawings, autoencoder, latents, text encoder, judge, denoiser. The result is a weights folder.
A stage that is resumed with another time budget adapts its learning rate to it.
"""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from diffusers import AutoencoderTiny
from transformers import CLIPTextModel, CLIPTokenizer

from engine.builtin.autoencoder import AutoencoderPlan, train_autoencoder
from engine.builtin.dataset import Dataset
from engine.builtin.denoiser import DenoiserPlan
from engine.builtin.denoiser_run import Ingredients, train_denoiser
from engine.builtin.judge import JUDGE_FILE, train_judge
from engine.builtin.latents import LatentSet
from engine.builtin.parts import Autoencoder
from engine.builtin.progress import say
from engine.builtin.text_encoder import TextPlan, train_text_encoder
from engine.builtin.text_tokens import build_tokenizer

AUTOENCODER_PARTS = 6
"""Thousands of pictures that the autoencoder sees; the first parts of the whole set."""


@dataclass(frozen=True, slots=True)
class Run:
    """What the command line asked for; times are minutes of training."""

    work: Path
    weights: Path
    device: str
    parts: int
    processes: int
    autoencoder_min: float
    text_min: float
    denoiser_min: float
    batch: int
    is_compiled: bool

    @property
    def dataset(self) -> Dataset:
        """All pictures."""
        return Dataset(self.work / "drawings", self.parts)

    @property
    def latents(self) -> LatentSet:
        """All pictures as latents."""
        return LatentSet(self.work / "latents", self.parts)

    def autoencoder(self) -> Autoencoder:
        """The trained autoencoder."""
        folder = self.work / "autoencoder" / "model"
        return AutoencoderTiny.from_pretrained(folder)  # type: ignore[no-untyped-call]

    def scaled_latents(self) -> torch.Tensor:
        """All latents with variance 1, float16."""
        return self.latents.load() / _latent_std(self)

    def tokenizer(self) -> CLIPTokenizer:
        """The tokenizer, learned the same way each time."""
        return build_tokenizer()


def _latent_std(run: Run) -> float:
    return float(run.latents.load()[:1000].float().std())


def draw_pictures(run: Run) -> None:
    """Stage 1: the pictures and their scenes."""
    run.dataset.draw_missing(run.processes)


def learn_pictures(run: Run) -> None:
    """Stage 2: the autoencoder."""
    if (run.work / "autoencoder" / "model" / "config.json").exists():
        return
    plan = AutoencoderPlan(budget_s=run.autoencoder_min * 60, device=run.device)
    part = replace(run.dataset, parts=min(run.parts, AUTOENCODER_PARTS))
    train_autoencoder(part, plan, run.work / "autoencoder")


def encode_pictures(run: Run) -> None:
    """Stage 3: the latents of all pictures."""
    run.latents.encode_missing(run.dataset, run.autoencoder(), run.device)


def learn_reading(run: Run) -> None:
    """Stage 4: the text encoder."""
    if (run.work / "text" / "model" / "config.json").exists():
        return
    plan = TextPlan(budget_s=run.text_min * 60, device=run.device)
    train_text_encoder(run.tokenizer(), plan, run.work / "text")


def learn_judging(run: Run) -> None:
    """Stage 5: the judge, which ships in the weights folder."""
    if not (run.weights / JUDGE_FILE).exists():
        train_judge(run.scaled_latents(), run.dataset.scenes(), run.weights / JUDGE_FILE)


def learn_denoising(run: Run) -> None:
    """Stage 6: the denoiser, and with it the finished weights folder."""
    autoencoder = run.autoencoder().eval()
    autoencoder.register_to_config(scaling_factor=round(1 / _latent_std(run), 6))
    ingredients = Ingredients(
        latents=run.scaled_latents(),
        scenes=run.dataset.scenes(),
        tokenizer=run.tokenizer(),
        text_encoder=CLIPTextModel.from_pretrained(run.work / "text" / "model"),
        autoencoder=autoencoder,
        judge=run.weights / JUDGE_FILE,
    )
    plan = DenoiserPlan(
        budget_s=run.denoiser_min * 60,
        batch=run.batch,
        device=run.device,
        workers=run.processes if run.device == "cpu" else 1,
        is_compiled=run.is_compiled,
    )
    train_denoiser(ingredients, plan, run.work / "denoiser", run.weights)


STAGES: Mapping[str, Callable[[Run], None]] = {
    "drawings": draw_pictures,
    "autoencoder": learn_pictures,
    "latents": encode_pictures,
    "text": learn_reading,
    "judge": learn_judging,
    "denoiser": learn_denoising,
}


def main() -> None:
    """Read the command line and run the stages in order."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints and data")
    parser.add_argument("--weights", type=Path, help="where the model goes [WORK/weights]")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--parts", type=int, default=16, help="thousands of pictures")
    parser.add_argument("--processes", type=int, default=2, help="processes or threads to use")
    parser.add_argument("--autoencoder-min", type=float, default=20.0, help="training minutes")
    parser.add_argument("--text-min", type=float, default=1.0, help="training minutes")
    parser.add_argument("--denoiser-min", type=float, default=52.0, help="training minutes")
    parser.add_argument("--batch", type=int, default=64, help="pictures in a denoiser step")
    parser.add_argument("--eager", action="store_true", help="do not compile the denoiser")
    parser.add_argument("--until", choices=STAGES, default="denoiser", help="last stage to run")
    asked = vars(parser.parse_args())
    until, is_eager = asked.pop("until"), asked.pop("eager")
    weights = asked.pop("weights") or asked["work"] / "weights"
    torch.set_num_threads(asked["processes"])
    run = Run(**asked, weights=weights, is_compiled=not is_eager)
    for name, stage in STAGES.items():
        say(f"stage {name}")
        stage(run)
        if name == until:
            break


if __name__ == "__main__":
    main()
