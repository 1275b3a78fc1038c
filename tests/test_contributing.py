"""The page for contributors is true: what its seven walks name is there, in the code as it is."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")
WALKS = [
    "A new button under a picture",
    "A parameter of the prompt language",
    "A kind of job",
    "A moderation rule",
    "A table in the database",
    "A sampler or a model family",
    "A language",
]
MOST_FILES_FOR_A_BUTTON = 7
PATH = re.compile(r"`((?:bot|engine|storage|tests|docs)/[\w./-]*|\w+(?:\.example)?\.(?:md|toml))`")
WORD = re.compile(r"`([A-Za-z_]\w*)`")
STEP = re.compile(r"^\d+\. (.+(?:\n   .+)*)", re.MULTILINE)


def walks() -> dict[str, list[str]]:
    """The steps of each walk, by its title."""
    parts = re.split(r"^## \d\. (.+)\n", PAGE, flags=re.MULTILINE)[1:]
    return {title: STEP.findall(text) for title, text in zip(parts[::2], parts[1::2], strict=True)}


STEPS = [step for steps in walks().values() for step in steps]


def test_the_seven_walks_are_there() -> None:
    assert list(walks()) == WALKS


def test_every_file_that_is_named_exists() -> None:
    named = PATH.findall(PAGE)
    assert len(named) > 50
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("title", WALKS)
def test_each_step_of_a_walk_begins_with_its_file(title: str) -> None:
    steps = walks()[title]
    assert len(steps) >= 3
    assert [step for step in steps if not PATH.match(step)] == []


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.split("`")[1])
def test_the_words_that_a_step_names_stand_in_its_files(step: str) -> None:
    files = [ROOT / path for path in PATH.findall(step)]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files if file.is_file())
    for word in WORD.findall(step):
        assert re.search(rf"\b{word}\b", text), word


def test_a_button_changes_seven_files_at_most() -> None:
    assert len(walks()[WALKS[0]]) <= MOST_FILES_FOR_A_BUTTON
