"""`kill -9` at awkward moments, as often as it takes: nothing is lost, doubled or paid twice."""

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from tests.end_to_end.demo import UNASKED, demo
from tests.end_to_end.page_client import PageClient

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(900)]

JOBS = 6


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.engine import tiny_models  # torch takes seconds, and not every run needs it

    return tiny_models.save_pixart(tmp_path_factory.mktemp("tiny_model"))


def grids(messages):
    """What has `U1` as its first button: a single picture has two rows of buttons as well."""
    return [m for m in messages if m["components"] and _first(m).get("label") == "U1"]


def _first(message):
    return message["components"][0]["components"][0]


@pytest.mark.parametrize("cut_at", ["the first percent", "the second grid"])
async def test_after_a_power_cut_everything_is_finished_once(
    tmp_path: Path, tiny_model: Path, cut_at: str
):
    """Row 12."""
    moments = {
        "the first percent": lambda shown: any("%)" in m["content"] for m in shown),
        "the second grid": lambda shown: len(grids(shown)) >= 2,
    }
    data, model = tmp_path / "data", {"EASEL_ENGINE__MODEL": str(tiny_model), **UNASKED}
    with demo(data, **model) as easel:
        async with PageClient.open(easel.url) as ada:
            for number in range(JOBS):
                await ada.imagine(f"fox {number} --steps 40")
            await ada.until(lambda shown: len(shown) >= JOBS)
            await ada.until(moments[cut_at])
            easel.kill()

    with demo(data, **model) as easel:
        async with PageClient.open(easel.url) as ada:
            await ada.until(lambda shown: len(grids(shown)) == JOBS)
            await ada.until(lambda shown: not any("%)" in m["content"] for m in shown))
            old = grids(await ada.messages())[0]
            await ada.click(old, "U1")
            await ada.until(lambda shown: any("Image #1" in m["content"] for m in shown))
            shown = await ada.messages()
        assert easel.ctrl_c() == 0

    prompts = Counter(m["content"].split("**")[1] for m in grids(shown))
    assert prompts == {f"fox {number} --steps 40": 1 for number in range(JOBS)}
    with closing(sqlite3.connect(data / "easel.db")) as database:
        statuses = [row[0] for row in database.execute("SELECT status FROM jobs")]
        entries = Counter(row[0] for row in database.execute("SELECT entry FROM ledger"))
    assert statuses == ["done"] * JOBS
    assert entries == {"reserve": JOBS, "settle": JOBS}
