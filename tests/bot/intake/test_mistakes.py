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
        assert told == "There is no `--sede`. Did you mean `--seed`?"
    sent = await easel.ada.submit(opened, {"Prompt": "a fox --seed 50"})
    assert sent.state == "done"
    await easel.ada.wait_for("#general", lambda m: "U1" in labels(m))
    assert easel.engine.requests[0].seeds[0] == 50


async def refused(easel: Easel, prompt: str):
    """The private card of a prompt with a mistake; nothing was stored or charged."""
    handle = await easel.ada.slash("#general", "imagine", prompt=prompt)
    assert handle.message["ephemeral"]
    assert labels(handle.message) == ["Edit & retry"]
    assert easel.ben.messages("#general") == []
    assert easel.jobs() == []
    assert easel.rows("SELECT * FROM ledger") == []
    return handle.message["embeds"][0]
