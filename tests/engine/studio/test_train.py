"""The whole training in miniature, through its command line; and the judge's numbers."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from engine.api.options import EngineOptions
from engine.builtin import JUDGE_FILE
from engine.builtin.judge_network import LatentJudge, load_judge
from engine.builtin.scenes import FRAMES, VOCABULARY, sample_scene
from engine.read_card import read_card
from engine.studio import samples, train
from engine.studio.data import dataset
from engine.studio.data.latents import Part
from engine.studio.judge import judged_scenes, prompts_of
from engine.studio.measuring.diversity import thumbnails
from engine.studio.measuring.engine_session import open_session
from engine.studio.training import autoencoder, denoiser_run, judge_training
from engine.studio.training.judge_training import save_judge, train_judge
from engine.studio.training.pace import Pace
from engine.studio.training.pipeline import STEPS

pytestmark = pytest.mark.slow

SHORT = [f"--{part}-min=0.002" for part in ("autoencoder", "text", "judge", "decoder")]


@pytest.fixture
def is_small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Parts of 24 drawings, and next to nothing looked at on the way; torch's threads stay."""
    sizes = dataset.Dataset.__init__

    def small(
        self: dataset.Dataset, folder: Path, parts: int, part_size: int = 24, side_px: int = 256
    ) -> None:
        sizes(self, folder, parts, part_size, side_px)

    monkeypatch.setattr(dataset.Dataset, "__init__", small)
    monkeypatch.setattr(autoencoder, "HELD_OUT", 16)
    monkeypatch.setattr(judge_training, "HELD_OUT", 8)
    monkeypatch.setattr(denoiser_run, "HELD_OUT", 8)
    monkeypatch.setattr(denoiser_run, "JUDGED_PROMPTS", 2)
    monkeypatch.setattr(samples, "SHOWN", samples.SHOWN[:2])
    monkeypatch.setattr(samples, "SHOWN_WIDE", samples.SHOWN_WIDE[:1])
    threads = torch.get_num_threads()
    yield
    torch.set_num_threads(threads)


def run_stages(arguments: list[str]) -> None:
    run, _ = train.read_command_line(["--parts", "3", "--processes", "1", "--eager", *arguments])
    for stage in train.STAGES.values():
        stage(run)


@pytest.mark.usefixtures("is_small")
@pytest.mark.end_to_end
def test_a_model_is_made_and_another_starts_from_it(tmp_path: Path) -> None:
    first = tmp_path / "first"
    run_stages(["--work", str(first), *SHORT, "--denoiser-min", "0.002", "--batch", "2"])
    made = first / "weights"
    assert (made / "model_index.json").exists()
    assert list((first / "denoiser").glob("samples-*.png"))

    second = tmp_path / "second"
    nothing = [
        f"--{part}-min=0" for part in ("autoencoder", "text", "judge", "denoiser", "decoder")
    ]
    run_stages(["--work", str(second), "--from", str(made), *nothing])
    for name in ("vae", "transformer"):
        (file,) = (made / name).glob("*.safetensors")
        before, after = load_file(file), load_file(second / "weights" / name / file.name)
        assert all(torch.equal(before[key], after[key]) for key in before)
    assert (second / "weights" / JUDGE_FILE).read_bytes() == (made / JUDGE_FILE).read_bytes()


@pytest.mark.usefixtures("is_small")
@pytest.mark.end_to_end
def test_a_model_of_512_px_is_made(tmp_path: Path) -> None:
    run_stages(
        [
            *("--work", str(tmp_path), "--side-px", "512", "--parts", "1"),
            *(*SHORT, "--denoiser-min", "0.002", "--batch", "2"),
        ]
    )
    card = read_card(EngineOptions(model=str(tmp_path / "weights"), device="cpu"))
    assert (card.native_px, card.steps) == (512, STEPS)
    with open_session(tmp_path / "weights") as session:
        (picture,) = session.paint_one_each([session.request("a red lighthouse", seeds=[7])])
    assert picture.size == (512, 512)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--text-min", "0"], "name its model with --from"),
        (["--from", "nowhere"], "is no model folder"),
        (["--images", "."], "is not there yet"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        train.read_command_line(["--work", "x", *arguments])
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("frame", FRAMES)
def test_one_judge_reads_every_frame(frame: str) -> None:
    width, height = FRAMES[frame]
    judge = LatentJudge().eval()
    right = judge.right(torch.zeros(2, 16, height // 16, width // 16), judged_scenes(2, frame))
    assert set(right) == set(VOCABULARY)


def test_a_stored_judge_is_small(tmp_path: Path) -> None:
    save_judge(LatentJudge(), tmp_path / "judge.safetensors")
    assert (tmp_path / "judge.safetensors").stat().st_size < 3_000_000


class StepsOfASecond(Pace):
    """So that a budget is a number of steps, on a busy machine too."""

    def count_step(self, now_s: float | None = None) -> None:
        super().count_step(self.step + 1.0)

    def rest(self, now_s: float | None = None) -> None:
        super().rest(float(self.step))


def test_a_judge_learns_what_latents_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Latents that are nothing but the style, as one channel of sixteen."""
    monkeypatch.setattr(judge_training, "HELD_OUT", 50)
    monkeypatch.setattr(judge_training, "BATCH", 16)
    monkeypatch.setattr(judge_training, "Pace", StepsOfASecond)
    rng = random.Random(0)
    scenes = [sample_scene(rng) for _ in range(300)]
    latents = torch.zeros(300, 16, 4, 4).half()  # small ones, so that a step is short
    for row, scene in zip(latents, scenes, strict=True):
        row[VOCABULARY["style"].index(scene.style)] = 3.0
    train_judge([Part(latents, scenes)], tmp_path / "judge.safetensors", budget_s=60)
    judge = load_judge(tmp_path / "judge.safetensors")
    right = judge.right(latents[-50:].float(), scenes[-50:])
    assert float(right["style"].float().mean()) > 0.9


def test_a_judge_goes_on_from_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge_training, "HELD_OUT", 2)
    torch.manual_seed(5)
    start, latents = LatentJudge().eval(), torch.randn(8, 16, 16, 16)
    before = {name: logits.clone() for name, logits in start(latents).items()}
    part = Part(latents.half(), judged_scenes(8))
    train_judge([part], tmp_path / "judge.safetensors", budget_s=0, start=start)
    after = load_judge(tmp_path / "judge.safetensors")(latents)
    assert all(torch.allclose(before[name], after[name], atol=0.02) for name in before)


def test_judged_prompts_speak_the_language_asked_for() -> None:
    scenes = judged_scenes(4)
    assert all(text.isascii() for text in prompts_of(scenes, "english"))
    assert not any(text.isascii() for text in prompts_of(scenes, "chinese"))
    assert [text.isascii() for text in prompts_of(scenes, "both")] == [True, False, True, False]


def test_thumbnail_distance_is_a_root_mean_square() -> None:
    black_and_white = torch.stack([torch.zeros(64, 64, 3), torch.full((64, 64, 3), 255.0)])
    rows = thumbnails(black_and_white.byte().numpy())
    assert float((rows[0] - rows[1]).norm()) == pytest.approx(1.0, abs=1e-4)
