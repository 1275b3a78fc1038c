"""Links to pictures in a prompt: what they start, how long they are kept, what is refused."""

import asyncio
import io
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from bot.pictures.job_files import INPUTS_KEPT, sweep_inputs
from engine import PromptPart
from storage import Storage
from tests.fixtures.easel import Easel
from tests.fixtures.surfaces import write


async def test_an_image_prompt_is_the_start_and_iw_is_its_strength(easel: Easel):
    """Row 63."""
    grid = await easel.grid(easel.ada)
    link = grid["attachments"][0]["url"]
    for iw in ("0.5", "3"):
        await easel.grid(easel.ada, f"{link} in ink --iw {iw}")
    weak, strong = easel.engine.requests[1:]
    assert weak.source is not None and strong.source is not None
    assert (weak.source.strength, strong.source.strength) == (0.825, 0.45)
    assert weak.source.png == strong.source.png
    with Image.open(io.BytesIO(strong.source.png)) as start:
        assert start.size == (strong.width_px, strong.height_px)
    assert strong.parts == (PromptPart("in ink"),)


async def test_an_image_prompt_outlives_its_link_and_a_restart(easel: Easel):
    """The picture is kept with the job, and comes along when 🔄 makes it again."""
    first = await easel.grid(easel.ada)
    link = first["attachments"][0]["url"]
    second = await easel.grid(easel.ada, f"{link} in ink")
    start = easel.engine.requests[-1].source
    await easel.kill()
    await easel.start()
    await easel.ada.click(second, "🔄")
    await easel.next_grid(easel.ada, {first["id"], second["id"]})
    assert easel.engine.requests[-1].source == start


@pytest.mark.parametrize(
    "link",
    [
        "http://10.0.0.1/a.png",
        "http://127.0.0.1:1/a.png",
        "http://[::1]/a.png",
        "http://169.254.169.254/latest/meta-data/a.png",
    ],
)
async def test_private_addresses_are_refused(easel: Easel, link: str):
    """Row 82."""
    handle = await easel.ada.slash("#general", "imagine", prompt=f"{link} in ink")
    assert handle.message["ephemeral"]
    card = handle.message["embeds"][0]
    assert card["title"] == "Invalid link"
    assert "not allowed" in card["description"]
    assert card["footer"]["text"] == f"/imagine {link} in ink"
    assert easel.jobs() == []


async def test_nothing_is_kept_of_an_order_that_was_refused(cold_easel: Easel):
    easel = cold_easel
    easel.quota = easel.quota.model_copy(update={"credits": 1.0})
    await easel.start()
    grid = await easel.grid(easel.ada)
    link = grid["attachments"][0]["url"]
    await easel.ada.slash("#general", "imagine", prompt=f"{link} in ink")
    told = await easel.ada.wait_for("#general", lambda m: m["ephemeral"])
    assert told["embeds"][0]["title"] == "Credits exhausted"
    folders = await asyncio.to_thread(lambda: list((easel.folder / "pictures").iterdir()))
    assert [folder.name for folder in folders] == [easel.jobs()[0]["id"]]


async def test_nothing_is_kept_of_a_job_that_was_stopped(easel: Easel):
    """Ordered, stopped and refunded, again and again, it would fill the disk for nothing."""
    link = (await easel.grid(easel.ada))["attachments"][0]["url"]
    await easel.engine.hold(1)
    await easel.ada.slash("#general", "imagine", prompt=f"{link} in ink")
    await easel.engine.held()
    first, second = easel.jobs()
    assert (easel.folder / "pictures" / second["id"] / "input_1.png").exists()
    told = await (await easel.ada.slash("#general", "cancel", which="all")).finished()
    assert told["embeds"][0]["description"] == "Stopped 1 job; nothing was charged."
    assert [folder.name for folder in (easel.folder / "pictures").iterdir()] == [first["id"]]


async def test_a_person_who_has_too_much_waiting_reads_so(easel: Easel):
    """One /blend of large pictures kept 47 MB, and nothing said stop."""
    link = (await easel.grid(easel.ada))["attachments"][0]["url"]
    room = 400 * 1024 * 1024
    await write(
        easel,
        "INSERT INTO sources VALUES ('waits', ?, ?, ?)",
        int(easel.ada.id),
        room - 1,
        datetime.now(UTC).isoformat(timespec="microseconds"),
    )
    await easel.ada.slash("#general", "imagine", prompt=f"{link} in ink")
    told = await easel.ada.wait_for("#general", lambda m: m["ephemeral"])
    assert told["embeds"][0]["description"].startswith("Your waiting jobs start from 400 MB")
    assert len(easel.jobs()) == 1
    assert list(easel.folder.glob("pictures/*/input_1.png")) == []
    assert await easel.grid(easel.ben, f"{link} in ink")


async def test_what_a_waiting_job_starts_from_stays_however_long_it_waits(easel: Easel):
    link = (await easel.grid(easel.ada))["attachments"][0]["url"]
    await easel.engine.hold(1)
    await easel.ada.slash("#general", "imagine", prompt=f"{link} in ink")
    await easel.engine.held()
    await easel.stop()
    async with Storage.open(easel.folder) as storage:
        long_after = datetime.now(UTC) + 2 * INPUTS_KEPT
        assert await sweep_inputs(storage, long_after) == 0
        await storage.jobs.cancel(easel.jobs()[1]["id"])
        assert await sweep_inputs(storage, long_after) == 1


async def test_what_a_job_starts_from_is_kept_for_a_month(easel: Easel):
    link = (await easel.grid(easel.ada))["attachments"][0]["url"]
    await easel.grid(easel.ada, f"{link} in ink")
    [kept_input] = list(easel.folder.glob("pictures/*/input_1.png"))
    await easel.stop()
    written = datetime.fromtimestamp(kept_input.stat().st_mtime, UTC)
    async with Storage.open(easel.folder) as storage:
        assert await sweep_inputs(storage, written + INPUTS_KEPT - timedelta(seconds=1)) == 0
        assert await sweep_inputs(storage, written + INPUTS_KEPT + timedelta(seconds=1)) == 1
    assert len(list(kept_input.parent.iterdir())) == 5, "what was made is kept"
