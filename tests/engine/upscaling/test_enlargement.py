"""Tiles: they fit each other, and the picture stays what it is."""

import torch

from engine.upscaling.enlargement import Enlargement
from engine.upscaling.networks import CompactNetwork
from engine.upscaling.upscaler_file import load_upscaler


def picture(height: int, width: int) -> torch.Tensor:
    rows, columns = torch.meshgrid(torch.arange(height), torch.arange(width), indexing="ij")
    checks = (rows // 8 + columns // 8) % 2 * 255
    return torch.stack([(rows * 3 + columns) % 256, columns * 5 % 256, checks], 2).to(torch.uint8)


def made(rgb: torch.Tensor, tile_px: int, wraps: bool = False) -> torch.Tensor:
    torch.manual_seed(1)
    network = CompactNetwork(6, 4, 2).eval()
    enlargement = Enlargement(network, rgb, wraps, tile_px)
    with torch.inference_mode():
        while not enlargement.is_finished:
            enlargement.make_tile()
    return enlargement.picture


def test_tiles_are_as_if_it_were_made_at_once() -> None:
    rgb = picture(150, 90)
    whole = made(rgb, 256)
    assert whole.shape == (300, 180, 3)
    assert (made(rgb, 64).int() - whole.int()).abs().max() <= 1  # rounding


def test_a_picture_that_goes_on_at_its_edges_still_does() -> None:
    """Moved around its edges and made larger, or made larger and moved: the same."""
    rgb = picture(64, 64)
    moved = made(rgb.roll((20, 30), (0, 1)), 256, wraps=True)
    assert torch.equal(moved, made(rgb, 256, wraps=True).roll((40, 60), (0, 1)))


def test_a_larger_network_is_reduced_to_twice() -> None:
    enlargement = Enlargement(CompactNetwork(6, 1, 4).eval(), picture(32, 48))
    with torch.inference_mode():
        enlargement.make_tile()
    assert enlargement.picture.shape == (64, 96, 3)


def test_made_smaller_again_it_is_what_it_was() -> None:
    """The shipped network changes nothing of the content. Row 46."""
    rows, columns = torch.meshgrid(torch.arange(96), torch.arange(96), indexing="ij")
    disc = ((rows - 40) ** 2 + (columns - 50) ** 2 < 700)[..., None]
    rgb = torch.where(disc, torch.tensor([230, 60, 40]), torch.tensor([40, 90, 200]))
    rgb = rgb.to(torch.uint8)
    enlargement = Enlargement(load_upscaler(None, torch.device("cpu")), rgb)
    with torch.inference_mode():
        enlargement.make_tile()
    smaller = torch.nn.functional.avg_pool2d(enlargement.picture.permute(2, 0, 1).float(), 2)
    error = (smaller - rgb.permute(2, 0, 1)).square().mean()
    assert 10 * torch.log10(255**2 / error) > 35
