"""Which pictures show a text best: by a CLIP model of a folder, and by the built-in's judge."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from PIL import Image

from engine import Engine, EngineOptions, Picture, RequestError
from engine.builtin.score import named_in, scores
from engine.reading.scorer import Scorer
from tests.engine import tiny_readers

CPU = torch.device("cpu")
RED, BLUE = (Image.new("RGB", (40, 24), colour) for colour in ("red", "blue"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_readers.save_scorer(tmp_path_factory.mktemp("scorer"))


def test_a_clip_model_scores_each_picture_for_itself(folder: Path) -> None:
    scorer = Scorer(folder, CPU)
    pictures = [RED, BLUE, RED, *[BLUE] * 8]
    told = scorer.scores(pictures, "red fox")
    assert len(told) == 11
    assert all(-1.001 <= one <= 1.001 for one in told)
    assert told[0] == pytest.approx(told[2], abs=1e-5)
    assert told[0] != pytest.approx(told[1], abs=1e-5)
    assert told[1] == pytest.approx(told[10], abs=1e-5), "of another pass"
    assert scorer.scores([RED], "blue owl") != scorer.scores([RED], "red fox")


def test_a_text_longer_than_it_reads_is_cut(folder: Path) -> None:
    assert len(Scorer(folder, CPU).scores([RED], "red fox " * 200)) == 1


def test_pickles_are_never_read(folder: Path, tmp_path: Path) -> None:
    """Safetensors only."""
    pickled = tmp_path / "pickled"
    pickled.mkdir()
    for file in folder.iterdir():
        if file.suffix != ".safetensors":
            (pickled / file.name).write_bytes(file.read_bytes())
    torch.save({}, pickled / "pytorch_model.bin")
    with pytest.raises(RequestError, match=r"scorer in .* could not be loaded"):
        Scorer(pickled, CPU)


class Certain:
    """A judge that sees a red cat in the first picture, and a blue owl in the second."""

    def probabilities(self, pictures):
        from engine.builtin.scenes import VOCABULARY

        seen = ({"subject": "cat", "color": "red"}, {"subject": "owl", "color": "blue"})
        table = {}
        for name, values in VOCABULARY.items():
            rows = torch.full((len(pictures), len(values)), 0.1 / len(values))
            for row in range(len(pictures)):
                rows[row, values.index(seen[row].get(name, values[0]))] += 0.9
            table[name] = rows
        return table


@pytest.mark.parametrize(
    ("text", "best"),
    [("a red cat", 0), ("a blue owl", 1), ("一只蓝色的猫头鹰", 1), ("two cats", 0), ("blue", 1)],
)
def test_the_judge_prefers_what_is_named(text: str, best: int) -> None:
    told = scores(Certain(), [RED, BLUE], text)
    assert told.index(max(told)) == best


def test_words_are_whole_words() -> None:
    assert named_in("a scarlet car by the sea, oil painting") == {
        "subject": ("car",),
        "color": ("red",),
        "place": ("sea",),
        "style": ("oil",),
    }
    assert named_in("a carpet of seaweed") == {}


@pytest.mark.slow
async def test_the_engine_tells_by_its_own_judge_or_says_that_nobody_can(tmp_path: Path) -> None:
    pictures = [Picture(64, 64, image.resize((64, 64)).tobytes()) for image in (RED, BLUE)]
    async with Engine(EngineOptions(threads=1)) as engine:
        assert (await engine.ready()).can_score
        assert len(await engine.score(pictures, "a red house")) == 2


async def test_without_a_scorer_it_is_refused_by_name() -> None:
    from engine.canned import CANNED_CARD, CannedEngine

    async with CannedEngine(replace(CANNED_CARD, can_score=False)) as engine:
        with pytest.raises(RequestError, match="`scorer`"):
            await engine.score([], "a fox")
