"""Everything about one job, for its owner: each value with where it came from, seeds, times."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.foreign.settings_line import A1111
from bot.interactions.cards import BLUE, Card
from bot.interactions.wording import cut, escape
from bot.language import enumerated, say
from bot.prompt import ImagineOrder
from bot.prompt.pasted import Pasted
from bot.prompt.values import listed

_PROMPT_ROOM: Final = 2000  # characters of the 4096
_SOURCES: Final = ("prompt", "suffix", "settings", "model", "drawn", "canvas", "picture")
_FENCE: Final = "```"


@dataclass(frozen=True, slots=True)
class Times:
    """Unix seconds; what has not happened yet is None."""

    ordered: int
    started: int | None = None
    finished: int | None = None


def code_block(prompt: str, longest: int = _PROMPT_ROOM) -> str:
    """The prompt to be copied, whole where it fits; three backticks inside would end it early."""
    text = prompt.replace(_FENCE, "'''")
    return f"{_FENCE}\n{cut(text, longest)}\n{_FENCE}"


def job_details(
    order: ImagineOrder, job_id: str, status: str, seeds: Sequence[int], times: Times
) -> Card:
    """The card behind /show."""
    lines = [
        code_block(order.echo),
        *_parameters(order),
        "",
        f"**{say('details-seeds')}** {', '.join(map(str, seeds)) or order.seed}",
        f"**{say('details-job')}** `{job_id}` ({status})",
        f"**{say('details-times')}** {_times(times)}",
    ]
    return Card(say("details-title"), "\n".join(lines), BLUE)


def request_details(order: ImagineOrder, prompt: str, model: str, seed: int) -> Card:
    """What a picture's own file tells of its making; nobody's job needs to be here for it."""
    lines = [
        code_block(prompt),
        *_parameters(order),
        "",
        f"**{say('details-seeds')}** {escape(str(seed))}",
        f"**{say('details-model')}** {escape(model)}",
    ]
    return Card(say("details-from-picture"), "\n".join(lines), BLUE)


def foreign_details(program: str, told: Pasted) -> Card:
    """What another program wrote into a picture, and what of it has no counterpart here."""
    lines = [code_block(told.text)]
    if told.left:
        lines.append(say("details-left", names=listed(told.left)))
    key = "program" if program and program != A1111 else "a1111" if program else "unknown"
    footer = say(f"details-foreign-{key}", program=program)
    return Card(say("details-from-picture"), "\n".join(lines), BLUE, footer)


def _parameters(order: ImagineOrder) -> list[str]:
    """`--ar 3:2` (768×512) · prompt: every value, and who said so."""
    lines = []
    for name, value in order.parameters().items():
        if value is None or value is False or name in ("width", "height"):
            continue
        source = order.sources.get(name, "model")
        told = say(f"details-by-{source if source in _SOURCES else 'model'}")
        typed = value if name in ("speed", "visibility") else name  # --fast, --stealth
        is_flag = value is True or typed is value
        shown = f"`--{typed}`" if is_flag else f"`--{name} {_plain(value)}`"
        shape = escape(f"{order.width_px}×{order.height_px}")
        size = f" ({shape})" if name == "ar" else ""
        lines.append(f"{shown}{size} · {told}")
    return lines


def _plain(value: float | str) -> str:
    return (
        f"{value:g}" if isinstance(value, float) else " ".join(str(value).split()).replace("`", "'")
    )


def _times(times: Times) -> str:
    moments = [say("details-ordered", at=f"<t:{times.ordered}:f>")]
    if times.started is not None:
        moments.append(say("details-waited", seconds=max(0, times.started - times.ordered)))
    if times.started is not None and times.finished is not None:
        moments.append(say("details-took", seconds=max(0, times.finished - times.started)))
    return enumerated(moments)
