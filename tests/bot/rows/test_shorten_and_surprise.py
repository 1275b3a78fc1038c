"""Rows of the parity checklist about words: /shorten, /surprise, suggestions while typing."""

import pytest

from engine import CannedEngine, ImageRequest
from tests.fixtures.easel import Easel, labels, rows_of

PROMPT = "a red lighthouse at sunset, in the rain, watercolor"
NUMBERS = ["1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣"]


def card(message):
    return message["embeds"][0]


def texts(requests: list[ImageRequest]) -> list[str]:
    return [request.parts[0].text for request in requests]


async def shortened(easel: Easel, prompt: str = PROMPT):
    handle = await easel.ada.slash("#general", "shorten", prompt=prompt)
    return await easel.ben.wait_for("#general", lambda m: "5️⃣" in labels(m)), handle


async def test_shorten_gives_five_shorter_prompts_and_their_buttons(easel: Easel):
    """Row 69."""
    message, _ = await shortened(easel, f"{PROMPT} --ar 3:2 --seed 5")
    assert rows_of(message) == [NUMBERS, ["Show Details"]]
    text = card(message)["description"]
    head, _, shorts = text.partition("**Shortened prompts**")
    assert "**Important tokens**" in head
    assert "**lighthouse**" in head or "**watercolor**" in head
    assert "~~a~~" in head
    assert "~~in~~" in head
    lines = [line[3:].strip() for line in shorts.split("\n") if line.strip()]
    assert len(lines) == len(set(lines)) == 5
    assert all(line.endswith("--ar 3:2 --seed 5") for line in lines)
    sizes = [len(line.split()) for line in lines]
    assert sizes == sorted(sizes, reverse=True)
    assert 5 <= sizes[-1] < sizes[0] < len(PROMPT.split()) + 4
    assert "footer" in card(message)
    assert easel.jobs() == []


async def test_a_number_opens_a_form_and_the_form_imagines(easel: Easel):
    """Row 69."""
    message, _ = await shortened(easel)
    line = next(line for line in card(message)["description"].split("\n") if line.startswith("3️⃣"))
    await easel.kill()
    await easel.start()
    form = await easel.ben.click(message, "3️⃣")
    await easel.ben.submit(form, {})
    await easel.next_grid(easel.ben, {message["id"]})
    assert texts(easel.engine.requests) == [line[3:].strip()]
    assert easel.jobs()[0]["user_id"] == int(easel.ben.id)


async def test_show_details_tells_every_weight_privately(easel: Easel):
    """Row 69."""
    message, _ = await shortened(easel)
    details = await easel.ben.click(message, "Show Details")
    assert details.message["ephemeral"]
    lines = card(details.message)["description"].split("\n")
    words = await CannedEngine().weigh_words(PROMPT)
    assert [line.split()[-1] for line in lines] == [word.text for word in words]
    for line, word in zip(lines, words, strict=True):
        assert f"{word.weight:.2f}" in line
        assert line.count("█") == round(10 * word.weight)
        assert line.count("█") + line.count("░") == 10


@pytest.mark.parametrize(
    ("prompt", "told"),
    [
        ("a fox:: a goose in the snow", "`::`"),
        ("a red fox in the snow --no text", "`--no`"),
        ("a red fox --negative text", "`--negative`"),
        ("a {red, blue} fox", "several prompts"),
        ("red fox", "2 words are short already; /shorten takes 3 or more."),
        ("fox", "One word"),
        ("a red fox --sytlize 5", "--sytlize"),
    ],
)
async def test_what_cannot_be_shortened_is_told(easel: Easel, prompt: str, told: str):
    """Row 69."""
    handle = await easel.ada.slash("#general", "shorten", prompt=prompt)
    message = await handle.finished()
    assert message["ephemeral"]
    assert told in card(message)["description"]
    assert card(message)["footer"]["text"].startswith("/shorten ")
    assert easel.ben.messages("#general") == []


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


async def typed(person, text: str) -> list[str]:
    choices = await person.autocomplete("#general", "imagine", "prompt", prompt=text)
    assert all(choice["name"] == choice["value"] for choice in choices)
    return [choice["value"] for choice in choices]


async def test_typing_offers_ones_own_prompts_and_nobody_elses(easel: Easel):
    for prompt in ("a fox in the snow", "a goose", "a fox asleep --ar 3:2", "a goose"):
        await easel.grid(easel.ada, prompt)
    await easel.grid(easel.ben, "a secret fox of ben")
    assert await typed(easel.ada, "") == ["a goose", "a fox asleep --ar 3:2", "a fox in the snow"]
    assert (await typed(easel.ada, "fox"))[:3] == [
        "fox",
        "a fox asleep --ar 3:2",
        "a fox in the snow",
    ]
    assert await typed(easel.chloe, "") == []
    assert "a secret fox of ben" in await typed(easel.ben, "fox")


async def test_typing_offers_parameters_styles_and_words_of_the_model(easel: Easel):
    assert "a fox --ar 3:2" in await typed(easel.ada, "a fox --a")
    assert "a fox --sampler euler" in await typed(easel.ada, "a fox --sampler ")
    assert "a fox, watercolor" in await typed(easel.ada, "a fox, wat")
    assert "a lighthouse" in await typed(easel.ada, "a lig")


async def test_typing_a_long_prompt_is_not_disturbed(easel: Easel):
    await easel.grid(easel.ada, "fox " * 40)
    assert await typed(easel.ada, "fox") == []
    assert await typed(easel.ada, "fox " * 40) == []
