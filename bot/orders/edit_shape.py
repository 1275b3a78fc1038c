"""The shape of an edit: that of the first picture it changes, unless one is named. Pure."""

from dataclasses import replace

from bot.prompt import ImagineOrder
from bot.prompt.definition import size_at
from bot.prompt.sizes import Size
from engine import ModelCard


def shaped_like(order: ImagineOrder, picture: Size, card: ModelCard) -> ImagineOrder:
    """The order in the shape of this picture, as far as the model goes; as it is with `--ar`."""
    if order.sources.get("ar", "model") != "model":
        return order
    ratio = _drawable(picture, card)
    size = size_at(ratio, card, is_hd=order.is_hd)
    sources = {**order.sources, "ar": "picture"}
    return replace(
        order, width_px=size.width_px, height_px=size.height_px, ar=ratio, sources=sources
    )


def _drawable(picture: Size, card: ModelCard) -> str:
    """Its ratio, or the longest one that the model draws."""
    longer = max(picture.width_px, picture.height_px)
    shorter = min(picture.width_px, picture.height_px)
    if longer <= card.max_aspect * shorter:
        return picture.ratio
    most = int(card.max_aspect)
    return f"{most}:1" if picture.width_px == longer else f"1:{most}"
