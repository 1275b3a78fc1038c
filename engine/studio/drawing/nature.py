"""Subjects that grew: tree, flower, mushroom."""

from engine.studio.drawing.brush import Brush, curve, ring
from engine.studio.drawing.look import BLUSH, CREAM, DARK, INKY, WOOD, Look
from engine.studio.drawing.palette import Rgb

BARK: Rgb = (122, 82, 56)
LEAF: Rgb = (84, 168, 80)


def tree(b: Brush, look: Look) -> None:
    """A round crown of a few balls of leaves on a forked trunk."""
    tones = look.tones
    b.polygon([(-0.10, 0.0), (0.10, 0.0), (0.055, 0.5), (-0.055, 0.5)], BARK)
    b.line([(0.0, 0.28), (0.17, 0.48)], 0.06, BARK)
    b.line([(0.0, 0.24), (-0.17, 0.46)], 0.06, BARK)
    for x, y, radius in ((-0.23, 0.54, 0.17), (0.23, 0.54, 0.17), (0.0, 0.52, 0.18)):
        b.ellipse(x, y, radius, None, tones.shade)
    for x, y, radius in (
        (-0.20, 0.64, 0.18),
        (0.22, 0.64, 0.18),
        (-0.06, 0.79, 0.20),
        (0.12, 0.77, 0.19),
        (0.02, 0.63, 0.20),
    ):
        b.ellipse(x, y, radius, None, tones.main)
    for x, y, radius in ((0.15, 0.83, 0.085), (0.27, 0.66, 0.065), (-0.06, 0.72, 0.07)):
        b.ellipse(x, y, radius, None, tones.bright)
    if look.kind == 1:
        is_warm = tones.main[0] > 180 and tones.main[2] < 100
        fruit: Rgb = (255, 232, 120) if is_warm else (232, 64, 56)
        for x, y in ((-0.24, 0.60), (0.05, 0.60), (0.25, 0.76), (-0.10, 0.88), (0.11, 0.74)):
            b.ellipse(x, y, 0.047, None, fruit)
    if look.kind == 2:
        b.ellipse(0.0, 0.20, 0.045, 0.06, DARK)


def flower(b: Brush, look: Look) -> None:
    """Big petals around a round heart that may smile, a stem and two leaves."""
    tones = look.tones
    b.line([(0.0, 0.62), (0.0, 0.04)], 0.075, LEAF)
    for side, y in ((-1.0, 0.05), (1.0, 0.15)):
        tip, root = (side * 0.30, y + 0.21), (0.0, y)
        b.polygon(
            curve(root, (side * 0.03, y + 0.25), tip) + curve(tip, (side * 0.26, y - 0.04), root),
            LEAF,
        )
    is_pale = tones.main[0] > 200 and tones.main[1] > 150
    heart: Rgb = (240, 150, 50) if is_pale else (254, 212, 84)
    count, size, reach = ((8, 0.113, 0.19), (6, 0.145, 0.168), (10, 0.092, 0.208))[look.kind]
    for index, (x, y) in enumerate(ring(0.0, 0.69, reach, count)):
        b.ellipse(x, y, size, None, tones.shade if index % 2 else tones.main)
    b.ellipse(0.0, 0.69, 0.165, None, tones.main)
    b.ellipse(0.0, 0.69, 0.135, None, heart)
    if look.kind != 0:
        for x in (-0.052, 0.052):
            b.ellipse(x, 0.72, 0.024, 0.03, INKY)
        b.line(curve((-0.055, 0.665), (0.0, 0.60), (0.055, 0.665)), 0.026, INKY)


def mushroom(b: Brush, look: Look) -> None:
    """A wide cap with big spots on a plump stem; one variant is somebody's home."""
    tones = look.tones
    stem: Rgb = CREAM
    b.polygon(
        [
            *((-0.18, 0.0), *curve((-0.18, 0.0), (-0.07, 0.3), (-0.12, 0.52)), (0.12, 0.52)),
            *curve((0.12, 0.52), (0.07, 0.3), (0.18, 0.0)),
        ],
        stem,
    )
    b.ellipse(0.0, 0.03, 0.18, 0.05, stem)
    if look.kind == 1:
        b.arch(0.0, 0.0, 0.078, 0.22, WOOD)
        b.window(0.0, 0.31, 0.04, look.glass, WOOD)
    if look.kind == 2:
        for x in (-0.055, 0.055):
            b.ellipse(x, 0.25, 0.023, 0.033, INKY)
            b.ellipse(x * 1.9, 0.19, 0.027, 0.02, BLUSH)
        b.line(curve((-0.03, 0.19), (0.0, 0.145), (0.03, 0.19)), 0.02, INKY)
    b.ellipse(0.0, 0.47, 0.45, 0.085, tones.shade)
    b.ellipse(0.0, 0.455, 0.36, 0.045, (226, 206, 178))
    b.dome(0.0, 0.46, 0.465, 0.52, tones.main)
    spot: Rgb = (240, 132, 122) if look.is_white else CREAM
    for x, y, rx, ry in (
        (0.0, 0.82, 0.115, 0.085),
        (-0.25, 0.67, 0.085, 0.085),
        (0.26, 0.67, 0.085, 0.085),
        (0.02, 0.59, 0.085, 0.065),
    ):
        b.ellipse(x, y, rx, ry, spot)
