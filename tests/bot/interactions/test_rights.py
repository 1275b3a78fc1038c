"""Who may see a job and who may do something about it, by the facts of the job and the person."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.interactions.answer import Refusal
from bot.interactions.interaction import Person
from bot.interactions.rights import Audience, Rights, audience_of
from storage import Job, Limits, NewJob, NotFound, Storage, Use, new_job_id

OWNER, OTHER, OPERATOR = 1, 2, 3
SERVER, OTHER_SERVER = 10, 20
CHANNEL, OWNERS_DM, OTHERS_DM = 11, 101, 102
# Where somebody stands: in the server of the job, in another one, in direct messages.
PLACES = {
    "server": (SERVER, CHANNEL),
    "elsewhere": (OTHER_SERVER, 21),
    "dm": (None, OTHERS_DM),
}


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    async with Storage.open(tmp_path) as opened:
        yield opened


@pytest.fixture
def rights(storage: Storage) -> Rights:
    return Rights(storage, (OPERATOR,))


async def job_of(
    storage: Storage, guild_id: int | None = SERVER, *, is_stealth: bool = False
) -> Job:
    """A job of the owner's, ordered in that server, or in direct messages."""
    new_job = NewJob(
        id=new_job_id(),
        kind="imagine",
        user_id=OWNER,
        guild_id=guild_id,
        channel_id=CHANNEL if guild_id is not None and not is_stealth else OWNERS_DM,
        interaction_id=1,
        prompt="a fox",
        request="{}",
        price=0,
        visibility="stealth" if is_stealth else "public",
    )
    return (await storage.jobs.order(new_job, Limits(1, 1, 1))).job


def person(user_id: int, place: str, *, is_moderator: bool = False) -> Person:
    guild_id, channel_id = PLACES[place]
    channel_id = OWNERS_DM if place == "dm" and user_id == OWNER else channel_id
    return Person(user_id, guild_id, channel_id, is_moderator)


SEEN: list[tuple[str, int, str, Audience, bool]] = [
    ("public", OWNER, "server", "here", True),
    ("public", OWNER, "elsewhere", "here", True),
    ("public", OWNER, "dm", "here", True),
    ("public", OTHER, "server", "here", True),
    ("public", OTHER, "elsewhere", "alone", False),
    ("public", OTHER, "dm", "alone", False),
    ("stealth", OWNER, "server", "alone", True),
    ("stealth", OWNER, "server", "here", False),
    ("stealth", OWNER, "elsewhere", "here", False),
    ("stealth", OWNER, "dm", "here", True),
    ("stealth", OTHER, "server", "alone", False),
    ("stealth", OTHER, "dm", "alone", False),
    ("dm", OWNER, "server", "here", True),
    ("dm", OTHER, "server", "alone", False),
    ("dm", OTHER, "dm", "alone", False),
    ("dm, shown in the server", OTHER, "server", "here", True),
    ("dm, shown in the server", OTHER, "elsewhere", "alone", False),
    ("dm, shown in the server", OTHER, "dm", "alone", False),
    ("public, sent to the other", OTHER, "dm", "here", True),
    ("stealth, shown in the server", OTHER, "server", "alone", False),
    ("public, withheld", OWNER, "server", "alone", False),
    ("public, withheld", OTHER, "server", "alone", False),
    ("public, withheld", OPERATOR, "server", "alone", False),
    ("public", OPERATOR, "elsewhere", "alone", False),
]


async def made(storage: Storage, what: str) -> Job:
    kind, _, more = what.partition(", ")
    job = await job_of(storage, None if kind == "dm" else SERVER, is_stealth=kind == "stealth")
    if more == "shown in the server":
        await storage.job_messages.add(job.id, 1000, CHANNEL, SERVER, "copy")
    elif more == "sent to the other":
        await storage.job_messages.add(job.id, 1000, OTHERS_DM, None, "result")
    elif more == "withheld":
        await storage.withheld.add(job.id, OPERATOR)
    return job


@pytest.mark.parametrize(("what", "user_id", "place", "audience", "is_shown"), SEEN)
async def test_who_may_see_what(
    storage: Storage,
    rights: Rights,
    what: str,
    user_id: int,
    place: str,
    audience: Audience,
    is_shown: bool,
):
    job, who = await made(storage, what), person(user_id, place)
    assert await rights.may_see(who, job, audience) is is_shown
    if is_shown:
        await rights.must_see(who, job, audience)
        return
    is_told = "withheld" in what and user_id == OWNER
    with pytest.raises(Refusal if is_told else NotFound):
        await rights.must_see(who, job, audience)


async def test_only_a_stealth_job_in_a_server_is_for_one_person_alone(storage: Storage):
    public = await job_of(storage)
    stealth = replace(public, visibility="stealth")
    assert audience_of(public, SERVER) == audience_of(public, None) == "here"
    assert audience_of(stealth, None) == "here"
    assert audience_of(stealth, SERVER) == "alone"


MODERATED = [
    ("public", OTHER, "server", True, True),
    ("public", OTHER, "server", False, False),
    ("public", OTHER, "elsewhere", True, False),
    ("public", OWNER, "server", False, False),  # ends it as its owner, moderates nothing
    ("public", OPERATOR, "dm", False, True),
    ("dm", OTHER, "server", True, False),
    ("dm", OTHER, "dm", True, False),
    ("dm, shown in the server", OTHER, "server", True, True),
    ("dm, shown in the server", OTHER, "elsewhere", True, False),
    ("public, sent to the other", OTHER, "dm", True, False),
]


@pytest.mark.parametrize(("what", "user_id", "place", "is_moderator", "may"), MODERATED)
async def test_moderators_rule_where_a_message_of_the_job_stands(
    storage: Storage,
    rights: Rights,
    what: str,
    user_id: int,
    place: str,
    is_moderator: bool,
    may: bool,
):
    """A job ordered in direct messages and shown in the server used to be beyond their reach."""
    job, who = await made(storage, what), person(user_id, place, is_moderator=is_moderator)
    assert await rights.may_moderate(who, job) is may
    if may:
        await rights.must_moderate(who, job)
        await rights.must_end(who, job)
        return
    with pytest.raises(NotFound):
        await rights.must_moderate(who, job)
    if user_id == OWNER:
        await rights.must_end(who, job)
    else:
        with pytest.raises((NotFound, Refusal)):
            await rights.must_end(who, job)


async def test_what_is_ones_own_is_nobody_elses(storage: Storage, rights: Rights):
    job = await job_of(storage)
    rights.must_own(person(OWNER, "dm"), job)
    for user_id in (OTHER, OPERATOR):
        with pytest.raises(NotFound):
            rights.must_own(person(user_id, "server", is_moderator=True), job)
    await rights.must_own_pointed(person(OWNER, "dm"), job)


async def test_whose_a_job_is_hears_who_may_see_it(storage: Storage, rights: Rights):
    """ "No job of yours has that id" answered who had pointed at somebody's picture."""
    job = await job_of(storage)
    for must in (rights.must_own_pointed, rights.must_end):
        with pytest.raises(Refusal, match=f"<@{OWNER}>"):
            await must(person(OTHER, "server"), job)
        with pytest.raises(NotFound):
            await must(person(OTHER, "elsewhere"), job)


@pytest.mark.parametrize(
    ("kind", "user_id", "place", "reads"),
    [
        ("public", OWNER, "server", 1),
        ("public", OTHER, "server", 1),
        ("stealth", OWNER, "dm", 1),
        ("stealth", OTHER, "server", 1),
        ("dm, shown in the server", OTHER, "server", 2),
        ("public", OTHER, "dm", 2),
    ],
)
async def test_an_ordinary_press_asks_the_database_once(
    tmp_path: Path, kind: str, user_id: int, place: str, reads: int
):
    """Whether the job is withheld; where its messages stand only where it was not made."""
    async with Storage.open(tmp_path) as storage:
        job = await made(storage, kind)
        uses: list[Use] = []
        storage.database.watch = uses.append
        await Rights(storage, ()).may_see(person(user_id, place), job, "alone")
        assert len(uses) == reads
