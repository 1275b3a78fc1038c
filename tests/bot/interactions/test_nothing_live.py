"""Whatever strangers write, no message and no card of the bot pings, invites or leads astray."""

import io
import json
import re
from collections.abc import Iterator

from PIL import Image, PngImagePlugin

from tests.fixtures.easel import Easel, Json, labels
from tests.fixtures.forged import channel_of, seen_by_all, settle

HOSTILE = "[free nitro](evil.example) discord.gg/abcdef @everyone @here <@&1> `x` **b** || a fox"
LIVE = re.compile(
    r"discord\.gg|discord(?:app)?\.com/invite|evil\.example|@everyone|@here|<@&1>", re.I
)
MASKED = re.compile(r"(?<!\\)\]\(")  # a link under other words, where markdown is read
BLOCK = re.compile(r"```.*?```|`[^`\n]*`", re.S)  # nothing in a code block is live
OURS = re.compile(r"\[[^\[\]]*\]\(https?://(?:127\.0\.0\.1|localhost|discord\.com/channels)[^)]*\)")


def picture(**texts: str) -> tuple[str, bytes]:
    out, info = io.BytesIO(), PngImagePlugin.PngInfo()
    for key, text in texts.items():
        info.add_itxt(key, text)
    Image.linear_gradient("L").convert("RGB").save(out, "PNG", pnginfo=info)
    return "a.png", out.getvalue()


def texts_of(message: Json) -> Iterator[tuple[str, str]]:
    """Everything that Discord shows as text with markdown, and what it reads to the blind."""
    yield "content", message["content"]
    for embed in message["embeds"]:
        for place in ("title", "description"):
            yield place, embed.get(place) or ""
        for field in embed.get("fields", ()):
            yield "field", f"{field['name']}\n{field['value']}"
    for file in message["attachments"]:
        yield "alt text", file.get("description") or ""


def live(messages: list[Json]) -> set[tuple[str, str]]:
    return {
        (place, found[0])
        for message in messages
        for place, text in texts_of(message)
        for kind in (LIVE, MASKED)
        for found in kind.finditer(OURS.sub("", BLOCK.sub("", text)))
        if kind is LIVE or place != "alt text"
    }


async def test_what_strangers_write_is_live_nowhere(easel: Easel):
    """`discord.gg/…` stood verbatim, and `@everyone` in the alt text."""
    await easel.ada.slash("#general", "moderation channel", channel=channel_of(easel, "quiet"))
    with seen_by_all(easel) as seen:
        grid = await easel.grid(easel.chloe, HOSTILE)
        for label in ("U1", "V1"):
            await easel.ben.click(grid, label)
        await settle(easel, easel.ben)
        form = await easel.ben.menu(grid, "Report Job")
        await easel.ben.submit(form, {"What is wrong with it?": HOSTILE})
        await easel.chloe.menu(grid, "DM Results")
        await easel.chloe.slash("#general", "show", job_id=easel.jobs()[0]["id"])
        await easel.chloe.slash("#general", "jobs")
        await easel.chloe.menu(grid, "Show Prompt")
        words = "[nitro](evil.example) discord.gg/abcdef and @everyone sees a red fox"
        await easel.chloe.slash("#general", "shorten", prompt=words)
        block = f"{HOSTILE}\nSteps: 20, Sampler: Euler a, Seed: 1"
        await easel.chloe.slash("#general", "describe", image=picture(parameters=block))
        await settle(easel, easel.chloe)
    assert live(seen) == set()
    assert not any(message["mention_everyone"] or message["mention_roles"] for message in seen)
    kinds = {place for message in seen for place, text in texts_of(message) if text}
    assert {"content", "description", "alt text"} <= kinds
    assert len(seen) > 10


async def test_a_strangers_picture_puts_no_link_into_the_card(easel: Easel):
    """Its model's name stood there as it was written: `[free nitro](https://evil.example)`."""
    await easel.grid(easel.chloe)
    written = json.loads(easel.rows("SELECT request FROM jobs")[0]["request"])
    written |= {"ar": "1:1` [a](https://evil.example)", "negative": "x`\n[b](https://evil.example)"}
    forged = {
        "version": 1,
        "model": "[free nitro](https://evil.example) discord.gg/abcdef @everyone",
        "job": "x",
        "seed": 1,
        "index": 1,
        "order": written,
    }
    handle = await easel.chloe.slash("#general", "show", picture=picture(easel=json.dumps(forged)))
    message = await handle.finished()
    assert "free nitro" in message["embeds"][0]["description"], message
    assert live([message]) == set()
    assert "Imagine" in labels(message)
