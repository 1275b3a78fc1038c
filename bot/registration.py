"""Telling Discord of the commands: only when they, their words, or their servers have changed."""

import hashlib
import json
import logging
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import discord
from discord.http import HTTPClient

from bot.language.mentions import CommandIds, ids_in
from storage import Storage, StorageBroken

log = logging.getLogger(__name__)


class Registration:
    """`guild_ids`: the servers that have the commands; none: everywhere.

    `command_ids` knows their numbers after `sync`; they are kept with what was registered.
    """

    def __init__(self, storage: Storage, guild_ids: Sequence[int]) -> None:
        self._settings = storage.settings
        self._guild_ids = guild_ids
        self.command_ids = CommandIds()

    async def sync(self, http: HTTPClient, application_id: int, payload: list[Any]) -> None:
        """Register the commands unless the same ones are registered already."""
        text = json.dumps(payload, sort_keys=True, default=str)
        now = {
            "digest": hashlib.sha256(text.encode()).hexdigest(),
            "guilds": sorted(self._guild_ids),
        }
        key = f"commands:{application_id}"
        before = await self._before(key)
        if "ids" not in before or {name: before.get(name) for name in now} != now:
            ids = await self._register(http, application_id, payload, before.get("guilds", []))
            before = {**now, "ids": ids}
            with suppress(StorageBroken):  # then the next start does it again: it changes nothing
                await self._settings.set("global", None, key, before)
            log.info("%s commands registered", len(payload))
        self.command_ids.learn(
            {int(guild) if guild else None: known for guild, known in before["ids"].items()}
        )

    async def _before(self, key: str) -> dict[str, Any]:
        """What was registered last; nothing as well where that cannot be read now."""
        try:
            kept = await self._settings.get("global", None, key)
        except StorageBroken as error:
            log.debug("%s", error)
            return {}
        return kept if isinstance(kept, dict) else {}

    async def _register(
        self, http: HTTPClient, application_id: int, payload: list[Any], guilds_before: list[int]
    ) -> dict[str, dict[str, str]]:
        """Everywhere or in the chosen servers, and nowhere twice; their numbers by server.

        Those of everywhere stand under the empty name: they are kept as JSON.
        """
        everywhere = [] if self._guild_ids else payload
        registered = await http.bulk_upsert_global_commands(application_id, payload=everywhere)
        ids = {"": ids_in(registered)}
        for guild_id in {*self._guild_ids, *guilds_before}:
            here = payload if guild_id in self._guild_ids else []
            try:
                registered = await http.bulk_upsert_guild_commands(
                    application_id, guild_id, payload=here
                )
            except (discord.Forbidden, discord.NotFound) as error:
                log.warning("no commands on server %s: %s", guild_id, error)
            else:
                ids[str(guild_id)] = ids_in(registered)
        return ids
