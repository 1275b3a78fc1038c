"""The links to pictures at the front of a prompt, and what cannot be a picture."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from bot.errors import Problem
from bot.language import say
from bot.prompt.titles import INVALID_LINK, INVALID_PROMPT, code

MOST_IMAGES: Final = 5
_FRONT = re.compile(r"(?:<(https?://[^\s<>]+)>|(https?://[^\s<>]+))(?=[\s<,]|$)[\s,]*", re.I)
_LINK = re.compile(r"<?https?://\S", re.I)
_FOLDER = re.compile(r"[/\\]")
_PICTURE = re.compile(r"\.(?:png|jpe?g|webp|gif)(?:\?.*)?(?=,|$)", re.I)  # the end of a file's name
_WEIGHT = re.compile(r"::[+-]?[\d.]*$")
_PAGES: Final = ("html", "htm", "xhtml", "php", "asp", "aspx", "jsp", "md", "txt")
_NO_PICTURES: Final = (
    "mp4", "mov", "webm", "avi", "mkv", "mp3", "wav", "pdf", "zip", "rar", "7z", "svg", "psd",
    "doc", "docx", "json", "safetensors",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Front:
    """The links as they were typed, without brackets, and the text behind them."""

    images: tuple[str, ...]
    text: str


def front(text: str) -> Front:
    """Take the links off the front of the text."""
    images, at = [], 0
    while found := _FRONT.match(text, at):
        images.append((found[1] or found[2]).rstrip(","))
        at = found.end()
    return Front(tuple(images), text[at:])


def link_problems(prompt: Front) -> list[Problem]:
    """Links that are no picture by their ending, weighted or too many; one later in the text."""
    problems = [found for link in prompt.images if (found := link_problem(link))]
    if len(prompt.images) > MOST_IMAGES:
        count = len(prompt.images)
        problems.append(
            Problem(INVALID_PROMPT, say("prompt-link-many", most=MOST_IMAGES, count=count))
        )
    if almost := _almost(prompt.text):
        problems.append(Problem(INVALID_LINK, say("prompt-link-broken", link=code(almost))))
    elif _LINK.search(prompt.text):
        problems.append(Problem(INVALID_PROMPT, say("prompt-link-later")))
    return problems


def _almost(text: str) -> str | None:
    """The first word where it is an address without https://, or a file of one's own."""
    word, _, _ = text.partition(" ")
    if word[:4].casefold() == "www." and len(word) > 4:
        return word
    folder = _FOLDER.search(word)
    ending = _PICTURE.search(word, folder.end()) if folder else None
    return word[: ending.end()] if ending else None


def link_problem(link: str) -> Problem | None:
    """What keeps a link from being one to a picture, as far as it can be seen in it."""
    if weight := _WEIGHT.search(link):
        return Problem(INVALID_PROMPT, say("prompt-link-weight", typed=code(weight[0])))
    try:
        address = urlsplit(link)
    except ValueError:
        return Problem(INVALID_LINK, say("prompt-link-broken", link=code(link)))
    if not address.hostname:
        return Problem(INVALID_LINK, say("prompt-link-broken", link=code(link)))
    _, dot, ending = address.path.rpartition("/")[2].rpartition(".")
    ending = ending.casefold() if dot else ""
    if ending in _PAGES:
        return Problem(INVALID_LINK, say("prompt-link-page"))
    if ending in _NO_PICTURES:
        return Problem(INVALID_LINK, say("prompt-link-ending", ending=ending))
    return None
