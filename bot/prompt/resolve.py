"""From checked parameters to the order they make, and its echo."""

from collections.abc import Mapping

from bot.prompt.combinations import Content, guidance_of, quality_of, steps_of
from bot.prompt.counts import GRID, drafts_of
from bot.prompt.definition import picture_size
from bot.prompt.echo import echo_of, is_echoed
from bot.prompt.models import Chosen
from bot.prompt.order import ImagineOrder, Speed, Visibility
from bot.prompt.read import Given, Reading
from bot.prompt.references import links_of
from bot.prompt.table import DEFINITIONS, LANES, LOOKS, MODELS, VISIBILITIES

_NAMES = (
    "ar", "no", "seed", "quality", "steps", "cfg", "sampler", "iw", "chaos", "stylize", "weird",
    "stop", "tile", "draft", "best", "edit",
)  # fmt: skip
_GROUPED = {
    "speed": LANES,
    "visibility": VISIBILITIES,
    "model": MODELS,
    "raw": LOOKS,
    "hd": DEFINITIONS,
}


def order_of(text: str, content: Content, reading: Reading, chosen: Chosen) -> ImagineOrder:
    """The order; nothing may be wrong with the reading."""
    given, card = reading.given, chosen.card
    size = picture_size(given, card)
    return ImagineOrder(
        text=text,
        parts=content.parts,
        negative=content.negative.text,
        width_px=size.width_px,
        height_px=size.height_px,
        ar=size.ratio if "size" in given else str(_value(given, "ar", "1:1")),
        seed=int(given["seed"].value) if "seed" in given else None,
        steps=steps_of(reading, card),
        guidance=guidance_of(reading, card),
        sampler=str(_value(given, "sampler", card.sampler)),
        quality=quality_of(reading),
        speed=_speed(given),
        echo=echo_of(content.images, text, [one for one in given.values() if is_echoed(one)]),
        images=content.images,
        image_weight=float(_value(given, "iw", 1.0)),
        chaos=int(_value(given, "chaos", 0)),
        stylize=int(_value(given, "stylize", 100)),
        weird=int(_value(given, "weird", 0)),
        stop=int(_value(given, "stop", 100)),
        is_tile="tile" in given,
        is_raw=any(name in given for name in LOOKS),
        is_draft="draft" in given,
        count=_count(given),
        model=chosen.name,
        visibility=_visibility(given),
        notices=tuple(dict.fromkeys(reading.notices)),
        sources=_sources(given),
        is_hd="hd" in given,
        adds_up=content.adds_up,
        negative_typed=content.negative.typed,
        negative_others=content.negative.others,
        negative_at_step=content.negative.at_step,
        edit=links_of(given["edit"].value) if "edit" in given else (),
    )


def _value(given: Mapping[str, Given], name: str, default: str | float) -> str | float:
    return given[name].value if name in given else default


def _count(given: Mapping[str, Given]) -> int:
    if "draft" in given:
        return drafts_of(given["draft"].value)
    return int(_value(given, "best", GRID))


def _speed(given: Mapping[str, Given]) -> Speed | None:
    for lane in ("fast", "relax", "turbo"):
        if lane in given:
            return lane
    return None


def _visibility(given: Mapping[str, Given]) -> Visibility | None:
    if "stealth" in given:
        return "stealth"
    return "public" if "public" in given else None


def _sources(given: Mapping[str, Given]) -> dict[str, str]:
    sources = {name: given[name].source if name in given else "model" for name in _NAMES}
    if "size" in given:
        sources["ar"] = given["size"].source
    for name, group in _GROUPED.items():
        default = "settings" if name in ("speed", "visibility") else "model"
        sources[name] = next((given[one].source for one in group if one in given), default)
    return sources
