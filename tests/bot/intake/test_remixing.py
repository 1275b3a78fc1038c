"""Remix: V and 🔄 ask for words first."""

from tests.fixtures.easel import Easel, labels, pixels_of, style

GREEN, BLUE = 3, 1


async def remixing(easel: Easel, prompt: str = "a fox --ar 3:2"):
    await easel.ada.slash("#general", "prefer remix")
    return await easel.grid(easel.ada, prompt)


def text_of(form) -> str:
    return form.modal["components"][0]["component"]["value"]


async def test_v_and_reroll_open_the_whole_prompt_and_closing_spends_nothing(easel: Easel):
    """Row 49."""
    grid = await remixing(easel, "a fox --ar 3:2 --seed 5")
    before = easel.spent(easel.ada)
    for button in ("V2", "🔄"):
        opened = await easel.ada.click(grid, button)
        assert opened.state == "modal"
        assert opened.modal["title"] == "Remix prompt"
        assert text_of(opened) == "a fox --ar 3:2"
    assert len(easel.jobs()) == 1
    assert easel.spent(easel.ada) == before
    handle = await easel.ben.click(grid, "V1")
    assert handle.state == "done"  # ben does not remix
    await easel.next_grid(easel.ben, {grid["id"]})


async def test_remixed_results_are_titled_and_the_pressed_button_is_green(easel: Easel):
    """Row 50."""
    grid = await remixing(easel)
    opened = await easel.ada.click(grid, "V2")
    await easel.ada.submit(opened, {"Prompt": "a bear --ar 3:2"})
    new = await easel.next_grid(easel.ada, {grid["id"]})
    assert new["content"] == f"**a bear --ar 3:2** - Remix (Strong) by {easel.ada.mention} (fast)"
    assert easel.engine.requests[-1].source is not None
    grid = next(m for m in easel.ada.messages("#general") if m["id"] == grid["id"])
    assert style(grid, "V2") == GREEN
    assert [job["kind"] for job in easel.jobs()] == ["imagine", "variation"]
    await easel.ada.slash("#general", "prefer variability")
    opened = await easel.ada.click(grid, "V3")
    await easel.ada.submit(opened, {"Prompt": "a cat --ar 3:2"})
    subtle = await easel.next_grid(easel.ada, {grid["id"], new["id"]})
    assert "Remix (Subtle) by" in subtle["content"]
    opened = await easel.ada.click(grid, "🔄")
    await easel.ada.submit(opened, {"Prompt": "an owl --ar 3:2"})
    again = await easel.next_grid(easel.ada, {grid["id"], new["id"], subtle["id"]})
    assert again["content"] == f"**an owl --ar 3:2** - Remix by {easel.ada.mention} (fast)"
    assert easel.engine.requests[-1].source is None
    pressed = (await easel.ada.click(grid, "U1")).message
    colours = {label: style(pressed, label) for label in ("U1", "V2", "V3", "V1")}
    assert colours == {"U1": BLUE, "V2": GREEN, "V3": GREEN, "V1": 2}


async def test_unchanged_words_are_an_ordinary_variation(easel: Easel):
    grid = await remixing(easel)
    opened = await easel.ada.click(grid, "V2")
    await easel.ada.submit(opened, {})
    new = await easel.next_grid(easel.ada, {grid["id"]})
    assert "Variations (Strong) by" in new["content"]
    grid = next(m for m in easel.ada.messages("#general") if m["id"] == grid["id"])
    assert style(grid, "V2") == BLUE


async def test_another_shape_is_cut_and_said_so(easel: Easel):
    """Midjourney stretches the picture there."""
    grid = await remixing(easel, "a fox")
    opened = await easel.ada.click(grid, "V2")
    await easel.ada.submit(opened, {"Prompt": "a fox --ar 16:9"})
    await easel.next_grid(easel.ada, {grid["id"]})
    request = easel.engine.requests[-1]
    assert request.source is not None
    source = pixels_of(request.source.png)
    assert source.size == (request.width_px, request.height_px)
    assert source.width > source.height
    told = await easel.ada.wait_for(
        "#general", lambda m: m["embeds"] and "is cut to the new shape" in str(m["embeds"])
    )
    assert told["ephemeral"]
    assert "from 1:1 to 16:9" in told["embeds"][0]["description"]


async def test_a_mistake_in_a_remix_spends_nothing_and_keeps_the_words(easel: Easel):
    grid = await remixing(easel)
    opened = await easel.ada.click(grid, "V2")
    wrong = await easel.ada.submit(opened, {"Prompt": "a bear --ar 3:2 --sede 5"})
    assert "Did you mean `--seed`?" in wrong.message["embeds"][0]["description"]
    assert len(easel.jobs()) == 1
    await easel.kill()
    await easel.start()
    again = await easel.ada.click(wrong.message, "Edit & remix")
    assert text_of(again) == "a bear --ar 3:2 --sede 5"
    told = again.modal["components"][0]["description"]  # the form hid what was wrong
    assert told == "There is no --sede. Did you mean --seed?"  # a form draws no marks
    await easel.ada.submit(again, {"Prompt": "a bear --ar 3:2 --seed 5"})
    new = await easel.next_grid(easel.ada, {grid["id"]})
    assert "Remix (Strong) by" in new["content"]
    assert easel.engine.requests[-1].seeds == (5, 6, 7, 8)


async def test_one_press_sends_a_remix_with_what_was_meant(easel: Easel):
    grid = await remixing(easel)
    opened = await easel.ada.click(grid, "V2")
    wrong = await easel.ada.submit(opened, {"Prompt": "a bear --ar 3:2 --sede 5"})
    assert labels(wrong.message) == ["Edit & remix", "Use --seed"]
    await easel.kill()
    await easel.start()
    pressed = await easel.ada.click(wrong.message, "Use --seed")
    new = await easel.next_grid(easel.ada, {grid["id"]})
    assert new["content"].startswith("**a bear --ar 3:2 --seed 5** - Remix (Strong) by")
    assert easel.engine.requests[-1].seeds == (5, 6, 7, 8)
    assert easel.engine.requests[-1].source is not None
    assert labels(pressed.message) == []  # they stayed, and a second press made a second job


async def test_a_form_opened_before_a_restart_is_a_remix_still(easel: Easel):
    grid = await remixing(easel)
    opened = await easel.ada.click(grid, "V1")
    await easel.kill()
    await easel.start()
    await easel.ada.submit(opened, {"Prompt": "a bear"})
    new = await easel.ada.wait_for("#general", lambda m: "Remix" in m["content"])
    assert "a bear" in new["content"]
    assert labels(new)
