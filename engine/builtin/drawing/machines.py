"""Subjects that travel or work: sailboat, balloon, rocket, robot."""

from engine.builtin.drawing.brush import Brush, curve
from engine.builtin.drawing.palette import LAMP, Rgb, Tones

STEEL: Rgb = (128, 136, 154)
DARK: Rgb = (54, 52, 70)
WOOD: Rgb = (150, 96, 60)
WICKER: Rgb = (176, 122, 72)


def sailboat(b: Brush, tones: Tones, is_dark: bool) -> None:
    """A mainsail, a jib and a wooden hull with a pale gunwale."""
    b.line([(0.0, 0.14), (0.0, 0.99)], 0.026, (96, 70, 54))
    b.polygon(
        [(0.03, 0.95), *curve((0.03, 0.95), (0.34, 0.60), (0.42, 0.22)), (0.03, 0.22)], tones.main
    )
    b.polygon(
        [(-0.03, 0.86), *curve((-0.03, 0.86), (-0.26, 0.52), (-0.34, 0.22)), (-0.03, 0.22)],
        tones.shade,
    )
    hull = [(-0.46, 0.17), (0.50, 0.17), *curve((0.50, 0.17), (0.44, 0.02), (0.28, 0.0))]
    b.polygon([*hull, *curve((-0.28, 0.0), (-0.42, 0.02), (-0.46, 0.17))], WOOD)
    b.box((-0.47, 0.135), (0.51, 0.185), (250, 242, 226), radius=0.02)


def balloon(b: Brush, tones: Tones, is_dark: bool) -> None:
    """A round envelope with two pale stripes, ropes and a basket."""
    for x in (-0.10, 0.10):
        b.line([(x * 1.3, 0.34), (x * 0.7, 0.13)], 0.016, DARK)
    for half, color in ((1.0, tones.main), (0.68, tones.contrast), (0.34, tones.main)):
        width = 0.37 * half
        b.ellipse(0.0, 0.64, width, 0.36, color)
        b.polygon(
            [
                (-width * 0.86, 0.455),
                (width * 0.86, 0.455),
                (0.12 * half, 0.235),
                (-0.12 * half, 0.235),
            ],
            color,
        )
    b.polygon(
        [
            *curve((-0.20, 0.94), (-0.54, 0.66), (-0.31, 0.45)),
            *curve((-0.29, 0.47), (-0.36, 0.68), (-0.20, 0.94)),
        ],
        tones.shade,
    )
    b.box((-0.095, 0.0), (0.095, 0.14), WICKER, radius=0.03)
    b.box((-0.105, 0.115), (0.105, 0.155), (130, 84, 52), radius=0.015)


def rocket(b: Brush, tones: Tones, is_dark: bool) -> None:
    """A plump body with a nose, fins, one porthole and a flame."""
    fin: Rgb = (232, 84, 70) if tones.main[0] < 210 or tones.main[1] > 180 else (74, 80, 120)
    b.polygon([(-0.11, 0.16), (0.11, 0.16), (0.0, -0.06)], (255, 150, 56), glows=True)
    b.polygon([(-0.055, 0.16), (0.055, 0.16), (0.0, 0.03)], (255, 228, 130), glows=True)
    for side in (-1.0, 1.0):
        b.polygon(
            [
                (side * 0.14, 0.42),
                *curve((side * 0.14, 0.42), (side * 0.32, 0.32), (side * 0.33, 0.08)),
                (side * 0.12, 0.20),
            ],
            fin,
        )
    left = curve((-0.11, 0.15), (-0.30, 0.58), (0.0, 1.0), 14)
    right = [(-x, y) for x, y in reversed(left)]
    b.polygon(left + right, tones.main)
    b.polygon([*left, *[(x * 0.45, y) for x, y in reversed(left)]], tones.shade)
    tip = [p for p in left if p[1] > 0.77]
    b.polygon(tip + [(-x, y) for x, y in reversed(tip)], fin)
    b.window(0.0, 0.56, 0.075, LAMP if is_dark else (150, 216, 240), tones.contrast)
    b.box((-0.12, 0.13), (0.12, 0.185), DARK, radius=0.02)


def robot(b: Brush, tones: Tones, is_dark: bool) -> None:
    """A square head with two shining eyes, a chest with a heart light, short limbs."""
    for side in (-1.0, 1.0):
        b.box((side * 0.13 - 0.06, 0.0), (side * 0.13 + 0.06, 0.20), STEEL, radius=0.03)
        b.box((side * 0.325 - 0.06, 0.22), (side * 0.325 + 0.06, 0.52), STEEL, radius=0.06)
    b.box((-0.26, 0.14), (0.26, 0.55), tones.main, radius=0.06)
    b.box((-0.26, 0.16), (-0.14, 0.53), tones.shade, radius=0.05)
    b.ellipse(0.0, 0.35, 0.085, None, tones.contrast)
    b.ellipse(0.0, 0.35, 0.055, None, (240, 92, 84), glows=True)
    b.box((-0.06, 0.53), (0.06, 0.61), STEEL)
    b.line([(0.0, 0.88), (0.0, 0.95)], 0.03, STEEL)
    b.ellipse(0.0, 0.965, 0.042, None, (240, 92, 84), glows=True)
    b.box((-0.29, 0.59), (0.29, 0.90), tones.main, radius=0.09)
    b.box((-0.22, 0.655), (0.22, 0.835), DARK, radius=0.07)
    for side in (-1.0, 1.0):
        b.ellipse(side * 0.105, 0.745, 0.055, None, (136, 244, 232), glows=True)
