"""The real engine and the built-in model: a whole picture shows what its draft shows."""

import io
from pathlib import Path

import pytest
from PIL import Image

from engine import Engine, EngineOptions
from tests.fixtures.easel import Easel

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

SIDE_PX = 32  # a stand-in for an embedding: composition and colours, no details


def distance(one: Image.Image, two: Image.Image) -> int:
    small = [
        image.resize((SIDE_PX, SIDE_PX), Image.Resampling.BOX).tobytes() for image in (one, two)
    ]
    return sum(abs(a - b) for a, b in zip(*small, strict=True))


def stored(folder: Path, path: str) -> Image.Image:
    with Image.open(io.BytesIO((folder / path).read_bytes())) as opened:
        return opened.convert("RGB")


async def test_a_whole_picture_shows_what_its_draft_shows(cold_easel: Easel):
    """Row 83. Each is nearest to its own draft, of the twelve on the sheet."""
    easel = cold_easel
    await easel.start(Engine(EngineOptions(threads=1)))
    await easel.ada.slash("#general", "imagine", prompt="a house --draft --seed 3")
    select = "W:"  # of the sheet's own id
    sheet = await easel.ada.wait_for(
        "#general",
        lambda m: any(select in p["custom_id"] for r in m["components"] for p in r["components"]),
        120,
    )
    await easel.ada.choose(sheet, "Make these full", "Picture 2", "Picture 7")
    await easel.ada.until(
        lambda: len(easel.rows("SELECT 1 FROM jobs WHERE kind = 'full' AND status = 'done'")) == 2,
        120,
    )
    images = "SELECT * FROM images JOIN jobs ON jobs.id = job_id WHERE kind = ? ORDER BY "
    drafts = easel.rows(images + "image_index", "imagine")
    wholes = easel.rows(images + "parent_index", "full")
    assert [row["seed"] for row in wholes] == [4, 9]
    assert [row["parent_index"] for row in wholes] == [2, 7]
    small = [stored(easel.folder, row["path"]) for row in drafts]
    for row in wholes:
        whole = stored(easel.folder, row["path"])
        assert whole.size == (256, 256)
        distances = [distance(whole, draft) for draft in small]
        assert distances.index(min(distances)) + 1 == row["parent_index"]
