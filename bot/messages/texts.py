"""The texts of a job's message from accepted to finished, in the shapes Midjourney's users know.

Strings in, strings out, never over Discord's limit, in the language that is spoken. Prompts are cut
and escaped here, so callers pass them as they are. Knows no Discord object: `user_id` is the number
in the mention.
"""

from bot.interactions.wording import about, bold, escape
from bot.language import ENGLISH, say, sentence
from bot.prompt.order import Speed, Visibility

MAX_FAILURE = 100
REASONS = (  # of failures that are known: rows keep them in English, people read their own language
    "reason-broken",
    "reason-source-gone",
    "reason-made-otherwise",
    "reason-interrupted",
    "reason-out-of-memory",
    "reason-generation-failed",
    "reason-not-finite",
    "reason-killed",
)


def waiting(
    prompt: str,
    user_id: int,
    place: int | None = None,
    minutes: float | None = None,
    *,
    key: str = "job-waiting",
    index: int = 0,
) -> str:
    """`**prompt** - <@id> (Waiting to start) · #3 in line, about 2 min`, by the kind's own `key`.

    `index`: the picture it starts from, for the kinds whose words name one.
    """
    words = say(key, prompt=bold(prompt), owner=_mention(user_id), index=index)
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
    """`**prompt** - <@id> (31%) (fast)`; `by` is the key of what made it, as in `kinds.py`."""
    made = _owned(prompt, user_id, by)
    return say("job-running", made=made, percent=percent, mode=say(f"job-mode-{mode}"))


def finished(prompt: str, user_id: int, mode: str, by: str | None = None) -> str:
    """`**prompt** - <@id> (fast)`; `by` is the key of what made it, as in `kinds.py`."""
    made = _owned(prompt, user_id, by)
    return say("job-finished", made=made, mode=say(f"job-mode-{mode}"))


def single(prompt: str, index: int, user_id: int) -> str:
    """`**prompt** - Image #3 <@id>`."""
    return say("job-single", prompt=bold(prompt), index=index, owner=_mention(user_id))


def undelivered(prompt: str, user_id: int) -> str:
    """`**prompt** - <@id> (Finished and kept: …)`: no way to bring the pictures is open."""
    return say("job-kept", prompt=bold(prompt), owner=_mention(user_id))


def stopped(prompt: str, user_id: int) -> str:
    """`**prompt** - <@id> (Stopped)`."""
    return say("job-stopped", prompt=bold(prompt), owner=_mention(user_id))


def paused(prompt: str, user_id: int) -> str:
    """`**prompt** - <@id> (Paused, goes on after the restart)`."""
    return say("job-paused", prompt=bold(prompt), owner=_mention(user_id))


def held(prompt: str, user_id: int) -> str:
    """`**prompt** - <@id> (Paused: Easel cannot write to its disk …)`."""
    return say("job-held", prompt=bold(prompt), owner=_mention(user_id))


def sent_by_dm(prompt: str, job_id: str, seed: int) -> str:
    """Three lines under the pictures: the prompt, `**Job ID**: …` and `**seed** …`."""
    return "\n".join((bold(prompt), say("job-id", job=job_id), say("job-seed", seed=seed)))


def failed(prompt: str, user_id: int, reason: str) -> str:
    """`**prompt** - <@id> (Failed: <short reason>)`."""
    short = escape(_known(reason).strip().rstrip(".。"))
    short = short if len(short) <= MAX_FAILURE else short[: MAX_FAILURE - 1].rstrip("\\ ") + "…"
    return say("job-failed", prompt=bold(prompt), owner=_mention(user_id), reason=short)


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
