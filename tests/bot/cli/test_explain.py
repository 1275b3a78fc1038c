"""`easel explain`: parts, parameters with their origin, jobs and price; nothing is drawn."""

import json

import pytest

from bot.cli.explain import as_json, read, show
from bot.config import Settings, load_settings
from bot.errors import PromptError
from engine.canned import CANNED_CARD

PROMPT = "hot::2 dog::-.5 --ar 3:2 --no red, blue --q .5"


@pytest.fixture
def settings() -> Settings:
    return load_settings(None)


def test_json_has_one_entry_for_each_job_and_the_price(settings: Settings) -> None:
    value = json.loads(json.dumps(as_json(*read(PROMPT, settings, CANNED_CARD))))
    assert value["price"] == 0.5
    (job,) = value["jobs"]
    assert job["prompt"] == "hot::2 dog::-.5 --ar 3:2 --no red, blue --quality 0.5"
    assert job["parts"] == [{"text": "hot", "weight": 2.0}, {"text": "dog", "weight": -0.5}]
    assert job["negative"] == "red, blue"
    assert job["parameters"]["ar"] == "3:2" and job["parameters"]["steps"] == 6
    assert job["sources"]["ar"] == "prompt" and job["sources"]["cfg"] == "model"


def test_people_see_parts_parameters_origin_and_price(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    show(*read(PROMPT + " --q .3", settings, CANNED_CARD))
    shown = capsys.readouterr().out
    rows = [" ".join(line.split()) for line in shown.splitlines()]
    for row in (
        "2 hot",
        "-0.5 dog",
        "not red, blue",
        "ar 3:2 the prompt",
        "width 320 the prompt",
        "seed drawn by chance the model's own",
        "quality 0.25 the prompt",
        "steps 3 --quality",
        "1 job, 0.25 credits, on canned.",
    ):
        assert row in rows
    assert "Note: " in shown


def test_several_jobs_are_all_there_with_the_price_of_all(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    found = read("a (red:1.2) {fox, owl} --tile", settings, CANNED_CARD)
    value = json.loads(json.dumps(as_json(*found)))
    assert [job["prompt"] for job in value["jobs"]] == [
        "a (red:1.2) fox --tile", "a (red:1.2) owl --tile"
    ]  # fmt: skip
    assert value["price"] == 2
    assert value["jobs"][0]["parts"][0]["emphasis"] == [{"text": "red", "weight": 1.2}]
    show(*found)
    rows = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    for row in ("× 1.2 red", "tile on the prompt", "a (red:1.2) owl --tile",
                "2 jobs, 2 credits, on canned."):  # fmt: skip
        assert row in rows


def test_markup_of_the_terminal_in_a_prompt_is_text(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    show(*read("[bold]fox[/] :fox:", settings, CANNED_CARD))
    assert "[bold]fox[/] :fox:" in capsys.readouterr().out


def test_a_mistake_is_the_sentence_of_discord(settings: Settings) -> None:
    with pytest.raises(PromptError, match="There is nothing to draw"):
        read("--ar 3:2", settings, CANNED_CARD)
