"""People whom moderators have paused order nothing until the pause is over."""

from datetime import timedelta
from typing import Final

from bot.interactions.answer import Refusal
from bot.interactions.cards import RED, Card
from bot.language import say
from bot.queue.guards import Asked
from storage import Storage

PAUSE: Final = timedelta(hours=24)


class PauseGuard:
    """In the server of the pause, and in direct messages as long as any pause holds."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def check(self, asked: Asked) -> None:
        until = await self._storage.pauses.until(asked.person.id, asked.person.guild_id)
        if until is not None:
            moment = int(until.timestamp())
            text = say("pause-holds", until=f"<t:{moment}:f>", rest=f"<t:{moment}:R>")
            raise Refusal(Card(say("pause-title"), text, RED))
