"""A request beyond the model card is refused with a sentence that names the value."""

from dataclasses import replace

import pytest

from engine import ImageRequest, PromptPart, RequestError, SourceImage, check_request
from engine.canned import CANNED_CARD

GOOD = ImageRequest(
    request_id="one",
    parts=(PromptPart("a fox"),),
    negative="",
    seeds=(1,),
    width_px=256,
    height_px=256,
    steps=12,
    guidance=4.0,
    sampler="euler",
)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (replace(GOOD, parts=()), "1 to 8 parts"),
        (replace(GOOD, parts=(PromptPart("a", 1), PromptPart("b", -1))), "more than 0"),
        (replace(GOOD, parts=(PromptPart("a", 1), PromptPart("b", -0.9))), "too strong"),
        (replace(GOOD, parts=(PromptPart("a", float("nan")),)), "more than 0"),
        (replace(GOOD, seeds=()), "1 to 24 images"),
        (replace(GOOD, seeds=(-1,)), "seed -1"),
        (replace(GOOD, seeds=(2**32,)), "seed 4294967296"),
        (replace(GOOD, width_px=250), "multiples of 32"),
        (replace(GOOD, width_px=0), "multiples of 32"),
        (replace(GOOD, width_px=1024, height_px=128), "4 to 1"),
        (replace(GOOD, width_px=1024, height_px=1024), "larger than canned makes"),
        (replace(GOOD, steps=0), "0 steps"),
        (replace(GOOD, guidance=21.0), "guidance 21"),
        (replace(GOOD, guidance=float("nan")), "guidance nan"),
        (replace(GOOD, sampler="magic"), "no sampler magic"),
        (replace(GOOD, model="other"), "not other"),
        (replace(GOOD, source=SourceImage(b"", 0.0)), "strength 0"),
        (replace(GOOD, source=SourceImage(b"", 1.1)), "strength 1.1"),
        (replace(GOOD, references=(b"png",) * 5), "at most 4 pictures by instruction, not 5"),
        (replace(GOOD, stop=0.0), "stop 0 "),
        (replace(GOOD, stop=1.5), "stop 1.5"),
        (replace(GOOD, stop=float("nan")), "stop nan"),
        (replace(GOOD, guidance_interval=(0.5, 0.5)), "interval 0.5 to 0.5"),
        (replace(GOOD, guidance_interval=(-0.1, 0.5)), "interval -0.1 to 0.5"),
        (replace(GOOD, guidance_interval=(0.0, 1.1)), "interval 0 to 1.1"),
    ],
)
def test_a_wrong_value_is_named(changed: ImageRequest, sentence: str) -> None:
    with pytest.raises(RequestError, match=sentence):
        check_request(changed, CANNED_CARD)


def test_what_the_card_allows_passes() -> None:
    check_request(GOOD, CANNED_CARD)
    check_request(replace(GOOD, source=SourceImage(b"png", 1.0), seeds=(0, 2**32 - 1)), CANNED_CARD)
    check_request(replace(GOOD, references=(b"png",) * 4), CANNED_CARD)
    masked = SourceImage(b"png", 1.0, mask_png=b"png")
    check_request(
        replace(GOOD, source=masked, tile=True, stop=0.1, guidance_interval=(0.2, 0.8)), CANNED_CARD
    )


@pytest.mark.parametrize(
    "beyond",
    [
        replace(GOOD, negative="rain"),
        replace(GOOD, parts=(PromptPart("a"), PromptPart("b"))),
        replace(GOOD, source=SourceImage(b"", 0.5)),
        replace(GOOD, source=SourceImage(b"", 0.5, mask_png=b"")),
        replace(GOOD, tile=True),
        replace(GOOD, references=(b"png",)),
    ],
)
def test_what_the_model_cannot_do_is_refused(beyond: ImageRequest) -> None:
    abilities = ("can_negative", "can_weights", "can_img2img", "can_inpaint", "can_tile")
    plain = replace(CANNED_CARD, max_references=0, **dict.fromkeys(abilities, False))
    with pytest.raises(RequestError, match="canned cannot"):
        check_request(beyond, plain)
