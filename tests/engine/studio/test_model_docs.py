"""The page and the card of the built-in model name every word, option and default there is."""

import json
import re
from pathlib import Path

import pytest

from engine.builtin import weights_folder, words_chinese, words_english
from engine.builtin.scenes import FRAMES, NATIVE_PX
from engine.studio import judge, paint, train
from engine.studio.training.pipeline import DEFAULTS_FILE, GUIDANCE, STEPS, defaults

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "built-in-model.md").read_text("utf-8")
CARD = (weights_folder() / "README.md").read_text("utf-8")
TABLES = ("SUBJECTS", "COLORS", "TIMES", "PLACES", "STYLES", "EXTRAS", "COUNTS", "POSITIONS")


@pytest.mark.parametrize("table", [*TABLES, "SIZES"])
def test_every_value_is_named(table: str) -> None:
    for value, words in getattr(words_english, table).items():
        assert words[0] in PAGE, value
        assert words[0] in CARD, value
    for value, words in getattr(words_chinese, table).items():
        assert words[0] in PAGE, value


def test_every_shape_is_named() -> None:
    assert all(frame in PAGE for frame in FRAMES)
    assert all(f"{width}x{height}" in CARD for width, height in list(FRAMES.values())[1:])


def test_every_stage_has_its_row() -> None:
    assert [
        row for row in re.findall(r"^\| (\w+) \|", PAGE, re.MULTILINE) if row in train.STAGES
    ] == list(train.STAGES)


def test_commands_on_the_page_are_understood() -> None:
    """Each line of training and judging, as its own parser reads it."""
    lines = re.findall(r"^    \.venv/bin/python -m (engine\S+)((?:.*\\\n)*.*)$", PAGE, re.MULTILINE)
    assert {name for name, _ in lines} == {
        f"engine.studio.{name}" for name in ("train", "samples", "gallery", "judge", "paint")
    }
    parsers = {
        "engine.studio.train": train.build_parser(),
        "engine.studio.judge": judge.build_parser(),
        "engine.studio.paint": paint.build_parser(),
    }
    for name, arguments in lines:
        if name in parsers:
            parsers[name].parse_args(arguments.replace("\\\n", " ").split())


def test_defaults_are_the_same_everywhere() -> None:
    written = json.loads((weights_folder() / DEFAULTS_FILE).read_text("utf-8"))
    assert written == defaults(NATIVE_PX)
    assert f"num_inference_steps={STEPS}, guidance_scale={GUIDANCE}" in CARD


def test_the_page_counts_what_there_is() -> None:
    tokenizer = json.loads((weights_folder() / "tokenizer" / "tokenizer.json").read_text("utf-8"))
    assert f"{len(tokenizer['model']['vocab']):,} tokens" in PAGE
