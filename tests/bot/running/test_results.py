"""From finished pictures to the message: the grid, its buttons, its seeds, its files."""

from bot.pictures.decode import decode
from bot.pictures.metadata import read_metadata
from tests.fixtures.easel import Easel, file_of, image_of, labels, pixels_of, quarter, rows_of


async def test_a_new_message_pings_the_owner_and_the_progress_message_goes(easel: Easel):
    """Row 3."""
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox")
    progress_id = easel.jobs()[0]["progress_message_id"]
    grid = await easel.ada.wait_for("#general", lambda m: "U1" in labels(m))
    assert grid["content"] == f"**a fox** - {easel.ada.mention} (fast)"
    assert easel.ada.is_pinged_by(grid)
    assert grid["id"] != str(progress_id)
    await easel.ada.until(lambda: handle.message is None)
    assert [m["id"] for m in easel.ada.messages("#general")] == [grid["id"]]


async def test_the_grid_holds_the_four_pictures_in_reading_order(easel: Easel):
    """Row 4."""
    grid = await easel.grid(easel.ada, "a fox --ar 3:2")
    sheet = await image_of(grid)
    images = easel.rows("SELECT * FROM images ORDER BY image_index")
    assert [image["image_index"] for image in images] == [1, 2, 3, 4]
    assert sheet.size == (2 * images[0]["width_px"], 2 * images[0]["height_px"])
    for image in images:
        stored = (easel.folder / image["path"]).read_bytes()
        assert quarter(sheet, image["image_index"]) == pixels_of(stored)


async def test_the_grid_carries_two_rows_of_buttons(easel: Easel):
    """Row 5."""
    grid = await easel.grid(easel.ada)
    assert rows_of(grid) == [["U1", "U2", "U3", "U4", "🔄"], ["V1", "V2", "V3", "V4"]]


async def test_a_seed_gives_the_same_grid_again(easel: Easel):
    """Row 15."""
    one = await image_of(await easel.grid(easel.ada, "a fox --seed 7"))
    two = await image_of(await easel.grid(easel.ada, "a fox --seed 7"))
    other = await image_of(await easel.grid(easel.ada, "a fox --seed 8"))
    assert one == two != other
    assert len({quarter(one, index).tobytes() for index in (1, 2, 3, 4)}) == 4
    sql = "SELECT seed FROM images WHERE job_id = ? ORDER BY image_index"
    seeds = easel.rows(sql, easel.jobs()[0]["id"])
    assert [row["seed"] for row in seeds] == [7, 8, 9, 10]


async def test_the_files_tell_how_they_were_made(easel: Easel):
    grid = await easel.grid(easel.ada, "a fox --no rain --s 250 --seed 9")
    sheet = read_metadata(decode(await file_of(grid)).texts)
    single = await easel.ada.click(grid, "U3")
    assert single.state == "done"
    shown = await easel.ada.wait_for("#general", lambda m: "Image #3" in m["content"])
    alone = read_metadata(decode(await file_of(shown)).texts)
    assert sheet is not None and alone is not None
    assert alone.record == sheet.record
    assert (sheet.index, alone.index, alone.seed) == (None, 3, 11)
    assert alone.job_id == easel.jobs()[0]["id"]
    assert (alone.order.stylize, alone.order.negative) == (250, "rain")
    assert pixels_of(await file_of(shown)).size == (256, 256)
