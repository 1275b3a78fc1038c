"""What people type that is no mistake of value: unknown names, single dashes, glued values."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from bot.errors import Fix, Problem
from bot.language import say
from bot.nearest import nearest
from bot.prompt.normalise import DASHES
from bot.prompt.split import Split, Typed
from bot.prompt.table import Table
from bot.prompt.titles import INVALID_PARAMETER, code

# A parameter with one dash, without the space before it, or with one between dashes and name.
_ALMOST = re.compile(
    r"(?<!\S)-([A-Za-z]\w+)(?!\S)|(?<=[^\s-])--([A-Za-z]\w*)|(?<!\S)--+ ([A-Za-z]\w*)"
)
_HYPHEN = re.compile(r"(?<!\S)- ([A-Za-z]\w*) (\S+)")
_CHINESE = re.compile(r"--([\u3400-\u9fff]+)")
# Words that people try for a parameter, in English and Chinese.
_MEANT: Final = {
    "ratio": "ar", "aspectratio": "ar", "format": "ar", "比例": "ar", "宽高比": "ar", "画幅": "ar",
    "resolution": "size", "res": "size", "dimensions": "size", "尺寸": "size",
    "not": "no", "neg": "no", "without": "no", "exclude": "no", "negativeprompt": "no",
    "不要": "no", "负面": "no", "种子": "seed", "质量": "quality", "步数": "steps",
    "风格": "style", "风格化": "stylize", "stylise": "stylize",
    "variety": "chaos", "混乱": "chaos", "cfgscale": "cfg", "guidancescale": "cfg", "scale": "cfg",
    "numinferencesteps": "steps", "samplingsteps": "steps", "scheduler": "sampler",
    "采样器": "sampler", "seamless": "tile", "pattern": "tile", "平铺": "tile",
    "private": "stealth", "slow": "relax", "模型": "model", "重复": "repeat", "count": "repeat",
    "n": "repeat",
}  # fmt: skip
_OLD: Final = frozenset(
    ("uplight", "upbeta", "upanime", "sameseed", "creative", "test", "testp", "bs", "end")
)
_GLUED = re.compile(r"([A-Za-z]+)(?:[=:,：，＝-]|(?=[\d.]))(.+)")


@dataclass(frozen=True, slots=True)
class Undashed:
    """The prompt without dashes at its ends, and what is said of them."""

    prompt: Split
    notices: tuple[str, ...] = ()


def without_stray_dashes(prompt: Split) -> Undashed:
    """Dashes that stand alone at the end of the text or of a value name no parameter."""
    text = _undashed(prompt.text)
    parameters = tuple(replace(one, value=_undashed(one.value)) for one in prompt.parameters)
    plain = Split(text, parameters)
    return Undashed(plain, () if plain == prompt else (say("prompt-stray-dashes"),))


def _undashed(words: str) -> str:
    kept = words.rstrip(DASHES + " ")
    begins = len(kept) if not kept else words.find(" ", len(kept))
    return words if begins < 0 else words[:begins].rstrip()


def unknown_problem(typed: Typed, table: Table, options: Iterable[str] = ()) -> Problem:
    """The sentence for a name that is not in the table, with the likeliest right one."""
    glued = _GLUED.fullmatch(typed.name)
    if glued and typed.value and table.find(glued[1]) and "-" in typed.name:
        return _unknown_like(typed, glued[1])
    if glued and table.find(glued[1]):
        fix = Fix(f"--{typed.name}", f"--{glued[1]} {glued[2]}")
        sentence = say("prompt-glued", typed=code(fix.wrong), right=code(fix.right))
        return Problem(INVALID_PARAMETER, sentence, fix)
    plain = typed.name.rstrip(",.;:，。；：")
    folded = plain.casefold().replace("-", "").replace("_", "")
    likely = plain if table.find(plain) else _MEANT.get(folded)
    likely = likely or nearest(plain, (*options, *_suggested(table)))
    if likely:
        return _unknown_like(typed, likely)
    return Problem(INVALID_PARAMETER, say("prompt-unknown", typed=code(f"--{typed.name}")))


def _unknown_like(typed: Typed, right: str) -> Problem:
    fix = Fix(f"--{typed.name}", f"--{right}")
    sentence = say("prompt-unknown-like", typed=code(fix.wrong), right=right)
    return Problem(INVALID_PARAMETER, sentence, fix)


def _suggested(table: Table) -> Iterable[str]:
    """Not what belongs to older models: nobody means that."""
    return (name for name in table.names() if name not in _OLD)


def almost_parameters(text: str, table: Table) -> Iterable[str]:
    """`-ar`, `fox,--ar` and `-- ar` are text; whoever meant the parameter is told."""
    for found in _ALMOST.finditer(text):
        name = found[1] or found[2] or found[3]
        if table.find(name):
            yield say("prompt-almost", typed=code(found[0]), name=name)
    for found in _HYPHEN.finditer(text):
        if table.is_value_of(found[1], found[2]):
            yield say("prompt-almost", typed=code(f"- {found[1]}"), name=found[1])
    for found in _CHINESE.finditer(text):
        if name := _MEANT.get(found[1]):
            yield say("prompt-almost", typed=code(found[0]), name=name)
