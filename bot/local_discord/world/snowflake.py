"""Discord's ids: milliseconds since 2015 in the upper bits, never given twice."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.local_discord.settings.clock import Clock
from bot.local_discord.world.store import Store

EPOCH_MS = 1_420_070_400_000  # Discord's epoch: https://discord.com/developers/docs/reference


def moment(snowflake: str) -> datetime:
    """When an id was made."""
    return datetime.fromtimestamp(((int(snowflake) >> 22) + EPOCH_MS) / 1000, UTC)


class Snowflakes:
    """Gives ids that only grow, also across restarts on the same store."""

    def __init__(self, clock: Clock, store: Store) -> None:
        self._clock = clock
        self._store = store
        saved = store.get("meta", "snowflake")
        self._last = int(saved["last"]) if saved else 0

    def next(self) -> str:
        now_ms = int(self._clock.now().timestamp() * 1000) - EPOCH_MS
        self._last = max(now_ms << 22, self._last + 1)
        self._store.put("meta", "snowflake", {"last": str(self._last)})
        return str(self._last)
