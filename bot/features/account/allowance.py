"""Quota rules in words: for whom a rule is, and how somebody stands under it."""

from bot.features.account.panels import Allowance, QuotaRule
from bot.language import say
from storage import QuotaStatus, Rule, Target


def allowance(status: QuotaStatus) -> Allowance:
    rule, total = status.rule, status.given
    return Allowance(
        whose=whom(rule.target),
        period=rule.period,
        total=total,
        remaining=status.remaining,
        resets_at=status.resets_at,
        granted=0 if total is None else status.granted,
        plan=None if status.plan == rule else rule_shown(status.plan),
    )


def rule_shown(rule: Rule) -> QuotaRule:
    return QuotaRule(whom(rule.target), rule.period, rule.credits)


def whom(target: Target) -> str:
    """`everyone`, `this server`, or the mention of a role or a person."""
    match target.scope:
        case "global":
            return say("quota-everyone")
        case "guild":
            return say("quota-server")
        case "role":
            return f"<@&{target.subject_id}>"
        case "user":
            return f"<@{target.subject_id}>"
        case "direct":
            return say("quota-direct")
        case "ceiling":
            return say("quota-ceiling-whose")
