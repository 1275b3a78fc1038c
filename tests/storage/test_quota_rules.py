"""Which rule holds: the closest one, and of several roles the most generous."""

from __future__ import annotations

import pytest

from storage import Account, Rule, Target
from storage.quota_rules import UNLIMITED, most_specific
from tests.storage.people import ADA, BEN, GUILD

ARTIST, PATRON = 71, 72
HERE = Rule(Target.user(GUILD, ADA), "day", 1)
ANYWHERE = Rule(Target.user(None, ADA), "day", 2)
ROLE = Rule(Target.role(GUILD, ARTIST), "day", 3)
SERVER = Rule(Target.guild(GUILD), "day", 4)
GLOBAL = Rule(Target.everyone(), "day", 5)
LADDER = [HERE, ANYWHERE, ROLE, SERVER, GLOBAL, UNLIMITED]


@pytest.mark.parametrize("rung", range(len(LADDER)))
def test_the_most_specific_rule_holds(rung: int) -> None:
    rules = [rule for rule in reversed(LADDER[rung:]) if rule is not UNLIMITED]
    assert most_specific(rules, Account(ADA, GUILD), [ARTIST]) == LADDER[rung]


def test_rules_of_others_do_not_hold() -> None:
    rules = [*LADDER[:4], Rule(Target.role(GUILD, PATRON), "day", None)]
    assert most_specific(rules, Account(BEN, GUILD), []) == SERVER
    assert most_specific(rules, Account(BEN, GUILD + 1), [ARTIST, PATRON]) == UNLIMITED


def test_direct_messages_know_no_guild_and_no_roles() -> None:
    """In a direct message there is no member and no guild: a peer's bot died of it."""
    assert most_specific([ROLE, SERVER, GLOBAL], Account(ADA, None), [ARTIST]) == GLOBAL
    assert most_specific([HERE, ANYWHERE, GLOBAL], Account(ADA, None), []) == ANYWHERE


@pytest.mark.parametrize(
    ("artist", "patron", "more_generous"),
    [
        (("day", 1000), ("day", 2000), PATRON),
        (("day", 1000), ("month", 20000), ARTIST),  # 10 a day against 6.67
        (("week", 8000), ("day", 1000), ARTIST),
        (("day", 10**9), ("month", None), PATRON),
        (("day", 0), ("day", 1), PATRON),
    ],
)
def test_of_several_roles_the_most_generous_counts(
    artist: tuple, patron: tuple, more_generous: int
) -> None:
    rules = [Rule(Target.role(GUILD, ARTIST), *artist), Rule(Target.role(GUILD, PATRON), *patron)]
    for order in (rules, rules[::-1]):
        rule = most_specific(order, Account(ADA, GUILD), {ARTIST, PATRON})
        assert rule.target.subject_id == more_generous
