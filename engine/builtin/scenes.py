"""What a training picture can show: the vocabulary and one frozen Scene.

Knows no pixels and no words: `drawing` turns a Scene into a picture, `captions` into text.
"""

import random
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

NATURAL_COLORS: Mapping[str, tuple[str, ...]] = {
    "lighthouse": ("red", "white"),
    "house": ("white", "red", "yellow"),
    "castle": ("white", "purple"),
    "tent": ("orange", "green"),
    "tree": ("green", "green", "orange"),
    "flower": ("yellow", "pink", "red"),
    "mushroom": ("red", "brown"),
    "cat": ("black", "orange", "white"),
    "sailboat": ("white", "red"),
    "balloon": ("red", "orange", "yellow"),
    "rocket": ("white", "red"),
    "robot": ("blue", "yellow"),
    "windmill": ("white", "brown"),
    "pagoda": ("red", "red", "green"),
    "owl": ("brown", "white"),
    "rabbit": ("white", "brown"),
    "car": ("red", "blue", "yellow"),
    "ufo": ("purple", "green"),
    "landscape": ("green",),
}
"""Subjects, each with the colors a caption may leave out because anyone would expect them."""

VOCABULARY: Mapping[str, tuple[str, ...]] = {
    "subject": tuple(NATURAL_COLORS),
    "color": (
        "red", "orange", "yellow", "green", "blue", "purple", "pink", "white", "black", "brown",
    ),
    "time": ("sunrise", "noon", "sunset", "night", "rain", "aurora"),
    "place": (
        "mountains", "sea", "hills", "desert", "snow", "forest", "city", "beach", "flowers",
    ),
    "style": (
        "illustration", "watercolor", "pixel", "ink", "poster", "papercut", "oil", "glass",
        "blueprint",
    ),
    "extra": ("none", "clouds", "birds", "rainbow"),
    "count": ("1", "2", "3"),
    "position": ("center", "left", "right"),
    "size": ("normal", "small", "big"),
}  # fmt: skip
"""Every attribute of a scene with its values; the order is the class order of the judge."""

WEIGHTS: Mapping[str, tuple[int, ...]] = {
    "time": (17, 20, 18, 17, 14, 14),
    "style": (21, 12, 11, 10, 11, 11, 9, 8, 7),
    "extra": (56, 18, 12, 14),
    "count": (76, 13, 11),
    "position": (64, 18, 18),
    "size": (70, 15, 15),
}
"""How often each value is drawn; attributes that are not named are uniform."""

FRAMES: Mapping[str, tuple[int, int]] = {
    "1:1": (256, 256),
    "3:2": (320, 224),
    "2:3": (224, 320),
    "16:9": (352, 192),
    "9:16": (192, 352),
}
"""Width and height in pixels of the pictures drawn, by aspect ratio: about one area, sides a
multiple of 32. Those of a larger side are multiples of these."""
NATIVE_PX = 256
STEP_PX = 16
"""What subjects are moved by, in pixels of the native size."""
SIZES = (0.94, 1.02)
"""What the seed makes of a single subject's height."""
STANCES = (-1, 0, 1)
"""Steps to the right that a single subject is moved by."""

HALF_WIDTHS: Mapping[str, float] = {
    "lighthouse": 0.30, "house": 0.56, "castle": 0.53, "tent": 0.62, "tree": 0.42, "flower": 0.32,
    "mushroom": 0.47, "cat": 0.48, "sailboat": 0.52, "balloon": 0.38, "rocket": 0.34,
    "robot": 0.39, "windmill": 0.46, "pagoda": 0.50, "owl": 0.42, "rabbit": 0.38, "car": 0.76,
    "ufo": 0.78,
}  # fmt: skip
"""Half the width of each subject where its height is 1."""

LANDSCAPE = "landscape"
"""The subject of a picture without one."""
UNSEEN: Mapping[str, Any] = {"color": "green", "count": "1", "position": "center", "size": "normal"}
"""What a landscape does not show; every one has these values."""
FLYING = ("balloon", "ufo")
"""Subjects that hang in the air."""


def frame_size_px(frame: str, side_px: int) -> tuple[int, int]:
    """Width and height of a frame whose square has sides of `side_px`, a multiple of 256."""
    width, height = FRAMES[frame]
    return width * side_px // NATIVE_PX, height * side_px // NATIVE_PX


@dataclass(frozen=True, slots=True)
class Scene:
    """All that decides a training picture; `seed` moves only what the caption never names."""

    subject: str
    color: str
    time: str
    place: str
    style: str
    extra: str
    count: str
    position: str
    size: str
    seed: int
    frame: str = "1:1"
    side_px: int = NATIVE_PX
    is_flipped: bool | None = None
    """Whether sky and place are drawn the other way round; None: as its hour has it."""

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Self:
        """A scene from one decoded JSON object."""
        return cls(**row)

    def to_row(self) -> dict[str, Any]:
        """The JSON object that `from_row` reads."""
        return asdict(self)

    @property
    def aspect(self) -> float:
        """Width over height."""
        width, height = FRAMES[self.frame]
        return width / height

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height of its picture."""
        return frame_size_px(self.frame, self.side_px)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one subject stands: foot centre and size in fractions of the picture (y down).

    `x` and `half_width` are fractions of its width, `foot_y` and `height` of its height.
    """

    x: float
    foot_y: float
    height: float
    half_width: float


def sample_scene(rng: random.Random, frame: str = "1:1", side_px: int = NATIVE_PX) -> Scene:
    """A random scene; big ones and several are always in the centre, several of normal size."""
    picks: dict[str, Any] = {
        name: rng.choices(values, WEIGHTS.get(name))[0] for name, values in VOCABULARY.items()
    }
    if rng.random() < 0.25:
        picks["color"] = rng.choice(NATURAL_COLORS[picks["subject"]])
    if picks["subject"] == LANDSCAPE:
        picks |= UNSEEN
    elif picks["count"] != "1":
        picks["position"], picks["size"] = "center", "normal"
    elif picks["size"] == "big":
        picks["position"] = "center"
    return Scene(**picks, seed=rng.randrange(1 << 30), frame=frame, side_px=side_px)


def sample_thing(rng: random.Random) -> Scene:
    """A random square scene that is no landscape."""
    while (scene := sample_scene(rng)).subject == LANDSCAPE:
        pass
    return scene


def stance(scene: Scene) -> int:
    """The seed's choice of one of STANCES, and with it of one of a subject's looks.

    One choice for both: where it stands is decided early, from noise, and the details can follow.
    """
    return random.Random(f"stance {scene.seed}").randrange(len(STANCES))


def placements(scene: Scene) -> tuple[Placement, ...]:
    """Where the subjects of a scene stand; the seed moves each by whole steps of STEP_PX.

    Such steps are the cells that the model sees, so that a silhouette has few forms to be learned.
    """
    if scene.subject == LANDSCAPE:
        return ()
    centres: tuple[float, ...]
    if scene.count == "1":
        centres = ({"center": 0.5, "left": 0.28, "right": 0.72}[scene.position],)
    else:
        centres = {"2": (0.27, 0.73), "3": (0.19, 0.5, 0.81)}[scene.count]
    room = min(centres[0], 1 - centres[0], 0.47)
    if len(centres) > 1:
        room = min(room, (centres[1] - centres[0]) / 2)
    wide = HALF_WIDTHS[scene.subject] / scene.aspect
    height = _height(scene, room * 1.04 / wide)
    foot_y = 0.93 if scene.size == "big" else 0.88
    if scene.subject in FLYING:
        foot_y = 0.47 + height * 0.48
    is_moved = scene.count == "1" and scene.size != "big"
    steps = STANCES[stance(scene)] * is_moved
    centres = tuple(x + steps * STEP_PX / FRAMES[scene.frame][0] for x in centres)
    if scene.count == "1":
        height *= random.Random(f"height {scene.seed}").choice(SIZES)
    half = height * wide
    placed = (min(max(x, half - 0.01), 1.01 - half) for x in centres)
    return tuple(Placement(x, foot_y, height, half) for x in placed)


def _height(scene: Scene, limit: float) -> float:
    """The height of a subject where `limit` is as high as its width allows.

    A wide subject that must be smaller is so in every size: each stays well below the next.
    """
    if scene.count != "1":
        return min({"2": 0.48, "3": 0.38}[scene.count], limit)
    if scene.size == "big":
        return min(0.80, limit)
    normal = min(0.60, limit * 0.78 if scene.position == "center" else limit)
    return min(0.36, normal * 0.62) if scene.size == "small" else normal
