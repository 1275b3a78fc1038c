"""Forms of other programs in the words of a prompt: weights become ours, the rest is left out.

Nothing of them is drawn as letters, and one sentence names them. Links are left alone. Pure text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from bot.language import say
from bot.prompt.titles import code

_MOST_NAMED: Final = 5
_NAME = re.compile(r"(?<!\S)(--[A-Za-z]\S*)")
_LINK = re.compile(r"(https?://\S+)", re.IGNORECASE)
_NUMBER = re.compile(r" ?\d{1,3}(?:[.,]\d{0,4})? ?")
_NOVELAI_BRACE: Final = 1.05
_UP, _DOWN = 1.1, 0.9  # InvokeAI's + and -
# NovelAI: `1.2::red fox::` and `{{{red fox}}}`.
_NUMBERED = re.compile(r"(?<![^\s,{\[])(\d{1,3}(?:\.\d{1,4})?)::([^\s:][^:]{0,200})::(?![\d.+-])")
_BRACED = re.compile(r"(?<![\\{])(\{{2,10})([^{},，|\\]{1,200})(\}{2,10})(?!\})")
# InvokeAI: `red++`, `(red fox)+`, `(snow)--`.
_WORD_UP = re.compile(r"((?<![^\W_])[^\W\d_]{2,40})(\+{2,5})(?![\w+-])")
_BRACKET = re.compile(r"\(([^()]{1,200})\)(\+{1,5}|-{1,2})(?![\w+-])")
_LEFT_OUT: Final = (
    (
        "SwarmUI",
        re.compile(
            r"<(?:random|wildcard|wc|alternate|alt|fromto|repeat|preset|embed|embedding|param"
            r"|segment|object|region|clear|setvar|var|base|refiner|trigger)"
            r"(?:\[[^\[\]<>]{0,80}\])?:[^<>]{0,200}>",
            re.IGNORECASE,
        ),
    ),
    ("", re.compile(r"<(?!https?:|lora:|lyco:|locon:|hypernet:)[a-z]{1,16}:[^<>]{0,200}>", re.I)),
    ("ComfyUI", re.compile(r"(?<![^\s,(])embedding:[\w.-]{1,80}")),
    ("Dynamic Prompts", re.compile(r"(?<!\w)__[A-Za-z][\w/*-]{0,60}?__(?!\w)")),
    (
        "NovelAI",
        re.compile(r"(?<![^\s,{\[])-\d{1,3}(?:\.\d{1,4})?::[^\s:][^:]{0,200}::(?![\d.+-])"),
    ),
)
# What is left of InvokeAI's behind brackets inside brackets; `("a", "b").blend(1, 1)`.
_AT_THE_END: Final = (
    ("InvokeAI", re.compile(r"(?<=\))(?:\+{1,5}|--)(?![\w+-])")),
    ("InvokeAI", re.compile(r"(?<=[)\"'])\.(?:and|blend|swap)\([\d., ]{0,80}\)")),
)
_WEIGHTS: Final = (
    # Its program, how it is found, the group of its words, the weight that it gives them.
    ("NovelAI", _NUMBERED, 2, lambda one: float(one[1])),
    ("NovelAI", _BRACED, 2, lambda one: _NOVELAI_BRACE ** min(len(one[1]), len(one[3]))),
    ("InvokeAI", _WORD_UP, 1, lambda one: _UP ** len(one[2])),
    ("InvokeAI", _BRACKET, 1, lambda one: (_UP if one[2][0] == "+" else _DOWN) ** len(one[2])),
)
_GAPS = re.compile(r" (?=[ ,.;])")


@dataclass(slots=True)
class _Found:
    """What was met, with its program, and what each weight was read as."""

    read: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Translated:
    """The prompt in the words of this language, and what is said of it."""

    text: str
    notices: tuple[str, ...] = ()


def without_forms(text: str) -> Translated:
    """The prompt without forms of other programs in its words and in what is to be left out."""
    found, pieces = _Found(), _NAME.split(text)
    for k in range(0, len(pieces), 2):
        if k == 0 or pieces[k - 1].casefold() in ("--no", "--negative"):
            pieces[k] = _without(pieces[k], found)
    return Translated("".join(pieces), tuple(_told(found)))


def _without(words: str, found: _Found) -> str:
    pieces = _LINK.split(words)
    pieces[::2] = [_translated(piece, found) for piece in pieces[::2]]
    return "".join(pieces)


def _translated(text: str, found: _Found) -> str:
    plain = text
    for program, form in _LEFT_OUT:
        plain = form.sub(partial(_leave, program, found), plain)
    for program, form, words, weight_of in _WEIGHTS:
        plain = form.sub(partial(_weigh, program, found, words, weight_of), plain)
    for program, form in _AT_THE_END:
        plain = form.sub(partial(_leave, program, found), plain)
    return text if plain == text else _GAPS.sub("", plain)


def _leave(program: str, found: _Found, one: re.Match[str]) -> str:
    found.left.append(_named(one[0], program))
    return ""


def _weigh(
    program: str,
    found: _Found,
    words: int,
    weight_of: Callable[[re.Match[str]], float],
    one: re.Match[str],
) -> str:
    """`(red fox:1.2)`; a weight inside it is taken over by the one outside."""
    inside, _, weight = one[words].rpartition(":")
    plain = inside if inside and _NUMBER.fullmatch(weight) else one[words]
    right = f"({plain.strip()}:{round(weight_of(one), 2):g})"
    found.read.append(f"{_named(one[0], program)} → {code(right)}")
    return right


def _named(typed: str, program: str) -> str:
    return f"{code(typed)} ({program})" if program else code(typed)


def _told(found: _Found) -> Iterator[str]:
    """One sentence for what is left out, one for what was read otherwise."""
    if found.left:
        yield say("prompt-forms-left", names=", ".join(found.left[:_MOST_NAMED]))
    if found.read:
        yield say("prompt-forms-read", pairs=", ".join(found.read[:_MOST_NAMED]))
