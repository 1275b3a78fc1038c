"""Shapes in the coordinates of the thing drawn: its foot is (0, 0), its height is 1, y goes up."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from engine.studio.drawing.palette import Light, Rgb

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Brush:
    """Draws on `image` (RGBA) around a foot point; x, y and scale are in canvas pixels.

    A mirrored brush swaps left and right around that point.
    """

    image: Image.Image
    x_px: float
    y_px: float
    scale_px: float
    light: Light
    is_mirrored: bool = False

    def at(self, x: float, y: float, scale: float = 1.0) -> "Brush":
        """A brush whose origin is a point of this one."""
        px, py = self._place((x, y))
        return Brush(self.image, px, py, self.scale_px * scale, self.light, self.is_mirrored)

    def polygon(self, points: Sequence[Point], color: Rgb, glows: bool = False) -> None:
        """A filled polygon."""
        self._draw().polygon([self._place(p) for p in points], fill=self._fill(color, glows))

    def ellipse(
        self, x: float, y: float, rx: float, ry: float | None, color: Rgb, glows: bool = False
    ) -> None:
        """A filled ellipse, or a circle where `ry` is None."""
        ry = rx if ry is None else ry
        corners = self._corners((x - rx, y - ry), (x + rx, y + ry))
        self._draw().ellipse(corners, fill=self._fill(color, glows))

    def blob(self, x: float, y: float, rx: float, ry: float, turn: float, color: Rgb) -> None:
        """A filled ellipse turned counterclockwise by `turn` radians."""
        cos, sin = math.cos(turn), math.sin(turn)
        around = [(rx * u, ry * v) for u, v in ring(0.0, 0.0, 1.0, 32)]
        self.polygon([(x + u * cos - v * sin, y + u * sin + v * cos) for u, v in around], color)

    def box(
        self,
        low: Point,
        high: Point,
        color: Rgb,
        radius: float = 0.0,
        glows: bool = False,
    ) -> None:
        """A filled rectangle between two corners, its own corners rounded by `radius`."""
        self._draw().rounded_rectangle(
            self._corners(low, high),
            radius=radius * self.scale_px,
            fill=self._fill(color, glows),
        )

    def arch(
        self, x: float, y: float, half: float, height: float, color: Rgb, glows: bool = False
    ) -> None:
        """A door or a tall window: straight below, half round above."""
        self.ellipse(x, y + height - half, half, half, color, glows)
        self.box((x - half, y), (x + half, y + height - half), color, glows=glows)

    def window(self, x: float, y: float, half: float, color: Rgb, frame: Rgb) -> None:
        """A round window that shines by itself inside a lit frame."""
        self.ellipse(x, y, half * 1.3, None, frame)
        self.ellipse(x, y, half, None, color, glows=True)

    def dome(
        self, x: float, y: float, rx: float, ry: float, color: Rgb, glows: bool = False
    ) -> None:
        """The upper half of an ellipse."""
        corners = self._corners((x - rx, y - ry), (x + rx, y + ry))
        self._draw().pieslice(corners, 180, 360, fill=self._fill(color, glows))

    def line(self, points: Sequence[Point], width: float, color: Rgb) -> None:
        """A stroke with round ends."""
        for x, y in (points[0], points[-1]):
            self.ellipse(x, y, width / 2, None, color)
        self._draw().line(
            [self._place(p) for p in points],
            fill=self._fill(color, False),
            width=max(2, round(width * self.scale_px)),
            joint="curve",
        )

    def _draw(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.image)

    def _place(self, point: Point) -> Point:
        x = -point[0] if self.is_mirrored else point[0]
        return self.x_px + x * self.scale_px, self.y_px - point[1] * self.scale_px

    def _corners(self, low: Point, high: Point) -> tuple[float, float, float, float]:
        """Left, top, right, bottom in canvas pixels."""
        (x0, bottom), (x1, top) = self._place(low), self._place(high)
        return min(x0, x1), top, max(x0, x1), bottom

    def _fill(self, color: Rgb, glows: bool) -> tuple[int, int, int, int]:
        return (*(color if glows else self.light.on(color)), 255)


def curve(start: Point, control: Point, end: Point, segments: int = 10) -> list[Point]:
    """Points of a quadratic Bezier curve, both ends included."""
    points = []
    for i in range(segments + 1):
        t = i / segments
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        points.append(
            (a * start[0] + b * control[0] + c * end[0], a * start[1] + b * control[1] + c * end[1])
        )
    return points


def ring(x: float, y: float, radius: float, count: int, turn: float = 0.0) -> list[Point]:
    """`count` points spread evenly on a circle; `turn` is in radians."""
    angles = (turn + i * math.tau / count for i in range(count))
    return [(x + radius * math.cos(a), y + radius * math.sin(a)) for a in angles]
