"""The loop of the denoiser stage: steps, checkpoints, now and then pictures and weights."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.nn.attention import SDPBackend, sdpa_kernel
from transformers import CLIPTokenizer

from engine.builtin.judge_network import load_judge
from engine.studio.data.latents import Part, hold_out
from engine.studio.judge import measure_adherence
from engine.studio.parts import TextEncoder, TinyAutoencoder, Transformer
from engine.studio.progress import bar, print_line
from engine.studio.samples import Sampling, sample_sheet
from engine.studio.training.crew import Crew
from engine.studio.training.denoiser import (
    DenoiserData,
    DenoiserPlan,
    NoiseLevels,
    compile_blocks,
    prepare_denoiser,
    with_noise,
)
from engine.studio.training.judge_training import HELD_OUT
from engine.studio.training.pace import print_step
from engine.studio.training.pipeline import assemble, export
from engine.studio.training.trainable import Trainable

PRINT_EVERY = 25
JUDGED_PROMPTS = 48


@dataclass(frozen=True, slots=True)
class Ingredients:
    """What the earlier stages made; `start` is a transformer to go on from."""

    parts: Sequence[Part]
    tokenizer: CLIPTokenizer
    text_encoder: TextEncoder
    autoencoder: TinyAutoencoder
    judge: Path
    start: Transformer | None = None

    def training_data(self) -> DenoiserData:
        """All but the drawings on which the judge's accuracy is measured."""
        training, _ = hold_out(self.parts, HELD_OUT)
        return DenoiserData.of(training, self.tokenizer)


def train_denoiser(
    ingredients: Ingredients, plan: DenoiserPlan, folder: Path, weights: Path
) -> None:
    """Train until the budget is used; the averaged model is in `weights` then, and before."""
    stage = prepare_denoiser(plan, ingredients.text_encoder, ingredients.start)
    checkpoint = folder / "checkpoint.pt"
    stage.resume(checkpoint)
    pace, data, levels = stage.pace, ingredients.training_data(), NoiseLevels.of_schedule()
    if plan.is_compiled:
        compile_blocks(stage.modules["transformer"])
    crew = Crew(stage, plan.workers)
    recent: list[float] = []
    saved_s = shown_s = pace.elapsed_s
    # The default backward of attention takes 40 % of a step on a CPU.
    backend = SDPBackend.MATH if plan.device == "cpu" else SDPBackend.EFFICIENT_ATTENTION
    with bar("denoiser") as shown:
        pace.rest()
        while not pace.is_finished:
            batch = data.batch(pace.step, plan.batch).to(plan.device)
            with sdpa_kernel(backend):
                recent.append(crew.compute_gradients(with_noise(batch, levels, pace.step)))
            stage.update_from_gradients(crew.pool)
            shown.show(pace.share, f"step {pace.step}, loss {recent[-1]:.3f}")
            if pace.step % PRINT_EVERY == 0:
                print_step("denoiser", pace, f"loss {statistics.mean(recent):.4f}")
                recent.clear()
            if pace.elapsed_s - saved_s > plan.save_every_s:
                stage.save(checkpoint)
                saved_s = pace.elapsed_s
                pace.rest()
            if pace.elapsed_s - shown_s > plan.sample_every_s:
                shown_s = pace.elapsed_s
                _publish(stage, ingredients, folder, weights)
                pace.rest()
    stage.save(checkpoint)
    _publish(stage, ingredients, folder, weights)


def _publish(stage: Trainable, ingredients: Ingredients, folder: Path, weights: Path) -> None:
    """Export the averaged weights, draw the sample sheet, judge a few prompts."""
    # Compiling for the few batches of these pictures would take longer than making them.
    eager = torch.compiler.set_stance("force_eager")
    with stage.averaged() as modules, torch.inference_mode(), eager:
        pipeline = assemble(
            modules["transformer"],
            modules["text"],
            ingredients.tokenizer,
            ingredients.autoencoder.to(stage.averages[0].device),
        )
        pipeline.set_progress_bar_config(disable=True)
        export(pipeline, weights)
        step = stage.pace.step
        sample_sheet(pipeline, Sampling()).save(folder / f"samples-{step:06d}.png")
        judge = load_judge(ingredients.judge)
        found = measure_adherence(pipeline, judge, JUDGED_PROMPTS, Sampling())
        print_line(f"denoiser: step {step}, adherence {found.overall} {found.five_by['style']}")
