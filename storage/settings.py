"""Settings: one JSON value by scope, owner and key. What a key means is not known here, `time_zone` excepted."""

from __future__ import annotations

import json
from typing import Any, Literal

from storage.database import Connection, Database

SettingScope = Literal["global", "guild", "user"]
TIME_ZONE = "time_zone"  # of a guild, or global: an IANA name

_WHERE = "WHERE scope = ? AND COALESCE(scope_id, 0) = COALESCE(?, 0) AND key = ?"


async def read_setting(
    db: Connection, scope: SettingScope, scope_id: int | None, key: str
) -> Any | None:
    """The value inside a transaction that is open already, or None."""
    row = await db.row(f"SELECT value FROM settings {_WHERE}", (scope, scope_id, key))
    return None if row is None else json.loads(row["value"])


async def write_setting(
    db: Connection, scope: SettingScope, scope_id: int | None, key: str, value: Any
) -> None:
    """Store the value inside a transaction that is open already."""
    await db.run(
        "INSERT INTO settings (scope, scope_id, key, value) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (scope, COALESCE(scope_id, 0), key) DO UPDATE SET value = excluded.value",
        (scope, scope_id, key, json.dumps(value, ensure_ascii=False)),
    )


class Settings:
    """Settings of everything (`global`, id None), of a guild, of a user."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(
        self, scope: SettingScope, scope_id: int | None, key: str, default: Any = None
    ) -> Any:
        """The value last set, or `default`."""
        async with self._database.read() as db:
            value = await read_setting(db, scope, scope_id, key)
        return default if value is None else value

    async def set(self, scope: SettingScope, scope_id: int | None, key: str, value: Any) -> None:
        """Store a JSON value, over the one that was there; None clears it."""
        async with self._database.transaction() as db:
            if value is None:
                await db.run(f"DELETE FROM settings {_WHERE}", (scope, scope_id, key))
            else:
                await write_setting(db, scope, scope_id, key, value)

    async def all(self, scope: SettingScope, scope_id: int | None) -> dict[str, Any]:
        """Every key and value of one owner."""
        async with self._database.read() as db:
            rows = await db.rows(
                "SELECT key, value FROM settings "
                "WHERE scope = ? AND COALESCE(scope_id, 0) = COALESCE(?, 0) ORDER BY key",
                (scope, scope_id),
            )
        return {row["key"]: json.loads(row["value"]) for row in rows}
