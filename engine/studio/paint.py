"""Make the painter of the built-in model: `python -m engine.studio.paint --work DIR`.

It goes on around a picture, paints masked parts anew and edits by instruction. Two stages, each of
which goes on where a kill left it: examples (drawn and encoded), painter. It starts from the model
in `--weights` and is written into its folder `painter`; on the way it lies in `DIR/painter`.
"""

import argparse
from dataclasses import replace
from pathlib import Path

import torch

from engine.builtin import JUDGE_FILE, weights_folder
from engine.builtin.judge_network import load_judge
from engine.studio.painting.batches import PainterData
from engine.studio.painting.examples import Examples, ExampleSet
from engine.studio.painting.measuring import unseen_pairs
from engine.studio.painting.run import PainterRun, train_painter
from engine.studio.progress import print_line
from engine.studio.samples import load_pipeline
from engine.studio.training.autoencoder import FACTOR

HELD_OUT = 20
MEASURED = 90


def build_parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints and data")
    parser.add_argument("--weights", type=Path, default=weights_folder(), help="model folder")
    parser.add_argument("--parts", type=int, default=32, help="thousands of pictures")
    parser.add_argument("--minutes", type=float, default=90.0, help="training minutes")
    parser.add_argument("--batch", type=int, default=64, help="pictures in a step")
    parser.add_argument("--processes", type=int, default=2, help="processes or threads to use")
    parser.add_argument("--eager", action="store_true", help="do not compile the painter")
    return parser


def without_held_out(examples: list[Examples]) -> tuple[list[Examples], Examples]:
    """What may be trained on, and the last wide drawings of the last square part."""
    square = examples[0].shape
    last = max(
        k for k, part in enumerate(examples) if part.known is not None and part.shape == square
    )
    part = examples[last]
    assert part.known is not None
    kept = slice(None, -HELD_OUT)
    held = Examples(part.latents[-HELD_OUT:], part.scenes[-HELD_OUT:], part.known[-HELD_OUT:])
    training = list(examples)
    training[last] = replace(
        part, latents=part.latents[kept], scenes=part.scenes[kept], known=part.known[kept]
    )
    return training, held


def main(arguments: list[str] | None = None) -> None:
    """Run both stages."""
    asked = build_parser().parse_args(arguments)
    torch.set_num_threads(asked.processes)
    pipeline = load_pipeline(asked.weights)
    print_line("stage examples")
    examples = ExampleSet(asked.work / "examples", asked.parts)
    examples.make_missing(pipeline.vae.eval(), FACTOR, asked.processes)
    print_line("stage painter")
    training, held = without_held_out(examples.load())
    run = PainterRun(
        pipeline=pipeline,
        judge=load_judge(asked.weights / JUDGE_FILE),
        data=PainterData.of(training, pipeline.tokenizer),
        pairs=unseen_pairs(MEASURED, pipeline.vae),
        wides=held,
        budget_s=asked.minutes * 60,
        batch=asked.batch,
        workers=asked.processes,
        is_compiled=not asked.eager,
    )
    train_painter(run, asked.work / "painter", asked.weights)


if __name__ == "__main__":
    main()
