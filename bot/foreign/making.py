"""What one program wrote of one picture, in the same shape for all of them.

Knows the names of the settings that have a counterpart here, and not how they are typed here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

LONGEST: Final = 6_000  # characters: no prompt is longer
LONGEST_NAME: Final = 40
LONGEST_VALUE: Final = 60  # characters of a setting
MOST_LEFT: Final = 20
# The names under which settings are kept: `size` as 512x768, `schedule` that of the noise.
SETTINGS: Final = ("steps", "sampler", "schedule", "cfg", "seed", "size", "tile")

_GPU: Final = "_gpu"  # where a sampler draws its noise, no other sampler
_NO_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BRACE: Final = re.compile(r"(?<!\\)([{}])")
_SQUARE: Final = re.compile(r"(?<!\\)([\[\]])")


@dataclass(frozen=True, slots=True)
class Making:
    """`prompt`, `negative`: in our own words, none where none can be read.

    `settings`: as they were written, by the names of `SETTINGS`. `left`: what else is said, by the
    names that the program gives it: it has no counterpart here.
    """

    program: str
    prompt: str = ""
    negative: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    left: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Making":
        """What `dataclasses.asdict` wrote."""
        return cls(
            str(values["program"]),
            str(values["prompt"]),
            str(values["negative"]),
            dict(values["settings"]),
            tuple(values["left"]),
        )


def made(
    program: str,
    prompt: str = "",
    negative: str = "",
    settings: Mapping[str, str | None] | None = None,
    left: Iterable[str] = (),
) -> Making:
    """A Making that is never larger than what a person could have typed."""
    kept = {name: _cut(value, LONGEST_VALUE) for name, value in (settings or {}).items() if value}
    if "sampler" in kept:
        kept["sampler"] = kept["sampler"].removesuffix(_GPU)
    names = dict.fromkeys(_cut(name, LONGEST_NAME) for name in left)
    return Making(
        _cut(program, LONGEST_NAME),
        _cut(prompt, LONGEST),
        _cut(negative, LONGEST),
        {name: kept[name] for name in SETTINGS if kept.get(name)},
        tuple(name for name in names if name)[:MOST_LEFT],
    )


def _cut(text: str, most: int) -> str:
    """Without what is no character of a text."""
    return _NO_TEXT.sub("", text[: 2 * most]).strip()[:most]


def plain_braces(text: str) -> str:
    """Braces make several jobs here, and mean nothing of the kind there."""
    return _BRACE.sub(r"\\\1", text)


def plain_squares(text: str) -> str:
    """The same of square brackets, for programs in which they weigh nothing."""
    return _SQUARE.sub(r"\\\1", text)
