"""A report in words: the form for who reports, and the card for the moderators."""

from dataclasses import dataclass
from typing import Final

import discord

from bot.features.moderation.buttons import Reported
from bot.features.proposals.proposal_cards import fitted
from bot.interactions.cards import YELLOW, Card
from bot.interactions.forms import form_id
from bot.language import say
from bot.messages.texts import escape

KIND: Final = "report"
REASON: Final = "reason"
MAX_REASON: Final = 500
_PROMPT_ROOM: Final = 1500
_MAX_TITLE, _MAX_LABEL = 45, 45  # Discord


@dataclass(frozen=True, slots=True)
class Report:
    """Who reported what of whom, and why; `link` leads to the message."""

    prompt: str
    owner_id: int
    reporter_id: int
    reason: str
    link: str


def report_form(reported: Reported) -> discord.ui.Modal:
    """Asks for the reason; nothing is reported before it comes back."""
    arg = f"{reported.job_id}.{reported.channel_id}.{reported.message_id}"
    form = discord.ui.Modal(
        title=say("report-form-title")[:_MAX_TITLE], custom_id=form_id(KIND, arg)
    )
    field: discord.ui.TextInput[discord.ui.LayoutView] = discord.ui.TextInput(
        style=discord.TextStyle.paragraph, custom_id=REASON, max_length=MAX_REASON
    )
    form.add_item(discord.ui.Label(text=say("report-form-reason")[:_MAX_LABEL], component=field))
    form.stop()  # discord.py keeps only forms that are not finished
    return form


def reported_in(arg: str) -> Reported | None:
    """What a form's id says; None where it is malformed."""
    job_id, _, rest = arg.partition(".")
    channel, _, message = rest.partition(".")
    if not (channel.isdecimal() and message.isdecimal()):
        return None
    return Reported(job_id, int(channel), int(message))


def report_card(report: Report) -> Card:
    text = "\n".join(
        (
            f"**{say('report-prompt')}** {fitted(report.prompt, _PROMPT_ROOM)}",
            f"**{say('report-owner')}** <@{report.owner_id}>",
            f"**{say('report-by')}** <@{report.reporter_id}>",
            f"**{say('report-reason')}** {escape(report.reason)}",
            f"[{say('report-link')}]({report.link})",
        )
    )
    return Card(say("report-title"), text, YELLOW)
