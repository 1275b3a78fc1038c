"""The engine for one command: loaded with a sign of life, and its errors as sentences."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.cli.screen import working
from bot.config import Settings
from bot.errors import CommandError
from engine import Engine, EngineError, ImageEngine, ModelCard


@dataclass(frozen=True, slots=True)
class LoadedEngine:
    engine: ImageEngine
    card: ModelCard


@asynccontextmanager
async def loaded_engine(
    settings: Settings, engine: ImageEngine | None = None
) -> AsyncIterator[LoadedEngine]:
    """The engine with its model loaded; an EngineError inside ends as a CommandError."""
    try:
        async with engine or Engine(settings.engine.options()) as running:
            with working(f"Loading {settings.engine.model} …"):
                card = await running.ready()
            yield LoadedEngine(running, card)
    except EngineError as error:
        raise CommandError(str(error)) from error
