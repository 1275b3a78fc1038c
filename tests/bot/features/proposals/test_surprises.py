"""/surprise: a prompt out of the model's own words, and its buttons."""

from tests.bot.features.proposals.test_shortening import card, texts
from tests.fixtures.easel import Easel, labels


async def test_surprise_shows_a_prompt_and_spends_nothing_before_imagine(easel: Easel):
    handle = await easel.ada.slash("#general", "surprise", theme="sea")
    assert handle.message["ephemeral"]
    assert labels(handle.message) == ["Imagine", "Edit", "🎲 Another"]
    first = card(handle.message)["description"].strip("*")
    assert easel.jobs() == []
    await easel.kill()
    await easel.start()
    another = await easel.ada.click(handle.message, "🎲 Another")
    second = card(another.message)["description"].strip("*")
    assert second != first
    assert any(word in second for word in ("lighthouse", "sailboat"))
    await easel.ada.click(another.message, "Imagine")
    grid = await easel.next_grid(easel.ada, set())
    assert texts(easel.engine.requests) == [second]
    assert grid["content"].startswith(f"**{second}** - ")
    form = await easel.ada.click(another.message, "Edit")
    await easel.ada.submit(form, {"Prompt": "something else"})
    await easel.next_grid(easel.ada, {grid["id"]})
    assert texts(easel.engine.requests)[1] == "something else"


async def test_surprise_offers_the_themes_of_the_model_and_refuses_others(easel: Easel):
    choices = await easel.ada.autocomplete("#general", "surprise", "theme", theme="")
    names = [choice["value"] for choice in choices]
    assert "sea" in names
    assert "nature" not in names
    handle = await easel.ada.slash("#general", "surprise", theme="nature")
    text = card(await handle.finished())["description"]
    assert "`nature`" in text
    assert all(f"`{name}`" in text for name in names)
