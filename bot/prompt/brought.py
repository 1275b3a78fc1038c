"""What people bring along that is no prompt yet: a message of the bot, and JSON.

A message's text becomes the prompt in it, and so does the JSON that a program keeps of a picture.
Pure text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.errors import Problem
from bot.foreign.programs import read_pasted
from bot.language import say
from bot.prompt.pasted import in_our_words, within
from bot.prompt.table import Table
from bot.prompt.titles import INVALID_PROMPT

_OWNER = re.compile(r"<@!?\d{15,20}>")
_WITHIN: Final = 100  # characters before the prompt, and behind it up to who ordered it
_LANE: Final = "fast|relax|relaxed|turbo|快速|慢速|极速"
_COPIED_END = re.compile(  # of what a client shows, where the mention is a name
    rf" - (?:[^-@]{{1,40}} )?@[^@()（）]{{1,40}}(?: ?[(（]\d{{1,3}}%[)）])?"
    rf" ?[(（](?:{_LANE})[^()（）]{{0,20}}[)）]$"
    r"| - (?:Image|图) #\d @[^@()]{1,40}$"
)
_PICTURE = re.compile(r"\[🖼\d\]\((<https?://[^\s<>]+>)\)")  # how messages show links to pictures
_ESCAPED = re.compile(r"\\([\\*_~`|<>\[\]])")
_JSON = re.compile(r"""(?:```(?:json)? ?)?(\[? ?\{ ?(?:"[^"]{1,40}"|'[^']{1,40}') ?:)""")
_OBJECT: Final = re.compile(r"[\[{]")


@dataclass(frozen=True, slots=True)
class Brought:
    """The prompt alone, and what was left out of what stood around it.

    `is_read`: its settings are parameters already.
    """

    text: str
    notices: tuple[str, ...] = ()
    is_read: bool = False


def unwrapped(prompt: str, typed: str, table: Table) -> Brought | Problem:
    """The prompt inside a message of the bot or inside JSON; any other one as it is.

    `prompt` is what was `typed` in one spelling, which is no JSON any more where it quotes.
    """
    prompt = _PICTURE.sub(r"\1", prompt)
    if (said := _of_message(prompt)) is not None:
        return Brought(said)
    if found := _JSON.match(prompt):
        begins = _OBJECT.search(typed)
        raw = typed[begins.start() :] if begins else ""
        return _of_json((raw, prompt[found.start(1) :]), table)
    copied = _COPIED_END.search(prompt[-2 * _WITHIN :])
    return Brought(prompt[: len(prompt) - len(copied[0])] if copied else prompt)


def _of_message(prompt: str) -> str | None:
    """The bold words of `**a fox --ar 3:2** - <@1234…> (fast)`, whatever stands before them."""
    begins = prompt.find("**", 0, _WITHIN)
    ends = prompt.find("** - ", begins + 2)
    if begins < 0 or ends < 0 or not _OWNER.search(prompt[ends : ends + _WITHIN]):
        return None
    return _ESCAPED.sub(r"\1", prompt[begins + 2 : ends]).strip()


def _of_json(texts: Iterable[str], table: Table) -> Brought | Problem:
    """What a program keeps of a picture, with parameters behind it; what else it says is named."""
    for text in texts:
        making, rest = read_pasted(text) or (None, "")
        rest = rest.strip("` \t\r\n")
        if making is not None and making.prompt and (not rest or rest.startswith("--")):
            told = in_our_words(within(making, table), table, rest)
            return Brought(told.text, told.notices, is_read=True)
    return Problem(INVALID_PROMPT, say("prompt-json"))
