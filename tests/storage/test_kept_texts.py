"""Texts with a mistake: the last one of each kind, for its own button."""

from __future__ import annotations

from storage import Storage
from tests.storage.people import ADA, BEN


async def test_only_the_last_of_each_kind_is_kept(storage: Storage) -> None:
    texts = storage.kept_texts
    await texts.keep(ADA, "imagine", "one", "a fox --arr")
    await texts.keep(ADA, "remix", "v.job.1", "an owl --arr")
    await texts.keep(ADA, "imagine", "two", "a badger --arr")
    assert await texts.get(ADA, "imagine", "one") is None
    assert await texts.get(ADA, "imagine", "two") == "a badger --arr"
    assert await texts.get(ADA, "remix", "v.job.1") == "an owl --arr"


async def test_nobody_gets_the_text_of_another(storage: Storage) -> None:
    await storage.kept_texts.keep(ADA, "imagine", "one", "a fox --arr")
    assert await storage.kept_texts.get(BEN, "imagine", "one") is None
    assert await storage.kept_texts.get(ADA, "remix", "one") is None
