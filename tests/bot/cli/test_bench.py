"""`easel bench`: a table for people, and the ratios for machines."""

import json

import pytest

from bot.cli.bench import as_json, show
from engine.bench import Comparison, Measured

OURS = Measured(images_per_s=3.0, mean_s=2.0, short_mean_s=1.0, p95_s=4.0, single_job_s=1.02)
THEIRS = Measured(images_per_s=1.5, mean_s=4.0, short_mean_s=3.0, p95_s=8.0, single_job_s=1.0)
RACE = Comparison(4, "builtin", "cpu", "float32", OURS, THEIRS)


def test_json_has_the_ratios_of_the_contract() -> None:
    value = json.loads(json.dumps(as_json(RACE)))
    assert value["ratio"] == {
        "images_per_s": 2.0,
        "mean_s": 0.5,
        "short_mean_s": 0.3333,
        "p95_s": 0.5,
        "single_job": 1.02,
    }
    assert value["users"] == 4 and value["ours"]["mean_s"] == 2.0


def test_the_table_sets_both_sides_beside_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    show(RACE)
    rows = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert rows[0] == "builtin on cpu, float32, 4 people"
    assert "Images per second 3.00 1.50 2.00×" in rows
    assert "one job alone 1.02 1.00 1.02×" in rows
