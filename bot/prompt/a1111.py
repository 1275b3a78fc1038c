"""What people bring along from A1111's web UI: `AND`, `BREAK`, `<lora:…>`.

Source: AUTOMATIC1111 stable-diffusion-webui, `modules/prompt_parser.py`.
"""

import re
from collections.abc import Mapping

from bot.errors import NOT_AVAILABLE, Problem
from bot.language import say
from bot.prompt.read import Given
from bot.prompt.titles import code
from engine import ModelCard
from engine.api.request import BREAK

_NETWORK = re.compile(r"<(lora|lyco|locon|hypernet):[^<>]*>", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_AND = re.compile(r"(?: ?: ?([+-]?(?:\d+(?:\.\d*)?|\.\d+)))? AND ")
_LAST_WEIGHT = re.compile(r" ?: ?([+-]?(?:\d+(?:\.\d*)?|\.\d+)) ?$")
_BREAK = re.compile(r"(?:^|(?<=[\s,]))BREAK(?=[\s,]|$)\s*,?")


def text_problems(text: str) -> list[Problem]:
    """What A1111 does and nothing here can: networks by name."""
    if found := _NETWORK.search(text):
        return [Problem(NOT_AVAILABLE, say("prompt-not-lora", typed=code(found[0])))]
    return []


def negative_problems(given: Mapping[str, Given]) -> list[Problem]:
    """The same of what is to be left out."""
    values = given["no"].values if "no" in given else ()
    return [problem for value in values for problem in text_problems(str(value))]


def text_notices(text: str, card: ModelCard, *, adds_up: bool) -> list[str]:
    """What `AND` and `BREAK` were taken for. adds_up: no `::` stands beside the `AND`."""
    plain = _QUOTED.sub("", text)
    key = "prompt-and" if adds_up else "prompt-and-weights"
    notices = [say(key)] if has_and(text) else []
    if _BREAK.search(plain) and not card.can_break:
        notices.append(say("prompt-break", model=card.name))
    return notices


def cut_at_and(text: str, card: ModelCard) -> str:
    """`a cat :1.2 AND a dog` as `a cat::1.2 a dog`; `BREAK` as the model reads it; quoted words
    stay.
    """
    quotes = _QUOTED.findall(text)
    plain = _QUOTED.sub("\0", text)
    if has_and(text):
        plain = _LAST_WEIGHT.sub(r"::\1", plain)
        plain = _AND.sub(lambda found: f"::{found[1] or ''} ", plain)
    plain = with_breaks(plain, card)
    pieces = plain.split("\0")
    return "".join(a + b for a, b in zip(pieces, [*quotes, ""], strict=True))


def with_breaks(text: str, card: ModelCard) -> str:
    """`BREAK` as the sign of the engine; left out where the model reads a text whole."""
    if not card.can_break:
        return _BREAK.sub("", text)
    return BREAK.join(part.strip(" ") for part in _BREAK.sub(BREAK, text).split(BREAK))


def has_and(text: str) -> bool:
    """In a prompt all in capitals, AND is a word like the others; in quotes it always is."""
    plain = _QUOTED.sub("", text)
    return bool(_AND.search(plain)) and any(letter.islower() for letter in plain)
