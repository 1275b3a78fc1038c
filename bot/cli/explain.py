"""`easel explain`: what the prompt language makes of a prompt; nothing is drawn."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.cli.options import Config, Debug, Json, Prompt, settings_for
from bot.cli.screen import json_line, out

if TYPE_CHECKING:
    from rich.table import Table

    from bot.config import Settings
    from bot.prompt import ImagineOrder
    from engine import ModelCard, PromptPart

_FROM = {"model": "the model's own", "prompt": "the prompt", "settings": "/settings"}
_CHOSEN_BY = {"speed": "/fast or /relax", "visibility": "/public or /stealth"}
_EMPTY = {
    "no": "nothing",
    "seed": "drawn by chance",
    "draft": "off",
    "best": "off",
    "edit": "no picture",
    "iw": "no image links",
    "model": "the default one",
    "speed": "as you set it",
    "visibility": "as you set it",
}


def explain(
    prompt: Prompt, config: Config = None, json: Json = False, debug: Debug = False
) -> None:
    """Show what a prompt means: its jobs, their parts and parameters, the price."""
    settings = settings_for(config, debug)
    orders, card = read(" ".join(prompt), settings)
    if json:
        json_line(as_json(orders, card))
    else:
        show(orders, card)


def read(
    prompt: str, settings: "Settings", card: "ModelCard | None" = None
) -> tuple[tuple["ImagineOrder", ...], "ModelCard"]:
    """The orders, and the card of the model they were read for; PromptError, CommandError."""
    from bot.errors import CommandError
    from bot.prompt import Defaults, read_prompts
    from engine import EngineError
    from engine.read_card import read_card

    try:
        card = card or read_card(settings.engine.options())
    except EngineError as error:
        raise CommandError(str(error)) from error
    defaults = Defaults(
        max_characters=settings.limits.prompt_characters,
        is_relax_allowed=settings.quota.relax,
    )
    return read_prompts(prompt, card, defaults), card


def as_json(orders: Sequence["ImagineOrder"], card: "ModelCard") -> dict[str, object]:
    """`jobs` with one entry for each job, and `price` in credits for all of them."""
    from bot.orders.pricing import HUNDREDTHS

    return {"jobs": [_job(order) for order in orders], "price": _price(orders, card) / HUNDREDTHS}


def _job(order: "ImagineOrder") -> dict[str, object]:
    return {
        "prompt": order.echo,
        "images": list(order.images),
        "edit": list(order.edit),
        "parts": [_part(part) for part in order.parts],
        "negative": order.negative,
        **_changing(order.negative_at_step, (order.negative, *order.negative_others), "negative"),
        "parameters": order.parameters(),
        "sources": dict(order.sources),
        "notices": list(order.notices),
    }


def _part(part: "PromptPart") -> dict[str, object]:
    """The weights of single words only where there are any."""
    emphasis = [{"text": part.text[e.start : e.end], "weight": e.weight} for e in part.emphasis]
    plain: dict[str, object] = {"text": shown(part.text), "weight": part.weight}
    texts = [text.text for text in part.texts]
    return plain | ({"emphasis": emphasis} if emphasis else {}) | _changing(part.at_step, texts)


def _changing(at_step: "Sequence[int]", texts: "Sequence[str]", of: str = "") -> dict[str, object]:
    """Nothing where every step reads the same."""
    told = [{"until_step": until, "text": text} for until, text in stretches(at_step, texts)]
    return {f"{of}_schedule".lstrip("_"): told} if told else {}


def stretches(at_step: "Sequence[int]", texts: "Sequence[str]") -> list[tuple[int, str]]:
    """Each text with the last step that reads it, in order."""
    ends = [k + 1 for k, place in enumerate(at_step) if list(at_step[k + 1 : k + 2]) != [place]]
    return [(end, shown(texts[at_step[end - 1]])) for end in ends]


def shown(text: str) -> str:
    """With `BREAK` where the sign for it stands."""
    from engine.api.request import BREAK

    return text.replace(BREAK, " BREAK ")


def _price(orders: Sequence["ImagineOrder"], card: "ModelCard") -> int:
    from bot.orders.pricing import price

    return sum(price("imagine", order, card) for order in orders)


def show(orders: Sequence["ImagineOrder"], card: "ModelCard") -> None:
    """The same for people, on stdout: the first job whole, of the others the prompts."""
    from rich.text import Text

    from bot.orders.pricing import credits

    first, *others = orders
    console = out()
    for each in (Text(first.echo, "bold"), "", _parts(first), "", _parameters(first), ""):
        console.print(each)
    for order in others:
        console.print(Text(order.echo, "bold"))
    cost, count = credits(_price(orders, card)), len(orders)
    jobs = f"{count} job{'' if count == 1 else 's'}"
    console.print(f"{jobs}, {cost} credit{'' if cost == '1' else 's'}, on {card.name}.")
    for notice in dict.fromkeys(notice for order in orders for notice in order.notices):
        console.print(f"Note: {notice}", markup=False)


def _parts(order: "ImagineOrder") -> "Table":
    """The weight of each part, and of the words in brackets below it."""
    from rich.text import Text

    parts = _table()
    parts.add_column("Weight", justify="right")
    parts.add_column("Text")
    for link in order.images:
        parts.add_row(f"{order.image_weight:g}", Text(link))
    for part in order.parts:
        parts.add_row(f"{part.weight:g}", Text(shown(part.text)))
        for one in part.emphasis:
            parts.add_row(f"× {one.weight:g}", Text(part.text[one.start : one.end], "dim"))
        for until, text in stretches(part.at_step, [text.text for text in part.texts]):
            parts.add_row(f"to step {until}", Text(text, "dim"))
    if order.negative or order.negative_others:
        parts.add_row(Text("not", "red"), Text(order.negative))
    for until, text in stretches(order.negative_at_step, (order.negative, *order.negative_others)):
        parts.add_row(f"to step {until}", Text(text, "dim"))
    return parts


def _parameters(order: "ImagineOrder") -> "Table":
    parameters = _table()
    for title in ("Parameter", "Value", "From"):
        parameters.add_column(title)
    for name, value in order.parameters().items():
        source = order.sources.get("ar" if name in ("width", "height") else name, "model")
        if name == "steps" and source == "model" and order.quality != 1:
            source = "--quality"
        style = "dim" if source in ("model", "settings") else ""
        told = _CHOSEN_BY.get(name) if source == "settings" else None
        parameters.add_row(name, _word(name, value), told or _FROM.get(source, source), style=style)
    return parameters


def _table() -> "Table":
    from rich.table import Table

    return Table(box=None, pad_edge=False, header_style="bold", padding=(0, 3, 0, 0))


def _word(name: str, value: int | float | str | None) -> str:
    if value is None:
        return _EMPTY[name]
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:g}" if isinstance(value, float) else str(value)
