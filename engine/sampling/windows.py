"""A picture larger than the model draws at once: overlapping windows of one latent.

Each window is a trajectory like any other, so its rows share forward passes with everybody's. When
all have made a step, what they made of it is blended by smooth weights and each goes on from its
part of that. The update of a step is linear in what the network says, so this is the same as
blending the network's answers. Source: Bar-Tal et al., "MultiDiffusion" (2023), equation 5.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import torch

from engine.api.model_card import ModelCard
from engine.api.request import ImageRequest
from engine.sampling.inpainting import Mask
from engine.sampling.noise_schedule import Plan
from engine.sampling.trajectory import Conditions, Trajectory, draw_noise

OVERLAP = 0.25  # of a window's side, at least


@dataclass(frozen=True, slots=True)
class Corner:
    """Where a window begins on the canvas, in cells."""

    y: int
    x: int


@dataclass(slots=True, eq=False)
class WindowCanvas:
    """latents: (C, H, W), as all windows left it after their last common step.

    is_tile: windows go on at the opposite edge. generator: of the noise, drawn for the whole.
    """

    latents: torch.Tensor
    size: tuple[int, int]  # of a window, in cells
    generator: torch.Generator
    is_tile: bool = False
    mask: Mask | None = None  # as a Trajectory has it
    windows: list["Window"] = field(default_factory=list)
    step: int = 0
    _noise: torch.Tensor | None = None

    def places(self) -> list[Corner]:
        """Where windows lie: the fewest that overlap enough, at even distances."""
        rows, columns = (
            _starts(whole, part, self.is_tile)
            for whole, part in zip(self.latents.shape[-2:], self.size, strict=True)
        )
        return [Corner(y, x) for y in rows for x in columns]

    def cut(self, whole: torch.Tensor, place: Corner) -> torch.Tensor:
        """The part of (…, H, W) that a window there sees."""
        height, width = self.size
        moved = whole.roll((-place.y, -place.x), (-2, -1)) if self.is_tile else whole
        y, x = (0, 0) if self.is_tile else (place.y, place.x)
        return moved[..., y : y + height, x : x + width].clone()

    def noise(self, place: Corner) -> torch.Tensor:
        """This step's, drawn once for all windows."""
        if self._noise is None:
            self._noise = draw_noise(self.latents.shape, self.generator)
        return self.cut(self._noise, place)

    @property
    def clean(self) -> torch.Tensor:
        """The estimate of the finished latent, made by the last step of all."""
        return self._blended([window.previous for window in self.windows])

    def meet(self) -> None:
        """Once all windows have made the step: each goes on from what they made together."""
        if any(window.step == self.step for window in self.windows):
            return
        self.latents = self._blended([window.latents for window in self.windows])
        clean = self.clean
        for window in self.windows:
            window.latents = self.cut(self.latents, window.place)
            window.previous = self.cut(clean, window.place)
        self.step += 1
        self._noise = None

    def _blended(self, parts: Sequence[torch.Tensor]) -> torch.Tensor:
        weight = _weight(self.size).to(self.latents)
        total, weights = torch.zeros_like(self.latents), torch.zeros_like(self.latents[:1])
        for part, window in zip(parts, self.windows, strict=True):
            self._add(total, weight * part, window.place)
            self._add(weights, weight[None], window.place)
        return total / weights

    def _add(self, whole: torch.Tensor, part: torch.Tensor, place: Corner) -> None:
        rows, columns = (
            torch.arange(start, start + length, device=whole.device) % side
            for start, length, side in zip(
                (place.y, place.x), self.size, whole.shape[-2:], strict=True
            )
        )
        whole[:, rows[:, None], columns[None]] += part


class Window(Trajectory):
    """A part of a canvas; it waits after each step until the others have made it too."""

    __slots__ = ("canvas", "place")

    def __init__(
        self,
        seed: int,
        plan: Plan,
        conditions: tuple[Conditions, ...],
        canvas: WindowCanvas,
        place: Corner,
    ) -> None:
        latents = canvas.cut(canvas.latents, place)
        super().__init__(seed, plan, conditions, canvas.generator, latents)
        self.canvas = canvas
        self.place = place
        canvas.windows.append(self)

    @property
    def is_runnable(self) -> bool:
        return not self.is_finished and self.step == self.canvas.step

    @property
    def image(self) -> WindowCanvas:
        return self.canvas

    def noise(self) -> torch.Tensor | None:
        return self.canvas.noise(self.place) if self.plan.draws[self.step] else None

    def advance(self, latents: torch.Tensor, clean: torch.Tensor) -> None:
        super().advance(latents, clean)
        self.canvas.meet()


def window_px(request: ImageRequest, card: ModelCard) -> tuple[int, int]:
    """Height and width of the windows: the picture's own shape, of about the model's own area.

    So a picture of the model's own size that is upscaled is drawn in windows of that very size,
    which share passes with everybody who draws that shape.
    """
    height, width = request.height_px, request.width_px
    while height * width > 2 * card.native_px**2:
        height, width = height // 2, width // 2
    multiple = card.size_multiple_px
    return (
        max(multiple, height // multiple * multiple),
        max(multiple, width // multiple * multiple),
    )


def _starts(whole: int, part: int, is_tile: bool) -> list[int]:
    """Where windows of `part` cells begin, so that they cover `whole` and overlap."""
    stride = max(1, math.floor(part * (1 - OVERLAP)))
    if whole <= part:
        return [0]
    if is_tile:
        count = math.ceil(whole / stride)
        return [k * whole // count for k in range(count)]
    count = math.ceil((whole - part) / stride)
    return [round(k * (whole - part) / count) for k in range(count + 1)]


def _weight(size: tuple[int, int]) -> torch.Tensor:
    """(h, w): most in the middle, nearly nothing at the edges, without a kink between."""
    rows, columns = (
        torch.sin((torch.arange(side) + 0.5) * math.pi / side).square() for side in size
    )
    return rows[:, None] * columns[None]
