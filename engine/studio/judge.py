"""Measures a weights folder: `python -m engine.studio.judge`.

How well pictures follow their prompts, read by the small network that ships beside the weights; it
is kinder than the eye: a blob of the right mass may pass. `--diversity` and `--copies` measure how
far pictures of one prompt differ, and whether they are copies of drawings; `--editing` what becomes
of pictures that are painted over, weighed words and `--no`, through the engine. `--edits` measures
the painter on pairs that it has not seen.
"""

import argparse
import json
import os
import random
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch

from engine.builtin import JUDGE_FILE, weights_folder
from engine.builtin.captions import Language, full_caption
from engine.builtin.encoding import encode_scaled
from engine.builtin.judge_network import LatentJudge, all_five, load_judge, share, shares
from engine.builtin.scenes import FRAMES, LANDSCAPE, UNSEEN, VOCABULARY, Scene, sample_scene
from engine.studio.data.dataset import drawn
from engine.studio.measuring.diversity import measure_copies, measure_diversity
from engine.studio.measuring.editing import measure_editing
from engine.studio.painting.measuring import (
    edit_figures,
    edited_latents,
    source_figures,
    unseen_pairs,
)
from engine.studio.painting.sampling import PainterParts
from engine.studio.parts import Pipeline
from engine.studio.progress import print_line
from engine.studio.samples import Sampling, generate_latents, load_pipeline
from engine.studio.training.pipeline import GUIDANCE, STEPS

LANGUAGES = ("english", "chinese", "both")
HELD_OUT = 500


def judged_scenes(count: int, frame: str = "1:1") -> list[Scene]:
    """The same scenes every time, subjects and styles evenly spread."""
    rng = random.Random("judge")
    subjects, styles = VOCABULARY["subject"], VOCABULARY["style"]
    scenes = [
        replace(
            sample_scene(rng, frame),
            subject=subjects[i % len(subjects)],
            style=styles[(i // len(subjects) + i) % len(styles)],
        )
        for i in range(count)
    ]
    return [replace(s, **UNSEEN) if s.subject == LANDSCAPE else s for s in scenes]


def prompts_of(scenes: list[Scene], language: str) -> list[str]:
    """Prompts that name everything; "both" changes the language from one to the next."""
    words: dict[str, tuple[Language, ...]] = {
        "english": ("english",),
        "chinese": ("chinese",),
        "both": ("english", "chinese"),
    }
    names = words[language]
    return [full_caption(scene, names[i % len(names)]) for i, scene in enumerate(scenes)]


@dataclass(frozen=True, slots=True)
class Adherence:
    """What the judge found: shares over all prompts, and `five` for each value of an attribute."""

    overall: dict[str, float]
    five_by: dict[str, dict[str, float]]

    def worst_subjects(self, count: int = 6) -> list[str]:
        """Those with the fewest prompts all right, worst first."""
        subjects = self.five_by["subject"]
        return sorted(subjects, key=subjects.__getitem__)[:count]


def measure_adherence(
    pipeline: Pipeline,
    judge: LatentJudge,
    count: int,
    sampling: Sampling,
    language: str = "english",
) -> Adherence:
    """Generate `count` pictures from prompts that name everything, first seeds, and judge them."""
    scenes = judged_scenes(count, sampling.frame)
    seeds = list(range(1000, 1000 + count))
    latents = generate_latents(pipeline, prompts_of(scenes, language), seeds, sampling)
    right = judge.right(latents, scenes)
    chief = all_five(right)
    five_by = {}
    for name in ("style", "place", "subject"):
        values = [getattr(scene, name) for scene in scenes]
        five_by[name] = {
            value: share(chief[[i for i, other in enumerate(values) if other == value]])
            for value in VOCABULARY[name]
            if value in values
        }
    return Adherence(shares(right), five_by)


def own_accuracy(pipeline: Pipeline, judge: LatentJudge, count: int) -> dict[str, float]:
    """How well the judge reads drawings that nobody was trained on."""
    rng = random.Random("held out")
    scenes = [sample_scene(rng) for _ in range(count)]
    latents = encode_scaled(pipeline.vae, drawn(scenes, os.cpu_count() or 1))
    return shares(judge.right(latents, scenes))


def build_parser() -> argparse.ArgumentParser:
    """The command line of measuring."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("--weights", type=Path, default=weights_folder())
    parser.add_argument("--prompts", type=int, default=500, help="0: do not measure adherence")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--guidance", type=float, default=GUIDANCE)
    parser.add_argument("--frame", choices=FRAMES, default="1:1")
    parser.add_argument("--language", choices=LANGUAGES, default="english")
    parser.add_argument("--held-out", type=int, default=HELD_OUT, help="drawings for itself")
    parser.add_argument("--diversity", action="store_true", help="four seeds of 40 prompts")
    parser.add_argument("--copies", action="store_true", help="nearest drawings of 64 pictures")
    parser.add_argument("--editing", action="store_true", help="painting over, weights and --no")
    parser.add_argument("--edits", type=int, default=0, help="unseen pairs for the painter")
    parser.add_argument("--drawings", type=int, default=5000, help="drawings to compare with")
    parser.add_argument("--work", type=Path, help="a training folder to read those from")
    parser.add_argument("--json", action="store_true", help="all in one last line of JSON")
    return parser


@torch.no_grad()
def main() -> None:
    """Measure a weights folder and print what was found."""
    asked = build_parser().parse_args()
    sampling = Sampling(asked.steps, asked.guidance, asked.frame)
    pipeline = load_pipeline(asked.weights)
    judge = load_judge(asked.weights / JUDGE_FILE)
    found: dict[str, object] = {}

    def note(name: str, value: object) -> None:
        found[name] = value
        if not asked.json:
            print_line(f"{name}: {json.dumps(value)}")

    if asked.held_out:
        note("held-out drawings", own_accuracy(pipeline, judge, asked.held_out))
    if asked.prompts:
        adherence = measure_adherence(pipeline, judge, asked.prompts, sampling, asked.language)
        note("prompts", asked.prompts)
        note("right", adherence.overall)
        for name, values in adherence.five_by.items():
            note(f"five by {name}", values)
        note("worst subjects", adherence.worst_subjects())
    if asked.diversity:
        scenes = judged_scenes(40)
        prompts = prompts_of(scenes, asked.language)
        note("diversity", asdict(measure_diversity(pipeline, judge, scenes, prompts, sampling)))
    if asked.copies:
        prompts = prompts_of(judged_scenes(64), asked.language)
        folder = asked.work / "drawings" if asked.work else None
        copies = measure_copies(pipeline, prompts, sampling, asked.drawings, folder)
        note("copies", asdict(copies))
    if asked.editing:
        for name, figures in measure_editing(asked.weights).items():
            note(name, figures)
    if asked.edits:
        pairs = unseen_pairs(asked.edits, pipeline.vae)
        note("edits of sources read right", source_figures(judge, pairs))
        parts = PainterParts.load(asked.weights, pipeline)
        note("edits", edit_figures(judge, pairs, edited_latents(parts, pairs)))
    if asked.json:
        print_line(json.dumps(found))


if __name__ == "__main__":
    main()
