"""Every command that a message names can be clicked, in every language."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.interactions.cards import typed_command
from bot.language import languages, mentions, sentence
from bot.language.catalogue import is_plain
from bot.language.mentions import NAMED, CommandIds, ids_in, mention_by, mention_in, mentioned
from tests.fixtures.catalogues import FOLDER, read
from tests.fixtures.composed import composed
from tests.fixtures.easel import Easel

MENTION = re.compile(r"</[a-z_]+(?: [a-z_]+)*:\d+>")
NO_COMMAND = re.compile(r"/(x7|60)\b|\d/")  # a value of the test's, a fraction


@pytest.fixture(autouse=True)
def unknown_again() -> Iterator[None]:
    """What a test that is no coroutine sets would hold for those after it."""
    held, where = mentions._ids.set(None), mentions._guild.set(None)
    yield
    mentions._ids.reset(held)
    mentions._guild.reset(where)


async def ids_of(folder: Path) -> dict[str, str]:
    """As if everything the bot has were registered, each with a number of its own."""
    async with composed(folder) as bot:
        payload = await bot.client.tree.payload()
    return ids_in([{**one, "id": str(900 + number)} for number, one in enumerate(payload)])


async def test_no_sentence_names_a_command_in_plain_words(tmp_path: Path) -> None:
    """Whoever writes `/imagine` in a catalogue gets a mention, and a misspelt one is found here."""
    ids = CommandIds()
    ids.learn({None: await ids_of(tmp_path)})
    mention_by(ids)
    found = 0
    for language in languages():
        for key, one in read(FOLDER / f"{language}.ftl").items():
            text = sentence(language, key, **next(one.samples()))
            found += len(MENTION.findall(text))
            if is_plain(key):
                assert not MENTION.search(text), key
            else:
                left = NO_COMMAND.sub("", MENTION.sub("", text))
                assert not NAMED.search(left), (language, key, text)
                assert not (key.endswith("-title") and MENTION.search(text)), "titles show none"
    assert found > 100


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("press /imagine.", "press </imagine:1>."),
        ("`/imagine`, then", "</imagine:1>, then"),
        ("see `/jobs status:favourites`", "see </jobs:2> `status:favourites`"),
        ("/quota show tells", "</quota show:3> tells"),
        ("用/quota show查看", "用</quota show:3>查看"),
        ("/prefer option set and more", "</prefer option set:4> and more"),
        ("/quota", "/quota"),
        ("/nothing here", "/nothing here"),
        ("https://example.com/imagine", "https://example.com/imagine"),
        ("and/imagine", "and/imagine"),
        ("</imagine:1>", "</imagine:1>"),
    ],
)
def test_what_is_a_command_in_a_text(text: str, expected: str) -> None:
    ids = CommandIds()
    ids.learn({None: {"imagine": "1", "jobs": "2", "quota show": "3", "prefer option set": "4"}})
    assert mentioned(text) == text
    mention_by(ids)
    assert mentioned(text) == expected


def test_commands_of_one_server_are_mentioned_there_alone() -> None:
    ids = CommandIds()
    ids.learn({None: {}, 7: {"info": "5"}})
    mention_by(ids)
    mention_in(7)
    assert "</info:5>" in sentence("en-US", "job-kept", prompt="x", owner="y")
    mention_in(None)
    assert "/info," in sentence("en-US", "job-kept", prompt="x", owner="y")


def test_what_a_person_wrote_is_never_made_a_mention() -> None:
    ids = CommandIds()
    ids.learn({None: {"imagine": "1", "info": "5"}})
    mention_by(ids)
    told = sentence("en-US", "job-kept", prompt="a cat /imagine", owner="y")
    assert "a cat /imagine -" in told
    assert typed_command("imagine", "x") == "/imagine x"  # of footers, which show no mention


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
async def test_a_message_mentions_what_is_registered(easel: Easel, locale: str) -> None:
    """After a restart as well, when nothing is registered anew."""
    easel.ada.speak(locale)
    number = next(
        c["id"] for c in easel.server.core.commands.everything() if c["name"] == "imagine"
    )
    for _ in range(2):
        told = await (await easel.ada.slash("#general", "jobs")).finished()
        assert f"</imagine:{number}>" in told["embeds"][0]["description"]
        await easel.stop()
        await easel.start()
    listed = await (await easel.ada.slash("#general", "help", topic="commands")).finished()
    shown = listed["embeds"][0]["description"]
    assert f"</imagine:{number}> " in shown
    assert re.search(r"</quota show:\d+> ", shown)
    assert not NAMED.search(MENTION.sub("", shown))


async def test_on_chosen_servers_the_numbers_are_the_servers_own(cold_easel: Easel) -> None:
    easel = cold_easel
    easel.guild_ids = (int(easel.server.core.world.guild_id),)
    await easel.start()
    told = await (await easel.ada.slash("#general", "jobs")).finished()
    command = next(c for c in easel.server.core.commands.everything() if c["name"] == "imagine")
    assert command["guild_id"] == easel.server.core.world.guild_id
    assert f"</imagine:{command['id']}>" in told["embeds"][0]["description"]
