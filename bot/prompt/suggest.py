"""What may be meant while a prompt is typed: one's own earlier prompts, parameters, known words.

Pure. A suggestion is the whole prompt as it would be sent, so what is too long is not suggested.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.prompt.parameter import Parameter
from bot.prompt.table import Table
from bot.prompt.values import Choice, Flag, Levels, Ratio, Words
from bot.prompt.values import number as plain

MOST: Final = 25  # Discord: choices of one autocomplete
LONGEST: Final = 100  # Discord: characters of a choice, in its name and in its value
_RATIOS: Final = ("1:1", "3:2", "2:3", "16:9", "9:16", "4:3", "3:4", "5:4", "4:5", "2:1", "21:9")
_FEW: Final = 3  # values of a parameter whose name is not whole yet
_USUAL: Final = {
    "no": ("text",),
    "chaos": ("10", "25", "50"),
    "stylize": ("50", "250", "750"),
    "weird": ("250", "1000", "3000"),
    "stop": ("80", "50"),
    "steps": ("20", "30", "50"),
    "cfg": ("4", "7", "10"),
    "repeat": ("2", "3", "4"),
    "iw": ("0.5", "1", "2"),
    "draft": ("", "24", "4"),
    "best": ("12", "8"),
}
_TAIL: Final = 4  # words at the end of the text that may begin a known phrase
_OPENERS: Final = ("--", "—", "–")


Values = Mapping[str, tuple[str, ...]]  # by the full name of a parameter; `""` for a flag


@dataclass(frozen=True, slots=True)
class Known:
    """What suggestions are made of; `history` are the person's own prompts, latest first."""

    table: Table
    values: Values
    history: Sequence[str] = ()
    vocabulary: Sequence[str] = ()
    styles: Sequence[str] = ()


def suggest(typed: str, known: Known) -> tuple[str, ...]:
    """At most 25 whole prompts, what is typed itself first, so that Enter changes nothing.

    Nothing at all where there is nothing to add, or what is typed is too long already.
    """
    typed = typed.lstrip()
    if not fits(typed):
        return ()
    found = dict.fromkeys(text for text in _candidates(typed, known) if fits(text))
    found.pop(typed.rstrip(), None)
    if not found:
        return ()
    first = [typed.rstrip()] if typed.strip() else []
    return (*first, *found)[:MOST]


def fits(text: str) -> bool:
    """Whether Discord takes it as a choice, by the stricter way of counting."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST


def _candidates(typed: str, known: Known) -> Iterator[str]:
    before, _, last = typed.rpartition(" ")
    if last.startswith(_OPENERS):
        yield from (f"{before} {end}".lstrip() for end in _parameters(last.lstrip("-—–"), known))
        return
    row = _open_parameter(before, known.table)
    if row is not None and not isinstance(row.kind, Words):
        offered = known.values.get(row.name, ())
        values = (value for value in offered if value and value.startswith(last.casefold()))
        yield from (f"{before} {value}" for value in values if value != last)
        return
    wanted = " ".join(typed.split()).casefold()
    yield from (text for text in known.history if wanted in " ".join(text.split()).casefold())
    if "--" not in typed and typed.strip():
        yield from _phrases(typed, known)


def _parameters(begun: str, known: Known) -> Iterator[str]:
    """`--ar 3:2` and others, for what stands behind the dashes."""
    for row in known.table.honoured:
        names = [name for name in (row.name, *row.aliases) if name.startswith(begun.casefold())]
        if not names:
            continue
        is_whole = begun.casefold() in names
        name, values = begun.casefold() if is_whole else names[0], known.values.get(row.name, ())
        for value in values if is_whole else values[:_FEW]:
            yield f"--{name} {value}".rstrip()


def _open_parameter(before: str, table: Table) -> Parameter | None:
    """The parameter whose value is being typed: its name is the last word before."""
    word = before.rpartition(" ")[2]
    row = table.find(word.lstrip("-—–")) if word.startswith(_OPENERS) else None
    return row if row is not None and row.refusal is None else None


def values_of(table: Table, is_readable: Callable[[str], bool]) -> Values:
    """What is worth suggesting behind each parameter, as far as a prompt with it can be read.

    `is_readable` is asked once for each value: keep the result as long as the models stay.
    """
    offered = {}
    for row in table.honoured:
        values = (value for value in _usual(row) if is_readable(f"a --{row.name} {value}".strip()))
        if found := tuple(values):
            offered[row.name] = found
    return offered


def _usual(row: Parameter) -> tuple[str, ...]:
    if row.name in _USUAL:
        return _USUAL[row.name]
    match row.kind:
        case Flag():
            return ("",)
        case Choice():
            return row.kind.names
        case Levels():
            return tuple(map(plain, row.kind.levels))
        case Ratio():
            return _RATIOS
    return (row.kind.example,)


def _phrases(typed: str, known: Known) -> Iterator[str]:
    """The text with its end completed to a known word; after a comma, every known style."""
    text = typed.rstrip()
    if text.endswith((",", "，")):
        joint = "" if text.endswith("，") else " "
        yield from (f"{text}{joint}{style}" for style in known.styles)
        return
    words = text.split(" ")
    is_whole = typed != text  # a space behind it: the next word is awaited, not this one's end
    for count in range(min(_TAIL, len(words)), 0, -1):
        head, tail = " ".join(words[:-count]), " ".join(words[-count:]).casefold()
        for phrase in _beginning(tail + " " * is_whole, (*known.styles, *known.vocabulary)):
            yield f"{head} {phrase}".lstrip()


def _beginning(tail: str, phrases: Iterable[str]) -> Iterator[str]:
    return (phrase for phrase in phrases if phrase.casefold().startswith(tail) and phrase != tail)
