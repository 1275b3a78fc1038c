"""V, 🔄 and Retry: going on from a job, on the account of who presses."""

from dataclasses import replace

from engine import GenerationFailed
from engine.canned import CANNED_CARD, CannedEngine
from tests.fixtures.easel import Easel, image_of, labels, pixels_of, quarter


async def test_v2_starts_from_picture_two(easel: Easel):
    """Row 8."""
    grid = await easel.grid(easel.ada)
    await easel.engine.hold(3)
    await easel.ada.click(grid, "V2")
    waiting = "Making variations for image #2 with prompt **a fox** - "
    by = f"**a fox** - Variations (Strong) by {easel.ada.mention}"
    await easel.ada.wait_for("#general", lambda m: m["content"] == f"{by} (25%) (fast)")
    answers = [
        call.payload["content"]
        for call in easel.server.calls
        if call.method == "POST" and "/webhooks/" in call.path
    ]
    assert answers[0].startswith(waiting)
    await easel.engine.release()
    new = await easel.next_grid(easel.ada, {grid["id"]})
    assert new["content"] == f"{by} (fast)"
    first, second = easel.engine.requests
    assert second.source is not None
    assert pixels_of(second.source.png) == quarter(await image_of(grid), 2)
    assert 0.5 < second.source.strength < 0.8
    assert second.parts == first.parts
    assert not set(first.seeds) & set(second.seeds)


async def test_reroll_takes_the_same_words_and_another_seed(easel: Easel):
    """Row 9."""
    grid = await easel.grid(easel.ada, "a fox --ar 3:2 --seed 5")
    await easel.ada.click(grid, "🔄")
    new = await easel.next_grid(easel.ada, {grid["id"]})
    assert new["content"] == f"**a fox --ar 3:2** - {easel.ada.mention} (fast)"
    first, second = easel.engine.requests
    assert second.parts == first.parts
    assert (second.width_px, second.height_px) == (first.width_px, first.height_px)
    assert second.source is None
    assert not set(first.seeds) & set(second.seeds)
    assert await image_of(new) != await image_of(grid)


async def test_the_clicker_owns_pays_and_is_pinged(easel: Easel):
    """Row 40."""
    grid = await easel.grid(easel.ada)
    before = easel.spent(easel.ada)
    await easel.ben.click(grid, "V1")
    new = await easel.next_grid(easel.ben, {grid["id"]})
    assert easel.ben.is_pinged_by(new)
    assert not easel.ada.is_pinged_by(new)
    assert easel.ben.mention in new["content"]
    assert (easel.spent(easel.ada), easel.spent(easel.ben)) == (before, 100)
    assert easel.jobs()[1]["user_id"] == int(easel.ben.id)


async def test_a_fault_is_told_uncharged_and_can_be_tried_again(easel: Easel):
    """Row 45."""
    easel.engine.fail_next(GenerationFailed("The model stumbled."))
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox --seed 9")
    words = f"**a fox --seed 9** - {easel.ada.mention} (Failed: The model stumbled)"
    await easel.ada.until(lambda: handle.message["content"] == words)
    assert labels(handle.message) == ["Retry", "Edit & retry"]
    assert easel.spent(easel.ada) == 0
    failed = handle.message
    await easel.ada.click(failed, "Retry")
    grid = await easel.ada.wait_for("#general", lambda m: "U1" in labels(m))
    assert grid["content"] == f"**a fox --seed 9** - {easel.ada.mention} (fast)"
    assert [request.seeds for request in easel.engine.requests] == [(9, 10, 11, 12)] * 2
    assert easel.spent(easel.ada) == 100
    assert labels(handle.message) == []


async def test_a_model_without_img2img_refuses_v_and_charges_nothing(cold_easel: Easel):
    await cold_easel.start(CannedEngine(replace(CANNED_CARD, can_img2img=False)))
    easel = cold_easel
    grid = await easel.grid(easel.ada)
    handle = await easel.ada.click(grid, "V1")
    assert handle.message["embeds"][0]["title"] == "Not available here"
    assert len(easel.jobs()) == 1


async def test_variability_is_the_strength_of_v_and_its_name(easel: Easel):
    """Row 48. Low stays closer to the picture than high, and says so."""
    grid = await easel.grid(easel.ada)
    strengths = []
    for name in ("Strong", "Subtle"):
        await easel.ada.click(grid, "V1")
        made = await easel.ada.wait_for(
            "#general",
            lambda m, name=name: f"Variations ({name})" in m["content"] and "U1" in labels(m),
        )
        assert made["content"] == f"**a fox** - Variations ({name}) by {easel.ada.mention} (fast)"
        strengths.append(easel.engine.requests[-1].source.strength)
        await easel.ada.slash("#general", "prefer variability")
    assert strengths == [0.65, 0.35]


async def test_a_single_picture_is_varied_as_its_button_says_whatever_the_setting(easel: Easel):
    """Row 48. Under a single picture stood one heart and nothing to go on with."""
    grid = await easel.grid(easel.ada)
    await easel.ada.click(grid, "U3")
    single = await easel.ada.wait_for("#general", lambda m: "❤️" in labels(m))
    for button, name, strength in (
        ("Vary (Strong)", "Strong", 0.65),
        ("Vary (Subtle)", "Subtle", 0.35),
    ):
        before = {message["id"] for message in easel.ada.messages("#general")}
        pressed = await easel.ada.click(single, button)
        assert pressed.state != "failed"
        made = await easel.next_grid(easel.ada, before)
        assert made["content"] == f"**a fox** - Variations ({name}) by {easel.ada.mention} (fast)"
        assert easel.engine.requests[-1].source.strength == strength
        assert (easel.jobs()[-1]["kind"], easel.jobs()[-1]["parent_index"]) == ("variation", 3)
        await easel.ada.slash("#general", "prefer variability")
    blue = {
        part["label"]
        for row in pressed.message["components"]
        for part in row["components"]
        if part["style"] == 1
    }
    assert blue == {"Vary (Subtle)", "Vary (Strong)"}


async def test_a_remix_of_a_single_picture_goes_as_far_as_its_button(easel: Easel):
    grid = await easel.grid(easel.ada)
    await easel.ada.slash("#general", "prefer remix")
    await easel.ada.click(grid, "U1")
    single = await easel.ada.wait_for("#general", lambda m: "❤️" in labels(m))
    before = {message["id"] for message in easel.ada.messages("#general")}
    opened = await easel.ada.click(single, "Vary (Subtle)")
    assert opened.modal["title"] == "Remix prompt"
    await easel.ada.submit(opened, {"Prompt": "a bear"})
    made = await easel.next_grid(easel.ada, before)
    assert made["content"] == f"**a bear** - Remix (Subtle) by {easel.ada.mention} (fast)"
    assert easel.engine.requests[-1].source.strength == 0.35
