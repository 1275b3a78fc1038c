"""/shorten: five shorter prompts, their buttons, and what each word weighs."""

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
        ("a [red|blue] fox in the snow", "change while a picture is drawn"),
        ("a fox [in the snow::0.4]", "change while a picture is drawn"),
        ("red fox", "2 words are short already; </shorten:"),
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
