"""Where a model may come from besides a folder: one checkpoint file, or the cache of the hub."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import huggingface_hub
import pytest

from tests.engine.drive import Drive, latents_alone, load, request
from tests.engine.ldm_layout import save_checkpoint
from tests.engine.models.test_parity import MIXED, TOLERANCE, difference
from tests.engine.tiny_models import save_stable_diffusion

pytestmark = pytest.mark.slow


@pytest.fixture
def checkpoint(stable_diffusion_folder: Path, tmp_path: Path) -> Callable[..., Path]:
    """Makes a file of this name, with the configuration of its base model beside it."""

    def make(name: str, *marks: str) -> Path:
        folder = tmp_path / "files"
        hidden = shutil.ignore_patterns("*.safetensors")
        shutil.copytree(stable_diffusion_folder, folder, ignore=hidden)
        save_checkpoint(stable_diffusion_folder, folder / name, *marks)
        return folder / name

    return make


def test_a_checkpoint_file_makes_the_pictures_of_its_folder(
    checkpoint: Callable[..., Path], stable_diffusion_folder: Path
) -> None:
    model = load(checkpoint("painter_v3.safetensors"))
    assert (model.card.name, model.card.family) == ("painter_v3", "unet")
    assert (model.card.steps, model.card.guidance) == (25, 7.5)
    wanted = Drive(load(stable_diffusion_folder), max_batch=64).latents(MIXED[:3])
    got = Drive(model, max_batch=64).latents(MIXED[:3])
    for one in MIXED[:3]:
        assert difference(wanted[one.request_id], got[one.request_id]) < TOLERANCE


def test_a_checkpoint_file_says_itself_that_it_predicts_v(
    checkpoint: Callable[..., Path], stable_diffusion_folder: Path, tmp_path: Path
) -> None:
    model = load(checkpoint("noob.safetensors", "v_pred", "ztsnr"))
    folder = Path(shutil.copytree(stable_diffusion_folder, tmp_path / "folder"))
    changes = {"prediction_type": "v_prediction", "rescale_betas_zero_snr": True}
    written = {"scheduler": changes | {"timestep_spacing": "trailing"}}
    (folder / "easel.json").write_text(json.dumps(written))
    one = request(steps=3, sampler="ddim")
    wanted = latents_alone(load(folder), one)
    assert difference(wanted, latents_alone(model, one)) < TOLERANCE
    plain = latents_alone(load(stable_diffusion_folder), one)
    assert difference(plain, latents_alone(model, one)) > 0.01


def test_settings_of_a_checkpoint_file_stand_beside_it(checkpoint: Callable[..., Path]) -> None:
    file = checkpoint("sdTurbo.safetensors")
    file.with_suffix(".json").write_text(json.dumps({"name": "Quick", "steps": 2}))
    card = load(file).card
    assert (card.name, card.steps, card.guidance) == ("Quick", 2, 1.0)


def test_a_hub_model_is_found_in_the_cache_without_a_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """As with HF_HUB_OFFLINE=1 and HF_HOME, which the hub's client reads when it is imported."""
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path))
    repository = tmp_path / "models--owner--tiny-turbo"
    revision = "0123456789abcdef0123456789abcdef01234567"
    (repository / "refs").mkdir(parents=True)
    (repository / "refs/main").write_text(revision)
    (repository / "snapshots").mkdir()
    save_stable_diffusion(repository / "snapshots" / revision)
    card = load(Path("owner/tiny-turbo")).card
    assert (card.name, card.family, card.steps) == ("tiny-turbo", "unet", 4)
    assert capfd.readouterr().err == ""
