"""Settings by owner and key."""

from __future__ import annotations

import sqlite3

import pytest

from storage import Storage
from tests.storage.people import ADA, GUILD


async def test_a_setting_is_what_was_last_set(storage: Storage) -> None:
    for value in (1, 1.5, True, "快", ["a", {"b": None}], {"k": [1, 2]}):
        await storage.settings.set("user", ADA, "anything", value)
        assert await storage.settings.get("user", ADA, "anything") == value


async def test_owners_and_keys_do_not_mix(storage: Storage) -> None:
    await storage.settings.set("user", ADA, "speed", "relax")
    await storage.settings.set("guild", ADA, "speed", "fast")
    await storage.settings.set("global", None, "speed", "turbo")
    await storage.settings.set("user", ADA, "locale", "de")
    assert await storage.settings.get("user", ADA, "speed") == "relax"
    assert await storage.settings.get("guild", ADA, "speed") == "fast"
    assert await storage.settings.get("global", None, "speed") == "turbo"
    assert await storage.settings.get("user", ADA + 1, "speed") is None
    assert await storage.settings.all("user", ADA) == {"locale": "de", "speed": "relax"}


async def test_a_default_stands_in_and_a_cleared_value_is_gone(storage: Storage) -> None:
    assert await storage.settings.get("user", ADA, "speed", "fast") == "fast"
    await storage.settings.set("user", ADA, "speed", "relax")
    assert await storage.settings.get("user", ADA, "speed", "fast") == "relax"
    assert await storage.settings.clear("user", ADA, "speed")
    assert not await storage.settings.clear("user", ADA, "speed")
    assert await storage.settings.get("user", ADA, "speed", "fast") == "fast"


async def test_a_value_of_another_type_is_loud(storage: Storage) -> None:
    await storage.settings.set("user", ADA, "speed", 3)
    with pytest.raises(TypeError, match="speed is 3"):
        await storage.settings.get("user", ADA, "speed", "fast")


async def test_only_global_settings_have_no_owner(storage: Storage) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        await storage.settings.set("user", None, "speed", "fast")
    with pytest.raises(sqlite3.IntegrityError):
        await storage.settings.set("global", GUILD, "speed", "fast")
