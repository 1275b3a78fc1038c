"""What a caller can choose about the local server; knows nothing of its parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from bot.local_discord.settings.clock import Clock, SystemClock


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """Deadlines and limits of one local Discord; the defaults are Discord's own."""

    clock: Clock = field(default_factory=SystemClock)
    callback_deadline_s: float = 3.0
    token_life_s: float = 900.0
    nonce_window_s: float = 300.0
    url_life_s: float = 86_400.0
    heartbeat_interval_s: float = 41.25
    rate_limits: bool = False
    attachment_limit_bytes: int = 20 * 1024 * 1024  # since 2026-09
    token: str = "local-bot-token"
    privileged_intents: bool = True
    specification: Path | None = None
    """Discord's openapi.json; where it is given, every request body must also fit it."""
