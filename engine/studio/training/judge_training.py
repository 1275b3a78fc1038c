"""Stage 5: the judge learns to read scenes from latents, on drawings of all frames."""

from collections.abc import Sequence
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torch import Tensor

from engine.builtin.judge_network import LatentJudge, shares, targets
from engine.builtin.scenes import VOCABULARY
from engine.studio.checkpoints import write_atomically
from engine.studio.data.latents import Part, hold_out
from engine.studio.progress import bar, print_line
from engine.studio.training.muon import LearningRates, Muon
from engine.studio.training.pace import Pace

HELD_OUT = 500
"""The last drawings of the last square part: neither judge nor denoiser is trained on them."""
BATCH = 64
NOISE = 0.25
"""The most noise on a training latent: what a denoiser leaves must not confuse the judge."""


def shifted(latents: Tensor) -> Tensor:
    """The same batch moved by at most a cell each way: more drawings than there are on disk."""
    down, right = (int(torch.randint(3, (1,))) for _ in range(2))
    rows, columns = latents.shape[-2:]
    padded = F.pad(latents, (1, 1, 1, 1), mode="replicate")
    return padded[..., down : down + rows, right : right + columns]


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
    print_line(f"judge: {pace.step} steps, held-out drawings {shares(right)}")
    save_judge(judge, path)


def save_judge(judge: LatentJudge, path: Path) -> None:
    """Write the judge in half precision: its answers do not hang on the last digits."""
    state = {name: value.half() for name, value in judge.state_dict().items()}
    write_atomically(path, lambda temporary: save_file(state, temporary))
