"""What people bring along from A1111's web UI: `AND`, `BREAK`, `<lora:…>`, words that change.

Source: AUTOMATIC1111 stable-diffusion-webui, `modules/prompt_parser.py`.
"""

import re
from collections.abc import Mapping

from bot.errors import NOT_AVAILABLE, Problem
from bot.language import say
from bot.prompt.read import Given
from bot.prompt.titles import code

_NETWORK = re.compile(r"<(lora|lyco|locon|hypernet):[^<>]*>", re.IGNORECASE)
_SCHEDULED = re.compile(r"\[[^\[\]:|]*(?::[^\[\]:|]*)?:\s*(?:\d+(?:\.\d*)?|\.\d+)\s*\]")
_TAKEN_IN_TURN = re.compile(r"(?<!\\)\[[^\[\]|]*\|[^\[\]]*\]")
_QUOTED = re.compile(r'"[^"]*"')
_AND = re.compile(r"(?: ?: ?(-?(?:\d+(?:\.\d*)?|\.\d+)))? AND ")
_LAST_WEIGHT = re.compile(r" ?: ?(-?(?:\d+(?:\.\d*)?|\.\d+)) ?$")
_BREAK = re.compile(r"(?:^|(?<=[\s,]))BREAK(?=[\s,]|$)\s*,?")


def text_problems(text: str) -> list[Problem]:
    """What A1111 does and nothing here can: networks by name, words that change on the way."""
    problems = []
    if found := _NETWORK.search(text):
        problems.append(Problem(NOT_AVAILABLE, say("prompt-not-lora", typed=code(found[0]))))
    if found := _SCHEDULED.search(text) or _TAKEN_IN_TURN.search(text):
        problems.append(Problem(NOT_AVAILABLE, say("prompt-not-schedule", typed=code(found[0]))))
    return problems


def negative_problems(given: Mapping[str, Given]) -> list[Problem]:
    """The same of what is to be left out."""
    values = given["no"].values if "no" in given else ()
    return [problem for value in values for problem in text_problems(str(value))]


def text_notices(text: str) -> list[str]:
    """What `AND` and `BREAK` were taken for."""
    plain = _QUOTED.sub("", text)
    notices = [say("prompt-and")] if _has_and(plain) else []
    return notices + ([say("prompt-break")] if _BREAK.search(plain) else [])


def cut_at_and(text: str) -> str:
    """`a cat :1.2 AND a dog` as `a cat::1.2 a dog`; `BREAK` is left out; quoted words stay."""
    quotes = _QUOTED.findall(text)
    plain = _QUOTED.sub("\0", text)
    if _has_and(plain):
        plain = _LAST_WEIGHT.sub(r"::\1", plain)
        plain = _AND.sub(lambda found: f"::{found[1] or ''} ", plain)
    plain = _BREAK.sub("", plain)
    pieces = plain.split("\0")
    return "".join(a + b for a, b in zip(pieces, [*quotes, ""], strict=True))


def _has_and(plain: str) -> bool:
    """In a prompt all in capitals, AND is a word like the others."""
    return bool(_AND.search(plain)) and any(letter.islower() for letter in plain)
