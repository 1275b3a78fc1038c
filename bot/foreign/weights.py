r"""How much words count in NovelAI and in InvokeAI, written as `(words:1.2)`. One pass each.

NovelAI: `{x}` is 1.05 times, `[x]` 1/1.05, `1.2::x::` says it outright, round brackets are plain.
InvokeAI (compel): `word+`, `(some words)--`, `(words)1.2`; a bracket without a weight is plain.
Sources: docs.novelai.net, "Strengthening & Weakening"; damian0815/compel, `Reference.md`.
"""

import re
from typing import Final

from bot.foreign.making import LONGEST

LOWEST: Final = 0.1  # the least and the most that brackets weigh here
HIGHEST: Final = 2.0
_NOVELAI: Final = re.compile(
    r"(?<![\w.])-?\d{1,3}(?:\.\d{1,4})?::|::|[{}\[\]]|[^{}\[\]:\d-]+|.", re.DOTALL
)
_NUMBER: Final = re.compile(r"(-?\d{1,3}(?:\.\d{1,4})?)::")
_STEP: Final = 1.05
_MARKS: Final = {"{": 1, "}": -1, "[": -1, "]": 1, "::": 0}
_MOST_POWER: Final = 60
_COMPEL: Final = re.compile(
    r"\\.|\(|\)(?P<group>\+{1,9}|-{1,9}|\d(?:\.\d{1,4})?(?![\w.]))?"
    r"|(?P<word>[^\W\d_]\w{0,60})(?P<signs>\+{1,9}|-{2,9})(?![\w+-])|[^\\()\w]+|\w+|.",
    re.DOTALL,
)
_ROUND: Final = re.compile(r"(?<!\\)([()])")


def of_novelai(text: str) -> tuple[str, tuple[str, ...]]:
    """The same words in our brackets, and the weights that cannot be said here."""
    pieces, outside, words = list[str](), list[str](), list[str]()
    power, factor = 0, 1.0
    for token in (*(one[0] for one in _NOVELAI.finditer(text[: 2 * LONGEST])), "::"):
        number = _NUMBER.fullmatch(token)
        if number is None and token not in _MARKS:
            words.append(_ROUND.sub(r"\\\1", token))
            continue
        weight, said = factor * _STEP**power, "".join(words)
        words.clear()
        pieces.append(_weighed(said, weight))
        if said.strip() and not LOWEST <= weight <= HIGHEST:
            outside.append(f"{weight:.4g}::{said.strip()[:20]}::")
        factor = float(number[1]) if number else 1.0 if token == "::" else factor
        power = max(-_MOST_POWER, min(_MOST_POWER, power + _MARKS.get(token, 0)))
    return "".join(pieces), tuple(outside)


def _weighed(words: str, weight: float) -> str:
    """In brackets where the weight is none of 1; words that count against are left out."""
    plain = words.strip()
    if not plain or abs(weight - 1) < 0.005:
        return words
    if weight <= 0:
        return ""
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    kept = round(min(HIGHEST, max(LOWEST, weight)), 2)
    comma = "," if plain.endswith(",") else ""
    return f"{before}({plain.rstrip(', ')}:{kept:g}){comma}{after}"


def of_invokeai(text: str) -> str:
    """The same words in our brackets; what stands in plain ones stays plain."""
    pieces, opened = list[str](), list[int]()
    for found in _COMPEL.finditer(text[: 2 * LONGEST]):
        token = found[0]
        if token == "(":
            opened.append(len(pieces))
            pieces.append("\\(")
        elif token.startswith(")") and opened:
            begins = opened.pop()
            if found["group"]:
                pieces[begins] = "("
                pieces.append(f":{_of_signs(found['group']):g})")
            else:
                pieces.append("\\)")
        elif token.startswith(")"):
            pieces.append("\\" + token)
        elif found["word"]:
            pieces.append(f"({found['word']}:{_of_signs(found['signs']):g})")
        else:
            pieces.append(token)
    return "".join(pieces)


def _of_signs(signs: str) -> float:
    """`++` is 1.21, `--` 0.81, a number itself: as much of it as brackets weigh here."""
    step = 1.1 if signs[0] == "+" else 0.9
    weight = float(signs) if signs[0].isdigit() else step ** len(signs)
    return round(min(HIGHEST, max(LOWEST, weight)), 2)
