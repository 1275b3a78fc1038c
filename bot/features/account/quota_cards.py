"""What /quota answers. Values in, cards out; knows no Discord client and no database."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from bot.features.account.allowance import rule_shown
from bot.features.account.panels import Allowance, QuotaRule
from bot.interactions.cards import BLUE, GREEN, YELLOW, Card
from bot.language import say
from bot.orders.pricing import count_of, credits, in_words
from storage import Ceiling, Period, PersonUsage, Resets, Usage

Reset = Literal["everything", "spending", "grants"]
RESETS: Final[Mapping[Reset, tuple[Resets, ...]]] = {
    "everything": ("spending", "grants"),
    "spending": ("spending",),
    "grants": ("grants",),
}


def quota_shown(
    rules: Sequence[QuotaRule],
    person: tuple[str, Allowance] | None = None,
    *,
    role: tuple[str, QuotaRule] | None = None,
    ceiling: Ceiling | None = None,
) -> Card:
    """The rules, widest first; of one person how they stand, of a role what it gets."""
    lines = [f"• {rule.words()}" for rule in rules]
    if role is not None:
        whom, got = role
        lines.append(say("quota-role", whom=whom, rate=got.rate(), whose=got.whom))
    if not lines:
        lines.append(say("quota-none"))
    if person is not None:
        whom, allowance = person
        left = allowance.words()
        lines += ["", say("quota-person", whom=whom, left=left, whose=allowance.whose)]
    lines += ["", say("quota-order")]
    if ceiling is not None and ceiling.credits is not None:
        lines.append(_ceiling(ceiling))
    return Card(say("quota-title"), "\n".join(lines), BLUE)


def quota_set(rule: QuotaRule) -> Card:
    return Card(say("quota-set-title"), say("quota-set", rule=rule.words()), GREEN)


def quota_cleared(whom: str, was_there: bool) -> Card:
    if not was_there:
        return Card(say("quota-nothing-title"), say("quota-nothing", whom=whom), YELLOW)
    return Card(say("quota-cleared-title"), say("quota-cleared", whom=whom), GREEN)


def quota_granted(whom: str, amount: int, allowance: Allowance) -> Card:
    left = allowance.words()
    text = say(
        "quota-granted", whom=whom, amount=credits(amount), count=count_of(amount), left=left
    )
    return Card(say("quota-granted-title"), text, GREEN)


def quota_reset(whom: str, allowance: Allowance, what: Reset = "everything") -> Card:
    """`what` it was that began anew, and what stayed."""
    text = say(f"quota-reset-{what}", whom=whom, left=allowance.words())
    return Card(say("quota-reset-title"), text, GREEN)


def ceiling_shown(ceiling: Ceiling) -> Card:
    """What holds for this server from now on."""
    text = say("quota-ceiling-none") if ceiling.credits is None else _ceiling(ceiling)
    return Card(say("quota-ceiling-title"), text, BLUE)


def usage_shown(usage: Usage, period: Period) -> Card:
    """Who spent most, the first the most."""
    lines = [_person(one) for one in usage.most]
    if not lines:
        return Card(say("quota-usage-title", period=period), say("quota-usage-none"), YELLOW)
    listed = [f"{number}. {line}" for number, line in enumerate(lines, 1)]
    spent = in_words(usage.spent)
    sentence = say("quota-usage-all", people=usage.people, credits=spent)
    return Card(say("quota-usage-title", period=period), "\n".join((*listed, "", sentence)), BLUE)


def _person(one: PersonUsage) -> str:
    spent = in_words(one.spent)
    return say("quota-usage-person", whom=f"<@{one.user_id}>", credits=spent, jobs=one.jobs)


def over_ceiling(period: Period, amount: int | None) -> str:
    """Why a rule is refused, and who may lift it."""
    rate = QuotaRule("", period, amount).rate()
    return say("quota-over-ceiling", rate=rate)


def grants_exceeded(most: int, left: int) -> str:
    """Why a grant is refused, and what is left of what may be granted."""
    return say("quota-grants-exceeded", most=in_words(most), left=in_words(left))


def _ceiling(ceiling: Ceiling) -> str:
    rate, grants = rule_shown(ceiling.rule).rate(), in_words(ceiling.grants)
    return say("quota-ceiling-is", rate=rate, grants=grants)
