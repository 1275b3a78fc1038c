"""The sky: gradient, one sun or moon or none, stars, rainbow, clouds, birds."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image, ImageDraw

from engine.builtin.scenes import Scene
from engine.studio.drawing.brush import curve
from engine.studio.drawing.palette import SKIES, Rgb, mixed
from engine.studio.drawing.scenery import canvas, repeats, spot
from engine.studio.drawing.weather import draw_aurora, draw_rain_clouds, draw_weather

__all__ = ["Sun", "canvas", "draw_flyers", "draw_sky", "draw_weather", "sun_of"]

STARS = (
    (0.09, 0.10), (0.24, 0.22), (0.38, 0.07), (0.53, 0.17), (0.06, 0.36), (0.65, 0.06),
    (0.94, 0.33), (0.41, 0.33), (0.17, 0.46), (0.58, 0.40), (0.96, 0.08), (0.30, 0.13),
)  # fmt: skip
RAINBOW: tuple[Rgb, ...] = (
    (236, 92, 84), (250, 162, 78), (254, 222, 104), (112, 194, 120), (90, 154, 232),
    (152, 112, 206),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sun:
    """A sun or moon before the flip; x and y are fractions, the radius is one of the mean side."""

    x: float
    y: float
    radius: float
    color: Rgb


SUNS: Mapping[str, Sun] = {
    "sunrise": Sun(0.79, 0.46, 0.090, (255, 247, 218)),
    "noon": Sun(0.80, 0.18, 0.085, (255, 240, 150)),
    "sunset": Sun(0.78, 0.43, 0.115, (255, 228, 128)),
    "night": Sun(0.80, 0.19, 0.085, (252, 246, 214)),
}


def sun_of(scene: Scene) -> Sun | None:
    """Where the sun or moon of a scene stands; rain and aurora have none."""
    return SUNS.get(scene.time)


def draw_sky(scene: Scene, rng: random.Random) -> Image.Image:
    """The opaque layer behind everything else, before the flip."""
    layer = draw_empty_sky(scene, rng)
    sun = sun_of(scene)
    if sun is not None:
        draw_sun(scene, sun, layer)
    if scene.extra == "rainbow":
        layer.alpha_composite(draw_rainbow(scene, rng))
    return layer


def draw_empty_sky(scene: Scene, rng: random.Random) -> Image.Image:
    """What repeats itself: no sun and no rainbow."""
    layer = _bands(scene) if scene.style == "poster" else _gradient(scene)
    if scene.time in ("night", "aurora"):
        for x, y in STARS:
            star = spot(layer, x + rng.uniform(-0.04, 0.04), y + rng.uniform(-0.03, 0.03), 0.0085)
            star.ellipse(0.0, 0.0, rng.choice((0.8, 1.0, 1.3)), None, (244, 244, 255))
    if scene.time == "aurora":
        draw_aurora(scene, layer, rng)
    if scene.time == "rain":
        draw_rain_clouds(scene, layer, rng)
    return layer


def draw_flyers(scene: Scene, rng: random.Random) -> Image.Image | None:
    """The layer of clouds or birds, where the scene has them, before the flip."""
    if scene.extra == "clouds":
        return _clouds(scene, rng)
    return _birds(scene, rng) if scene.extra == "birds" else None


def _gradient(scene: Scene) -> Image.Image:
    column = Image.new("RGB", (1, 3))
    for y, color in enumerate(SKIES[scene.time]):
        column.putpixel((0, y), color)
    layer = canvas(scene)
    layer.paste((*SKIES[scene.time][2], 255), (0, 0, *layer.size))
    width, height = layer.size
    sky_px = int(height * 0.80)
    layer.paste(column.resize((width, sky_px), Image.Resampling.BILINEAR), (0, 0))
    return layer


def _bands(scene: Scene) -> Image.Image:
    top, middle, horizon = SKIES[scene.time]
    layer = canvas(scene)
    layer.paste((*horizon, 255), (0, 0, *layer.size))
    draw = ImageDraw.Draw(layer)
    colors = (top, mixed(top, middle, 0.5), middle, mixed(middle, horizon, 0.5))
    width, height = layer.size
    band_px = height * 0.155
    for i, color in enumerate(colors):
        draw.rectangle((0, i * band_px, width, (i + 1) * band_px), fill=(*color, 255))
    return layer


def draw_sun(scene: Scene, sun: Sun, layer: Image.Image) -> None:
    """The disc in a soft glow, or in two flat rings on a poster."""
    width, height = layer.size
    mean_side = ((width * height) ** 0.5 + min(width, height)) / 2
    radius_px = sun.radius * mean_side
    x_px, y_px = sun.x * width, sun.y * height
    for grown, mask in _glows(scene):
        half = round(radius_px * grown)
        patch = mask.resize((2 * half, 2 * half))
        layer.paste((*sun.color, 255), (round(x_px) - half, round(y_px) - half), patch)
    disc = spot(layer, sun.x, sun.y, radius_px / min(width, height))
    disc.ellipse(0.0, 0.0, 1.0, None, sun.color)
    if scene.time == "night":
        for dx, dy, size in ((-0.35, 0.25, 0.22), (0.30, -0.10, 0.16), (-0.15, -0.45, 0.13)):
            disc.ellipse(dx, dy, size, None, (228, 222, 198))


def _glows(scene: Scene) -> list[tuple[float, Image.Image]]:
    """Masks around a sun with how many times its radius they reach."""
    fall = Image.radial_gradient("L")  # 181 at the middle of its edges
    if scene.style == "poster":
        ring = fall.point(lambda d: 60 if d < 179 else 0)
        return [(1.85, ring), (1.40, ring)]
    reach = 3.6 if scene.time in ("sunset", "sunrise") else 2.6
    return [(reach, fall.point(lambda d: round(190 * max(0.0, 1 - d / 179) ** 1.5)))]


def draw_rainbow(scene: Scene, rng: random.Random) -> Image.Image:
    """The arc alone, before the flip."""
    arc = canvas(scene)
    draw = ImageDraw.Draw(arc)
    width, height = arc.size
    # A tall picture cuts the feet of the arc, a wide one keeps its top inside.
    outer_px = min((0.62 if height > width else 0.47) * width, 0.58 * height)
    width_px = round(0.064 * outer_px)
    x, y = (0.46 + rng.uniform(-0.04, 0.04)) * width, 0.70 * height
    alpha = 190 if scene.time in ("night", "aurora") else 225
    for i, color in enumerate(RAINBOW):
        radius_px = outer_px - i * width_px
        box = (x - radius_px, y - radius_px, x + radius_px, y + radius_px)
        draw.arc(box, 180, 360, fill=(*color, alpha), width=width_px + 2)
    return arc


def _clouds(scene: Scene, rng: random.Random) -> Image.Image:
    layer = canvas(scene)
    _, middle, _ = SKIES[scene.time]
    color = mixed((255, 255, 255), middle, 0.55 if scene.time in ("night", "aurora") else 0.12)
    spots = [(0.19, 0.17, 0.115), (0.51, 0.10, 0.085), (0.93, 0.37, 0.090)]
    if scene.aspect > 1.3:
        spots.append((0.36, 0.31, 0.075))
    for x, y, size in spots:
        x, y = x + rng.uniform(-0.07, 0.07), y + rng.uniform(-0.03, 0.03)
        puff = spot(layer, x, y, size * rng.uniform(0.85, 1.15))
        side = rng.choice((-1.0, 1.0))
        puff.box((-1.5, -0.5), (1.5, 0.15), color, radius=0.32)
        for dx, dy, radius in ((-0.72, 0.10, 0.55), (0.12, 0.38, 0.74), (0.86, 0.08, 0.50)):
            puff.ellipse(side * dx, dy, radius, None, color)
    return layer


def _birds(scene: Scene, rng: random.Random) -> Image.Image:
    layer = canvas(scene)
    color: Rgb = (196, 202, 236) if scene.time in ("night", "aurora") else (62, 56, 82)
    spots = ((0.16, 0.20, 0.075), (0.35, 0.11, 0.060), (0.57, 0.19, 0.068), (0.46, 0.29, 0.062))
    for x, y, size in spots[: min(4, repeats(scene, 3))]:
        bird = spot(layer, x + rng.uniform(-0.05, 0.05), y + rng.uniform(-0.03, 0.03), size)
        for side in (-1.0, 1.0):
            wing = curve((0.0, 0.0), (side * 0.40, 0.75), (side * 1.0, 0.25))
            under = curve((side * 1.0, 0.25), (side * 0.40, 0.40), (0.0, -0.24))
            bird.polygon(wing + under, color)
    return layer
