"""Stage 5: the judge, a small network that reads every attribute of a scene from its latents.

It is trained on drawings of all frames and ends in a fixed grid, so that it reads any shape.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from engine.builtin.scenes import VOCABULARY, Scene
from engine.studio.checkpoints import write_atomically
from engine.studio.data.latents import Part, hold_out
from engine.studio.progress import bar, say
from engine.studio.training.muon import LearningRates, Muon
from engine.studio.training.pace import Pace

JUDGE_FILE = Path("judge") / "judge.safetensors"
CHIEF = ("subject", "color", "time", "place", "style")
HELD_OUT = 500
"""The last drawings of the last square part: neither judge nor denoiser is trained on them."""
BATCH = 64
NOISE = 0.25
"""The most noise on a training latent: what a denoiser leaves must not confuse the judge."""


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


def shifted(latents: Tensor) -> Tensor:
    """The same batch moved by at most a cell each way: more drawings than there are on disk."""
    down, right = (int(torch.randint(3, (1,))) for _ in range(2))
    rows, columns = latents.shape[-2:]
    padded = F.pad(latents, (1, 1, 1, 1), mode="replicate")
    return padded[..., down : down + rows, right : right + columns]


def targets(name: str, scenes: Sequence[Scene]) -> Tensor:
    """The classes of one attribute, (B,)."""
    return torch.tensor([VOCABULARY[name].index(getattr(scene, name)) for scene in scenes])


def train_judge(
    parts: Sequence[Part], path: Path, budget_s: float = 480, start: LatentJudge | None = None
) -> None:
    """Train for a while on batches of one frame each, write the judge, print its accuracy.

    start: another judge to go on from, instead of from nothing.
    """
    torch.manual_seed(0)
    training, held_out = hold_out(parts, HELD_OUT)
    judge = LatentJudge() if start is None else start.train()
    matrices = [p for p in judge.features.parameters() if p.ndim == 4]
    others = [p for p in judge.parameters() if p.ndim != 4]
    optimizer = Muon(matrices, others, LearningRates(muon=4e-3, adam=2e-3))
    pace = Pace(budget_s, warmup_steps=20, decay_from=0.2)
    classes = [{name: targets(name, part.scenes) for name in VOCABULARY} for part in training]
    with bar("judge") as shown:
        pace.rest()
        while not pace.is_finished:
            index = pace.step % len(training)
            rows = torch.randint(len(training[index].scenes), (BATCH,))
            clean = shifted(training[index].latents[rows].float())
            noisy = clean + torch.randn_like(clean) * torch.rand(BATCH, 1, 1, 1) * NOISE
            with torch.autocast("cpu", torch.bfloat16):
                logits = judge(noisy)
            losses = [F.cross_entropy(logits[k].float(), classes[index][k][rows]) for k in logits]
            optimizer.zero_grad()
            torch.stack(losses).sum().backward()  # type: ignore[no-untyped-call]
            optimizer.step(pace.factor())
            pace.count_step()
            shown.show(pace.share, f"step {pace.step}")
    judge.eval()
    right = judge.right(held_out.latents.float(), held_out.scenes)
    say(f"judge: {pace.step} steps, held-out drawings {shares(right)}")
    save_judge(judge, path)


def save_judge(judge: LatentJudge, path: Path) -> None:
    """Write the judge in half precision: its answers do not hang on the last digits."""
    state = {name: value.half() for name, value in judge.state_dict().items()}
    write_atomically(path, lambda temporary: save_file(state, temporary))


def load_judge(path: Path) -> LatentJudge:
    """The judge that `train_judge` wrote, in float32."""
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
