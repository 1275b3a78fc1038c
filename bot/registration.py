"""Telling Discord of the commands: only when they, their words, or their servers have changed."""

import hashlib
import json
import logging
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import discord
from discord.http import HTTPClient

from storage import Storage, StorageBroken
from storage.settings import Json

log = logging.getLogger(__name__)


class Registration:
    """`guild_ids`: the servers that have the commands; none: everywhere."""

    def __init__(self, storage: Storage, guild_ids: Sequence[int]) -> None:
        self._settings = storage.settings
        self._guild_ids = guild_ids

    async def sync(self, http: HTTPClient, application_id: int, payload: list[Any]) -> None:
        """Register the commands unless the same ones are registered already."""
        text = json.dumps(payload, sort_keys=True, default=str)
        now = {
            "digest": hashlib.sha256(text.encode()).hexdigest(),
            "guilds": sorted(self._guild_ids),
        }
        key = f"commands:{application_id}"
        before = await self._before(key)
        if before == now:
            return
        guilds_before = before.get("guilds", []) if isinstance(before, dict) else []
        await self._register(http, application_id, payload, guilds_before)
        with suppress(StorageBroken):  # then the next start does it again, which changes nothing
            await self._settings.set("global", None, key, now)
        log.info("%s commands registered", len(payload))

    async def _before(self, key: str) -> Json | None:
        """What was registered last; None as well where that cannot be read now."""
        try:
            return await self._settings.get("global", None, key)
        except StorageBroken as error:
            log.debug("%s", error)
            return None

    async def _register(
        self, http: HTTPClient, application_id: int, payload: list[Any], guilds_before: list[int]
    ) -> None:
        """Everywhere or in the chosen servers, and nowhere twice."""
        everywhere = [] if self._guild_ids else payload
        await http.bulk_upsert_global_commands(application_id, payload=everywhere)
        for guild_id in {*self._guild_ids, *guilds_before}:
            here = payload if guild_id in self._guild_ids else []
            try:
                await http.bulk_upsert_guild_commands(application_id, guild_id, payload=here)
            except (discord.Forbidden, discord.NotFound) as error:
                log.warning("no commands on server %s: %s", guild_id, error)
