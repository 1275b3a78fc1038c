"""Settings: one JSON value by scope, owner and key. What a key means is decided by who sets it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Literal, TypeVar, overload

from storage.database import Connection, Database

Json = bool | int | float | str | list[Any] | dict[str, Any]
SettingScope = Literal["global", "guild", "user"]
TIME_ZONE = "time_zone"  # of a guild, or global: an IANA name that its periods follow; else UTC

_T = TypeVar("_T", bound=Json)
_OWNER = "scope = ? AND COALESCE(scope_id, 0) = COALESCE(?, 0)"


class Settings:
    """Settings of everything (`global`, whose id is None), of a guild, of a user."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @overload
    async def get(
        self, scope: SettingScope, scope_id: int | None, key: str, *, older_key: str | None = None
    ) -> Json | None: ...

    @overload
    async def get(self, scope: SettingScope, scope_id: int | None, key: str, default: _T) -> _T: ...

    async def get(
        self,
        scope: SettingScope,
        scope_id: int | None,
        key: str,
        default: Json | None = None,
        *,
        older_key: str | None = None,
    ) -> Json | None:
        """The value last set, or `default`; a stored value of another type than it is an error.

        `older_key`: where the value was kept once; what stands there holds until it is set anew.
        """
        value = await self._database.in_one_read(
            lambda db: read_setting(db, scope, scope_id, key, older_key)
        )
        if value is None:
            return default
        if default is not None and not isinstance(value, type(default)):
            raise TypeError(f"setting {key} is {value!r}, not of the type of {default!r}")
        return value

    async def set(self, scope: SettingScope, scope_id: int | None, key: str, value: Json) -> None:
        """Store a JSON value, over the one that was there."""
        await self._database.in_one_transaction(
            lambda db: write_setting(db, scope, scope_id, key, value)
        )

    async def change(
        self,
        scope: SettingScope,
        scope_id: int | None,
        key: str,
        edit: Callable[[Json | None], Json],
        *,
        older_key: str | None = None,
    ) -> Json:
        """What `edit` makes of the value, read as by `get` and stored in one transaction."""

        async def change(db: Connection) -> Json:
            value = edit(await read_setting(db, scope, scope_id, key, older_key))
            await write_setting(db, scope, scope_id, key, value)
            return value

        return await self._database.in_one_transaction(change)

    async def clear(self, scope: SettingScope, scope_id: int | None, key: str) -> bool:
        """Forget the value; False if there was none."""
        async with self._database.transaction() as db:
            return await clear_setting(db, scope, scope_id, key)

    async def all(self, scope: SettingScope, scope_id: int | None) -> dict[str, Json]:
        """Every key and value of one owner."""
        async with self._database.read() as db:
            sql = f"SELECT key, value FROM settings WHERE {_OWNER} ORDER BY key"
            rows = await db.rows(sql, (scope, scope_id))
        return {row["key"]: json.loads(row["value"]) for row in rows}


async def read_setting(
    db: Connection,
    scope: SettingScope,
    scope_id: int | None,
    key: str,
    older_key: str | None = None,
) -> Json | None:
    """The value inside an open transaction, or None; `older_key` as in `Settings.get`."""
    sql = f"SELECT value FROM settings WHERE {_OWNER} AND key IN (?, ?) ORDER BY key <> ? LIMIT 1"
    row = await db.row(sql, (scope, scope_id, key, older_key or key, key))
    if row is None:
        return None
    value: Json = json.loads(row["value"])
    return value


async def write_setting(
    db: Connection, scope: SettingScope, scope_id: int | None, key: str, value: Json
) -> None:
    """Store the value inside an open transaction."""
    await db.run(
        "INSERT INTO settings (scope, scope_id, key, value) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (scope, COALESCE(scope_id, 0), key) DO UPDATE SET value = excluded.value",
        (scope, scope_id, key, json.dumps(value, ensure_ascii=False)),
    )


async def clear_setting(
    db: Connection, scope: SettingScope, scope_id: int | None, key: str
) -> bool:
    """Forget the value inside an open transaction; False if there was none."""
    sql = f"DELETE FROM settings WHERE {_OWNER} AND key = ?"
    return await db.run(sql, (scope, scope_id, key)) == 1
