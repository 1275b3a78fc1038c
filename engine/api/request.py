"""What the engine is asked for, and the check of a request against what a model can do."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from engine.api.errors import RequestError
from engine.api.model_card import ModelCard

MAX_IMAGES = 24
MAX_PARTS = 8
BREAK = "\f"  # in a text: what follows is encoded as a part of its own
MAX_TEXTS = 20  # that one image may read on its way, of all parts and the negative prompt
SEED_LIMIT = 2**32
UPSCALED_SIDE_PX = 4096  # of the longer side of an upscaled picture
MAX_EMPHASIS = 10.0  # of single words, either way
WEIGHT_SUM_LIMIT = 3.0  # sum of |weight| after dividing by their sum; more burns the picture


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Characters start to end of a text count more (above 1) or less (below 1) than the others."""

    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class PromptText:
    text: str
    emphasis: tuple[Emphasis, ...] = ()


@dataclass(frozen=True, slots=True)
class PromptPart:
    """`at_step`: of each step of the request, which text it reads: 0 is `text`, 1 the first of
    `others`. Empty: all of them read `text`.
    """

    text: str
    weight: float = 1.0  # relative to the other parts; may be negative
    emphasis: tuple[Emphasis, ...] = ()
    others: tuple[PromptText, ...] = ()
    at_step: tuple[int, ...] = ()

    @property
    def texts(self) -> tuple[PromptText, ...]:
        return (PromptText(self.text, self.emphasis), *self.others)

    def read_at(self, step: int) -> PromptText:
        """step: from 0 on; behind the last one, as the last one."""
        return self.texts[at(self.at_step, step)]

    def with_texts(self, change: Callable[[str], str]) -> Self:
        """Each text changed; emphasis keeps its places."""
        others = tuple(replace(other, text=change(other.text)) for other in self.others)
        return replace(self, text=change(self.text), others=others)


@dataclass(frozen=True, slots=True)
class SourceImage:
    """A picture to start from (PNG, JPEG or WebP bytes); strength 1 keeps nothing of it.

    mask_png: of the same shape, white where the picture is repainted; all else keeps its bytes.
    is_upscaled: the upscaler makes it twice as large, which is the size of the request; then
    strength 0 draws nothing anew, and more is drawn in windows of a size that the model knows.
    """

    png: bytes
    strength: float
    mask_png: bytes | None = None
    is_upscaled: bool = False


@dataclass(frozen=True, slots=True)
class ImageRequest:
    """A seed promises a picture, to rounding.

    The same request with the same seeds on the same machine gives the same bytes. In other company
    (among other seeds, beside other requests), or on another processor or GPU, a seed gives the
    same picture to rounding: in half precision 35 dB or better with the model's own sampler.
    """

    request_id: str
    parts: tuple[PromptPart, ...]
    negative: str  # "" for none
    seeds: tuple[int, ...]  # one image for each
    width_px: int
    height_px: int
    steps: int
    guidance: float  # 1 or less: no guidance, the negative prompt has no effect
    sampler: str
    source: SourceImage | None = None
    model: str = "default"
    guidance_interval: tuple[float, float] = (0.0, 1.0)  # shares of the steps that are guided
    tile: bool = False  # the picture goes on at its opposite edge, without a seam
    stop: float = 1.0  # after this share of the steps the clean estimate is the picture
    chaos: float = 0.0  # 0 to 1: how far the images of a request are driven apart
    negative_others: tuple[str, ...] = ()  # as those of a part
    negative_at_step: tuple[int, ...] = ()
    previews_each_step: bool = False  # and not only now and then
    references: tuple[bytes, ...] = ()  # pictures (as `SourceImage.png`) that the words change

    @property
    def is_upscale(self) -> bool:
        return self.source is not None and self.source.is_upscaled

    @property
    def is_changing(self) -> bool:
        """Not all steps read the same words."""
        return bool(self.negative_at_step) or any(part.at_step for part in self.parts)

    def negative_at(self, step: int) -> str:
        """step: from 0 on; behind the last one, as the last one."""
        return (self.negative, *self.negative_others)[at(self.negative_at_step, step)]


def at(at_step: Sequence[int], step: int) -> int:
    return at_step[min(step, len(at_step) - 1)] if at_step else 0


def check_request(request: ImageRequest, card: ModelCard) -> None:
    """Raise RequestError with one sentence that names the value and the allowed range."""
    _check_prompt(request, card)
    _check_seeds(request)
    if request.is_upscale:
        check_upscaled_size(request)
    if not only_upscales(request):
        _check_size(request, card)
    _check_numbers(request, card)
    _check_shares(request)
    if request.source is not None and not card.can_img2img and not only_upscales(request):
        raise RequestError(f"{card.name} cannot start from a picture.")
    if request.source is not None and request.source.mask_png is not None and not card.can_inpaint:
        raise RequestError(f"{card.name} cannot repaint a part of a picture.")
    if len(request.references) > card.max_references:
        raise RequestError(_too_many_references(request, card))
    if request.tile and not card.can_tile:
        raise RequestError(f"{card.name} cannot make a picture that tiles without a seam.")


def only_upscales(request: ImageRequest) -> bool:
    """No model draws anything in it."""
    return request.source is not None and request.is_upscale and request.source.strength == 0


def check_upscaled_size(request: ImageRequest) -> None:
    """Raise RequestError where the picture would be too large, or more than one."""
    width, height = request.width_px, request.height_px
    if max(width, height) > UPSCALED_SIDE_PX:
        raise RequestError(
            f"An upscaled picture has at most {UPSCALED_SIDE_PX} pixels a side, "
            f"and this would be {width}x{height}."
        )
    if len(request.seeds) != 1:
        raise RequestError(f"A picture is upscaled to one, not to {len(request.seeds)}.")


def _too_many_references(request: ImageRequest, card: ModelCard) -> str:
    if card.max_references == 0:
        return f"{card.name} cannot change a picture by instruction."
    pictures = "1 picture" if card.max_references == 1 else f"{card.max_references} pictures"
    return f"{card.name} changes at most {pictures} by instruction, not {len(request.references)}."


def _check_prompt(request: ImageRequest, card: ModelCard) -> None:
    weights = [part.weight for part in request.parts]
    if not 1 <= len(weights) <= MAX_PARTS:
        raise RequestError(f"A prompt has 1 to {MAX_PARTS} parts, this one has {len(weights)}.")
    if not all(map(math.isfinite, weights)) or sum(weights) <= 0:
        raise RequestError(f"The weights of a prompt must add up to more than 0, not {weights}.")
    if sum(map(abs, weights)) > WEIGHT_SUM_LIMIT * sum(weights):
        raise RequestError("The negative weights are too strong for the positive ones.")
    if len(weights) > 1 and not card.can_weights:
        raise RequestError(f"{card.name} cannot weigh several prompts.")
    for part in request.parts:
        for text in part.texts:
            _check_emphasis(text, card)
            if BREAK in text.text and not card.can_break:
                raise RequestError(f"{card.name} reads its text whole, without a break.")
    _check_changes(request, card)
    if any((request.negative, *request.negative_others)) and not card.can_negative:
        raise RequestError(f"{card.name} cannot take a negative prompt.")
    if request.model not in ("default", card.name):
        raise RequestError(f"The model is {card.name}, not {request.model}.")


def _check_changes(request: ImageRequest, card: ModelCard) -> None:
    """Of texts that change on the way."""
    changing = [(part.at_step, len(part.texts)) for part in request.parts]
    changing.append((request.negative_at_step, 1 + len(request.negative_others)))
    if all(count == 1 and not any(at_step) for at_step, count in changing):
        return
    if not card.can_schedule:
        raise RequestError(f"{card.name} reads one text from the first step to the last.")
    if (total := sum(count for _, count in changing)) > MAX_TEXTS:
        raise RequestError(f"An image reads at most {MAX_TEXTS} texts on its way, not {total}.")
    for at_step, count in changing:
        if len(at_step) not in (0, request.steps) or not all(0 <= k < count for k in at_step):
            raise RequestError(f"Each of the {request.steps} steps must read one of the texts.")


def _check_emphasis(part: PromptText, card: ModelCard) -> None:
    if part.emphasis and not card.can_emphasis:
        raise RequestError(f"{card.name} cannot give single words a weight.")
    for one in part.emphasis:
        if not abs(one.weight) <= MAX_EMPHASIS:
            words = part.text[one.start : one.end]
            raise RequestError(
                f"The weight {one.weight:g} of {words!r} is not between {-MAX_EMPHASIS:g} "
                f"and {MAX_EMPHASIS:g}."
            )
        if not 0 <= one.start < one.end <= len(part.text):
            raise RequestError(f"The text has no characters {one.start} to {one.end} to weigh.")


def _check_seeds(request: ImageRequest) -> None:
    if not 1 <= len(request.seeds) <= MAX_IMAGES:
        raise RequestError(
            f"A request makes 1 to {MAX_IMAGES} images, this one {len(request.seeds)}."
        )
    for seed in request.seeds:
        if not 0 <= seed < SEED_LIMIT:
            raise RequestError(f"The seed {seed} is not between 0 and {SEED_LIMIT - 1}.")


def _check_size(request: ImageRequest, card: ModelCard) -> None:
    width, height, multiple = request.width_px, request.height_px, card.size_multiple_px
    size = f"{width}x{height}"
    if width < multiple or height < multiple or width % multiple or height % multiple:
        raise RequestError(f"Both sides of {size} must be multiples of {multiple} pixels.")
    if request.is_upscale:  # drawn in windows
        return
    if max(width, height) > card.max_aspect * min(width, height):
        raise RequestError(f"{size} is longer than {card.max_aspect:g} to 1.")
    if width * height > card.max_pixels:
        side = math.isqrt(card.max_pixels)
        raise RequestError(f"{size} is larger than {card.name} makes ({side}x{side}).")


def _check_numbers(request: ImageRequest, card: ModelCard) -> None:
    if not card.min_steps <= request.steps <= card.max_steps:
        raise RequestError(
            f"{request.steps} steps are not between {card.min_steps} and {card.max_steps}."
        )
    if not 0 <= request.guidance <= card.max_guidance:
        raise RequestError(
            f"The guidance {request.guidance:g} is not between 0 and {card.max_guidance:g}."
        )
    if request.sampler not in card.samplers:
        raise RequestError(
            f"{card.name} has no sampler {request.sampler}: it has {', '.join(card.samplers)}."
        )


def _check_shares(request: ImageRequest) -> None:
    source = None if only_upscales(request) else request.source
    if source is not None and not 0 < source.strength <= 1:
        raise RequestError(f"The strength {source.strength:g} is not above 0 and at most 1.")
    if not 0 < request.stop <= 1:
        raise RequestError(f"The stop {request.stop:g} is not above 0 and at most 1.")
    if not 0 <= request.chaos <= 1:
        raise RequestError(f"The chaos {request.chaos:g} is not between 0 and 1.")
    begin, end = request.guidance_interval
    if not 0 <= begin < end <= 1:
        raise RequestError(
            f"The guidance interval {begin:g} to {end:g} is not within 0 to 1, the smaller first."
        )
