"""Subjects that travel or work: sailboat, balloon, rocket, robot, car, ufo."""

from engine.studio.drawing.brush import Brush, curve
from engine.studio.drawing.look import CREAM, GLASS, INKY, Look
from engine.studio.drawing.palette import LAMP, Rgb

STEEL: Rgb = (140, 148, 166)
DARK: Rgb = (54, 52, 70)
WOOD: Rgb = (150, 96, 60)
WICKER: Rgb = (186, 130, 76)
SIGNAL: Rgb = (240, 92, 84)


def sailboat(b: Brush, look: Look) -> None:
    """A mainsail, a jib and a wooden hull with a pale gunwale; striped or with a pennant."""
    tones = look.tones
    b.box((-0.018, 0.14), (0.018, 0.99), (96, 70, 54))
    edge = curve((0.03, 0.93), (0.36, 0.60), (0.45, 0.22))
    b.polygon([(0.03, 0.93), *edge, (0.03, 0.22)], tones.main)
    if look.kind == 1:
        band = [p for p in edge if 0.38 < p[1] < 0.62]
        b.polygon([(0.03, band[0][1]), *band, (0.03, band[-1][1])], tones.contrast)
    b.polygon(
        [(-0.03, 0.84), *curve((-0.03, 0.84), (-0.28, 0.52), (-0.38, 0.22)), (-0.03, 0.22)],
        tones.shade,
    )
    if look.kind == 2:
        pennant: Rgb = (250, 204, 70) if tones.main[0] < 180 else (60, 112, 200)
        b.polygon([(0.0, 1.0), (-0.20, 0.935), (0.0, 0.87)], pennant)
    hull = [(-0.48, 0.18), (0.51, 0.18), *curve((0.51, 0.18), (0.45, 0.02), (0.28, 0.0))]
    b.polygon([*hull, *curve((-0.28, 0.0), (-0.43, 0.02), (-0.48, 0.18))], WOOD)
    b.box((-0.49, 0.135), (0.515, 0.195), CREAM, radius=0.025)


def balloon(b: Brush, look: Look) -> None:
    """A round envelope with pale stripes or a pale belt, ropes and a basket."""
    tones = look.tones
    for x in (-0.10, 0.10):
        b.line([(x * 1.2, 0.34), (x * 0.75, 0.13)], 0.022, DARK)

    def envelope(half: float, color: Rgb) -> None:
        width = 0.315 * half
        b.ellipse(0.0, 0.655, width, 0.345, color)
        skirt = [(width * 0.90, 0.505), (0.13 * half, 0.235)]
        b.polygon([*skirt, *[(-x, y) for x, y in reversed(skirt)]], color)

    envelope(1.0, tones.main)
    if look.kind < 2:
        envelope(0.66, tones.contrast)
        envelope(0.34, tones.main)
    else:
        b.box((-0.306, 0.60), (0.306, 0.73), tones.contrast)
        for x in (-0.18, 0.0, 0.18):
            b.ellipse(x, 0.665, 0.042, None, tones.shade)
    if look.kind == 1:
        b.box((-0.145, 0.235), (0.145, 0.30), look.trim, radius=0.02)
    b.polygon(
        [
            *curve((-0.17, 0.94), (-0.395, 0.66), (-0.26, 0.47)),
            *curve((-0.26, 0.47), (-0.26, 0.68), (-0.17, 0.94)),
        ],
        tones.shade,
    )
    if look.is_dark:
        b.polygon([(-0.05, 0.17), (0.05, 0.17), (0.0, 0.29)], LAMP, glows=True)
    b.box((-0.105, 0.0), (0.105, 0.15), WICKER, radius=0.03)
    b.box((-0.12, 0.12), (0.12, 0.165), (130, 84, 52), radius=0.02)


def rocket(b: Brush, look: Look) -> None:
    """A plump body with a nose, fins, one or two portholes and a flame."""
    tones = look.tones
    is_warm = tones.main[0] >= 210 and tones.main[1] <= 180
    fin: Rgb = (80, 92, 148) if is_warm else (236, 88, 72)
    b.polygon([(-0.125, 0.19), (0.125, 0.19), (0.0, -0.02)], (255, 150, 56), glows=True)
    b.polygon([(-0.065, 0.19), (0.065, 0.19), (0.0, 0.05)], (255, 232, 140), glows=True)
    for side in (-1.0, 1.0):
        b.polygon(
            [
                (side * 0.14, 0.45),
                *curve((side * 0.14, 0.45), (side * 0.33, 0.34), (side * 0.335, 0.07)),
                (side * 0.12, 0.20),
            ],
            fin,
        )
    left = curve((-0.12, 0.16), (-0.33, 0.58), (0.0, 1.0), 16)
    right = [(-x, y) for x, y in reversed(left)]
    b.polygon(left + right, tones.main)
    b.polygon([*left, *[(x * 0.5, y) for x, y in reversed(left)]], tones.shade)
    tip = [p for p in left if p[1] > 0.77]
    b.polygon(tip + [(-x, y) for x, y in reversed(tip)], fin)
    pane = LAMP if look.is_dark else (150, 216, 240)
    if look.kind == 1:
        b.window(0.0, 0.63, 0.072, pane, tones.contrast)
        b.window(0.0, 0.395, 0.062, pane, tones.contrast)
    else:
        b.window(0.0, 0.57, 0.088, pane, tones.contrast)
    if look.kind == 2:
        b.box((-0.165, 0.295), (0.165, 0.37), tones.contrast)
    b.box((-0.135, 0.14), (0.135, 0.20), DARK, radius=0.02)


def robot(b: Brush, look: Look) -> None:
    """A square head with two shining eyes, a chest with a heart light, short limbs."""
    tones = look.tones
    for side in (-1.0, 1.0):
        b.box((side * 0.13 - 0.07, 0.0), (side * 0.13 + 0.07, 0.20), STEEL, radius=0.035)
        b.box((side * 0.32 - 0.06, 0.22), (side * 0.32 + 0.06, 0.52), STEEL, radius=0.06)
    b.box((-0.26, 0.13), (0.26, 0.55), tones.main, radius=0.06)
    b.box((-0.26, 0.15), (-0.16, 0.53), tones.shade, radius=0.05)
    if look.kind == 1:
        b.box((-0.14, 0.24), (0.17, 0.45), tones.contrast, radius=0.03)
        for x, light in ((-0.065, SIGNAL), (0.015, LAMP), (0.095, (110, 220, 130))):
            b.ellipse(x, 0.345, 0.034, None, light, glows=True)
    else:
        b.ellipse(0.0, 0.35, 0.105, None, tones.contrast)
        b.ellipse(0.0, 0.35, 0.072, None, SIGNAL, glows=True)
    b.box((-0.07, 0.53), (0.07, 0.61), STEEL)
    for x in ((0.0,), (0.0,), (-0.16, 0.16))[look.kind]:
        b.box((x - 0.018, 0.86), (x + 0.018, 0.95), STEEL)
        b.ellipse(x, 0.95, 0.05, None, SIGNAL, glows=True)
    for side in (-1.0, 1.0):
        b.box((side * 0.30 - 0.04, 0.67), (side * 0.30 + 0.04, 0.80), STEEL, radius=0.02)
    b.box((-0.295, 0.58), (0.295, 0.89), tones.main, radius=0.09)
    b.box((-0.225, 0.635), (0.225, 0.835), DARK, radius=0.07)
    for side in (-1.0, 1.0):
        b.ellipse(side * 0.105, 0.755, 0.06, None, (136, 244, 232), glows=True)
    b.box((-0.075, 0.655), (0.075, 0.685), (136, 244, 232), radius=0.015, glows=True)


def car(b: Brush, look: Look) -> None:
    """A round little car driving to the right: two windows, two wheels, one headlight."""
    tones = look.tones
    if look.kind == 1:
        b.box((-0.30, 0.84), (0.16, 0.98), (176, 116, 70), radius=0.03)
        b.box((-0.20, 0.84), (-0.15, 0.98), (240, 206, 140))
        b.box((0.01, 0.84), (0.06, 0.98), (240, 206, 140))
    roof = 0.86 if look.kind == 1 else 0.96
    cabin = [
        (-0.56, 0.45),
        *curve((-0.56, 0.45), (-0.50, roof), (-0.20, roof)),
        *curve((0.06, roof), (0.34, roof), (0.50, 0.45)),
    ]
    b.polygon(cabin, tones.main)
    top = roof - 0.10
    b.polygon(
        [*curve((-0.42, 0.54), (-0.38, top), (-0.18, top)), (-0.07, top), (-0.07, 0.54)], GLASS
    )
    b.polygon([(0.03, 0.54), (0.03, top), *curve((0.06, top), (0.27, top), (0.36, 0.54))], GLASS)
    b.box((-0.72, 0.17), (0.72, 0.53), tones.main, radius=0.16)
    b.box((-0.70, 0.17), (0.70, 0.285), tones.shade, radius=0.055)
    if look.kind == 2:
        b.box((-0.71, 0.34), (0.715, 0.405), tones.contrast)
    b.box((-0.745, 0.19), (-0.60, 0.27), STEEL, radius=0.035)
    b.box((0.60, 0.19), (0.745, 0.27), STEEL, radius=0.035)
    b.ellipse(0.63, 0.40, 0.078, None, CREAM)
    b.ellipse(0.645, 0.40, 0.058, None, (255, 236, 150), glows=look.is_dark)
    b.box((-0.72, 0.36), (-0.65, 0.46), (226, 60, 56), radius=0.02, glows=look.is_dark)
    b.box((-0.05, 0.425), (0.05, 0.46), tones.bright, radius=0.015)
    for x in (-0.40, 0.40):
        b.ellipse(x, 0.20, 0.20, None, INKY)
        b.ellipse(x, 0.20, 0.115, None, (222, 226, 236))
        b.ellipse(x, 0.20, 0.055, None, STEEL)


def ufo(b: Brush, look: Look) -> None:
    """A saucer with a row of lights; a small visitor looks out of its glass dome."""
    tones = look.tones
    b.ellipse(0.0, 0.14, 0.26, 0.11, DARK)
    b.ellipse(0.0, 0.115, 0.19, 0.075, (150, 244, 226), glows=True)
    b.ellipse(0.0, 0.52, 0.335, 0.44, (222, 244, 250))
    b.ellipse(0.02, 0.51, 0.30, 0.40, (150, 208, 226))
    skin: Rgb = (150, 222, 110) if tones.main != (62, 160, 82) else (196, 160, 232)
    b.ellipse(0.0, 0.66, 0.165, 0.155, skin)
    for side in (-1.0, 1.0):
        if look.kind == 1:
            b.ellipse(side * 0.10, 0.835, 0.035, None, skin)
            b.line([(side * 0.05, 0.78), (side * 0.10, 0.835)], 0.028, skin)
        b.blob(side * 0.075, 0.685, 0.042, 0.062, -side * 0.35, INKY)
        b.ellipse(side * 0.075 + 0.012, 0.71, 0.016, None, (255, 255, 255))
    b.ellipse(0.0, 0.33, 0.645, 0.225, tones.shade)
    b.ellipse(0.0, 0.385, 0.645, 0.195, tones.main)
    b.ellipse(0.0, 0.50, 0.36, 0.075, tones.bright)
    lights: tuple[Rgb, ...] = ((255, 232, 120), (255, 232, 120))
    if look.kind == 2:
        lights = ((255, 232, 120), (130, 240, 220))
    for i, (x, y) in enumerate(
        ((-0.50, 0.345), (-0.27, 0.285), (0.0, 0.262), (0.27, 0.285), (0.50, 0.345))
    ):
        b.ellipse(x, y, 0.072, None, DARK)
        b.ellipse(x, y, 0.056, None, lights[i % 2], glows=True)
