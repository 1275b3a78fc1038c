"""What people type that is no mistake of value: braces, links, unknown names, single dashes."""

import re
from collections.abc import Iterable

from bot.errors import NOT_AVAILABLE, Problem
from bot.nearest import nearest
from bot.prompt.split import Typed
from bot.prompt.table import Table
from bot.prompt.values import shown_code
from bot.prompt.weights import INVALID

INVALID_PARAMETER = "Invalid parameter"
_BRACE = re.compile(r"\\[{}\\]|[{}]")
_LINK = re.compile(r"<?https?://\S", re.IGNORECASE)
# A parameter with one dash, without the space before it, or with one between dashes and name.
_ALMOST = re.compile(
    r"(?<!\S)-([A-Za-z]\w+)(?!\S)|(?<=[^\s-])--([A-Za-z]\w*)|(?<!\S)-- ([A-Za-z]\w*)"
)
_GLUED = re.compile(r"([A-Za-z]+)(?:[=:,-]|(?=[\d.]))(.+)")


def brace_problem(prompt: str) -> Problem | None:
    """Braces make several prompts of one; unbalanced ones are a slip, balanced ones refused."""
    opened: list[int] = []
    has_any = False
    for found in _BRACE.finditer(prompt):
        if found[0] == "{":
            opened.append(found.start() + 1)
            has_any = True
        elif found[0] == "}" and not opened:
            return Problem(
                INVALID,
                f"A `}}` at character {found.start() + 1} closes nothing. "
                r"Write `\}` for a plain brace.",
            )
        elif found[0] == "}":
            opened.pop()
    if opened:
        return Problem(
            INVALID,
            f"A `{{` at character {opened[0]} is never closed. Write `\\{{` for a plain brace.",
        )
    if has_any:
        return Problem(
            NOT_AVAILABLE,
            "`{a, b}` makes several prompts of one, which is not available here yet: "
            r"send them one by one, or write `\{` for a plain brace.",
        )
    return None


def link_problem(text: str) -> Problem | None:
    """Pictures in a prompt are known, and refused as long as nothing can use them."""
    if not _LINK.search(text):
        return None
    return Problem(
        NOT_AVAILABLE,
        "Image links cannot be part of a prompt here yet: leave the link out and describe the "
        "picture in words.",
    )


def unknown_problem(typed: Typed, table: Table) -> Problem:
    """The sentence for a name that is not in the table, with the likeliest right one."""
    glued = _GLUED.fullmatch(typed.name)
    if glued and table.find(glued[1]):
        right = shown_code(f"--{glued[1]} {glued[2]}")
        sentence = f"{shown_code('--' + typed.name)} misses a space. Did you mean {right}?"
        return Problem(INVALID_PARAMETER, sentence)
    there_is = f"There is no {shown_code('--' + typed.name)}."
    name = nearest(typed.name, table.names())
    if name:
        return Problem(INVALID_PARAMETER, f"{there_is} Did you mean `--{name}`?")
    return Problem(
        INVALID_PARAMETER,
        f"{there_is} /help lists the parameters; for a plain dash, leave a space after it.",
    )


def almost_parameters(text: str, table: Table) -> Iterable[str]:
    """`-ar`, `fox,--ar` and `-- ar` are text; whoever meant the parameter is told."""
    for found in _ALMOST.finditer(text):
        name = found[1] or found[2] or found[3]
        if table.find(name):
            yield (
                f"{shown_code(found[0])} was read as words: the parameter is `--{name}`, "
                "with a space before it and none after the dashes."
            )
