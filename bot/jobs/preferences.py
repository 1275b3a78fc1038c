"""What a person has chosen once and for all: /settings, /prefer and the lanes, as stored.

Read anew for every order; a value that is not there is the default.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Literal

from bot.prompt import Speed, Visibility
from storage import Storage

KEY: Final = "preferences"
Variability = Literal["high", "low"]


@dataclass(frozen=True, slots=True)
class Preferences:
    """`settings` and `suffix` are parameters as typed; `options` the person's own, by name."""

    speed: Speed = "fast"
    visibility: Visibility = "public"
    settings: str = ""
    suffix: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    variability: Variability = "high"
    is_remix: bool = False
    is_auto_dm: bool = False
    hints_seen: tuple[str, ...] = ()  # notices that are told once

    def with_(self, **changes: Any) -> "Preferences":
        """The same but for these."""
        return replace(self, **changes)


async def read_preferences(storage: Storage, user_id: int) -> Preferences:
    """What this person has chosen; the old key of the lane is still honoured."""
    stored = await storage.settings.get("user", user_id, KEY)
    if isinstance(stored, dict):
        known = {name: value for name, value in stored.items() if name in Preferences.__slots__}
        return Preferences(**{**known, "hints_seen": tuple(known.get("hints_seen", ()))})
    lane = await storage.settings.get("user", user_id, "speed", "fast")
    return Preferences(speed="relax" if lane == "relax" else "fast")


async def write_preferences(storage: Storage, user_id: int, chosen: Preferences) -> None:
    """Store all of them."""
    await storage.settings.set("user", user_id, KEY, asdict(chosen))
