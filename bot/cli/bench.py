"""`easel bench`: what people get from a shared bot, beside the stock pipeline behind a lock."""

import os
import tempfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import bench_card
from bot.cli.bench_options import (
    ArrivalKind,
    BenchedModel,
    Compiled,
    Guidance,
    JobMix,
    LimitSeconds,
    LoadKind,
    Markdown,
    MaxBatch,
    Mix,
    ModelScale,
    OnCard,
    Out,
    Pairs,
    People,
    Rounds,
    Scale,
    Seconds,
    Seed,
    Share,
    SidePx,
    Steps,
    ThroughBot,
    Tiny,
    Users,
    WithOverhead,
)
from bot.cli.options import Config, Debug, Json, settings_for
from bot.cli.screen import err, json_line, line, working
from bot.errors import CommandError, SettingsError

if TYPE_CHECKING:
    from bot.config import Settings
    from engine import EngineOptions, ImageEngine
    from engine.bench import Comparison, Load, Side
    from engine.bench.overhead import Overhead

RANDOM = ("sd15", "sdxl")
CROWD_S = 60.0


def bench(
    config: Config = None,
    users: Users = 4,
    load: LoadKind = ArrivalKind.burst,
    rounds: Rounds = 3,
    seconds: Seconds = None,
    mix: JobMix = Mix.mixed,
    steps: Steps = "4,20,30",
    size: SidePx = None,
    guidance: Guidance = None,
    model: BenchedModel = None,
    scale: ModelScale = Scale.real,
    share: Share = 0.8,
    pairs: Pairs = 3,
    seed: Seed = 0,
    max_batch: MaxBatch = None,
    compiled: Compiled = False,
    through_bot: ThroughBot = False,
    overhead: WithOverhead = False,
    markdown: Markdown = False,
    people: People = None,
    card: OnCard = False,
    tiny: Tiny = False,
    out: Out = None,
    limit_s: LimitSeconds = None,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Measure throughput and waiting beside the stock diffusers pipeline."""
    settings = settings_for(config, debug)
    if people is not None:
        _crowd(settings, people, seconds or CROWD_S, seed, json)
        return
    if card:
        bench_card.measure(tiny, out, limit_s, json)
        return
    if tiny or out is not None or limit_s is not None:
        raise SettingsError("--tiny, --out and --limit-s belong to --card: add it.")
    from bot.cli.bench_report import markdown as row
    from bot.cli.bench_report import markdown_head, show
    from engine.bench import Load

    asked = Load(
        kind=load.value,
        users=users,
        rounds=rounds,
        mix="grids" if through_bot else mix.value,
        steps=read_steps(steps),
        size_px=None if through_bot else size,
        guidance=guidance,
        share=share,
        pairs=pairs,
        seconds=seconds,
        seed=seed,
    )
    options = options_for(settings, model, scale.value, size, max_batch, compiled)
    if through_bot and size is not None and model not in RANDOM:
        raise SettingsError("Through the bot pictures have the model's own size: leave --size out.")
    measured = _measure(settings, options, asked, through_bot)
    show(measured)
    if markdown:
        line(f"{markdown_head()}\n{row(measured)}")
    costs = _overhead() if overhead else []
    if json:
        json_line(measured.as_json() | {"overhead": [asdict(cost) for cost in costs]})


def read_steps(text: str) -> tuple[int, ...]:
    """`4,20,30`; SettingsError for anything else."""
    pieces = [piece.strip() for piece in text.split(",")]
    if not all(piece.isascii() and piece.isdigit() and int(piece) > 0 for piece in pieces):
        raise SettingsError(f"--steps is {text}: write numbers above 0 with commas, as in 4,20,30.")
    return tuple(int(piece) for piece in pieces)


def options_for(
    settings: "Settings",
    model: str | None,
    scale: str,
    size_px: int | None,
    max_batch: int | None,
    compiled: bool,
) -> "EngineOptions":
    """The operator's engine with what the command line says instead; random models are made."""
    options = settings.engine.options()
    if model in RANDOM:
        model = _random_model(model, scale, size_px)
    return replace(
        options,
        model=model or options.model,
        max_batch=max_batch or options.max_batch,
        compile=compiled or options.compile,
    )


def cache() -> Path:
    """Where random models are kept."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "easel"


def _random_model(kind: str, scale: str, size_px: int | None) -> str:
    from engine.bench import random_model

    with working(f"Making {kind} with random weights, once …"):
        path = random_model(kind, scale, cache(), size_px)  # type: ignore[arg-type]
    err().print(
        f"{kind} of {scale} size with random weights in {path}: as fast as a real one, its "
        "pictures show nothing.",
        soft_wrap=True,
    )
    return str(path)


def _crowd(settings: "Settings", people: int, seconds: float, seed: int, as_json: bool) -> None:
    from bot.cli.crowd.figures import show as show_answers
    from bot.cli.crowd.measure import measure
    from bot.cli.crowd.people import Crowd

    with working(f"{people} people use the bot for {seconds:.0f} seconds …"):
        measured = measure(settings, Crowd.of(people, seconds, seed))
    show_answers(measured)
    if as_json:
        json_line(measured.as_json())


def _overhead() -> "list[Overhead]":
    from engine.bench.overhead import ROWS
    from engine.bench.overhead import measure_overhead as measure

    with working("What a step costs besides the model …"):
        costs = measure()
    for cost in costs:
        shape = "×".join(map(str, cost.shape))
        line(
            f"A step of {ROWS} rows of {shape} without the model: {cost.plain_ms:.2f} ms, "
            f"with guidance {cost.guided_ms:.2f} ms, with noise {cost.noisy_ms:.2f} ms"
        )
    return costs


def _measure(
    settings: "Settings", options: "EngineOptions", load: "Load", through_bot: bool
) -> "Comparison":
    from engine import EngineError
    from engine.bench import EngineSide, compare

    words = f"{load.users} people order from Easel, and from the stock pipeline …"
    with tempfile.TemporaryDirectory(prefix="easel-bench-") as folder:

        def side(engine: "ImageEngine") -> "Side":
            if not through_bot:
                return EngineSide(engine)
            from bot.cli.bench_people import PeopleSide

            return PeopleSide(settings, engine, load.users, Path(folder))

        try:
            with working(words):
                return compare(options, load, side, "bot" if through_bot else "engine")
        except EngineError as error:
            raise CommandError(str(error)) from error
