"""Names for what JSON holds. Bodies from outside are checked by the rules, not by types."""

from __future__ import annotations

from typing import Any

JsonValue = Any
"""Anything JSON can hold."""

Json = dict[str, JsonValue]
"""A JSON object."""
