"""The canned engine also reads: always the same, refused as the real one refuses."""

from dataclasses import replace

import pytest

from engine import CannedEngine, Finished, ModelLoadError, RequestError
from engine.canned import CANNED_CARD
from tests.engine.canned.test_canned import REQUEST, all_events

PNG = b"\x89PNG and more"


async def test_descriptions_differ_and_come_again() -> None:
    async with CannedEngine() as engine:
        four = await engine.describe(PNG)
        assert len(set(four)) == 4
        assert four == await engine.describe(PNG)
        assert four != await engine.describe(PNG, seed=1)
        assert len(await engine.describe(PNG, count=8)) == 8


async def test_words_are_weighed_in_their_order() -> None:
    async with CannedEngine() as engine:
        weights = await engine.weigh_words("a lighthouse at sunset, 灯塔")
    assert [one.text for one in weights] == ["a", "lighthouse", "at", "sunset", "灯塔"]
    assert max(one.weight for one in weights) == 1.0
    assert weights[0].weight < 0.2 < weights[1].weight


async def test_a_translator_is_there_or_is_not() -> None:
    async with CannedEngine() as engine:
        with pytest.raises(RequestError, match="`translator`"):
            await engine.translate("红色的灯塔")
    card = replace(CANNED_CARD, languages=("en",), can_translate=True)
    async with CannedEngine(card) as engine:
        assert (await engine.translate("灯塔")).isascii()
        assert await engine.translate("灯塔") != await engine.translate("城堡")


async def test_what_cannot_be_read_is_refused() -> None:
    async with CannedEngine() as engine:
        with pytest.raises(RequestError, match="not a picture"):
            await engine.describe(b"text")
        with pytest.raises(RequestError, match="1 to 8 descriptions, not 9"):
            await engine.describe(PNG, count=9)
        with pytest.raises(RequestError, match="no words"):
            await engine.weigh_words("  ")
        with pytest.raises(RequestError, match="6001 characters"):
            await engine.weigh_words("a" * 6001)
    async with CannedEngine(replace(CANNED_CARD, can_describe=False)) as engine:
        with pytest.raises(RequestError, match="`captioner`"):
            await engine.describe(PNG)
    async with CannedEngine(load_error=ModelLoadError("no folder")) as engine:
        with pytest.raises(ModelLoadError):
            await engine.describe(PNG)


async def test_further_models_have_their_cards() -> None:
    small = replace(CANNED_CARD, name="small", max_steps=4)
    async with CannedEngine(further=[small]) as engine:
        assert list(engine.cards) == ["canned", "small"]
        made = await all_events(engine, replace(REQUEST, model="small"))
        assert isinstance(made[-1], Finished)
        refused = await all_events(engine, replace(REQUEST, request_id="b", model="small", steps=9))
        assert "9 steps are not between 1 and 4." in str(refused[-1])
