"""What a person has chosen comes back as it was stored, and no choice loses another."""

import asyncio
from pathlib import Path

import pytest

from bot.orders.preferences import Preferences, change_preferences, read_preferences
from storage import Storage, utc_now


@pytest.fixture
async def storage(tmp_path: Path):
    async with Storage.open(tmp_path, utc_now) as opened:
        yield opened


async def test_who_chose_nothing_has_the_defaults(storage: Storage):
    assert await read_preferences(storage, 1) == Preferences()


async def test_choices_come_back_and_are_one_persons_own(storage: Storage):
    chosen = Preferences(
        speed="relax",
        settings="--stylize 250",
        suffix="--no text",
        options={"mine": "in ink"},
        variability="low",
        is_remix=True,
        language="zh-CN",
        hints_seen=("remix",),
    )
    assert await change_preferences(storage, 1, lambda _: chosen) == chosen
    assert await read_preferences(storage, 1) == chosen
    assert await read_preferences(storage, 2) == Preferences()


async def test_the_lane_of_an_older_version_is_honoured_until_something_is_chosen(storage: Storage):
    await storage.settings.set("user", 1, "speed", "relax")
    assert (await read_preferences(storage, 1)).speed == "relax"
    changed = await change_preferences(storage, 1, lambda old: old.with_(is_remix=True))
    assert changed == Preferences(speed="relax", is_remix=True)


async def test_changes_at_one_moment_are_all_kept(storage: Storage):
    """Read and write in two steps lost one of two buttons pressed quickly."""

    def named(name: str):
        return lambda old: old.with_(options={**old.options, name: "in ink"})

    names = [f"mine{number}" for number in range(10)]
    await asyncio.gather(*(change_preferences(storage, 1, named(name)) for name in names))
    assert sorted((await read_preferences(storage, 1)).options) == names


async def test_fields_that_are_no_more_are_left_out(storage: Storage):
    await storage.settings.set("user", 1, "preferences", {"is_remix": True, "gone": 7})
    assert await read_preferences(storage, 1) == Preferences(is_remix=True)
