"""`easel imagine --zoom` and `--pan`: the picture in a file, and what is to be drawn around it.

The same geometry and the same refusals as under a picture in Discord.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import CommandError

if TYPE_CHECKING:
    from bot.prompt import ImagineOrder
    from engine import ModelCard, SourceImage

PANS = ("left", "right", "up", "down")


@dataclass(frozen=True, slots=True)
class AroundFile:
    """A picture, and `--zoom 1.5` or `--pan left`."""

    path: Path
    zoom: float | None = None
    pan: str | None = None

    @classmethod
    def of(
        cls, zoom: tuple[float, Path] | None, pan: tuple[str, Path] | None
    ) -> "AroundFile | None":
        """From the two options, of which one may be given; CommandError."""
        if zoom is not None and pan is not None:
            raise CommandError("Give `--zoom` or `--pan`, one after the other.")
        if zoom is not None:
            if not 1 <= zoom[0] <= 2:
                raise CommandError(f"`--zoom` takes a number from 1 to 2; you wrote {zoom[0]:g}.")
            return cls(zoom[1], zoom=zoom[0])
        if pan is None:
            return None
        if pan[0] not in PANS:
            raise CommandError(f"`--pan` takes left, right, up or down; you wrote {pan[0]}.")
        return cls(pan[1], pan=pan[0])


@dataclass(frozen=True, slots=True)
class Surrounded:
    """The order in the shape of its canvas, and that canvas with its mask."""

    order: "ImagineOrder"
    source: "SourceImage"


def surrounded(around: AroundFile, order: "ImagineOrder", card: "ModelCard") -> Surrounded:
    """What is drawn around the picture; a zoom keeps its shape where the words name none.

    UserError where there is no such picture, or it cannot be.
    """
    from bot.orders.canvas import Outpaint
    from bot.orders.menu import Menu
    from bot.orders.preferences import Preferences
    from bot.pictures.decode import decode
    from bot.pictures.inputs import laid_out
    from bot.pictures.unfit import Unfit
    from bot.prompt.order import MAX_CHARACTERS
    from bot.prompt.shapes import ratio_of
    from bot.prompt.sizes import Size
    from bot.prompt.zooming import with_ratio
    from engine import SourceImage

    try:
        decoded = decode(around.path.read_bytes())
    except (OSError, Unfit) as error:
        raise CommandError(f"{around.path} is no picture that can be read: {error}.") from error
    picture, text = Size(decoded.width_px, decoded.height_px), order.echo
    menu = Menu(card, MAX_CHARACTERS, is_relax_allowed=True)
    if order.sources.get("ar") == "model":
        ratio = ratio_of(decoded.width_px, decoded.height_px, card.max_aspect)
        text = with_ratio(text, ratio, menu.table())
    wish = Outpaint("zoom", around.zoom or 1.0)
    if around.pan is not None:
        wish = Outpaint(f"pan_{around.pan}")
    found = menu.around(text, Preferences(), wish, picture, earlier=order)
    canvas = found.wish.canvas(picture, found.orders[0], card)
    canvas_png, mask_png = laid_out(decoded.png, canvas)
    return Surrounded(found.orders[0], SourceImage(canvas_png, 1.0, mask_png))
