"""The block that A1111's web UI writes under a picture, as text or pasted in one line.

`Negative prompt: … Steps: 20, Sampler: Euler a, …`, by lines, commas, semicolons or bars. Forge,
SD.Next, Civitai, Fooocus and many others write the same with names of their own.
Source: AUTOMATIC1111 stable-diffusion-webui, `modules/infotext_utils.py`, `modules/processing.py`
(create_infotext); vladmandic/sdnext, `modules/processing_info.py`; lllyasviel/Fooocus,
`modules/meta_parser.py` (A1111MetadataParser).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.foreign.making import LONGEST, Making, made, plain_braces
from bot.foreign.names import size_of

A1111: Final = "AUTOMATIC1111's web UI"
_NAMES: Final[Mapping[str, str]] = {
    "steps": "steps",
    "sampler": "sampler",
    "schedule type": "schedule",
    "scheduler": "schedule",
    "cfg scale": "cfg",
    "guidance scale": "cfg",
    "cfg": "cfg",
    "seed": "seed",
    "size": "size",
    "tiling": "tile",
}
# What stands between lines or bars is known by its name; behind a comma any name will do.
_FURTHER: Final = (
    "beta schedule", "civitai metadata", "civitai resources", "clip skip", "created date",
    "denoising strength", "distilled cfg scale", "emphasis", "ensd", "eta", "face restoration",
    "hashes", "hires cfg scale", "hires checkpoint", "hires module 1", "hires negative prompt",
    "hires prompt", "hires sampler", "hires schedule type", "hires upscale",
    "hires upscaler", "lora hashes", "mask blur", "model", "model hash", "module 1", "module 2",
    "negative template", "ngms", "parser", "refiner", "refiner switch at", "rng", "template",
    "ti hashes", "vae", "vae hash", "variation seed", "variation seed strength", "version",
    "wildcard prompt",
)  # fmt: skip
_UNSAID: Final = ("raw negative prompt", "raw prompt")  # said by the words already
_EMPTY: Final = ("", "{}", "[]")
# Written so, while `hires` at the end of the words has `Steps` of the next line behind it.
_HIRES_STEPS: Final = "(?-i:[Hh]ires steps)"
_KNOWN: Final = "|".join((_HIRES_STEPS, *sorted((*_NAMES, *_FURTHER), key=len, reverse=True)))
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
_RIGHT_ENDS: Final = f"{_ENDS}/·•-–"  # a dash before a number is its own
_BEGINS: Final = re.compile(r", ([A-Za-z][\w-]{0,20}(?: [\w-]{1,20}){0,2}) ?\Z")
_LONGEST_BEGIN: Final = 70
_FAMILIES: Final = ("adetailer", "controlnet", "detailer", "hires", "refiner")  # of our names too
_LINE: Final = re.compile(r"Steps: *\d+")
_NEXT_LINE: Final = re.compile(rf"(?:{'|'.join(_NAMES)}):", re.IGNORECASE)
_PROMPT: Final = re.compile(r"(?:Positive )?prompt: ?", re.IGNORECASE)
# What tells who wrote it: the beginning of a value, by its name; the first that fits.
_PROGRAMS: Final = (
    ("version", "fooocus", "Fooocus"),
    ("version", "comfyui", "ComfyUI"),
    ("version", "swarm", "SwarmUI"),
    ("version", "neo", "Forge"),
    ("version", "f", "Forge"),
    ("app", "sd.next", "SD.Next"),
    ("civitai resources", "", "Civitai"),
)


@dataclass(frozen=True, slots=True)
class Block:
    """What was found, and what stood behind it: parameters that a person added."""

    making: Making
    behind: str = ""


@dataclass(frozen=True, slots=True)
class _Setting:
    """`name` as it was written."""

    name: str
    value: str

    @property
    def plain(self) -> str:
        return self.name.casefold()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the settings begin in a text, what they are, where what follows them begins."""

    begins: int
    settings: tuple[_Setting, ...]
    ends: int


def read_block(text: str) -> Block | None:
    """The block at the end of a prompt in one line; None for any other prompt."""
    place = _place(text) or _Place(len(text), (), len(text))
    head = text[: place.begins]
    negatives = list(_NEGATIVE.finditer(head))
    if not place.settings and not negatives:
        return None
    cut = negatives[-1] if negatives else None
    words, unwanted = (head[: cut.start()], head[cut.end() :]) if cut else (head, "")
    words = words[said.end() :] if (said := _PROMPT.match(words)) else words
    return Block(_making(words, unwanted, place.settings), text[place.ends :])


def read_parameters(text: str) -> Making | None:
    """The text that such a program writes into a file; None where no line holds the settings.

    Extensions write further lines behind them, which are not read.
    """
    lines = text[:LONGEST].strip().splitlines()
    ends = [at for at, line in enumerate(lines) if _LINE.match(line.strip())]
    if not ends:
        return None
    last = ends[-1] + 1
    while last < len(lines) and _NEXT_LINE.match(lines[last].strip()):
        last += 1
    told = " ".join(" ".join(lines[:last]).split())
    found = read_block(told)
    if found is None:
        return None
    making = found.making
    return made(
        making.program,
        plain_braces(making.prompt),
        plain_braces(making.negative),
        making.settings,
        making.left,
    )


def _making(words: str, unwanted: str, settings: tuple[_Setting, ...]) -> Making:
    values = {one.plain: one.value for one in reversed(settings)}  # the first of a name counts
    found = {ours: values[there] for there, ours in _NAMES.items() if values.get(there)}
    found["size"] = size_of(found.get("size", "")) or found.get("size", "")
    left = [
        one.name
        for one in settings
        if one.plain not in (*_NAMES, *_UNSAID) and one.value not in _EMPTY
    ]
    return made(_program(values), words, unwanted, found, left)


def _program(values: Mapping[str, str]) -> str:
    for name, begins, program in _PROGRAMS:
        if name in values and values[name].casefold().startswith(begins):
            return program
    return A1111


def _place(prompt: str) -> _Place | None:
    """The last block: its steps with another setting behind them, or at the end of the words."""
    names = [found for found in _FIELD.finditer(prompt) if found.lastgroup]
    for index in range(len(names) - 1, -1, -1):
        if not _is_steps(names, index):
            continue
        begins = index
        while begins and _is_setting(names[begins - 1], names[begins]):
            begins -= 1
        typed = _PARAMETER.search(prompt, names[index].start())
        ends = typed.start() if typed else len(prompt)
        behind = [one for one in names[index + 1 :] if one.start() < ends]
        first = behind[0].start() if behind else ends
        if _STEPS.fullmatch(prompt[names[index].end() : first].rstrip(_RIGHT_ENDS)):
            inside = [*names[begins : index + 1], *behind]
            stops = [one.start() for one in inside[1:]] + [ends]
            values = [prompt[one.end() : stop] for one, stop in zip(inside, stops, strict=True)]
            names_told = [one[one.lastgroup or 0] for one in inside]
            return _Place(inside[0].start(), _settings(names_told, values), ends)
    return None


def _settings(names: list[str], values: list[str]) -> tuple[_Setting, ...]:
    """Each name with its value; of `RNG: CPU, ADetailer model: x` the second name is the whole."""
    for at in range(len(values) - 1):
        if begins := _BEGINS.search(values[at][-_LONGEST_BEGIN:]):
            is_ours = names[at + 1].casefold() in _NAMES
            if not is_ours or begins[1].casefold() in _FAMILIES:
                names[at + 1] = f"{begins[1]} {names[at + 1]}"
                values[at] = values[at][: len(values[at]) - len(begins[0])]
    told = zip(names, values, strict=True)
    return tuple(_Setting(name, value.strip(_ENDS).rstrip(_RIGHT_ENDS)) for name, value in told)


def _is_steps(names: Sequence[re.Match[str]], index: int) -> bool:
    """Whether a block may begin here, with `Steps` or with another of its settings behind `steps`.

    `Hires Steps`, `ADetailer steps` belong to the block that began before them.
    """
    found = names[index]
    if (found["known"] or "").casefold() != "steps":
        return False
    before = found.string[: found.start()].rstrip().rpartition(" ")[2].casefold()
    is_later = any(one["known"] == "Steps" for one in names[:index])
    if found["known"] == "Steps":
        return not (is_later and before in _FAMILIES)
    further = (names[index + 1]["known"] or "") if index + 1 < len(names) else ""
    return not is_later and further.casefold() in _NAMES


def _is_setting(one: re.Match[str], following: re.Match[str]) -> bool:
    """Whether a name before the steps is one of the block, and no word of the prompt."""
    value = one.string[one.end() : following.start()].strip(_ENDS).rstrip(_RIGHT_ENDS)
    return one.lastgroup == "known" and _SHORT.fullmatch(value) is not None
