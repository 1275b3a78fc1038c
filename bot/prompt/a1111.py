"""What people bring along from A1111's web UI: a pasted block, `AND`, `BREAK`, `<lora:…>`.

The block under a picture made there, `Negative prompt: … Steps: 20, Sampler: Euler a, …`, becomes
the parameters of this language. Source: AUTOMATIC1111 stable-diffusion-webui,
`modules/infotext_utils.py` and `modules/prompt_parser.py`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.errors import NOT_AVAILABLE, Problem
from bot.language import say
from bot.prompt.titles import code
from bot.prompt.values import listed

_NEGATIVE = re.compile(r"(?:^|(?<=\s))Negative prompt:\s*", re.IGNORECASE)
_STEPS = re.compile(r"(?:^|(?<=\s))Steps: ?(?=\d+ ?(?:,|$))")
_PARAMETER = re.compile(r"(?<!\S)--(?=[A-Za-z])")
_FIELD = re.compile(r'\s*([A-Za-z][\w /-]*):\s*("(?:\\.|[^"\\])*"|[^,]*)(?:,|$)')
_NAMES: Final = {
    "steps": "steps",
    "sampler": "sampler",
    "cfg scale": "cfg",
    "seed": "seed",
    "size": "size",
}
_NETWORK = re.compile(r"<(lora|lyco|locon|hypernet):[^<>\s]*[^<>]*>", re.IGNORECASE)
_SCHEDULED = re.compile(r"\[[^\[\]:|]*(?::[^\[\]:|]*)?:\s*(?:\d+(?:\.\d*)?|\.\d+)\s*\]")
_TAKEN_IN_TURN = re.compile(r"(?<!\\)\[[^\[\]|]*\|[^\[\]]*\]")
_QUOTED = re.compile(r'"[^"]*"')
_AND = re.compile(r"(?:\s*:\s*(-?(?:\d+(?:\.\d*)?|\.\d+)))?\s+AND\s+")
_LAST_WEIGHT = re.compile(r"\s+:\s*(-?(?:\d+(?:\.\d*)?|\.\d+))\s*$")
_BREAK = re.compile(r"(?:^|(?<=[\s,]))BREAK(?=[\s,]|$)\s*,?")


@dataclass(frozen=True, slots=True)
class Pasted:
    """The prompt with a pasted block written as parameters, and what had no counterpart."""

    text: str
    notices: tuple[str, ...] = ()


def unpasted(prompt: str) -> Pasted:
    """Read a block of A1111 at the end of the words; any other prompt comes back as it is."""
    cut = _PARAMETER.search(prompt)
    words, typed = (prompt[: cut.start()], prompt[cut.start() :]) if cut else (prompt, "")
    steps, negative = _STEPS.search(words), _NEGATIVE.search(words)
    if not steps and not negative:
        return Pasted(prompt)
    fields = _fields(words[steps.start() :]) if steps else {}
    head = words[: steps.start()] if steps else words
    text, unwanted = head, ""
    if negative and negative.end() <= len(head):
        text, unwanted = head[: negative.start()], head[negative.end() :]
    pieces = [text.strip(), *_parameters(unwanted.strip(" ,"), fields), typed]
    left = [name for name in fields if name.casefold() not in (*_NAMES, "schedule type")]
    notices = [say("prompt-pasted-left", names=listed(left))] if left else []
    return Pasted(" ".join(piece for piece in pieces if piece), tuple(notices))


def _fields(block: str) -> dict[str, str]:
    return {found[1].strip(): found[2].strip() for found in _FIELD.finditer(block)}


def _parameters(negative: str, fields: dict[str, str]) -> Iterable[str]:
    plain = {name.casefold(): value for name, value in fields.items()}
    schedule = plain.get("schedule type", "")
    if negative:
        quoted = '"' + negative.replace('"', "'") + '"'
        yield "--no " + (quoted if "--" in negative else negative)
    for there, here in _NAMES.items():
        if value := plain.get(there):
            is_whole = there != "sampler" or schedule.casefold() in ("", "automatic")
            yield f"--{here} {value if is_whole else f'{value} {schedule}'}"


def text_problems(text: str) -> list[Problem]:
    """What A1111 does and nothing here can: networks by name, words that change on the way."""
    problems = []
    if found := _NETWORK.search(text):
        problems.append(Problem(NOT_AVAILABLE, say("prompt-not-lora", typed=code(found[0]))))
    if found := _SCHEDULED.search(text) or _TAKEN_IN_TURN.search(text):
        problems.append(Problem(NOT_AVAILABLE, say("prompt-not-schedule", typed=code(found[0]))))
    return problems


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
