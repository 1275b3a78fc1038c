"""A mistake in a prompt: told to its person alone, and mended in a form."""

from tests.fixtures.easel import Easel, labels


async def test_a_form_opened_before_a_restart_still_works(easel: Easel):
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox --sede 5")
    opened = await easel.ada.click(handle.message, "Edit & retry")
    await easel.kill()
    await easel.start()
    await easel.ada.submit(opened, {"Prompt": "a fox --seed 5"})
    await easel.ada.wait_for("#general", lambda m: "U1" in labels(m))


async def test_a_misspelt_parameter_names_the_nearest(easel: Easel):
    """Row 19."""
    card = await refused(easel, "a fox --sede 50")
    assert card["description"] == "There is no `--sede`. Did you mean `--seed`?"


async def test_an_invalid_value_is_a_red_card_with_the_command_below(easel: Easel):
    """Row 20."""
    card = await refused(easel, "a fox --seed -1")
    assert card["title"] == "Invalid parameter"
    assert card["color"] == 16711680
    assert card["footer"]["text"] == "/imagine a fox --seed -1"


async def test_edit_and_retry_reopens_the_whole_text(easel: Easel):
    """Row 21."""
    long = "a fox, " + "very red, " * 250
    for prompt in ("a fox --sede 50", f"{long}--sede 50"):
        handle = await easel.ada.slash("#general", "imagine", prompt=prompt)
        opened = await easel.ada.click(handle.message, "Edit & retry")
        field = opened.modal["components"][0]["component"]
        assert field["value"] == " ".join(prompt.split())
        told = opened.modal["components"][0]["description"]  # the form hid what was wrong
        assert told == "There is no --sede. Did you mean --seed?"  # a form renders no marks
    sent = await easel.ada.submit(opened, {"Prompt": "a fox --seed 50"})
    assert sent.state == "done"
    await easel.ada.wait_for("#general", lambda m: "U1" in labels(m))
    assert easel.engine.requests[0].seeds[0] == 50


async def test_one_press_sends_the_prompt_with_what_was_meant(easel: Easel):
    """Row 21. Once; and the whole of it, where the card below shows a part."""
    for prompt in ("a fox --sede 50 --style raww", "a fox, " + "very red, " * 250 + "--sede 50"):
        handle = await easel.ada.slash("#general", "imagine", prompt=prompt)
        edit, use = labels(handle.message)
        assert (edit, use[:10]) == ("Edit & retry", "Use --seed")
        before = {message["id"] for message in easel.ada.messages("#general")}
        pressed = await easel.ada.click(handle.message, use)
        assert labels(pressed.message) == []
        await easel.next_grid(easel.ada, before)
        assert easel.engine.requests[-1].seeds[0] == 50
        right = prompt.replace("sede", "seed").replace("raww", "raw")
        assert easel.jobs()[-1]["prompt"] == " ".join(right.split())
    assert len(easel.jobs()) == 2


async def test_the_press_works_after_a_restart_and_after_another_mistake(easel: Easel):
    first = await easel.ada.slash("#general", "imagine", prompt="a fox --sede 50")
    await easel.ada.slash("#general", "imagine", prompt="a cat --sede 7")
    await easel.kill()
    await easel.start()
    await easel.ada.click(first.message, "Use --seed")
    await easel.ada.wait_for("#general", lambda m: "U1" in labels(m))
    assert [job["prompt"] for job in easel.jobs()] == ["a fox --seed 50"]


async def test_where_one_mistake_has_no_likely_answer_there_is_no_such_button(easel: Easel):
    for prompt in ("a fox --sede 50 --xyzzy", "a fox --sede fifty", "a fox --seed -1"):
        handle = await easel.ada.slash("#general", "imagine", prompt=prompt)
        assert labels(handle.message) == ["Edit & retry"]


async def test_a_correction_is_sent_only_as_it_was_offered(easel: Easel):
    """A new option of one's own is nearer by now, so that the press would send another prompt."""
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox --sede 50")
    await easel.ada.slash("#general", "prefer option set", option="sedet", value="--chaos 9")
    told = await easel.ada.click(handle.message, "Use --seed")
    assert "does not fit any more" in told.message["embeds"][0]["description"]
    assert easel.jobs() == []


async def test_a_long_list_of_corrections_fits_its_button(easel: Easel):
    wrong = "--sede 5 --sytlize 50 --chaoss 9 --weirdd 9 --sampler eulr --stepss 9 --aspct 3:2"
    handle = await easel.ada.slash("#general", "imagine", prompt=f"a fox {wrong} --cfgg 5")
    use = labels(handle.message)[1]
    assert use.startswith("Use --seed, --stylize, --chaos") and len(use) == 80
    await easel.ada.click(handle.message, use)
    await easel.ada.wait_for("#general", lambda m: "U1" in labels(m))


async def test_the_button_speaks_the_language_of_the_card(easel: Easel):
    easel.ada.speak("zh-CN")
    handle = await easel.ada.slash("#general", "imagine", prompt="一只狐狸--sytlize 50")
    assert labels(handle.message) == ["修改并重试", "改为 --stylize"]
    await easel.ada.click(handle.message, "改为 --stylize")
    await easel.ada.wait_for("#general", lambda m: "U1" in labels(m))


async def test_a_form_names_commands_plainly(easel: Easel):
    """A mention, `</help:157…>`, stands in a form as it is written."""
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox --qqqqqq 1")
    assert "</help:" in handle.message["embeds"][0]["description"]
    opened = await easel.ada.click(handle.message, "Edit & retry")
    told = opened.modal["components"][0]["description"]
    assert "/help" in told and "<" not in told and "`" not in told


async def refused(easel: Easel, prompt: str):
    """The private card of a prompt with a mistake; nothing was stored or charged."""
    handle = await easel.ada.slash("#general", "imagine", prompt=prompt)
    assert handle.message["ephemeral"]
    assert labels(handle.message)[0] == "Edit & retry"
    assert easel.ben.messages("#general") == []
    assert easel.jobs() == []
    assert easel.rows("SELECT * FROM ledger") == []
    return handle.message["embeds"][0]
