"""The operator's bounds: what no server gives more than, and what direct messages have.

A ceiling counts what a person truly spent in its period, whatever rules, grants and resets a
server's admins made. Rules that were stored before it are bound by it as well.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from storage.periods import Period
from storage.quota_rules import Hundredths, Rule, Target
from storage.settings import Json

CEILING = "quota_ceiling"  # the key of a server's own one, in its settings


@dataclass(frozen=True, slots=True)
class Ceiling:
    """At most so many credits for one person in each period; `credits` None: no ceiling.

    `grants`: what the admins of a server may add to it for one person in a month, by grants and by
    resets of what was spent.
    """

    period: Period = "day"
    credits: Hundredths | None = None
    grants: Hundredths = 0

    @property
    def rule(self) -> Rule:
        """The same as a rule, to be compared and told."""
        return Rule(Target("ceiling"), self.period, self.credits)

    def allows(self, rule: Rule) -> bool:
        """Whether a rule gives no more; of unlike periods by what they give a day."""
        return rule.generosity <= self.rule.generosity

    def to_json(self) -> Json:
        """What the settings of a server hold."""
        return {"period": self.period, "credits": self.credits}

    def or_own(self, stored: Json | None) -> Ceiling:
        """This one, or the one that the operator set for a server."""
        if not isinstance(stored, dict):
            return self
        own: dict[str, object] = stored
        return replace(self, period=own["period"], credits=own["credits"])  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Bounds:
    """`direct_messages`: what everybody has there; None: what the rule for everyone says."""

    servers: Ceiling = Ceiling()  # frozen
    direct_messages: Rule | None = None

    @classmethod
    def of(cls, ceiling: Ceiling, period: Period, direct_messages: Hundredths | None) -> Bounds:
        """Of a ceiling, and so many credits in direct messages; None there is unlimited."""
        return cls(ceiling, Rule(Target("direct"), period, direct_messages))


def bounded(
    ceiling: Ceiling, spent: Hundredths, extra: Hundredths, extra_before: Hundredths
) -> tuple[Hundredths, Hundredths]:
    """What of `extra` counts, and what is left under a ceiling that has credits.

    `extra`: granted or taken back in its period; `extra_before`: earlier in the same month.
    """
    assert ceiling.credits is not None, "a ceiling without credits bounds nothing"
    counting = min(extra, max(0, ceiling.grants - max(0, extra_before)))
    return counting, max(0, ceiling.credits + counting - spent)
