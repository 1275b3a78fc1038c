"""Settings by name: what a program calls the steps, the seed, the size. One table for all of them.

Names are compared without case, spaces, dashes and underscores.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from bot.foreign.json_text import plain
from bot.foreign.making import LONGEST, Making, made, plain_braces

# A folded name, and what it says; a program's reader may add to it or say otherwise.
NAMES: Final[Mapping[str, str]] = {
    "prompt": "prompt",
    "positiveprompt": "prompt",
    "negativeprompt": "negative",
    "negative": "negative",
    "uc": "negative",
    "steps": "steps",
    "numinferencesteps": "steps",
    "sampler": "sampler",
    "samplername": "sampler",
    "samplerindex": "sampler",
    "ksamplername": "sampler",
    "scheduler": "schedule",
    "schedulername": "schedule",
    "scheduletype": "schedule",
    "schedule": "schedule",
    "noiseschedule": "schedule",
    "cfg": "cfg",
    "cfgscale": "cfg",
    "guidancescale": "cfg",
    "seed": "seed",
    "noiseseed": "seed",
    "size": "size",
    "resolution": "size",
    "width": "width",
    "height": "height",
    "tiling": "tile",
}
# About the file or the program, or said by what was read already; nobody misses it.
SILENT: Final = frozenset(
    (
        "appversion", "aspectratio", "createdat", "createdby", "createddate", "date", "fullprompt",
        "fullnegativeprompt", "generationtime", "hash", "id", "metadatascheme", "metadataversion",
        "nsamples", "rawprompt", "rawnegativeprompt", "requesttype", "signedhash", "software",
        "swarmversion", "time", "timestamp", "user", "version",
    )
)  # fmt: skip
_BETWEEN: Final = re.compile(r"[\s_-]+")
_SIZE: Final = re.compile(r"\(?\s*(\d{1,5})\s*[x×*,]\s*(\d{1,5})\s*\)?", re.IGNORECASE)
_WORDS: Final = ("prompt", "negative")
_NOTHING: Final = ("", "none", "null", "false", "0")


def folded(name: str) -> str:
    """`CFG scale`, `cfg_scale` and `cfgScale` alike."""
    return _BETWEEN.sub("", name[:100].casefold())


def size_of(text: str) -> str | None:
    """`(832, 1216)`, `832 x 1216` as 832x1216."""
    found = _SIZE.fullmatch(text[:40].strip())
    return f"{found[1]}x{found[2]}" if found else None


def read_names(
    program: str,
    values: Mapping[str, Any],
    names: Mapping[str, str] | None = None,
    silent: Iterable[str] = (),
) -> Making:
    """What such an object says, each value by its name; all else that says something is left."""
    table = {**NAMES, **(names or {})}
    unsaid = SILENT.union(silent)
    found, left = dict[str, str](), list[str]()
    for name, value in values.items():
        ours, text = table.get(folded(name)), plain(value)
        if ours == "size" and text:
            text = size_of(text) or ""
        if ours in _WORDS and not isinstance(value, str):
            continue
        if ours and text and ours not in found:
            found[ours] = text
        elif says_something(value) and not ours and folded(name) not in unsaid:
            left.append(name)
    if found.get("width") and found.get("height"):
        found["size"] = f"{found['width']}x{found['height']}"
    prompt, negative = (found.pop(name, "")[: 2 * LONGEST] for name in _WORDS)
    return made(program, plain_braces(prompt), plain_braces(negative), found, left)


def says_something(value: object) -> bool:
    """Whether a value says more than that there is none."""
    if isinstance(value, dict | list):
        return bool(value)
    text = plain(value)
    return text is not None and text.casefold() not in _NOTHING
