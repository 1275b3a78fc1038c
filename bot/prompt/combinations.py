"""What goes together and what does not: pictures and words, steps and quality, ratio and size."""

from dataclasses import dataclass, field
from typing import Final

from bot.errors import NOT_AVAILABLE, Problem
from bot.language import say
from bot.prompt.definition import hd_problem
from bot.prompt.negative import Negative
from bot.prompt.not_here import STRENGTHS
from bot.prompt.read import Given, Reading
from bot.prompt.table import draft_steps, steps_at
from bot.prompt.titles import INVALID_PARAMETER, INVALID_PROMPT
from bot.prompt.values import number
from engine import ModelCard, PromptPart

FEWEST_STEPS_TO_STOP: Final = 8
_WORDS_ONLY: Final = ("stylize", "weird", "sref")  # they act on words


@dataclass(frozen=True, slots=True)
class Content:
    """What a prompt says before its parameters."""

    images: tuple[str, ...]
    parts: tuple[PromptPart, ...]
    adds_up: bool = False  # each part has the guidance for itself, as with `AND`
    negative: Negative = field(default_factory=Negative)
    notices: tuple[str, ...] = ()


def check(content: Content, reading: Reading, card: ModelCard) -> None:
    """Add what is wrong to the reading, and leave out what nobody typed and nothing can use."""
    if content.images and not card.can_img2img:
        reading.wrong(Problem(NOT_AVAILABLE, say("prompt-not-images", model=card.name)))
    _emptiness(content, reading)
    _pictures(content, reading)
    _references(reading)
    _edit(content, reading, card)
    _shape(reading, card)
    _counts(reading)
    _style(reading)
    _steps(reading, card)
    _negatives(content, reading, card)


def _emptiness(content: Content, reading: Reading) -> None:
    if content.parts or len(content.images) > 1 or reading.has_wrong_text:
        return  # what cannot be read at all is told first
    key = "prompt-image-alone" if content.images else "prompt-empty"
    reading.wrong(Problem(INVALID_PROMPT, say(key)))


def _pictures(content: Content, reading: Reading) -> None:
    """`--iw` needs a picture; a prompt of pictures alone has no words to act on."""
    idle = {"iw": "prompt-iw-alone"} if not content.images else {}
    if content.images and not content.parts:
        idle = dict.fromkeys(_WORDS_ONLY, "prompt-words-only")
    for name, key in idle.items():
        given = reading.given.get(name)
        if given is None:
            continue
        sentence = say(key, name=name)
        if given.source == "prompt":
            reading.wrong_with(given, Problem(INVALID_PARAMETER, sentence))
        else:
            reading.drop(name, say("prompt-left-out", name=name, reason=sentence))


def _references(reading: Reading) -> None:
    """A strength needs its reference; no picture can be put into a tile."""
    given = reading.given
    for strength, reference in STRENGTHS.items():
        if strength in given and reference not in reading.named:
            sentence = say("prompt-without", name=strength, other=reference)
            reading.wrong_with(given[strength], Problem(INVALID_PARAMETER, sentence))
    for name in ("oref", "edit"):
        if name in given and "tile" in given:
            later = max(given[name], given["tile"], key=lambda one: one.place)
            sentence = say("prompt-together", name=name, other="tile")
            reading.wrong_with(later, Problem(INVALID_PARAMETER, sentence))


def _edit(content: Content, reading: Reading, card: ModelCard) -> None:
    """A model without references starts from the picture it changes, and from no other."""
    given = reading.given.get("edit")
    if given is not None and content.images and not card.max_references:
        sentence = say("prompt-edit-start", model=card.name)
        reading.wrong_with(given, Problem(NOT_AVAILABLE, sentence))


def _shape(reading: Reading, card: ModelCard) -> None:
    given = reading.given
    if {"ar", "size"} <= given.keys():
        size = max(given["ar"], given["size"], key=lambda one: one.place)
        reading.wrong_with(size, Problem(INVALID_PARAMETER, say("prompt-size-and-ar")))
    elif problem := hd_problem(given, card):
        if given["hd"].source == "prompt":
            reading.wrong_with(given["hd"], problem)
        else:
            reading.drop("hd", say("prompt-left-out", name="hd", reason=problem.sentence))


def _counts(reading: Reading) -> None:
    """A draft shows all its pictures; what suffix or settings say gives way to the prompt."""
    given = reading.given
    if not {"draft", "best"} <= given.keys():
        return
    both = sorted((given["draft"], given["best"]), key=lambda one: one.place)
    sentence = say("prompt-together", name=both[1].name, other=both[0].name)
    weaker = next((one for one in both if one.source != "prompt"), None)
    if weaker is None:
        reading.wrong_with(both[1], Problem(INVALID_PARAMETER, sentence))
    else:
        reading.drop(weaker.name, say("prompt-left-out", name=weaker.name, reason=sentence))


def _style(reading: Reading) -> None:
    """Raw is a style here; the presets of Niji 5 are not."""
    style = reading.given.get("style")
    if style is not None and style.value != "raw":
        sentence = say("prompt-not-style", style=str(style.value))
        reading.wrong_with(style, Problem(NOT_AVAILABLE, sentence))


def _steps(reading: Reading, card: ModelCard) -> None:
    given, steps = reading.given, steps_of(reading, card)
    if not card.min_steps <= steps <= card.max_steps:
        sentence = say(
            "prompt-steps-quality",
            quality=number(quality_of(reading)),
            steps=steps,
            low=card.min_steps,
            high=card.max_steps,
        )
        place = given.get("steps") or given["quality"]
        reading.wrong_with(place, Problem(INVALID_PARAMETER, sentence))
    elif "stop" in given and given["stop"].value != 100 and steps < FEWEST_STEPS_TO_STOP:
        sentence = say("prompt-not-stop", steps=steps, fewest=FEWEST_STEPS_TO_STOP)
        reading.wrong_with(given["stop"], Problem(NOT_AVAILABLE, sentence))


def _negatives(content: Content, reading: Reading, card: ModelCard) -> None:
    has_negative = any(part.weight < 0 for part in content.parts)
    if has_negative and not card.can_negative:
        reading.wrong(Problem(NOT_AVAILABLE, say("prompt-not-negative-weights", model=card.name)))
    if guidance_of(reading, card) > 1 or not card.can_negative:
        return
    if no := reading.given.get("no"):
        reading.wrong_with(no, Problem(INVALID_PARAMETER, say("prompt-no-guidance")))
    elif has_negative:
        reading.wrong(Problem(INVALID_PARAMETER, say("prompt-negative-guidance")))


def quality_of(reading: Reading) -> float:
    return _number(reading.given.get("quality"), 1.0)


def steps_of(reading: Reading, card: ModelCard) -> int:
    """The steps times the quality."""
    return steps_at(int(_number(reading.given.get("steps"), card.steps)), quality_of(reading))


def made_steps(reading: Reading, card: ModelCard) -> int:
    """Those that are drawn: fewer of a draft."""
    steps = steps_of(reading, card)
    return draft_steps(steps, card) if "draft" in reading.given else steps


def guidance_of(reading: Reading, card: ModelCard) -> float:
    return _number(reading.given.get("cfg"), card.guidance)


def _number(given: Given | None, default: float) -> float:
    return default if given is None else float(given.value)
