"""A killed stage goes on to exactly the state it would have reached."""

from pathlib import Path

import numpy as np
import pytest
import torch

from engine.studio.checkpoints import load_state, save_json, save_state
from engine.studio.data.dataset import Dataset, frame_of_part, last_square_part
from engine.studio.data.latents import LatentSet, Part, hold_out
from engine.studio.training import autoencoder
from engine.studio.training.autoencoder import AutoencoderPlan, crops, reconstruction_loss
from engine.studio.training.trainable import Trainable

pytestmark = pytest.mark.slow

PLAN = AutoencoderPlan(
    width=8,
    encoder_blocks=(0, 0, 1, 1, 1),
    decoder_blocks=(1, 1, 1, 0, 0),
    batch=2,
    crop_px=32,
    budget_s=1e9,
)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    dataset = Dataset(tmp_path_factory.mktemp("drawings"), parts=4, part_size=52)
    dataset.draw_missing(processes=1)
    return dataset


def train(stage: Trainable, dataset: Dataset, steps: int) -> None:
    for _ in range(steps):
        batch = crops(dataset, PLAN, stage.pace.step)
        loss, _ = reconstruction_loss(stage.modules["autoencoder"], batch, stage.pace.step)
        stage.update(loss)


def test_resumed_training_equals_uninterrupted_training(dataset: Dataset, tmp_path: Path) -> None:
    straight = autoencoder.prepare_autoencoder(PLAN)
    train(straight, dataset, 4)
    killed = autoencoder.prepare_autoencoder(PLAN)
    train(killed, dataset, 2)
    killed.save(tmp_path / "checkpoint.pt")
    train(killed, dataset, 1)  # lost: it happened after the checkpoint

    resumed = autoencoder.prepare_autoencoder(PLAN)
    assert resumed.resume(tmp_path / "checkpoint.pt")
    assert resumed.pace.step == 2
    train(resumed, dataset, 2)

    for a, b in zip(straight.modules.parameters(), resumed.modules.parameters(), strict=True):
        torch.testing.assert_close(a, b, rtol=0, atol=1e-6)
    for a, b in zip(straight.averages, resumed.averages, strict=True):
        torch.testing.assert_close(a, b, rtol=0, atol=1e-6)


def test_there_is_nothing_to_resume_at_first(tmp_path: Path) -> None:
    assert not autoencoder.prepare_autoencoder(PLAN).resume(tmp_path / "checkpoint.pt")


def test_averaged_weights_are_only_borrowed(dataset: Dataset) -> None:
    stage = autoencoder.prepare_autoencoder(PLAN)
    train(stage, dataset, 2)
    before = [p.detach().clone() for p in stage.modules.parameters()]
    with stage.averaged() as modules:
        assert torch.equal(next(iter(modules.parameters())), stage.averages[0])
    assert all(torch.equal(a, b) for a, b in zip(before, stage.modules.parameters(), strict=True))


def test_a_broken_write_leaves_the_last_checkpoint(tmp_path: Path) -> None:
    path = tmp_path / "checkpoint.pt"
    save_state(path, {"step": 1})
    with pytest.raises(Exception, match="pickle"):
        save_state(path, {"step": lambda: 2})
    assert load_state(path) == {"step": 1}


def test_a_part_counts_only_when_its_scenes_are_there(dataset: Dataset, tmp_path: Path) -> None:
    again = Dataset(tmp_path, parts=1, part_size=2)
    again.draw_part(0)
    first = np.array(again.pictures(0))
    (tmp_path / "scenes-000.json").unlink()
    again.draw_missing(processes=1)
    assert np.array_equal(first, again.pictures(0))
    assert again.part_scenes(0) == dataset.part_scenes(0)[:2]


def test_three_of_four_parts_are_square_and_the_rest_has_each_frame() -> None:
    frames = [frame_of_part(part) for part in range(32)]
    counts = {frame: frames.count(frame) for frame in frames}
    assert counts == {"1:1": 24, "3:2": 2, "16:9": 2, "2:3": 2, "9:16": 2}
    assert last_square_part(32) == 30


def test_a_part_has_pictures_of_its_frame(dataset: Dataset) -> None:
    assert dataset.pictures(0).shape == (52, 256, 256, 3)
    assert dataset.pictures(3).shape == (52, 224, 320, 3)
    assert {scene.frame for scene in dataset.part_scenes(3)} == {"3:2"}


def test_latents_are_encoded_once(dataset: Dataset, tmp_path: Path) -> None:
    model = autoencoder.build_autoencoder(PLAN)
    latents = LatentSet(tmp_path, parts=4)
    latents.encode_missing(dataset, model, "cpu")
    stamp = (tmp_path / "latents-000.npy").stat().st_mtime_ns
    latents.encode_missing(dataset, model, "cpu")
    assert (tmp_path / "latents-000.npy").stat().st_mtime_ns == stamp
    parts = latents.load_parts(dataset)
    assert [part.latents.shape for part in parts] == [
        (52, 16, 16, 16),
        (52, 16, 16, 16),
        (52, 16, 16, 16),
        (52, 16, 14, 20),
    ]
    assert float(parts[0].latents.float().std()) == pytest.approx(1.0, abs=0.01)


def test_the_last_square_drawings_are_held_out(dataset: Dataset) -> None:
    parts = [Part(torch.zeros(52, 1, 2, 2), dataset.part_scenes(k)) for k in range(4)]
    training, held_out = hold_out(parts, 10)
    assert [len(part.scenes) for part in training] == [52, 52, 42, 52]
    assert held_out.scenes == dataset.part_scenes(2)[-10:]


def test_an_autoencoder_goes_on_from_another() -> None:
    other = autoencoder.build_autoencoder(PLAN)
    stage = autoencoder.prepare_autoencoder(PLAN, other)
    pairs = zip(other.parameters(), stage.modules.parameters(), strict=True)
    assert all(torch.equal(a, b) for a, b in pairs)


def test_json_is_written_in_one_step(tmp_path: Path) -> None:
    save_json(tmp_path / "deep" / "a.json", [1])
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["a.json"]
