"""The private card of /info, and credits in words."""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.interactions.cards import BLUE, Card
from bot.interactions.wording import about
from bot.language import enumerated, say
from bot.orders.pricing import credits, in_words
from bot.prompt import Speed, Visibility


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
        amount = in_words(self.amount)
        return say("quota-rule", credits=amount, period=self.period, whom=self.whom)

    def rate(self) -> str:
        """`50 credits a day`."""
        if self.amount is None:
            return say("quota-unlimited")
        return say("info-plan-credits", credits=in_words(self.amount), period=self.period)


@dataclass(frozen=True, slots=True)
class Allowance:
    """How somebody stands in the present period; amounts in hundredths, None is unlimited.

    `granted` is a part of `total`. `plan`: the rule for the person, where the operator's ceiling
    leaves less than it.
    """

    whose: str  # why this rule holds: "everyone", "the role Artists", "this server", "you"
    period: Literal["day", "week", "month"]
    total: int | None
    remaining: int | None
    resets_at: datetime
    granted: int = 0
    plan: QuotaRule | None = None

    def words(self) -> str:
        """`37/50 credits today (resets <t:…:R>)`."""
        if self.total is None or self.remaining is None:
            return say("quota-unlimited")
        left, total = credits(max(0, self.remaining)), credits(self.total)
        if self.total <= 0:
            return say("quota-left-none", period=self.period)
        when = f"<t:{int(self.resets_at.timestamp())}:R>"
        return say("quota-left", left=left, total=total, period=self.period, when=when)

    def plan_words(self) -> str:
        """`50 credits a day (the rule for everyone) · 300 credits granted today`."""
        own = None if self.total is None else self.total - self.granted
        rule = QuotaRule(self.whose, self.period, own)
        plan = self.plan or rule
        words = [say("info-plan", plan=plan.rate(), whose=plan.whom)]
        if self.plan is not None:
            words.append(say("info-plan-most", most=rule.rate(), whose=self.whose))
        if self.granted:
            granted = in_words(self.granted)
            words.append(say("info-plan-granted", credits=granted, period=self.period))
        return " · ".join(words)


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
    jobs = [f"[{job.percent}%]({job.link})" for job in person.running]
    turbo = [] if person.queued_turbo is None else [("queued-turbo", str(person.queued_turbo))]
    rows = (
        ("plan", quota.plan_words()),
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
    labelled = (
        row and say("info-row", label=say(f"info-label-{row[0]}"), value=row[1]) for row in rows
    )
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


def _usage(images: int, seconds: float) -> str:
    return say("info-usage", images=images, time=_time(seconds))


def _time(seconds: float) -> str:
    """In the unit in which there is something to read: 0.00 hours told nothing."""
    if seconds >= 360:
        return say("info-hours", hours=f"{seconds / 3600:.2f}")
    if seconds >= 60:
        return say("info-minutes", minutes=f"{seconds / 60:.1f}")
    return say("info-seconds", seconds=math.ceil(seconds))
