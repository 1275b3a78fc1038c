"""Rows of the parity checklist about words: banned ones, other languages, variations by choice."""

from dataclasses import replace

from bot.config import ModerationSection
from engine import CannedEngine
from engine.canned import CANNED_CARD
from tests.fixtures.easel import Easel, labels


async def strict(easel: Easel, engine: CannedEngine | None = None) -> Easel:
    easel.moderation = ModerationSection(
        banned_words=("gore", "blood"), allowed_words=("blood orange",)
    )
    if engine is not None:
        easel.engine = engine
    await easel.start(engine)
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


async def test_other_languages_are_translated_and_both_are_shown(cold_easel: Easel):
    card = replace(CANNED_CARD, languages=("en",), can_translate=True)
    easel = await strict(cold_easel, CannedEngine(card))
    grid = await easel.grid(easel.ada, "日落时的红色灯塔 --ar 3:2")
    words, _, small = grid["content"].partition("\n-# ")
    assert words == f"**日落时的红色灯塔 --ar 3:2** - {easel.ada.mention} (fast)"
    assert small == "in English: a translation of " + small[-6:]
    assert easel.engine.requests[0].parts[0].text == small.removeprefix("in English: ")


async def test_without_a_translator_a_hint_is_told_once(cold_easel: Easel):
    card = replace(CANNED_CARD, languages=("en",), can_translate=False)
    easel = await strict(cold_easel, CannedEngine(card))
    await easel.grid(easel.ada, "红色灯塔")
    hint = await easel.ada.wait_for("#general", lambda m: m["embeds"])
    assert hint["ephemeral"]
    assert "English only" in hint["embeds"][0]["description"]
    assert easel.engine.requests[0].parts[0].text == "红色灯塔"
    await easel.grid(easel.ada, "红色灯塔")
    assert len([m for m in easel.ada.messages("#general") if m["embeds"]]) == 1


async def test_a_model_that_reads_chinese_gets_it_as_it_is(easel: Easel):
    grid = await easel.grid(easel.ada, "红色灯塔")
    assert grid["content"] == f"**红色灯塔** - {easel.ada.mention} (fast)"
    assert easel.engine.requests[0].parts[0].text == "红色灯塔"
    assert [m for m in easel.ada.messages("#general") if m["embeds"]] == []


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


async def test_what_a_model_does_not_read_is_told(easel: Easel):
    """The canned model reads 300 words."""
    await easel.grid(easel.ada, " ".join(["red"] * 300 + ["fox", "asleep"]))
    notice = await easel.ada.wait_for("#general", lambda m: m["embeds"])
    assert notice["ephemeral"]
    assert "left out: `fox asleep`" in notice["embeds"][0]["description"]
