"""Parameters that people know, here not honoured yet: Midjourney's, and two of other programs.

Their values are read all the same, so that a mistake is told as a mistake. A row moves to table.py
on the day it does what it says.
"""

from collections.abc import Iterable
from typing import Final

from bot.prompt.parameter import Parameter, refusal
from bot.prompt.values import Choice, Decimal, Flag, Kind, Whole, Words
from engine import ModelCard

_ONE_MODEL: Final = "there is one model, {model}"
_NO_PICTURES: Final = "a picture cannot guide another one yet"
_STILLS: Final = "only still pictures are made"
_OLD: Final = "it belongs to an older model"
_PLACE: Final = "a picture is shown where it was asked for"
_SHAPE: Final = "the size follows from the model; set the shape with `--ar 3:2`"
_ALONE: Final = f"{_OLD}; the U buttons give a picture alone"
_LINK: Final = Words("https://…")

_Row = tuple[str, tuple[str, ...], Kind, str, str]

# Name, aliases, values, meaning there, reason here.
_ROWS: Final[tuple[_Row, ...]] = (
    ("chaos", ("c",), Whole(0, 100), "variety in a grid", "the four differ by their seeds alone"),
    (
        "stylize",
        ("s",),
        Whole(0, 1000),
        "strength of the house look",
        "there is no house look to strengthen; `--cfg` follows the words more closely",
    ),
    ("weird", ("w",), Whole(0, 3000), "unusual results", "nothing makes a picture stranger"),
    ("stop", (), Whole(10, 100), "end early", "each picture is drawn to its end; try `--steps`"),
    ("tile", (), Flag(), "seamless repeat", "seamless pictures are not made yet"),
    ("iw", (), Decimal(0, 3), "weight of image prompts", _NO_PICTURES),
    (
        "style",
        (),
        Choice(("raw", "cute", "scenic", "expressive", "original")),
        "preset look",
        "there is one style, the model's own",
    ),
    ("raw", (), Flag(), "less beautification", "nothing is beautified, so all pictures are raw"),
    ("niji", (), Whole(4, 7), "anime model", _ONE_MODEL),
    ("version", ("v",), Decimal(1, 9), "model version", _ONE_MODEL),
    ("sref", (), _LINK, "style reference", _NO_PICTURES),
    ("sw", (), Whole(0, 1000), "style strength", _NO_PICTURES),
    ("sv", (), Whole(1, 6), "style reference version", _NO_PICTURES),
    ("cref", (), _LINK, "character reference", _NO_PICTURES),
    ("cw", (), Whole(0, 100), "character strength", _NO_PICTURES),
    ("oref", (), _LINK, "object reference", _NO_PICTURES),
    ("ow", (), Whole(1, 1000), "object strength", _NO_PICTURES),
    ("profile", ("p",), Flag(may_have_value=True), "personal taste", "no taste is learned"),
    ("draft", (), Flag(), "quick sketch", "there is no draft mode; try `--quality 0.25`"),
    ("exp", (), Whole(0, 100), "extra detail", "nothing adds detail afterwards"),
    ("repeat", ("r",), Whole(2, 40), "several grids", "one prompt makes one grid; press 🔄 on it"),
    ("turbo", (), Flag(), "fastest lane", "there are two lanes; try `--fast` or `--relax`"),
    ("stealth", (), Flag(), "hidden from the gallery", _PLACE),
    ("public", (), Flag(), "shown in the gallery", _PLACE),
    ("video", (), Flag(may_have_value=True), "film", _STILLS),
    ("motion", (), Choice(("low", "high")), "how much moves", _STILLS),
    ("loop", (), Flag(), "endless film", _STILLS),
    ("end", (), _LINK, "last frame", _STILLS),
    ("bs", (), Whole(1, 4), "films at once", _STILLS),
    ("zoom", (), Decimal(1, 2), "zoom out", "a picture cannot be zoomed out yet"),
    ("width", (), Flag(may_have_value=True), "width", _SHAPE),
    ("height", ("h",), Flag(may_have_value=True), "height", _SHAPE),
    ("size", (), Words("1024x1024"), "size in pixels", _SHAPE),
    ("model", (), Words("sdxl"), "model", _ONE_MODEL),
    ("hd", (), Flag(), "larger picture", f"{_OLD}; try `--quality 2`"),
    ("uplight", (), Flag(), "light upscale", _ALONE),
    ("upbeta", (), Flag(), "beta upscale", _ALONE),
    ("upanime", (), Flag(), "anime upscale", _ALONE),
    ("sameseed", (), Flag(may_have_value=True), "one seed", f"{_OLD}; try `--seed 7`"),
    ("creative", (), Flag(), "test model", f"{_OLD}, and {_ONE_MODEL}"),
    ("test", (), Flag(), "test model", f"{_OLD}, and {_ONE_MODEL}"),
    ("testp", (), Flag(), "test model", f"{_OLD}, and {_ONE_MODEL}"),
)


def refused(card: ModelCard) -> Iterable[Parameter]:
    """The rows, with the name of the loaded model where a reason needs it."""
    for name, aliases, kind, meaning, reason in _ROWS:
        why = refusal(name, reason.replace("{model}", card.name))
        yield Parameter(name, aliases, kind, "none", meaning, why)
