"""How well the painter edits: on pairs that nobody was trained on, read by the judge.

The judge is kinder than the eye; `seam` of wide pictures is measured through the engine elsewhere.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from engine.builtin.captions import Language
from engine.builtin.encoding import encode_scaled
from engine.builtin.judge_network import LatentJudge, targets
from engine.builtin.scenes import LANDSCAPE, VOCABULARY, Scene, sample_scene
from engine.studio.drawing import draw_scene
from engine.studio.painting.batches import channels_for_edit
from engine.studio.painting.edits import ATTRIBUTES, differing, with_edits
from engine.studio.painting.instructions import instruction_in
from engine.studio.painting.sampling import EDIT_GUIDANCE, PainterParts, paint_latents
from engine.studio.parts import TinyAutoencoder


@dataclass(frozen=True, slots=True)
class EditPairs:
    """Sources as latents of variance 1, (n, C, h, w); what each becomes, and by which words."""

    sources: Tensor
    before: Sequence[Scene]
    after: Sequence[Scene]
    texts: Sequence[str]


def unseen_pairs(count: int, autoencoder: TinyAutoencoder, seed: str = "unseen edits") -> EditPairs:
    """The same every time; attributes in turn, every fourth instruction Chinese."""
    rng = random.Random(seed)
    before: list[Scene] = []
    after: list[Scene] = []
    texts: list[str] = []
    while len(before) < count:
        wanted = ATTRIBUTES[len(before) % len(ATTRIBUTES)]
        scene, *others = with_edits(sample_scene(rng), 3, rng)
        found = next((other for other in others if differing(scene, other) == [wanted]), None)
        if found is None:
            continue
        language: Language = "chinese" if len(before) % 4 == 3 else "english"
        before.append(scene)
        after.append(found)
        texts.append(instruction_in(scene, found, rng, language))
    pictures = np.stack([np.asarray(draw_scene(scene)) for scene in before])
    return EditPairs(encode_scaled(autoencoder, pictures), before, after, texts)


def edited_latents(parts: PainterParts, pairs: EditPairs) -> Tensor:
    """What the painter makes of the sources, first seeds."""
    channels = torch.stack([channels_for_edit(source) for source in pairs.sources])
    return paint_latents(parts, channels, pairs.texts, guidance=EDIT_GUIDANCE)


def edit_figures(judge: LatentJudge, pairs: EditPairs, made: Tensor) -> dict[str, float]:
    """Shares: `asked` attributes that are there, `others` kept, `place` of the subject kept.

    By attribute: how often it is there where it was asked for.
    """
    right = judge.right(made, pairs.after)
    asked: dict[str, list[bool]] = {name: [] for name in ATTRIBUTES}
    others: list[bool] = []
    place: list[bool] = []
    for row, (one, other) in enumerate(zip(pairs.before, pairs.after, strict=True)):
        (name,) = differing(one, other)
        asked[name].append(bool(right[name][row]))
        unseen = LANDSCAPE in (one.subject, other.subject)
        for kept in VOCABULARY:
            if kept != name and not (unseen and kept not in ("time", "place", "style", "extra")):
                others.append(bool(right[kept][row]))
        if name not in ("position", "count", "size", "subject") and not unseen:
            place.append(bool(right["position"][row]))
    total = [one for rows in asked.values() for one in rows]
    figures = {"asked": total, "others": others, "place": place} | asked
    return {name: round(float(np.mean(rows)), 3) for name, rows in figures.items() if rows}


def source_figures(judge: LatentJudge, pairs: EditPairs) -> float:
    """How often the judge reads an attribute of the sources right: the best there can be."""
    logits = judge(pairs.sources)
    rows = [logits[name].argmax(1) == targets(name, pairs.before) for name in VOCABULARY]
    return round(float(torch.stack(rows).float().mean()), 3)
