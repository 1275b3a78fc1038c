"""What another program wrote, typed or pasted: its words, and its settings as our parameters.

Of a block of A1111 or of any `Making`. Asks the table only what the loaded model has; what has no
counterpart is named.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.foreign.making import Making
from bot.foreign.settings_line import read_block
from bot.language import say
from bot.prompt.samplers import could_be_sampler
from bot.prompt.sizes import size_of
from bot.prompt.split import Split, Typed, quoted, split
from bot.prompt.table import HIGHEST_SEED, SHAPES, Table
from bot.prompt.values import listed

# Their settings in the order in which they are told, and the parameter of each.
_PARAMETERS: Final = {
    "steps": "steps",
    "sampler": "sampler",
    "cfg": "cfg",
    "seed": "seed",
    "size": "size",
    "shape": "ar",  # of a size that is too large here
    "tile": "tile",
}
_SHOWN: Final = {"cfg": "CFG scale", "tile": "Tiling"}  # as people know them, where it is not plain
_UNSAID: Final = {"seed": ("-1",), "tile": ("false", "none")}  # what holds without a word
_NO_SCHEDULE: Final = ("", "automatic", "default", "normal", "native")  # what holds without a word
_COMMA: Final = re.compile(r"\d{1,3},\d{1,2}")  # a decimal comma
_FORMS: Final = {
    "steps": re.compile(r"\d{1,4}"),
    "cfg": re.compile(r"\d{1,3}(?:\.\d{1,10})?"),
    "seed": re.compile(r"\d{1,20}"),
    "size": re.compile(r"\d{1,5}x\d{1,5}"),
}


@dataclass(frozen=True, slots=True)
class Pasted:
    """The prompt with all settings written as parameters, and what had no counterpart."""

    text: str
    left: tuple[str, ...] = ()

    @property
    def notices(self) -> tuple[str, ...]:
        return (say("prompt-pasted-left", names=listed(self.left)),) if self.left else ()


def unpasted(prompt: str, table: Table | None = None) -> Pasted:
    """Read a block at the end of the words; any other prompt comes back as it is.

    `prompt` stands in one spelling and on one line. Without a table, what any model may have
    counts. What was typed beside the block holds where both say the same thing. What the loaded
    model would refuse is left out and told; of a size its shape stays.
    """
    block = read_block(prompt)
    if block is None:
        return Pasted(prompt)
    return in_our_words(within(block.making, table), table, block.behind)


def foreign_prompt(making: Making | None, table: Table | None = None) -> Pasted | None:
    """What a picture's file tells, as a prompt; None where it tells none that is read.

    With a table, what the loaded model would refuse is left out; of a size its shape stays.
    """
    if making is None or not making.prompt:
        return None
    return in_our_words(within(making, table), table)


def within(making: Making, table: Table | None) -> Making:
    """The same without values that the loaded model would refuse; without a table, as it is."""
    if table is None:
        return making
    kept, left = dict(making.settings), list[str]()
    for ours in ("steps", "cfg", "size"):
        value = kept.get(ours, "").replace(",", ".")
        row = table.find(_PARAMETERS[ours])
        if not value or row is None or row.refusal or table.is_value_of(row.name, value):
            continue
        left.append(_named(ours, kept.pop(ours)))
        if ours == "size" and _FORMS["size"].fullmatch(value):
            kept["shape"] = size_of(value).ratio if "0" not in value.split("x") else ""
    negative, refuses = making.negative, table.find("no")
    if negative and refuses is not None and refuses.refusal:
        negative, left = "", [*left, "Negative prompt"]
    return replace(making, negative=negative, settings=kept, left=(*left, *making.left))


def in_our_words(making: Making, table: Table | None = None, behind: str = "") -> Pasted:
    """The prompt that stands for what a program wrote; `behind`: parameters typed after it."""
    words, unwanted = (split(" ".join(text.split())) for text in (making.prompt, making.negative))
    typed = (*words.parameters, *unwanted.parameters, *split(behind).parameters)
    told, left = _told(making.settings, typed, table)
    text = " ".join(filter(None, (words.text, *_negative(unwanted, typed), *told, *_rest(typed))))
    return Pasted(text, (*left, *making.left))


def _negative(unwanted: Split, typed: Sequence[Typed]) -> Iterable[str]:
    """`--no bad, text`: what stood behind `Negative prompt:`, and what `--no` said beside it."""
    said = [unwanted.text.strip(" ,"), *(one.value for one in typed if _is_no(one))]
    said = [words for words in said if words]
    if any('"' in words for words in said):
        return [f"--no {quoted(words)}" for words in said]
    return [f"--no {', '.join(said)}"] if said else []


def _is_no(one: Typed) -> bool:
    return one.name.casefold() in ("no", "negative")


def _rest(typed: Iterable[Typed]) -> Iterable[str]:
    return (
        f"--{one.name} {one.value}".rstrip() for one in typed if not (_is_no(one) and one.value)
    )


def _told(
    settings: Mapping[str, str], typed: Iterable[Typed], table: Table | None
) -> tuple[list[str], list[str]]:
    """The parameters of the settings, and the names of those that have no counterpart."""
    has_shape = any(one.name.casefold() in (*SHAPES, "aspect") for one in typed)
    told, left = list[str](), list[str]()
    for ours, name in _PARAMETERS.items():
        value = settings.get(ours, "")
        if not value or value.casefold() in _UNSAID.get(ours, ()):
            continue
        if ours == "sampler":
            parameter, missing = _sampler(value, settings.get("schedule", ""), table)
            told += [parameter] if parameter else []
            left += [missing] if missing else []
        elif ours in ("size", "shape") and has_shape:
            left.append("Size")  # the shape that was typed holds
        elif ours == "cfg" and _COMMA.fullmatch(value):
            told.append(f"--{name} {value.replace(',', '.')}")
        elif not _fits(ours, value, table):
            left.append(_named(ours, value))
        else:
            told.append(f"--{name} {value}" if ours != "tile" else "--tile")
    return told, left


def _fits(ours: str, value: str, table: Table | None) -> bool:
    """Whether it can be said here: to the loaded model, or without one to any."""
    if ours in _FORMS and not _FORMS[ours].fullmatch(value):
        return False
    if ours == "seed" and int(value) > HIGHEST_SEED:
        return False
    row = table.find(_PARAMETERS[ours]) if table else None
    is_refused = row is not None and row.refusal is not None
    return not is_refused and (ours != "shape" or bool(table and table.is_value_of("ar", value)))


def _named(ours: str, value: str) -> str:
    """As people know it; that it tiles is said by the name alone."""
    shown = _SHOWN.get(ours, ours.capitalize())
    return shown if ours == "tile" else f"{shown}: {value}"


def _sampler(value: str, schedule: str, table: Table | None) -> tuple[str | None, str | None]:
    """The sampler with its schedule, or without one that nobody knows; and what is left of both."""
    has_schedule = schedule.casefold() not in _NO_SCHEDULE
    for name in (f"{value} {schedule}", value) if has_schedule else (value,):
        if could_be_sampler(name) or (table and table.is_value_of("sampler", name)):
            is_lost = has_schedule and name == value
            return f"--sampler {name}", "Schedule type" if is_lost else None
    return None, _named("sampler", value)
