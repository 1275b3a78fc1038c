"""Each way a model is found broken ends in one sentence that names the file and what to do.

From the doctor as from the bot, which loads with `load_model`.
"""

import re
import shutil
from pathlib import Path

import pytest
import torch

from bot.cli import checks
from bot.config import load_settings
from engine import EngineOptions, ModelLoadError
from engine.doctor import check_engine
from engine.loading.load import load_model
from tests.engine.loading.broken_models import BROKEN

pytestmark = pytest.mark.slow

WHAT_TO_DO = re.compile(
    r"\b(download|name|correct|convert|unpack|put|call|take|run `git lfs|change|set|remove)\b"
    r"|engine\.model is builtin"
)
OURS = ("Traceback", "Something broke", "NoneType", "torch.Size", "meta tensor", "<class")


def test_there_are_sixty_and_more() -> None:
    assert len(BROKEN) >= 100


@pytest.mark.parametrize("name", BROKEN)
def test_one_sentence(
    name: str, stable_diffusion_folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    case = BROKEN[name]
    folder = Path(shutil.copytree(stable_diffusion_folder, tmp_path / "model"))
    model = str(case.make(folder) or folder)
    options = EngineOptions(model=model, device="cpu", threads=1)
    with pytest.raises(ModelLoadError) as caught:
        load_model(options)
    told = str(caught.value)
    assert_one_sentence(told)
    assert case.names in told and case.told in told
    settings = load_settings(None)
    engine = settings.engine.model_copy(update={"model": model, "device": "cpu"})
    found = list(checks.engine(settings.model_copy(update={"engine": engine}), check_engine))
    assert [each.text for each in found if each.is_well is False] == [told.rstrip(".")]
    assert capfd.readouterr().err == ""
    assert torch.get_default_dtype() == torch.float32  # diffusers leaves another after some errors


def assert_one_sentence(told: str) -> None:
    assert "\n" not in told and told.endswith(".") and not told.endswith("..")
    assert len(told) < 600, told
    assert not re.search(r"[.!?] +[A-Z]", told), told
    assert WHAT_TO_DO.search(told), told
    assert not any(word in told for word in OURS), told
