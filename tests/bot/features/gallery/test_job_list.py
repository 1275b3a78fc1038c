"""/jobs: one's own jobs found again, page by page."""

from typing import Any

from tests.fixtures.easel import Easel

Json = dict[str, Any]


async def listed(easel: Easel, **options: Any) -> Json:
    handle = await easel.ada.slash("#general", "jobs", **options)
    assert handle.message["ephemeral"]
    return handle.message["embeds"][0]


async def test_jobs_lists_ones_own_with_links_and_ids(easel: Easel):
    """Row 80."""
    grid = await easel.grid(easel.ada, "a red fox --seed 7")
    await easel.grid(easel.ada, "an owl")
    await easel.grid(easel.ben, "a fox of Ben")
    found = await listed(easel, search="fox")
    job = easel.jobs()[0]
    link = f"https://discord.com/channels/{job['guild_id']}/{job['channel_id']}/{grid['id']}"
    assert found["title"] == "Your jobs"
    assert f"[jump]({link}) · `{job['id']}`" in found["description"]
    assert found["description"].count("`") == 2
    assert found["footer"]["text"] == "Page 1 of 1 · 1 job · with “fox”"
    everything = await listed(easel)
    assert everything["description"].index("owl") < everything["description"].index("red fox")
    assert "Ben" not in everything["description"]


async def test_jobs_that_finds_nothing_says_what_to_do(easel: Easel):
    """Row 80."""
    assert "/imagine" in (await listed(easel))["description"]
    await easel.grid(easel.ada)
    assert "try fewer" in (await listed(easel, search="badger 100%"))["description"]
    assert "try fewer" in (await listed(easel, status="failed"))["description"]


async def test_the_pages_of_jobs_turn_after_a_restart_too(easel: Easel):
    """Row 80."""
    for number in range(10):
        await easel.grid(easel.ada, f"fox {number}")
    handle = await easel.ada.slash("#general", "jobs", search="fox")
    first = handle.message
    assert first is not None
    ends = [part.get("disabled", False) for part in first["components"][0]["components"]]
    assert ends == [True, False]
    await easel.stop()
    await easel.start()
    second = (await easel.ada.click(first, "▶️")).message
    assert second is not None and second["id"] == first["id"]
    assert second["embeds"][0]["footer"]["text"] == "Page 2 of 2 · 10 jobs · with “fox”"
    assert "**fox 1**" in second["embeds"][0]["description"]
    assert "**fox 2**" not in second["embeds"][0]["description"]
    again = (await easel.ada.click(second, "◀️")).message
    assert again is not None
    assert again["embeds"][0]["footer"]["text"].startswith("Page 1 of 2")


async def test_a_stealth_jobs_link_leads_to_direct_messages(easel: Easel):
    """Row 80."""
    await easel.ada.slash("#general", "imagine", prompt="a fox --stealth")
    await easel.next_grid(easel.ada, set(), "dm")
    found = await listed(easel, status="done")
    assert "discord.com/channels/@me/" in found["description"]
    assert "done, stealth" in found["description"]


async def test_a_search_that_no_button_could_remember_is_refused(easel: Easel):
    handle = await easel.ada.slash("#general", "jobs", search="🦊" * 60)
    assert "at most 60" in handle.message["embeds"][0]["description"]


async def test_links_to_pictures_are_short_wherever_jobs_are_listed(easel: Easel):
    """The prompt was cut first, so that an address stood there raw, and nothing of the words."""
    link = (await easel.grid(easel.ada, "an owl"))["attachments"][0]["url"]
    before = {message["id"] for message in easel.ada.messages("#general")}
    handle = await easel.ada.slash(
        "#general", "imagine", prompt=f"{link} {link} a red fox --ar 3:2"
    )
    choices = await easel.ada.autocomplete("#general", "cancel", "which", which="")
    assert all("//" not in choice["name"] for choice in choices)
    await easel.next_grid(easel.ada, before | {handle.message["id"]})
    entry = (await listed(easel, search="fox"))["description"]
    assert entry.startswith("**🖼1 🖼2 a red fox --ar 3:2**")
    choices = await easel.ada.autocomplete("#general", "show", "job_id", job_id="fox")
    assert [choice["name"] for choice in choices] == ["🖼1 🖼2 a red fox --ar 3:2"]


async def test_a_reroll_is_listed_as_its_message_has_it(easel: Easel):
    """Two entries said `--seed 7`, and only the first was drawn from it."""
    grid = await easel.grid(easel.ada, "a red fox --seed 7")
    before = {message["id"] for message in easel.ada.messages("#general")}
    await easel.ada.click(grid, "🔄")
    await easel.next_grid(easel.ada, before)
    lines = (await listed(easel))["description"].splitlines()
    shown = [line for line in lines if "red fox" in line]
    assert shown == ["**a red fox**", "**a red fox --seed 7**"]
