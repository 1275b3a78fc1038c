"""A prompt with a banned word is refused before anything is stored."""

from bot.config import ModerationSection
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
