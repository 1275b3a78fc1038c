"""What the caption and the seed decide about every subject of one picture."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.builtin.scenes import Scene, stance
from engine.studio.drawing.palette import LAMP, Rgb, Tones

DARK: Rgb = (62, 56, 72)
INKY: Rgb = (36, 32, 46)
WOOD: Rgb = (128, 84, 56)
STONE: Rgb = (156, 148, 144)
CREAM: Rgb = (252, 240, 216)
BLUSH: Rgb = (246, 150, 154)
BEAK: Rgb = (250, 166, 56)
TERRACOTTA: Rgb = (206, 96, 72)
SLATE: Rgb = (92, 112, 168)
GLASS: Rgb = (166, 220, 240)

SHADES: Mapping[str, Rgb] = {
    "red": (178, 38, 46),
    "orange": (226, 108, 30),
    "yellow": (240, 180, 40),
    "green": (40, 126, 72),
    "blue": (34, 82, 180),
    "purple": (110, 52, 160),
    "pink": (230, 106, 156),
    "white": (212, 214, 228),
    "black": (32, 30, 42),
    "brown": (114, 70, 42),
}
"""The side away from the light; its hue moves too, else orange would turn brown there."""


@dataclass(frozen=True, slots=True)
class Look:
    """The paint of a subject, its lamps, and which of its three variants is drawn (0 to 2)."""

    tones: Tones
    trim: Rgb
    is_dark: bool
    kind: int

    @classmethod
    def of(cls, scene: Scene) -> "Look":
        """The same for all subjects of a scene."""
        tones = replace(Tones.of(scene.color), shade=SHADES[scene.color])
        is_warm = scene.color in ("red", "orange", "yellow", "pink", "brown")
        is_dark = scene.time not in ("sunrise", "noon")
        return cls(tones, SLATE if is_warm else TERRACOTTA, is_dark, stance(scene))

    @property
    def glass(self) -> Rgb:
        """A window: lamplight after dark, sky by day."""
        return LAMP if self.is_dark else GLASS

    @property
    def is_deep(self) -> bool:
        """The named color is so dark that dark details would drown in it."""
        return sum(self.tones.main) < 330

    @property
    def is_white(self) -> bool:
        """The named color is so pale that pale details would drown in it."""
        return min(self.tones.main) > 220
