"""The built-in model's own captioner: its judge reads a picture, its captions word what it saw.

It says only what it is rather sure of (where that is too little for so many descriptions, also what
is likeliest), and knows nothing but what the model can draw.
"""

import hashlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

import torch
from PIL import Image, ImageOps

from engine.builtin import captions_chinese, captions_english
from engine.builtin.mentions import Mentions, everything
from engine.builtin.scenes import FRAMES, VOCABULARY, Scene

SURE = 0.5  # probability from which an attribute is said
USUAL = {"extra": "none", "count": "1", "position": "center", "size": "normal"}
"""Values that need no word; taken for what is seen where nothing is sure."""
OMITTED = ("color", "time", "place", "style", "extra", "position", "size")
TRIES = 200
LEFT_OUT = 0.25
"""How often a sure attribute other than the subject is left out of one description."""


class Judge(Protocol):
    """What is asked of a `picture_judge.PictureJudge`."""

    def probabilities(self, pictures: Sequence[Image.Image]) -> Mapping[str, torch.Tensor]: ...


def describe_picture(
    judge: Judge, picture: Image.Image, seed: int, count: int, language: str = "en"
) -> tuple[str, ...]:
    """Up to `count` different descriptions; the first of seed 0 says all that is sure.

    language: "zh" for Chinese, anything else is English.
    """
    words = captions_chinese if language == "zh" else captions_english
    whole = framed(picture)
    table = judge.probabilities([whole])
    scene, seen = seen_scene(table)
    rng = random.Random(f"{seed} {hashlib.sha256(whole.tobytes()).hexdigest()}")
    found: dict[str, None] = {}
    if seed == 0:
        found[words.described(scene, seen, rng)] = None
    likeliest = seen_scene(table, sure=0.0)
    for trial in range(2 * TRIES):
        if len(found) == count:
            break
        what, said = (scene, seen) if trial < TRIES else likeliest
        found[words.described(what, _fewer(said, rng), rng)] = None
    return tuple(found)


def seen_scene(table: Mapping[str, torch.Tensor], sure: float = SURE) -> tuple[Scene, Mentions]:
    """What a picture shows, and what of it is sure. table: of each attribute (1, values)."""
    values: dict[str, Any] = {}
    is_sure: dict[str, bool] = {}
    for name, choices in VOCABULARY.items():
        share, index = table[name][0].max(0)
        is_sure[name] = float(share) >= sure
        is_unsaid = name in USUAL and not is_sure[name]
        values[name] = USUAL[name] if is_unsaid else choices[int(index)]
    scene = Scene(**values, seed=0)
    said = everything(scene)
    kept = {name: is_sure[name] and getattr(said, name) for name in (*OMITTED, "subject")}
    return scene, Mentions(**kept)


def _fewer(seen: Mentions, rng: random.Random) -> Mentions:
    left = {name: False for name in OMITTED if rng.random() < LEFT_OUT}
    return replace(seen, **left)


def framed(picture: Image.Image) -> Image.Image:
    """Cropped around its middle to the frame whose shape is nearest."""
    aspect = picture.width / picture.height

    def strangeness(size: tuple[int, int]) -> float:
        own = size[0] / size[1]
        return max(own / aspect, aspect / own)

    size = min(FRAMES.values(), key=strangeness)
    return ImageOps.fit(picture, size, Image.Resampling.LANCZOS)
