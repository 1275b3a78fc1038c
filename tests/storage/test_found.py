"""Jobs found again: own ones only, every word, pages that end, and fast among very many."""

from __future__ import annotations

import time

import pytest

from storage import NotFound, Storage
from storage.found import Which
from tests.storage.people import ADA, BEN, CHLOE, Person


async def prompts(storage: Storage, words: str = "", which: Which = "all") -> list[str]:
    page = await storage.found.page(ADA, words=words, which=which, size=100)
    assert page.total == len(page.jobs)
    return [found.job.prompt for found in page.jobs]


async def test_own_jobs_come_newest_first_and_no_strangers(person: Person) -> None:
    for prompt in ("a red fox", "a blue owl"):
        await person.order(prompt=prompt)
    await person.order(BEN, prompt="a red fox of Ben")
    assert await prompts(person.storage) == ["a blue owl", "a red fox"]


async def test_every_word_must_be_there_in_any_order_and_case(person: Person) -> None:
    for prompt in ("a red fox", "Fox in a red coat", "a blue fox", "红色的狐狸"):
        await person.order(prompt=prompt)
    assert await prompts(person.storage, "fox RED") == ["Fox in a red coat", "a red fox"]
    assert await prompts(person.storage, "狐狸") == ["红色的狐狸"]
    assert await prompts(person.storage, "badger") == []


async def test_signs_that_mean_anything_to_sql_mean_themselves(person: Person) -> None:
    odd = ["100% fox", "fox_tail", r"fox\tail", "'; DROP TABLE jobs"]
    for prompt in [*odd, "100 foxes", "fox tail"]:
        await person.order(prompt=prompt)
    assert await prompts(person.storage, "%") == ["100% fox"]
    assert await prompts(person.storage, "fox_tail") == ["fox_tail"]
    assert await prompts(person.storage, "\\") == [r"fox\tail"]
    assert await prompts(person.storage, "';") == ["'; DROP TABLE jobs"]


async def test_each_status_finds_its_own(person: Person) -> None:
    jobs = person.storage.jobs
    await person.done(prompt="done")
    await person.delivering(prompt="delivering")
    failed = await person.running(prompt="failed")
    await jobs.fail(failed.id, "out of paint")
    await person.running(prompt="running")
    cancelled = await person.order(prompt="cancelled")
    await jobs.cancel(cancelled.job.id)
    await person.order(prompt="waiting")
    for which in ("done", "failed", "cancelled", "waiting"):
        assert await prompts(person.storage, which=which) == [which]
    assert await prompts(person.storage, which="running") == ["running", "delivering"]


async def test_pages_end_where_the_jobs_do(person: Person) -> None:
    for number in range(25):
        await person.order(prompt=f"fox {number}")
    first = await person.storage.found.page(ADA)
    assert (first.number, first.pages, first.total, len(first.jobs)) == (1, 3, 25, 10)
    last = await person.storage.found.page(ADA, number=99)
    assert [found.job.prompt for found in last.jobs] == [f"fox {n}" for n in (4, 3, 2, 1, 0)]
    assert last.number == 3
    nothing = await person.storage.found.page(BEN, number=0)
    assert (nothing.number, nothing.pages, nothing.total, nothing.jobs) == (1, 1, 0, ())


async def test_a_heart_is_of_one_person_on_one_picture(person: Person) -> None:
    storage = person.storage
    fox, owl = await person.done(prompt="a fox"), await person.done(BEN, prompt="an owl")
    assert await storage.favourites.toggle(ADA, fox.id, 3)
    assert await storage.favourites.toggle(ADA, fox.id, 1)
    assert await storage.favourites.toggle(ADA, owl.id, 2)
    assert await storage.favourites.toggle(BEN, fox.id, 4)
    assert not await storage.favourites.toggle(ADA, owl.id, 2)
    page = await storage.found.page(ADA, which="favourites")
    assert [(found.job.id, found.hearts) for found in page.jobs] == [(fox.id, (1, 3))]
    page = await storage.found.page(BEN, which="favourites", words="fox")
    assert [(found.job.id, found.hearts) for found in page.jobs] == [(fox.id, (4,))]
    assert (await storage.found.page(CHLOE, which="favourites")).total == 0


async def test_only_a_picture_that_is_there_can_have_a_heart(person: Person) -> None:
    waiting = (await person.order()).job
    for job_id, index in ((waiting.id, 1), ("x" * 22, 1)):
        with pytest.raises(NotFound):
            await person.storage.favourites.toggle(ADA, job_id, index)


async def test_a_strangers_stealth_job_is_listed_to_nobody_else(person: Person) -> None:
    """Somebody it was shown to may like it; its prompt is not theirs to keep."""
    hidden = await person.done(BEN, visibility="stealth")
    assert hidden.visibility == "stealth"
    await person.storage.favourites.toggle(ADA, hidden.id, 1)
    await person.storage.favourites.toggle(BEN, hidden.id, 1)
    assert (await person.storage.found.page(ADA, which="favourites")).total == 0
    assert (await person.storage.found.page(BEN, which="favourites")).total == 1


async def test_a_job_whose_pictures_were_taken_away_is_listed_to_nobody(person: Person) -> None:
    storage = person.storage
    taken, kept = await person.done(prompt="a fox"), await person.done(prompt="an owl")
    for user_id in (ADA, BEN):
        await storage.favourites.toggle(user_id, taken.id, 1)
        await storage.favourites.toggle(user_id, kept.id, 1)
    await storage.withheld.add(taken.id, CHLOE)
    assert await prompts(storage) == ["an owl"]
    assert await prompts(storage, "a") == ["an owl"]
    assert await prompts(storage, which="done") == ["an owl"]
    for user_id in (ADA, BEN):
        page = await storage.found.page(user_id, which="favourites")
        assert ([found.job.id for found in page.jobs], page.total) == ([kept.id], 1)


COPY_MANY = """
    WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 100000)
    INSERT INTO jobs (id, kind, status, user_id, guild_id, channel_id, interaction_id, prompt,
        request, price, speed, attempts, created_at, ended_at, locale)
    SELECT printf('%022d', n), 'imagine', 'done', user_id, guild_id, channel_id, 1000000 + n,
        'a lighthouse by the sea at sunset, watercolor, soft light, number ' || n,
        json_object('text', hex(zeroblob(400))), price, speed, 0, created_at, created_at, locale
    FROM jobs, numbers WHERE jobs.id = ?
"""


@pytest.mark.slow
async def test_a_page_of_a_hundred_thousand_jobs_is_there_at_once(person: Person) -> None:
    job = (await person.order()).job
    async with person.storage.database.transaction() as db:
        await db.run(COPY_MANY, (job.id,))
    seconds = {}
    for words in ("", "fox", "number 77777", "lighthouse sea"):
        began = time.process_time()  # a busy machine counts for nothing
        page = await person.storage.found.page(ADA, words=words)
        seconds[words] = round(time.process_time() - began, 3)
        assert page.total == {"": 100_001, "fox": 1, "number 77777": 1}.get(words, 100_000)
    assert max(seconds.values()) < 1.0, seconds  # 0.05 s on an idle core
