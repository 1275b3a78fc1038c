"""Rows of the parity checklist about what a prompt takes from own options, suffix and panel."""

import json

from tests.bot.rows.test_rows_prefer import told
from tests.bot.rows.test_rows_settings import panel, select_of
from tests.fixtures.easel import Easel


async def test_row_26_prompt_beats_suffix_beats_settings(easel: Easel):
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
