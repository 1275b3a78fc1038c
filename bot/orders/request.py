"""What the engine is asked for one job, from what its order came to when it was placed.

Pure, apart from drawing a seed.
"""

import secrets
from dataclasses import replace
from typing import Final

from bot.orders.record import Record
from bot.prompt import ImagineOrder, Speed
from bot.prompt.sizes import Size
from engine import UPSCALED_SIDE_PX, ImageRequest, SourceImage

SEEDS: Final = 2**32


def settled(order: ImagineOrder, speed: Speed) -> ImagineOrder:
    """With a lane, and with a seed drawn where none was given."""
    order = replace(order, speed=speed)
    return order if order.seed is not None else order.with_seed(draw_seed())


def draw_seed() -> int:
    return secrets.randbelow(SEEDS)


def build_request(
    record: Record,
    request_id: str,
    source: SourceImage | None = None,
    *,
    references: tuple[bytes, ...] = (),
    count: int | None = None,
    size: Size | None = None,
    previews_each_step: bool = False,
) -> ImageRequest:
    """Images with consecutive seeds, from what the order came to when it was placed.

    count, size: other than the order's own.
    """
    order, effects = record.order, record.effects
    if order.seed is None:
        raise ValueError("an order is settled before it is made")
    return ImageRequest(
        request_id=request_id,
        parts=effects.parts,
        negative=order.negative,
        seeds=tuple((order.seed + k) % SEEDS for k in range(count or order.count)),
        width_px=order.width_px if size is None else size.width_px,
        height_px=order.height_px if size is None else size.height_px,
        steps=effects.steps,
        guidance=effects.guidance,
        sampler=order.sampler,
        source=source,
        model=order.model or "default",
        guidance_interval=effects.guidance_interval,
        tile=effects.is_tile,
        stop=effects.stop,
        chaos=effects.chaos,
        previews_each_step=previews_each_step,
        negative_others=order.negative_others,
        negative_at_step=order.negative_at_step,
        references=references,
    )


def upscaled_size(width_px: int, height_px: int) -> Size:
    """Twice the sides."""
    return Size(2 * width_px, 2 * height_px)


def too_large(size: Size) -> int | None:
    """The longest side of an upscaled picture, where this one's is longer; else None."""
    longest = max(size.width_px, size.height_px)
    return UPSCALED_SIDE_PX if longest > UPSCALED_SIDE_PX else None
