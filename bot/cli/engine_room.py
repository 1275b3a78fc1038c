"""The engine for one command: loaded with a sign of life, and its errors as sentences."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass

from bot.cli.screen import err
from bot.config import Settings
from bot.errors import CommandError
from engine import Engine, EngineError, ImageEngine, ModelCard


@dataclass(frozen=True, slots=True)
class LoadedEngine:
    engine: ImageEngine
    card: ModelCard
    load_s: float


@asynccontextmanager
async def loaded_engine(
    settings: Settings, engine: ImageEngine | None = None
) -> AsyncIterator[LoadedEngine]:
    """The engine with its model loaded; an EngineError inside ends as a CommandError."""
    console, began = err(), time.perf_counter()
    model = settings.engine.model
    try:
        async with engine or Engine(settings.engine.options()) as running:
            with console.status(f"Loading {model} …") if console.is_terminal else nullcontext():
                card = await running.ready()
            yield LoadedEngine(running, card, time.perf_counter() - began)
    except EngineError as error:
        raise CommandError(str(error)) from error
