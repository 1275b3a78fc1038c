"""The built-in model's captioner says what its judge sees, and only what it is sure of."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from PIL import Image

from engine.builtin import JUDGE_FILE, words_chinese
from engine.builtin.describe import describe_picture, seen_scene
from engine.builtin.judge_network import LatentJudge
from engine.builtin.picture_judge import load_picture_judge
from engine.builtin.scenes import VOCABULARY
from engine.builtin.words_english import COLORS, PLACES, STYLES, SUBJECTS, TIMES
from engine.studio.training.autoencoder import AutoencoderPlan, build_autoencoder
from engine.studio.training.judge_training import save_judge

SEEN = {
    "subject": "lighthouse", "color": "red", "time": "night", "place": "sea",
    "style": "watercolor", "extra": "birds", "count": "1", "position": "left", "size": "normal",
}  # fmt: skip
PICTURE = Image.new("RGB", (640, 350), "navy")


class Sees:
    """A judge that is sure of everything but what is named."""

    def __init__(self, *unsure: str) -> None:
        self.unsure = unsure
        self.sizes: list[tuple[int, int]] = []

    def probabilities(self, pictures: Sequence[Image.Image]) -> Mapping[str, torch.Tensor]:
        self.sizes += [picture.size for picture in pictures]
        table = {}
        for name, values in VOCABULARY.items():
            row = torch.full((1, len(values)), 0.01)
            row[0, values.index(SEEN[name])] = 0.3 if name in self.unsure else 0.9
            table[name] = row
        return table


def says(text: str, words: Mapping[str, Sequence[str]], value: str) -> bool:
    return any(word in text for word in words[value])


def test_all_that_is_sure_is_said() -> None:
    judge = Sees()
    first = describe_picture(judge, PICTURE, 0, 4)[0]
    assert says(first, SUBJECTS, "lighthouse") and says(first, COLORS, "red")
    assert says(first, TIMES, "night") and says(first, PLACES, "sea")
    assert says(first, STYLES, "watercolor") and "left" in first and "bird" in first
    assert judge.sizes == [(352, 192)]  # the frame whose shape is nearest


def test_four_differ_and_another_seed_words_others() -> None:
    four = describe_picture(Sees(), PICTURE, 0, 4)
    assert len(set(four)) == 4
    assert four == describe_picture(Sees(), PICTURE, 0, 4)
    assert not set(four) & set(describe_picture(Sees(), PICTURE, 1, 4))
    asking = ("draw", "please", "i want")
    assert not any(text.startswith(asking) for text in describe_picture(Sees(), PICTURE, 5, 8))


def test_what_is_not_sure_is_left_out() -> None:
    for seed in range(8):
        for text in describe_picture(Sees("time", "place", "position", "extra"), PICTURE, seed, 4):
            assert not says(text, TIMES, "night") and not says(text, PLACES, "sea")
            assert "left" not in text and "bird" not in text
    unknown = describe_picture(Sees("subject"), PICTURE, 0, 4)
    assert not any(says(text, SUBJECTS, "lighthouse") for text in unknown)
    assert seen_scene(Sees("count", "size").probabilities([]))[0].count == "1"


def test_a_judge_of_a_weights_folder(tmp_path: Path) -> None:
    """Untrained and sure of nothing: then the likeliest is worded."""
    torch.manual_seed(3)
    build_autoencoder(AutoencoderPlan()).save_pretrained(tmp_path / "vae")
    (tmp_path / JUDGE_FILE).parent.mkdir()
    save_judge(LatentJudge(), tmp_path / JUDGE_FILE)
    assert len(set(describe_picture(load_picture_judge(tmp_path), PICTURE, 0, 4))) == 4


def test_a_picture_is_described_in_chinese_where_that_is_asked_for() -> None:
    """`/描述` proposed English prompts."""
    four = describe_picture(Sees(), PICTURE, 0, 4, language="zh")
    assert len(set(four)) == 4 and not any(text.isascii() for text in four)
    first = four[0]
    assert says(first, words_chinese.SUBJECTS, "lighthouse") and "红" in first
    assert says(first, words_chinese.STYLES, "watercolor")
    told = describe_picture(Sees("subject"), PICTURE, 3, 8, language="zh")
    assert any("风景" in text for text in told)
    assert not any(word in text for text in told for word in words_chinese.ADJECTIVES)
