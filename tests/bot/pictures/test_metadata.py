"""What is written into a PNG is read back exactly, in every language; strangers' files are none."""

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.orders.record import Record
from bot.pictures.decode import decode
from bot.pictures.encoding import encode
from bot.pictures.grid import to_png
from bot.pictures.metadata import Metadata, read_metadata
from bot.prompt import parse
from engine import GeneratedImage, Picture
from engine.canned import CANNED_CARD

ORDER = replace(parse("a fox::2 hen::-0.5 --no rain --seed 7", CANNED_CARD), stylize=900, weird=3)
ABOUT = Metadata(Record.of(ORDER, CANNED_CARD), "A" * 22, "canned", 7)


def images(count: int = 4) -> list[GeneratedImage]:
    return [GeneratedImage(7 + k, Picture(8, 8, bytes([k]) * 192)) for k in range(count)]


async def test_every_file_tells_its_own_making_and_no_pixel_changes():
    made = await encode(images(), ABOUT)
    assert read_metadata(decode(made.png).texts) == ABOUT
    for index, (picture, image) in enumerate(zip(made.pictures, images(), strict=True), 1):
        assert read_metadata(decode(picture.png).texts) == replace(
            ABOUT, index=index, seed=image.seed
        )
        with Image.open(io.BytesIO(picture.png)) as opened:
            assert opened.tobytes() == image.picture.rgb


async def test_other_programs_find_their_text():
    made = await encode(images(), ABOUT)
    with Image.open(io.BytesIO(made.pictures[1].png)) as opened:
        opened.load()
        lines = opened.info["parameters"].splitlines()
    assert lines[0] == "a fox::2 hen::-0.5"
    assert lines[1] == "Negative prompt: rain"
    assert lines[2].startswith("Steps: 12, Sampler: DPM++ 2M, CFG scale: 2.4")
    assert lines[2].endswith("Seed: 8, Size: 256x256, Model: canned")


async def test_words_that_change_stand_there_with_their_brackets():
    """So that they make the same again, here and in A1111."""
    order = replace(parse("a [fox:(owl:1.2):0.5] --no [fog|rain], red --seed 7", CANNED_CARD))
    lines = Metadata(Record.of(order, CANNED_CARD), "A" * 22, "canned", 7).parameters().splitlines()
    assert lines[:2] == ["a [fox:(owl:1.2):0.5]", "Negative prompt: [fog|rain], red"]
    again = parse("\n".join(lines), CANNED_CARD)
    assert (again.parts, again.negative_others) == (order.parts, order.negative_others)


async def test_without_metadata_nothing_is_told():
    made = await encode(images())
    assert read_metadata(decode(made.png).texts) is None


@settings(deadline=None, max_examples=50)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_any_words_are_read_back_as_they_were_written(text: str):
    order = replace(ORDER, text=text, echo=text)
    about = replace(ABOUT, record=Record.of(order, CANNED_CARD, translation=text))
    assert read_metadata(decode(to_png(images()[0].picture, about.texts())).texts) == about


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "7", '{"version":1}', '{"version":1,"order":{},"seed":1}', "[" * 5000]
)
def test_a_text_of_somebody_else_is_no_metadata_of_ours(text: str):
    assert read_metadata({"easel": text}) is None
