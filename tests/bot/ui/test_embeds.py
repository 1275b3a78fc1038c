"""The catalogue of refusals (§6.3) and the private panels (§7.2): titles, colours, true numbers."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.errors import PromptError
from bot.features.account import panels
from bot.interactions import cards
from bot.prompt import parse
from engine import CannedEngine

RESET = datetime(2030, 1, 2, tzinfo=UTC)
SOON = f"<t:{int(RESET.timestamp())}:R>"
CARD = CannedEngine().card
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


def test_an_invalid_value_is_red_and_keeps_the_command_in_the_footer() -> None:
    """Row 20."""
    typed = "a fox --s 1200"
    with pytest.raises(PromptError) as caught:
        parse(typed, CARD)
    card = cards.problem(caught.value, cards.command("imagine", typed))
    assert (card.title, card.colour) == ("Invalid parameter", 16711680)
    assert "`--stylize` takes a whole number from 0 to 1000; you wrote 1200." in card.text
    assert card.footer == "/imagine a fox --s 1200"


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


def test_somebody_without_a_limit_is_unlimited() -> None:
    free = replace(INFO, allowance=panels.Allowance("you", "week", None, None, RESET))
    assert "**Fast Time Remaining**: unlimited" in panels.info(free).text


@pytest.mark.parametrize(
    ("card", "title", "words"),
    [
        (cards.not_available("No."), "Not available here", "No."),
        (cards.job_queued(3, 2), "Job queued", "already have 3 jobs running"),
        (cards.queue_full(10), "Queue full", "10 of your jobs are waiting"),
        (cards.queue_full(200, is_everyones=True), "Queue full", "200 jobs of all people"),
        (cards.credits_exhausted(100, 0, RESET), "Credits exhausted", f"return {SOON}"),
        (cards.credits_exhausted(200, 50, RESET), "Credits exhausted", "costs 2 credits"),
        (cards.job_not_found(), "Job not found", "No job of yours has that id."),
        (cards.engine_starting(0.7), "Engine starting", "under a minute"),
        (cards.maintenance(), "Maintenance", "jobs in line are kept"),
        (cards.broken("7f3a"), "Sorry! Could not complete the job!", "(id 7f3a)"),
        (panels.quota_set(panels.QuotaRule("<@&5>", "week", 1250)), "Quota set",
         "12.5 credits a week for <@&5>"),
        (panels.quota_granted("<@1>", 500, ALLOWANCE), "Credits granted", "5 more credits"),
        (panels.quota_reset("<@1>", ALLOWANCE), "Quota reset", "37/50 credits today"),
        (panels.quota_cleared("<@1>", True), "Quota cleared", "<@1>"),
        (panels.quota_cleared("<@1>", False), "Nothing to change", "<@1>"),
        (panels.quota_shown([]), "Quotas", "unlimited"),
    ],
)  # fmt: skip
def test_each_refusal_has_its_title_and_says_what_to_do(
    card: cards.Card, title: str, words: str
) -> None:
    assert card.title == title
    assert words in card.text


def test_quotas_are_shown_with_how_one_person_stands() -> None:
    rules = [panels.QuotaRule("everyone", "day", 5000), panels.QuotaRule("<@&5>", "month", None)]
    text = panels.quota_shown(rules, ("<@1>", ALLOWANCE)).text
    assert "• 50 credits a day for everyone" in text
    assert "• unlimited credits a month for <@&5>" in text
    assert f"<@1>: 37/50 credits today (resets {SOON}), by the rule for everyone." in text


def test_relax_is_offered_only_where_it_is_allowed() -> None:
    assert "--relax" in cards.credits_exhausted(100, 0, RESET).text
    assert "--relax" not in cards.credits_exhausted(100, 0, RESET, is_relax_allowed=False).text


def test_nothing_is_longer_than_discord_takes() -> None:
    card = cards.Card("t" * 999, "x" * 9999, 0, cards.command("imagine", "y" * 6000))
    assert (len(card.title), len(card.text), len(card.footer or "")) == (256, 4096, 2048)
