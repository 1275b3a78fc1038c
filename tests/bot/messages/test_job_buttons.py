"""The buttons under a job's messages."""

import pytest

import bot.routes  # noqa: F401  # with it every button is known
from bot.messages.single_buttons import PLACES, Single, single_view
from storage import new_job_id
from tests.fixtures.easel import Easel, labels

JOB = new_job_id()


def rows(single: Single) -> list[list[str]]:
    """The labels or signs of each row; greyed ones in brackets."""
    return [
        [
            f"({name})" if part["disabled"] else name
            for part in row["components"]
            for name in [part.get("label") or part["emoji"]["name"]]
        ]
        for row in single_view(single).to_components()
    ]


def styles(message: dict) -> dict[str, int]:
    parts = [part for row in message["components"] for part in row["components"]]
    return {part.get("label") or part["emoji"]["name"]: part["style"] for part in parts}


@pytest.mark.parametrize("is_upscaled", [False, True])
async def test_a_single_picture_has_its_rows(is_upscaled):
    single = Single(job_id=JOB, index=1, width_px=96, height_px=64, is_upscaled=is_upscaled)
    assert rows(single) == [["Vary (Subtle)", "Vary (Strong)"], ["❤️"]]


def test_no_row_has_more_buttons_than_discord_takes():
    rows_of = [place.row for place in PLACES]
    assert rows_of == sorted(rows_of) and set(rows_of) <= set(range(5))
    assert all(rows_of.count(row) <= 5 for row in range(5))


async def test_a_pressed_button_is_blue_and_all_others_stay_as_they_are(easel: Easel):
    grid = await easel.grid(easel.ada)
    await easel.ada.click(grid, "U2")
    pressed = await easel.ada.click(grid, "U4")
    was, now = styles(grid), styles(pressed.message)
    assert list(now) == list(was) == labels(grid)
    assert {name for name in now if now[name] == 1} == {"U2", "U4"}
