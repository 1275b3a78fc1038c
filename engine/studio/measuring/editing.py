"""How well the model can be edited, through the real engine: `engine.studio.judge --editing`.

Starting from a picture, repainting half of one, weighing parts of a prompt, leaving things out.
"""

import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from engine.api.request import PromptPart, SourceImage
from engine.builtin.captions import full_caption
from engine.builtin.judge_network import share
from engine.builtin.picture_judge import PictureJudge, load_picture_judge, probability
from engine.builtin.scenes import VOCABULARY, Scene, sample_thing
from engine.builtin.words_english import COLORS, EXTRAS, PLACES, SUBJECTS, TIMES
from engine.studio.drawing import draw_scene
from engine.studio.measuring.diversity import thumbnails
from engine.studio.measuring.engine_session import EngineSession, encode_png, open_session

STRENGTHS = (0.3, 0.6, 0.9)
PROMPTS = 50
FIRST_SEED = 2000
LAG_PX = 8
"""A seam is looked for between pixels this far apart: wider than the engine's feathered edge."""
HEAVY, LIGHT = 2.0, 0.5


@dataclass(frozen=True, slots=True)
class Restyling:
    """Drawings painted over with words of another style and hour, by strength (in STRENGTHS order).

    Distances: 1 is as far as another drawing is. `position`: the subject stands where it stood.
    `style`: the style is that of the words by now.
    """

    pixels: tuple[float, ...]
    features: tuple[float, ...]
    position: tuple[float, ...]
    style: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Repainting:
    """Halves repainted with the words of the whole and another seed; the border cuts the subject.

    `kept`: the share of pictures whose other half has the very same bytes. Steps over `LAG_PX`
    across the border, in units of such steps elsewhere in the same picture: `seam` after, `before`
    of the whole pictures. `changed`: mean distance of the new half from the old one, 0 to 1.
    """

    kept: float
    seam: float
    before: float
    changed: float


@dataclass(frozen=True, slots=True)
class Weighing:
    """Mean probabilities of subject and place.

    Of `lighthouse::2 sea::0.5`, of the other way round, and of `lighthouse:: sea::`.
    """

    subject_heavy: float
    subject_even: float
    subject_light: float
    place_heavy: float
    place_even: float
    place_light: float


@dataclass(frozen=True, slots=True)
class LeavingOut:
    """Mean probabilities without and with `--no`, the same seeds.

    Of the place of pictures whose prompt names none; of clouds that the prompt asks for by half.
    """

    place: float
    place_without: float
    clouds: float
    clouds_without: float


def measure_editing(weights: Path, count: int = PROMPTS) -> dict[str, dict[str, Any]]:
    """All figures of a weights folder, each over `count` prompts."""
    judge = load_picture_judge(weights)
    with open_session(weights) as session:
        return {
            "restyling": asdict(measure_restyling(session, judge, count)),
            "repainting": asdict(measure_repainting(session, count)),
            "weighing": asdict(measure_weighing(session, judge, count)),
            "leaving out": asdict(measure_leaving_out(session, judge, count)),
        }


def measure_restyling(session: EngineSession, judge: PictureJudge, count: int) -> Restyling:
    """`count` drawings with the subject left or right, which the words do not say."""
    rng = random.Random("restyling")
    scenes = [
        replace(sample_thing(rng), count="1", size="normal", position=("left", "right")[i % 2])
        for i in range(count)
    ]
    styles = VOCABULARY["style"]
    wanted = [
        replace(
            scene,
            position="center",
            style=styles[(styles.index(scene.style) + 1 + i % (len(styles) - 1)) % len(styles)],
            time=rng.choice([time for time in VOCABULARY["time"] if time != scene.time]),
        )
        for i, scene in enumerate(scenes)
    ]
    sources = [draw_scene(scene) for scene in scenes]
    files = [encode_png(source) for source in sources]
    painted = session.paint_one_each(
        [
            session.request(
                full_caption(wanted[i]),
                seeds=[FIRST_SEED + i],
                source=SourceImage(files[i], strength),
            )
            for strength, i in product(STRENGTHS, range(count))
        ]
    )
    by_strength = [painted[start : start + count] for start in range(0, len(painted), count)]
    thumbs, features = _thumbnails(sources), judge.features(sources)
    position, style = [], []
    for pictures in by_strength:
        position.append(share(judge.right(pictures, scenes)["position"]))
        style.append(share(judge.right(pictures, wanted)["style"]))
    return Restyling(
        pixels=tuple(_distance(_thumbnails(pictures), thumbs) for pictures in by_strength),
        features=tuple(_distance(judge.features(pictures), features) for pictures in by_strength),
        position=tuple(position),
        style=tuple(style),
    )


def measure_repainting(session: EngineSession, count: int) -> Repainting:
    """Left, right, upper and lower halves of `count` pictures in turn."""
    rng = random.Random("repainting")
    scenes = [replace(sample_thing(rng), count="1", size="normal") for _ in range(count)]
    prompts = list(map(full_caption, scenes))
    sources = session.paint_one_each(
        [session.request(prompt, seeds=[FIRST_SEED + i]) for i, prompt in enumerate(prompts)]
    )
    masks = [_half(source.size, i) for i, source in enumerate(sources)]
    painted = session.paint_one_each(
        [
            session.request(
                prompt,
                seeds=[FIRST_SEED + count + i],
                source=SourceImage(encode_png(source), 1.0, encode_png(Image.fromarray(mask))),
            )
            for i, (prompt, source, mask) in enumerate(zip(prompts, sources, masks, strict=True))
        ]
    )
    before = [np.asarray(picture).astype(np.int16) for picture in sources]
    after = [np.asarray(picture).astype(np.int16) for picture in painted]
    triples = list(zip(before, after, masks, strict=True))
    return Repainting(
        kept=float(np.mean([bool((a == b)[mask == 0].all()) for b, a, mask in triples])),
        seam=_mean([_seam(a, i) for i, a in enumerate(after)]),
        before=_mean([_seam(b, i) for i, b in enumerate(before)]),
        changed=_mean([float(np.abs(a - b)[mask > 0].mean()) / 255 for b, a, mask in triples]),
    )


def measure_weighing(session: EngineSession, judge: PictureJudge, count: int) -> Weighing:
    """`count` pairs of a subject and a place, each weighed three ways with one seed."""
    rng = random.Random("weighing")
    scenes = [sample_thing(rng) for _ in range(count)]

    def seen(subject: float, place: float) -> tuple[float, float]:
        requests = [
            session.request(
                PromptPart(SUBJECTS[scene.subject][0], subject),
                PromptPart(PLACES[scene.place][0], place),
                seeds=[FIRST_SEED + i],
            )
            for i, scene in enumerate(scenes)
        ]
        read = judge.probabilities(session.paint_one_each(requests))
        subjects = probability(read, "subject", [scene.subject for scene in scenes])
        places = probability(read, "place", [scene.place for scene in scenes])
        return _mean(subjects.tolist()), _mean(places.tolist())

    subject_heavy, place_light = seen(HEAVY, LIGHT)
    subject_even, place_even = seen(1.0, 1.0)
    subject_light, place_heavy = seen(LIGHT, HEAVY)
    return Weighing(
        subject_heavy, subject_even, subject_light, place_heavy, place_even, place_light
    )


def measure_leaving_out(session: EngineSession, judge: PictureJudge, count: int) -> LeavingOut:
    """`--no` the place that a picture has by itself, and `--no clouds` against `with clouds::0.5`.

    By themselves pictures have none; and of a prompt that plainly asks for clouds, leaving them out
    takes nothing: what both sides of guidance say, it does not move.
    """
    rng = random.Random("leaving out")
    scenes = [replace(sample_thing(rng), count="1") for _ in range(count)]
    seeds = range(FIRST_SEED, FIRST_SEED + count)

    def paint(negatives: Sequence[str], half: str = "") -> list[Image.Image]:
        requests = []
        for scene, seed, negative in zip(scenes, seeds, negatives, strict=True):
            parts = [PromptPart(_placeless(scene))]
            if half:
                parts.append(PromptPart(f"{_placeless(scene)} {half}", 0.5))
            requests.append(session.request(*parts, seeds=[seed], negative=negative))
        return session.paint_one_each(requests)

    clouds = EXTRAS["clouds"][0]
    nothing = [""] * count
    free = judge.probabilities(paint(nothing))
    places = [VOCABULARY["place"][int(row.argmax())] for row in free["place"]]
    without = judge.probabilities(paint([PLACES[place][0] for place in places]))
    cloudy = judge.probabilities(paint(nothing, clouds))
    cloudless = judge.probabilities(paint(["clouds"] * count, clouds))
    wanted = ["clouds"] * count
    return LeavingOut(
        place=_mean(probability(free, "place", places).tolist()),
        place_without=_mean(probability(without, "place", places).tolist()),
        clouds=_mean(probability(cloudy, "extra", wanted).tolist()),
        clouds_without=_mean(probability(cloudless, "extra", wanted).tolist()),
    )


def _placeless(scene: Scene) -> str:
    return f"{COLORS[scene.color][0]} {SUBJECTS[scene.subject][0]} {TIMES[scene.time][0]}"


def _thumbnails(pictures: Sequence[Image.Image]) -> torch.Tensor:
    return thumbnails(np.stack([np.asarray(picture) for picture in pictures]))


def _distance(made: torch.Tensor, sources: torch.Tensor) -> float:
    """Mean distance of rows to their own source over that between different sources."""
    between = float(torch.pdist(sources).mean())
    return round(float((made - sources).norm(dim=1).mean()) / between, 3)


def _half(size: tuple[int, int], number: int) -> NDArray[np.uint8]:
    """A mask, white in the left, right, upper or lower half by turns, (H, W)."""
    width, height = size
    mask = np.zeros((height, width), np.uint8)
    rows, columns = slice(None), slice(None)
    match number % 4:
        case 0:
            columns = slice(None, width // 2)
        case 1:
            columns = slice(width // 2, None)
        case 2:
            rows = slice(None, height // 2)
        case _:
            rows = slice(height // 2, None)
    mask[rows, columns] = 255
    return mask


def _seam(picture: NDArray[np.int16], number: int) -> float:
    """The mean step across the border of `_half` over the mean of such steps elsewhere."""
    across = picture if number % 4 < 2 else picture.transpose(1, 0, 2)
    steps = np.abs(across[:, LAG_PX:] - across[:, :-LAG_PX]).mean((0, 2))
    middle = across.shape[1] // 2 - LAG_PX // 2
    near = np.zeros(len(steps), bool)
    near[middle - LAG_PX : middle + LAG_PX + 1] = True
    return float(steps[middle] / steps[~near].mean())


def _mean(values: Sequence[float]) -> float:
    return round(float(np.mean(values)), 3)
