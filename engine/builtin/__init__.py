"""The built-in text-to-image model: its drawings, its training and its shipped weights.

`weights_folder()` is an ordinary diffusers pipeline folder (PixArtAlphaPipeline); everything else
in this package exists to make it again from nothing: `python -m engine.builtin.train --work DIR`.
"""

from pathlib import Path


def weights_folder() -> Path:
    """The shipped diffusers pipeline folder; torch is not imported to find it."""
    return Path(__file__).parent / "weights"
