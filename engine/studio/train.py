"""Make the built-in model from nothing: `python -m engine.studio.train --work DIR`.

Seven stages, each of which goes on where a kill left it and is skipped once it is finished:
drawings, autoencoder, latents, text encoder, judge, denoiser, decoder. The result is a weights
folder.
A stage that is resumed with another time budget adapts its learning rate to it.
`--from FOLDER` starts the stages from the parts of a model folder instead; a part whose budget is
0 minutes stays as it is there.
"""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from diffusers import AutoencoderTiny, PixArtTransformer2DModel
from transformers import CLIPTextModel, CLIPTokenizer

from engine.builtin import JUDGE_FILE
from engine.builtin.judge_network import load_judge
from engine.studio.data.dataset import Dataset
from engine.studio.data.latents import LatentSet
from engine.studio.parts import Pipeline, TextEncoder, TinyAutoencoder, Transformer
from engine.studio.progress import print_line
from engine.studio.samples import load_pipeline
from engine.studio.training.autoencoder import AutoencoderPlan, train_autoencoder
from engine.studio.training.decoder import Artist, DecoderPlan, LatentPairs, train_decoder
from engine.studio.training.denoiser import DenoiserPlan
from engine.studio.training.denoiser_run import Ingredients, train_denoiser
from engine.studio.training.judge_training import save_judge, train_judge
from engine.studio.training.pipeline import export_autoencoder
from engine.studio.training.text_encoder import TextPlan, train_text_encoder
from engine.studio.training.text_tokens import build_tokenizer

SQUARE_PARTS = 3
"""The first parts, all square, on which the decoder is finished."""


@dataclass(frozen=True, slots=True)
class Run:
    """What the command line asked for; times are minutes of training."""

    work: Path
    weights: Path
    start: Path | None
    device: str
    parts: int
    processes: int
    side_px: int
    autoencoder_min: float
    text_min: float
    judge_min: float
    denoiser_min: float
    decoder_min: float
    batch: int
    is_compiled: bool

    @property
    def dataset(self) -> Dataset:
        """All pictures."""
        return Dataset(self.work / "drawings", self.parts, side_px=self.side_px)

    @property
    def latents(self) -> LatentSet:
        """All pictures as latents."""
        return LatentSet(self.work / "latents", self.parts)

    def autoencoder(self) -> TinyAutoencoder:
        """The trained autoencoder."""
        folder = self.work / "autoencoder" / "model"
        return AutoencoderTiny.from_pretrained(folder, trust_remote_code=False)  # type: ignore[no-untyped-call]

    def tokenizer(self) -> CLIPTokenizer:
        """The tokenizer, learned the same way each time."""
        return build_tokenizer()


def draw_pictures(run: Run) -> None:
    """Stage 1: the pictures and their scenes."""
    run.dataset.draw_missing(run.processes)


def learn_pictures(run: Run) -> None:
    """Stage 2: the autoencoder."""
    if (run.work / "autoencoder" / "model" / "config.json").exists():
        return
    plan = AutoencoderPlan(budget_s=run.autoencoder_min * 60, device=run.device)
    start: TinyAutoencoder | None = None
    if run.start is not None:
        start = AutoencoderTiny.from_pretrained(  # type: ignore[no-untyped-call]
            run.start, subfolder="vae", trust_remote_code=False
        )
    train_autoencoder(run.dataset, plan, run.work / "autoencoder", start)


def encode_pictures(run: Run) -> None:
    """Stage 3: the latents of all pictures."""
    run.latents.encode_missing(run.dataset, run.autoencoder(), run.device)


def learn_reading(run: Run) -> None:
    """Stage 4: the text encoder."""
    if (run.work / "text" / "model" / "config.json").exists():
        return
    tokenizer, start = run.tokenizer(), None
    if run.start is not None:
        start = starting_text_encoder(run.start, tokenizer)
    if start is None and run.text_min <= 0:
        raise SystemExit("--text-min 0: there is no text encoder of this vocabulary to keep.")
    plan = TextPlan(budget_s=run.text_min * 60, device=run.device)
    train_text_encoder(tokenizer, plan, run.work / "text", start)


def starting_text_encoder(folder: Path, tokenizer: CLIPTokenizer) -> TextEncoder | None:
    """The text encoder of a model folder; None where it reads another vocabulary."""
    theirs: CLIPTokenizer = CLIPTokenizer.from_pretrained(
        folder, subfolder="tokenizer", trust_remote_code=False
    )
    if theirs.get_vocab() != tokenizer.get_vocab():
        print_line("text encoder: another vocabulary, so it starts from nothing")
        return None
    return CLIPTextModel.from_pretrained(folder, subfolder="text_encoder", trust_remote_code=False)


def learn_judging(run: Run) -> None:
    """Stage 5: the judge, which ships in the weights folder."""
    path = run.weights / JUDGE_FILE
    if path.exists():
        return
    start = None if run.start is None else load_judge(run.start / JUDGE_FILE)
    if run.judge_min <= 0 and start is not None:
        save_judge(start, path)
        return
    train_judge(run.latents.load_parts(run.dataset), path, run.judge_min * 60, start)


def learn_denoising(run: Run) -> None:
    """Stage 6: the denoiser, and with it the finished weights folder."""
    autoencoder = run.autoencoder().eval()
    autoencoder.register_to_config(scaling_factor=round(1 / run.latents.std(), 6))
    start: Transformer | None = None
    if run.start is not None:
        start = PixArtTransformer2DModel.from_pretrained(  # type: ignore[no-untyped-call]
            run.start, subfolder="transformer", trust_remote_code=False
        )
    ingredients = Ingredients(
        parts=run.latents.load_parts(run.dataset),
        tokenizer=run.tokenizer(),
        text_encoder=CLIPTextModel.from_pretrained(
            run.work / "text" / "model", trust_remote_code=False
        ),
        autoencoder=autoencoder,
        judge=run.weights / JUDGE_FILE,
        start=start,
    )
    plan = DenoiserPlan(
        side_px=run.side_px,
        budget_s=run.denoiser_min * 60,
        batch=run.batch,
        device=run.device,
        workers=run.processes if run.device == "cpu" else 1,
        is_compiled=run.is_compiled,
    )
    train_denoiser(ingredients, plan, run.work / "denoiser", run.weights)


def learn_finishing(run: Run) -> None:
    """Stage 7: the decoder once more, for what the denoiser leaves; and into the model with it."""
    if run.decoder_min <= 0:
        return
    folder = run.work / "decoder"
    if not (folder / "model" / "config.json").exists():
        finish_decoder(run, load_pipeline(run.weights).to(run.device), folder)
    autoencoder = AutoencoderTiny.from_pretrained(folder / "model", trust_remote_code=False)  # type: ignore[no-untyped-call]
    autoencoder.register_to_config(scaling_factor=round(1 / run.latents.std(), 6))
    export_autoencoder(autoencoder, run.weights)


def finish_decoder(run: Run, pipeline: Pipeline, folder: Path) -> None:
    """Train the decoder on drawings that this denoiser has redrawn."""
    artist = Artist(pipeline.transformer, pipeline.text_encoder, pipeline.tokenizer)
    plan = DecoderPlan(budget_s=run.decoder_min * 60, device=run.device)
    std, squares = run.latents.std(), min(run.parts, SQUARE_PARTS)
    parts = run.latents.load_parts(run.dataset)[:squares]
    pictures = [run.dataset.pictures(k) for k in range(squares)]
    pairs = LatentPairs.make(parts, pictures, artist)
    train_decoder(run.autoencoder(), pairs, plan, folder, std)


STAGES: Mapping[str, Callable[[Run], None]] = {
    "drawings": draw_pictures,
    "autoencoder": learn_pictures,
    "latents": encode_pictures,
    "text": learn_reading,
    "judge": learn_judging,
    "denoiser": learn_denoising,
    "decoder": learn_finishing,
}


def build_parser() -> argparse.ArgumentParser:
    """The command line of training."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints and data")
    parser.add_argument("--weights", type=Path, help="where the model goes [WORK/weights]")
    parser.add_argument(
        "--from", type=Path, dest="start", metavar="FOLDER", help="model folder to start from"
    )
    parser.add_argument("--images", type=Path, metavar="DIR", help="not there yet")
    parser.add_argument(
        "--device", default="cpu", help="cpu or cuda (there try --batch 512 and more --parts)"
    )
    parser.add_argument("--parts", type=int, default=20, help="thousands of pictures")
    parser.add_argument("--processes", type=int, default=2, help="processes or threads to use")
    for part, minutes in (
        ("autoencoder", 24.0),
        ("text", 1.0),
        ("judge", 8.0),
        ("denoiser", 310.0),
        ("decoder", 12.0),
    ):
        parser.add_argument(
            f"--{part}-min",
            type=float,
            default=minutes,
            help="training minutes; 0 keeps the part of --from",
        )
    parser.add_argument(
        "--side-px", type=int, choices=(256, 512), default=256, help="side of a square picture"
    )
    parser.add_argument("--batch", type=int, default=64, help="pictures in a denoiser step")
    parser.add_argument("--eager", action="store_true", help="do not compile the denoiser")
    parser.add_argument("--until", choices=STAGES, default="decoder", help="last stage to run")
    return parser


def read_command_line(arguments: list[str] | None = None) -> tuple[Run, str]:
    """The run that was asked for and its last stage; says what is wrong and exits otherwise."""
    parser = build_parser()
    asked = vars(parser.parse_args(arguments))
    refuse_own_images(parser, asked.pop("images"))
    minutes = [value for name, value in asked.items() if name.endswith("_min")]
    if asked["start"] is None and min(minutes) <= 0:
        parser.error("a budget of 0 minutes keeps a part as it is: name its model with --from")
    if asked["start"] is not None and not (asked["start"] / "model_index.json").exists():
        parser.error(f"--from: {asked['start']} is no model folder, it has no model_index.json")
    until, is_eager = asked.pop("until"), asked.pop("eager")
    weights = asked.pop("weights") or asked["work"] / "weights"
    return Run(**asked, weights=weights, is_compiled=not is_eager), until


def refuse_own_images(parser: argparse.ArgumentParser, folder: Path | None) -> None:
    """The seam for training on pictures of one's own, each with its caption in a .txt beside it.

    A `Part` would hold their latents and captions in place of scenes; the judge and the subject
    boxes, which need scenes, would be left out.
    """
    if folder is not None:
        parser.error("--images: training on pictures of your own is not there yet")


def main() -> None:
    """Run the stages in order."""
    run, until = read_command_line()
    torch.set_num_threads(run.processes)
    for name, stage in STAGES.items():
        print_line(f"stage {name}")
        stage(run)
        if name == until:
            break


if __name__ == "__main__":
    main()
