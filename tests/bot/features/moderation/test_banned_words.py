"""A prompt with a banned word is refused before anything is stored."""

import io
from dataclasses import replace

import pytest
from PIL import Image, PngImagePlugin

from bot.config import ModerationSection
from engine import CannedEngine
from engine.canned import CANNED_CARD
from tests.fixtures.easel import Easel, labels


async def strict(easel: Easel) -> Easel:
    easel.moderation = ModerationSection(
        banned_words=("gore", "blood"), allowed_words=("blood orange",)
    )
    await easel.start()
    return easel


async def test_a_banned_word_is_named_and_nothing_is_stored(cold_easel: Easel):
    """Row 39."""
    easel = await strict(cold_easel)
    for prompt in ("a fox in GÓRE", "a fox --no gore", "gore:: a fox::2", "{a, b} gore {c, d}"):
        handle = await easel.ada.slash("#general", "imagine", prompt=prompt)
        assert handle.message["ephemeral"]
        card = handle.message["embeds"][0]
        assert (card["title"], card["color"]) == ("Banned prompt detected", 16711680)
        assert "“gore”" in card["description"]
        assert card["footer"]["text"] == f"/imagine {prompt}"
        assert labels(handle.message) == ["Edit & retry"]
    assert easel.jobs() == []
    assert easel.rows("SELECT * FROM ledger") == []


async def test_whole_words_and_allowed_phrases_pass(cold_easel: Easel):
    """Row 39."""
    easel = await strict(cold_easel)
    await easel.grid(easel.ada, "a gorelike blood orange")


async def refused(easel: Easel, command: str, **options: object) -> str:
    """What is said, privately, to who tried; nothing stands in the channel."""
    before = easel.ben.messages("#general")
    handle = await easel.ada.slash("#general", command, **options)
    message = await handle.finished()
    assert message["ephemeral"]
    assert easel.ben.messages("#general") == before
    card = message["embeds"][0]
    assert card["title"] == "Banned prompt detected", card
    return card["description"]


def picture(parameters: str | None = None) -> bytes:
    out, info = io.BytesIO(), PngImagePlugin.PngInfo()
    if parameters is not None:
        info.add_text("parameters", parameters)
    Image.linear_gradient("L").convert("RGB").save(out, "PNG", pnginfo=info)
    return out.getvalue()


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("shorten", {"prompt": "a red fox in g0re, watercolor"}),
        ("shorten", {"prompt": "a red fox in go\\,re and ink"}),
        ("surprise", {"theme": "gore"}),
        ("prefer suffix", {"new_value": "--no gore"}),
        ("prefer option set", {"option": "mine", "value": "in G\u2062ore --ar 3:2"}),
        ("imagine", {"prompt": "a fox --no g o r e"}),
        ("imagine", {"prompt": "a {go::re, fox} at night"}),
    ],
)
async def test_every_command_that_takes_words_looks_at_them(
    cold_easel: Easel, command: str, options: dict[str, str]
):
    """Row 39: /shorten posted what it was given for everybody to see."""
    easel = await strict(cold_easel)
    assert "“gore”" in await refused(easel, command, **options)
    assert easel.jobs() == []
    assert easel.rows("SELECT 1 FROM settings WHERE key = 'preferences'") == []


async def test_what_was_set_before_the_word_was_banned_is_refused_when_it_is_used(
    cold_easel: Easel,
):
    easel = cold_easel
    await easel.start()
    await easel.ada.slash("#general", "prefer option set", option="mine", value="in gore")
    await easel.ben.slash("#general", "prefer suffix", new_value="--no gore")
    await easel.stop()
    await strict(easel)
    assert "“gore”" in await refused(easel, "imagine", prompt="a fox --mine")
    assert "“gore”" in await refused(easel, "shorten", prompt="a very red fox --mine")
    handle = await easel.ben.slash("#general", "imagine", prompt="a fox")
    assert "“gore”" in (await handle.finished())["embeds"][0]["description"]
    assert easel.jobs() == []


async def test_a_remix_in_banned_words_is_refused(cold_easel: Easel):
    easel = await strict(cold_easel)
    await easel.ada.slash("#general", "prefer remix")
    grid = await easel.grid(easel.ada)
    for button in ("V1", "🔄"):
        opened = await easel.ada.click(grid, button)
        told = await easel.ada.submit(opened, {"Prompt": "a fox in g-o-r-e"})
        assert "“gore”" in (await told.finished())["embeds"][0]["description"]
    assert len(easel.jobs()) == 1


async def test_a_translation_with_a_banned_word_is_not_drawn(cold_easel: Easel):
    cold_easel.moderation = ModerationSection(banned_words=("translation",))
    card = replace(CANNED_CARD, languages=("en",), can_translate=True)
    await cold_easel.start(CannedEngine(card))
    assert "“translation”" in await refused(cold_easel, "imagine", prompt="红狐狸")
    assert cold_easel.jobs() == []


async def test_describe_shows_no_banned_word_of_a_file_and_leaves_out_captions_with_one(
    cold_easel: Easel,
):
    cold_easel.moderation = ModerationSection(banned_words=("gore", "red"))
    await cold_easel.start()
    image = ("a.png", picture("a fox in go\\,re\nSteps: 20, Sampler: Euler a, Seed: 1"))
    assert "“gore”" in await refused(cold_easel, "describe", image=image)
    await cold_easel.ada.slash("#general", "describe", image=("b.png", picture()))
    message = await cold_easel.ben.wait_for("#general", lambda m: "🎉 Imagine all" in labels(m))
    for press in range(8):  # four captions each, by chance: some would be red
        text = message["embeds"][0]["description"]
        assert "red" not in text.split(), press
        pressed = await cold_easel.ada.click(message, "🔄")
        message = await pressed.finished()


async def test_surprise_proposes_no_banned_word(cold_easel: Easel):
    cold_easel.moderation = ModerationSection(banned_words=("lighthouse",))
    await cold_easel.start()
    handle = await cold_easel.ada.slash("#general", "surprise", theme="sea")
    message = handle.message
    for _ in range(12):
        assert "lighthouse" not in message["embeds"][0]["description"]
        message = (await cold_easel.ada.click(message, "🎲 Another")).message


async def test_a_job_of_before_is_not_shown_anew_in_words_that_are_banned_now(cold_easel: Easel):
    await cold_easel.start()
    await cold_easel.grid(cold_easel.ada, "a fox in gore")
    await cold_easel.stop()
    easel = await strict(cold_easel)
    assert "“gore”" in await refused(easel, "show", job_id=easel.jobs()[0]["id"])
