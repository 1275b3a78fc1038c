"""The texts of a job's message from accepted to finished, in the shapes Midjourney's users know.

Strings in, strings out, never over Discord's limit, in the language that is spoken. Prompts are cut
and escaped here, so callers pass them as they are. Knows no Discord object: `user_id` is the number
in the mention.
"""

import re

from bot.language import ENGLISH, say, sentence
from bot.prompt.order import Speed, Visibility

MAX_PROMPT = 1800  # of Discord's 2000: leaves room for the longest frame around it
MAX_REASON = 100
VARIATIONS_STRONG = "job-variations-strong"
VARIATIONS_SUBTLE = "job-variations-subtle"
REASONS = (  # of failures that are known: rows keep them in English, people read their own language
    "reason-broken",
    "reason-source-gone",
    "reason-interrupted",
    "reason-out-of-memory",
    "reason-generation-failed",
    "reason-not-finite",
    "reason-killed",
)
_MARKDOWN = re.compile(r"([\\*_~`|<>\[\]])")
_LINK = re.compile(r"(<https?://[^\s<>]+>)")
_IN_LINK = re.compile(r"[*~`|@\\]")
_NO_PING = "@\u200b"  # a zero-width space after the sign: it reads the same and reaches nobody


def waiting(
    prompt: str, user_id: int, place: int | None = None, minutes: float | None = None
) -> str:
    """`**prompt** - <@id> (Waiting to start) · #3 in line, about 2 min`."""
    words = say("job-waiting", prompt=bold(prompt), owner=_mention(user_id))
    return words + _line(place, minutes)


def waiting_variations(
    prompt: str, index: int, user_id: int, place: int | None = None, minutes: float | None = None
) -> str:
    """`Making variations for image #1 with prompt **prompt** - <@id> (Waiting to start)`."""
    owner = _mention(user_id)
    words = say("job-waiting-variations", prompt=bold(prompt), owner=owner, index=index)
    return words + _line(place, minutes)


def restarted(prompt: str, user_id: int, place: int | None) -> str:
    """`**prompt** - <@id> (Restarted, back in line #2)`."""
    shown, owner = bold(prompt), _mention(user_id)
    if place is None:
        return say("job-restarted", prompt=shown, owner=owner)
    return say("job-restarted-place", prompt=shown, owner=owner, place=place)


def mode(speed: Speed, visibility: Visibility) -> str:
    """The key of the words that end a message: `fast`, or `fast-stealth` for `fast, stealth`."""
    return speed if visibility == "public" else f"{speed}-{visibility}"


def running(prompt: str, user_id: int, percent: int, mode: str, by: str | None = None) -> str:
    """`**prompt** - <@id> (31%) (fast)`; `by` is the key of what made it, as in `variations`."""
    made = _owned(prompt, user_id, by)
    return say("job-running", made=made, percent=percent, mode=say(f"job-mode-{mode}"))


def finished(prompt: str, user_id: int, mode: str, by: str | None = None) -> str:
    """`**prompt** - <@id> (fast)`; `by` is the key of what made it, as in `variations`."""
    made = _owned(prompt, user_id, by)
    return say("job-finished", made=made, mode=say(f"job-mode-{mode}"))


def variations(
    prompt: str,
    user_id: int,
    mode: str,
    percent: int | None = None,
    by: str = VARIATIONS_STRONG,
) -> str:
    """`**prompt** - Variations (Strong) by <@id> (0%) (relaxed)`; no percent: finished."""
    if percent is None:
        return finished(prompt, user_id, mode, by)
    return running(prompt, user_id, percent, mode, by)


def single(prompt: str, index: int, user_id: int) -> str:
    """`**prompt** - Image #3 <@id>`."""
    return say("job-single", prompt=bold(prompt), index=index, owner=_mention(user_id))


def kept(prompt: str, user_id: int) -> str:
    """`**prompt** - <@id> (Finished and kept: …)`: no way to bring the pictures is open."""
    return say("job-kept", prompt=bold(prompt), owner=_mention(user_id))


def stopped(prompt: str, user_id: int) -> str:
    """`**prompt** - <@id> (Stopped)`."""
    return say("job-stopped", prompt=bold(prompt), owner=_mention(user_id))


def paused(prompt: str, user_id: int) -> str:
    """`**prompt** - <@id> (Paused, goes on after the restart)`."""
    return say("job-paused", prompt=bold(prompt), owner=_mention(user_id))


def sent_by_dm(prompt: str, job_id: str, seed: int) -> str:
    """Three lines under the pictures: the prompt, `**Job ID**: …` and `**seed** …`."""
    return "\n".join((bold(prompt), say("job-id", job=job_id), say("job-seed", seed=seed)))


def failed(prompt: str, user_id: int, reason: str) -> str:
    """`**prompt** - <@id> (Failed: <short reason>)`."""
    short = escape(_known(reason).strip().rstrip(".。"))
    short = short if len(short) <= MAX_REASON else short[: MAX_REASON - 1].rstrip("\\ ") + "…"
    return say("job-failed", prompt=bold(prompt), owner=_mention(user_id), reason=short)


def bold(prompt: str) -> str:
    """The prompt as every message shows it: cut to fit, escaped, bold."""
    return f"**{shorten(escape(prompt.strip()))}**"


def escape(prompt: str) -> str:
    """The prompt so that it neither pings anybody nor ends the bold around it.

    Links in angle brackets stay links, and show no preview.
    """
    pieces = _LINK.split(" ".join(prompt.split()))
    return "".join(
        _IN_LINK.sub(lambda sign: f"%{ord(sign[0]):02X}", piece)
        if place % 2
        else _MARKDOWN.sub(r"\\\1", piece).replace("@", _NO_PING)
        for place, piece in enumerate(pieces)
    )


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
    shown, owner = bold(prompt), _mention(user_id)
    if by is None:
        return say("job-owned", prompt=shown, owner=owner)
    return say("job-owned-by", prompt=shown, owner=owner, by=say(by))


def _mention(user_id: int) -> str:
    return f"<@{user_id}>"


def _known(reason: str) -> str:
    """A reason as this person reads it; what nobody has foreseen stays as it was said."""
    return next((say(key) for key in REASONS if sentence(ENGLISH, key) == reason), reason)


def _line(place: int | None, minutes: float | None) -> str:
    if place is None:
        return ""
    if minutes is None:
        return " · " + say("job-line", place=place)
    return " · " + say("job-line-time", place=place, time=about(minutes))


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
