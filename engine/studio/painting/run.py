"""The painter's training: from the shipped denoiser, with channels for a picture and a mask.

The text encoder stays as it is, for the denoiser reads with it as well.
"""

import copy
import shutil
import statistics
from dataclasses import dataclass
from pathlib import Path

import torch
from diffusers import PixArtTransformer2DModel
from PIL import Image
from torch import nn
from torch.nn.attention import SDPBackend, sdpa_kernel

from engine.builtin import PAINTER_FOLDER
from engine.builtin.judge_network import LatentJudge
from engine.studio.checkpoints import load_json, save_json
from engine.studio.painting.batches import PainterData
from engine.studio.painting.examples import Examples
from engine.studio.painting.measuring import EditPairs, edit_figures, edited_latents
from engine.studio.painting.sampling import PainterParts, paint_latents
from engine.studio.parts import Pipeline, Transformer
from engine.studio.progress import bar, print_line
from engine.studio.samples import decode, sheet
from engine.studio.training.crew import Crew
from engine.studio.training.denoiser import (
    NoiseLevels,
    compile_blocks,
    is_transformer_matrix,
    with_noise,
)
from engine.studio.training.muon import LearningRates, Muon
from engine.studio.training.pace import Pace, print_step
from engine.studio.training.trainable import Trainable

PRINT_EVERY = 25
SAVE_EVERY_S = 180.0
SHOW_EVERY_S = 900.0
SHOWN_WIDE = 12


@dataclass(frozen=True, slots=True)
class PainterRun:
    """`pairs` and `wides`: what nobody is trained on, to measure and to look at."""

    pipeline: Pipeline
    judge: LatentJudge
    data: PainterData
    pairs: EditPairs
    wides: Examples
    budget_s: float
    batch: int
    workers: int
    is_compiled: bool


def build_painter(denoiser: Transformer) -> Transformer:
    """The denoiser with 1 + C further input channels, which say nothing yet."""
    config = {name: value for name, value in denoiser.config.items() if name != "_name_or_path"}
    channels: int = config["in_channels"]
    painter = PixArtTransformer2DModel.from_config(config | {"in_channels": 2 * channels + 1})  # type: ignore[no-untyped-call]
    state = denoiser.float().state_dict()
    first = "pos_embed.proj.weight"
    wider = torch.zeros_like(painter.state_dict()[first])
    wider[:, :channels] = state[first]
    painter.load_state_dict(state | {first: wider})
    return painter


def prepare(run: PainterRun) -> Trainable:
    """The stage at step 0."""
    painter = build_painter(run.pipeline.transformer)
    text = run.pipeline.text_encoder.requires_grad_(False)
    modules = nn.ModuleDict({"transformer": painter, "text": text})
    matrices = [p for name, p in painter.named_parameters() if is_transformer_matrix(name, p)]
    chosen = {id(p) for p in matrices}
    others = [p for p in painter.parameters() if id(p) not in chosen]
    optimizer = Muon(matrices, others, LearningRates(muon=1.5e-3, adam=1e-3))
    return Trainable.start(modules, optimizer, Pace(run.budget_s, 60, decay_from=0.5), clip=2.0)


def train_painter(run: PainterRun, folder: Path, weights: Path) -> None:
    """Train until the budget is used; then the averaged painter is in `weights`."""
    stage = prepare(run)
    checkpoint = folder / "checkpoint.pt"
    stage.resume(checkpoint)
    pace, levels = stage.pace, NoiseLevels.of_schedule()
    if run.is_compiled:
        compile_blocks(stage.modules["transformer"])
    crew = Crew(stage, run.workers)
    recent: list[float] = []
    saved_s = shown_s = pace.elapsed_s
    with bar("painter") as shown:
        pace.rest()
        while not pace.is_finished:
            batch = run.data.batch(pace.step, run.batch)
            with sdpa_kernel(SDPBackend.MATH):  # as for the denoiser
                recent.append(crew.compute_gradients(with_noise(batch, levels, pace.step)))
            stage.update_from_gradients(crew.pool)
            shown.show(pace.share, f"step {pace.step}, loss {recent[-1]:.3f}")
            if pace.step % PRINT_EVERY == 0:
                print_step("painter", pace, f"loss {statistics.mean(recent):.4f}")
                recent.clear()
            if pace.elapsed_s - saved_s > SAVE_EVERY_S:
                stage.save(checkpoint)
                saved_s = pace.elapsed_s
                pace.rest()
            if pace.elapsed_s - shown_s > SHOW_EVERY_S:
                shown_s = pace.elapsed_s
                show(run, stage, folder)
                pace.rest()
    stage.save(checkpoint)
    show(run, stage, folder)
    export_painter(folder / PAINTER_FOLDER, weights)


def export_painter(painter: Path, weights: Path) -> None:
    """Put a painter into a model folder, and into its index."""
    shutil.copytree(painter, weights / PAINTER_FOLDER, dirs_exist_ok=True)
    index = load_json(weights / "model_index.json")
    save_json(
        weights / "model_index.json",
        index | {PAINTER_FOLDER: ["diffusers", "PixArtTransformer2DModel"]},
    )


def show(run: PainterRun, stage: Trainable, folder: Path) -> None:
    """Write the averaged painter in half precision, sheets of what it does, and figures."""
    eager = torch.compiler.set_stance("force_eager")
    with stage.averaged() as modules, torch.inference_mode(), eager:
        painter: Transformer = modules["transformer"]
        copy.deepcopy(painter).half().save_pretrained(folder / PAINTER_FOLDER)
        parts = PainterParts(painter, modules["text"], run.pipeline.tokenizer)
        made = edited_latents(parts, run.pairs)
        figures = edit_figures(run.judge, run.pairs, made)
        step = stage.pace.step
        edits = _beside(run.pipeline, run.pairs.sources[:24], made[:24])
        edits.save(folder / f"edits-{step:06d}.png")
        _wide_sheet(run, parts).save(folder / f"wide-{step:06d}.png")
        save_json(folder / "figures.json", {"step": step} | figures)
        print_line(f"painter: step {step}, {figures}")


def _beside(pipeline: Pipeline, sources: torch.Tensor, made: torch.Tensor) -> Image.Image:
    """Every source beside what became of it."""
    both = torch.stack([sources, made], dim=1).flatten(0, 1)
    return sheet(decode(pipeline, both), 8)


def _wide_sheet(run: PainterRun, parts: PainterParts) -> Image.Image:
    """What is known of wide pictures beside what the painter makes of it, without words."""
    wides = run.wides
    assert wides.known is not None
    painted = ~wides.known[:SHOWN_WIDE, None]
    seen = wides.latents[:SHOWN_WIDE, 1].float()
    hidden = torch.where(painted, 0.0, seen)
    channels = torch.cat([painted.float(), hidden], dim=1)
    return _beside(run.pipeline, hidden, paint_latents(parts, channels, [""] * len(seen)))
