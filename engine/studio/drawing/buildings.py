"""Subjects that people built on the ground: lighthouse, house, castle, tent, windmill, pagoda."""

import math

from engine.studio.drawing.brush import Brush, curve
from engine.studio.drawing.look import CREAM, DARK, STONE, WOOD, Look
from engine.studio.drawing.palette import LAMP, Rgb, shaded

FLAG: Rgb = (232, 82, 72)


def lighthouse(b: Brush, look: Look) -> None:
    """Banded tower, a gallery, a shining lantern and a dome, on a rock."""
    tones = look.tones
    b.ellipse(0.0, 0.035, 0.29, 0.06, STONE)
    b.ellipse(-0.17, 0.05, 0.10, 0.055, shaded(STONE, 0.86))
    wide, narrow, top = 0.18, 0.115, 0.68
    bands = (5, 3, 7)[look.kind]
    stripe: Rgb = (150, 162, 196) if look.is_white else tones.contrast

    def half(v: float) -> float:
        return wide + (narrow - wide) * v

    inset = 0.24 if look.is_white else 0.0
    for band in range(bands):
        thin = inset if band % 2 else -inset
        low, high = max(0.0, (band + thin) / bands), min(1.0, (band + 1 - thin) / bands)
        color = tones.main if band % 2 == 0 else stripe
        y0, y1 = 0.03 + top * low, 0.03 + top * high
        b.polygon([(-half(low), y0), (half(low), y0), (half(high), y1), (-half(high), y1)], color)
        b.polygon(
            [(-half(low), y0), (-half(low) * 0.4, y0), (-half(high) * 0.4, y1), (-half(high), y1)],
            tones.shade if band % 2 == 0 else shaded(color, 0.86),
        )
    b.box((-0.10, 0.74), (0.10, 0.88), DARK)
    b.box((-0.078, 0.75), (0.078, 0.87), LAMP, glows=True)
    b.box((-0.175, 0.70), (0.175, 0.755), DARK, radius=0.02)
    b.dome(0.0, 0.86, 0.135, 0.115, tones.main)
    b.ellipse(0.0, 0.975, 0.028, None, DARK)
    b.arch(0.0, 0.03, 0.06, 0.17, DARK)


def house(b: Brush, look: Look) -> None:
    """A cottage seen from its gable: thick roof, chimney, round door, large windows."""
    tones = look.tones
    b.box((0.22, 0.60), (0.37, 0.92), (186, 120, 98))
    b.box((0.20, 0.88), (0.39, 0.95), DARK, radius=0.015)
    wall = [(-0.42, 0.0), (0.42, 0.0), (0.42, 0.50), (0.0, 0.88), (-0.42, 0.50)]
    b.polygon(wall, tones.main)
    b.polygon([(-0.42, 0.0), (-0.30, 0.0), (-0.30, 0.60), (-0.42, 0.50)], tones.shade)
    for side in (-1.0, 1.0):
        color = shaded(look.trim, 0.84) if side < 0 else look.trim
        b.polygon(
            [(0.0, 0.98), (side * 0.56, 0.47), (side * 0.49, 0.37), (0.0, 0.81)],
            color,
        )
    b.window(0.0, 0.595, 0.085, look.glass, tones.contrast)
    if look.kind == 0:
        _door(b, 0.0)
        for x in (-0.26, 0.26):
            _square_window(b, look, x, 0.095)
    else:
        _door(b, -0.20)
        _square_window(b, look, 0.18, 0.135)
        if look.kind == 2:
            b.box((0.01, 0.08), (0.35, 0.14), WOOD, radius=0.02)
            for i in range(4):
                b.ellipse(0.045 + 0.09 * i, 0.15, 0.04, None, (240, 120, 150) if i % 2 else LAMP)


def _door(b: Brush, x: float) -> None:
    b.arch(x, 0.0, 0.115, 0.37, CREAM)
    b.arch(x, 0.0, 0.09, 0.345, WOOD)
    b.ellipse(x + 0.05, 0.15, 0.02, None, LAMP)


def _square_window(b: Brush, look: Look, x: float, half: float) -> None:
    b.box((x - half, 0.27 - half), (x + half, 0.27 + half), look.tones.contrast, radius=0.02)
    pane = half - 0.027
    b.box((x - pane, 0.27 - pane), (x + pane, 0.27 + pane), look.glass, glows=look.is_dark)
    b.box((x - 0.014, 0.27 - pane), (x + 0.014, 0.27 + pane), look.tones.contrast)


def castle(b: Brush, look: Look) -> None:
    """A keep between two towers, each under a pointed roof with a window, one large gate."""
    tones = look.tones
    glass = LAMP if look.is_dark else (84, 78, 104)
    rise = (0.48, 0.44, 0.50)[look.kind]

    def tower(x: float, half: float, height: float, color: Rgb, shade: Rgb) -> None:
        b.box((x - half, 0.0), (x + half, height), color)
        b.box((x - half, 0.0), (x - half * 0.45, height), shade)
        peak = (x, height + half * 2.1)
        b.polygon([(x - half * 1.35, height), (x + half * 1.35, height), peak], look.trim)
        b.polygon(
            [(x - half * 1.35, height), (x - half * 0.45, height), peak], shaded(look.trim, 0.82)
        )
        b.arch(x, height - 0.165, 0.042, 0.12, glass, glows=look.is_dark)

    def flag(x: float, y: float, length: float) -> None:
        b.box((x - 0.012, y - 0.15), (x + 0.012, y), DARK)
        b.polygon([(x, y), (x + length, y - 0.05), (x, y - 0.10)], FLAG)

    flag(0.0, 1.0, 0.20)
    if look.kind == 1:
        flag(-0.38, 0.80, -0.15)
        flag(0.38, 0.80, 0.15)
    tower(0.0, 0.14, 0.60, tones.shade, shaded(tones.shade, 0.88))
    b.box((-0.36, 0.0), (0.36, 0.33), tones.main)
    for i in range(4):
        x = -0.27 + 0.18 * i
        b.box((x - 0.055, 0.32), (x + 0.055, 0.40), tones.main)
    tower(-0.375, 0.115, rise, tones.main, tones.shade)
    tower(0.375, 0.115, rise, tones.main, tones.shade)
    b.arch(0.0, 0.0, 0.13, 0.28, tones.contrast)
    b.arch(0.0, 0.0, 0.10, 0.25, DARK)


def tent(b: Brush, look: Look) -> None:
    """A ridge tent seen from a corner; its opening shines after dark."""
    tones = look.tones
    inside = LAMP if look.is_dark else (92, 70, 66)
    b.polygon([(-0.12, 0.76), (0.28, 0.69), (0.61, 0.0), (0.16, 0.0)], tones.shade)
    if look.kind == 1:
        b.polygon([(0.02, 0.735), (0.15, 0.71), (0.53, 0.0), (0.38, 0.0)], tones.contrast)
    if look.kind == 2:
        b.window(0.30, 0.34, 0.065, look.glass, tones.contrast)
    b.polygon([(-0.12, 0.76), (-0.58, 0.0), (0.32, 0.0)], tones.main)
    b.polygon([(-0.12, 0.56), (-0.32, 0.0), (0.06, 0.0)], inside, glows=look.is_dark)
    b.polygon([(-0.12, 0.58), (-0.30, 0.0), (-0.41, 0.0)], tones.bright)
    b.polygon([(-0.12, 0.58), (0.05, 0.0), (0.15, 0.0)], tones.bright)
    b.box((-0.137, 0.72), (-0.103, 1.0), WOOD)
    flag = FLAG if look.kind == 2 and tones.main[0] < 200 else tones.contrast
    b.polygon([(-0.12, 1.0), (0.14, 0.92), (-0.12, 0.83)], flag)


def windmill(b: Brush, look: Look) -> None:
    """A tapered tower with a cap and four big sails."""
    tones = look.tones
    b.polygon([(-0.29, 0.0), (0.29, 0.0), (0.185, 0.64), (-0.185, 0.64)], tones.main)
    b.polygon([(-0.29, 0.0), (-0.18, 0.0), (-0.11, 0.64), (-0.185, 0.64)], tones.shade)
    b.dome(0.0, 0.62, 0.225, 0.23, tones.shade)
    b.arch(0.02, 0.0, 0.105, 0.225, tones.contrast)
    b.arch(0.02, 0.0, 0.08, 0.20, DARK)
    b.window(0.02, 0.32, 0.055, look.glass, tones.contrast)
    hub_x, hub_y = 0.0, 0.60
    cloth: Rgb = (214, 160, 106) if look.is_white else CREAM
    turn = math.radians((45, 28, 62)[look.kind])
    for quarter in range(4):
        angle = turn + quarter * math.pi / 2
        cos, sin = math.cos(angle), math.sin(angle)

        def at(along: float, aside: float, c: float = cos, s: float = sin) -> tuple[float, float]:
            return hub_x + along * c - aside * s, hub_y + along * s + aside * c

        b.polygon([at(0.10, 0.0), at(0.41, 0.0), at(0.41, 0.13), at(0.10, 0.105)], cloth)
        b.polygon(
            [at(0.245, 0.0), at(0.275, 0.0), at(0.275, 0.12), at(0.245, 0.118)],
            shaded(cloth, 0.78),
        )
        b.polygon([at(0.0, -0.022), at(0.42, -0.022), at(0.42, 0.022), at(0.0, 0.022)], WOOD)
    b.ellipse(hub_x, hub_y, 0.055, None, DARK)


def pagoda(b: Brush, look: Look) -> None:
    """Three tiers under curved roofs whose eaves turn up; the roofs carry the named color."""
    tones = look.tones
    wall: Rgb = (176, 112, 78) if look.is_white else CREAM
    glass = LAMP if look.is_dark else (116, 82, 72)
    b.box((-0.42, 0.0), (0.42, 0.06), STONE, radius=0.02)
    b.box((-0.016, 0.90), (0.016, 1.0), LAMP)
    b.ellipse(0.0, 0.975, 0.032, None, LAMP)
    tiers = ((0.27, 0.05, 0.28, 0.50), (0.20, 0.36, 0.53, 0.41), (0.14, 0.60, 0.74, 0.31))
    for half, low, high, eave in tiers:
        b.box((-half, low), (half, high + 0.03), wall)
        for side in (-1.0, 1.0):
            inner, outer = side * (half - 0.055), side * half
            b.box((min(inner, outer), low), (max(inner, outer), high + 0.03), tones.main)
        y, top = high, high + 0.175
        left = curve((-eave, y + 0.045), (-half * 0.95, y + 0.045), (-half * 0.55, top))
        right = [(-px, py) for px, py in reversed(left)]
        under = curve((eave, y + 0.045), (half, y - 0.045), (0.0, y - 0.03))
        under += [(-px, py) for px, py in reversed(under)]
        b.polygon(left + right + under, tones.main)
        lip = [(px, py + 0.04 * (1 - abs(px) / eave)) for px, py in reversed(under)]
        b.polygon(under + lip, tones.shade)
    b.arch(0.0, 0.06, 0.085, 0.17, glass, glows=look.is_dark)
    for x in (-0.15, 0.15):
        b.box((x - 0.04, 0.12), (x + 0.04, 0.21), glass, glows=look.is_dark)
    if look.kind == 0:
        b.box((-0.05, 0.41), (0.05, 0.485), glass, glows=look.is_dark)
    else:
        for x in (-0.075, 0.075):
            b.box((x - 0.042, 0.41), (x + 0.042, 0.485), glass, glows=look.is_dark)
    b.box((-0.045, 0.64), (0.045, 0.70), glass, glows=look.is_dark)
    if look.kind == 2:
        for x in (-0.37, 0.37):
            b.ellipse(x, 0.215, 0.05, 0.06, (250, 120, 80), glows=True)
