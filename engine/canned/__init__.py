"""An engine without torch, for tests and for work on everything around the engine."""

from engine.canned.engine import CANNED_CARD, CannedEngine, draw

__all__ = ["CANNED_CARD", "CannedEngine", "draw"]
