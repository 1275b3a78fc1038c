"""What zooming and panning change in the words of a prompt."""

import pytest

from bot.errors import PromptError
from bot.prompt import parameter_table
from bot.prompt.zooming import with_ratio, zoom_in, zoom_prompt
from engine import ModelCard


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a fox", "a fox --ar 3:2"),
        ("a fox --ar 1:1 --chaos 5", "a fox --ar 3:2 --chaos 5"),
        ("a fox —aspect 1:1", "a fox --ar 3:2"),
        ("a fox --size 512x512 --no a, b --ar 2:1", "a fox --ar 3:2 --no a, b"),
        ('a fox --no "red --ar 1:1"', 'a fox --ar 3:2 --no "red --ar 1:1"'),
    ],
)
def test_the_shape_takes_the_place_of_another(card: ModelCard, text: str, wanted: str) -> None:
    assert with_ratio(text, "3:2", parameter_table(card)) == wanted


def test_the_form_of_a_custom_zoom_is_read_back(card: ModelCard) -> None:
    table = parameter_table(card)
    text = zoom_prompt("a fox --chaos 5", "3:2", table)
    assert text == "a fox --ar 3:2 --chaos 5 --zoom 2"
    assert zoom_in(text, 1.5, table) == ("a fox --ar 3:2 --chaos 5", 2.0)
    assert zoom_in("a fox", 1.5, table) == ("a fox", 1.5)


@pytest.mark.parametrize("typed", ["0.9", "2.1", "twice", ""])
def test_a_zoom_is_from_1_to_2(card: ModelCard, typed: str) -> None:
    with pytest.raises(PromptError, match="from 1 to 2"):
        zoom_in(f"a fox --zoom {typed}", 2.0, parameter_table(card))
