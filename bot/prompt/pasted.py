"""The block of settings that A1111 writes under a picture, pasted: its settings as parameters.

`Negative prompt: … Steps: 20, Sampler: Euler a, …`, by lines, commas, semicolons or bars.
Knows the names of the settings, and asks the table only what the loaded model has.
Source: AUTOMATIC1111 stable-diffusion-webui, `modules/infotext_utils.py`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.language import say
from bot.prompt.samplers import could_be_sampler
from bot.prompt.split import Split, Typed, quoted, split
from bot.prompt.table import SHAPES, Table
from bot.prompt.values import listed

_NAMES: Final = {
    "steps": "steps",
    "sampler": "sampler",
    "cfg scale": "cfg",
    "guidance scale": "cfg",
    "cfg": "cfg",
    "seed": "seed",
    "size": "size",
    "tiling": "tile",
}
_SCHEDULE: Final = "schedule type"
_AS_EVER: Final = (("tiling", "false"), ("seed", "-1"))  # say what holds without them
# What stands between lines or bars is known by its name; behind a comma any name will do.
_FURTHER: Final = (
    "beta schedule", "civitai metadata", "civitai resources", "clip skip", "created date",
    "denoising strength", "distilled cfg scale", "emphasis", "ensd", "eta", "face restoration",
    "hashes", "hires cfg scale", "hires checkpoint", "hires module 1", "hires negative prompt",
    "hires prompt", "hires sampler", "hires schedule type", "hires steps", "hires upscale",
    "hires upscaler", "lora hashes", "mask blur", "model", "model hash", "module 1", "module 2",
    "negative template", "ngms", "parser", "refiner", "refiner switch at", "rng", "template",
    "ti hashes", "vae", "vae hash", "variation seed", "variation seed strength", "version",
    "wildcard prompt",
)  # fmt: skip
_KNOWN: Final = "|".join(sorted((*_NAMES, _SCHEDULE, *_FURTHER), key=len, reverse=True))
_FIELD = re.compile(
    r'(?<=: )"(?:\\.|[^"\\])*"'  # a value in quotes may hold anything
    rf"|(?<![^\s,|;，])(?P<known>{_KNOWN})[:：]"
    r"|(?:(?<=[,|;] )|(?<=[,|;]))"
    rf"(?P<other>[A-Za-z][\w/-]{{0,20}}(?: (?!(?:{_KNOWN})[:：])[\w/-]{{1,20}}){{0,4}}):(?= )",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(r"(?<!\S)(?:Negative prompt: ?)+", re.IGNORECASE)
_PARAMETER = re.compile(r"(?<!\S)--(?=[A-Za-z])")
_STEPS = re.compile(r" ?\d{1,9} ?")
_SHORT = re.compile(r"[\w.+ -]{1,40}")  # a value of a setting before the steps
_ENDS: Final = " ,|;，"


@dataclass(frozen=True, slots=True)
class Pasted:
    """The prompt with a pasted block written as parameters, and what had no counterpart."""

    text: str
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Setting:
    """`name` as it was written."""

    name: str
    value: str

    @property
    def plain(self) -> str:
        return self.name.casefold()


@dataclass(frozen=True, slots=True)
class _Block:
    """Where the settings begin in the prompt, what they are, where what follows them begins."""

    begins: int
    settings: tuple[_Setting, ...]
    ends: int


def unpasted(prompt: str, table: Table | None = None) -> Pasted:
    """Read a block at the end of the words; any other prompt comes back as it is.

    `prompt` stands in one spelling and on one line. Without a table, what any model may have
    counts. What was typed beside the block holds where both say the same thing.
    """
    block = _block(prompt) or _Block(len(prompt), (), len(prompt))
    head, tail = prompt[: block.begins], prompt[block.ends :]
    negatives = list(_NEGATIVE.finditer(head))
    if not block.settings and not negatives:
        return Pasted(prompt)
    cut = negatives[-1] if negatives else None
    words = split(head[: cut.start()] if cut else head)
    unwanted = split(head[cut.end() :] if cut else "")
    typed = (*words.parameters, *unwanted.parameters, *split(tail).parameters)
    told, left = _told(block.settings, typed, table)
    text = " ".join(filter(None, (words.text, *_negative(unwanted, typed), *told, *_rest(typed))))
    return Pasted(text, (say("prompt-pasted-left", names=listed(left)),) if left else ())


def _block(prompt: str) -> _Block | None:
    """The last block: its steps with another setting behind them, or at the end of the words."""
    names = [found for found in _FIELD.finditer(prompt) if found.lastgroup]
    for index in range(len(names) - 1, -1, -1):
        if names[index]["known"] != "Steps":
            continue
        begins = index
        while begins and _is_setting(names[begins - 1], names[begins]):
            begins -= 1
        typed = _PARAMETER.search(prompt, names[index].start())
        ends = typed.start() if typed else len(prompt)
        behind = [one for one in names[index + 1 :] if one.start() < ends]
        first = behind[0].start() if behind else ends
        if _STEPS.fullmatch(prompt[names[index].end() : first].rstrip(_ENDS)):
            inside = [*names[begins : index + 1], *behind]
            stops = [one.start() for one in inside[1:]] + [ends]
            settings = tuple(
                _Setting(one[one.lastgroup or 0], prompt[one.end() : stop].strip(_ENDS))
                for one, stop in zip(inside, stops, strict=True)
            )
            return _Block(inside[0].start(), settings, ends)
    return None


def _is_setting(one: re.Match[str], following: re.Match[str]) -> bool:
    """Whether a name before the steps is one of the block, and no word of the prompt."""
    value = one.string[one.end() : following.start()].strip(_ENDS)
    return one.lastgroup == "known" and _SHORT.fullmatch(value) is not None


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
    settings: Iterable[_Setting], typed: Iterable[Typed], table: Table | None
) -> tuple[list[str], list[str]]:
    """The parameters of the settings, and the names of those that have no counterpart."""
    values = {one.plain: one.value for one in settings}
    has_shape = any(one.name.casefold() in (*SHAPES, "aspect") for one in typed)
    told, left = list[str](), list[str]()
    for there, here in _NAMES.items():
        value = values.get(there)
        if not value or (there, value.casefold()) in _AS_EVER:
            continue
        if there == "sampler":
            name = _sampler(values, table)
            told += [f"--sampler {name}"] if name else []
            left += [] if name else [f"Sampler: {value}"]
            has_schedule = name == value and values.get(_SCHEDULE, "Automatic") != "Automatic"
            left += ["Schedule type"] if has_schedule else []
        elif (there == "size" and has_shape) or (there == "tiling" and not _can_tile(table)):
            left.append(there.capitalize())
        else:
            told.append(f"--{here} {value}" if there != "tiling" else "--tile")
    left += [one.name for one in settings if one.plain not in (*_NAMES, _SCHEDULE)]
    return told, left


def _can_tile(table: Table | None) -> bool:
    row = table.find("tile") if table else None
    return table is None or (row is not None and row.refusal is None)


def _sampler(values: Mapping[str, str], table: Table | None) -> str | None:
    """The sampler with its schedule, or without one that nobody knows; None for none at all."""
    value, schedule = values["sampler"], values.get(_SCHEDULE, "")
    whole = value if schedule.casefold() in ("", "automatic") else f"{value} {schedule}"
    for name in (whole, value):
        if could_be_sampler(name) or (table and table.is_value_of("sampler", name)):
            return name
    return None
