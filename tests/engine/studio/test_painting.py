"""What the painter learns from: pairs that differ in what is asked for alone, words that say it,
worlds that go on; and its training in miniature.
"""

import random
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from engine.api.options import EngineOptions
from engine.builtin import weights_folder
from engine.builtin.scenes import FRAMES, LANDSCAPE, sample_scene
from engine.read_card import read_card
from engine.studio import paint
from engine.studio.drawing import draw_scene
from engine.studio.drawing.beyond import Inset, draw_beyond
from engine.studio.painting import examples, measuring
from engine.studio.painting import run as painter_run
from engine.studio.painting.batches import CHANGED, KNOWN, PAINTED, PainterData
from engine.studio.painting.edits import ATTRIBUTES, differing, with_edits
from engine.studio.painting.examples import Examples, known_cells, wide_shape, with_inset
from engine.studio.painting.instructions import instruction, instruction_in
from engine.studio.painting.masks import random_mask
from engine.studio.samples import load_pipeline

SCENES = range(200)


def groups() -> list[list]:
    rng = random.Random("groups")
    return [with_edits(sample_scene(rng), 3, rng) for _ in SCENES]


def test_each_edit_changes_one_attribute_and_all_are_asked_for() -> None:
    asked = set()
    for scene, *edits in groups():
        for edit in edits:
            names = differing(scene, edit)
            assert len(names) == 1, (scene, edit)
            asked.update(names)
            assert edit.seed == scene.seed
            assert edit.is_flipped == scene.is_flipped is not None
    assert asked == set(ATTRIBUTES)


def test_where_nothing_changes_there_is_nothing_to_say() -> None:
    scene = sample_scene(random.Random(1))
    assert instruction(scene, scene, random.Random(1)) == ""


@pytest.mark.parametrize("language", ["english", "chinese"])
def test_an_instruction_is_never_empty_and_in_its_language(language: str) -> None:
    rng = random.Random(language)
    for scene, *edits in groups():
        for one, other in ((scene, edits[0]), (edits[0], scene), (edits[1], edits[2])):
            text = instruction_in(one, other, rng, language)
            assert text
            if language == "english":
                assert text.isascii(), text


def test_the_rest_of_an_edited_drawing_stays_where_it_is() -> None:
    """A color changes the subject alone; an hour moves neither ground nor subject."""
    scene = replace(sample_scene(random.Random(4)), subject="house", place="hills", time="noon",
                    style="illustration", count="1", color="red", extra="none")  # fmt: skip
    scene = with_edits(scene, 1, random.Random(1))[0]
    before, blue = (np.asarray(draw_scene(s), int) for s in (scene, replace(scene, color="blue")))
    changed = np.abs(before - blue).max(2) > 8
    assert 0 < changed.mean() < 0.3
    night = np.asarray(draw_scene(replace(scene, time="night")), int)
    assert _edges(before)[120:].mean() == pytest.approx(_edges(night)[120:].mean(), rel=0.5)


def _edges(pixels: np.ndarray) -> np.ndarray:
    return np.abs(np.diff(pixels.mean(2), axis=0))


@pytest.mark.parametrize("frame", ["1:1", "16:9", "2:3"])
def test_a_wide_drawing_holds_the_ordinary_one(frame: str) -> None:
    """In flat styles the two are the same inside the inset, but for rounding at edges."""
    rng = random.Random(frame)
    for _ in range(6):
        scene = replace(sample_scene(rng, frame), style="illustration", time="noon", extra="none")
        width, height = FRAMES[frame]
        size = (width * 3 // 2, height)
        wide = draw_beyond(scene, size, Inset(0, 0, width, height))
        inside = np.asarray(wide.crop((0, 0, width - 8, height - 8)), int)
        ordinary = np.asarray(draw_scene(scene).crop((0, 0, width - 8, height - 8)), int)
        assert np.abs(inside - ordinary).mean() < 3


def test_known_cells_are_those_seen_by_more_than_half() -> None:
    cells = known_cells(Inset(64, 64, 128, 128), (256, 256), 16)
    assert cells.sum() == 64
    assert cells[4:12, 4:12].all()
    assert known_cells(Inset(42, 42, 171, 171), (256, 256), 16).sum() == 100


def test_wide_shapes_fit_what_people_order() -> None:
    rng = random.Random(2)
    for shape in ("1:1", "pan 0", "pan 1", "other"):
        for part in range(0, 64, 16):
            frame, size, inset = wide_shape(shape, part, rng)
            assert all(side % 32 == 0 for side in size)
            assert inset.left + inset.width <= size[0]
            assert inset.top + inset.height <= size[1]
            ratio = FRAMES[frame][0] / FRAMES[frame][1]
            assert inset.width / inset.height == pytest.approx(ratio, rel=0.02)


def test_the_inset_is_the_picture_itself() -> None:
    wide, picture = Image.new("RGB", (384, 256)), Image.new("RGB", (256, 256), "red")
    result = with_inset(wide, picture, Inset(128, 0, 256, 256))
    assert result.getpixel((127, 9)) == (0, 0, 0)
    assert result.getpixel((128, 9)) == (255, 0, 0)


def test_masks_paint_something_and_seldom_all() -> None:
    rng = random.Random(3)
    masks = [random_mask(16, 16, rng) for _ in range(300)]
    assert all(mask.any() for mask in masks)
    assert sum(bool(mask.all()) for mask in masks) < 60


def made_up(rows: int, columns: int, *, is_wide: bool) -> Examples:
    rng = random.Random(5)
    latents = torch.randn(6, 2 if is_wide else 4, 16, rows, columns).half()
    scenes = [[sample_scene(rng)] if is_wide else with_edits(sample_scene(rng), 3, rng)
              for _ in range(6)]  # fmt: skip
    known = torch.zeros(6, rows, columns, dtype=torch.bool)
    known[:, 4:12, 4:12] = True
    return Examples(latents, scenes, known if is_wide else None)


def test_a_batch_says_what_to_do_with_each_cell() -> None:
    tokenizer = load_pipeline(weights_folder()).tokenizer
    parts = [made_up(16, 16, is_wide=False), made_up(16, 16, is_wide=True),
             made_up(16, 24, is_wide=True)]  # fmt: skip
    data = PainterData.of(parts, tokenizer)
    tasks = set()
    shapes = set()
    for step in range(12):
        batch = data.batch(step, 8)
        again = data.batch(step, 8)
        assert batch.channels is not None and torch.equal(batch.channels, again.channels)
        assert torch.equal(batch.latents, again.latents)
        task, seen = batch.channels[:, :1], batch.channels[:, 1:]
        tasks.update(task.unique().tolist())
        shapes.add(tuple(batch.latents.shape[-2:]))
        assert (seen[(task == PAINTED).expand_as(seen)] == 0).all()
        known = (task == KNOWN).expand_as(seen)
        assert torch.equal(seen[known], batch.latents[known])  # what is known is to be drawn again
    assert tasks == {PAINTED, KNOWN, CHANGED}
    assert shapes == {(16, 16), (16, 24)}


@pytest.mark.slow
@pytest.mark.end_to_end
def test_a_painter_is_made_and_its_folder_edits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examples, "GROUPS", 5)
    monkeypatch.setattr(examples, "WIDE", 6)
    monkeypatch.setattr(paint, "HELD_OUT", 2)
    monkeypatch.setattr(paint, "MEASURED", 2)
    monkeypatch.setattr(painter_run, "SHOWN_WIDE", 1)
    threads, weights = torch.get_num_threads(), tmp_path / "weights"
    shutil.copytree(weights_folder(), weights, ignore=shutil.ignore_patterns("painter"))
    work = tmp_path / "work"
    try:
        paint.main(["--work", str(work), "--weights", str(weights), "--parts", "5", "--eager",
                    "--minutes", "0.002", "--batch", "2", "--processes", "1"])  # fmt: skip
    finally:
        torch.set_num_threads(threads)
    assert list((work / "painter").glob("edits-*.png"))
    assert list((work / "painter").glob("wide-*.png"))
    card = read_card(EngineOptions(model=str(weights), device="cpu"))
    assert card.max_references == 1


def test_untrained_it_is_the_denoiser() -> None:
    """Its further channels say nothing yet, so that training starts from what is known."""
    denoiser = load_pipeline(weights_folder()).transformer
    painter = painter_run.build_painter(denoiser)
    latents, channels = torch.randn(2, 16, 16, 16), torch.randn(2, 17, 16, 16)
    rest = {
        "encoder_hidden_states": torch.randn(2, 5, denoiser.config.caption_channels),
        "timestep": torch.tensor([500, 20]),
        "added_cond_kwargs": {"resolution": None, "aspect_ratio": None},
    }
    with torch.no_grad():
        own = denoiser(latents, **rest).sample
        other = painter(torch.cat([latents, channels], dim=1), **rest).sample
    assert torch.allclose(own, other, atol=1e-4)


def test_landscapes_differ_by_what_is_to_be_seen() -> None:
    rng = random.Random(8)
    scene = sample_scene(rng)
    while scene.subject == LANDSCAPE:
        scene = sample_scene(rng)
    empty = replace(scene, subject=LANDSCAPE, color="green", count="1", position="center",
                    size="normal")  # fmt: skip
    assert differing(scene, empty) == ["subject"]
    text = instruction_in(scene, empty, random.Random(0), "english")
    assert text.startswith(("remove", "take away", "delete"))


def test_unseen_pairs_are_the_same_every_time() -> None:
    vae = load_pipeline(weights_folder()).vae
    first, second = (measuring.unseen_pairs(9, vae) for _ in range(2))
    assert first.texts == second.texts
    assert torch.equal(first.sources, second.sources)
    asked = [differing(b, a) for b, a in zip(first.before, first.after, strict=True)]
    assert sorted(name for (name,) in asked) == sorted(ATTRIBUTES)
