"""A job of up to two credits is told its price; one that costs more is asked about first."""

import pytest

from tests.fixtures.easel import Easel, labels

DEAR = "a fox --size 512x512"  # four times the pixels of the canned model
ASKED = "This costs 4 credits instead of 1 (4 × the pixels). Go ahead?"


async def test_a_price_of_two_credits_is_told_in_the_first_message(easel: Easel):
    await easel.engine.hold(0)
    told = await easel.ada.slash("#general", "imagine", prompt="a fox --size 512x256")
    assert "(Waiting to start)" in told.message["content"]
    assert told.message["content"].endswith(" · 2 credits")
    assert labels(told.message) == ["Cancel"]
    await easel.ada.click(told.message, "Cancel")
    await easel.until_row("SELECT 1 FROM jobs WHERE status = 'cancelled'")
    assert easel.spent(easel.ada) == 0


async def test_a_dear_job_is_asked_about_and_cancel_spends_nothing(easel: Easel):
    asked = await easel.ada.slash("#general", "imagine", prompt=DEAR)
    assert asked.message["ephemeral"]
    assert asked.message["embeds"][0]["description"] == ASKED
    closed = await easel.ada.click(asked.message, "Cancel")
    assert closed.message["content"] == "Nothing was made, and nothing charged."
    assert easel.jobs() == []
    assert easel.spent(easel.ada) == 0


async def test_yes_orders_the_dear_job(easel: Easel):
    asked = await easel.ada.slash("#general", "imagine", prompt=DEAR)
    await easel.ada.click(asked.message, "Yes")
    await easel.until_row("SELECT 1 FROM jobs WHERE status = 'done'")
    assert [job["price"] for job in easel.jobs()] == [400]
    assert easel.spent(easel.ada) == 400


@pytest.mark.parametrize(("label", "kind"), [("V2", "variation"), ("🔄", "reroll")])
async def test_a_press_that_costs_much_is_asked_about(easel: Easel, label: str, kind: str):
    """Whoever presses under somebody's large picture has not seen its price."""
    asked = await easel.ada.slash("#general", "imagine", prompt=DEAR)
    await easel.ada.click(asked.message, "Yes")
    grid = await easel.ben.wait_for("#general", lambda m: "U1" in labels(m))
    pressed = await easel.ben.click(grid, label)
    assert pressed.message["ephemeral"]
    assert pressed.message["embeds"][0]["description"] == ASKED
    assert len(easel.jobs()) == 1
    await easel.ben.click(pressed.message, "Yes")
    await easel.until_row(f"SELECT 1 FROM jobs WHERE kind = '{kind}' AND status = 'done'")
    made = easel.jobs()[1]
    assert (made["price"], made["parent_id"]) == (400, easel.jobs()[0]["id"])
    assert made["parent_index"] == (2 if kind == "variation" else None)
    assert easel.spent(easel.ben) == 400


async def test_words_of_a_remix_survive_the_question(easel: Easel):
    await easel.ben.slash("#general", "prefer remix")
    grid = await easel.grid(easel.ada)
    form = await easel.ben.click(grid, "V1")
    asked = await easel.ben.submit(form, {"text": "an owl --size 512x512"})
    assert asked.message["embeds"][0]["description"] == ASKED
    await easel.ben.click(asked.message, "Yes")
    await easel.until_row("SELECT 1 FROM jobs WHERE kind = 'variation'")
    assert easel.jobs()[1]["prompt"] == "an owl --size 512x512"


async def test_the_free_lane_asks_nothing(easel: Easel):
    await easel.ada.slash("#general", "imagine", prompt=f"{DEAR} --relax")
    await easel.until_row("SELECT 1 FROM jobs WHERE price = 0")


async def test_whoever_has_credits_without_end_is_not_asked(cold_easel: Easel):
    easel = cold_easel
    easel.quota = easel.quota.model_copy(update={"credits": "unlimited"})
    await easel.start()
    told = await easel.ada.slash("#general", "imagine", prompt=DEAR)
    assert " · 4 credits" in told.message["content"]
    asked = await easel.ada.slash("dm", "imagine", prompt=DEAR)  # a purse that has an end
    assert asked.message["embeds"][0]["description"] == ASKED
