"""What is drawn meets the source at the border of the mask, and the source stays as it is."""

import pytest
import torch

from engine.sampling.inpainting import Mask, met

SIDE = 96


def masks() -> dict[str, torch.Tensor]:
    """White on the right, all around, and a hole in the middle."""
    right, around, hole = (torch.zeros((SIDE, SIDE), dtype=torch.bool) for _ in range(3))
    right[:, 48:] = True
    around[:] = True
    around[24:72, 24:72] = False
    hole[30:70, 20:61] = True
    return {"right": right, "around": around, "hole": hole}


def source() -> torch.Tensor:
    """A slow gradient with some texture, far from black and white."""
    ramp = torch.linspace(90, 150, SIDE)
    texture = torch.randint(-6, 7, (SIDE, SIDE, 3), generator=torch.Generator().manual_seed(1))
    return ((ramp[:, None, None] + ramp[None, :, None]) / 2 + texture).round().to(torch.uint8)


def offsets() -> dict[str, torch.Tensor]:
    ramp = torch.linspace(-30, 30, SIDE)
    return {
        "none": torch.zeros((SIDE, SIDE, 1)),
        "constant": torch.full((SIDE, SIDE, 1), 25.0),
        "slow": ramp[:, None, None].expand(SIDE, SIDE, 1),
    }


def border(repainted: torch.Tensor) -> torch.Tensor:
    """The repainted pixels beside a kept one."""
    kept = ~repainted
    near = torch.zeros_like(kept)
    for shift, axis in ((1, 0), (-1, 0), (1, 1), (-1, 1)):
        rolled = kept.roll(shift, axis)
        edge = 0 if shift == 1 else SIDE - 1
        rolled.select(axis, edge)[:] = False
        near |= rolled
    return near & repainted


@pytest.mark.parametrize("mask", ["right", "around", "hole"])
@pytest.mark.parametrize("offset", ["none", "constant", "slow"])
def test_an_offset_vanishes_at_the_border(mask: str, offset: str) -> None:
    repainted, wanted = masks()[mask], source()
    drawn = (wanted.float() + offsets()[offset]).round().clamp(0, 255)
    moved = met(drawn, wanted, repainted)
    near = border(repainted)
    left = (moved - wanted.float()).abs()[near]
    assert left.mean() < 0.5 and left.max() < 3


def test_nothing_that_was_met_already_is_moved() -> None:
    wanted = source()
    assert torch.equal(met(wanted.float(), wanted, masks()["hole"]), wanted.float())


def test_far_inside_the_drawn_picture_is_as_it_was_drawn() -> None:
    repainted = torch.zeros((SIDE, 3 * SIDE), dtype=torch.bool)
    repainted[:, 60:] = True
    wanted = torch.full((SIDE, 3 * SIDE, 3), 100, dtype=torch.uint8)
    moved = met(torch.full((SIDE, 3 * SIDE, 3), 140.0), wanted, repainted)
    row = moved[SIDE // 2, 60:, 0]
    assert abs(row[0] - 100) < 1 and (row[80:] == 140).all()
    assert (row.diff() >= -1e-3).all() and row.diff().max() < 4  # no step on the way


@pytest.mark.parametrize("mask", ["right", "around", "hole"])
def test_outside_the_mask_no_byte_changes(mask: str) -> None:
    repainted, wanted = masks()[mask], source()
    drawn = torch.randint(0, 256, (SIDE, SIDE, 3), generator=torch.Generator().manual_seed(2))
    made = Mask(wanted, repainted).compose(drawn.to(torch.uint8))
    assert made.dtype == torch.uint8
    assert torch.equal(made[~repainted], wanted[~repainted])


def test_a_picture_that_is_all_new_is_as_it_was_drawn() -> None:
    drawn = source()
    everything = torch.ones((SIDE, SIDE), dtype=torch.bool)
    assert torch.equal(Mask(torch.zeros_like(drawn), everything).compose(drawn), drawn)
