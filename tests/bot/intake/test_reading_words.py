"""Words that a model does not read: translated, hinted at, or told."""

from dataclasses import replace

from engine import CannedEngine, ModelCard
from engine.canned import CANNED_CARD
from tests.fixtures.easel import Easel


async def reading(easel: Easel, card: ModelCard) -> Easel:
    """With a model of another card."""
    easel.engine = CannedEngine(card)
    await easel.start(easel.engine)
    return easel


async def test_other_languages_are_translated_and_both_are_shown(cold_easel: Easel):
    card = replace(CANNED_CARD, languages=("en",), can_translate=True)
    easel = await reading(cold_easel, card)
    grid = await easel.grid(easel.ada, "日落时的红色灯塔 --ar 3:2")
    words, _, small = grid["content"].partition("\n-# ")
    assert words == f"**日落时的红色灯塔 --ar 3:2** - {easel.ada.mention} (fast)"
    assert small == "in English: a translation of " + small[-6:]
    assert easel.engine.requests[0].parts[0].text == small.removeprefix("in English: ")


async def test_without_a_translator_a_hint_is_told_once(cold_easel: Easel):
    card = replace(CANNED_CARD, languages=("en",), can_translate=False)
    easel = await reading(cold_easel, card)
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


async def test_what_a_model_does_not_read_is_told(easel: Easel):
    """The canned model reads 300 words."""
    await easel.grid(easel.ada, " ".join(["red"] * 300 + ["fox", "asleep"]))
    notice = await easel.ada.wait_for("#general", lambda m: m["embeds"])
    assert notice["ephemeral"]
    assert "left out: `fox asleep`" in notice["embeds"][0]["description"]


async def test_words_a_small_model_was_never_taught_are_told_the_first_three_times(
    cold_easel: Easel,
):
    """ "a dog on the moon" drew rain and grass, and nobody said why."""
    card = replace(CANNED_CARD, known_words=("fox", "in the rain"))
    easel = await reading(cold_easel, card)
    await easel.grid(easel.ada, "a fox in the rain")
    assert [m for m in easel.ada.messages("#general") if m["embeds"]] == []
    for _ in range(4):
        await easel.grid(easel.ada, "a dog on the moon --seed 1")
    told = [m for m in easel.ada.messages("#general") if m["embeds"]]
    assert len(told) == 3
    assert all(m["ephemeral"] for m in told)
    assert "`dog`, `moon`" in told[0]["embeds"][0]["description"]
    assert not [m for m in easel.ben.messages("#general") if m["embeds"]]


async def test_every_text_that_a_step_reads_is_translated(cold_easel: Easel):
    card = replace(CANNED_CARD, languages=("en",), can_translate=True)
    easel = await reading(cold_easel, card)
    grid = await easel.grid(easel.ada, "[红色灯塔:小猫:0.5] --no [雾|雨]")
    assert "红色灯塔:小猫:0.5" in grid["content"] and "a translation of" in grid["content"]
    request = easel.engine.requests[0]
    texts = [text.text for text in request.parts[0].texts]
    assert len(texts) == 2 and all(text.startswith("a translation of") for text in texts)
    assert texts[0] != texts[1]
    assert len(set(request.parts[0].at_step)) == 2
    assert request.negative_at(0) != request.negative_at(1)
    assert request.negative_at(1).startswith("a translation of")
