"""The negative suite: one case for each rule of Discord's, each of which must be caught.

It runs with the specification where that is at hand, and without it, as the demo does.
"""

from __future__ import annotations

import pytest

from tests.bot.local_discord.conftest import PING

OK = {"content": "fine"}


def button(**more):
    return {"type": 2, "style": 1, "label": "B", "custom_id": "b"} | more


def row(*parts):
    return {"type": 1, "components": list(parts)}


def select(**more):
    options = [{"label": "a", "value": "a"}]
    return {"type": 3, "custom_id": "s", "options": options} | more


def buttons(*parts):
    return {"components": [row(*parts)]}


def layout(*parts):
    return {"flags": 1 << 15, "components": list(parts)}


def text(length=1):
    return {"type": 10, "content": "x" * length}


def embed(**more):
    return {"embeds": [{"title": "t"} | more]}


MESSAGES = {
    "content of 2001": {"content": "x" * 2001},
    "eleven embeds": {"embeds": [{"title": "t"}] * 11},
    "embed title of 257": embed(title="x" * 257),
    "embed description of 4097": embed(description="x" * 4097),
    "embed footer of 2049": embed(footer={"text": "x" * 2049}),
    "embed author of 257": embed(author={"name": "x" * 257}),
    "twenty-six fields": embed(fields=[{"name": "n", "value": "v"}] * 26),
    "field name of 257": embed(fields=[{"name": "x" * 257, "value": "v"}]),
    "field value of 1025": embed(fields=[{"name": "n", "value": "x" * 1025}]),
    "embeds of 6001 in sum": {"embeds": [{"description": "x" * 3001}] * 2},
    "six rows": {"components": [row(button(custom_id=str(n))) for n in range(6)]},
    "six buttons in a row": buttons(*[button(custom_id=str(n)) for n in range(6)]),
    "select beside a button": buttons(select(), button()),
    "label of 81": buttons(button(label="x" * 81)),
    "custom_id of 101": buttons(button(custom_id="x" * 101)),
    "duplicate custom_id": buttons(button(), button()),
    "button without custom_id": buttons({"type": 2, "style": 1, "label": "B"}),
    "button with url and custom_id": buttons(button(url="https://example.org")),
    "link without url": buttons({"type": 2, "style": 5, "label": "B"}),
    "link url of 513": buttons(
        {"type": 2, "style": 5, "label": "B", "url": "https://a/" + "x" * 503}
    ),
    "button style 9": buttons(button(style=9)),
    "button without label and emoji": buttons({"type": 2, "style": 1, "custom_id": "b"}),
    "empty row": {"components": [row()]},
    "select without options": buttons(select(options=[])),
    "twenty-six options": buttons(
        select(options=[{"label": "a", "value": str(n)} for n in range(26)])
    ),
    "duplicate select value": buttons(select(options=[{"label": "a", "value": "a"}] * 2)),
    "option label of 101": buttons(select(options=[{"label": "x" * 101, "value": "a"}])),
    "placeholder of 151": buttons(select(placeholder="x" * 151)),
    "min_values over max_values": buttons(select(min_values=3, max_values=2)),
    "fewer options than max_values": buttons(select(max_values=2)),
    "option description of 101": buttons(
        select(options=[{"label": "a", "value": "a", "description": "x" * 101}])
    ),
    "two defaults where one may be chosen": buttons(
        select(options=[{"label": n, "value": n, "default": True} for n in "ab"])
    ),
    "a letter as a button's emoji": buttons(button(emoji={"name": "U"})),
    "a sign that is no emoji": buttons(button(emoji={"name": "✕"})),
    "two emoji on one button": buttons(button(emoji={"name": "🔄🔄"})),
    "a word as an option's emoji": buttons(
        select(options=[{"label": "a", "value": "a", "emoji": {"name": "star"}}])
    ),
    "forty-one parts": layout({"type": 17, "components": [text() for _ in range(40)]}, text()),
    "text displays of 4001 in sum": layout(text(2001), text(2000)),
    "layout with content": {"content": "x"} | layout(text()),
    "layout part without the flag": {"components": [text()]},
    "eleven pictures in a gallery": layout(
        {"type": 12, "items": [{"media": {"url": "https://example.org/a.png"}}] * 11}
    ),
    "ephemeral flag outside an interaction": OK | {"flags": 64},
    "attachment that was not sent": embed(image={"url": "attachment://none.png"}),
    "listed file that was not sent": OK | {"attachments": [{"id": 0, "filename": "a.png"}]},
    "nonce of 26": OK | {"nonce": "1" * 26},
    "reply to nothing": OK | {"message_reference": {"message_id": "1"}},
}


@pytest.mark.parametrize("case", MESSAGES)
async def test_messages_that_discord_refuses_are_refused(strict_api, case) -> None:
    reply = await strict_api.send(MESSAGES[case])
    assert (reply.status, reply.code) == (400, 50035), reply.body
    assert reply.error_codes(), reply.body
    assert len(strict_api.server.violations) == 1


async def test_an_empty_message_is_50006(strict_api) -> None:
    for body in ({}, {"content": ""}, {"content": "", "embeds": []}):
        reply = await strict_api.send(body)
        assert (reply.status, reply.code) == (400, 50006)
    sent = await strict_api.send(OK)
    path = f"/channels/{strict_api.general}/messages/{sent.body['id']}"
    emptied = await strict_api("PATCH", path, {"content": ""})
    assert (emptied.status, emptied.code) == (400, 50006)


async def test_files_and_their_list_must_match(strict_api) -> None:
    files = {"a.txt": b"a", "b.txt": b"b"}
    body = OK | {"attachments": [{"id": 0, "filename": "a.txt"}]}
    reply = await strict_api.send(body, files=files)
    assert reply.error_codes() == {"ATTACHMENT_NOT_LISTED"}
    long = OK | {"attachments": [{"id": 0, "filename": "a.txt", "description": "x" * 1025}]}
    assert (await strict_api.send(long, files={"a.txt": b"a"})).code == 50035
    many = {f"{n}.txt": b"x" for n in range(11)}
    assert (await strict_api.send(OK, files=many)).code == 50035


async def test_a_body_that_is_no_json_is_50109(strict_api, session) -> None:
    url = f"{strict_api.server.api_url}/channels/{strict_api.general}/messages"
    headers = {"Authorization": f"Bot {strict_api.server.token}"}
    async with session.post(url, data=b"{", headers=headers) as answer:
        assert (answer.status, (await answer.json())["code"]) == (400, 50109)


def command(**more):
    return {"name": "paint", "description": "Paint"} | more


def option(**more):
    return {"type": 3, "name": "style", "description": "Style"} | more


def options(*parts):
    return command(options=list(parts))


CHOICE = {"name": "a", "value": "a"}
COMMANDS = {
    "upper case in a name": [command(name="Paint")],
    "space in a name": [command(name="pa int")],
    "name of 33": [command(name="x" * 33)],
    "no description": [{"name": "paint"}],
    "description of 101": [command(description="x" * 101)],
    "two commands of one name": [command(), command()],
    "twenty-six options": [options(*[option(name=f"o{n}") for n in range(26)])],
    "two options of one name": [options(option(), option())],
    "upper case in an option": [options(option(name="Style"))],
    "required after optional": [options(option(), option(name="b", required=True))],
    "twenty-six choices": [options(option(choices=[CHOICE] * 26))],
    "choice name of 101": [options(option(choices=[{"name": "x" * 101, "value": "a"}]))],
    "choice value of 101": [options(option(choices=[{"name": "a", "value": "x" * 101}]))],
    "choices and autocomplete": [options(option(choices=[CHOICE], autocomplete=True))],
    "min_length of 6001": [options(option(min_length=6001))],
    "menu with a description": [{"name": "Menu", "type": 3, "description": "x"}],
    "sixteen message menus": [{"name": f"Menu {n}", "type": 3} for n in range(16)],
    "over 8000 characters": [
        options(
            *[
                option(
                    name=f"o{n}",
                    description="x" * 100,
                    choices=[{"name": f"{m}" + "x" * 90, "value": str(m)} for m in range(25)],
                )
                for n in range(4)
            ]
        )
    ],
    "hundred and one commands": [command(name=f"c{n}") for n in range(101)],
}


@pytest.mark.parametrize("case", COMMANDS)
async def test_commands_that_discord_refuses_are_refused(strict_api, case) -> None:
    reply = await strict_api.register(*COMMANDS[case])
    assert (reply.status, reply.code) == (400, 50035), reply.body
    assert strict_api.server.core.commands.listed("global") == []


def form(*parts, **more):
    return {"custom_id": "f", "title": "Form", "components": list(parts)} | more


def field(custom_id="w", **more):
    component = {"type": 4, "style": 1, "custom_id": custom_id} | more
    return {"type": 18, "label": "Word", "component": component}


MODALS = {
    "title of 46": form(field(), title="x" * 46),
    "six parts": form(*[field(str(n)) for n in range(6)]),
    "no part": form(),
    "label of 46": form(field() | {"label": "x" * 46}),
    "label description of 101": form(field() | {"description": "x" * 101}),
    "text of 4001": form(field(value="x" * 4001)),
    "text placeholder of 101": form(field(placeholder="x" * 101)),
    "max_length of 5000": form(field(max_length=5000)),
    "duplicate custom_id": form(field(), field()),
    "a disabled select": form({"type": 18, "label": "S", "component": select(disabled=True)}),
    "a select without its label": form(row(select())),
    "a select of no options": form({"type": 18, "label": "S", "component": select(options=[])}),
    "a button": form({"type": 1, "components": [button()]}),
    "eleven files": form(
        {"type": 18, "label": "F", "component": {"type": 19, "custom_id": "f", "max_values": 11}}
    ),
}


@pytest.mark.parametrize("case", MODALS)
async def test_forms_that_discord_refuses_are_refused(strict_api, case) -> None:
    await strict_api.register(PING)
    handle = await strict_api.server.person("ada").slash("#general", "ping", wait=False)
    reply = await strict_api.answer(handle, {"type": 9, "data": MODALS[case]})
    assert (reply.status, reply.code) == (400, 50035), reply.body
    assert handle.modal is None


async def test_answers_that_discord_refuses_are_refused(strict_api) -> None:
    await strict_api.register(PING)
    handle = await strict_api.server.person("ada").slash("#general", "ping", wait=False)
    bodies = [
        {"type": 5, "data": {"flags": 64 | 1 << 15}},
        {"type": 5, "data": {"content": "x"}},
        {"type": 4, "data": {"content": "x" * 2001}},
        {"type": 4, "data": {"content": "x", "flags": 128}},
    ]
    for body in bodies:
        reply = await strict_api.answer(handle, body)
        assert (reply.status, reply.code) == (400, 50035), reply.body
    assert handle.state == "pending"


OPTION = {"label": "a", "value": "a", "default": True}
VALID = {
    "a plain message": OK,
    "ten embeds": {"embeds": [{"title": "t"}] * 10},
    "content of 2000": {"content": "x" * 2000},
    "five rows of five": {
        "components": [row(*[button(custom_id=f"{r}{n}") for n in range(5)]) for r in range(5)]
    },
    "a select and a link": {
        "components": [
            row(
                select(min_values=0, options=[{"label": "a", "value": "a", "emoji": {"name": "❤️"}}])
            ),
            row({"type": 2, "style": 5, "emoji": {"name": "🔄"}, "url": "https://example.org"}),
        ]
    },
    "a layout of 39 parts": layout({"type": 17, "components": [text(100) for _ in range(38)]}),
}


@pytest.mark.parametrize("case", VALID)
async def test_messages_that_discord_accepts_are_accepted(strict_api, case) -> None:
    reply = await strict_api.send(VALID[case])
    assert reply.status == 200, reply.body
    assert strict_api.server.violations == []


async def test_unknown_keys_are_refused_with_the_specification(local_discord, api) -> None:
    if local_discord.core.specification is None:
        pytest.skip("Discord's openapi.json is not here (set DISCORD_OPENAPI)")
    reply = await api.send(OK | {"colour": 1})
    assert reply.error_codes() == {"UNKNOWN_FIELD"}
    local_discord.violations.clear()
