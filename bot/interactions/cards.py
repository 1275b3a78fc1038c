"""What people are told when something is refused, waits or fails: title, sentences, colour, footer.

The catalogue, in Midjourney's titles; what features show stands with them. Values in, cards
out: knows no Discord client and no database.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from bot.errors import UserError
from bot.interactions.wording import cut
from bot.language import say
from bot.language.commands import shown_name
from bot.orders.pricing import credits, in_words

RED: Final = 16711680
YELLOW: Final = 16776960
GREEN: Final = 65280
BLUE: Final = 0x5865F2
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


def typed_command(name: str, text: str = "") -> str:
    """`/imagine a fox --s 1200`: the footer under a mistake, the command as the reader sees it."""
    return f"/{shown_name(name)} {' '.join(text.split())}".rstrip()


def problem(error: UserError, footer: str | None = None) -> Card:
    """A mistake of the person: every sentence it has, one to a line."""
    return Card(error.title, error.sentence, RED, footer)


def not_available(sentence: str, footer: str | None = None) -> Card:
    return Card(say("card-not-available"), sentence, RED, footer)


def refused(sentence: str, footer: str | None = None) -> Card:
    """Something this person may not do, or that cannot be done now."""
    return Card(say("card-not-possible"), sentence, RED, footer)


def done(sentence: str, title: str | None = None) -> Card:
    return Card(title or say("card-done"), sentence, GREEN)


def job_queued(running: int, number: int) -> Card:
    """The job waits for this person's own others; it is number `number` of their waiting ones."""
    text = say("queued-text", running=running, number=number)
    return Card(say("queued-title"), text, YELLOW)


def queue_full(
    limit: int, footer: str | None = None, whose: Literal["user", "everyone", "day"] = "user"
) -> Card:
    """Nothing was stored: too many wait, of this person or of all, or were ordered in a day."""
    keys = {"user": "queue-full-yours", "everyone": "queue-full-everyones", "day": "queue-full-day"}
    return Card(say("queue-full-title"), say(keys[whose], limit=limit), RED, footer)


def credits_exhausted(
    price: int,
    remaining: int,
    resets_at: datetime,
    footer: str | None = None,
    is_relax_allowed: bool = True,
    *,
    is_given_any: bool = True,
) -> Card:
    """`price` and `remaining` in hundredths of a credit; nothing was stored."""
    when = f"<t:{int(resets_at.timestamp())}:R>"
    if not is_given_any:
        sentence = say("credits-never")
    elif remaining <= 0:
        sentence = say("credits-none", when=when)
    else:
        left = credits(remaining)
        sentence = say("credits-few", price=in_words(price), remaining=left, when=when)
    if is_relax_allowed:
        sentence += " " + say("credits-relax")
    return Card(say("credits-title"), sentence, RED, footer)


def job_not_found() -> Card:
    return Card(say("not-found-title"), say("not-found-text"), RED)


def not_yours(owner_id: int) -> Card:
    """The job of somebody else, which this person sees all the same."""
    return Card(say("not-yours-title"), say("not-yours-text", owner=f"<@{owner_id}>"), RED)


def engine_starting() -> Card:
    return Card(say("starting-title"), say("starting-text"), YELLOW)


def model_loading() -> Card:
    """Beside an order that is in line already."""
    return Card(say("loading-title"), say("loading-text"), BLUE)


def maintenance() -> Card:
    return Card(say("maintenance-title"), say("maintenance-text"), YELLOW)


def disk_broken(footer: str | None = None) -> Card:
    """Nothing can be stored for the moment: the operator's matter, and it may pass by itself."""
    return Card(say("disk-title"), say("disk-text"), YELLOW, footer)


def broken(short_id: str) -> Card:
    """Our own fault: the number is in the log too."""
    return Card(say("broken-title"), say("broken-text", number=short_id), RED)
