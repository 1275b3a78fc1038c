"""What a press on the panel changes, and nothing besides."""

from hypothesis import given
from hypothesis import strategies as st

from bot.features.settings.choices import edit_of, is_raw, stylize
from bot.orders.preferences import Preferences, keep_style, value_of, with_value

NAMES = st.sampled_from(["ar", "stylize", "style", "model", "tile"])
VALUES = st.sampled_from(["", "3:2", "250", "raw", "second"])


def after(old: Preferences, act: str, value: str = "") -> Preferences:
    edit = edit_of(act, value)
    assert edit is not None
    return edit(old)


@given(st.lists(st.tuples(NAMES, VALUES)), NAMES, VALUES)
def test_what_was_set_is_there_once_and_the_others_stay(before, name, value):
    settings = ""
    for earlier in before:
        settings = with_value(settings, *earlier)
    after_it = with_value(settings, name, value)
    assert value_of(after_it, name) == value
    assert after_it.count(f"--{name}") >= 1
    assert with_value(after_it, name, None) == with_value(settings, name, None)


def test_stylize_is_a_parameter_and_medium_where_nothing_was_chosen():
    assert stylize(Preferences()) == "med"
    for name, number in (("low", 50), ("med", 100), ("high", 250), ("very-high", 750)):
        chosen = after(Preferences(settings="--ar 3:2 --stylize 20"), "stylize", name)
        assert chosen.settings == f"--ar 3:2 --stylize {number}"
        assert stylize(chosen) == name
        assert after(chosen, "stylize", name).settings == "--ar 3:2"


def test_raw_and_the_model_are_set_and_taken_back_apart():
    raw = after(Preferences(), "raw")
    assert raw.settings == "--style raw"
    assert is_raw(raw)
    assert after(raw, "raw") == Preferences()
    second = after(raw, "model", "second")
    assert second.settings == "--style raw --model second"
    assert after(second, "model", "-") == raw


def test_reset_takes_everything_on_the_panel_back():
    """Turbo and stealth stayed on, and nobody was told."""
    kept = Preferences(options={"mine": "x"}, language="zh-CN", hints_seen=("translation",))
    full = kept.with_(settings="--stylize 50", suffix="--no text", is_remix=True, variability="low")
    full = full.with_(speed="turbo", visibility="stealth", is_auto_dm=True, shows_notices=False)
    assert after(full.with_(is_sticky_style=True), "reset") == kept


def test_an_unknown_act_changes_nothing():
    assert edit_of("speed", "warp") is None
    assert edit_of("gone", "") is None


def test_sticky_style_keeps_the_style_of_a_prompt_only_while_it_is_on():
    off, on = Preferences(suffix="--no text"), Preferences(suffix="--no text", is_sticky_style=True)
    assert keep_style(off, "a fox --style raw") is off
    assert keep_style(on, "a fox --ar 3:2") is on
    assert keep_style(on, "a fox --style raw").suffix == "--no text --style raw"
