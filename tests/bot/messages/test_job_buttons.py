"""The buttons under a job's messages."""

from tests.fixtures.easel import Easel, Json, labels


def styles(message: Json) -> dict[str, int]:
    parts = [part for row in message["components"] for part in row["components"]]
    return {part.get("label") or part["emoji"]["name"]: part["style"] for part in parts}


async def test_a_pressed_button_is_blue_and_all_others_stay_as_they_are(easel: Easel):
    grid = await easel.grid(easel.ada)
    await easel.ada.click(grid, "U2")
    pressed = await easel.ada.click(grid, "U4")
    was, now = styles(grid), styles(pressed.message)
    assert list(now) == list(was) == labels(grid)
    assert {name for name in now if now[name] == 1} == {"U2", "U4"}
