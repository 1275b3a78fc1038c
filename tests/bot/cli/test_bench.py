"""`easel bench`: a table for people, the ratios for machines, and the way through the whole bot."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.cli.bench import options_for, read_steps
from bot.cli.bench_people import PeopleSide, is_grid_of, prompt_for, quarters
from bot.cli.bench_report import COLUMNS, markdown, markdown_head, show
from bot.config import Settings
from bot.errors import SettingsError
from bot.local_discord import LocalDiscord
from bot.pictures import grid
from engine import CannedEngine, Picture
from engine.bench import Comparison, Load, Measured
from engine.bench.figures import Bench
from engine.bench.load import Kitchen
from engine.bench.parity import Parity
from engine.bench.sides import serve
from engine.canned import CANNED_CARD, draw

BENCH = Bench(
    model="builtin",
    family="pixart",
    sampler="dpm++2m",
    size_px=256,
    guidance=3.0,
    steps=(4, 20),
    device="cpu",
    machine="a machine",
    dtype="float32",
    threads=2,
    max_batch=16,
    is_compiled=False,
    versions={"torch": "2"},
)
OURS = Measured(
    images_per_s=3.0,
    mean_s=2.0,
    p50_s=2.0,
    p95_s=4.0,
    max_s=5.0,
    short_mean_s=1.0,
    single_job_s=1.02,
    single_picture_s=0.5,
)
THEIRS = Measured(
    images_per_s=1.5,
    mean_s=4.0,
    p50_s=4.0,
    p95_s=8.0,
    max_s=8.0,
    short_mean_s=3.0,
    single_job_s=1.0,
    single_picture_s=0.5,
    wait_mean_s=2.0,
    wait_p95_s=5.0,
)
ROUNDS = [{"mean_s": 0.4, "images_per_s": 1.9}, {"mean_s": 0.6, "images_per_s": 2.1}]


def race(**changes: Any) -> Comparison:
    values = {"parity": Parity(4, 2, 48.0), "rounds": ROUNDS, "rows_per_step": 11.25, **changes}
    return Comparison(BENCH, Load(users=4), 5, OURS, THEIRS, **values)


def test_json_has_the_ratios_of_the_contract() -> None:
    value = json.loads(json.dumps(race().as_json()))
    assert value["ratio"] == {
        "images_per_s": 2.0,
        "mean_s": 0.5,
        "p95_s": 0.5,
        "short_mean_s": 0.3333,
        "single_job": 1.02,
    }
    assert value["ratio_more"] == {"p50_s": 0.5, "max_s": 0.625, "single_picture": 1.0}
    assert value["users"] == 4 and value["jobs"] == 5 and value["rounds"] == 2
    assert value["ours"]["mean_s"] == 2.0 and value["theirs"]["wait_p95_s"] == 5.0
    assert value["ratio_range"] == {"mean_s": [0.4, 0.6], "images_per_s": [1.9, 2.1]}
    assert value["parity"] == {"pictures": 4, "max_difference": 2, "psnr_db": 48.0, "kept": True}
    assert (value["model"], value["steps"], value["threads"]) == ("builtin", [4, 20], 2)


def test_the_table_sets_both_sides_beside_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    show(race())
    shown = capsys.readouterr()
    rows = [" ".join(line.split()) for line in shown.out.splitlines()]
    assert rows[0] == "builtin on cpu, float32, 4 people, burst"
    assert "Images per second 3.00 1.50 2.00×" in rows
    assert "Seconds of one job alone 1.02 1.00 1.02×" in rows
    assert "Seconds from order to first step, mean – 2.00 –" in rows
    said = " ".join(shown.err.split())
    assert "4 pictures made again alone by the stock pipeline are the same" in said
    assert "at most 2 of 255" in said and "11.2 rows" in said


def test_pictures_that_differ_are_said_loudly(capsys: pytest.CaptureFixture[str]) -> None:
    show(race(parity=Parity(4, 255, 9.0), eager_job_s=2.04))
    said = " ".join(capsys.readouterr().err.split())
    assert "NOT THE SAME" in said
    assert "stock before that took 2.04 s for a job alone, Easel now 0.50 of it" in said


def test_a_row_of_the_table_fits_its_head() -> None:
    head, rule = markdown_head().splitlines()
    row = markdown(race())
    assert head.count("|") == rule.count("|") == row.count("|") == len(COLUMNS) + 1
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    found = dict(zip(COLUMNS, cells, strict=True))
    assert (found["ratio"], found["mean"], found["p95 wait"]) == ("2.00×", "0.50×", "–")
    assert found["model"] == "builtin, float32"
    other = replace(race(), bench=replace(BENCH, is_compiled=True, path="bot"))
    assert "| builtin, float32, compiled, through the bot |" in markdown(other)


def test_steps_are_numbers_with_commas() -> None:
    assert read_steps("4, 20,30") == (4, 20, 30)
    for wrong in ("", "4,,20", "many", "0", "-3"):
        with pytest.raises(SettingsError, match="write numbers above 0"):
            read_steps(wrong)


def test_the_command_line_beats_the_configuration() -> None:
    options = options_for(Settings(), "some/folder", "real", None, 64, compiled=True)
    assert (options.model, options.max_batch, options.compile) == ("some/folder", 64, True)
    plain = options_for(Settings(), None, "real", None, None, compiled=False)
    assert plain == Settings().engine.options()


# -- through the bot -------------------------------------------------------------------------------


def test_a_request_is_typed_as_a_prompt() -> None:
    request = Kitchen(CANNED_CARD, Load(mix="grids", guidance=2.5)).request(4, 20)
    assert prompt_for(request) == "a lighthouse at sunset, number 0 --seed 0 --steps 20 --cfg 2.5"


def test_a_grid_comes_apart_into_its_pictures() -> None:
    request = Kitchen(CANNED_CARD, Load(size_px=64)).request(4, 4)
    pictures = tuple(draw(request, seed, 64, 64) for seed in request.seeds)
    assert quarters(grid.assemble(pictures)) == pictures


def test_only_the_finished_grid_of_these_words_counts() -> None:
    button = {"components": [{"label": "U1"}]}
    done = {"components": [button], "content": "**a cat, number 1 --steps 4** - <@1> (fast)"}
    assert is_grid_of(done, "a cat, number 1")
    assert not is_grid_of(done, "a cat, number")
    assert not is_grid_of(done | {"components": []}, "a cat, number 1")


async def test_people_get_through_the_bot_what_the_engine_was_asked_for(
    local_discord: LocalDiscord, tmp_path: Path
) -> None:
    """local_discord: so that the library is pointed back after the test."""
    cook = Kitchen(CANNED_CARD, Load(users=3, mix="grids", steps=(2, 3)))
    engine = CannedEngine()
    async with PeopleSide(Settings(), engine, 3, tmp_path) as side:
        outcomes = await serve(side, cook.burst(0))
    assert [len(outcome.pictures) for outcome in outcomes] == [4, 4, 4]
    asked = {request.seeds: request for request in engine.requests}
    for outcome in outcomes:
        wanted = outcome.order.request
        got = asked[wanted.seeds]
        assert (got.parts, got.steps, got.guidance) == (wanted.parts, wanted.steps, wanted.guidance)
        assert (got.width_px, got.sampler) == (wanted.width_px, wanted.sampler)
        expected = tuple(draw(got, seed, got.width_px, got.height_px) for seed in got.seeds)
        assert outcome.pictures == expected and isinstance(outcome.pictures[0], Picture)
        assert outcome.waited_s is None and outcome.total_s > 0
    assert re.fullmatch(r"a \w+ at sunset, number \d+", outcomes[0].order.request.parts[0].text)
