"""A person's own options: `--mine` stands for what they stored under that name.

One level deep. Words in the value join the end of the prompt's text, its parameters go where
`--mine` stood. A real parameter's name can never be one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.errors import Problem
from bot.language import say
from bot.prompt.links import link_in
from bot.prompt.normalise import normalise
from bot.prompt.split import Split, Typed, split
from bot.prompt.table import Table
from bot.prompt.titles import INVALID_PARAMETER, INVALID_PROMPT, code

MOST_OPTIONS: Final = 20
_NAME = re.compile(r"[a-z0-9_]{1,32}")
_BRACES = re.compile(r"(?<!\\)[{}]")


@dataclass(frozen=True, slots=True)
class WithOptions:
    """The prompt with the person's own options replaced, and what was wrong with them."""

    prompt: Split
    problems: tuple[Problem, ...] = ()


def with_options(prompt: Split, options: Mapping[str, str], table: Table) -> WithOptions:
    """Replace every option of one's own."""
    own = {name.casefold(): value for name, value in options.items() if not table.find(name)}
    words, typed, problems = [prompt.text], list[Typed](), list[Problem]()
    for one in prompt.parameters:
        name = one.name.rstrip(",，").casefold()
        if name not in own:
            typed.append(one)
            continue
        if one.value:
            sentence = say("prompt-flag-value", name=name, typed=code(one.value))
            problems.append(Problem(INVALID_PARAMETER, sentence))
        inside = split(normalise(own[name], table.is_value_of))
        words.append(inside.text)
        typed += inside.parameters
    text = " ".join(word for word in words if word)
    return WithOptions(Split(text, tuple(typed)), tuple(problems))


def option_problem(name: str, value: str, table: Table) -> Problem | None:
    """Why this cannot be stored as an option: its name, or a value that nothing could read."""
    if not _NAME.fullmatch(name):
        return Problem(INVALID_PARAMETER, say("prompt-option-name", name=code(name)))
    if row := table.find(name):
        return Problem(
            INVALID_PARAMETER, say("prompt-option-taken", name=name, meaning=row.meaning)
        )
    plain = normalise(value, table.is_value_of)
    if _BRACES.search(plain):
        return Problem(INVALID_PROMPT, say("prompt-option-braces"))
    if link_in(plain):
        return Problem(INVALID_PROMPT, say("prompt-option-link"))
    for one in split(plain).parameters:
        if table.find(one.name) is None:
            sentence = say("prompt-option-unknown", typed=code(f"--{one.name}"))
            return Problem(INVALID_PARAMETER, sentence)
    return None
