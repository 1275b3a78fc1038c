"""The built-in text-to-image model as it ships: its weights, its words, and the judge beside it.

`weights_folder()` is an ordinary diffusers pipeline folder (PixArtAlphaPipeline), made from nothing
by `python -m engine.studio.train --work DIR`.
"""

from pathlib import Path

JUDGE_FILE = Path("judge") / "judge.safetensors"  # in the weights folder


def weights_folder() -> Path:
    """The shipped diffusers pipeline folder; torch is not imported to find it."""
    return Path(__file__).parent / "weights"


def upscaler_file() -> Path:
    """The shipped upscaler, which makes what the model draws twice as large."""
    return Path(__file__).parent / "upscaler" / "upscaler.safetensors"
