"""/prefer: suffix, own options, and what each switch answers."""

from tests.fixtures.easel import Easel


async def told(easel: Easel, command: str, **options: str) -> dict[str, str]:
    handle = await easel.ada.slash("#general", f"prefer {command}", **options)
    message = await handle.finished()
    assert message["ephemeral"]
    return message["embeds"][0]


async def test_the_suffix_takes_parameters_only_and_nothing_clears_it(easel: Easel):
    """Row 27."""
    refused = await told(easel, "suffix", new_value="orange::-1")
    assert refused["title"] == "Invalid parameter"
    assert "parameters only" in refused["description"]
    assert refused["footer"]["text"] == "/prefer suffix new_value:orange::-1"
    grid = await easel.grid(easel.ada)
    assert grid["content"].startswith("**a fox**")
    accepted = await told(easel, "suffix", new_value="--no orange")
    assert "`--no orange`" in accepted["description"]
    grid = await easel.grid(easel.ada, "a bear")
    assert grid["content"].startswith("**a bear --no orange**")
    assert easel.engine.requests[-1].negative == "orange"
    await told(easel, "suffix")
    grid = await easel.grid(easel.ada, "a cat")
    assert grid["content"].startswith("**a cat**")


async def test_a_suffix_that_cannot_be_had_is_refused_when_it_is_set(easel: Easel):
    refused = await told(easel, "suffix", new_value="--ar 3:2 --sede 5")
    assert "`--seed`" in refused["description"]
    refused = await told(easel, "suffix", new_value="--ar 99:1")
    assert "more than this model can draw" in refused["description"]
    assert easel.rows("SELECT 1 FROM settings WHERE key = 'preferences'") == []


async def test_an_option_is_refused_for_its_name_or_for_its_value(easel: Easel):
    for name, why in (
        ("Mine", "For example `mine`"),
        ("my word", "For example `my_word`"),
        ("5x", "For example `x`"),
        ("x" * 33, "1 to 32"),
        ("ar", "is a parameter already"),
        ("aspect", "is a parameter already"),
        ("sref", "is a parameter already"),
    ):
        assert (
            why in (await told(easel, "option set", option=name, value="--ar 3:2"))["description"]
        )
    for value, why in (
        ("--ar 3:2 in ink", "Parameters belong after all the text"),
        ("--sede 5", "Did you mean `--seed`?"),
        ("--other", "There is no `--other`"),
        ("in {ink, oil}", "holds braces"),
    ):
        assert why in (await told(easel, "option set", option="mine", value=value))["description"]
    assert "no options" in (await told(easel, "option list"))["description"]
    await told(easel, "option set", option="mine", value="sea::-0.5")
    nothing = await told(easel, "option set", option="mime")
    assert "Did you mean `--mine`?" in nothing["description"]


async def test_the_names_of_ones_own_options_complete_themselves(easel: Easel):
    for name in ("ink", "inkwash", "oil"):
        await told(easel, "option set", option=name, value="--ar 3:2")
    choices = await easel.ada.autocomplete("#general", "prefer option set", "option", option="in")
    assert [one["value"] for one in choices] == ["ink", "inkwash"]
    assert choices[0]["name"] == "ink → --ar 3:2"
    assert (
        await easel.ben.autocomplete("#general", "prefer option set", "option", option="in") == []
    )


async def test_each_switch_says_what_holds_now(easel: Easel):
    for command, first, second in (
        ("remix", "turned on", "turned off"),
        ("variability", "Low variation", "High variation"),
        ("auto_dm", "turned on", "turned off"),
    ):
        assert first in (await told(easel, command))["description"]
        assert second in (await told(easel, command))["description"]
