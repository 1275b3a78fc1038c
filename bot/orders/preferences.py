"""What a person has chosen once and for all: /settings, /prefer and the lanes, as stored.

Read anew for every order; a value that is not there is the default.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from bot.orders.kinds import Variability
from bot.prompt import Speed, Visibility
from bot.prompt.split import Typed, split
from storage import Storage

KEY: Final = "preferences"
OLDER_KEY: Final = "speed"  # of the first release: the lane alone
LANES: Final = ("fast", "relax")


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
    is_sticky_style: bool = False  # a typed `--style` goes into the suffix
    shows_notices: bool = True  # "please note" beside a job; False: mistakes only
    language: str | None = None  # None: as Discord is set
    hints_seen: tuple[str, ...] = ()  # notices that are told once

    def with_(self, **changes: Any) -> "Preferences":  # noqa: ANN401  # fields of many types
        """The same but for these."""
        return replace(self, **changes)


async def read_preferences(storage: Storage, user_id: int) -> Preferences:
    """What this person has chosen; the old key of the lane is still honoured."""
    return _from_stored(await storage.settings.get("user", user_id, KEY, older_key=OLDER_KEY))


async def change_preferences(
    storage: Storage, user_id: int, edit: Callable[[Preferences], Preferences]
) -> Preferences:
    """What they are after `edit`; of two changes at one moment neither is lost."""

    def edited(stored: object) -> dict[str, Any]:
        return asdict(edit(_from_stored(stored)))

    changed = await storage.settings.change("user", user_id, KEY, edited, older_key=OLDER_KEY)
    return _from_stored(changed)


def value_of(parameters: str, name: str) -> str | None:
    """What a parameter was given, "" for one that stands alone, None where it is not there."""
    values = [one.value for one in split(parameters).parameters if one.name == name]
    return values[-1] if values else None


def with_value(parameters: str, name: str, value: str | None) -> str:
    """The parameters with this one set anew, at the end; None takes it out."""
    kept = [one for one in split(parameters).parameters if one.name != name]
    if value is not None:
        kept.append(Typed(name, value))
    return " ".join(f"--{one.name} {one.value}".rstrip() for one in kept)


def keep_style(chosen: Preferences, typed: str) -> Preferences:
    """With sticky style on, the `--style` of a prompt goes into the suffix; else the same."""
    style = value_of(typed, "style")
    if not chosen.is_sticky_style or not style:
        return chosen
    return chosen.with_(suffix=with_value(chosen.suffix, "style", style))


async def keep_sticky_style(
    storage: Storage, user_id: int, chosen: Preferences, typed: str
) -> None:
    """As `keep_style`, stored."""
    if keep_style(chosen, typed) is not chosen:
        await change_preferences(storage, user_id, lambda now: keep_style(now, typed))


def _from_stored(stored: object) -> Preferences:
    """ValueError where a key holds something else; fields that are no more are left out."""
    if stored is None or stored in LANES:
        return Preferences(speed="relax" if stored == "relax" else "fast")
    if not isinstance(stored, dict):
        raise ValueError(f"these are no preferences: {stored!r}")
    known = {name: value for name, value in stored.items() if name in Preferences.__slots__}
    return Preferences(**{**known, "hints_seen": tuple(known.get("hints_seen", ()))})
