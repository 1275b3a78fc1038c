"""Orders that wait for a Yes: the text of a prompt that makes many jobs, kept for five minutes.

Nothing is stored as a job and nothing charged before the answer; a restart in between loses
nothing. Each question is answered once, whoever presses how often.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from storage import Storage, new_job_id

LIFE: Final = timedelta(minutes=5)
_KEY: Final = "question:"


class Questions:
    """Keeps them with their person; nobody else finds them."""

    def __init__(self, storage: Storage, now: Callable[[], datetime]) -> None:
        self._settings = storage.settings
        self._now = now

    async def ask(self, user_id: int, text: str) -> str:
        """Keep the text; returns the id for the buttons. Questions of old are forgotten."""
        for key, value in (await self._settings.all("user", user_id)).items():
            if key.startswith(_KEY) and self._is_over(value):
                await self._settings.clear("user", user_id, key)
        question_id = new_job_id()
        until = (self._now() + LIFE).isoformat()
        await self._settings.set(
            "user", user_id, _KEY + question_id, {"text": text, "until": until}
        )
        return question_id

    async def take(self, user_id: int, question_id: str) -> str | None:
        """The text, for the first who asks in time; None afterwards, and to strangers."""
        key = _KEY + question_id
        kept = await self._settings.get("user", user_id, key)
        is_first = await self._settings.clear("user", user_id, key)
        if not is_first or not isinstance(kept, dict) or self._is_over(kept):
            return None
        return str(kept["text"])

    def _is_over(self, kept: Any) -> bool:  # noqa: ANN401  # JSON
        return not isinstance(kept, dict) or datetime.fromisoformat(kept["until"]) <= self._now()
