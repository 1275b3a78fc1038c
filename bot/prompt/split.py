"""Where the text of a prompt ends and its parameters begin. Knows no parameter by name."""

import re
from dataclasses import dataclass

_PARAMETER = re.compile(r"(?<!\S)--(?=[A-Za-z])")
# Quotes matter only here, inside values: what they hold is one word, dashes and all.
_WORD = re.compile(r'"[^"]*"(?=[\s,]|$)|\S+')
_NAME = re.compile(r"--([A-Za-z]\S*)")


@dataclass(frozen=True, slots=True)
class Typed:
    """One parameter as it was written: `--ar 3:2` has the name "ar" and the value "3:2"."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Split:
    text: str
    parameters: tuple[Typed, ...]


def split(prompt: str) -> Split:
    """The text up to the first `--name`, then every name with what follows it."""
    first = _PARAMETER.search(prompt)
    if first is None:
        return Split(prompt.strip(), ())
    names = [
        (word, name)
        for word in _WORD.finditer(prompt, first.start())
        if (name := _NAME.fullmatch(word[0]))
    ]
    ends = [word.start() for word, _ in names[1:]] + [len(prompt)]
    parameters = tuple(
        Typed(name[1], prompt[word.end() : end].strip())
        for (word, name), end in zip(names, ends, strict=True)
    )
    return Split(prompt[: first.start()].strip(), parameters)


def unquoted(value: str) -> str:
    """`"red sky"` without its quotes; anything else as it is."""
    is_quoted = len(value) >= 2 and value[0] == value[-1] == '"' and value.count('"') == 2
    return value[1:-1].strip() if is_quoted else value


def quoted(value: str) -> str:
    """`value` so that it reads back whole: in quotes where it holds what looks like a parameter."""
    return f'"{value}"' if _PARAMETER.search(value) and '"' not in value else value
