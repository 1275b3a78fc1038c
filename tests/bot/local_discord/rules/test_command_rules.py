"""What Discord refuses in commands, their options, names in other languages and their choices."""

from __future__ import annotations

import pytest

from bot.local_discord.protocol.errors import PageError
from tests.bot.local_discord.conftest import PING, Api
from tests.bot.local_discord.rules.test_strictness import command, option, options


def sub(name="show", *parts, **more):
    return {"type": 1, "name": name, "description": "d", "options": list(parts)} | more


def group(name="option", *parts):
    return {"type": 2, "name": name, "description": "d", "options": list(parts)}


REFUSED = {
    "an unknown locale": command(name_localizations={"xx": "malen"}),
    "a locale written otherwise": command(name_localizations={"zh-cn": "绘制"}),
    "upper case in a localised name": command(name_localizations={"de": "Malen"}),
    "space in a localised name": command(name_localizations={"de": "bild malen"}),
    "localised name of 33": command(name_localizations={"de": "x" * 33}),
    "empty localised name": command(name_localizations={"de": ""}),
    "localised description of 101": command(description_localizations={"de": "x" * 101}),
    "punctuation in an option's Chinese name": options(
        option(name_localizations={"zh-CN": "提示!"})
    ),
    "localised option description of 101": options(
        option(description_localizations={"zh-CN": "字" * 101})
    ),
    "localised choice of 101": options(
        option(choices=[{"name": "a", "value": "a", "name_localizations": {"de": "x" * 101}}])
    ),
    "localised menu name of 33": {
        "name": "Menu",
        "type": 3,
        "name_localizations": {"zh-CN": "字" * 33},
    },
    "a subcommand beside an option": options(sub(), option()),
    "a group in a group": options(group("a", group("b", sub()))),
    "an option in a group": options(group("a", option())),
    "a subcommand in a subcommand": options(sub("a", sub("b"))),
    "choices of a truth": options(option(type=5, choices=[{"name": "a", "value": "a"}])),
    "autocomplete of an attachment": options(option(type=11, autocomplete=True)),
    "a length of a number": options(option(type=4, max_length=3)),
    "a range of a text": options(option(min_value=1)),
    "a text as a number's choice": options(option(type=4, choices=[{"name": "a", "value": "1"}])),
    "a broken number as a whole one's choice": options(
        option(type=4, choices=[{"name": "a", "value": 1.5}])
    ),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_commands_that_discord_refuses_are_refused(strict_api, case) -> None:
    reply = await strict_api.register(REFUSED[case])
    assert (reply.status, reply.code) == (400, 50035), reply.body
    assert reply.error_codes(), reply.body
    assert strict_api.server.core.commands.listed("global") == []


ACCEPTED = {
    "names in other scripts": command(
        name_localizations={"zh-CN": "绘制", "hi": "चित्र", "th": "วาดรูป", "de": "bild-malen"},
        description_localizations={"zh-CN": "画四张图"},
    ),
    "a menu": {
        "name": "DM Results",
        "type": 3,
        "name_localizations": {"zh-CN": "私信 图片"},
    },
    "groups of subcommands": options(
        group("option", sub("set", option()), sub("list")), sub("suffix", option())
    ),
    "choices of numbers": options(option(type=10, choices=[{"name": "half", "value": 0.5}])),
    "five attachments": options(*[option(type=11, name=f"image{n}") for n in range(1, 6)]),
}


@pytest.mark.parametrize("case", ACCEPTED)
async def test_commands_that_discord_accepts_are_accepted(strict_api, case) -> None:
    reply = await strict_api.register(ACCEPTED[case])
    assert reply.status == 200, reply.body
    assert strict_api.server.violations == []


async def test_a_list_of_commands_has_its_languages_only_when_asked(api: Api) -> None:
    names = {"zh-CN": "绘制"}
    await api.register(command(name_localizations=names))
    path = f"/applications/{api.application}/commands"
    (short,) = (await api("GET", path)).body
    assert "name_localizations" not in short
    (whole,) = (await api("GET", f"{path}?with_localizations=true")).body
    assert whole["name_localizations"] == names


CHOICES = {
    "twenty-six": [{"name": str(n), "value": str(n)} for n in range(26)],
    "name of 101": [{"name": "x" * 101, "value": "a"}],
    "no name": [{"name": "", "value": "a"}],
    "value of 101": [{"name": "a", "value": "x" * 101}],
    "a number for a text": [{"name": "a", "value": 1}],
    "an unknown locale": [{"name": "a", "value": "a", "name_localizations": {"xx": "b"}}],
}


@pytest.mark.parametrize("case", CHOICES)
async def test_choices_that_discord_refuses_are_refused(strict_api, case) -> None:
    await strict_api.register(options(option(autocomplete=True)))
    ada = strict_api.server.person("ada")
    handle = await ada.type("#general", "paint", style="a")
    reply = await strict_api.answer(handle, {"type": 8, "data": {"choices": CHOICES[case]}})
    assert (reply.status, reply.code) == (400, 50035), reply.body
    assert handle.choices == []
    good = [{"name": "x" * 100, "value": "x" * 100}] * 25
    assert (await strict_api.answer(handle, {"type": 8, "data": {"choices": good}})).status == 200
    assert handle.choices == good


async def test_only_an_option_that_completes_is_completed(local_discord, api) -> None:
    await api.register(options(option(), option(name="mood", autocomplete=True)), PING)
    ada = local_discord.person("ada")
    with pytest.raises(PageError, match="no autocomplete"):
        await ada.autocomplete("#general", "paint", "style", style="a")
    command_id = local_discord.core.commands.listed("global")[0]["id"]
    data = {"id": command_id, "name": "paint", "type": 1, "options": []}
    with pytest.raises(PageError, match="focused"):
        wish = {"type": 4, "channel_id": api.general, "data": data}
        local_discord.core.invocation.begin(ada.user, wish)
