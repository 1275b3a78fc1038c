"""A person's own options: `--mine` stands for what they stored under that name.

One level deep. Words in the value join the end of the prompt's text, its parameters go where
`--mine` stood. A real parameter's name can never be one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.errors import Problem
from bot.language import say
from bot.prompt.normalise import normalise
from bot.prompt.split import Split, Typed, split
from bot.prompt.table import Table
from bot.prompt.titles import INVALID_PARAMETER, INVALID_PROMPT, code

_BRACES = re.compile(r"\\[{}\\]|([{}])")


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
        plain = normalise(own[name], table.is_value_of)
        if has_braces(plain):
            problems.append(Problem(INVALID_PROMPT, say("prompt-option-braces", name=name)))
        inside = split(plain)
        words.append(inside.text)
        typed += inside.parameters
    text = " ".join(word for word in words if word)
    return WithOptions(Split(text, tuple(typed)), tuple(problems))


def has_braces(text: str) -> bool:
    """What is not typed in a prompt comes after braces are read, so that they would stay."""
    return any(found[1] for found in _BRACES.finditer(text))
