"""People whom moderators have paused: until when they order nothing, asked before every order."""

from datetime import datetime, timedelta
from typing import Final

from bot.interactions.cards import RED, Card
from bot.interactions.fence import Refusal
from bot.language import say
from storage import Storage

PAUSE: Final = timedelta(hours=24)
_KEY: Final = "pause:"


async def pause(
    storage: Storage, user_id: int, guild_id: int, now: datetime, by: int, reason: str
) -> datetime:
    """From now on this person orders nothing in this server; returns until when."""
    until = now + PAUSE
    value = {"until": until.isoformat(), "by": by, "reason": reason}
    await storage.settings.set("user", user_id, f"{_KEY}{guild_id}", value)
    return until


async def refuse_paused(
    storage: Storage, user_id: int, guild_id: int | None, now: datetime
) -> None:
    """Refusal while a pause holds: in its server, and in direct messages as long as any does."""
    untils = await _untils(storage, user_id, guild_id)
    until = max((until for until in untils if until > now), default=None)
    if until is not None:
        moment = int(until.timestamp())
        text = say("pause-holds", until=f"<t:{moment}:f>", rest=f"<t:{moment}:R>")
        raise Refusal(Card(say("pause-title"), text, RED))


async def _untils(storage: Storage, user_id: int, guild_id: int | None) -> list[datetime]:
    if guild_id is not None:
        stored = [await storage.settings.get("user", user_id, f"{_KEY}{guild_id}")]
    else:
        own = await storage.settings.all("user", user_id)
        stored = [value for key, value in own.items() if key.startswith(_KEY)]
    return [datetime.fromisoformat(one["until"]) for one in stored if isinstance(one, dict)]
