"""The buttons under a job's messages."""

import bot.routes  # noqa: F401  # with it every button is known
from bot.messages.single_buttons import PLACES, Single, single_view
from storage import new_job_id
from tests.fixtures.easel import Easel, Json, labels

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


def styles(message: Json) -> dict[str, int]:
    parts = [part for row in message["components"] for part in row["components"]]
    return {part.get("label") or part["emoji"]["name"]: part["style"] for part in parts}


ZOOM = ["Zoom Out 2x", "Zoom Out 1.5x", "Custom Zoom"]
PAN = ["⬅️", "➡️", "⬆️", "⬇️"]


def picture(width_px: int, height_px: int, **facts: bool) -> Single:
    return Single(job_id=JOB, index=1, width_px=width_px, height_px=height_px, **facts)


async def test_a_single_picture_has_its_rows():
    """Make Square stands under what is not square; nothing is drawn around what was made larger."""
    top = ["Upscale (Subtle)", "Upscale (Creative)", "Edit"]
    varied, heart = ["Vary (Subtle)", "Vary (Strong)"], ["❤️", "Making of"]
    vary = [*varied, "Vary (Region)"]
    redo = ["Redo Upscale (Subtle)", "Redo Upscale (Creative)"]
    assert rows(picture(64, 64)) == [top, vary, ZOOM, PAN, heart]
    assert rows(picture(96, 64)) == [top, vary, [*ZOOM, "Make Square"], PAN, heart]
    assert rows(picture(96, 64, is_upscaled=True)) == [[*redo, *top], varied, ["❤️"]]


async def test_what_the_model_cannot_do_is_greyed():
    def grey(names: list[str]) -> list[str]:
        return [f"({name})" for name in names]

    assert rows(picture(64, 64, can_inpaint=False))[2:4] == [grey(ZOOM), grey(PAN)]
    assert rows(picture(64, 64, can_widen=False))[3] == [*grey(PAN[:2]), *PAN[2:]]
    assert rows(picture(64, 64, can_heighten=False))[3] == [*PAN[:2], *grey(PAN[2:])]


async def test_make_square_shows_to_which_sides_it_grows():
    def sign(single: Single) -> str:
        return next(
            part["emoji"]["name"]
            for row in single_view(single).to_components()
            for part in row["components"]
            if part.get("label") == "Make Square"
        )

    assert (sign(picture(96, 64)), sign(picture(64, 96))) == ("↕️", "↔️")


async def test_a_model_that_changes_no_picture_has_a_greyed_edit():
    single = Single(job_id=JOB, index=1, width_px=96, height_px=64, can_edit=False)
    assert rows(single)[0][-1:] == ["(Edit)"]


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
