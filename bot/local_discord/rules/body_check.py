"""Collects wrong fields while a body is checked, and raises them together."""

from __future__ import annotations

from bot.local_discord.protocol.errors import FieldPath, InvalidForm, WrongField
from bot.local_discord.protocol.shapes import JsonValue


class BodyCheck:
    """The wrong fields found so far."""

    def __init__(self) -> None:
        self.wrong: list[WrongField] = []

    def refuse(self, path: FieldPath, code: str, message: str) -> None:
        self.wrong.append(WrongField(path, code, message))

    def longest(self, path: FieldPath, text: JsonValue, limit: int) -> None:
        """A text may be absent, but not longer than `limit` characters."""
        if text is None:
            return
        if not isinstance(text, str):
            self.refuse(path, "BASE_TYPE_STRING", "Must be a string.")
        elif len(text) > limit:
            sentence = f"Must be {limit} or fewer in length."
            self.refuse(path, "BASE_TYPE_MAX_LENGTH", sentence)

    def between(self, path: FieldPath, text: JsonValue, low: int, high: int) -> None:
        """A text must be there and have `low` to `high` characters."""
        if not isinstance(text, str) or not low <= len(text) <= high:
            sentence = f"Must be between {low} and {high} in length."
            self.refuse(path, "BASE_TYPE_BAD_LENGTH", sentence)

    def most(self, path: FieldPath, items: JsonValue, limit: int, low: int = 0) -> list[JsonValue]:
        """A list of `low` to `limit` items; what comes back is safe to iterate."""
        if items is None:
            items = []
        if not isinstance(items, list):
            self.refuse(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return []
        if not low <= len(items) <= limit:
            sentence = f"Must be between {low} and {limit} in length."
            self.refuse(path, "BASE_TYPE_BAD_LENGTH", sentence)
        return items

    def settle(self) -> None:
        """Raise what was found, if anything."""
        if self.wrong:
            raise InvalidForm(self.wrong)
