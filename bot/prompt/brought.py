"""What people bring along that is no prompt yet: a message of the bot, JSON, other programs' forms.

A message's text and JSON become the prompt in them; a form of another program is named. Pure text.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.errors import Problem
from bot.language import say
from bot.prompt.titles import INVALID_PROMPT, code
from bot.prompt.values import listed

_OWNER = re.compile(r"<@!?\d{15,20}>")
_WITHIN: Final = 100  # characters before the prompt, and behind it up to who ordered it
_MOST_NAMED: Final = 20
_LANE: Final = "fast|relax|relaxed|turbo|快速|慢速|极速"
_COPIED_END = re.compile(  # of what a client shows, where the mention is a name
    rf" - (?:[^-@]{{1,40}} )?@[^@()]{{1,40}}(?: \(\d{{1,3}}%\))? \((?:{_LANE})[^()]{{0,20}}\)$"
    r"| - (?:Image|图) #\d @[^@()]{1,40}$"
)
_PICTURE = re.compile(r"\[🖼\d\]\((<https?://[^\s<>]+>)\)")  # how messages show links to pictures
_ESCAPED = re.compile(r"\\([\\*_~`|<>\[\]])")
_JSON = re.compile(r"""(?:```(?:json)? ?)?(\[? ?\{ ?(?:"[^"]{1,40}"|'[^']{1,40}') ?:)""")
_NEGATIVE: Final = "negative_prompt"
# A form, its program, how it is looked for; what stands before a `++` is found behind it.
_FORMS: Final = (
    ("NovelAI", re.compile(r"(?<![^\s,{\[])-?\d{1,3}(?:\.\d{1,4})?::[^\s:][^:]{0,200}::")),
    ("NovelAI", re.compile(r"(?<!\\)\{\{[^{},，|\\]{0,200}\}\}")),
    (
        "InvokeAI",
        re.compile(r"(?:(?<=[^\W\d_]{2})|(?<=\)))(?:\+{2,5}|(?<=\))(?:\+|--?))(?![\w+-])"),
    ),
    (
        "SwarmUI",
        re.compile(
            r"<(?:random|wildcard|wc|alternate|alt|fromto|repeat|preset|embed|embedding|param"
            r"|segment|object|region|clear|setvar|var|base|refiner|trigger)"
            r"(?:\[[^\[\]<>]{0,80}\])?:[^<>]{0,200}>",
            re.IGNORECASE,
        ),
    ),
    ("ComfyUI", re.compile(r"(?<![^\s,(])embedding:[\w.-]{1,80}")),
    ("Dynamic Prompts", re.compile(r"(?<!\w)__[A-Za-z][\w/*-]{0,60}?__(?!\w)")),
)


@dataclass(frozen=True, slots=True)
class Brought:
    """The prompt alone, and what was left out of what stood around it."""

    text: str
    notices: tuple[str, ...] = ()


def unwrapped(prompt: str) -> Brought | Problem:
    """The prompt inside a message of the bot or inside JSON; any other one as it is."""
    prompt = _PICTURE.sub(r"\1", prompt)
    if (said := _of_message(prompt)) is not None:
        return Brought(said)
    if found := _JSON.match(prompt):
        return _of_json(prompt[found.start(1) :])
    copied = _COPIED_END.search(prompt[-2 * _WITHIN :])
    return Brought(prompt[: len(prompt) - len(copied[0])] if copied else prompt)


def _of_message(prompt: str) -> str | None:
    """The bold words of `**a fox --ar 3:2** - <@1234…> (fast)`, whatever stands before them."""
    begins = prompt.find("**", 0, _WITHIN)
    ends = prompt.find("** - ", begins + 2)
    if begins < 0 or ends < 0 or not _OWNER.search(prompt[ends : ends + _WITHIN]):
        return None
    return _ESCAPED.sub(r"\1", prompt[begins + 2 : ends]).strip()


def _of_json(prompt: str) -> Brought | Problem:
    """`{"prompt": "a red fox"}`, with parameters behind it; what else it says is named."""
    try:
        values, ends = json.JSONDecoder().raw_decode(prompt)
    except (ValueError, RecursionError):
        return Problem(INVALID_PROMPT, say("prompt-json"))
    values = values[0] if isinstance(values, list) and len(values) == 1 else values
    if not isinstance(values, dict):
        return Problem(INVALID_PROMPT, say("prompt-json"))
    words, unwanted = values.get("prompt"), values.get(_NEGATIVE)
    rest = prompt[ends:].strip("` ")
    if not isinstance(words, str) or not words.strip() or not (not rest or rest.startswith("--")):
        return Problem(INVALID_PROMPT, say("prompt-json"))
    no = f"--no {unwanted}" if isinstance(unwanted, str) and unwanted.strip() else ""
    left = [name for name in values if name != "prompt" and not (no and name == _NEGATIVE)]
    notices = (say("prompt-json-left", names=listed(left[:_MOST_NAMED])),) if left else ()
    return Brought(" ".join(" ".join((words, no, rest)).split()), notices)


def other_forms(text: str) -> Iterator[str]:
    """One sentence where a form of another program stands in the words."""
    for program, form in _FORMS:
        if found := form.search(text):
            is_end = found[0][0] in "+-" and program == "InvokeAI"
            begins = text.rfind(" ", 0, found.start()) + 1 if is_end else found.start()
            yield say("prompt-other-form", typed=code(text[begins : found.end()]), program=program)
            return
