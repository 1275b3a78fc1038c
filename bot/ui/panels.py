"""The private cards people ask for: /info, /help, and /quota for admins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.jobs.pricing import credits
from bot.prompt import Speed, Table
from bot.ui.embeds import GREEN, YELLOW, Card
from bot.ui.messages import about

BLUE = 0x5865F2
_SPEEDS: dict[Speed, str] = {"fast": "Fast", "relax": "Relax"}
_PERIOD_NOW = {"day": "today", "week": "this week", "month": "this month"}


@dataclass(frozen=True, slots=True)
class Allowance:
    """How somebody stands in the present period; amounts in hundredths, None is unlimited."""

    whose: str  # why this rule holds: "everyone", "the role Artists", "this server", "you"
    period: Literal["day", "week", "month"]
    total: int | None
    remaining: int | None
    resets_at: datetime

    def words(self) -> str:
        """`37/50 credits today (resets <t:…:R>)`."""
        if self.total is None or self.remaining is None:
            return "unlimited"
        left = credits(max(0, self.remaining))
        when = f"<t:{int(self.resets_at.timestamp())}:R>"
        return f"{left}/{credits(self.total)} credits {_PERIOD_NOW[self.period]} (resets {when})"


@dataclass(frozen=True, slots=True)
class RunningJob:
    link: str  # of its message
    percent: int


@dataclass(frozen=True, slots=True)
class Info:
    """The true numbers of one person, and of the line and the engine now."""

    name: str
    speed: Speed
    allowance: Allowance
    images: int
    seconds: float
    relax_images: int
    relax_seconds: float
    queued_fast: int
    queued_relax: int
    running: tuple[RunningJob, ...]
    jobs_in_line: int
    minutes_in_line: float | None
    engine: str  # "builtin on cpu, ready"


def info(person: Info) -> Card:
    """`Your info - ada`, its nine labels in Midjourney's order, then the line and the engine."""
    quota = person.allowance
    plan = (
        "unlimited" if quota.total is None else f"{credits(quota.total)} credits a {quota.period}"
    )
    line = "empty"
    if person.jobs_in_line:
        line = _count(person.jobs_in_line, "job")
        line += "" if person.minutes_in_line is None else f", {about(person.minutes_in_line)}"
    jobs = [f"[{job.percent}%]({job.link})" for job in person.running]
    rows = (
        ("Subscription", f"{plan} (the rule for {quota.whose})"),
        ("Job Mode", _SPEEDS[person.speed]),
        ("Visibility Mode", "Public"),
        ("Fast Time Remaining", quota.words()),
        ("Lifetime Usage", _usage(person.images, person.seconds)),
        ("Relaxed Usage", _usage(person.relax_images, person.relax_seconds)),
        None,
        ("Queued Jobs (fast)", str(person.queued_fast)),
        ("Queued Jobs (relax)", str(person.queued_relax)),
        ("Running Jobs", ", ".join(jobs) or "None"),
        None,
        ("Queue now", line),
        ("Engine", person.engine),
    )
    text = "\n".join("" if row is None else f"**{row[0]}**: {row[1]}" for row in rows)
    return Card(f"Your info - {person.name}", text, BLUE)


def help_card(commands: Sequence[tuple[str, str]], table: Table) -> Card:
    """How to begin, the commands (name and description), the parameters this model honours."""
    parameters = "\n".join(
        f"`--{' --'.join((row.name, *row.aliases))}` {row.meaning} ({row.kind.allowed()})"
        for row in table.honoured
    )
    listed = "\n".join(f"`/{name}` {description}" for name, description in commands)
    text = (
        "Type `/imagine` and say what you want to see: `a red lighthouse at sunset, watercolor`. "
        "Four pictures come; **U1** to **U4** post one alone, **V1** to **V4** make four new ones "
        "like it, **🔄** draws the same words again. ✉️ on a result sends it to you, ❌ stops or "
        f"deletes it.\n\n**Commands**\n{listed}\n\n"
        f"**Parameters**, after all the words\n{parameters}\n"
        "`::` weighs the part before it: `lighthouse::2 sea::0.5`.\n\n"
        "Easel is free software (Apache-2.0), run by this server. "
        "It is not affiliated with Midjourney or Discord."
    )
    return Card("Easel", text, BLUE)


@dataclass(frozen=True, slots=True)
class QuotaRule:
    """`whom` as Discord shows it: a mention, a role's mention, "this server", "everyone"."""

    whom: str
    period: Literal["day", "week", "month"]
    amount: int | None

    def words(self) -> str:
        """`50 credits a day for everyone`."""
        amount = "unlimited credits" if self.amount is None else f"{credits(self.amount)} credits"
        return f"{amount} a {self.period} for {self.whom}"


def quota_shown(rules: Sequence[QuotaRule], person: tuple[str, Allowance] | None = None) -> Card:
    """The rules, widest first; of one person also how they stand."""
    lines = [f"• {rule.words()}" for rule in rules] or ["No rule is set: everybody is unlimited."]
    if person is not None:
        whom, allowance = person
        lines += ["", f"{whom}: {allowance.words()}, by the rule for {allowance.whose}."]
    lines += ["", "The most specific rule holds: person, then role, then server, then everyone."]
    return Card("Quotas", "\n".join(lines), BLUE)


def quota_set(rule: QuotaRule) -> Card:
    return Card("Quota set", f"From now on: {rule.words()}.", GREEN)


def quota_cleared(whom: str, was_there: bool) -> Card:
    if not was_there:
        return Card("Nothing to change", f"There was no rule of its own for {whom}.", YELLOW)
    return Card(
        "Quota cleared", f"{whom} has no rule of its own any more; the wider one holds.", GREEN
    )


def quota_granted(whom: str, amount: int, allowance: Allowance) -> Card:
    text = f"{whom} got {credits(amount)} more credits; now {allowance.words()}."
    return Card("Credits granted", text, GREEN)


def quota_reset(whom: str, allowance: Allowance) -> Card:
    return Card("Quota reset", f"{whom} begins the period anew: {allowance.words()}.", GREEN)


def _usage(images: int, seconds: float) -> str:
    return f"{_count(images, 'image')} ({seconds / 3600:.2f} hours)"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
