"""Subjects that grew: tree, flower, mushroom, cat."""

from engine.builtin.drawing.brush import Brush, curve, ring
from engine.builtin.drawing.palette import Rgb, Tones

BARK: Rgb = (122, 82, 56)
LEAF: Rgb = (78, 160, 78)
CREAM: Rgb = (250, 238, 214)
INKY: Rgb = (36, 32, 46)


def tree(b: Brush, tones: Tones, is_dark: bool) -> None:
    """A round crown of a few balls of leaves on a forked trunk."""
    b.polygon([(-0.085, 0.0), (0.085, 0.0), (0.045, 0.5), (-0.045, 0.5)], BARK)
    b.line([(0.0, 0.30), (0.17, 0.48)], 0.05, BARK)
    b.line([(0.0, 0.26), (-0.17, 0.46)], 0.05, BARK)
    for x, y, radius in ((-0.24, 0.54, 0.17), (0.24, 0.54, 0.17), (0.0, 0.52, 0.19)):
        b.ellipse(x, y, radius, None, tones.shade)
    for x, y, radius in (
        (-0.20, 0.63, 0.18),
        (0.22, 0.63, 0.18),
        (-0.06, 0.78, 0.20),
        (0.12, 0.76, 0.19),
        (0.02, 0.62, 0.20),
    ):
        b.ellipse(x, y, radius, None, tones.main)
    for x, y, radius in ((0.15, 0.82, 0.085), (0.27, 0.65, 0.065), (-0.04, 0.70, 0.07)):
        b.ellipse(x, y, radius, None, tones.bright)


def flower(b: Brush, tones: Tones, is_dark: bool) -> None:
    """Eight petals around a round heart, a stem and two leaves."""
    b.line([(0.0, 0.62), (0.0, 0.02)], 0.05, LEAF)
    for side, y in ((-1.0, 0.10), (1.0, 0.20)):
        tip, root = (side * 0.30, y + 0.17), (0.0, y)
        b.polygon(
            curve(root, (side * 0.06, y + 0.20), tip) + curve(tip, (side * 0.24, y - 0.02), root),
            LEAF,
        )
    is_pale = tones.main[0] > 200 and tones.main[1] > 150
    heart: Rgb = (232, 142, 52) if is_pale else (254, 212, 84)
    for index, (x, y) in enumerate(ring(0.0, 0.70, 0.185, 8)):
        b.ellipse(x, y, 0.105, None, tones.shade if index % 2 else tones.main)
    b.ellipse(0.0, 0.70, 0.135, None, heart)


def mushroom(b: Brush, tones: Tones, is_dark: bool) -> None:
    """A wide cap with five big spots on a plump stem."""
    stem: Rgb = CREAM
    b.polygon(
        [
            *((-0.15, 0.0), *curve((-0.15, 0.0), (-0.06, 0.3), (-0.10, 0.52)), (0.10, 0.52)),
            *curve((0.10, 0.52), (0.06, 0.3), (0.15, 0.0)),
        ],
        stem,
    )
    b.ellipse(0.0, 0.02, 0.15, 0.05, stem)
    b.ellipse(0.0, 0.46, 0.45, 0.085, tones.shade)
    b.ellipse(0.0, 0.455, 0.36, 0.05, (226, 206, 178))
    b.dome(0.0, 0.46, 0.47, 0.50, tones.main)
    for x, y, rx, ry in (
        (0.0, 0.80, 0.10, 0.085),
        (-0.24, 0.66, 0.075, 0.085),
        (0.25, 0.66, 0.075, 0.085),
        (-0.06, 0.575, 0.06, 0.055),
        (0.12, 0.54, 0.04, 0.04),
    ):
        spot: Rgb = (236, 130, 120) if tones.main[2] > 220 and tones.main[1] > 220 else CREAM
        b.ellipse(x, y, rx, ry, spot)


def cat(b: Brush, tones: Tones, is_dark: bool) -> None:
    """A sitting cat seen from the front, its tail curled to the right."""
    is_deep = sum(tones.main) < 460
    blush: Rgb = (246, 160, 160)
    b.line(curve((0.14, 0.07), (0.62, 0.02), (0.42, 0.42)), 0.09, tones.shade)
    b.ellipse(0.0, 0.26, 0.25, 0.27, tones.main)
    b.ellipse(0.0, 0.24, 0.13, 0.20, tones.bright)
    for side in (-1.0, 1.0):
        b.ellipse(side * 0.11, 0.045, 0.10, 0.055, tones.main)
        b.polygon([(side * 0.27, 0.66), (side * 0.25, 1.0), (side * 0.04, 0.83)], tones.main)
        b.polygon([(side * 0.22, 0.74), (side * 0.215, 0.91), (side * 0.10, 0.82)], blush)
    b.ellipse(0.0, 0.65, 0.29, 0.235, tones.main)
    eye: Rgb = (255, 226, 96) if is_deep else (255, 255, 255)
    for side in (-1.0, 1.0):
        b.ellipse(side * 0.125, 0.67, 0.068, 0.078, eye)
        b.ellipse(side * 0.115, 0.665, 0.036, 0.06, INKY)
    b.polygon([(-0.045, 0.575), (0.045, 0.575), (0.0, 0.525)], blush)
