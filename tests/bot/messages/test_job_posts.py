"""Whatever a prompt holds, its messages ping nobody else, fit Discord and keep every word."""

from tests.fixtures.easel import Easel, file_of, labels


async def test_a_prompt_pings_nobody_and_stays_inside_the_bold(easel: Easel):
    """Row 41."""
    ben, chloe = easel.ben, easel.chloe
    grid = await easel.grid(
        easel.ada, f"a **bold** `fox` {ben.mention} @everyone ~~for~~ __{chloe.mention}__"
    )
    assert [user["id"] for user in grid["mentions"]] == [easel.ada.id]
    assert not grid["mention_everyone"]
    assert not ben.is_pinged_by(grid)
    bold = grid["content"].removeprefix("**").partition(f"** - {easel.ada.mention}")[0]
    assert "**" not in bold.replace(r"\*", "")
    assert r"\`fox\`" in bold


async def test_a_long_prompt_is_cut_and_attached_whole(easel: Easel):
    """Row 42."""
    prompt = "a fox " + "in a very long sentence, " * 120
    assert len(prompt) > 3000
    await easel.engine.hold(3)
    handle = await easel.ada.slash("#general", "imagine", prompt=prompt)
    assert await whole_prompt(handle.message) == prompt.strip()
    running = await easel.ada.wait_for("#general", lambda m: "(25%)" in m["content"])
    assert await whole_prompt(running) == prompt.strip()
    await easel.engine.release()
    grid = await easel.ada.wait_for("#general", lambda m: "U1" in labels(m))
    assert await whole_prompt(grid) == prompt.strip()
    single = await easel.ada.click(grid, "U1")
    assert single.state == "done"
    told = [m for m in easel.ada.messages("#general") if not m["embeds"]]  # but what is not read
    assert told
    for message in told:
        assert len(message["content"]) <= 2000
        assert "…** - " in message["content"]


async def whole_prompt(message) -> str:
    names = [attachment["filename"] for attachment in message["attachments"]]
    return (await file_of(message, names.index("prompt.txt"))).decode()
