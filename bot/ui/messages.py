"""The texts of a job's message from accepted to finished, in the shapes Midjourney's users know.

Strings in, strings out, never over Discord's limit. Prompts are cut and escaped here, so callers
pass them as they are. Knows no Discord object: `user_id` is the number in the mention.
"""

import re

from bot.prompt.order import Speed

MAX_PROMPT = 1800  # of Discord's 2000: leaves room for the longest frame around it
MAX_REASON = 100
VARIATIONS_STRONG = "Variations (Strong)"
VARIATIONS_SUBTLE = "Variations (Subtle)"
_MODE_WORDS: dict[Speed, str] = {"fast": "fast", "relax": "relaxed"}
_MARKDOWN = re.compile(r"([\\*_~`|<>\[\]])")
_NO_PING = "@\u200b"  # a zero-width space after the sign: it reads the same and reaches nobody


def waiting(
    prompt: str, user_id: int, place: int | None = None, minutes: float | None = None
) -> str:
    """`**prompt** - <@id> (Waiting to start) · #3 in line, about 2 min`."""
    return f"{bold(prompt)} - <@{user_id}> (Waiting to start){_line(place, minutes)}"


def waiting_variations(
    prompt: str, index: int, user_id: int, place: int | None = None, minutes: float | None = None
) -> str:
    """`Making variations for image #1 with prompt **prompt** - <@id> (Waiting to start)`."""
    return f"Making variations for image #{index} with prompt " + waiting(
        prompt, user_id, place, minutes
    )


def restarted(prompt: str, user_id: int, place: int | None) -> str:
    """`**prompt** - <@id> (Restarted, back in line #2)`."""
    line = "" if place is None else f" #{place}"
    return f"{bold(prompt)} - <@{user_id}> (Restarted, back in line{line})"


def running(prompt: str, user_id: int, percent: int, speed: Speed, by: str | None = None) -> str:
    """`**prompt** - <@id> (31%) (fast)`; `by` is what made it, as in `variations`."""
    return f"{_owned(prompt, user_id, by)} ({percent}%) ({_MODE_WORDS[speed]})"


def finished(prompt: str, user_id: int, speed: Speed, by: str | None = None) -> str:
    """`**prompt** - <@id> (fast)`; `by` is what made it, as in `variations`."""
    return f"{_owned(prompt, user_id, by)} ({_MODE_WORDS[speed]})"


def variations(
    prompt: str,
    user_id: int,
    speed: Speed,
    percent: int | None = None,
    by: str = VARIATIONS_STRONG,
) -> str:
    """`**prompt** - Variations (Strong) by <@id> (0%) (relaxed)`; no percent: finished."""
    if percent is None:
        return finished(prompt, user_id, speed, by)
    return running(prompt, user_id, percent, speed, by)


def single(prompt: str, index: int, user_id: int) -> str:
    """`**prompt** - Image #3 <@id>`."""
    return f"{bold(prompt)} - Image #{index} <@{user_id}>"


def kept(prompt: str, user_id: int) -> str:
    """`**prompt** - <@id> (Finished and kept: …)`: no way to bring the pictures is open."""
    return (
        f"{bold(prompt)} - <@{user_id}> (Finished and kept: I can neither post here nor write to "
        "you; I try again when you use /info, and at my next start)"
    )


def stopped(prompt: str, user_id: int) -> str:
    """`**prompt** - <@id> (Stopped)`."""
    return f"{bold(prompt)} - <@{user_id}> (Stopped)"


def paused(prompt: str, user_id: int) -> str:
    """`**prompt** - <@id> (Paused, goes on after the restart)`."""
    return f"{bold(prompt)} - <@{user_id}> (Paused, goes on after the restart)"


def sent_by_dm(prompt: str, job_id: str, seed: int) -> str:
    """Three lines under the pictures: the prompt, `**Job ID**: …` and `**seed** …`."""
    return f"{bold(prompt)}\n**Job ID**: {job_id}\n**seed** {seed}"


def failed(prompt: str, user_id: int, reason: str) -> str:
    """`**prompt** - <@id> (Failed: <short reason>)`."""
    short = escape(reason.strip().rstrip("."))
    short = short if len(short) <= MAX_REASON else short[: MAX_REASON - 1].rstrip("\\ ") + "…"
    return f"{bold(prompt)} - <@{user_id}> (Failed: {short})"


def bold(prompt: str) -> str:
    """The prompt as every message shows it: cut to fit, escaped, bold."""
    return f"**{shorten(escape(prompt.strip()))}**"


def escape(prompt: str) -> str:
    """The prompt so that it neither pings anybody nor ends the bold around it."""
    return _MARKDOWN.sub(r"\\\1", " ".join(prompt.split())).replace("@", _NO_PING)


def shorten(escaped: str) -> str:
    """At most MAX_PROMPT characters, the last of them `…` where something was cut."""
    if _length(escaped) <= MAX_PROMPT:
        return escaped
    units = escaped.encode("utf-16-le", "surrogatepass")[: 2 * (MAX_PROMPT - 1)]
    cut = units.decode("utf-16-le", "ignore")
    if (len(cut) - len(cut.rstrip("\\"))) % 2:  # half of an escape would escape the `…`
        cut = cut[:-1]
    return cut.rstrip() + "…"


def needs_prompt_file(prompt: str) -> bool:
    """True when messages show the prompt cut, so that `prompt.txt` belongs beside it."""
    return _length(escape(prompt.strip())) > MAX_PROMPT


def _owned(prompt: str, user_id: int, by: str | None) -> str:
    return f"{bold(prompt)} - {by + ' by ' if by else ''}<@{user_id}>"


def _line(place: int | None, minutes: float | None) -> str:
    if place is None:
        return ""
    return f" · #{place} in line{'' if minutes is None else ', ' + about(minutes)}"


def about(minutes: float) -> str:
    """`about 2 min`, `under a minute`, `about 3 h`."""
    if minutes < 1:
        return "under a minute"
    if minutes < 90:
        return f"about {round(minutes)} min"
    return f"about {round(minutes / 60)} h"


def _length(text: str) -> int:
    """UTF-16 units: the stricter of the two ways Discord's clients and servers count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
