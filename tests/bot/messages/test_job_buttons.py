"""The buttons under a job's messages."""

import bot.routes  # noqa: F401  # with it every button is known
from bot.messages import job_buttons
from storage import new_job_id


async def test_pressed_buttons_are_blue():
    job_id = new_job_id()
    pressed = {job_buttons.custom_id("u", job_id, 2), job_buttons.custom_id("v", job_id, 4)}
    rows = job_buttons.grid_view(job_id, pressed).to_components()
    blue = {p["custom_id"] for row in rows for p in row["components"] if p["style"] == 1}
    assert blue == pressed
