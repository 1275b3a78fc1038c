"""Prompts that were proposed and not ordered: what the buttons under them stand for.

Kept beside the settings, by an id that fits a button, so that a press works after any restart.
"""

from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Self

from storage import NotFound, Storage, new_job_id

_KEY: Final = "draft:"


@dataclass(frozen=True, slots=True)
class Draft:
    """`prompts` as they would be typed; `weights` of the words of the one that was shortened."""

    prompts: tuple[str, ...]
    seed: int = 0  # with which they were made; another one gives others
    weights: tuple[tuple[str, float], ...] = ()
    theme: str | None = None

    def with_(self, **changes: Any) -> "Draft":  # noqa: ANN401  # fields of many types
        """The same but for these."""
        return replace(self, **changes)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        weights = tuple((word, weight) for word, weight in stored["weights"])
        return cls(tuple(stored["prompts"]), stored["seed"], weights, stored["theme"])


async def keep_draft(storage: Storage, draft: Draft, draft_id: str | None = None) -> str:
    """Store it, over the one that was there; returns its id."""
    draft_id = draft_id or new_job_id()
    await storage.settings.set("global", None, _KEY + draft_id, asdict(draft))
    return draft_id


async def read_draft(storage: Storage, draft_id: str) -> Draft:
    """What was proposed; NotFound where nothing is kept by this id."""
    stored = await storage.settings.get("global", None, _KEY + draft_id)
    if not isinstance(stored, dict):
        raise NotFound(f"there is no draft {draft_id}")
    return Draft.from_json(stored)
