"""The panel of /settings, as it is pressed."""

import json
from types import SimpleNamespace

import pytest

from bot.features.settings.settings import SettingsPanel
from bot.interactions.answer import Refusal
from bot.language import sentence
from tests.fixtures.easel import Easel, labels, rows_of

GREEN, GREY = 3, 2


async def panel(easel: Easel, person=None):
    handle = await (person or easel.ada).slash("#general", "settings")
    return await handle.finished()


def part(message, label):
    for row in message["components"]:
        for one in row["components"]:
            if label in (one.get("label"), one.get("custom_id"), one.get("placeholder")):
                return one
    raise KeyError(label)


def green(message) -> list[str]:
    return [
        one["label"]
        for row in message["components"]
        for one in row["components"]
        if one.get("style") == GREEN
    ]


def select_of(message, act):
    for row in message["components"]:
        for one in row["components"]:
            if one["type"] == 3 and one["custom_id"].startswith(f"s1:s:{act}:"):
                return one
    raise KeyError(act)


async def test_settings_are_private_in_five_rows_and_each_press_redraws(easel: Easel):
    """Row 28."""
    shown = await panel(easel)
    assert shown["ephemeral"]
    assert [len(row) for row in rows_of(shown)] == [1, 1, 4, 4, 5]
    assert rows_of(shown)[1:] == [
        ["RAW Mode"],
        ["Stylize low", "Stylize med", "Stylize high", "Stylize very high"],
        ["Public mode", "Remix mode", "High Variation Mode", "Low Variation Mode"],
        ["Sticky Style", "Turbo mode", "Fast mode", "Relax mode", "Reset Settings"],
    ]
    assert [part(shown, label)["emoji"]["name"] for label in ("RAW Mode", "Public mode")] == [
        "🔧",
        "🧍‍♂️",
    ]
    assert "Current suffix: none" in shown["embeds"][0]["description"]
    for label in ("Remix mode", "Low Variation Mode", "Relax mode"):
        assert label not in green(shown)
        handle = await easel.ada.click(shown, label)
        assert handle.message["id"] == shown["id"]
        shown = handle.message
        assert label in green(shown)
    assert "High Variation Mode" not in green(shown)
    assert "Fast mode" not in green(shown)
    again = await easel.ada.click(shown, "Remix mode")
    assert "Remix mode" not in green(again.message)


async def test_a_panel_works_after_a_restart_and_shows_what_holds_by_then(easel: Easel):
    shown = await panel(easel)
    await easel.kill()
    await easel.start()
    await easel.ada.slash("#general", "relax")
    handle = await easel.ada.click(shown, "Remix mode")
    assert {"Remix mode", "Relax mode"} <= set(green(handle.message))
    more = await easel.ada.choose(handle.message, select_of(shown, "model")["custom_id"], "+more")
    await easel.kill()
    await easel.start()
    back = await easel.ada.choose(more.message, select_of(more.message, "ar")["custom_id"], "3:2")
    assert "--ar 3:2" in back.message["embeds"][0]["description"]


async def test_a_panel_is_its_owners_own(easel: Easel):
    shown = await panel(easel)
    foreign = dict(shown)
    assert part(foreign, "Remix mode")["custom_id"].endswith(f":{easel.ada.id}")
    bens = await panel(easel, easel.ben)
    handle = await easel.ben.click(bens, "Remix mode")
    assert "Remix mode" in green(handle.message)
    assert "Remix mode" not in green(await panel(easel))
    stranger = SimpleNamespace(user=SimpleNamespace(id=int(easel.ben.id)))
    with pytest.raises(Refusal, match="somebody else"):
        await SettingsPanel(None, None).press(stranger, "remix", "", int(easel.ada.id))


async def test_the_second_page_holds_shape_messages_notices_and_language(easel: Easel):
    shown = await panel(easel)
    model = select_of(shown, "model")
    assert model["options"][-1]["label"] == "More settings…"
    assert model["options"][0]["default"]
    more = (await easel.ada.choose(shown, model["custom_id"], "+more")).message
    assert labels(more)[-3:] == ["Results by DM", "Notices", "Back"]
    assert green(more) == ["Notices"]
    more = (await easel.ada.choose(more, select_of(more, "ar")["custom_id"], "16:9")).message
    more = (await easel.ada.click(more, "Results by DM")).message
    assert green(more) == ["Results by DM", "Notices"]
    words = (
        await easel.ada.choose(more, select_of(more, "language")["custom_id"], "zh-CN")
    ).message
    assert words["embeds"][0]["title"] == sentence("zh-CN", "settings-title")
    back = (await easel.ada.click(words, sentence("zh-CN", "settings-back"))).message
    assert len(back["components"]) == 5
    grid = await easel.grid(easel.ada)
    assert grid["content"].startswith("**a fox --ar 16:9**")


async def test_what_the_server_does_not_allow_is_disabled_with_its_reason(cold_easel: Easel):
    easel = cold_easel
    easel.quota = easel.quota.model_copy(update={"relax": False})
    await easel.start()
    shown = await panel(easel)
    assert part(shown, "Relax mode")["disabled"]
    assert not part(shown, "Fast mode").get("disabled")
    assert "🐢 Relax mode: `--relax` is not available here" in shown["embeds"][0]["description"]


async def test_reset_takes_everything_back_and_says_so(easel: Easel):
    await easel.ada.slash("#general", "turbo")
    await easel.ada.slash("#general", "stealth")
    shown = await panel(easel)
    for label in ("Remix mode", "Low Variation Mode", "Reset Settings"):
        shown = (await easel.ada.click(shown, label)).message
    assert {"High Variation Mode", "Fast mode", "Public mode"} <= set(green(shown))
    assert "Remix mode" not in green(shown)
    text = shown["embeds"][0]["description"]
    assert "fast mode; **public** mode" in text
    shown = (await easel.ada.click(shown, "Remix mode")).message
    assert "Reset:" not in shown["embeds"][0]["description"]


async def test_stylize_buttons_set_what_the_next_prompt_echoes(easel: Easel):
    """Row 29."""
    shown = await panel(easel)
    assert "Stylize med" in green(shown)
    for label, value in (("low", 50), ("med", 100), ("high", 250), ("very high", 750)):
        shown = (await easel.ada.click(shown, f"Stylize {label}")).message
        assert [name for name in green(shown) if "Stylize" in name] == [f"Stylize {label}"]
        assert f"Behind your prompts: `--stylize {value}`" in shown["embeds"][0]["description"]
        grid = await easel.grid(easel.ada, f"a fox {value}")
        assert grid["content"].startswith(f"**a fox {value} --stylize {value}**")
        assert json.loads(easel.jobs()[-1]["request"])["stylize"] == value


async def test_raw_and_sticky_style_act_on_the_next_prompt(easel: Easel):
    shown = await panel(easel)
    shown = (await easel.ada.click(shown, "RAW Mode")).message
    grid = await easel.grid(easel.ada)
    assert grid["content"].startswith("**a fox --style raw**")
    shown = (await easel.ada.click(shown, "RAW Mode")).message
    assert "RAW Mode" not in green(shown)
    await easel.ada.click(shown, "Sticky Style")
    await easel.grid(easel.ada, "a bear --style raw")
    grid = await easel.grid(easel.ada, "a cat")
    assert grid["content"].startswith("**a cat --style raw**")
