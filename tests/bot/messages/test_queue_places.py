"""Place and time of waiting jobs, kept true in their own messages."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager, suppress
from operator import itemgetter
from unittest.mock import create_autospec

import pytest

from bot.messages.delivery import Delivery
from bot.messages.queue_places import QueuePlaces
from engine import CannedEngine
from storage import Job, Limits, NewJob, Storage
from tests.fixtures.easel import Easel, Json, labels

IN_LINE = re.compile(r"#(\d+)")


def places_in(messages: dict[str, str]) -> dict[str, int]:
    """The place that each message says, by the words of its prompt."""
    found = {}
    for content in messages.values():
        words, _, rest = content.removeprefix("**").partition("**")
        if place := IN_LINE.search(rest):
            found[words] = int(place[1])
    return found


@contextmanager
def watched(easel: Easel):
    """Everything that the messages of #general said inside the block, state by state."""
    states: list[dict[str, str]] = []
    with easel.server.core.feed.subscribe(easel.chloe.id) as subscription:
        yield states
        now: dict[str, str] = {}
        while not subscription.events.empty():
            event = subscription.events.get_nowait()
            if event["t"] in ("MESSAGE_CREATE", "MESSAGE_UPDATE"):
                now[event["d"]["id"]] = event["d"]["content"]
            elif event["t"] == "MESSAGE_DELETE":
                now.pop(event["d"]["id"], None)
            states.append(dict(now))


def told_twice(states: list[dict[str, str]]) -> set[int]:
    """Places that two messages said at once."""
    counts = (Counter(places_in(state).values()) for state in states)
    return {place for count in counts for place, times in count.items() if times > 1}


async def six_and_one(easel: Easel) -> None:
    """Three of Ada's are made and three of hers wait; then Ben orders one."""
    await easel.engine.hold(1)
    for number in range(1, 7):
        await easel.ada.slash("#general", "imagine", prompt=f"ada {number}")
    await easel.engine.held()
    await easel.ben.slash("#general", "imagine", prompt="ben 1")


def shown(easel: Easel) -> dict[str, int]:
    return places_in({m["id"]: m["content"] for m in easel.chloe.messages("#general")})


EXPECTED = {"ben 1": 1, "ada 4": 2, "ada 5": 3, "ada 6": 4}


async def test_no_two_people_read_one_place_and_the_order_is_that_of_the_starts(cold_easel: Easel):
    """Six jobs of one person, then one of another: both read "#1 in line" for seconds."""
    easel = cold_easel
    easel.edit_every_s = 0.02  # as places are told in rounds, so that they may be wrong for a while
    await easel.start()
    with watched(easel) as states:
        await six_and_one(easel)
        await easel.ben.until(lambda: shown(easel) == EXPECTED)
        await easel.engine.release()
        await easel.until_row("SELECT 1 WHERE (SELECT COUNT(*) FROM jobs WHERE status='done') = 7")
    assert told_twice(states) == set()
    assert EXPECTED in [places_in(state) for state in states]
    started = [job["prompt"] for job in sorted(easel.jobs(), key=itemgetter("started_at"))]
    assert started[3:] == sorted(EXPECTED, key=EXPECTED.__getitem__)


async def test_when_a_place_is_left_the_others_move_up_one_by_one(easel: Easel):
    with watched(easel) as states:
        await six_and_one(easel)
        await easel.ben.until(lambda: shown(easel) == EXPECTED)
        own = await easel.ben.wait_for("#general", lambda m: "ben 1" in m["content"])
        await easel.ben.click(own, "Cancel")
        await easel.ada.until(lambda: shown(easel) == {"ada 4": 1, "ada 5": 2, "ada 6": 3})
        await easel.engine.release()
        await easel.until_row("SELECT 1 WHERE (SELECT COUNT(*) FROM jobs WHERE status='done') = 6")
    assert told_twice(states) == set()


async def test_a_claimed_job_says_its_old_place_no_more(cold_easel: Easel):
    """It stood ready in the engine, and its message said "#1 in line" until that had room."""
    easel = cold_easel
    easel.queue = easel.queue.model_copy(update={"running_per_user": 1})
    await easel.start(engine := CannedEngine(running=1))
    await engine.hold(1)
    for prompt in ("first", "second"):
        await easel.ada.slash("#general", "imagine", prompt=prompt)
    await engine.held()

    def now(prompt: str) -> str:
        return next(m["content"] for m in easel.ada.messages("#general") if prompt in m["content"])

    await easel.ada.until(lambda: "#1 in line" in now("second"))
    await easel.ben.slash("#general", "imagine", prompt="ben's")  # claimed; there is no row for it
    bens = await easel.ben.wait_for("#general", lambda m: "ben's" in m["content"])
    assert bens["content"].endswith("(Waiting to start)")
    await easel.ada.click(await easel.ada.wait_for("#general", is_running), "Cancel")
    await easel.ada.until(lambda: now("second").endswith("(Waiting to start)"))
    assert [job["status"] for job in easel.jobs()] == ["cancelled", "running", "running"]
    await engine.release()


def is_running(message: Json) -> bool:
    return "%)" in message["content"]


@pytest.mark.parametrize("how", ["stop", "kill"])
async def test_nothing_of_before_a_restart_stays_in_a_claimed_jobs_message(easel: Easel, how: str):
    """One kept "Paused…" while it stood ready."""
    await easel.engine.hold(3)
    handles = [
        await easel.ada.slash("#general", "imagine", prompt=prompt) for prompt in ("one", "two")
    ]
    said = lambda: [handle.message["content"] for handle in handles]  # noqa: E731
    await easel.ada.until(lambda: all("(25%)" in content for content in said()))
    await getattr(easel, how)()
    assert all("(Paused" in one for one in said()) == (how == "stop"), said()
    await (engine := CannedEngine(running=1)).hold(1)
    await easel.start(engine)
    await engine.held()
    ends = ("%) (fast)", "(Waiting to start)")  # whichever reached the engine first
    await easel.ada.until(lambda: all(any(one.endswith(end) for one in said()) for end in ends))
    await engine.release()
    await easel.until_row("SELECT 1 WHERE (SELECT COUNT(*) FROM jobs WHERE status = 'done') = 2")


class Said:
    """A stand-in for Discord that keeps what each job's message says, and says it slowly."""

    def __init__(self) -> None:
        self.contents: dict[str, str] = {}
        self.edits = 0
        self.twice: set[int] = set()

    async def edit(self, address, post, still=None):
        await asyncio.sleep(0)
        if still is not None and not still():
            return False
        await asyncio.sleep(0)
        self.edits += 1
        self.contents[address.job_id] = post.content
        self.twice |= told_twice([dict(self.contents)])
        return True


async def in_line(storage: Storage, places: QueuePlaces, said: Said, count: int) -> list[Job]:
    """Jobs of as many people, whose messages say their places."""
    jobs = []
    for number in range(count):
        order = NewJob(
            kind="imagine",
            user_id=number,
            guild_id=1,
            channel_id=1,
            interaction_id=number,
            prompt=f"job {number}",
            request="{}",
            price=0,
        )
        jobs.append((await storage.jobs.order(order, Limits(9, 9, 99))).job)
        outlook = await places.outlook(jobs[-1].id, starts_at_once=False)
        assert outlook.place == number + 1
        said.contents[jobs[-1].id] = f"**job {number}** #{number + 1}"
    return jobs


def told_by(said: Said, storage: Storage) -> QueuePlaces:
    delivery = create_autospec(Delivery, instance=True)
    delivery.edit_progress.side_effect = said.edit
    return QueuePlaces(storage, delivery, running_per_user=9, slots=1, every_s=0)


async def test_any_change_of_the_line_is_told_without_a_place_twice(tmp_path):
    """Whole circles as well: everybody's place is somebody else's before."""
    async with Storage.open(tmp_path) as storage:
        said = Said()
        places = told_by(said, storage)
        jobs = await in_line(storage, places, said, 6)
        task = asyncio.create_task(places.run())
        for speeds in ("rrrfff", "frfrfr", "rfrfrf", "ffffft", "rrrrrf"):
            async with storage.database.transaction() as db:
                for letter, job in zip(speeds, jobs, strict=True):
                    speed = {"r": "relax", "f": "fast", "t": "turbo"}[letter]
                    await db.run("UPDATE jobs SET speed = ? WHERE id = ?", (speed, job.id))
            line = [job.prompt for job in await storage.jobs.waiting(9)]
            places.changed()
            async with asyncio.timeout(10):
                await until(lambda line=line: by_place(said) == line)
        assert said.twice == set()
        assert places.leave(jobs[0].id) is True
        assert places.leave(jobs[0].id) is True  # unknown: an earlier run may have said anything
        task.cancel()


async def test_the_line_is_read_between_a_claim_and_its_telling(tmp_path):
    """The row said "running" and its message "#1 in line": the next one took that place."""
    async with Storage.open(tmp_path) as storage:
        said = Said()
        places = told_by(said, storage)
        jobs = await in_line(storage, places, said, 3)
        claimed = await storage.jobs.claim(9)
        assert claimed is not None and claimed.id == jobs[0].id
        task = asyncio.create_task(places.run())
        places.changed()
        with suppress(TimeoutError):
            async with asyncio.timeout(0.5):
                await until(lambda: said.edits > 0)
        assert said.edits == 0
        assert places.leave(claimed.id) is True
        del said.contents[claimed.id]
        places.free(claimed.id)
        async with asyncio.timeout(10):
            await until(lambda: places_in(said.contents) == {"job 1": 1, "job 2": 2})
        assert said.twice == set()
        task.cancel()


def by_place(said: Said) -> list[str]:
    found = places_in(said.contents)
    return sorted(found, key=found.__getitem__)


async def until(is_so: Callable[[], bool]) -> None:
    while True:
        if is_so():
            return
        await asyncio.sleep(0.01)


async def test_place_and_time_are_told_and_shrink(cold_easel: Easel):
    """Row 54."""
    easel = cold_easel
    easel.queue = easel.queue.model_copy(update={"running_per_user": 1})
    await easel.start()
    await easel.grid(easel.ada)  # so that there is a measured time
    await easel.engine.hold(1)
    await easel.ada.slash("#general", "imagine", prompt="first")
    await easel.engine.held()
    waiting = [
        await easel.ada.slash("#general", "imagine", prompt=prompt)
        for prompt in ("second", "third", "fourth")
    ]
    for place, handle in enumerate(waiting, 1):
        line = f"(Waiting to start) · #{place} in line, under a minute"
        assert handle.message["content"].endswith(line)
    cards = lambda: [m["embeds"][0]["title"] for m in easel.ada.messages("#general") if m["embeds"]]  # noqa: E731
    await easel.ada.until(lambda: cards() == ["Job queued"] * 3)
    await easel.ada.click(waiting[0].message, "Cancel")
    await easel.ada.until(lambda: "(Stopped)" in waiting[0].message["content"])
    for place, handle in enumerate(waiting[1:], 1):
        line = f"· #{place} in line, under a minute"
        await easel.ada.until(lambda h=handle, line=line: h.message["content"].endswith(line))
    await easel.engine.release()
    grids = lambda: [m for m in easel.ada.messages("#general") if "U1" in labels(m)]  # noqa: E731
    await easel.ada.until(lambda: len(grids()) == 4)
