"""/moderation: pauses without a report, a server's own words, who did what."""

import ast
import re

import pytest

from bot.features.moderation.audit_card import ACTIONS
from bot.features.moderation.audit_log import PAGE_SIZE
from bot.features.moderation.server_words import LONGEST, MOST_WORDS
from bot.language import sentence
from tests.fixtures.easel import Easel, labels
from tests.fixtures.forged import planted
from tests.fixtures.surfaces import write
from tests.source import python_files

GENERAL = "#general"


async def moderate(easel: Easel, word: str, /, **options) -> str:
    """What Ada, who manages the server, alone reads."""
    handle = await easel.ada.slash(GENERAL, f"moderation {word}", **options)
    assert handle.message["ephemeral"]
    return handle.message["embeds"][0]["description"]


def actions(easel: Easel) -> list[str]:
    return [row["action"] for row in easel.rows("SELECT action FROM audit ORDER BY number")]


# -- pauses --------------------------------------------------------------------------------------


async def test_somebody_is_paused_without_a_report_listed_and_let_go(easel: Easel):
    told = await moderate(easel, "pause", who=easel.ben, hours=2)
    assert told.startswith(f"{easel.ben.mention} is paused here until <t:")
    notice = await easel.ben.wait_for("dm", lambda m: "paused you until" in m["content"])
    assert "A moderator of" in notice["content"]
    for place in (GENERAL, "dm"):
        refused = await easel.ben.slash(place, "imagine", prompt="a fox")
        assert refused.message["embeds"][0]["title"] == "Paused"
    listed = await moderate(easel, "pauses")
    assert re.fullmatch(rf"• {easel.ben.mention} until <t:\d+:f>, by {easel.ada.mention}", listed)
    assert await moderate(easel, "pauses", lift=easel.ben) == (
        f"{easel.ben.mention} may order here again."
    )
    await easel.grid(easel.ben)
    assert await moderate(easel, "pauses") == "Nobody is paused on this server."
    assert "is not paused here" in await moderate(easel, "pauses", lift=easel.ben)
    assert actions(easel) == ["pause", "pause.lift"]


async def test_a_bot_is_not_paused(easel: Easel):
    """`who:Easel` used to store a pause, then break while it wrote to itself."""
    told = await moderate(easel, "pause", who=easel.server.world.bot)
    assert "is a bot" in told
    assert await moderate(easel, "pauses") == "Nobody is paused on this server."
    assert actions(easel) == []


# -- words ---------------------------------------------------------------------------------------


async def test_words_are_banned_and_allowed_without_the_file(easel: Easel):
    assert "bans no words of its own" in await moderate(easel, "words")
    assert "`teapot`" in await moderate(easel, "words", add="teapot")
    for prompt in ("a Teapot", "two t3apots", "a {cat, teapot}"):
        refused = await easel.ben.slash(GENERAL, "imagine", prompt=prompt)
        told = refused.message["embeds"][0]
        assert told["title"] == "Banned prompt detected"
        assert "“teapot”" in told["description"]
    shortened = await easel.ben.slash(GENERAL, "shorten", prompt="a teapot beside a fox at night")
    assert (await shortened.finished())["embeds"][0]["title"] == "Banned prompt detected"
    await easel.ben.slash("dm", "imagine", prompt="a teapot")  # is no server's
    await easel.until_row("SELECT 1 FROM jobs WHERE guild_id IS NULL")
    assert len(easel.jobs()) == 1
    assert "bans no words" in await moderate(easel, "words", remove="TEAPOT")
    await easel.ben.slash(GENERAL, "imagine", prompt="a teapot")
    await easel.until_row("SELECT 1 FROM jobs WHERE guild_id IS NOT NULL")
    assert actions(easel) == ["words.add", "words.remove"]


async def test_a_servers_words_outlive_a_restart(easel: Easel):
    await moderate(easel, "words", add="teapot")
    await easel.kill()
    await easel.start()
    refused = await easel.ben.slash(GENERAL, "imagine", prompt="a teapot")
    assert refused.message["embeds"][0]["title"] == "Banned prompt detected"
    assert "`teapot`" in await moderate(easel, "words")


async def test_words_have_an_end(easel: Easel):
    assert "at least one letter" in await moderate(easel, "words", add="   ")
    for number in range(MOST_WORDS):
        await moderate(easel, "words", add=f"word {number} ".ljust(LONGEST, "x"))
    assert f"at most {MOST_WORDS} words" in await moderate(easel, "words", add="one more")
    assert "banned here already" in await moderate(
        easel, "words", add="WORD 7 ".ljust(LONGEST, "X")
    )
    refused = await easel.ada.slash(GENERAL, "moderation words", remove="one more")
    card = refused.message["embeds"][0]
    assert "not among this server's words" in card["description"]
    assert card["footer"]["text"] == "/moderation words remove:one more"  # not as if it were to add
    listed = await moderate(easel, "words")
    assert listed.count("`") == 2 * MOST_WORDS  # nothing was cut


# -- the audit list ------------------------------------------------------------------------------


async def test_the_audit_list_is_paged_and_told_in_words(easel: Easel):
    assert "Nothing has been written down" in await moderate(easel, "audit")
    await easel.ada.slash(GENERAL, "quota set", period="week", credits=1, who=easel.ben)
    await easel.ada.slash(GENERAL, "quota grant", who=easel.ben, credits=2.5)
    await easel.ada.slash(GENERAL, "quota reset", who=easel.ben)
    await moderate(easel, "words", add="`rude` @everyone")
    for _ in range(PAGE_SIZE - 4):
        await moderate(easel, "pause", who=easel.chloe)
    await moderate(easel, "pauses", lift=easel.chloe)
    handle = await easel.ada.slash(GENERAL, "moderation audit")
    lines = handle.message["embeds"][0]["description"].splitlines()
    assert len(lines) == PAGE_SIZE
    assert re.fullmatch(
        rf"<t:\d+:f> {easel.ada.mention}: lifted the pause of {easel.chloe.mention}", lines[0]
    )
    assert handle.message["embeds"][0]["footer"]["text"] == "Page 1 of 2, 12 entries"
    turned = await easel.ada.click(handle.message, "▶️")
    text = turned.message["embeds"][0]["description"]
    assert "@everyone" not in text
    deeds = [line.partition(">: ")[2] for line in text.splitlines()]
    assert deeds[-2:] == [
        f"granted {easel.ben.mention} 2.5 credits",
        f"gave {easel.ben.mention} 1 credit a week",
    ]
    assert labels(turned.message) == ["◀️", "▶️"]


async def test_the_channel_of_reports_is_named_in_the_list(easel: Easel):
    """It stood there as a bare number, and a cleared one as a dash."""
    await moderate(easel, "channel", channel=easel.server.world.channel_named("quiet"))
    await moderate(easel, "channel")
    cleared, chosen = (await moderate(easel, "audit")).splitlines()
    assert re.search(r": set the channel of reports: <#\d+>$", chosen)
    assert cleared.endswith(": took the channel of reports back")


async def test_another_servers_deeds_are_not_listed(easel: Easel):
    await moderate(easel, "pause", who=easel.chloe)
    server = easel.rows("SELECT guild_id FROM audit")[0]["guild_id"]
    await easel.kill()
    await write(
        easel,
        "INSERT INTO audit (at, by_user_id, guild_id, action, subject, details) "
        "VALUES ('2026-01-01T00:00:00.000000+00:00', 7, ?, 'pause', 'user:8', '{}')",
        server + 1,
    )
    await easel.start()
    assert "<@8>" not in await moderate(easel, "audit")


async def test_a_reporter_is_not_named(easel: Easel):
    grid = await easel.grid(easel.ada)
    form = await easel.ben.menu(grid, "Report Job")
    thanks = await easel.ben.submit(form, {"text": "rude"})
    await easel.ben.until(lambda: thanks.message["embeds"])
    listed = await moderate(easel, "audit")
    assert "Somebody: reported the job" in listed
    assert easel.ben.mention not in listed


_ACTION = re.compile(r"[a-z]+\.[a-z]+|report|pause|reports_channel")
_WRITERS = ("audit.append", "write_audit", "_record", "_write_down")


def written_actions() -> set[str]:
    """Every action that the code hands to the audit, as far as it stands there in full."""
    found = set()
    for path in (*python_files("bot"), *python_files("storage")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func).endswith(_WRITERS):
                words = [one.value for one in ast.walk(call) if isinstance(one, ast.Constant)]
                found |= {word for word in words if _ACTION.fullmatch(str(word))}
    return found


def test_every_action_that_is_written_has_its_words():
    assert {"words.add", "pause", "report", "job.stop", "quota.ceiling"} <= written_actions()
    assert written_actions() <= ACTIONS.keys()
    for key in ACTIONS.values():
        assert sentence(
            "zh-CN", key, subject="x", owner="y", amount="z", what="grants", hours=1
        ) != sentence("en-US", key, subject="x", owner="y", amount="z", what="grants", hours=1)


# -- who may -------------------------------------------------------------------------------------

USES = [
    ("moderation pause", {"who": "chloe"}),
    ("moderation pauses", {}),
    ("moderation pauses", {"lift": "chloe"}),
    ("moderation words", {"add": "teapot"}),
    ("moderation words", {}),
    ("moderation audit", {}),
    ("quota usage", {}),
    ("quota ceiling", {"change": "lift"}),
    ("quota set", {"period": "day", "credits": 1}),
    ("quota reset", {"who": "chloe"}),
]


@pytest.mark.parametrize(("name", "options"), USES)
async def test_the_right_is_checked_again_when_it_is_used(easel: Easel, name: str, options):
    """A server may let anybody through by its own settings."""
    for command in easel.server.core.commands.everything():
        command["default_member_permissions"] = None
    given = {key: getattr(easel, str(value), value) for key, value in options.items()}
    handle = await easel.ben.slash(GENERAL, name, **given)
    told = handle.message["embeds"][0]
    assert told["description"] == "This is for people who may manage this server."
    assert handle.message["ephemeral"]
    assert actions(easel) == []
    assert easel.rows("SELECT * FROM pauses") == []


async def test_a_planted_button_turns_no_page_of_the_audit_list(easel: Easel):
    await moderate(easel, "pause", who=easel.chloe)
    message = planted(easel, easel.ben, "audit:v1:1")
    handle = await easel.ben.click(message, "audit:v1:1")
    assert "for people who may manage this server" in str(handle.message["embeds"])
    assert easel.chloe.mention not in str(handle.message["embeds"])
