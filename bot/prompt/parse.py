"""From what a person typed to a validated order, or to every mistake in it.

The order of work: one spelling, braces, text and parameters apart, suffix and settings behind the
prompt, weights, values, combinations, the model's limits. Pure: no clock, no chance, no network.
"""

from bot.errors import NOT_AVAILABLE, Problem, PromptError
from bot.prompt.normalise import normalise
from bot.prompt.order import Defaults, ImagineOrder, Speed
from bot.prompt.read import LANES, Given, Reading, read
from bot.prompt.sizes import size_for
from bot.prompt.slips import (
    INVALID_PARAMETER,
    almost_parameters,
    brace_problem,
    link_problem,
)
from bot.prompt.split import quoted, split
from bot.prompt.table import Table, parameter_table, steps_at
from bot.prompt.values import Value, number
from bot.prompt.weights import INVALID, unescape, weight_problems, weighted_parts
from engine import ModelCard, PromptPart


def parse(typed: str, card: ModelCard, defaults: Defaults | None = None) -> ImagineOrder:
    """The order a prompt stands for; raises PromptError, and nothing else, with every mistake."""
    defaults = defaults or Defaults()
    table = parameter_table(card, defaults.is_relax_allowed)
    if len(typed) > defaults.max_characters:
        raise _one(
            f"A prompt has at most {defaults.max_characters} characters; yours has {len(typed)}."
        )
    plain = normalise(typed, table.is_value_of)
    if brace := brace_problem(plain):
        raise PromptError([brace])
    prompt, reading = split(plain), Reading()
    parts = weighted_parts(prompt.text)
    reading.problems += _text_problems(prompt.text, parts, card)
    reading.notices += almost_parameters(prompt.text, table)
    read(prompt.parameters, table, "prompt", reading)
    for source, text in (("suffix", defaults.suffix), ("settings", defaults.settings)):
        _read_source(source, text, table, reading)
    reading.problems += _combination_problems(reading.given, parts, card)
    if reading.problems:
        raise PromptError(reading.problems)
    return _order(prompt.text, parts, reading, card)


def _one(sentence: str) -> PromptError:
    return PromptError([Problem(INVALID, sentence)])


def _text_problems(text: str, parts: tuple[PromptPart, ...], card: ModelCard) -> list[Problem]:
    link = link_problem(text)
    return [link] if link else weight_problems(parts, card)


def _read_source(source: str, text: str, table: Table, reading: Reading) -> None:
    """Suffix and settings hold parameters only."""
    pieces = split(normalise(text, table.is_value_of))
    if pieces.text:
        sentence = f"The {source} holds parameters only, for example `--no text`, and no words."
        reading.problems.append(Problem(INVALID_PARAMETER, sentence))
    read(pieces.parameters, table, source, reading)


def _combination_problems(
    given: dict[str, Given], parts: tuple[PromptPart, ...], card: ModelCard
) -> list[Problem]:
    problems = []
    quality, steps = _quality(given), _steps(given, card)
    if not card.min_steps <= steps <= card.max_steps:
        problems.append(
            Problem(
                INVALID_PARAMETER,
                f"`--steps` times `--quality {number(quality)}` makes {steps} steps; "
                f"this model takes {card.min_steps} to {card.max_steps}.",
            )
        )
    has_negative = any(part.weight < 0 for part in parts)
    if has_negative and not card.can_negative:
        problems.append(
            Problem(NOT_AVAILABLE, f"{card.name} cannot take negative weights; leave them out.")
        )
    if _guidance(given, card) <= 1 and ("no" in given or has_negative):
        what = "`--no`" if "no" in given else "A negative weight"
        problems.append(
            Problem(
                INVALID_PARAMETER, f"{what} does nothing with `--cfg 1`; take a higher `--cfg`."
            )
        )
    return problems


def _order(
    text: str, parts: tuple[PromptPart, ...], reading: Reading, card: ModelCard
) -> ImagineOrder:
    given = reading.given
    ar = str(given["ar"].value) if "ar" in given else "1:1"
    size = size_for(ar, card)
    lane: Speed | None = "fast" if "fast" in given else "relax" if "relax" in given else None
    return ImagineOrder(
        text=text,
        parts=parts,
        negative=unescape(", ".join(map(str, given["no"].values))) if "no" in given else "",
        width_px=size.width_px,
        height_px=size.height_px,
        ar=ar,
        seed=int(given["seed"].value) if "seed" in given else None,
        steps=_steps(given, card),
        guidance=_guidance(given, card),
        sampler=str(given["sampler"].value) if "sampler" in given else card.sampler,
        quality=_quality(given),
        speed=lane,
        echo=" ".join([text, *(_echo(one) for one in given.values() if _is_echoed(one))]),
        notices=tuple(dict.fromkeys(reading.notices)),
        sources=_sources(given),
    )


def _quality(given: dict[str, Given]) -> float:
    return float(given["quality"].value) if "quality" in given else 1.0


def _steps(given: dict[str, Given], card: ModelCard) -> int:
    typed = int(given["steps"].value) if "steps" in given else card.steps
    return steps_at(typed, _quality(given))


def _guidance(given: dict[str, Given], card: ModelCard) -> float:
    return float(given["cfg"].value) if "cfg" in given else card.guidance


def _is_echoed(one: Given) -> bool:
    """The lane of someone's settings is told by the mode word behind the prompt."""
    return not (one.name in LANES and one.source == "settings")


def _echo(one: Given) -> str:
    """The parameter as it would be typed; it reads back to the same value."""
    if one.name != "no":
        return f"--{one.name} {_typed(one.value)}".removesuffix(" ")
    pieces = [str(value) for value in one.values]
    if any(quoted(piece) != piece for piece in pieces):
        return " ".join(f"--no {quoted(piece)}" for piece in pieces)
    return f"--no {', '.join(pieces)}"


def _typed(value: Value) -> str:
    if value is True:
        return ""
    return number(value) if isinstance(value, float) else str(value)


def _sources(given: dict[str, Given]) -> dict[str, str]:
    names = ("ar", "no", "seed", "quality", "steps", "cfg", "sampler")
    sources = {name: given[name].source if name in given else "model" for name in names}
    lane = next((given[name].source for name in LANES if name in given), "settings")
    return {**sources, "speed": lane}
