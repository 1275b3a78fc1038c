"""The panel's rows keep Discord's limits, whatever there is to choose from."""

from bot.features.settings.panel import (
    MAX_OPTION,
    MAX_OPTIONS,
    MORE,
    Allowed,
    Select,
    panel_card,
    rows,
)
from bot.orders.preferences import Preferences


def models(count: int) -> dict[str, str]:
    return {f"model{n}" + "x" * 120 * (n % 2): "real " * 30 for n in range(count)}


def test_many_models_with_long_names_fit_the_list():
    chosen = Preferences(settings="--model model2")
    first, *others = rows(chosen, Allowed(models(40)))
    assert isinstance(first, Select)
    assert len(first.options) == MAX_OPTIONS
    assert first.options[-1].value == MORE
    assert [one.value for one in first.options if one.is_on] == ["model2"]
    for one in first.options:
        assert len(one.label) <= MAX_OPTION and len(one.description or "") <= MAX_OPTION
    assert [len(row) for row in others] == [1, 4, 4, 5]


def test_a_chosen_model_that_is_gone_shows_the_default_one():
    first, *_ = rows(Preferences(settings="--model gone"), Allowed(models(2)))
    assert [one.value for one in first.options if one.is_on] == ["-"]


def test_what_cannot_be_had_is_disabled_unless_it_is_on():
    allowed = Allowed(models(1), {"stylize": "No look.", "visibility": "No stealth."})
    _, _, stylize, ways, _ = rows(Preferences(), allowed)
    assert all(one.is_disabled and not one.is_on for one in stylize)
    assert ways[0].is_on and ways[0].is_disabled  # public, and stealth is not to be had
    hidden = Preferences(settings="--stylize 250", visibility="stealth")
    _, _, stylize, ways, _ = rows(hidden, allowed)
    assert [one.is_disabled for one in stylize] == [True, True, False, True]
    assert not ways[0].is_disabled
    assert "No look." in panel_card(hidden, allowed, None).text


def test_what_is_on_is_told_in_words_as_well_as_by_its_colour():
    text = panel_card(Preferences(is_remix=True), Allowed(models(1)), None).text
    assert (
        "On: Stylize med, Public mode, Remix mode, High Variation Mode, Fast mode"
        in text.splitlines()
    )
