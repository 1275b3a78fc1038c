"""What people are told when something is refused, waits or fails: title, sentences, colour, footer.

The catalogue, in Midjourney's titles; /info, /help and quotas are in panels.py. Values in, cards
out: knows no Discord client and no database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.errors import NOT_AVAILABLE, UserError
from bot.jobs.pricing import credits
from bot.ui.messages import about

RED: Final = 16711680
YELLOW: Final = 16776960
GREEN: Final = 65280
MAX_TITLE, MAX_TEXT, MAX_FOOTER = 256, 4096, 2048  # Discord's limits of an embed


@dataclass(frozen=True, slots=True)
class Card:
    """One embed. `footer` repeats the command, so that what was typed is never lost."""

    title: str
    text: str
    colour: int
    footer: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", cut(self.title, MAX_TITLE))
        object.__setattr__(self, "text", cut(self.text, MAX_TEXT))
        if self.footer is not None:
            object.__setattr__(self, "footer", cut(self.footer, MAX_FOOTER))


def cut(text: str, longest: int) -> str:
    """At most `longest` characters, the last of them `…` where something was cut."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def command(name: str, text: str = "") -> str:
    """`/imagine a fox --s 1200`: the footer under a mistake."""
    return f"/{name} {' '.join(text.split())}".rstrip()


def problem(error: UserError, footer: str | None = None) -> Card:
    """A mistake of the person: every sentence it has, one to a line."""
    return Card(error.title, error.sentence, RED, footer)


def not_available(sentence: str, footer: str | None = None) -> Card:
    return Card(NOT_AVAILABLE, sentence, RED, footer)


def refused(sentence: str, footer: str | None = None) -> Card:
    """Something this person may not do, or that cannot be done now."""
    return Card("Not possible", sentence, RED, footer)


def done(sentence: str, title: str = "Done") -> Card:
    return Card(title, sentence, GREEN)


def job_queued(running: int, number: int) -> Card:
    """The job waits for this person's own others; it is number `number` of their waiting ones."""
    return Card(
        "Job queued",
        f"You already have {_jobs(running)} running. This one starts by itself when one ends: "
        f"number {number} of your waiting jobs.",
        YELLOW,
    )


def queue_full(limit: int, footer: str | None = None, is_everyones: bool = False) -> Card:
    """Nothing was stored; `is_everyones`: the line of all is full, not only this person's."""
    if is_everyones:
        sentence = f"{_jobs(limit)} of all people are waiting, the most allowed here. "
        return Card("Queue full", sentence + "Try again in a few minutes.", RED, footer)
    sentence = f"{limit} of your jobs are waiting, the most allowed. "
    return Card(
        "Queue full",
        sentence + "Cancel one with /cancel or try again when one has started.",
        RED,
        footer,
    )


def credits_exhausted(
    price: int,
    remaining: int,
    resets_at: datetime,
    footer: str | None = None,
    is_relax_allowed: bool = True,
) -> Card:
    """`price` and `remaining` in hundredths of a credit; nothing was stored."""
    when = f"<t:{int(resets_at.timestamp())}:R>"
    if remaining <= 0:
        sentence = f"Your credits are used up; they return {when}."
    else:
        sentence = f"This costs {_credits(price)} and you have {credits(remaining)} left. "
        sentence += f"More come {when}."
    if is_relax_allowed:
        sentence += " With `--relax` it costs nothing and waits behind the others."
    return Card("Credits exhausted", sentence, RED, footer)


def missing_permission(what: str, permissions: Sequence[str]) -> Card:
    """`what` ends the sentence "I can't … here": attach files."""
    return Card(
        "Missing permission",
        f"I can't {what} here. Ask an admin for: {', '.join(permissions)}.",
        RED,
    )


def job_not_found() -> Card:
    return Card("Job not found", "No job of yours has that id.", RED)


def engine_starting(minutes: float | None = None) -> Card:
    loading = "The model is loading" + ("" if minutes is None else f", {about(minutes)}")
    return Card("Engine starting", f"{loading}; try again in a moment.", YELLOW)


def maintenance() -> Card:
    return Card("Maintenance", "New jobs pause for an update; jobs in line are kept.", YELLOW)


def broken(short_id: str) -> Card:
    """Our own fault: the number is in the log too."""
    return Card(
        "Sorry! Could not complete the job!",
        f"Something broke on our side (id {short_id}). Nothing was charged; please try again.",
        RED,
    )


def job_failed(sentence: str, short_id: str) -> Card:
    """A job that ended without pictures: why, that it cost nothing, and the number in the log."""
    return Card(
        "Sorry! Could not complete the job!",
        f"{sentence} (id {short_id}) Not charged; Retry keeps your seed.",
        RED,
    )


def _jobs(count: int) -> str:
    return f"{count} job" if count == 1 else f"{count} jobs"


def _credits(hundredths: int) -> str:
    return f"{credits(hundredths)} credit{'' if hundredths == 100 else 's'}"
