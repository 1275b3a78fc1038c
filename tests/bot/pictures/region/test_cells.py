"""The cells over a picture, their mask, and how it is shown."""

import io

import pytest
from PIL import Image

from bot.pictures.region import cells, drawing
from storage import Selection


def png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("L")


def test_letters_go_across_and_numbers_down():
    assert cells.NAMES[:5] == ("A1", "B1", "C1", "D1", "A2") and cells.NAMES[-1] == "D4"
    assert cells.names_of(cells.bits_of(["D4", "A1", "Z9"])) == ("A1", "D4")


@pytest.mark.parametrize("size", [(256, 256), (250, 161), (37, 512)])
def test_all_cells_together_are_the_whole_picture_and_none_overlap(size):
    single = [cells.mask_of(1 << number, *size) for number in range(16)]
    assert sum(mask.histogram()[255] for mask in single) == size[0] * size[1]
    assert cells.mask_of(2**16 - 1, *size).histogram()[255] == size[0] * size[1]


def test_the_mask_is_a_hundredth_of_the_shorter_side_wider():
    mask = opened(drawing.mask_png(Selection(cells.bits_of(["B2"])), 400, 300))
    assert mask.getbbox() == (100 - 3, 75 - 3, 200 + 3, 150 + 3)
    assert sum(mask.histogram()[1:255]) == 0


def test_a_sent_mask_is_made_black_and_white_in_the_pictures_size():
    sent = Image.new("L", (100, 100), 90)
    sent.paste(200, (50, 0, 100, 100))
    data = drawing.mask_from(png(sent), 200, 300)
    assert data is not None
    assert opened(data).getbbox() == (100, 0, 200, 300)
    assert drawing.mask_from(png(Image.new("L", (9, 9), 90)), 200, 300) is None


def test_what_is_shown_has_the_shape_of_the_picture_and_changes_in_the_chosen_part_most():
    picture = Image.effect_noise((256, 128), 60).convert("RGB")
    none = drawing.preview(png(picture), Selection())
    some = drawing.preview(png(picture), Selection(cells.bits_of(["A1"])))
    assert none.share == 0 and 0.06 < some.share < 0.09
    with Image.open(io.BytesIO(some.png)) as shown:
        assert shown.size == (512, 256)
        red, _, blue = shown.convert("RGB").getpixel((20, 10))
    assert blue > red + 20
