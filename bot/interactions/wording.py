"""Strangers' words as they may stand in a message: escaped, cut to fit, pinging nobody, leading
nowhere. Pure."""

import re
from collections.abc import Callable

from bot.language import say

MAX_PROMPT = 1800  # of Discord's 2000: leaves room for the longest frame around it
_MARKDOWN = re.compile(r"([\\*_~`|<>\[\]])")
_IMAGE = re.compile(r"<(https?://[^\s<>]+)>[\s,]*", re.IGNORECASE)  # at the front: an image prompt
_EDITED = re.compile(r"(?<=--edit )(?:<https?://[^\s<>]+>(?: |$))+")  # pictures that words change
_LINK = re.compile(r"<([^<>]+)>")
_IN_LINK = re.compile(r"[*~`|@\\()]")
PICTURE = "🖼"
_INVITE = re.compile(
    r"<https?://(?:[^/@?#]*@)?(?:[\w-]+\.)*"
    r"(?:discord\.(?:gg|me|io|link)|dsc\.gg|invite\.gg|discord(?:app)?\.com/+invite)\b",
    re.IGNORECASE,
)
# A zero-width space behind the sign: it reads the same, reaches nobody and leads nowhere. A prompt
# copied from a message is read without it.
_BREAK = "\u200b"
_LIVE = re.compile(r"@|(?<=\w)\.(?=[^\W\d_]{2})|(?<=\w):(?=//)")


def bold(prompt: str, longest: int = MAX_PROMPT) -> str:
    """The prompt as every message shows it: cut to fit, escaped, bold."""
    return f"**{fitted(prompt, longest)}**"


def escape(prompt: str) -> str:
    """The prompt so that it neither pings anybody, nor leads anywhere, nor ends the bold around it.

    Links to pictures in angle brackets, at its front and behind `--edit`, stay links, each as short
    as `[🖼1](<…>)`, and show no preview; no invitation to a server does. A prompt copied from a
    message is read with them (`bot/prompt/brought.py`).
    """
    return _woven(prompt, _plain, lambda number, link: f"[{PICTURE}{number}](<{_quoted(link)}>)")


def unlinked(prompt: str) -> str:
    """The prompt in one plain line for where no link can be: `🖼1 🖼2 a fox`."""
    return _woven(prompt, lambda words: words, _mark)


def _woven(prompt: str, words: Callable[[str], str], picture: Callable[[int, str], str]) -> str:
    """The prompt in one line, what `words` makes of its text and `picture` of its links."""
    text, links, end = " ".join(prompt.split()), list[str](), 0
    while (found := _IMAGE.match(text, end)) and not _INVITE.match(text, end):
        links.append(found[1])
        end = found.end()
    pieces = [picture(number, link) for number, link in enumerate(links, 1)]
    for edited in _EDITED.finditer(text, end):
        own = _LINK.findall(edited[0])
        if any(_INVITE.match(f"<{link}>") for link in own):
            continue
        pieces.append(words(text[end : edited.start()].rstrip(" ")))
        pieces += [picture(number, link) for number, link in enumerate(own, len(links) + 1)]
        links, end = [*links, *own], edited.end()
    return " ".join((*pieces, words(text[end:]))).rstrip(" ")


def _plain(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", defused(text))


def _mark(number: int, _link: str) -> str:
    return f"{PICTURE}{number}"


def _quoted(link: str) -> str:
    return _IN_LINK.sub(lambda sign: f"%{ord(sign[0]):02X}", link)


def defused(text: str) -> str:
    """Plain text, markdown and all, in which no address and no mention is live."""
    return _LIVE.sub(lambda sign: sign[0] + _BREAK, text)


def fitted(prompt: str, longest: int) -> str:
    """The prompt escaped, at most `longest` characters, `…` where it was cut.

    Where it has to be cut its pictures lead nowhere: half a link would be shown as an address.
    """
    shown = escape(prompt)
    if _length(shown) <= longest:
        return shown
    shown = _woven(prompt, _plain, _mark)
    if _length(shown) <= longest:
        return shown
    units = shown.encode("utf-16-le", "surrogatepass")[: 2 * (longest - 1)]
    kept = units.decode("utf-16-le", "ignore")
    if (len(kept) - len(kept.rstrip("\\"))) % 2:  # half of an escape would escape the `…`
        kept = kept[:-1]
    return kept.rstrip() + "…"


def needs_prompt_file(prompt: str) -> bool:
    """True when messages show the prompt cut, so that `prompt.txt` belongs beside it."""
    return _length(escape(prompt.strip())) > MAX_PROMPT


def about(minutes: float) -> str:
    """`about 2 min`, `under a minute`, `about 3 h`."""
    if minutes < 1:
        return say("time-under-a-minute")
    if minutes < 90:
        return say("time-minutes", n=round(minutes))
    return say("time-hours", n=round(minutes / 60))


def _length(text: str) -> int:
    """UTF-16 units: the stricter of the two ways Discord's clients and servers count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def keycap(index: int) -> str:
    """`1️⃣`."""
    return f"{index}\ufe0f\u20e3"


def cut(text: str, longest: int) -> str:
    """At most `longest` characters, the last of them `…` where something was cut."""
    return text if len(text) <= longest else text[: longest - 1] + "…"
