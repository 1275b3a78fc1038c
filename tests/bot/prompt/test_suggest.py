"""Suggestions while a prompt is typed."""

import pytest

from bot.prompt import Defaults, PromptError, parameter_table, parse
from bot.prompt.suggest import LONGEST, Known, suggest, values_of
from engine import CannedEngine

CARD = CannedEngine().card
HISTORY = ("a fox in the snow --ar 3:2", "A Fox asleep", "two geese")
TABLE = parameter_table(CARD)


def is_readable(text: str) -> bool:
    try:
        parse(text, CARD, Defaults())
    except PromptError:
        return False
    return True


VALUES = values_of(TABLE, is_readable)
KNOWN = Known(TABLE, VALUES, HISTORY, CARD.vocabulary, CARD.styles)


def test_ones_own_prompts_are_offered_latest_first_and_only_those_that_match():
    assert suggest("", KNOWN) == HISTORY
    assert suggest("fox", KNOWN)[:3] == ("fox", *HISTORY[:2])
    assert suggest("A FOX", KNOWN)[1:3] == HISTORY[:2]


def test_what_is_typed_comes_first_so_that_enter_changes_nothing():
    for typed in ("fox", "a castle, ", "x --a", "x --ar 3"):
        assert suggest(typed, KNOWN)[0] == typed.rstrip()


def test_parameters_are_offered_by_their_beginning():
    found = suggest("a fox --a", KNOWN)
    assert "a fox --ar 3:2" in found
    assert all(text.startswith("a fox --a") for text in found)
    assert "a fox --ar 3:2" in suggest("a fox —a", KNOWN)
    assert "a fox --relax" in suggest("a fox --re", KNOWN)
    assert "a fox --q 0.5" in suggest("a fox --q", KNOWN)


def test_every_parameter_that_is_offered_can_be_read():
    assert {"ar", "chaos", "stylize", "quality", "sampler", "tile", "no"} <= VALUES.keys()
    for text in suggest("a fox --", KNOWN)[1:]:
        assert is_readable(text), text
    for name, values in VALUES.items():
        assert all(is_readable(f"a fox --{name} {value}".strip()) for value in values)
    assert "a fox --style cute" not in suggest("a fox --style ", KNOWN)
    assert "a fox --chaos 25" in suggest("a fox --ch", KNOWN)


def test_values_of_a_parameter_are_offered_behind_its_name():
    assert suggest("a fox --sampler ", KNOWN)[1:] == tuple(
        f"a fox --sampler {name}" for name in CARD.samplers
    )
    assert suggest("a fox --sampler eul", KNOWN)[1:] == (
        "a fox --sampler euler",
        "a fox --sampler euler_a",
    )
    assert "a fox --ar 16:9" in suggest("a fox --ar 1", KNOWN)
    assert suggest("a fox --no re", KNOWN) == ()


def test_styles_are_offered_after_a_comma_and_else_words_of_the_model():
    assert suggest("a castle, ", KNOWN)[1:] == tuple(f"a castle, {style}" for style in CARD.styles)
    assert "a lighthouse" in suggest("a ligh", KNOWN)
    assert "a fox at sunset" in suggest("a fox at", KNOWN)
    assert "a fox, pixel art" in suggest("a fox, pix", KNOWN)
    assert "灯塔" in suggest("灯", KNOWN)


@pytest.mark.parametrize("typed", ["w" * 101, "word " * 30, "🦊" * 51])
def test_a_long_prompt_is_not_disturbed(typed: str):
    assert suggest(typed, KNOWN) == ()


def test_what_would_be_too_long_is_not_offered_and_never_cut():
    typed = "x" * 95 + " --s"
    assert all(len(text) <= LONGEST for text in suggest(typed, KNOWN))
    assert not any("--sampler" in text for text in suggest(typed, KNOWN))
    long = Known(TABLE, VALUES, ("fox " + "y" * 120, "fox"))
    assert suggest("fo", long) == ("fo", "fox")


def test_at_most_twenty_five_are_offered():
    many = Known(TABLE, VALUES, tuple(f"fox {n}" for n in range(60)))
    assert len(suggest("fox", many)) == 25
    assert suggest("fox 59", many) == ()  # nothing to add to what is typed
