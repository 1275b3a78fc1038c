"""A page of the audit list in words. Values in, a card out; knows no Discord client."""

import re
from typing import Final

from bot.interactions.cards import BLUE, Card
from bot.interactions.wording import cut, defused
from bot.language import say
from bot.orders.pricing import in_words
from storage import AuditEntry, AuditPage

# Of every action that is written down, the key of its words; a test compares it with the code.
ACTIONS: Final = {
    "quota.set": "audit-quota-set",
    "quota.clear": "audit-quota-clear",
    "quota.grant": "audit-quota-grant",
    "quota.reset": "audit-quota-reset",
    "quota.ceiling": "audit-quota-ceiling",
    "job.stealth": "audit-stealth",
    "job.stop": "audit-stop",
    "job.delete": "audit-delete",
    "report": "audit-report",
    "report.delete": "audit-report-delete",
    "report.warn": "audit-report-warn",
    "report.pause": "audit-report-pause",
    "report.dismiss": "audit-report-dismiss",
    "reports_channel": "audit-reports-channel",
    "pause": "audit-pause",
    "pause.lift": "audit-pause-lift",
    "words.add": "audit-words-add",
    "words.remove": "audit-words-remove",
}
_ID: Final = re.compile(r"(user|role|channel):(\d{1,20})")
_MENTION: Final = {"user": "<@{}>", "role": "<@&{}>", "channel": "<#{}>"}


def audit_card(page: AuditPage) -> Card:
    """The entries of one page, each with its moment and its person."""
    if not page.entries:
        return Card(say("audit-title"), say("audit-none"), BLUE)
    lines = [_line(entry) for entry in page.entries]
    footer = say("audit-page", page=page.number, pages=page.pages, total=page.total)
    return Card(say("audit-title"), "\n".join(lines), BLUE, footer)


def _line(entry: AuditEntry) -> str:
    """`<t:…:f> @ada: 50 credits a day for @Patron`; who reported a job is not named."""
    is_secret = entry.action == "report" or entry.by_user_id is None
    by = say("audit-somebody") if is_secret else f"<@{entry.by_user_id}>"
    at = f"<t:{int(entry.at.timestamp())}:f>"
    return say("audit-line", at=at, by=by, deed=_deed(entry))


def _deed(entry: AuditEntry) -> str:
    key = ACTIONS.get(entry.action)
    if key == "audit-quota-ceiling" and not entry.details:
        key = "audit-quota-ceiling-back"
    if key == "audit-reports-channel" and not entry.subject:
        key = "audit-reports-channel-none"
    if key is None:
        return f"`{cut(entry.action, 40)}` {_subject(entry.subject)}"
    is_channel = key == "audit-reports-channel"
    return say(
        key,
        subject=_subject(f"channel:{entry.subject}" if is_channel else entry.subject),
        owner=_owner(entry),
        amount=_amount(entry),
        what=str(entry.details.get("what", "spending")),
        hours=_number(entry, "hours"),
    )


def _subject(subject: str) -> str:
    """Whom or what a deed was about: a mention, the server, a job's id, a word."""
    found = _ID.fullmatch(subject)
    if found is not None:
        return _MENTION[found[1]].format(found[2])
    if subject in ("guild", "global"):
        return say("quota-server" if subject == "guild" else "quota-everyone")
    return f"`{defused(cut(subject.replace('`', chr(39)), 60))}`" if subject else "–"


def _owner(entry: AuditEntry) -> str:
    owner = entry.details.get("owner")
    return f"<@{owner}>" if isinstance(owner, int) else "–"


def _amount(entry: AuditEntry) -> str:
    """Of a rule so much in each period, of a grant so much."""
    details = entry.details
    if "period" in details:
        credits = details.get("credits")
        if not isinstance(credits, int):
            return say("quota-unlimited")
        return say("info-plan-credits", credits=in_words(credits), period=str(details["period"]))
    return in_words(_number(entry, "amount"))


def _number(entry: AuditEntry, name: str) -> int:
    value = entry.details.get(name, 0)
    return value if isinstance(value, int) else 0
