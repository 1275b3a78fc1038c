"""The sky: gradient, one sun or moon (always on the right), stars, rainbow, clouds, birds."""

import random

from PIL import Image, ImageDraw

from engine.builtin.drawing.brush import CANVAS_PX, Brush, curve
from engine.builtin.drawing.palette import SKIES, Light, Rgb, mixed
from engine.builtin.scenes import Scene

NO_LIGHT = Light(1.0, 1.0, 1.0)
STARS = (
    (0.09, 0.10), (0.24, 0.22), (0.38, 0.07), (0.53, 0.17), (0.06, 0.36), (0.65, 0.06),
    (0.94, 0.33), (0.41, 0.33),
)  # fmt: skip
RAINBOW: tuple[Rgb, ...] = (
    (236, 92, 84), (250, 162, 78), (254, 222, 104), (112, 194, 120), (90, 154, 232),
    (152, 112, 206),
)  # fmt: skip
SUNS = {
    "sunrise": (0.79, 0.47, 0.085, (255, 246, 214)),
    "noon": (0.80, 0.17, 0.085, (255, 240, 150)),
    "sunset": (0.78, 0.42, 0.115, (255, 226, 120)),
    "night": (0.80, 0.18, 0.085, (252, 246, 214)),
}
"""Centre x and y, radius (fractions of the picture, y down) and color of the sun or moon."""


def canvas() -> Image.Image:
    """An empty, transparent layer."""
    return Image.new("RGBA", (CANVAS_PX, CANVAS_PX), (0, 0, 0, 0))


def unlit_brush(layer: Image.Image, x: float, y: float, scale: float = 1.0) -> Brush:
    """A brush at a point of the picture (fractions, y down) that draws colors as they are."""
    return Brush(layer, x * CANVAS_PX, y * CANVAS_PX, scale * CANVAS_PX, NO_LIGHT)


def draw_sky(scene: Scene, rng: random.Random) -> Image.Image:
    """The opaque layer behind everything else."""
    top, middle, horizon = SKIES[scene.time]
    layer = (
        _bands(top, middle, horizon) if scene.style == "poster" else _gradient(top, middle, horizon)
    )
    if scene.time == "night":
        for x, y in STARS:
            star = unlit_brush(layer, x + rng.uniform(-0.01, 0.01), y)
            star.ellipse(0.0, 0.0, 0.0075, None, (244, 244, 255))
    _draw_sun(scene, layer, rng)
    if scene.extra == "rainbow":
        layer.alpha_composite(_rainbow(scene))
    return layer


def draw_flyers(scene: Scene, rng: random.Random) -> Image.Image | None:
    """The layer of clouds or birds, where the scene has them."""
    if scene.extra == "clouds":
        return _clouds(scene, rng)
    return _birds(scene, rng) if scene.extra == "birds" else None


def _gradient(top: Rgb, middle: Rgb, horizon: Rgb) -> Image.Image:
    column = Image.new("RGB", (1, 3))
    for y, color in enumerate((top, middle, horizon)):
        column.putpixel((0, y), color)
    layer = Image.new("RGBA", (CANVAS_PX, CANVAS_PX), (*horizon, 255))
    sky_px = int(CANVAS_PX * 0.80)
    layer.paste(column.resize((CANVAS_PX, sky_px), Image.Resampling.BILINEAR), (0, 0))
    return layer


def _bands(top: Rgb, middle: Rgb, horizon: Rgb) -> Image.Image:
    layer = Image.new("RGBA", (CANVAS_PX, CANVAS_PX), (*horizon, 255))
    draw = ImageDraw.Draw(layer)
    colors = (top, mixed(top, middle, 0.5), middle, mixed(middle, horizon, 0.5))
    band_px = CANVAS_PX * 0.155
    for i, color in enumerate(colors):
        draw.rectangle((0, i * band_px, CANVAS_PX, (i + 1) * band_px), fill=(*color, 255))
    return layer


def _draw_sun(scene: Scene, layer: Image.Image, rng: random.Random) -> None:
    x, y, radius, color = SUNS[scene.time]
    x, y = x + rng.uniform(-0.02, 0.02), y + rng.uniform(-0.015, 0.015)
    halo = canvas()
    for grown, alpha in ((1.85, 46), (1.40, 74)):
        glow = unlit_brush(halo, x, y)
        glow.ellipse(0.0, 0.0, radius * grown, None, color)
        mask = halo.getchannel("A").point(lambda a, top=alpha: min(a, top))
        halo.putalpha(mask)
        layer.alpha_composite(halo)
        halo = canvas()
    disc = unlit_brush(layer, x, y)
    disc.ellipse(0.0, 0.0, radius, None, color)
    if scene.time == "night":
        for dx, dy, size in ((-0.35, 0.25, 0.22), (0.30, -0.10, 0.16), (-0.15, -0.45, 0.13)):
            disc.ellipse(dx * radius, dy * radius, size * radius, None, (226, 218, 190))


def _rainbow(scene: Scene) -> Image.Image:
    arc = canvas()
    draw = ImageDraw.Draw(arc)
    width_px = round(0.030 * CANVAS_PX)
    for i, color in enumerate(RAINBOW):
        radius_px = 0.47 * CANVAS_PX - i * width_px
        x, y = 0.46 * CANVAS_PX, 0.70 * CANVAS_PX
        box = (x - radius_px, y - radius_px, x + radius_px, y + radius_px)
        draw.arc(
            box, 180, 360, fill=(*color, 225 if scene.time != "night" else 190), width=width_px + 2
        )
    return arc


def _clouds(scene: Scene, rng: random.Random) -> Image.Image:
    layer = canvas()
    _, middle, _ = SKIES[scene.time]
    color = mixed((255, 255, 255), middle, 0.55 if scene.time == "night" else 0.12)
    for x, y, size in ((0.20, 0.17, 0.115), (0.50, 0.10, 0.085), (0.93, 0.37, 0.090)):
        puff = unlit_brush(layer, x + rng.uniform(-0.05, 0.05), y + rng.uniform(-0.02, 0.02), size)
        puff.box((-1.5, -0.5), (1.5, 0.15), color, radius=0.32)
        for dx, dy, radius in ((-0.72, 0.10, 0.55), (0.12, 0.38, 0.74), (0.86, 0.08, 0.50)):
            puff.ellipse(dx, dy, radius, None, color)
    return layer


def _birds(scene: Scene, rng: random.Random) -> Image.Image:
    layer = canvas()
    color: Rgb = (196, 202, 236) if scene.time == "night" else (62, 56, 82)
    for x, y, size in ((0.16, 0.20, 0.075), (0.35, 0.11, 0.060), (0.57, 0.19, 0.068)):
        bird = unlit_brush(layer, x + rng.uniform(-0.03, 0.03), y + rng.uniform(-0.02, 0.02), size)
        for side in (-1.0, 1.0):
            wing = curve((0.0, 0.0), (side * 0.40, 0.75), (side * 1.0, 0.25))
            under = curve((side * 1.0, 0.25), (side * 0.40, 0.40), (0.0, -0.24))
            bird.polygon(wing + under, color)
    return layer
