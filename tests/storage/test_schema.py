"""Migrations: applied once, whole or not at all, never on a newer database; the indexes serve."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import (
    audit,
    confirmations,
    drafts,
    family,
    favourites,
    found,
    job_messages,
    jobs,
    kept_texts,
    ledger,
    line,
    ordering,
    pauses,
    reports,
    selections,
    sources,
    standing,
    story,
    usage,
    withheld,
)
from storage.errors import DatabaseBroken, DatabaseError, DatabaseTooNew
from storage.schema import Migration, migrations, prepare, statements, version_of

NOW = datetime(2026, 3, 18, tzinfo=UTC)
FIRST = Migration(1, "first", "CREATE TABLE a (x INTEGER); -- the only one\n")
SECOND = Migration(2, "second", "CREATE TABLE b (x INTEGER);\nINSERT INTO b VALUES (1);\n")
BROKEN = Migration(2, "broken", "CREATE TABLE b (x INTEGER);\nINSERT INTO nowhere VALUES (1);\n")


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        return {row[0] for row in rows}


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return version_of(connection)


def test_each_migration_is_applied_once_and_recorded(tmp_path: Path) -> None:
    path = tmp_path / "easel.db"
    assert prepare(path, NOW, [FIRST]) == [FIRST]
    assert prepare(path, NOW, [FIRST, SECOND]) == [SECOND]
    assert prepare(path, NOW, [FIRST, SECOND]) == []
    assert tables(path) == {"migrations", "a", "b"}
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT version, name, applied_at FROM migrations").fetchall()
    assert rows == [
        (1, "first", "2026-03-18T00:00:00.000000+00:00"),
        (2, "second", "2026-03-18T00:00:00.000000+00:00"),
    ]


def test_a_migration_that_breaks_leaves_neither_tables_nor_record(tmp_path: Path) -> None:
    path = tmp_path / "easel.db"
    prepare(path, NOW, [FIRST])
    with pytest.raises(DatabaseBroken, match="nowhere"):
        prepare(path, NOW, [FIRST, BROKEN])
    assert tables(path) == {"migrations", "a"}
    assert version(path) == 1
    prepare(path, NOW, [FIRST, SECOND])
    assert version(path) == 2


def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "easel.db"
    prepare(path, NOW, [FIRST, SECOND])
    with pytest.raises(DatabaseTooNew) as caught:
        prepare(path, NOW, [FIRST])
    assert (caught.value.found, caught.value.known) == (2, 1)
    assert "newer Easel" in str(caught.value)
    assert tables(path) == {"migrations", "a", "b"}


def test_a_script_is_split_at_whole_statements_only() -> None:
    script = (
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n DELETE FROM a;\n SELECT ';';\nEND;\nVACUUM;"
    )
    assert [each.strip()[:6] for each in statements(script)] == ["CREATE", "VACUUM"]
    with pytest.raises(DatabaseError, match="ends inside a statement"):
        list(statements("CREATE TABLE a (x INTEGER)"))


def test_the_shipped_migrations_are_numbered_without_a_gap(tmp_path: Path) -> None:
    known = migrations()
    assert [each.version for each in known] == list(range(1, len(known) + 1))
    prepare(tmp_path / "easel.db", NOW)
    assert {"jobs", "images", "quota_rules", "ledger", "settings", "audit"} <= tables(
        tmp_path / "easel.db"
    )


def test_jobs_of_the_first_schema_are_public_and_the_only_part(tmp_path: Path) -> None:
    path = tmp_path / "easel.db"
    prepare(path, NOW, migrations()[:1])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO jobs (id, kind, status, user_id, channel_id, interaction_id, prompt, "
            "request, price, speed, created_at, locale) VALUES "
            "(printf('%022d', 1), 'imagine', 'queued', 1, 2, 3, 'a fox', '{}', 100, 'fast', '', '')"
        )
    prepare(path, NOW)
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT visibility, part, interaction_id FROM jobs").fetchall()
    assert rows == [("public", 1, 3)]


def test_no_index_is_made_twice_under_one_name() -> None:
    """A peer's index was never made: the same name twice, with IF NOT EXISTS."""
    assert all("IF NOT EXISTS" not in each.sql.upper() for each in migrations())


SERVED = [
    (line.CLAIM, {"jobs_running", "jobs_started", "jobs_queued"}),
    (line.PLACE, {"jobs_running", "jobs_started", "jobs_queued"}),
    (line.WAITING, {"jobs_running", "jobs_started", "jobs_queued"}),
    (jobs.BY_ID, {"sqlite_autoindex_jobs_1"}),
    (jobs.ACTIVE, {"jobs_active"}),
    (jobs.RECENT, {"jobs_by_user"}),
    (jobs.UNDELIVERED, {"jobs_delivering"}),
    (jobs.WAITING_COUNT, {"jobs_queued"}),
    (jobs.REQUEUE, {"jobs_running"}),
    (jobs.GIVE_UP, {"jobs_running"}),
    (ordering.KNOWN, {"jobs_by_interaction"}),
    (f"SELECT COUNT(*) {found.OWN} AND prompt LIKE 'a'", {"COVERING INDEX jobs_searched"}),
    (f"SELECT number {found.LIKED}", {"SEARCH favourites", "sqlite_autoindex_jobs_1"}),
    (found.HEARTS, {"SEARCH favourites"}),
    (family.CHILDREN, {"jobs_by_parent"}),
    (favourites.FORGET, {"SEARCH favourites"}),
    (favourites.HAS_PICTURE, {"SEARCH images"}),
    (ordering.LATELY, {"COVERING INDEX jobs_ordered"}),
    (sources.OF_USER, {"sources_by_user", "sqlite_autoindex_jobs_1"}),
    (sources.FORGET, {"SEARCH sources"}),
    (favourites.COUNT, {"SEARCH favourites"}),
    (reports.LATELY, {"COVERING INDEX reports_by_reporter"}),
    (jobs.UNENDED, {"jobs_active"}),
    (drafts.USE, {"SEARCH drafts"}),
    (confirmations.TAKE, {"SEARCH confirmations"}),
    (kept_texts.GET, {"SEARCH kept_texts"}),
    (selections.GET, {"SEARCH selections"}),
    (withheld.CONTAINS, {"SEARCH withheld"}),
    (reports.HAS, {"SEARCH reports"}),
    (pauses.UNTIL, {"SEARCH pauses"}),
    (job_messages.JOB_ID_OF, {"SEARCH job_messages"}),
    (job_messages.OF_JOB, {"job_messages_by_job"}),
    (job_messages.IS_IN, {"COVERING INDEX job_messages_by_job"}),
    (story.AUDIT, {"audit_by_subject"}),
    (ledger.SUMS, {"ledger_by_account", "ledger_resets"}),
    (ledger.END, {"ledger_one_reserve"}),
    (standing.STORED, {"settings_by_key"}),
    (audit.COUNT, {"audit_by_guild"}),
    (audit.PAGE, {"audit_by_guild"}),
    (usage.BY_PERSON, {"ledger_by_guild"}),
    (usage.LATEST, {"jobs_finished"}),
    (usage.IN_LINE, {"jobs_active"}),
]


@pytest.mark.parametrize(
    ("sql", "indexes"), SERVED, ids=[" ".join(s.split())[:60] for s, _ in SERVED]
)
def test_an_index_serves_the_question(tmp_path: Path, sql: str, indexes: set[str]) -> None:
    prepare(tmp_path / "easel.db", NOW)
    with closing(sqlite3.connect(tmp_path / "easel.db")) as connection:
        names = (None, None) if "?" in sql else dict.fromkeys(NAMED)
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", names)]
    assert all(any(name in step for step in plan) for name in indexes), plan
    scanned = [step for step in plan if step in ("SCAN jobs", "SCAN ledger", "SCAN images")]
    assert not scanned, plan


NAMED = (
    *("id", "now", "recently", "running_per_user", "user_id", "guild_id", "since", "limit"),
    *("message_id", "most", "error", "at", "entry", "job_id"),
    *("long_ago", "index", "kind", "about", "reporter_id"),
    *("zone", "ceiling", "size", "skipped", "image_index"),
)
