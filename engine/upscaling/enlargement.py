"""A picture made twice as large by a network, one tile after the other.

Each tile sees a border of what lies around it, so that it fits its neighbours; between two of them
the caller may do something else, or stop.
"""

from dataclasses import dataclass, field

import torch
import torch.nn.functional as F

from engine.upscaling.networks import Network

SCALE = 2  # whatever the network's own: what is larger is reduced
TILE_PX = 256  # side of a tile of what comes in
BORDER_PX = 32  # around it
PREVIEW_PX = 512


@dataclass(frozen=True, slots=True)
class Tile:
    """Rows `top` to `bottom`, columns `left` to `right`."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(slots=True, eq=False)
class Enlargement:
    """rgb: (H, W, 3) uint8; picture: (2H, 2W, 3) uint8, both on the CPU.

    wraps: the picture goes on at its opposite edge. Until a tile is made, its pixels are repeated.
    """

    network: Network
    rgb: torch.Tensor
    wraps: bool = False
    tile_px: int = TILE_PX
    picture: torch.Tensor = field(init=False)
    tiles: list[Tile] = field(init=False)
    done: int = 0

    def __post_init__(self) -> None:
        height, width, _ = self.rgb.shape
        self.picture = self.rgb.repeat_interleave(SCALE, 0).repeat_interleave(SCALE, 1)
        self.tiles = [
            Tile(y, min(y + self.tile_px, height), x, min(x + self.tile_px, width))
            for y in range(0, height, self.tile_px)
            for x in range(0, width, self.tile_px)
        ]

    @property
    def is_finished(self) -> bool:
        return self.done == len(self.tiles)

    def preview(self) -> torch.Tensor:
        """The picture as far as it is, (h, w, 3), with as many pixels left out as people miss."""
        every = max(1, max(self.picture.shape[:2]) // PREVIEW_PX)
        return self.picture[::every, ::every]

    def make_tile(self) -> None:
        """The next one. Nothing has changed if it raises."""
        tile = self.tiles[self.done]
        seen, top, left = self._seen(tile)
        made = _enlarged(self.network, seen)
        rows, columns = SCALE * (tile.bottom - tile.top), SCALE * (tile.right - tile.left)
        y, x = SCALE * top, SCALE * left
        self.picture[
            SCALE * tile.top : SCALE * tile.bottom, SCALE * tile.left : SCALE * tile.right
        ] = made[y : y + rows, x : x + columns]
        self.done += 1

    def _seen(self, tile: Tile) -> tuple[torch.Tensor, int, int]:
        """The tile with its border, (h, w, 3), and how much border is above and left of it."""
        height, width, _ = self.rgb.shape
        if self.wraps:
            rows = torch.arange(tile.top - BORDER_PX, tile.bottom + BORDER_PX) % height
            columns = torch.arange(tile.left - BORDER_PX, tile.right + BORDER_PX) % width
            return self.rgb[rows][:, columns], BORDER_PX, BORDER_PX
        top, left = max(0, tile.top - BORDER_PX), max(0, tile.left - BORDER_PX)
        seen = self.rgb[top : tile.bottom + BORDER_PX, left : tile.right + BORDER_PX]
        return seen, tile.top - top, tile.left - left


def _enlarged(network: Network, rgb: torch.Tensor) -> torch.Tensor:
    """(h, w, 3) uint8 to (2h, 2w, 3) uint8."""
    first = next(network.parameters())
    height, width, _ = rgb.shape
    unit = (rgb.permute(2, 0, 1)[None].float() / 255).to(first.device, first.dtype)
    made: torch.Tensor = network(unit.contiguous(memory_format=torch.channels_last)).float()
    if made.shape[-2:] != (SCALE * height, SCALE * width):
        made = F.interpolate(made, (SCALE * height, SCALE * width), mode="area")
    if not torch.isfinite(made).all():
        raise FloatingPointError("the upscaler gave numbers that are not finite")
    pixels = (made.clamp(0, 1) * 255).round().to(torch.uint8)
    return pixels[0].permute(1, 2, 0).cpu()
