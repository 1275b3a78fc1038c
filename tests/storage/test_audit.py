"""Who did what, newest first, each guild for itself."""

from __future__ import annotations

from storage import AuditEntry, Storage
from tests.storage.people import ADA, GUILD, Person, SetClock, audit_of


async def test_deeds_are_listed_by_guild_newest_first(storage: Storage, clock: SetClock) -> None:
    await storage.audit.append("queue.pause", "everyone", by=ADA, guild_id=GUILD)
    clock.forward(minutes=1)
    await storage.audit.append("job.cancel", "job:x", by=ADA, guild_id=GUILD, reason="spam", n=1)
    await storage.audit.append("start", "easel", by=None)
    entries = await audit_of(storage, GUILD)
    assert [entry.action for entry in entries] == ["job.cancel", "queue.pause"]
    assert entries[0] == AuditEntry(
        clock.moment, ADA, GUILD, "job.cancel", "job:x", {"reason": "spam", "n": 1}
    )
    assert [entry.by_user_id for entry in await audit_of(storage, None)] == [None]


async def test_a_page_past_the_end_is_the_last(storage: Storage) -> None:
    for number in range(7):
        await storage.audit.append("test", str(number), by=ADA, guild_id=GUILD)
        await storage.audit.append("test", "elsewhere", by=ADA, guild_id=GUILD + 1)
    first, last = await storage.audit.page(GUILD, 1, 3), await storage.audit.page(GUILD, 99, 3)
    assert [entry.subject for entry in first.entries] == ["6", "5", "4"]
    assert (first.number, first.pages, first.total) == (1, 3, 7)
    assert ([entry.subject for entry in last.entries], last.number) == (["0"], 3)
    none = await storage.audit.page(GUILD + 2, 1, 3)
    assert (none.entries, none.pages) == ((), 1)


async def test_a_stealth_job_is_noted_with_its_order_and_without_its_words(person: Person) -> None:
    """Moderators can know that there is something they do not see."""
    job = (await person.order(visibility="stealth")).job
    await person.order(prompt="for all to see")
    [entry] = await audit_of(person.storage, GUILD)
    assert (entry.action, entry.subject, entry.by_user_id) == ("job.stealth", job.id, ADA)
    assert entry.details == {}
