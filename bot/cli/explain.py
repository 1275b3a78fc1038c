"""`easel explain`: what the prompt language makes of a prompt; nothing is drawn."""

from typing import TYPE_CHECKING

from bot.cli.options import Config, Debug, Json, Prompt, settings_for
from bot.cli.screen import json_line, out

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.prompt import ImagineOrder
    from engine import ModelCard

_FROM = {"model": "the model's own", "prompt": "the prompt", "settings": "/fast or /relax"}


def explain(
    prompt: Prompt, config: Config = None, json: Json = False, debug: Debug = False
) -> None:
    """Show what a prompt means: its parts, its parameters, its price."""
    settings = settings_for(config, debug)
    order, card = read(" ".join(prompt), settings)
    if json:
        json_line(as_json(order, card))
    else:
        show(order, card)


def read(
    prompt: str, settings: "Settings", card: "ModelCard | None" = None
) -> tuple["ImagineOrder", "ModelCard"]:
    """The order, and the card of the model it was read for; PromptError, CommandError."""
    from bot.errors import CommandError
    from bot.prompt import Defaults, parse
    from engine import EngineError
    from engine.cards import read_card

    try:
        card = card or read_card(settings.engine.options())
    except EngineError as error:
        raise CommandError(str(error)) from error
    defaults = Defaults(
        max_characters=settings.limits.prompt_characters,
        is_relax_allowed=settings.quota.relax,
    )
    return parse(prompt, card, defaults), card


def as_json(order: "ImagineOrder", card: "ModelCard") -> dict[str, object]:
    """`jobs` with one entry for each job, and `price` in credits for all of them."""
    from bot.jobs.pricing import HUNDREDTHS, price

    job = {
        "prompt": order.echo,
        "parts": [{"text": part.text, "weight": part.weight} for part in order.parts],
        "negative": order.negative,
        "parameters": order.parameters(),
        "sources": dict(order.sources),
        "notices": list(order.notices),
    }
    return {"jobs": [job], "price": price("imagine", order, card) / HUNDREDTHS}


def show(order: "ImagineOrder", card: "ModelCard") -> None:
    """The same for people, on stdout."""
    from rich.table import Table
    from rich.text import Text

    from bot.jobs.pricing import credits, price

    parts = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 3, 0, 0))
    parts.add_column("Weight", justify="right")
    parts.add_column("Text")
    for part in order.parts:
        parts.add_row(f"{part.weight:g}", Text(part.text))
    if order.negative:
        parts.add_row(Text("not", "red"), Text(order.negative))
    parameters = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 3, 0, 0))
    for title in ("Parameter", "Value", "From"):
        parameters.add_column(title)
    for name, value in order.parameters().items():
        source = order.sources.get("ar" if name in ("width", "height") else name, "model")
        if name == "steps" and source == "model" and order.quality != 1:
            source = "--quality"
        style = "dim" if source in ("model", "settings") else ""
        parameters.add_row(name, _word(name, value), _FROM.get(source, source), style=style)
    cost = credits(price("imagine", order, card))
    console = out()
    for each in (Text(order.echo, "bold"), "", parts, "", parameters, ""):
        console.print(each)
    console.print(f"1 job, {cost} credit{'' if cost == '1' else 's'}, on {card.name}.")
    for notice in order.notices:
        console.print(f"Note: {notice}")


def _word(name: str, value: int | float | str | None) -> str:
    empty = {"no": "nothing", "seed": "drawn by chance", "speed": "as you set it"}
    if value is None:
        return empty[name]
    return f"{value:g}" if isinstance(value, float) else str(value)
