"""The private panels about credits (§7.2): labels, order, true numbers."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.features.account import panels, quota_cards
from bot.interactions.cards import Card

RESET = datetime(2030, 1, 2, tzinfo=UTC)
SOON = f"<t:{int(RESET.timestamp())}:R>"
ALLOWANCE = panels.Allowance("everyone", "day", 5000, 3700, RESET)
INFO = panels.Info(
    name="ada",
    speed="fast",
    allowance=ALLOWANCE,
    images=102,
    seconds=1.77 * 3600,
    relax_images=1,
    relax_seconds=0.29 * 3600,
    queued_fast=2,
    queued_relax=1,
    running=(panels.RunningJob("https://discord.com/channels/1/2/3", 31),),
    jobs_in_line=4,
    minutes_in_line=3.2,
    engine="builtin on cpu, ready",
)


def test_info_has_the_nine_labels_in_their_order_with_true_numbers() -> None:
    """Row 30."""
    card = panels.info(INFO)
    assert card.title == "Your info - ada"
    assert card.text.splitlines()[:10] == [
        "**Subscription**: 50 credits a day (the rule for everyone)",
        "**Job Mode**: Fast",
        "**Visibility Mode**: Public",
        f"**Fast Time Remaining**: 37/50 credits today (resets {SOON})",
        "**Lifetime Usage**: 102 images (1.77 hours)",
        "**Relaxed Usage**: 1 image (0.29 hours)",
        "",
        "**Queued Jobs (fast)**: 2",
        "**Queued Jobs (relax)**: 1",
        "**Running Jobs**: [31%](https://discord.com/channels/1/2/3)",
    ]
    assert "**Queue now**: 4 jobs, about 3 min" in card.text
    assert "**Engine**: builtin on cpu, ready" in card.text
    idle = panels.info(replace(INFO, running=(), jobs_in_line=0))
    assert "**Running Jobs**: None" in idle.text and "**Queue now**: empty" in idle.text


def test_little_usage_is_told_in_small_units() -> None:
    """It said 0.00 hours after quick pictures."""
    told = {0: "0 s", 0.3: "1 s", 59: "59 s", 75: "1.2 min", 359: "6.0 min", 360: "0.10 hours"}
    for seconds, words in told.items():
        card = panels.info(replace(INFO, images=4, seconds=seconds))
        assert f"**Lifetime Usage**: 4 images ({words})" in card.text


def test_somebody_without_a_limit_is_unlimited() -> None:
    free = replace(INFO, allowance=panels.Allowance("you", "week", None, None, RESET))
    assert "**Fast Time Remaining**: unlimited" in panels.info(free).text


def test_a_grant_stands_beside_the_plan_and_not_in_it() -> None:
    """A grant of 300 on 50 used to read "350 credits a day (the rule for everyone)"."""
    granted = panels.Allowance("everyone", "day", 35000, 35000, RESET, granted=30000)
    text = panels.info(replace(INFO, allowance=granted)).text
    plan = "50 credits a day (the rule for everyone) · 300 credits granted today"
    assert f"**Subscription**: {plan}\n" in text
    assert "**Fast Time Remaining**: 350/350 credits today" in text


def test_a_plan_over_the_ceiling_says_both() -> None:
    plan = panels.QuotaRule("<@&5>", "week", 10000)
    bound = replace(ALLOWANCE, whose="all servers, the operator's ceiling", plan=plan)
    assert bound.plan_words() == (
        "100 credits a week (the rule for <@&5>) · at most 50 credits a day "
        "(the rule for all servers, the operator's ceiling)"
    )


@pytest.mark.parametrize(
    ("amount", "period", "words"),
    [
        (100, "week", "1 credit a week for everyone"),
        (150, "week", "1.5 credits a week for everyone"),
        (0, "month", "0 credits a month for everyone"),
        (200, "day", "2 credits a day for everyone"),
    ],
)
def test_one_credit_is_one_credit(amount: int, period, words: str) -> None:
    assert panels.QuotaRule("everyone", period, amount).words() == words


def test_a_sentence_begins_with_a_capital() -> None:
    """`this server has no rule of its own any more` did not."""
    texts = [
        quota_cards.quota_cleared("this server", True).text,
        quota_cards.quota_cleared("this server", False).text,
        quota_cards.over_ceiling("day", 5000),
        quota_cards.grants_exceeded(50000, 0),
    ]
    assert [text for text in texts if not text[0].isupper()] == []


@pytest.mark.parametrize(
    ("card", "title", "words"),
    [
        (quota_cards.quota_set(panels.QuotaRule("<@&5>", "week", 1250)), "Quota set",
         "12.5 credits a week for <@&5>"),
        (quota_cards.quota_granted("<@1>", 500, ALLOWANCE), "Credits granted", "5 more credits"),
        (quota_cards.quota_reset("<@1>", ALLOWANCE), "Quota reset", "37/50 credits today"),
        (quota_cards.quota_cleared("<@1>", True), "Quota cleared", "<@1>"),
        (quota_cards.quota_cleared("<@1>", False), "Nothing to change", "<@1>"),
        (quota_cards.quota_shown([]), "Quotas", "unlimited"),
    ],
)  # fmt: skip
def test_each_change_of_a_quota_has_its_title_and_says_what_holds_now(
    card: Card, title: str, words: str
) -> None:
    assert card.title == title
    assert words in card.text


def test_quotas_are_shown_with_how_one_person_stands() -> None:
    rules = [panels.QuotaRule("everyone", "day", 5000), panels.QuotaRule("<@&5>", "month", None)]
    text = quota_cards.quota_shown(rules, ("<@1>", ALLOWANCE)).text
    assert "• 50 credits a day for everyone" in text
    assert "• unlimited credits a month for <@&5>" in text
    assert f"<@1>: 37/50 credits today (resets {SOON}), by the rule for everyone." in text
