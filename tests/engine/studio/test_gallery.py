"""The gallery shows everything the model claims to know, and its page is the one it would write."""

from pathlib import Path

import pytest
from PIL import Image

from engine import Picture
from engine.builtin import weights_folder, words_chinese, words_english
from engine.builtin.scenes import FRAMES, HALF_WIDTHS, VOCABULARY
from engine.builtin.words_english import WordTable
from engine.studio.gallery import EXHIBITS, QUALITY, SEEDS, SQUARES, grid, page, picture_name
from engine.studio.measuring.engine_session import open_session
from tests.fixtures.same_picture import assert_same_pictures

DOCS = Path(__file__).parents[3] / "docs"
MAX_BYTES = 1_500_000
TABLES: dict[str, tuple[WordTable, ...]] = {
    "subject": (words_english.SUBJECTS, words_chinese.SUBJECTS),
    "time": (words_english.TIMES, words_chinese.TIMES, words_chinese.TIME_TAGS),
    "place": (words_english.PLACES, words_chinese.PLACES, words_chinese.PLACE_TAGS),
    "style": (words_english.STYLES, words_chinese.STYLES),
    "color": (words_english.COLORS, words_chinese.COLORS),
}


@pytest.mark.parametrize("name", TABLES)
def test_every_value_is_asked_for(name: str) -> None:
    prompts = [exhibit.prompt for exhibit in EXHIBITS]
    for value in VOCABULARY[name]:
        words = [word for table in TABLES[name] for word in table[value]]
        assert any(word in prompt for word in words for prompt in prompts), value


def test_every_shape_and_both_languages_are_shown() -> None:
    assert {exhibit.frame for exhibit in EXHIBITS} == set(FRAMES)
    assert sum(not exhibit.prompt.isascii() for exhibit in EXHIBITS) >= 4
    assert len(SQUARES) == len(HALF_WIDTHS)
    assert {exhibit.frame for exhibit in SQUARES} == {"1:1"}


def test_the_page_in_docs_is_the_one_that_is_written() -> None:
    assert (DOCS / "gallery" / "README.md").read_text("utf-8") == page()
    files = [DOCS / "gallery" / picture_name(number) for number in range(1, len(EXHIBITS) + 1)]
    assert sum(file.stat().st_size for file in files) < MAX_BYTES


@pytest.mark.end_to_end
@pytest.mark.parametrize("number", [1, len(EXHIBITS)])
def test_a_grid_in_docs_is_what_the_shipped_weights_make(number: int, tmp_path: Path) -> None:
    """To rounding: the one that made the grids in docs, in float32, was another processor."""
    with open_session(weights_folder(), dtype="float32") as session:
        made, first = grid(session, EXHIBITS[number - 1])
    assert first.size == FRAMES[EXHIBITS[number - 1].frame]
    made.save(tmp_path / "made.webp", quality=QUALITY, method=6)
    with (
        Image.open(tmp_path / "made.webp") as again,
        Image.open(DOCS / "gallery" / picture_name(number)) as shown,
    ):
        assert shown.size == again.size == made.size
        assert_same_pictures([(picture_of(again), picture_of(shown.convert("RGB")))])
    assert made.width * made.height == len(SEEDS) * first.width * first.height


def picture_of(image: Image.Image) -> Picture:
    return Picture(image.width, image.height, image.tobytes())
