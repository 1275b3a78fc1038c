"""The registered application commands, and who is offered them where."""

from __future__ import annotations

from collections.abc import Iterator

from bot.local_discord.protocol.permissions import Permission
from bot.local_discord.protocol.shapes import Json, JsonValue
from bot.local_discord.world.snowflake import Snowflakes
from bot.local_discord.world.store import Store
from bot.local_discord.world.world import Channel, User, World

GLOBAL = "global"
_IN_GUILD, _BOT_DM = 0, 1  # interaction contexts


class CommandBook:
    """Commands by scope (`global` or a guild id), kept across restarts."""

    def __init__(self, store: Store, snowflakes: Snowflakes, world: World) -> None:
        self._store = store
        self._snowflakes = snowflakes
        self._world = world
        rows = store.each("commands")
        self._scopes: dict[str, list[Json]] = {scope: row["commands"] for scope, row in rows}

    def listed(self, scope: str) -> list[Json]:
        return list(self._scopes.get(scope, []))

    def everything(self) -> Iterator[Json]:
        for commands in self._scopes.values():
            yield from commands

    def find(self, command_id: str, scope: str | None = None) -> Json | None:
        commands = self.everything() if scope is None else self.listed(scope)
        return next((c for c in commands if c["id"] == command_id), None)

    def replace(self, scope: str, payloads: list[Json]) -> list[Json]:
        """The bulk PUT: an id stays where (type, name) is unchanged."""
        commands = [self._registered(scope, payload) for payload in payloads]
        self._write(scope, commands)
        return commands

    def put(self, scope: str, payload: Json) -> Json:
        """Create one command, or replace the one of the same type and name."""
        command = self._registered(scope, payload)
        others = [c for c in self.listed(scope) if c["id"] != command["id"]]
        self._write(scope, [*others, command])
        return command

    def change(self, scope: str, command: Json, payload: Json) -> Json:
        """Apply a PATCH to one command."""
        body = {key: value for key, value in payload.items() if key in _SETTABLE}
        changed = command | body | {"version": self._snowflakes.next()}
        changed["default_member_permissions"] = _bits(changed["default_member_permissions"])
        self._write(scope, [changed if c is command else c for c in self.listed(scope)])
        return changed

    def remove(self, scope: str, command: Json) -> None:
        self._write(scope, [c for c in self.listed(scope) if c is not command])

    def is_offered(self, command: Json, user: User, channel: Channel) -> bool:
        """Whether Discord's client would show this command to this person there."""
        guild_id = command.get("guild_id")
        if channel.is_dm:
            contexts = command["contexts"]
            fits = command["dm_permission"] if contexts is None else _BOT_DM in contexts
            return guild_id is None and bool(fits)
        if command["contexts"] is not None and _IN_GUILD not in command["contexts"]:
            return False
        if not self._world.may(user, channel, Permission.USE_APPLICATION_COMMANDS):
            return False
        needed = command["default_member_permissions"]
        held = self._world.permissions(user, channel)
        if needed is None or held & Permission.ADMINISTRATOR:
            return True
        return int(needed) != 0 and held & int(needed) == int(needed)

    def offered_to(self, user: User) -> list[Json]:
        """What this person can use somewhere, for the page's picker."""
        dm = self._world.dm_with(user.id)
        places = [*self._world.in_guild(), *([dm] if dm else [])]
        return [
            command
            for command in self.everything()
            if any(self.is_offered(command, user, place) for place in places)
        ]

    def _registered(self, scope: str, payload: Json) -> Json:
        kind = payload.get("type", 1)
        old = [c for c in self.listed(scope) if (c["type"], c["name"]) == (kind, payload["name"])]
        body: Json = {key: payload.get(key, default) for key, default in _SETTABLE.items()}
        body |= {"type": kind, "application_id": self._world.application_id}
        body["default_member_permissions"] = _bits(body["default_member_permissions"])
        body["description"] = body["description"] or ""
        if body["integration_types"] is None:
            body["integration_types"] = [0]
        if scope != GLOBAL:
            body["guild_id"] = scope
        if old and {**old[0], **body} == old[0]:
            return old[0]
        command_id = old[0]["id"] if old else self._snowflakes.next()
        return {"id": command_id, "version": self._snowflakes.next()} | body

    def _write(self, scope: str, commands: list[Json]) -> None:
        self._scopes[scope] = commands
        self._store.put("commands", scope, {"commands": commands})


_SETTABLE: Json = {
    "name": "",
    "name_localizations": None,
    "description": "",
    "description_localizations": None,
    "options": [],
    "default_member_permissions": None,
    "dm_permission": True,
    "nsfw": False,
    "contexts": None,
    "integration_types": None,
}


def _bits(permissions: JsonValue) -> str | None:
    """Sent as an integer or a string, always answered as a string."""
    return None if permissions is None else str(permissions)
