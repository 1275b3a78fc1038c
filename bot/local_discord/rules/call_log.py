"""What the bot asked and where it broke a rule, for tests and the page's side panel."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.local_discord.protocol.shapes import JsonValue


@dataclass(frozen=True, slots=True)
class RecordedCall:
    """One request of the bot, as it came and as it was answered."""

    method: str
    path: str
    query: dict[str, str]
    payload: JsonValue
    file_names: tuple[str, ...]
    has_token: bool
    user_agent: str
    status: int | None
    """The answer's status; None when the line was cut."""


class CallLog:
    """Calls, violations of rules, and calls of routes that do not exist here."""

    def __init__(self, on_violation: Callable[[str], None]) -> None:
        self.calls: deque[RecordedCall] = deque(maxlen=5000)
        self.violations: list[str] = []
        self.unknown: list[str] = []
        self._on_violation = on_violation

    def violation(self, text: str) -> None:
        self.violations.append(text)
        self._on_violation(text)
