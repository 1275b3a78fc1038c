"""Measures how well pictures follow their prompts: `python -m engine.builtin.judge`.

A small classifier reads every attribute of a scene from its latents; it is trained on real drawings
and ships beside the weights. It is kinder than the eye: a blob of the right mass may pass.
"""

import argparse
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from engine.builtin import weights_folder
from engine.builtin.captions import full_caption
from engine.builtin.checkpoints import write_atomically
from engine.builtin.parts import Pipeline
from engine.builtin.progress import say
from engine.builtin.samples import GUIDANCE, STEPS, Sampling, generate_latents, load_pipeline
from engine.builtin.scenes import VOCABULARY, Scene, sample_scene

JUDGE_FILE = Path("judge") / "judge.safetensors"
CHIEF = ("subject", "color", "time", "place", "style")
HELD_OUT = 500


class LatentJudge(nn.Module):
    """(B, 16, 16, 16) latents of variance 1 to the logits of each attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            *_convolution(16, 128, 2),
            *_convolution(128, 128, 1),
            *_convolution(128, 160, 2),
            nn.Flatten(),
            nn.Dropout(0.2),
        )
        self.heads = nn.ModuleDict(
            {name: nn.Linear(160 * 16, len(values)) for name, values in VOCABULARY.items()}
        )

    def forward(self, latents: Tensor) -> dict[str, Tensor]:
        """Logits by attribute."""
        features = self.features(latents)
        return {name: head(features) for name, head in self.heads.items()}

    @torch.no_grad()
    def right(self, latents: Tensor, scenes: Sequence[Scene]) -> dict[str, Tensor]:
        """For each attribute, which rows show what their scene says, (B,) bool."""
        logits = self(latents)
        return {name: logits[name].argmax(1) == _targets(name, scenes) for name in VOCABULARY}


def _convolution(inner: int, outer: int, stride: int) -> list[nn.Module]:
    convolution = nn.Conv2d(inner, outer, 3, stride, padding=1, bias=False)
    return [convolution, nn.BatchNorm2d(outer), nn.ReLU()]


def _targets(name: str, scenes: Sequence[Scene]) -> Tensor:
    return torch.tensor([VOCABULARY[name].index(getattr(scene, name)) for scene in scenes])


def train_judge(latents: Tensor, scenes: Sequence[Scene], path: Path, epochs: int = 2) -> None:
    """Train on latents of variance 1 (n, 16, 16, 16), write the judge, print its accuracy."""
    torch.manual_seed(0)
    judge, batch = LatentJudge(), 64
    count = len(scenes) - HELD_OUT
    steps = count // batch * epochs
    optimizer = torch.optim.AdamW(judge.parameters(), lr=2e-3, weight_decay=0.02)
    targets = {name: _targets(name, scenes) for name in VOCABULARY}
    order = torch.cat([torch.randperm(count) for _ in range(epochs)])
    for step in range(steps):
        rows = order[step * batch : (step + 1) * batch]
        clean = latents[rows].float()
        noisy = clean + torch.randn_like(clean) * torch.rand(batch, 1, 1, 1) * 0.3
        for group in optimizer.param_groups:
            group["lr"] = 2e-3 * (1 - step / steps) + 1e-5
        with torch.autocast("cpu", torch.bfloat16):
            logits = judge(noisy)
        losses = [F.cross_entropy(logits[k].float(), targets[k][rows]) for k in VOCABULARY]
        optimizer.zero_grad()
        torch.stack(losses).sum().backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    judge.eval()
    right = judge.right(latents[-HELD_OUT:].float(), scenes[-HELD_OUT:])
    say(f"judge: held-out drawings {shares(right)}")
    write_atomically(path, lambda temporary: save_file(judge.state_dict(), temporary))


def load_judge(path: Path) -> LatentJudge:
    """The judge that `train_judge` wrote."""
    judge = LatentJudge()
    judge.load_state_dict(load_file(path))
    return judge.eval()


def shares(right: Mapping[str, Tensor]) -> dict[str, float]:
    """The share of right rows by attribute, and of rows where all five chief ones are right."""
    result = {name: round(float(rows.float().mean()), 3) for name, rows in right.items()}
    chief = torch.stack([right[name] for name in CHIEF]).all(0)
    return result | {"five": round(float(chief.float().mean()), 3)}


def judged_scenes(count: int) -> list[Scene]:
    """The same scenes every time, subjects and styles evenly spread."""
    rng = random.Random(99)
    subjects, styles = VOCABULARY["subject"], VOCABULARY["style"]
    return [
        replace(
            sample_scene(rng),
            subject=subjects[i % len(subjects)],
            style=styles[(i // len(subjects) + i) % len(styles)],
        )
        for i in range(count)
    ]


@dataclass(frozen=True, slots=True)
class Adherence:
    """What the judge found: shares over all prompts, and `five` for each style."""

    overall: dict[str, float]
    five_by_style: dict[str, float]


def measure(pipeline: Pipeline, judge: LatentJudge, count: int, sampling: Sampling) -> Adherence:
    """Generate `count` pictures from prompts that name everything, first seeds, and judge them."""
    scenes = judged_scenes(count)
    prompts = [full_caption(scene) for scene in scenes]
    seeds = list(range(1000, 1000 + count))
    right = judge.right(generate_latents(pipeline, prompts, seeds, sampling), scenes)
    chief = torch.stack([right[name] for name in CHIEF]).all(0)
    by_style = {}
    for style in VOCABULARY["style"]:
        rows = [i for i, scene in enumerate(scenes) if scene.style == style]
        by_style[style] = round(float(chief[rows].float().mean()), 3) if rows else 0.0
    return Adherence(shares(right), by_style)


def main() -> None:
    """Judge a weights folder and print one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=weights_folder())
    parser.add_argument("--prompts", type=int, default=96)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--guidance", type=float, default=GUIDANCE)
    asked = parser.parse_args()
    sampling = Sampling(asked.steps, asked.guidance)
    judge = load_judge(asked.weights / JUDGE_FILE)
    found = measure(load_pipeline(asked.weights), judge, asked.prompts, sampling)
    say(json.dumps({"prompts": asked.prompts, **found.overall, "by_style": found.five_by_style}))


if __name__ == "__main__":
    main()
