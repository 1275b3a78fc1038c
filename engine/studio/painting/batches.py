"""The painter's batches: edits by instruction, wide pictures and masked ones, mixed.

Beside the noisy latents the painter sees channels (1 + C): the task of each cell (1: to be painted,
0: known, -1: to be changed by an instruction), and the picture's latents, zero where it is painted.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from transformers import CLIPTokenizer

from engine.builtin.captions import caption
from engine.builtin.scenes import LANDSCAPE, Scene
from engine.studio.painting.examples import Examples
from engine.studio.painting.instructions import instruction
from engine.studio.painting.masks import random_mask
from engine.studio.training.denoiser import CAPTION_TOKENS, Batch, subject_weights
from engine.studio.training.text_encoder import tokenize

PAINTED, KNOWN, CHANGED = 1.0, 0.0, -1.0
WORDLESS = 0.10
"""Without words an edit changes nothing: what guidance leads away from."""
KNOWN_WEIGHT = 0.15
"""Of the loss in cells that are kept anyway."""
CHANGE_WEIGHT = 3.0
"""What is added to the loss where an edit changes the picture."""
OTHERS_OF_TEN = 4
"""Steps of ten whose pictures are not square."""
SHARES = {"edits": 0.5, "wide": 0.3, "masked": 0.2}


@dataclass(frozen=True, slots=True)
class Sample:
    """target (C, h, w); channels (1 + C, h, w); weight (1, h, w)."""

    target: Tensor
    channels: Tensor
    weight: Tensor
    text: str


@dataclass(frozen=True, slots=True)
class PainterData:
    """Everything a batch is drawn from, by shape."""

    edits: dict[tuple[int, int], list[Examples]]
    wides: dict[tuple[int, int], list[Examples]]
    tokenizer: CLIPTokenizer

    @classmethod
    def of(cls, examples: Sequence[Examples], tokenizer: CLIPTokenizer) -> "PainterData":
        """The data of some parts."""
        edits: dict[tuple[int, int], list[Examples]] = {}
        wides: dict[tuple[int, int], list[Examples]] = {}
        for part in examples:
            (edits if part.known is None else wides).setdefault(part.shape, []).append(part)
        return cls(edits, wides, tokenizer)

    def shape(self, step: int) -> tuple[int, int]:
        """The latent shape of a step's batch: the square one, or the others in turn."""
        square = max(self.edits, key=lambda shape: len(self.edits[shape]))
        others = sorted((self.edits.keys() | self.wides.keys()) - {square})
        turn, place = divmod(step, 10)
        if not others or place >= OTHERS_OF_TEN:
            return square
        return others[(turn * OTHERS_OF_TEN + place) % len(others)]

    def batch(self, step: int, size: int) -> Batch:
        """The batch of a step, decided by the step alone; words are chosen afresh."""
        rng = random.Random(f"painter {step}")
        shape = self.shape(step)
        edits, wides = self.edits.get(shape, []), self.wides.get(shape, [])
        may = {"edits": edits, "wide": wides, "masked": edits}
        tasks = [name for name in SHARES if may[name]]
        samples = []
        for task in rng.choices(tasks, [SHARES[name] for name in tasks], k=size):
            part = rng.choice(may[task])
            make = {"edits": edit_sample, "wide": wide_sample, "masked": masked_sample}[task]
            samples.append(make(part, rng.randrange(len(part.scenes)), rng))
        weights = torch.stack([sample.weight for sample in samples])
        return Batch(
            latents=torch.stack([sample.target for sample in samples]),
            weights=weights / weights.mean((1, 2, 3), keepdim=True),
            tokens=tokenize(self.tokenizer, [sample.text for sample in samples], CAPTION_TOKENS),
            channels=torch.stack([sample.channels for sample in samples]),
        )


def edit_sample(part: Examples, row: int, rng: random.Random) -> Sample:
    """One of a group of scenes becomes another; without words it stays as it is."""
    scenes = part.scenes[row]
    before, after = rng.sample(range(len(scenes)), 2)
    if before and after and (rng.random() < 0.5 or _has_landscape(scenes, before, after)):
        before = 0  # mostly one thing is asked for
    text = instruction(scenes[before], scenes[after], rng)
    if rng.random() < WORDLESS:
        after, text = before, ""
    source, target = part.latents[row, before].float(), part.latents[row, after].float()
    difference = (target - source).pow(2).mean(0, keepdim=True)
    changed = (difference / 0.5).clamp(max=1.0)
    weight = subject_weights([scenes[after]], *part.shape)[0] + CHANGE_WEIGHT * changed
    return Sample(target, channels_for_edit(source), weight, text)


def wide_sample(part: Examples, row: int, rng: random.Random) -> Sample:
    """A picture that goes on around what is known of it."""
    assert part.known is not None
    known = part.known[row][None]
    wide, seen = part.latents[row].float()
    target = torch.where(known, seen, wide)
    weight = torch.where(known, KNOWN_WEIGHT, 1.0)
    return Sample(target, channels_for_mask(seen, ~known), weight, _words(part.scenes[row][0], rng))


def masked_sample(part: Examples, row: int, rng: random.Random) -> Sample:
    """A picture of which some cells are to be painted."""
    which = rng.randrange(len(part.scenes[row]))
    target, scene = part.latents[row, which].float(), part.scenes[row][which]
    painted = random_mask(*part.shape, rng)[None]
    weight = subject_weights([scene], *part.shape)[0] * torch.where(painted, 1.0, KNOWN_WEIGHT)
    return Sample(target, channels_for_mask(target, painted), weight, _words(scene, rng))


def channels_for_edit(source: Tensor) -> Tensor:
    """(C, h, w) to (1 + C, h, w): all is seen, and may change."""
    return torch.cat([torch.full_like(source[:1], CHANGED), source])


def channels_for_mask(seen: Tensor, painted: Tensor) -> Tensor:
    """(C, h, w) and (1, h, w) bool to (1 + C, h, w): what is painted is not seen."""
    return torch.cat([painted.to(seen.dtype) * PAINTED, torch.where(painted, 0.0, seen)])


def _words(scene: Scene, rng: random.Random) -> str:
    return "" if rng.random() < WORDLESS else caption(scene, rng)


def _has_landscape(scenes: Sequence[Scene], *rows: int) -> bool:
    return any(scenes[row].subject == LANDSCAPE for row in rows)
