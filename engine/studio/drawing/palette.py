"""The colors of the drawings: paints of the subjects, skies, and how the time of day tints both."""

from collections.abc import Mapping
from dataclasses import dataclass

Rgb = tuple[int, int, int]

PAINTS: Mapping[str, Rgb] = {
    "red": (218, 58, 50),
    "orange": (244, 140, 44),
    "yellow": (252, 208, 60),
    "green": (62, 160, 82),
    "blue": (48, 112, 220),
    "purple": (142, 76, 190),
    "pink": (248, 142, 182),
    "white": (248, 244, 236),
    "black": (50, 48, 60),
    "brown": (146, 94, 56),
}

SKIES: Mapping[str, tuple[Rgb, Rgb, Rgb]] = {
    "sunrise": ((132, 182, 236), (252, 200, 208), (255, 236, 194)),
    "noon": ((66, 150, 238), (132, 198, 250), (218, 241, 250)),
    "sunset": ((92, 56, 146), (238, 96, 100), (255, 200, 100)),
    "night": ((14, 18, 60), (32, 42, 108), (78, 90, 164)),
    "rain": ((98, 118, 144), (142, 162, 182), (196, 208, 216)),
    "aurora": ((6, 22, 52), (10, 56, 82), (44, 132, 128)),
}
"""Top, middle and horizon of the sky."""

AIR: Mapping[str, tuple[Rgb, float]] = {
    "sunrise": ((252, 208, 206), 0.0),
    "noon": ((214, 238, 250), 0.0),
    "sunset": ((212, 92, 150), 0.10),
    "night": ((72, 88, 178), 0.22),
    "rain": ((186, 200, 212), 0.04),
    "aurora": ((30, 116, 128), 0.16),
}
"""The color that far surfaces are lost in, and how much of it even the nearest ones take on."""

LAMP: Rgb = (255, 224, 122)

LAMPLIT = ("sunset", "night", "rain", "aurora")
"""Times at which windows shine."""


@dataclass(frozen=True, slots=True)
class Light:
    """Factors on red, green and blue that the time of day puts on a surface."""

    red: float
    green: float
    blue: float

    def on(self, color: Rgb) -> Rgb:
        """The color as it looks in this light."""
        return scaled(color, self.red, self.green, self.blue)


GROUND_LIGHT: Mapping[str, Light] = {
    "sunrise": Light(1.0, 0.95, 0.93),
    "noon": Light(1.0, 1.0, 1.0),
    "sunset": Light(0.95, 0.75, 0.68),
    "night": Light(0.47, 0.55, 0.88),
    "rain": Light(0.74, 0.81, 0.86),
    "aurora": Light(0.34, 0.56, 0.62),
}

SUBJECT_LIGHT: Mapping[str, Light] = {
    "sunrise": Light(1.0, 0.96, 0.95),
    "noon": Light(1.0, 1.0, 1.0),
    "sunset": Light(0.99, 0.86, 0.80),
    "night": Light(0.80, 0.81, 0.97),
    "rain": Light(0.92, 0.94, 0.97),
    "aurora": Light(0.80, 0.88, 0.92),
}
"""Brighter than the ground at night, else the color that the caption names would be lost."""


def scaled(color: Rgb, red: float, green: float, blue: float) -> Rgb:
    """Each channel times its factor, clipped to 0..255."""
    r, g, b = color
    return (
        min(255, max(0, round(r * red))),
        min(255, max(0, round(g * green))),
        min(255, max(0, round(b * blue))),
    )


def shaded(color: Rgb, factor: float) -> Rgb:
    """Darker (factor below 1) or brighter."""
    return scaled(color, factor, factor, factor)


def mixed(a: Rgb, b: Rgb, share_of_b: float) -> Rgb:
    """Linear mixture of two colors."""
    k = share_of_b
    return (
        round(a[0] * (1 - k) + b[0] * k),
        round(a[1] * (1 - k) + b[1] * k),
        round(a[2] * (1 - k) + b[2] * k),
    )


@dataclass(frozen=True, slots=True)
class Tones:
    """The named color of a subject with its shade, its highlight and a color that contrasts."""

    main: Rgb
    shade: Rgb
    bright: Rgb
    contrast: Rgb

    @classmethod
    def of(cls, name: str) -> "Tones":
        """The tones of one of the `PAINTS`."""
        main = PAINTS[name]
        contrast = (196, 204, 216) if name == "white" else (250, 246, 238)
        return cls(
            main=main,
            shade=shaded(main, 0.62 if name == "black" else 0.80),
            bright=mixed(main, (255, 255, 255), 0.34),
            contrast=contrast,
        )
