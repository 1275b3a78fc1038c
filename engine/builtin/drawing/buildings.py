"""Subjects that people built on the ground: lighthouse, house, castle, tent."""

from engine.builtin.drawing.brush import Brush
from engine.builtin.drawing.palette import LAMP, Rgb, Tones, mixed, shaded

DARK: Rgb = (64, 58, 72)
STONE: Rgb = (150, 142, 138)
WOOD: Rgb = (118, 78, 54)


def lighthouse(b: Brush, tones: Tones, is_dark: bool) -> None:
    """Five bands, a gallery, a shining lantern and a dome, on a rock."""
    b.ellipse(0.0, 0.02, 0.30, 0.075, STONE)
    wide, narrow, top = 0.165, 0.105, 0.70

    def half(v: float) -> float:
        return wide + (narrow - wide) * v

    for band in range(5):
        low, high = band / 5, (band + 1) / 5
        color = tones.main if band % 2 == 0 else tones.contrast
        y0, y1 = 0.03 + top * low, 0.03 + top * high
        b.polygon([(-half(low), y0), (half(low), y0), (half(high), y1), (-half(high), y1)], color)
        b.polygon(
            [(-half(low), y0), (-half(low) * 0.3, y0), (-half(high) * 0.3, y1), (-half(high), y1)],
            shaded(color, 0.84),
        )
    b.box((-0.085, 0.76), (0.085, 0.88), DARK)
    b.box((-0.065, 0.765), (0.065, 0.87), LAMP, glows=True)
    b.box((-0.155, 0.715), (0.155, 0.765), DARK, radius=0.015)
    b.dome(0.0, 0.865, 0.115, 0.105, tones.main)
    b.ellipse(0.0, 0.975, 0.022, None, DARK)
    b.arch(0.0, 0.03, 0.05, 0.15, DARK)


def house(b: Brush, tones: Tones, is_dark: bool) -> None:
    """A cottage: steep roof, chimney, round door, two large windows."""
    roof: Rgb = (168, 82, 66) if tones.main[0] < 200 or tones.main[1] > 180 else (104, 80, 84)
    glass = LAMP if is_dark else (166, 214, 236)
    b.box((0.20, 0.60), (0.33, 0.93), (176, 112, 92))
    b.box((0.18, 0.90), (0.35, 0.95), DARK, radius=0.01)
    b.box((-0.42, 0.0), (0.42, 0.52), tones.main)
    b.box((-0.42, 0.0), (-0.26, 0.52), tones.shade)
    b.polygon([(-0.56, 0.46), (0.56, 0.46), (0.10, 0.96), (-0.10, 0.96)], roof)
    b.polygon([(-0.56, 0.46), (-0.34, 0.46), (-0.02, 0.96), (-0.10, 0.96)], shaded(roof, 0.82))
    b.window(0.0, 0.66, 0.075, glass, tones.contrast)
    b.arch(0.0, 0.0, 0.10, 0.34, WOOD)
    b.ellipse(0.055, 0.14, 0.016, None, LAMP)
    for x in (-0.27, 0.27):
        b.box((x - 0.095, 0.13), (x + 0.095, 0.35), tones.contrast, radius=0.02)
        b.box((x - 0.068, 0.157), (x + 0.068, 0.323), glass, radius=0.01, glows=is_dark)


def castle(b: Brush, tones: Tones, is_dark: bool) -> None:
    """A keep between two towers, each under a pointed roof, one large gate."""
    roof = mixed(tones.main, (58, 36, 92), 0.62)
    glass = LAMP if is_dark else (84, 78, 104)

    def tower(x: float, half: float, height: float, color: Rgb) -> None:
        b.box((x - half, 0.0), (x + half, height), color)
        b.box((x - half, 0.0), (x - half * 0.35, height), shaded(color, 0.86))
        b.polygon(
            [(x - half * 1.35, height), (x + half * 1.35, height), (x, height + half * 2.3)], roof
        )
        b.ellipse(x, height - 0.10, 0.034, 0.05, glass, glows=is_dark)

    b.line([(0.0, 0.86), (0.0, 1.0)], 0.015, DARK)
    b.polygon([(0.0, 1.0), (0.13, 0.965), (0.0, 0.925)], (226, 78, 70))
    tower(0.0, 0.125, 0.60, tones.shade)
    b.box((-0.36, 0.0), (0.36, 0.34), tones.main)
    for i in range(4):
        x = -0.27 + 0.18 * i
        b.box((x - 0.05, 0.33), (x + 0.05, 0.40), tones.main)
    tower(-0.38, 0.11, 0.48, tones.main)
    tower(0.38, 0.11, 0.48, tones.main)
    b.arch(0.0, 0.0, 0.11, 0.25, DARK)


def tent(b: Brush, tones: Tones, is_dark: bool) -> None:
    """A ridge tent seen from a corner; its opening shines after dark."""
    inside = LAMP if is_dark else (84, 66, 62)
    b.polygon([(-0.12, 0.72), (0.26, 0.66), (0.62, 0.0), (0.16, 0.0)], tones.shade)
    b.polygon([(-0.12, 0.72), (-0.58, 0.0), (0.30, 0.0)], tones.main)
    b.polygon([(-0.12, 0.56), (-0.32, 0.0), (0.06, 0.0)], inside, glows=is_dark)
    b.polygon([(-0.12, 0.56), (-0.32, 0.0), (-0.44, 0.0)], tones.bright)
    b.polygon([(-0.12, 0.56), (0.06, 0.0), (0.17, 0.0)], tones.bright)
    b.line([(-0.12, 0.70), (-0.12, 0.80)], 0.026, WOOD)
    b.polygon([(-0.12, 0.82), (0.04, 0.775), (-0.12, 0.73)], tones.contrast)
