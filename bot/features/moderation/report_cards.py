"""A report in words: the form for who reports, and the card for the moderators."""

from dataclasses import dataclass
from typing import Final

import discord

from bot.interactions.buttons import PointedMessage
from bot.interactions.cards import YELLOW, Card
from bot.interactions.forms import text_form
from bot.interactions.wording import escape, fitted
from bot.language import say

KIND: Final = "report"
MAX_REASON: Final = 500
_PROMPT_ROOM: Final = 1500


@dataclass(frozen=True, slots=True)
class Report:
    """Who reported what of whom, and why; `link` leads to the message."""

    prompt: str
    owner_id: int
    reporter_id: int
    reason: str
    link: str


def report_form(reported: PointedMessage) -> discord.ui.Modal:
    """Asks for the reason; nothing is reported before it comes back."""
    arg = f"{reported.job_id}.{reported.channel_id}.{reported.message_id}"
    return text_form(
        KIND,
        arg,
        title=say("report-form-title"),
        label=say("report-form-reason"),
        max_length=MAX_REASON,
    )


def reported_in(arg: str) -> PointedMessage | None:
    """What a form's id says; None where it is malformed."""
    job_id, _, rest = arg.partition(".")
    channel, _, message = rest.partition(".")
    if not (channel.isdecimal() and message.isdecimal()):
        return None
    return PointedMessage(job_id, int(channel), int(message))


def report_card(report: Report, *, names_reporter: bool) -> Card:
    """Who made the picture never reads who reported it: not where they would read the card."""
    by = f"<@{report.reporter_id}>" if names_reporter else say("report-by-somebody")
    text = "\n".join(
        (
            f"**{say('report-prompt')}** {fitted(report.prompt, _PROMPT_ROOM)}",
            f"**{say('report-owner')}** <@{report.owner_id}>",
            f"**{say('report-by')}** {by}",
            f"**{say('report-reason')}** {escape(report.reason)}",
            f"[{say('report-link')}]({report.link})",
        )
    )
    return Card(say("report-title"), text, YELLOW)
