"""The making of a picture: drawn once more, kept step by step, put together in a process."""

import asyncio
import io
from dataclasses import replace

import pytest
from PIL import Image

from bot.running import film
from bot.running.film import MOST_FRAMES, FilmFailed, Frames, film_of
from bot.running.film_process import SIDE_PX
from bot.running.runner import OTHERWISE
from engine import Finished, GeneratedImage, Picture
from tests.fixtures.easel import Easel, Json, file_of, labels, pixels_of
from tests.fixtures.surfaces import LONG_AGO, write


def flat(shade: int, side_px: int = 32) -> Picture:
    return Picture(side_px, side_px, bytes([shade]) * side_px * side_px * 3)


def png(shade: int, side_px: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (side_px, side_px), (shade,) * 3).save(out, "PNG")
    return out.getvalue()


def frames_of(*shades: int) -> Frames:
    """The last one is the picture."""
    frames = Frames()
    for shade in shades[:-1]:
        frames.add((flat(shade),))
    made = GeneratedImage(1, flat(shades[-1], 64))
    return frames.ending(Finished("x", (made,), 1.0))


def shown(webp: bytes) -> list[tuple[tuple[int, int], int, int]]:
    """Of each frame its size, its shade and how long it stays."""
    with Image.open(io.BytesIO(webp)) as opened:
        found = []
        for number in range(opened.n_frames):
            opened.seek(number)
            opened.load()
            shade = opened.convert("RGB").getpixel((9, 9))[0]
            found.append((opened.size, shade, opened.info["duration"]))
        assert opened.info["loop"] == 0
        return found


async def test_a_film_goes_from_the_first_step_to_the_picture_which_stays():
    webp = await film_of(frames_of(40, 120, 200, 230), png(231, 64))
    assert webp is not None
    found = shown(webp)
    assert [size for size, _, _ in found] == [(64, 64)] * 4
    assert [shade for _, shade, _ in found] == pytest.approx([40, 120, 200, 231], abs=4)
    assert [ms for _, _, ms in found] == [250, 250, 250, 2000]


async def test_a_large_picture_is_a_small_film():
    webp = await film_of(frames_of(40, 231), png(231, 1024))
    assert webp is not None
    assert shown(webp)[0][0] == (SIDE_PX, SIDE_PX)


async def test_a_picture_that_came_out_otherwise_is_no_film():
    assert await film_of(frames_of(40, 231), png(90, 64)) is None


def test_of_very_many_steps_some_are_kept_and_always_the_last():
    frames = Frames()
    for step in range(1000):
        frames.add((flat(step % 250),))
    kept = frames.ending(Finished("x", (GeneratedImage(1, flat(251)),), 1.0)).thinned()
    assert len(kept) <= MOST_FRAMES and kept[-1] == flat(251)


async def test_what_takes_too_long_is_killed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(film, "WALL_S", 0.0)
    before = set(asyncio.all_tasks())
    with pytest.raises(FilmFailed, match="no film within"):
        await film_of(frames_of(40, 231), png(231, 64))
    assert set(asyncio.all_tasks()) == before


async def single_of(easel: Easel, prompt: str = "a fox --ar 3:2") -> Json:
    grid = await easel.grid(easel.ada, prompt)
    await easel.ada.click(grid, "U2")
    return await easel.ada.wait_for("#general", lambda m: "Image #2" in m["content"])


def is_film(message: Json) -> bool:
    return "Film of its making by" in message["content"] and "%" not in message["content"]


async def test_making_of_draws_that_picture_once_more_and_posts_its_film(easel: Easel):
    """Row 87."""
    single = await single_of(easel)
    spent = easel.spent(easel.ada)
    await easel.ada.click(single, "Making of")
    message = await easel.ada.wait_for("#general", is_film)
    await easel.until_row("SELECT 1 FROM jobs WHERE kind = 'making' AND status = 'done'")
    first, again = easel.engine.requests
    assert again == replace(
        first, request_id=again.request_id, seeds=first.seeds[1:2], previews_each_step=True
    )
    assert easel.spent(easel.ada) - spent == 25
    assert labels(message) == [] and easel.ada.is_pinged_by(message)
    attachment = message["attachments"][0]
    assert attachment["filename"].endswith(".webp")
    assert attachment["description"].startswith("The picture as it was drawn, step by step")
    frames = shown(await file_of(message))
    assert 2 <= len(frames) <= first.steps + 1
    assert frames[-1][2] == 2000
    size = (first.width_px, first.height_px)
    assert {size for size, _, _ in frames} == {size}
    assert pixels_of(await file_of(single)).size == size


async def test_making_of_a_variation_starts_from_what_that_one_started_from(easel: Easel):
    grid = await easel.grid(easel.ada)
    await easel.ada.click(grid, "V3")
    second = await easel.next_grid(easel.ada, {grid["id"]})
    await easel.ada.click(second, "U1")
    single = await easel.ada.wait_for("#general", lambda m: "Image #1" in m["content"])
    await easel.ada.click(single, "Making of")
    await easel.ada.wait_for("#general", is_film)
    variation, again = easel.engine.requests[1:]
    assert again.source == variation.source and again.seeds == variation.seeds[:1]


async def test_a_film_outlives_a_power_cut_and_is_paid_once(easel: Easel):
    single = await single_of(easel)
    spent = easel.spent(easel.ada)
    await easel.engine.hold(3)
    await easel.ada.click(single, "Making of")
    await easel.engine.held()
    await easel.kill()
    await easel.start()
    await easel.ada.wait_for("#general", is_film)
    await easel.until_row("SELECT 1 FROM jobs WHERE kind = 'making' AND status = 'done'")
    films = [m for m in easel.ada.messages("#general") if is_film(m)]
    assert len(films) == 1 and easel.spent(easel.ada) - spent == 25


async def test_a_picture_that_another_model_draws_otherwise_costs_nothing(cold_easel: Easel):
    easel = cold_easel
    await easel.start()
    single = await single_of(easel)
    job, spent = easel.jobs()[0], easel.spent(easel.ada)
    path = easel.folder / "pictures" / job["id"] / "2.png"
    await asyncio.to_thread(path.write_bytes, png(255, 256))  # as if the model had been another
    await easel.ada.click(single, "Making of")
    await easel.ada.wait_for("#general", lambda m: f"(Failed: {OTHERWISE})" in m["content"])
    assert easel.spent(easel.ada) == spent


async def test_of_a_variation_whose_parent_was_taken_away_no_film_is_made(easel: Easel):
    grid = await easel.grid(easel.ada)
    await easel.ada.click(grid, "V3")
    second = await easel.next_grid(easel.ada, {grid["id"]})
    await easel.ada.click(second, "U1")
    single = await easel.ada.wait_for("#general", lambda m: "Image #1" in m["content"])
    sql = "INSERT INTO withheld (job_id, by_user_id, at) VALUES (?, ?, ?)"
    await write(easel, sql, easel.jobs()[0]["id"], int(easel.ada.id), LONG_AGO)
    told = await (await easel.ada.click(single, "Making of")).finished()
    assert "took this job's pictures away" in told["embeds"][0]["description"]
    assert len(easel.jobs()) == 2
