"""What zooming out and panning change in the words of a prompt: `--ar`, and `--zoom`, which has a
place there alone.

Text in, text out, to be read by the rest of the language after that.
"""

from bot.errors import Problem, PromptError
from bot.prompt.normalise import normalise
from bot.prompt.split import Split, Typed, split
from bot.prompt.table import SHAPES, Table
from bot.prompt.titles import INVALID_PARAMETER
from bot.prompt.values import BadValue, Decimal, number

ZOOM = Decimal(1, 2)
USUAL_ZOOM = 2.0  # in a form where one writes another


def zoom_prompt(text: str, ratio: str, table: Table) -> str:
    """What the form of `Custom Zoom` opens with: `a fox --ar 3:2 --zoom 2`."""
    return f"{with_ratio(text, ratio, table)} --zoom {number(USUAL_ZOOM)}"


def zoom_in(text: str, usual: float, table: Table) -> tuple[str, float]:
    """The text without its `--zoom`, and how far; PromptError where it is not from 1 to 2."""
    pieces = split(normalise(text, table.is_value_of))
    zooms = [one for one in pieces.parameters if _name(one, table) == "zoom"]
    try:
        values = [ZOOM.read("zoom", one.value) for one in zooms]
    except BadValue as error:
        raise PromptError([Problem(INVALID_PARAMETER, str(error))]) from error
    rest = tuple(one for one in pieces.parameters if one not in zooms)
    return _joined(Split(pieces.text, rest)), values[-1] if values else usual


def with_ratio(text: str, ratio: str, table: Table) -> str:
    """The text with this `--ar`, in the place of its own or of its `--size`."""
    pieces, wanted, kept = split(normalise(text, table.is_value_of)), Typed("ar", ratio), []
    for one in pieces.parameters:
        if _name(one, table) not in SHAPES:
            kept.append(one)
        elif wanted not in kept:
            kept.append(wanted)
    return _joined(Split(pieces.text, tuple(kept if wanted in kept else [wanted, *kept])))


def _name(one: Typed, table: Table) -> str | None:
    row = table.find(one.name)
    return None if row is None else row.name


def _joined(pieces: Split) -> str:
    parameters = (f"--{one.name} {one.value}".rstrip() for one in pieces.parameters)
    return " ".join(piece for piece in (pieces.text, *parameters) if piece)
