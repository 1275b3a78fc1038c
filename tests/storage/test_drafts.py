"""Drafts: kept under an id, written over, read by whoever has the button."""

from __future__ import annotations

import pytest

from storage import Draft, NotFound, Storage
from tests.storage.people import ADA, BEN


async def test_a_draft_is_what_was_last_kept(storage: Storage) -> None:
    first = Draft(("a fox", "红色的狐狸"), 2**32 - 1, (("fox", 0.5), ("red", 1.0)), "sea")
    draft_id = await storage.drafts.keep(ADA, first)
    assert len(draft_id) == 22
    assert await storage.drafts.get(draft_id) == first
    second = Draft(("an owl",))
    assert await storage.drafts.keep(BEN, second, draft_id) == draft_id
    assert await storage.drafts.get(draft_id) == second


async def test_each_new_draft_has_an_id_of_its_own(storage: Storage) -> None:
    ids = [await storage.drafts.keep(ADA, Draft((prompt,))) for prompt in ("a fox", "an owl")]
    assert [(await storage.drafts.get(each)).prompts for each in ids] == [("a fox",), ("an owl",)]


async def test_an_unknown_draft_is_not_found(storage: Storage) -> None:
    with pytest.raises(NotFound, match="no draft nothing"):
        await storage.drafts.get("nothing")
