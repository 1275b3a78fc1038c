"""Strangers' words as they may stand in a message: escaped, cut to fit, pinging nobody, leading
nowhere. Pure."""

import re

from bot.language import say

MAX_PROMPT = 1800  # of Discord's 2000: leaves room for the longest frame around it
_MARKDOWN = re.compile(r"([\\*_~`|<>\[\]])")
_IMAGE = re.compile(r"<(https?://[^\s<>]+)>[\s,]*", re.IGNORECASE)  # at the front: an image prompt
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


def bold(prompt: str) -> str:
    """The prompt as every message shows it: cut to fit, escaped, bold."""
    return f"**{shorten(escape(prompt.strip()))}**"


def escape(prompt: str) -> str:
    """The prompt so that it neither pings anybody, nor leads anywhere, nor ends the bold around it.

    Links to pictures in angle brackets at its front stay links, each as short as `[🖼1](<…>)`, and
    show no preview; no invitation to a server does. A prompt copied from a message is read with
    them (`bot/prompt/brought.py`).
    """
    text, links, end = " ".join(prompt.split()), list[str](), 0
    while (found := _IMAGE.match(text, end)) and not _INVITE.match(text, end):
        link = _IN_LINK.sub(lambda sign: f"%{ord(sign[0]):02X}", found[1])
        links.append(f"[{PICTURE}{len(links) + 1}](<{link}>) ")
        end = found.end()
    return "".join((*links, _MARKDOWN.sub(r"\\\1", defused(text[end:])))).rstrip(" ")


def defused(text: str) -> str:
    """Plain text, markdown and all, in which no address and no mention is live."""
    return _LIVE.sub(lambda sign: sign[0] + _BREAK, text)


def shorten(escaped: str) -> str:
    """At most MAX_PROMPT characters, the last of them `…` where something was cut."""
    if _length(escaped) <= MAX_PROMPT:
        return escaped
    units = escaped.encode("utf-16-le", "surrogatepass")[: 2 * (MAX_PROMPT - 1)]
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


def fitted(prompt: str, longest: int) -> str:
    """The prompt escaped, at most `longest` characters, `…` where it was cut."""
    shown = escape(prompt)
    if len(shown) <= longest:
        return shown
    kept = shown[: longest - 1]
    if (len(kept) - len(kept.rstrip("\\"))) % 2:  # half of an escape would escape the `…`
        kept = kept[:-1]
    return kept.rstrip() + "…"


def cut(text: str, longest: int) -> str:
    """At most `longest` characters, the last of them `…` where something was cut."""
    return text if len(text) <= longest else text[: longest - 1] + "…"
