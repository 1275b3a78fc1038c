"""The shipped folder: small, only data, loadable by plain diffusers, and it makes a picture."""

import json
import subprocess
import sys

import numpy as np
import pytest
import torch
from diffusers import AutoencoderTiny, DiffusionPipeline, PixArtAlphaPipeline

from engine.builtin import weights_folder
from engine.builtin.judge_network import CHIEF, shares
from engine.builtin.picture_judge import load_picture_judge
from engine.builtin.scenes import VOCABULARY
from engine.studio.drawing import draw_scene
from engine.studio.judge import judged_scenes

pytestmark = pytest.mark.slow

FOLDER = weights_folder()
MAX_BYTES = 52_000_000
JUDGE_FLOOR = 0.88  # of drawings that nobody was trained on; measured: docs/built-in-model.md


def test_the_folder_is_found_without_torch() -> None:
    code = "import engine.builtin, sys; assert 'torch' not in sys.modules, 'torch was imported'"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_folder_is_small_and_holds_only_data() -> None:
    files = [path for path in FOLDER.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= MAX_BYTES
    assert {path.suffix for path in files} <= {".safetensors", ".json", ".txt", ".md"}
    assert {"model_index.json", "README.md", "easel.json"} <= {path.name for path in files}


def test_nothing_remembers_where_it_was_made() -> None:
    for path in FOLDER.rglob("*.json"):
        assert "_name_or_path" not in path.read_text(encoding="utf-8"), path


def test_the_defaults_are_plausible() -> None:
    defaults = json.loads((FOLDER / "easel.json").read_text(encoding="utf-8"))
    assert defaults["native_px"] == 256
    assert defaults["min_steps"] <= defaults["steps"] <= defaults["max_steps"]
    assert 1.0 <= defaults["guidance"] <= 10.0


@pytest.fixture(scope="module")
def pipeline() -> PixArtAlphaPipeline:
    pipeline = DiffusionPipeline.from_pretrained(FOLDER)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def test_plain_diffusers_loads_it_and_makes_a_picture(pipeline: PixArtAlphaPipeline) -> None:
    assert type(pipeline) is PixArtAlphaPipeline
    picture = pipeline(
        "a red lighthouse at sunset, watercolor",
        negative_prompt="night",
        height=256,
        width=256,
        num_inference_steps=4,
        guidance_scale=4.0,
        generator=torch.Generator().manual_seed(1),
        clean_caption=False,
        use_resolution_binning=False,
    ).images[0]
    assert picture.size == (256, 256)
    assert np.asarray(picture).std() > 20


def test_its_latents_have_variance_one_by_the_scaling_factor(pipeline: PixArtAlphaPipeline) -> None:
    assert 0.5 < pipeline.vae.config.scaling_factor < 2.0
    assert pipeline.vae_scale_factor == 16


def test_nothing_is_warned_of_at_loading(capsys: pytest.CaptureFixture[str]) -> None:
    config = json.loads((FOLDER / "vae" / "config.json").read_text(encoding="utf-8"))
    assert "block_out_channels" not in config
    AutoencoderTiny.from_pretrained(FOLDER, subfolder="vae")
    assert not capsys.readouterr().err


def test_the_shipped_judge_reads_drawings_it_has_never_seen() -> None:
    scenes = judged_scenes(54)
    judge = load_picture_judge(FOLDER)
    right = shares(judge.right([draw_scene(scene) for scene in scenes], scenes))
    assert set(right) == {*VOCABULARY, "five"}
    assert min(right[name] for name in CHIEF) > JUDGE_FLOOR, right
