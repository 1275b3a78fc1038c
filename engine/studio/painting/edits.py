"""One scene and others that differ from it in one attribute each: what an edit starts from and
what it should give. The seed is the same, so all that is not asked for stays where it is.
"""

import random
from dataclasses import replace
from typing import Any

from engine.builtin.scenes import LANDSCAPE, NATURAL_COLORS, UNSEEN, VOCABULARY, Scene
from engine.studio.drawing.view import View

ATTRIBUTES = ("time", "place", "style", "color", "extra", "subject", "position", "size", "count")
"""What may be asked for, in the order in which an instruction names it."""
OFTEN = {"color": 2, "extra": 2, "time": 2}
"""Asked for more often than the others."""


def differing(before: Scene, after: Scene) -> list[str]:
    """The attributes in which two scenes differ, in the order of ATTRIBUTES.

    Of a landscape the subject alone counts: whatever else comes or goes with it is not to be seen.
    """
    if LANDSCAPE in (before.subject, after.subject) and before.subject != after.subject:
        names: tuple[str, ...] = ("time", "place", "style", "extra", "subject")
    else:
        names = ATTRIBUTES
    return [name for name in names if getattr(before, name) != getattr(after, name)]


def with_edits(scene: Scene, count: int, rng: random.Random) -> list[Scene]:
    """The scene and `count` others, each with another attribute changed."""
    scene = replace(scene, is_flipped=View.of(scene).is_flipped)
    names = [name for name in ATTRIBUTES for _ in range(OFTEN.get(name, 1)) if _may(name, scene)]
    chosen: list[str] = []
    while len(chosen) < count:
        name = rng.choice(names)
        if name not in chosen:
            chosen.append(name)
    return [scene, *(edited(scene, name, rng) for name in chosen)]


def edited(scene: Scene, name: str, rng: random.Random) -> Scene:
    """The scene with another value of one attribute."""
    if name == "subject":
        return _with_other_subject(scene, rng)
    if name == "extra":
        values = VOCABULARY["extra"][1:] if scene.extra == "none" else ("none",)
    else:
        values = tuple(v for v in VOCABULARY[name] if v != getattr(scene, name))
    if name == "size" and scene.position != "center":
        values = tuple(v for v in values if v != "big")
    change: dict[str, Any] = {name: rng.choice(values)}
    return replace(scene, **change)


def _may(name: str, scene: Scene) -> bool:
    """Whether that attribute of the scene can be seen, and changed alone."""
    if scene.subject == LANDSCAPE:
        return name in ("time", "place", "style", "extra", "subject")
    if name == "position":
        return scene.count == "1" and scene.size != "big"
    if name == "size":
        return scene.count == "1"
    return name != "count" or (scene.position == "center" and scene.size == "normal")


def _with_other_subject(scene: Scene, rng: random.Random) -> Scene:
    if scene.subject == LANDSCAPE:
        subject = rng.choice([one for one in VOCABULARY["subject"] if one != LANDSCAPE])
        return replace(scene, subject=subject, color=rng.choice(VOCABULARY["color"]))
    if rng.random() < 0.15:
        return replace(scene, subject=LANDSCAPE, **UNSEEN)
    others = [one for one in NATURAL_COLORS if one not in (LANDSCAPE, scene.subject)]
    return replace(scene, subject=rng.choice(others))
