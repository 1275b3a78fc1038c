"""Subjects that live: cat, owl, rabbit. All sit and look at the reader."""

import math

from engine.studio.drawing.brush import Brush, curve
from engine.studio.drawing.look import BEAK, BLUSH, CREAM, INKY, Look
from engine.studio.drawing.palette import Rgb, shaded

STUMP: Rgb = (122, 98, 84)
SILVER: Rgb = (206, 212, 226)


def cat(b: Brush, look: Look) -> None:
    """A sitting cat with pointed ears, almond eyes and its tail curled to the right."""
    tones = look.tones
    b.line(curve((0.14, 0.09), (0.55, 0.02), (0.39, 0.44)), 0.10, tones.shade)
    b.ellipse(0.0, 0.25, 0.25, 0.25, tones.main)
    b.ellipse(0.0, 0.22, 0.135, 0.19, SILVER if look.is_white else tones.bright)
    for side in (-1.0, 1.0):
        b.ellipse(side * 0.12, 0.05, 0.11, 0.05, tones.main)
        b.polygon([(side * 0.30, 0.62), (side * 0.28, 1.0), (side * 0.03, 0.82)], tones.main)
        b.polygon([(side * 0.25, 0.74), (side * 0.24, 0.91), (side * 0.11, 0.80)], BLUSH)
    b.ellipse(0.0, 0.63, 0.315, 0.245, tones.main)
    if look.kind == 1:
        for x, low in ((-0.075, 0.79), (0.0, 0.76), (0.075, 0.79)):
            b.box((x - 0.02, low), (x + 0.02, 0.865), tones.shade, radius=0.02)
    if look.kind == 2:
        band: Rgb = (70, 150, 210) if tones.main[0] > 180 else (228, 70, 66)
        b.box((-0.17, 0.375), (0.17, 0.435), band, radius=0.03)
        b.ellipse(0.0, 0.365, 0.05, None, (255, 216, 90))
    b.ellipse(0.0, 0.54, 0.12, 0.085, tones.bright)
    eye: Rgb = (255, 226, 96) if look.is_deep else (255, 255, 250)
    for side in (-1.0, 1.0):
        b.ellipse(side * 0.14, 0.665, 0.082, 0.088, eye)
        b.ellipse(side * 0.13, 0.66, 0.045, 0.075, INKY)
        b.ellipse(side * 0.13 + 0.018, 0.69, 0.019, None, (255, 255, 255))
    b.polygon([(-0.055, 0.588), (0.055, 0.588), (0.0, 0.528)], (236, 112, 128))


def owl(b: Brush, look: Look) -> None:
    """An egg of feathers on a stump: two great round eyes, tufts, wings and a pale belly."""
    tones = look.tones
    belly = SILVER if look.is_white else tones.bright
    b.box((-0.30, 0.0), (0.30, 0.13), shaded(STUMP, 0.8), radius=0.03)
    b.ellipse(0.0, 0.13, 0.30, 0.05, (206, 172, 134))
    for side in (-1.0, 1.0):
        b.polygon([(side * 0.33, 0.74), (side * 0.34, 1.0), (side * 0.06, 0.88)], tones.shade)
    b.ellipse(0.0, 0.42, 0.35, 0.32, tones.main)
    b.ellipse(0.0, 0.67, 0.34, 0.25, tones.main)
    for side in (-1.0, 1.0):
        b.blob(side * 0.31, 0.41, 0.10, 0.24, side * 0.20, tones.shade)
    b.ellipse(0.0, 0.34, 0.205, 0.215, belly)
    rows = ((0.44, (-0.09, 0.09)), (0.34, (-0.125, 0.0, 0.125)), (0.24, (-0.08, 0.08)))
    for y, places in rows[: 1 if look.kind == 1 else 3]:
        for x in places:
            b.ellipse(x, y - 0.03, 0.045, 0.036, tones.main)
    if look.kind == 2:
        scarf: Rgb = (70, 150, 210) if tones.main[0] > 180 else (228, 70, 66)
        b.box((0.07, 0.26), (0.18, 0.46), shaded(scarf, 0.84), radius=0.03)
        b.box((-0.29, 0.42), (0.29, 0.51), scarf, radius=0.045)
    for side in (-1.0, 1.0):
        for step in (-0.045, 0.045):
            b.ellipse(side * 0.12 + step, 0.13, 0.045, 0.035, BEAK)
        b.ellipse(side * 0.155, 0.68, 0.165, None, tones.shade)
        b.ellipse(side * 0.155, 0.68, 0.14, None, (255, 252, 240))
        b.ellipse(side * 0.145, 0.68, 0.098, None, (250, 176, 48))
        b.ellipse(side * 0.145, 0.68, 0.072, None, INKY)
        b.ellipse(side * 0.145 + 0.03, 0.712, 0.027, None, (255, 255, 255))
    b.polygon([(-0.058, 0.625), (0.058, 0.625), (0.0, 0.505)], BEAK)


def rabbit(b: Brush, look: Look) -> None:
    """A round rabbit with two long ears, one of them perhaps bent, and a puff of a tail."""
    tones = look.tones
    belly = SILVER if look.is_white else tones.bright
    eye_white: Rgb = (255, 255, 255)
    b.ellipse(0.27, 0.14, 0.095, None, CREAM if not look.is_white else SILVER)
    b.ellipse(0.0, 0.21, 0.265, 0.21, tones.main)
    for side in (-1.0, 1.0):
        lean = -side * 0.16
        if side > 0 and look.kind == 1:
            b.blob(0.12, 0.72, 0.075, 0.13, lean, tones.main)
            b.blob(0.22, 0.79, 0.068, 0.135, -math.radians(118), tones.shade)
            continue
        b.blob(side * 0.125, 0.79, 0.085, 0.21, lean, tones.main)
        b.blob(side * 0.13, 0.79, 0.042, 0.15, lean, BLUSH)
    b.ellipse(0.0, 0.49, 0.25, 0.195, tones.main)
    b.ellipse(0.0, 0.18, 0.15, 0.155, belly)
    for side in (-1.0, 1.0):
        b.ellipse(side * 0.17, 0.045, 0.135, 0.05, tones.main)
        b.ellipse(side * 0.075, 0.22, 0.055, 0.085, tones.shade)
        if look.is_deep:
            b.ellipse(side * 0.115, 0.52, 0.058, 0.066, eye_white)
        b.ellipse(side * 0.115, 0.52, 0.042, 0.052, INKY)
        b.ellipse(side * 0.115 + 0.014, 0.54, 0.017, None, eye_white)
        b.ellipse(side * 0.18, 0.43, 0.045, 0.033, BLUSH)
        b.ellipse(side * 0.04, 0.415, 0.055, 0.045, belly)
    b.box((-0.026, 0.35), (0.026, 0.40), eye_white, radius=0.01)
    b.ellipse(0.0, 0.452, 0.036, 0.027, (236, 104, 122))
    if look.kind == 2:
        b.polygon([(-0.13, 0.37), (-0.13, 0.26), (0.0, 0.315)], (232, 82, 92))
        b.polygon([(0.13, 0.37), (0.13, 0.26), (0.0, 0.315)], (232, 82, 92))
        b.ellipse(0.0, 0.315, 0.035, None, (190, 54, 70))
