"""What people type that is no mistake of value: unknown names, single dashes, glued values."""

import re
from collections.abc import Iterable

from bot.errors import Problem
from bot.language import say
from bot.nearest import nearest
from bot.prompt.split import Typed
from bot.prompt.table import Table
from bot.prompt.titles import INVALID_PARAMETER, code

# A parameter with one dash, without the space before it, or with one between dashes and name.
_ALMOST = re.compile(
    r"(?<!\S)-([A-Za-z]\w+)(?!\S)|(?<=[^\s-])--([A-Za-z]\w*)|(?<!\S)-- ([A-Za-z]\w*)"
)
_GLUED = re.compile(r"([A-Za-z]+)(?:[=:,：，＝-]|(?=[\d.]))(.+)")


def unknown_problem(typed: Typed, table: Table, options: Iterable[str] = ()) -> Problem:
    """The sentence for a name that is not in the table, with the likeliest right one."""
    name = code(f"--{typed.name}")
    glued = _GLUED.fullmatch(typed.name)
    if glued and table.find(glued[1]):
        right = code(f"--{glued[1]} {glued[2]}")
        return Problem(INVALID_PARAMETER, say("prompt-glued", typed=name, right=right))
    plain = typed.name.rstrip(",.;:，。；：")
    likely = plain if table.find(plain) else nearest(plain, (*options, *table.names()))
    if likely:
        return Problem(INVALID_PARAMETER, say("prompt-unknown-like", typed=name, right=likely))
    return Problem(INVALID_PARAMETER, say("prompt-unknown", typed=name))


def almost_parameters(text: str, table: Table) -> Iterable[str]:
    """`-ar`, `fox,--ar` and `-- ar` are text; whoever meant the parameter is told."""
    for found in _ALMOST.finditer(text):
        name = found[1] or found[2] or found[3]
        if table.find(name):
            yield say("prompt-almost", typed=code(found[0]), name=name)
