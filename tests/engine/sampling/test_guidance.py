"""Which rows an image needs, and how their outputs become one."""

import torch

from engine import PromptPart
from engine.sampling.guidance import RowText, combine, rows_for
from tests.engine.drive import request


def test_without_guidance_there_is_no_negative_line() -> None:
    rows = rows_for(request(guidance=1.0, negative="fog"))
    assert rows.texts == (RowText("a red fox"),)
    assert rows.weights == ()


def test_the_negative_line_comes_first() -> None:
    rows = rows_for(request(guidance=4.0, negative="fog"))
    assert rows.texts == (RowText("fog", is_negative=True), RowText("a red fox"))
    assert rows.weights == (4.0,)


def test_weights_are_shares_of_their_sum() -> None:
    parts = (PromptPart("a", 3.0), PromptPart("b", -1.0))
    assert rows_for(request(guidance=4.0, parts=parts)).weights == (6.0, -2.0)
    assert rows_for(request(guidance=0.0, parts=parts)).weights == (-0.5,)


def test_mixed_images_combine_as_if_alone() -> None:
    outputs = torch.randn((6, 2, 3, 3), generator=torch.Generator().manual_seed(0))
    got = combine(outputs, [(), (7.5,), (2.0, -1.0)])
    u, c = outputs[1], outputs[2]
    assert torch.equal(got[0], outputs[0])
    assert torch.equal(got[1], u + 7.5 * (c - u))
    base = outputs[3]
    wanted = base + 2.0 * (outputs[4] - base) - 1.0 * (outputs[5] - base)
    assert torch.allclose(got[2], wanted, atol=1e-6)


def test_a_nan_line_touches_only_its_own_image() -> None:
    outputs = torch.zeros((4, 1, 2, 2))
    outputs[3] = torch.nan
    got = combine(outputs, [(), (2.0,), ()])
    assert torch.isfinite(got[:2]).all()
    assert torch.isnan(got[2]).all()
