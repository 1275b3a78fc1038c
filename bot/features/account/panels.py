"""The private cards people ask for: /info, and /quota for admins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.interactions.cards import BLUE, GREEN, YELLOW, Card
from bot.interactions.wording import about
from bot.language import enumerated, say
from bot.orders.pricing import credits
from bot.prompt import Speed, Visibility


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
            return say("quota-unlimited")
        left, total = credits(max(0, self.remaining)), credits(self.total)
        when = f"<t:{int(self.resets_at.timestamp())}:R>"
        return say("quota-left", left=left, total=total, period=self.period, when=when)


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
    visibility: Visibility = "public"
    queued_turbo: int | None = None  # None: there is no turbo lane here
    place: int | None = None  # of the foremost waiting job of theirs
    minutes: float | None = None


def info(person: Info) -> Card:
    """`Your info - ada`, its nine labels in Midjourney's order, then the line and the engine."""
    quota = person.allowance
    if quota.total is None:
        plan = say("quota-unlimited")
    else:
        plan = say("info-plan-credits", credits=credits(quota.total), period=quota.period)
    jobs = [f"[{job.percent}%]({job.link})" for job in person.running]
    turbo = [] if person.queued_turbo is None else [("queued-turbo", str(person.queued_turbo))]
    rows = (
        ("plan", say("info-plan", plan=plan, whose=quota.whose)),
        ("mode", say(f"info-mode-{person.speed}")),
        ("visibility", say(f"info-visibility-{person.visibility}")),
        ("fast", quota.words()),
        ("lifetime", _usage(person.images, person.seconds)),
        ("relaxed", _usage(person.relax_images, person.relax_seconds)),
        None,
        ("queued-fast", str(person.queued_fast)),
        ("queued-relax", str(person.queued_relax)),
        ("running", enumerated(jobs) or say("info-none")),
        None,
        *turbo,
        *(() if person.place is None else (("place", _place(person)),)),
        ("queue", _line(person)),
        ("engine", person.engine),
    )
    labelled = (row and f"**{say(f'info-label-{row[0]}')}**: {row[1]}" for row in rows)
    text = "\n".join(line or "" for line in labelled)
    return Card(say("info-title", name=person.name), text, BLUE)


def _place(person: Info) -> str:
    if person.minutes is None:
        return say("job-line", place=person.place or 0)
    return say("job-line-time", place=person.place or 0, time=about(person.minutes))


def _line(person: Info) -> str:
    jobs = person.jobs_in_line
    if not jobs:
        return say("info-line-empty")
    if person.minutes_in_line is None:
        return say("info-line", jobs=jobs)
    return say("info-line-time", jobs=jobs, time=about(person.minutes_in_line))


@dataclass(frozen=True, slots=True)
class QuotaRule:
    """`whom` as Discord shows it: a mention, a role's mention, "this server", "everyone"."""

    whom: str
    period: Literal["day", "week", "month"]
    amount: int | None

    def words(self) -> str:
        """`50 credits a day for everyone`."""
        if self.amount is None:
            return say("quota-rule-unlimited", period=self.period, whom=self.whom)
        amount = credits(self.amount)
        return say("quota-rule", credits=amount, period=self.period, whom=self.whom)


def quota_shown(rules: Sequence[QuotaRule], person: tuple[str, Allowance] | None = None) -> Card:
    """The rules, widest first; of one person also how they stand."""
    lines = [f"• {rule.words()}" for rule in rules] or [say("quota-none")]
    if person is not None:
        whom, allowance = person
        left = allowance.words()
        lines += ["", say("quota-person", whom=whom, left=left, whose=allowance.whose)]
    lines += ["", say("quota-order")]
    return Card(say("quota-title"), "\n".join(lines), BLUE)


def quota_set(rule: QuotaRule) -> Card:
    return Card(say("quota-set-title"), say("quota-set", rule=rule.words()), GREEN)


def quota_cleared(whom: str, was_there: bool) -> Card:
    if not was_there:
        return Card(say("quota-nothing-title"), say("quota-nothing", whom=whom), YELLOW)
    return Card(say("quota-cleared-title"), say("quota-cleared", whom=whom), GREEN)


def quota_granted(whom: str, amount: int, allowance: Allowance) -> Card:
    left = allowance.words()
    text = say("quota-granted", whom=whom, credits=credits(amount), left=left)
    return Card(say("quota-granted-title"), text, GREEN)


def quota_reset(whom: str, allowance: Allowance) -> Card:
    text = say("quota-reset", whom=whom, left=allowance.words())
    return Card(say("quota-reset-title"), text, GREEN)


def _usage(images: int, seconds: float) -> str:
    return say("info-usage", images=images, hours=f"{seconds / 3600:.2f}")
