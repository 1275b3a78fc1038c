"""The catalogue of refusals (§6.3): titles, colours, what to do, Discord's limits."""

from datetime import UTC, datetime

import pytest

from bot.errors import PromptError
from bot.interactions import cards
from bot.prompt import parse
from engine import CannedEngine

RESET = datetime(2030, 1, 2, tzinfo=UTC)
SOON = f"<t:{int(RESET.timestamp())}:R>"
CARD = CannedEngine().card


def test_an_invalid_value_is_red_and_keeps_the_command_in_the_footer() -> None:
    """Row 20."""
    typed = "a fox --s 1200"
    with pytest.raises(PromptError) as caught:
        parse(typed, CARD)
    card = cards.problem(caught.value, cards.typed_command("imagine", typed))
    assert (card.title, card.colour) == ("Invalid parameter", 16711680)
    assert "`--stylize` takes a whole number from 0 to 1000; you wrote 1200." in card.text
    assert card.footer == "/imagine a fox --s 1200"


@pytest.mark.parametrize(
    ("card", "title", "words"),
    [
        (cards.not_available("No."), "Not available here", "No."),
        (cards.job_queued(3, 2), "Job queued", "already have 3 jobs running"),
        (cards.queue_full(10), "Queue full", "10 of your jobs are waiting"),
        (cards.queue_full(200, whose="everyone"), "Queue full", "200 jobs of all people"),
        (cards.credits_exhausted(100, 0, RESET), "Credits exhausted", f"return {SOON}"),
        (cards.credits_exhausted(200, 50, RESET), "Credits exhausted", "costs 2 credits"),
        (cards.job_not_found(), "Job not found", "No job of yours has that id."),
        (cards.engine_starting(), "Engine starting", "try again in a moment"),
        (cards.maintenance(), "Maintenance", "jobs in line are kept"),
        (cards.broken("7f3a"), "Sorry! Could not complete the job!", "(id 7f3a)"),
    ],
)  # fmt: skip
def test_each_refusal_has_its_title_and_says_what_to_do(
    card: cards.Card, title: str, words: str
) -> None:
    assert card.title == title
    assert words in card.text


def test_relax_is_offered_only_where_it_is_allowed() -> None:
    assert "--relax" in cards.credits_exhausted(100, 0, RESET).text
    assert "--relax" not in cards.credits_exhausted(100, 0, RESET, is_relax_allowed=False).text


def test_nothing_is_longer_than_discord_takes() -> None:
    card = cards.Card("t" * 999, "x" * 9999, 0, cards.typed_command("imagine", "y" * 6000))
    assert (len(card.title), len(card.text), len(card.footer or "")) == (256, 4096, 2048)
