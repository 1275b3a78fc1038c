"""The judge: a small network that reads every attribute of a scene from its latents.

It ends in a fixed grid, so that it reads any shape. `studio.training.judge_training` makes it.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from engine.builtin.scenes import VOCABULARY, Scene

CHIEF = ("subject", "color", "time", "place", "style")


class LatentJudge(nn.Module):
    """(B, 16, H, W) latents of variance 1, H and W even, to the logits of each attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            *_convolution(16, 128, 3, 1),
            *_convolution(128, 128, 3, 2),
            *_convolution(128, 192, 3, 1),
            *_convolution(192, 192, 3, 2),
            nn.AdaptiveAvgPool2d(4),
            *_convolution(192, 192, 3, 1),
            nn.Flatten(),
        )
        self.dropout = nn.Dropout(0.3)
        self.heads = nn.ModuleDict(
            {name: nn.Linear(192 * 16, len(values)) for name, values in VOCABULARY.items()}
        )

    def forward(self, latents: Tensor) -> dict[str, Tensor]:
        """Logits by attribute."""
        features = self.dropout(self.features(latents))
        return {name: head(features) for name, head in self.heads.items()}

    @torch.no_grad()
    def right(self, latents: Tensor, scenes: Sequence[Scene]) -> dict[str, Tensor]:
        """For each attribute, which rows show what their scene says, (B,) bool."""
        logits = self(latents)
        return {name: logits[name].argmax(1) == targets(name, scenes) for name in VOCABULARY}


def _convolution(inner: int, outer: int, kernel: int, stride: int) -> list[nn.Module]:
    convolution = nn.Conv2d(inner, outer, kernel, stride, padding=1, bias=False)
    return [convolution, nn.BatchNorm2d(outer, momentum=0.02), nn.ReLU()]


def targets(name: str, scenes: Sequence[Scene]) -> Tensor:
    """The classes of one attribute, (B,)."""
    return torch.tensor([VOCABULARY[name].index(getattr(scene, name)) for scene in scenes])


def load_judge(path: Path) -> LatentJudge:
    """The judge that the training wrote, in float32."""
    judge = LatentJudge()
    judge.load_state_dict(load_file(path))
    return judge.eval()


def shares(right: Mapping[str, Tensor]) -> dict[str, float]:
    """The share of right rows by attribute, and of rows where all five chief ones are right."""
    result = {name: share(rows) for name, rows in right.items()}
    return result | {"five": share(all_five(right))}


def all_five(right: Mapping[str, Tensor]) -> Tensor:
    """Which rows have subject, color, time, place and style right, (B,) bool."""
    return torch.stack([right[name] for name in CHIEF]).all(0)


def share(rows: Tensor) -> float:
    """The share of true rows, to three digits; 0 of none."""
    return round(float(rows.float().mean()), 3) if len(rows) else 0.0
