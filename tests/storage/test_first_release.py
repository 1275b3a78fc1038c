"""A database of the first release, opened by this one: its key strings have become rows of tables.

The rows are written as that release wrote them, with its two migrations and no code of today.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from storage import Draft, JobMessage, NotFound, Question, Storage
from storage.lock import DATABASE
from storage.schema import migrations, prepare
from tests.storage.people import ADA, BEN, GUILD, SetClock

MODERATOR = BEN + 5
PUBLIC, STEALTH, WAITING = (
    "public-job-----------1",
    "stealth-job----------2",
    "waiting-job----------3",
)
SENT = datetime(2026, 3, 1, 8, 30, 0, 250000, tzinfo=UTC)
AT = "2026-03-02T10:00:00.000000+00:00"


def message(number: int, sent: datetime = SENT) -> int:
    """The id Discord would give a message sent at that moment."""
    ms = round((sent - datetime(2015, 1, 1, tzinfo=UTC)).total_seconds() * 1000)
    return (ms << 22) + number


class FirstRelease:
    """Writes what the first release wrote."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def job(self, job_id: str, status: str, **changes: Any) -> None:
        is_ended = status in ("done", "failed", "cancelled")
        row = {
            "id": job_id, "kind": "imagine", "status": status, "user_id": ADA, "guild_id": GUILD,
            "channel_id": 7, "interaction_id": int(job_id[-1]), "prompt": "a fox", "request": "{}",
            "price": 0, "speed": "fast", "created_at": AT, "locale": "en-US",
            "ended_at": AT if is_ended else None, **changes,
        }  # fmt: skip
        names = ", ".join(row)
        marks = ", ".join(f":{name}" for name in row)
        self._connection.execute(f"INSERT INTO jobs ({names}) VALUES ({marks})", row)

    def everyones(self, key: str, value: object) -> None:
        self._set("global", None, key, value)

    def persons(self, user_id: int, key: str, value: object) -> None:
        self._set("user", user_id, key, value)

    def audit(self, action: str, subject: str, by: int, **details: object) -> None:
        self._connection.execute(
            "INSERT INTO audit (at, by_user_id, guild_id, action, subject, details) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (AT, by, GUILD, action, subject, json.dumps(details)),
        )

    def _set(self, scope: str, scope_id: int | None, key: str, value: object) -> None:
        self._connection.execute(
            "INSERT INTO settings (scope, scope_id, key, value) VALUES (?, ?, ?, ?)",
            (scope, scope_id, key, json.dumps(value, ensure_ascii=False)),
        )


@pytest.fixture
def old(tmp_path: Path) -> Iterator[FirstRelease]:
    """Left by itself it commits; with three jobs, as every test needs them."""
    path = tmp_path / DATABASE
    prepare(path, SENT, migrations()[:2])
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        release = FirstRelease(connection)
        done = {"progress_message_id": message(1), "result_message_id": message(2)}
        release.job(PUBLIC, "done", **done)
        release.job(STEALTH, "failed", visibility="stealth", progress_message_id=message(3))
        release.job(WAITING, "queued")
        yield release


async def keys_left(storage: Storage) -> list[str]:
    async with storage.database.read() as db:
        return [row["key"] for row in await db.rows("SELECT key FROM settings ORDER BY key")]


async def count(storage: Storage, table: str) -> int:
    async with storage.database.read() as db:
        row = await db.row(f"SELECT COUNT(*) AS rows FROM {table}")
    assert row is not None
    return int(row["rows"])


async def test_drafts_are_found_by_their_old_buttons(old: FirstRelease, tmp_path: Path) -> None:
    old.everyones(
        "draft:described", {"prompts": ["a fox", "红 狐"], "seed": 7, "weights": [], "theme": None}
    )
    weights = [["fox", 1.0], ["red", 0.25], ["a", 0]]
    old.everyones(
        "draft:shortened", {"prompts": ["fox"], "seed": 0, "weights": weights, "theme": "sea"}
    )
    async with Storage.open(tmp_path) as storage:
        assert await storage.drafts.get("described") == Draft(("a fox", "红 狐"), 7)
        shortened = Draft(("fox",), 0, (("fox", 1.0), ("red", 0.25), ("a", 0)), "sea")
        assert await storage.drafts.get("shortened") == shortened
        assert await storage.sweep() == dict.fromkeys(await storage.sweep(), 0)
        assert await keys_left(storage) == []


async def test_a_question_is_taken_once_in_its_time(old: FirstRelease, tmp_path: Path) -> None:
    clock = SetClock()
    for key, until in (
        ("question:open", clock.moment + timedelta(minutes=1)),  # its text has no fraction
        ("question:odd", clock.moment + timedelta(microseconds=60_123_456)),
        ("question:over", clock.moment - timedelta(minutes=1)),
    ):
        old.persons(ADA, key, {"text": "a {red,blue} fox", "until": until.isoformat()})
    async with Storage.open(tmp_path, clock) as storage:
        assert await storage.confirmations.take(BEN, "open") is None
        assert await storage.confirmations.take(ADA, "open") == Question("a {red,blue} fox")
        assert await storage.confirmations.take(ADA, "open") is None
        assert await storage.confirmations.take(ADA, "over") is None
        clock.forward(seconds=60)
        assert await storage.confirmations.take(ADA, "odd") == Question("a {red,blue} fox")


async def test_texts_with_a_mistake_are_brought_back(old: FirstRelease, tmp_path: Path) -> None:
    old.persons(ADA, "draft", {"id": "button-1", "text": "a fox --arr 1:1"})
    old.persons(ADA, "remix_draft", {"pressed": f"v.{PUBLIC}.2", "text": "an owl --arr"})
    old.persons(BEN, "draft", {"id": "button-2", "text": "a badger --q"})
    async with Storage.open(tmp_path) as storage:
        texts = storage.kept_texts
        assert await texts.get(ADA, "imagine", "button-1") == "a fox --arr 1:1"
        assert await texts.get(ADA, "remix", f"v.{PUBLIC}.2") == "an owl --arr"
        assert await texts.get(BEN, "imagine", "button-2") == "a badger --q"
        assert await texts.get(BEN, "imagine", "button-1") is None


async def test_reports_and_what_was_taken_away_hold_on(old: FirstRelease, tmp_path: Path) -> None:
    for job_id in (PUBLIC, WAITING):
        old.persons(BEN, f"report:{job_id}", True)
    old.audit("report", PUBLIC, BEN, owner=ADA, reason="rude")
    old.audit("report", PUBLIC, MODERATOR, owner=ADA, reason="another's")
    old.audit("report.delete", PUBLIC, MODERATOR, owner=ADA)
    old.everyones(f"withheld:{PUBLIC}", True)
    old.everyones(f"withheld:{STEALTH}", True)
    async with Storage.open(tmp_path) as storage:
        assert await storage.reports.has(PUBLIC, BEN)
        assert not await storage.reports.add(WAITING, BEN, GUILD, 7, 1, "again")
        assert not await storage.reports.has(PUBLIC, MODERATOR)
        assert [await storage.withheld.contains(each) for each in (PUBLIC, STEALTH, WAITING)] == [
            True, True, False,
        ]  # fmt: skip
        async with storage.database.read() as db:
            rows = await db.rows("SELECT * FROM reports WHERE job_id = ?", (PUBLIC,))
            known = [(row["guild_id"], row["reason"], row["at"]) for row in rows]
            assert known == [(GUILD, "rude", AT)]
            rows = await db.rows("SELECT job_id, by_user_id FROM withheld ORDER BY job_id")
            assert [tuple(row) for row in rows] == [(PUBLIC, MODERATOR), (STEALTH, None)]


async def test_a_pause_that_is_not_over_goes_on(old: FirstRelease, tmp_path: Path) -> None:
    clock = SetClock()
    until = clock.moment + timedelta(hours=3)
    for guild_id, end in ((GUILD, until), (GUILD + 1, clock.moment - timedelta(hours=1))):
        value = {"until": end.isoformat(), "by": MODERATOR, "reason": PUBLIC}
        old.persons(ADA, f"pause:{guild_id}", value)
    async with Storage.open(tmp_path, clock) as storage:
        assert await storage.pauses.until(ADA, GUILD) == until
        assert await storage.pauses.until(ADA, None) == until
        assert await storage.pauses.until(ADA, GUILD + 1) is None
        assert await storage.pauses.until(BEN, GUILD) is None


async def test_the_messages_of_jobs_and_their_copies_are_known(
    old: FirstRelease, tmp_path: Path
) -> None:
    """Those of a stealth job stand in direct messages, whatever server pays for it."""
    copied = message(4, SENT + timedelta(days=1))
    old.everyones(f"shown:{copied}", PUBLIC)
    async with Storage.open(tmp_path) as storage:
        messages = storage.job_messages
        assert await messages.of_job(PUBLIC) == [
            JobMessage(message(1), PUBLIC, 7, GUILD, "progress", SENT),
            JobMessage(message(2), PUBLIC, 7, GUILD, "result", SENT),
            JobMessage(copied, PUBLIC, None, None, "copy", SENT + timedelta(days=1)),
        ]
        hidden = JobMessage(message(3), STEALTH, 7, None, "progress", SENT)
        assert await messages.of_job(STEALTH) == [hidden]
        assert await messages.of_job(WAITING) == []
        assert await messages.job_id_of(copied) == PUBLIC
        assert await messages.is_in(PUBLIC, GUILD)
        assert not await messages.is_in(STEALTH, GUILD)


MALFORMED: list[tuple[str, object]] = [
    ("draft:", {"prompts": ["a"], "seed": 0, "weights": [], "theme": None}),
    ("draft:text", "a fox"),
    ("draft:list", []),
    ("draft:empty", {}),
    ("draft:half", {"prompts": ["a"], "seed": 0}),
    ("draft:prompts", {"prompts": ["a", 1], "seed": 0, "weights": [], "theme": None}),
    ("draft:seed", {"prompts": ["a"], "seed": "7", "weights": [], "theme": None}),
    ("draft:huge", {"prompts": ["a"], "seed": 2**70, "weights": [], "theme": None}),
    ("draft:weight", {"prompts": ["a"], "seed": 0, "weights": ["fox"], "theme": None}),
    ("draft:pair", {"prompts": ["a"], "seed": 0, "weights": [["fox"]], "theme": None}),
    ("draft:order", {"prompts": ["a"], "seed": 0, "weights": [[1, "fox"]], "theme": None}),
    ("draft:theme", {"prompts": ["a"], "seed": 0, "weights": [], "theme": 3}),
    ("shown:", PUBLIC),
    ("shown:word", PUBLIC),
    ("shown:007", PUBLIC),
    ("shown:-5", PUBLIC),
    ("shown:99999999999999999999999", PUBLIC),
    ("shown:5", "no-such-job"),
    ("shown:6", 3),
    ("shown:7", [PUBLIC]),
    ("withheld:", True),
    ("withheld:no-such-job", True),
]
MALFORMED_OF_A_PERSON: list[tuple[str, object]] = [
    ("question:text", "a fox"),
    ("question:never", {"text": "a fox"}),
    ("question:number", {"text": "a fox", "until": 5}),
    ("question:word", {"text": "a fox", "until": "tomorrow"}),
    ("question:date", {"text": "a fox", "until": "2026-13-45T99:00:00+00:00"}),
    ("question:nothing", {"until": AT}),
    ("draft", ["a fox"]),
    ("remix_draft", {"pressed": 5, "text": "a fox"}),
    ("report:", True),
    ("report:no-such-job", True),
    (f"report:{PUBLIC}", "perhaps"),
    ("pause:", {"until": AT, "by": 1, "reason": PUBLIC}),
    ("pause:word", {"until": AT, "by": 1, "reason": PUBLIC}),
    ("pause:1", True),
    ("pause:2", {"until": "later", "by": 1, "reason": PUBLIC}),
    ("pause:3", {"until": AT, "by": "me", "reason": PUBLIC}),
    ("pause:4", {"until": AT, "by": 1, "reason": "no-such-job"}),
]


async def test_what_nobody_could_read_is_dropped(old: FirstRelease, tmp_path: Path) -> None:
    for key, value in MALFORMED:
        old.everyones(key, value)
    for key, value in MALFORMED_OF_A_PERSON:
        old.persons(ADA, key, value)
    async with Storage.open(tmp_path) as storage:
        for table in ("drafts", "confirmations", "kept_texts", "withheld", "reports", "pauses"):
            assert await count(storage, table) == 0, table
        assert await count(storage, "job_messages") == 3  # those the jobs name
        assert await keys_left(storage) == []


async def test_real_settings_stay(old: FirstRelease, tmp_path: Path) -> None:
    """Also those whose names look alike, or whose owner is of another kind."""
    old.everyones("commands:1", {"digest": "x"})
    old.everyones("draft", 1)
    old.persons(ADA, "speed", "relax")
    old.persons(ADA, "DRAFT", 1)
    old.persons(ADA, "drafts", 1)
    async with Storage.open(tmp_path) as storage:
        assert await keys_left(storage) == ["DRAFT", "commands:1", "draft", "drafts", "speed"]
        with pytest.raises(NotFound):
            await storage.drafts.get("1")
