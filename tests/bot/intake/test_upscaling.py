"""Upscale (Subtle) and (Creative): one picture, twice as large, on the account of who presses."""

from typing import Any

from bot.messages.fitting import LEAST_LIMIT_BYTES
from engine import GenerationFailed
from tests.fixtures.easel import Easel, image_of, labels, pixels_of, quarter

Json = dict[str, Any]
REDO = ["Redo Upscale (Subtle)", "Redo Upscale (Creative)"]


async def single(easel: Easel, grid: Json, index: int = 2) -> Json:
    await easel.ada.click(grid, f"U{index}")
    return await easel.ada.wait_for("#general", lambda m: f"Image #{index}" in m["content"])


async def upscaled(easel: Easel, message: Json, label: str, before: set[str] = frozenset()) -> Json:
    await easel.ada.click(message, label)
    return await next_upscaled(easel, before)


async def next_upscaled(easel: Easel, before: set[str] = frozenset()) -> Json:
    made = await easel.ada.wait_for(
        "#general", lambda m: m["id"] not in before and REDO[0] in labels(m)
    )
    await easel.until_row("SELECT 1 FROM jobs WHERE result_message_id = ?", int(made["id"]))
    return made


async def test_subtle_makes_one_picture_exactly_twice_as_large(easel: Easel):
    """Row 46."""
    grid = await easel.grid(easel.ada)
    picture = await single(easel, grid)
    before = easel.spent(easel.ada)
    await easel.engine.hold(3)
    await easel.ada.click(picture, "Upscale (Subtle)")
    by = f"**a fox** - Upscaling (Subtle) by {easel.ada.mention}"
    await easel.ada.wait_for("#general", lambda m: m["content"] == f"{by} (25%) (fast)")
    answers = [
        call.payload["content"]
        for call in easel.server.calls
        if call.method == "POST" and "/webhooks/" in call.path
    ]
    assert (
        f"Upscaling image #2 with **a fox** - {easel.ada.mention} (Waiting to start)"
        in (answers[-1].partition(" · ")[0])
    )
    await easel.engine.release()
    made = await next_upscaled(easel)
    assert made["content"] == f"**a fox** - Upscaled (Subtle) by {easel.ada.mention} (fast)"
    (attached,) = made["attachments"]
    assert attached["description"].startswith("The picture, twice as large: a fox")
    request = easel.engine.requests[-1]
    assert request.source is not None
    assert pixels_of(request.source.png) == quarter(await image_of(grid), 2)
    assert request.is_upscale and request.source.strength == 0
    assert (await image_of(made)).size == (512, 512)
    (row,) = easel.rows("SELECT * FROM images WHERE job_id = ?", request.request_id)
    assert (row["image_index"], row["width_px"], row["height_px"]) == (1, 512, 512)
    assert easel.spent(easel.ada) - before == 200


async def test_creative_draws_something_anew(easel: Easel):
    """Row 47."""
    picture = await single(easel, await easel.grid(easel.ada))
    subtle = await upscaled(easel, picture, "Upscale (Subtle)")
    creative = await upscaled(easel, picture, "Upscale (Creative)", {subtle["id"]})
    assert f"Upscaled (Creative) by {easel.ada.mention}" in creative["content"]
    assert easel.engine.requests[-1].source.strength == 0.35
    assert (await image_of(creative)).size == (await image_of(subtle)).size
    assert await image_of(creative) != await image_of(subtle)


async def test_redo_starts_from_the_picture_before(easel: Easel):
    picture = await single(easel, await easel.grid(easel.ada))
    first = await upscaled(easel, picture, "Upscale (Subtle)")
    assert labels(first)[:4] == [*REDO, "Upscale (Subtle)", "Upscale (Creative)"]
    again = await upscaled(easel, first, REDO[1], {first["id"]})
    one, two = easel.engine.requests[-2:]
    assert pixels_of(one.source.png) == pixels_of(two.source.png)
    assert (two.width_px, two.source.strength) == (512, 0.35)
    assert easel.jobs()[-1]["parent_id"] == easel.jobs()[0]["id"]
    assert "Upscaled (Creative)" in again["content"]


async def test_it_can_be_repeated_until_it_is_as_large_as_pictures_are_made(easel: Easel):
    made = await single(easel, await easel.grid(easel.ada))
    seen: set[str] = set()
    for side_px in (512, 1024, 2048, 4096):
        made = await upscaled(easel, made, "Upscale (Subtle)", seen)
        seen.add(made["id"])
        assert easel.rows("SELECT MAX(width_px) AS most FROM images") == [{"most": side_px}]
    assert all(part["size"] <= LEAST_LIMIT_BYTES for part in made["attachments"])
    jobs = len(easel.jobs())
    refused = await easel.ada.click(made, "Upscale (Subtle)")
    told = refused.message["embeds"][0]["description"]
    assert "8192×8192" in told and "4096" in told
    assert len(easel.jobs()) == jobs


async def test_an_upscaled_picture_is_varied_at_the_models_size(easel: Easel):
    made = await upscaled(
        easel, await single(easel, await easel.grid(easel.ada)), "Upscale (Subtle)"
    )
    await easel.ada.click(made, "Vary (Subtle)")
    await easel.next_grid(easel.ada, {easel.ada.messages("#general")[0]["id"]})
    assert (easel.engine.requests[-1].width_px, len(easel.engine.requests[-1].seeds)) == (256, 4)


async def test_a_failed_one_costs_nothing_and_retry_makes_it(easel: Easel):
    picture = await single(easel, await easel.grid(easel.ada))
    before = easel.spent(easel.ada)
    easel.engine.fail_next(GenerationFailed())
    await easel.ada.click(picture, "Upscale (Creative)")
    failed = await easel.ada.wait_for("#general", lambda m: "(Failed:" in m["content"])
    assert easel.spent(easel.ada) == before
    await easel.ada.click(failed, "Retry")
    await next_upscaled(easel)
    assert easel.spent(easel.ada) == before + 200
    assert easel.engine.requests[-1].seeds == easel.engine.requests[-2].seeds


async def test_a_cancelled_one_gives_its_credits_back(easel: Easel):
    picture = await single(easel, await easel.grid(easel.ada))
    before = easel.spent(easel.ada)
    await easel.engine.hold(3)
    await easel.ada.click(picture, "Upscale (Subtle)")
    running = await easel.ada.wait_for("#general", lambda m: "(25%)" in m["content"])
    await easel.ada.click(running, "Cancel")
    await easel.ada.wait_for("#general", lambda m: "(Stopped)" in m["content"])
    await easel.until_row(
        "SELECT 1 FROM jobs WHERE kind = 'upscale_subtle' AND status != 'running'"
    )
    assert easel.spent(easel.ada) == before


async def test_killed_in_the_middle_it_is_made_once_and_paid_once(easel: Easel):
    picture = await single(easel, await easel.grid(easel.ada))
    before = easel.spent(easel.ada)
    await easel.engine.hold(3)
    await easel.ada.click(picture, "Upscale (Subtle)")
    await easel.engine.held()
    await easel.kill()
    await easel.start()
    made = await next_upscaled(easel)
    assert (await image_of(made)).size == (512, 512)
    assert easel.spent(easel.ada) == before + 200
    assert sum(REDO[0] in labels(m) for m in easel.ada.messages("#general")) == 1
