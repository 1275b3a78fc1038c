"""The model of the prompt language's tests."""

from tests.bot.prompt.conftest import card

__all__ = ["card"]
