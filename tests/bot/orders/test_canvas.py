"""Where a picture comes to lie when it is zoomed out of, made square or panned, to the pixel."""

import json
from dataclasses import replace

import pytest

from bot.errors import UserError
from bot.orders.canvas import CANVAS, Canvas, Outpaint, in_shape_of, panned, zoomed
from bot.orders.menu import Menu
from bot.orders.preferences import Preferences
from bot.orders.record import Record
from bot.prompt.sizes import Size
from engine.canned import CANNED_CARD

SD = replace(CANNED_CARD, native_px=1024, size_multiple_px=16, max_aspect=4.0)
SQUARE = Size(1024, 1024)
# Each row of the geometry that people know from Midjourney.
ZOOMS = [
    (SQUARE, SQUARE, 2.0, (256, 256, 512, 512)),
    (SQUARE, SQUARE, 1.5, (170, 170, 683, 683)),
    (SQUARE, Size(1360, 768), 1.0, (296, 0, 768, 768)),
    (Size(1360, 768), SQUARE, 1.0, (0, 223, 1024, 578)),
    (Size(768, 1360), SQUARE, 1.0, (223, 0, 578, 1024)),
    (Size(1360, 768), Size(1360, 768), 1.3, (157, 88, 1046, 591)),
]
PANS = [
    (SQUARE, "right", (1536, 1024, 0, 0)),
    (SQUARE, "left", (1536, 1024, 512, 0)),
    (SQUARE, "down", (1024, 1536, 0, 0)),
    (SQUARE, "up", (1024, 1536, 0, 512)),
    (Size(1360, 768), "left", (2048, 768, 688, 0)),  # 2040 is no multiple of 16
]


@pytest.mark.parametrize(("picture", "size", "zoom", "inner"), ZOOMS)
def test_a_zoom_lies_in_the_middle_to_the_pixel(picture, size, zoom, inner):
    assert zoomed(picture, size, zoom) == Canvas(size.width_px, size.height_px, *inner, zoom)


@pytest.mark.parametrize(("picture", "direction", "wanted"), PANS)
def test_a_pan_is_half_as_long_again_and_the_picture_unscaled(picture, direction, wanted):
    assert panned(picture, direction, SD) == Canvas(*wanted, picture.width_px, picture.height_px)


def test_a_pan_ends_where_the_model_does():
    """Four times its area, and its longest shape."""
    assert panned(Size(2048, 1024), "right", SD) == Canvas(3072, 1024, 0, 0, 2048, 1024)
    assert panned(Size(3072, 1024), "right", SD) is None  # 4.5 : 1
    assert panned(Size(2048, 1536), "down", SD) is None  # 4.7 of at most 4.2 megapixels
    with pytest.raises(UserError, match="as wide as it gets; Make Square or Zoom Out first"):
        Outpaint("pan_right").on(Size(3072, 1024), SD)


def menu(**changes: object) -> Menu:
    return Menu(replace(SD, **changes), 4000, True)


def around(wish: Outpaint, text: str, picture: Size = SQUARE, **changes: object):
    menu_of = menu(**changes)
    earlier = menu_of.read("a fox", Preferences())[0]
    return menu_of.around(text, Preferences(), wish, picture, earlier=earlier)


def test_a_pan_writes_its_shape_into_the_prompt():
    found = around(Outpaint("pan_left"), "a fox --ar 1:1 --chaos 5")
    (order,) = found.orders
    assert (order.echo, order.ar) == ("a fox --ar 3:2 --chaos 5", "3:2")
    assert (order.width_px, order.height_px) == (1536, 1024)  # 3:2 itself has 1248×832
    assert order.sources["ar"] == CANVAS


def test_a_custom_zoom_reads_its_zoom_and_its_shape():
    found = around(Outpaint("zoom", 2.0), "a bear --zoom 1.25 --ar 16:9")
    (order,) = found.orders
    assert (found.wish.zoom, found.text, order.ar) == (1.25, "a bear --ar 16:9", "16:9")
    canvas = found.wish.canvas(SQUARE, order, SD)
    assert canvas == Canvas(1360, 768, 373, 77, 614, 614, 1.25)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a fox --zoom 1", "Nothing would be added"),
        ("a fox --zoom 3", "from 1 to 2"),
        ("a fox --zoom", "from 1 to 2"),
    ],
)
def test_what_cannot_be_zoomed_is_told_in_a_sentence(text, sentence):
    with pytest.raises(UserError, match=sentence):
        around(Outpaint("zoom", 2.0), text)


def test_a_square_cannot_be_made_square():
    with pytest.raises(UserError, match="Nothing would be added"):
        around(Outpaint("zoom", 1.0, "1:1"), "a fox")
    found = around(Outpaint("zoom", 1.0, "1:1"), "a fox --ar 16:9", Size(1360, 768))
    assert [(one.width_px, one.height_px) for one in found.orders] == [(1024, 1024)]


def test_a_model_without_masks_says_so():
    with pytest.raises(UserError, match="cannot paint a part"):
        around(Outpaint("zoom", 2.0), "a fox", can_inpaint=False)


def test_what_goes_on_from_a_pan_keeps_its_size_while_it_keeps_its_shape():
    panned_order = around(Outpaint("pan_right"), "a fox").orders[0]
    again = menu().again(panned_order, Preferences())
    assert (again.width_px, again.height_px, again.ar) == (1536, 1024, "3:2")
    other = menu().edited("a fox --ar 1:1", Preferences(), earlier=panned_order)[0]
    assert (other.width_px, other.height_px) == (1024, 1024)
    plain = menu().read("a fox --ar 3:2", Preferences())[0]
    assert in_shape_of(plain, plain, SD) == plain


def test_the_canvas_stands_in_the_row_of_its_job():
    order = around(Outpaint("zoom", 2.0), "a fox").orders[0]
    canvas = zoomed(SQUARE, SQUARE, 1.5)
    record = replace(Record.of(order, SD), canvas=canvas)
    assert Record.from_json(record.to_json()).canvas == canvas
    row = json.loads(record.to_json())
    row["canvas"] = {"width": 3}
    with pytest.raises(ValueError, match="no record"):
        Record.from_json(json.dumps(row))
    del row["canvas"]  # as every row before there were any
    assert Record.from_json(json.dumps(row)).canvas is None
