"""The benchmark measures both sides on the same jobs and gives the promised ratios."""

import json
import shutil
from pathlib import Path

import pytest

from engine import EngineOptions
from engine.bench import compare, jobs
from engine.canned import CANNED_CARD


def test_every_person_orders_one_job_with_seeds_of_its_own() -> None:
    burst = jobs(CANNED_CARD, 7)
    assert [len(job.seeds) for job in burst] == [4, 4, 1, 4, 1, 4, 4]
    assert len({seed for job in burst for seed in job.seeds}) == 22
    assert len({job.parts for job in burst}) == 7  # no text is encoded for two


@pytest.mark.parametrize("source", ["pixart_folder", "stable_diffusion_folder"])
def test_both_sides_are_measured(
    source: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(request.getfixturevalue(source), tmp_path / "model"))
    (folder / "easel.json").write_text(json.dumps({"steps": 2}))
    options = EngineOptions(model=str(folder), device="cpu", dtype="float32", threads=1)
    result = compare(options, users=3)
    assert set(result.ratio) == {"images_per_s", "mean_s", "short_mean_s", "p95_s", "single_job"}
    assert all(value > 0 for value in result.ratio.values())
    assert result.theirs.p95_s >= result.theirs.mean_s > result.theirs.single_job_s / 2
    assert result.ratio["mean_s"] == result.ours.mean_s / result.theirs.mean_s
