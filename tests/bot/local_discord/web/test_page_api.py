"""The page's protocol: what it is shown, what it may do, and how refusals are told."""

from __future__ import annotations

import aiohttp
import pytest
from yarl import URL

from tests.bot.local_discord.conftest import PING


class Page:
    """Speaks the page's HTTP as one person."""

    def __init__(self, server, session, name: str) -> None:
        self.server = server
        self.session = session
        self.person = server.person(name)
        self.general = server.world.channel_named("general").id

    async def __call__(self, method: str, path: str, body=None, **more):
        headers = {"X-Person": self.person.id}
        url = self.server.url + path
        if body is not None:
            more["json"] = body
        async with self.session.request(method, url, headers=headers, **more) as answer:
            has_body = answer.status != 204
            return answer.status, (await answer.json() if has_body else None)

    def socket(self):
        return self.session.ws_connect(f"{self.server.url}/local/socket?person={self.person.id}")


async def event(socket, kind: str, fits=lambda data: True):
    """The next event of a kind."""
    while True:
        news = await socket.receive_json(timeout=60)
        if news["t"] == kind and fits(news["d"]):
            return news["d"]


@pytest.fixture
def ada(local_discord, session) -> Page:
    return Page(local_discord, session, "ada")


@pytest.fixture
def ben(local_discord, session) -> Page:
    return Page(local_discord, session, "ben")


async def test_bootstrap_shows_the_world_as_this_person_sees_it(local_discord, ada, ben, api):
    admin = {"name": "quota", "description": "q", "default_member_permissions": "8"}
    inside = {"name": "inside", "description": "i", "dm_permission": False}
    await api.register(PING, admin | {"contexts": [0]}, inside)
    _, shown = await ada("GET", "/local/bootstrap")
    assert shown["me"]["is_admin"] is True
    assert shown["me"]["username"] == "ada"
    assert [channel["name"] for channel in shown["channels"]] == ["general", "gallery", "quiet"]
    assert shown["dms"][0]["recipients"][0]["username"] == "Easel"
    assert shown["bot"]["online"] is False
    assert {command["name"] for command in shown["commands"]} == {"ping", "quota", "inside"}
    _, other = await ben("GET", "/local/bootstrap")
    assert {command["name"] for command in other["commands"]} == {"ping", "inside"}
    assert local_discord.person("ben").commands("dm") == ["ping"]
    assert [person["username"] for person in other["people"]] == ["ada", "ben", "chloe"]
    assert isinstance(other["me"]["id"], str)


async def test_a_command_from_the_page_runs_and_its_states_are_told(ada, ben, api) -> None:
    command_id = (await api.register(PING)).body[0]["id"]
    data = {"id": command_id, "name": "ping", "type": 1, "options": []}
    wish = {"nonce": "n1", "type": 2, "channel_id": ada.general, "data": data}
    async with ada.socket() as socket, ben.socket() as other:
        status, begun = await ada("POST", "/local/interactions", wish)
        assert status == 202
        pending = await event(socket, "INTERACTION")
        expected = {"nonce": "n1", "id": begun["id"], "state": "pending"}
        assert pending == expected
        token = api.server.core.interactions.get(begun["id"]).token
        path = f"/interactions/{begun['id']}/{token}/callback"
        await api("POST", path, {"type": 4, "data": {"content": "psst", "flags": 64}})
        message = await event(socket, "MESSAGE_CREATE")
        assert (message["content"], message["ephemeral"]) == ("psst", True)
        assert message["interaction_metadata"]["name"] == "ping"
        assert (await event(socket, "INTERACTION"))["state"] == "done"
        await ben("POST", f"/local/channels/{ben.general}/messages", {"content": "hi"})
        assert (await event(other, "MESSAGE_CREATE"))["content"] == "hi"  # not "psst"
        status, _ = await ada("DELETE", f"/local/channels/{ada.general}/messages/{message['id']}")
        assert status == 204
        gone = await event(socket, "MESSAGE_DELETE")
        assert gone == {"id": message["id"], "channel_id": ada.general}


async def test_forms_and_choices_come_with_their_nonce(ada, api) -> None:
    option = {"type": 3, "name": "style", "description": "s", "autocomplete": True}
    command = (await api.register({**PING, "options": [option]})).body[0]
    given = [{"name": "style", "type": 3, "value": "a", "focused": True}]
    data = {"id": command["id"], "name": "ping", "type": 1, "options": given}
    wish = {"nonce": "n2", "type": 4, "channel_id": ada.general, "data": data}
    async with ada.socket() as socket:
        _, begun = await ada("POST", "/local/interactions", wish)
        interaction = api.server.core.interactions.get(begun["id"])
        choices = [{"name": "anime", "value": "anime"}]
        await api.answer(interaction, {"type": 8, "data": {"choices": choices}})
        told = await event(socket, "INTERACTION", lambda data: data["state"] == "choices")
        assert (told["nonce"], told["choices"]) == ("n2", choices)
        data = {"id": command["id"], "name": "ping", "type": 1}
        wish = {"nonce": "n3", "type": 2, "channel_id": ada.general, "data": data}
        _, begun = await ada("POST", "/local/interactions", wish)
        interaction = api.server.core.interactions.get(begun["id"])
        part = {"type": 18, "label": "W", "component": {"type": 4, "style": 1, "custom_id": "w"}}
        form = {"custom_id": "f", "title": "Form", "components": [part]}
        await api.answer(interaction, {"type": 9, "data": form})
        told = await event(socket, "INTERACTION", lambda data: data["state"] == "modal")
        assert (told["nonce"], told["modal"]["title"]) == ("n3", "Form")
        values = [{"type": 18, "component": {"type": 4, "custom_id": "w", "value": "fox"}}]
        wish = {"nonce": "n4", "type": 5, "channel_id": ada.general}
        wish["data"] = {"custom_id": "f", "components": values}
        status, begun = await ada("POST", "/local/interactions", wish)
        assert status == 202
        sent = api.server.core.interactions.get(begun["id"]).payload["data"]["components"]
        assert sent[0]["component"]["value"] == "fox"


async def test_history_pages_backwards_oldest_first(ada, api) -> None:
    for number in range(5):
        await api.send({"content": str(number)})
    path = f"/local/channels/{ada.general}/messages?limit=2"
    _, last = await ada("GET", path)
    assert [message["content"] for message in last] == ["3", "4"]
    _, older = await ada("GET", f"{path}&before={last[0]['id']}")
    assert [message["content"] for message in older] == ["1", "2"]
    assert older[0]["reactions"] == []
    assert older[0]["ephemeral"] is False


async def test_reactions_are_put_and_taken_back(ada, ben, api) -> None:
    sent = (await api.send({"content": "x"})).body
    path = f"/local/channels/{ada.general}/messages/{sent['id']}/reactions/❤️"
    async with ben.socket() as socket:
        assert (await ada("PUT", path))[0] == 204
        told = await event(socket, "REACTION")
        assert (told["message_id"], told["reactions"][0]["count"]) == (sent["id"], 1)
        assert told["reactions"][0]["me"] is False
        assert (await ada("DELETE", path))[0] == 204
        assert (await event(socket, "REACTION"))["reactions"] == []


async def test_an_uploaded_file_can_be_an_option(local_discord, ada, api) -> None:
    option = {"type": 11, "name": "image", "description": "i", "required": True}
    command_id = (await api.register({**PING, "options": [option]})).body[0]["id"]
    form = aiohttp.FormData()
    form.add_field("file", b"bytes", filename="a.txt")
    status, record = await ada("POST", "/local/uploads", data=form)
    assert (status, record["size"], record["filename"]) == (201, 5, "a.txt")
    given = [{"name": "image", "type": 11, "value": record["id"]}]
    data = {"id": command_id, "name": "ping", "type": 1, "options": given}
    wish = {"nonce": "n", "type": 2, "channel_id": ada.general, "data": data}
    _, begun = await ada("POST", "/local/interactions", wish)
    resolved = local_discord.core.interactions.get(begun["id"]).payload["data"]["resolved"]
    attachment = resolved["attachments"][record["id"]]
    assert attachment["ephemeral"] is True
    async with ada.session.get(attachment["url"]) as answer:
        assert await answer.read() == b"bytes"


async def test_presence_commands_typing_and_violations_are_told(
    local_discord, ada, api, start_bot
) -> None:
    async with ada.socket() as socket:
        async with start_bot(local_discord):
            assert (await event(socket, "PRESENCE"))["online"] is True
            await api.register(PING)
            named = await event(socket, "COMMANDS", lambda data: data["commands"])
            assert named["commands"][0]["name"] == "ping"
            await api("POST", f"/channels/{ada.general}/typing")
            assert (await event(socket, "TYPING"))["user"]["username"] == "Easel"
            await api.send({"content": "x" * 2001})
            assert "2000" in (await event(socket, "VIOLATION"))["text"]
            local_discord.violations.clear()
        assert (await event(socket, "PRESENCE"))["online"] is False


REFUSED = [
    ("GET", "/local/channels/1/messages", None, 404),
    ("GET", "/local/channels/{general}/messages?limit=1000", None, 400),
    ("POST", "/local/channels/{general}/messages", {"content": " "}, 400),
    ("POST", "/local/channels/{general}/messages", {"content": "x" * 2001}, 400),
    ("DELETE", "/local/channels/{general}/messages/1", None, 404),
    ("POST", "/local/interactions", {"type": 2, "channel_id": "1", "data": {}}, 403),
    ("POST", "/local/interactions", {"type": 2, "channel_id": "{general}"}, 400),
    ("POST", "/local/interactions", {"type": 2, "channel_id": "{general}", "data": {}}, 404),
    ("POST", "/local/interactions", {"type": 9, "channel_id": "{general}", "data": {}}, 400),
    ("POST", "/local/uploads", {}, 400),
]


@pytest.mark.parametrize(("method", "path", "body", "status"), REFUSED)
async def test_refusals_are_sentences(ada, method, path, body, status) -> None:
    if body and body.get("channel_id") == "{general}":
        body = {**body, "channel_id": ada.general}
    answered, told = await ada(method, path.format(general=ada.general), body)
    assert answered == status
    assert told["message"].endswith(".")


@pytest.mark.parametrize(("who", "name"), [("", "ada"), ("ben", "ben"), ("Chloe", "chloe")])
async def test_a_page_may_name_its_person(local_discord, session, who, name) -> None:
    url = f"{local_discord.url}/local/bootstrap?person={who}"
    async with session.get(url) as answer:
        assert (await answer.json())["me"]["username"] == name


async def test_a_person_who_is_not_there_gets_nothing(local_discord, session) -> None:
    headers = {"X-Person": "zoe"}
    async with session.get(f"{local_discord.url}/local/bootstrap", headers=headers) as answer:
        assert answer.status == 401


async def test_another_persons_dm_is_out_of_sight(local_discord, ada, ben) -> None:
    dm = local_discord.world.dm_with(ben.person.id)
    status, _ = await ada("GET", f"/local/channels/{dm.id}/messages")
    assert status == 404


async def test_a_forged_admin_command_is_refused(ben, api) -> None:
    admin = {"name": "quota", "description": "q", "default_member_permissions": "0"}
    command_id = (await api.register(admin)).body[0]["id"]
    data = {"id": command_id, "name": "quota", "type": 1}
    wish = {"nonce": "n", "type": 2, "channel_id": ben.general, "data": data}
    assert (await ben("POST", "/local/interactions", wish))[0] == 403


HEADERS = [
    ({"Host": "evil.example"}, 403),
    ({"Host": "evil.example:8420"}, 403),
    ({"Origin": "http://evil.example"}, 403),
    ({"Origin": "null"}, 403),
    ({}, 200),
]


@pytest.mark.parametrize(("headers", "status"), HEADERS)
async def test_foreign_hosts_and_origins_are_kept_out(local_discord, session, headers, status):
    headers = {"X-Person": local_discord.person("ada").id} | headers
    url = f"{local_discord.url}/local/bootstrap"
    async with session.get(url, headers=headers) as answer:
        assert answer.status == status
        assert status != 200 or answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_the_own_origin_may_open_the_socket(local_discord, session) -> None:
    url = f"{local_discord.url}/local/socket?person={local_discord.person('ada').id}"
    async with session.ws_connect(url, headers={"Origin": local_discord.url}) as socket:
        assert not socket.closed
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await session.ws_connect(url, headers={"Origin": "http://evil.example"})


FOREIGN = (
    "../server.py",
    "%2e%2e/server.py",
    "..%2fserver.py",
    "frame/../../server.py",
    "frame/..%2f..%2fserver.py",
    "/etc/passwd",
    "%2fetc/passwd",
    "%00",
    "frame",
    "frame/",
)


@pytest.mark.parametrize("name", FOREIGN)
async def test_page_files_cannot_leave_their_folder(local_discord, session, name) -> None:
    url = URL(f"{local_discord.url}/page/{name}", encoded=True)
    async with session.get(url) as answer:
        assert answer.status == 404


KINDS = {
    "index.html": "text/html",
    "icon.svg": "image/svg+xml",
    "main.js": "text/javascript",
    "frame/header.js": "text/javascript",
    "styles/theme.css": "text/css",
}


@pytest.mark.parametrize("name", KINDS)
async def test_page_files_come_with_their_kind(local_discord, session, name) -> None:
    async with session.get(f"{local_discord.url}/page/{name}") as answer:
        assert (answer.status, answer.content_type) == (200, KINDS[name])
