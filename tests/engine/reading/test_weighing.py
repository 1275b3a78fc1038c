"""Words weigh what leaving them out moves the model's reading of the text."""

from collections.abc import Sequence

import torch

from engine.reading.weighing import MAX_READINGS, weigh
from engine.sampling.denoiser import EncodedText
from engine.sampling.guidance import RowText
from tests.engine.closed_form import ExactDenoiser

HEAVY = {"fox": 4.0, "red": 2.0, "灯塔": 3.0}


class Adds(ExactDenoiser):
    """A text means the sum of its known words."""

    def encode_texts(self, texts: Sequence[RowText]) -> list[EncodedText]:
        self.texts_encoded += [row.text for row in texts]
        sums = [sum(HEAVY[w] for w in HEAVY if w in row.text) for row in texts]
        return [EncodedText(torch.empty(0), torch.tensor([float(own)])) for own in sums]


def test_the_heaviest_word_has_1() -> None:
    denoiser = Adds()
    weights = weigh(denoiser, "a red fox, and so on", ())
    assert [(one.text, one.weight) for one in weights] == [
        ("a", 0.0), ("red", 0.5), ("fox", 1.0), ("and", 0.0), ("so", 0.0), ("on", 0.0),
    ]  # fmt: skip
    assert denoiser.texts_encoded[0] == "a red fox, and so on"
    assert denoiser.texts_encoded[3] == "a red , and so on"


def test_chinese_is_weighed_by_known_words() -> None:
    weights = weigh(Adds(), "红色灯塔fox", ("灯塔", "红色"))
    assert [(one.text, one.weight) for one in weights] == [
        ("红色", 0.0), ("灯塔", 0.75), ("fox", 1.0),
    ]  # fmt: skip


def test_nothing_to_weigh() -> None:
    assert weigh(Adds(), "!?", ()) == ()
    assert [one.weight for one in weigh(Adds(), "so so", ())] == [0.0, 0.0]


def test_of_long_texts_neighbours_share_a_weight() -> None:
    denoiser = Adds()
    weights = weigh(denoiser, "a " * 500 + "fox", ())
    assert len(weights) == 501
    assert len(denoiser.texts_encoded) <= 1 + MAX_READINGS
    assert weights[-1].weight == 1.0 and weights[0].weight == 0.0
