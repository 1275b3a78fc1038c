"""Commands as Discord is told of them: each part in every language, within Discord's rules."""

import hashlib
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from bot.language import ENGLISH, keys, languages, sentence
from bot.language.commands import texts, translated
from storage import Storage
from tests.fixtures.composed import composed
from tests.fixtures.easel import Easel

NAME = re.compile(r"[-_'\w]{1,32}")  # Discord: of any script, and lower-case
Payloads = list[dict[str, Any]]


@pytest.fixture
async def payloads(tmp_path: Path) -> Payloads:
    async with composed(tmp_path) as bot:
        return await bot.client.tree.payload()


def parts(payload: dict[str, Any]) -> list[dict[str, Any]]:
    found = [payload]
    for part in (*(payload.get("options") or ()), *(payload.get("choices") or ())):
        found += parts(part)
    return found


def test_english_in_the_catalogue_is_the_english_of_the_code(payloads: Payloads) -> None:
    for payload in payloads:
        for key, text in texts(payload):
            assert key in keys(ENGLISH), f"to be added: {key} = {text}"
            assert sentence(ENGLISH, key) == text, key


def test_no_command_of_the_catalogue_is_gone(payloads: Payloads) -> None:
    used = {key for payload in payloads for key, _ in texts(payload)}
    known = {
        key for key in keys(ENGLISH) if key.startswith(("command-", "option-", "choice-", "menu-"))
    }
    gone = known - used
    assert not gone


def test_everything_is_told_in_chinese(payloads: Payloads) -> None:
    for payload in payloads:
        for part in parts(payload):
            for field in ("name", "description"):
                if part.get(field):
                    local = part[f"{field}_localizations"]
                    assert {"zh-CN", "zh-TW"} <= set(local), part["name"]


@pytest.mark.parametrize("language", languages())
def test_names_and_descriptions_keep_discords_rules(payloads: Payloads, language: str) -> None:
    for payload in payloads:
        kind = payload.get("type", 1)
        for key, _ in texts(payload):
            text = sentence(language, key)
            if key.endswith("-description") or key.startswith("choice-"):
                assert 1 <= len(text) <= 100, key
            elif kind == 1:
                assert NAME.fullmatch(text), (key, text)
                assert text == text.lower(), key
            else:
                assert 1 <= len(text) <= 32, key


@pytest.mark.parametrize("language", languages())
def test_no_two_parts_side_by_side_have_one_name(payloads: Payloads, language: str) -> None:
    beside: dict[str, list[str]] = defaultdict(list)

    def gather(part: dict[str, Any], above: str) -> None:
        names = part.get("name_localizations") or {}
        beside[above].append(names.get(language, part["name"]))
        for inner in (*(part.get("options") or ()), *(part.get("choices") or ())):
            gather(inner, f"{above}/{part['name']}")

    for payload in payloads:
        gather(payload, f"type {payload.get('type', 1)}")
    for where, names in beside.items():
        assert len(names) == len(set(names)), (where, names)


def test_commands_with_subcommands_keep_their_names(payloads: Payloads) -> None:
    """Discord's picker loses the subcommands otherwise (discord-api-docs, issue 5105)."""
    for payload in payloads:
        for part in parts(payload):
            inner = [option for option in part.get("options") or () if option["type"] in (1, 2)]
            for one in (part, *inner) if inner else ():
                assert one["name_localizations"]["zh-CN"] == one["name"]


def test_a_command_nobody_translated_is_told_as_it_is() -> None:
    plain = {"name": "brandnew", "type": 1, "description": "Just made", "options": []}
    assert translated(plain, ["zh-CN", "fr"]) == plain


async def test_discord_knows_the_chinese_names_and_takes_the_plain_ones(easel: Easel):
    """What the client sends back is always the plain name."""
    easel.ben.speak("zh-CN")
    registered = easel.ben.core.commands.everything()
    imagine = next(command for command in registered if command["name"] == "imagine")
    assert imagine["name_localizations"]["zh-CN"] == "画图"
    assert imagine["options"][0]["name_localizations"]["zh-CN"] == "提示词"
    handle = await easel.ben.slash("#general", "imagine", prompt="a fox")
    assert "（排队中）" in handle.message["content"]


async def test_a_changed_translation_is_registered_again(easel: Easel):
    """As after an update: what was registered before knew no other language."""

    def puts() -> int:
        return sum(call.method == "PUT" for call in easel.server.calls)

    assert puts() == 1
    await easel.stop()
    async with composed(easel.folder) as bot:
        tree = bot.client.tree
        plain = [command.to_dict(tree) for command in tree.get_commands()]
        translated = digest(await tree.payload())
    async with Storage.open(easel.folder) as storage:
        key = f"commands:{easel.server.world.application_id}"
        known = await storage.settings.get("global", None, key)
        assert (known["digest"], known["guilds"]) == (translated, [])
        await storage.settings.set("global", None, key, known | {"digest": digest(plain)})
    await easel.start()
    assert puts() == 2


def digest(payload: Payloads) -> str:
    return hashlib.sha256(json.dumps(payload, sort_keys=True, default=str).encode()).hexdigest()
