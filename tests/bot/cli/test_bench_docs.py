"""docs/benchmark.md: its commands are commands, its names are the names of the JSON."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from bot.cli.bench import read_steps
from bot.cli.bench_report import ROWS
from bot.cli.crowd.people import PRESSES
from bot.cli.program import build
from engine.bench.card.findings import TITLES
from engine.bench.figures import RATIOS

PAGE = (Path(__file__).parents[3] / "docs" / "benchmark.md").read_text(encoding="utf-8")
COMMANDS = [
    line.removeprefix("easel bench ") for line in re.findall(r"easel bench --[^`\n]+", PAGE)
]


def parse(words: list[str]) -> dict[str, object]:
    """What the command would be called with; a wrong option raises."""
    command = get_command(build()).commands["bench"]  # type: ignore[attr-defined]
    return dict(command.make_context("bench", words).params)


RACES = [line for line in COMMANDS if not line.startswith(("--card", "--people"))]


@pytest.mark.parametrize("line", RACES)
def test_a_command_of_the_page_is_understood(line: str) -> None:
    values = parse(line.split())
    assert read_steps(str(values["steps"]))
    assert values["markdown"] and values["json"]
    assert values["model"] in (None, "sd15", "sdxl")


def test_there_is_a_command_for_every_row() -> None:
    assert len(RACES) == 9
    rows = re.findall(r"^\| .*\| not measured \|$", PAGE, re.MULTILINE)
    assert all("`easel bench --" in row for row in rows)


def test_the_stages_of_a_card_are_run_and_explained() -> None:
    (line,) = (line for line in COMMANDS if line.startswith("--card"))
    values = parse(line.split())
    assert values["card"] and values["json"] and values["out"]
    explained = PAGE.split("## On a card")[1]
    assert re.findall(r"^\| ([^|`]+) \| [^|]+ \|$", explained, re.MULTILINE)[1:] == list(
        TITLES.values()
    )


def test_the_crowd_of_the_page_is_understood_and_its_rows_explained() -> None:
    (line,) = (line for line in COMMANDS if line.startswith("--people"))
    values = parse(line.split())
    assert values["people"] == 200 and values["json"]
    explained = PAGE.split("## The answers to a crowd")[1].split("\n## ")[0]
    for words in (*PRESSES, "the loop came back late", "`told.unanswered`", "`cpu_s`"):
        assert words.replace("panel", "its panel") in explained, words


def test_every_option_that_the_page_names_exists() -> None:
    command = get_command(build()).commands["bench"]  # type: ignore[attr-defined]
    known = {name for one in command.params for name in one.opts}
    assert set(re.findall(r"(--[a-z][a-z-]+)", PAGE)) <= known


def test_every_ratio_is_explained() -> None:
    for name in RATIOS:
        assert f"`{name}`" in PAGE, name
    assert set(ROWS) == set(RATIOS)
