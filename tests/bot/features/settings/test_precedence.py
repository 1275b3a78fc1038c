"""What a prompt takes from own options, suffix and panel, and which of them wins."""

import json

from bot.features.settings.own_options import MAX_OPTIONS
from tests.bot.features.settings.test_prefer import told
from tests.bot.features.settings.test_settings import panel, select_of
from tests.fixtures.easel import Easel


async def test_prompt_beats_suffix_beats_settings(easel: Easel):
    """Row 26."""
    shown = await panel(easel)
    more = (await easel.ada.choose(shown, select_of(shown, "model")["custom_id"], "+more")).message
    await easel.ada.choose(more, select_of(more, "ar")["custom_id"], "16:9")

    async def shape(prompt: str) -> tuple[int, int]:
        await easel.grid(easel.ada, prompt)
        request = easel.engine.requests[-1]
        return request.width_px, request.height_px

    by_settings = await shape("one")
    assert by_settings[0] > by_settings[1]
    await told(easel, "suffix", new_value="--ar 2:3")
    by_suffix = await shape("two")
    assert by_suffix[0] < by_suffix[1]
    by_prompt = await shape("three --ar 1:1")
    assert by_prompt[0] == by_prompt[1]
    sources = [json.loads(job["request"])["sources"]["ar"] for job in easel.jobs()]
    assert sources == ["settings", "suffix", "prompt"]
    text = (await panel(easel))["embeds"][0]["description"]
    assert "Current suffix: `--ar 2:3`" in text
    assert "Behind your prompts: `--ar 2:3`" in text


async def test_an_own_option_expands_and_the_21st_is_refused(easel: Easel):
    """Row 75."""
    said = await told(easel, "option set", option="mine", value="in ink --ar 3:2")
    assert "`in ink --ar 3:2`" in said["description"]
    grid = await easel.grid(easel.ada, "a fox --mine --seed 7")
    assert grid["content"].startswith("**a fox in ink --ar 3:2 --seed 7**")
    assert easel.engine.requests[-1].parts[0].text == "a fox in ink"
    for number in range(1, MAX_OPTIONS):
        await told(easel, "option set", option=f"mine{number}", value="--ar 2:1")
    refused = await told(easel, "option set", option="onemore", value="--ar 2:1")
    assert "20 options" in refused["description"]
    changed = await told(easel, "option set", option="mine3", value="--ar 1:2")
    assert changed["title"] == "Your preferences"
    listed = (await told(easel, "option list"))["description"].splitlines()
    assert len(listed) == MAX_OPTIONS
    assert "`--mine3` → `--ar 1:2`" in listed
    gone = await told(easel, "option set", option="mine")
    assert "`--mine` is deleted" in gone["description"]
    assert len((await told(easel, "option list"))["description"].splitlines()) == MAX_OPTIONS - 1
