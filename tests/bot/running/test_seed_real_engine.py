"""Seeds again with the real engine, and a tiny, untrained model in place of the canned."""

from pathlib import Path

import pytest

from engine import Engine, EngineOptions
from tests.fixtures.easel import Easel, image_of, quarter

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.engine import tiny_models  # torch takes seconds, and not every run needs it

    return tiny_models.save_pixart(tmp_path_factory.mktemp("tiny_model"))


@pytest.fixture
async def painting_easel(cold_easel: Easel, tiny_model: Path) -> Easel:
    await cold_easel.start(Engine(EngineOptions(model=str(tiny_model), threads=1)))
    return cold_easel


async def test_a_seed_gives_the_same_grid_again_with_the_real_engine(painting_easel: Easel):
    """Row 15."""
    easel = painting_easel
    one = await image_of(await easel.grid(easel.ada, "a fox --seed 7 --steps 4"))
    two = await image_of(await easel.grid(easel.ben, "a fox --seed 7 --steps 4"))
    other = await image_of(await easel.grid(easel.ada, "a fox --seed 8 --steps 4"))
    assert one == two != other
    assert len({quarter(one, index).tobytes() for index in (1, 2, 3, 4)}) == 4
