"""What strangers send to the server: no file of others, no error of ours, no foreign host."""

from __future__ import annotations

import json

import aiohttp
import pytest
from yarl import URL

from bot.demo import reach_warning
from tests.bot.local_discord.web.test_page_api import Page

PNG = b"\x89PNG\r\n\x1a\nsecret"


@pytest.fixture
def ben(local_discord, session) -> Page:
    return Page(local_discord, session, "ben")


def private_file(local_discord) -> str:
    """The marker of a file in Ada's direct messages."""
    core, ada = local_discord.core, local_discord.person("ada")
    return core.attachments.keep(f"attachments/{ada.user.id}", "secret.png", PNG)["url"]


async def test_a_marker_that_somebody_types_is_signed_for_nobody(local_discord, ben, session):
    """`cdn:attachments/…` as a message's text came back as an address of that file."""
    typed = private_file(local_discord)
    status, message = await ben(
        "POST", f"/local/channels/{ben.general}/messages", {"content": typed}
    )
    assert status == 201
    assert message["content"] == typed
    _, shown = await ben("GET", f"/local/channels/{ben.general}/messages")
    assert "hm=" not in json.dumps(shown)


async def test_an_address_without_a_seal_of_ours_is_not_signed_in_an_embed(local_discord, api):
    """Whoever could make the bot show an address had its file signed anew."""
    marker = private_file(local_discord)
    path = marker.removeprefix("cdn:")
    genuine = local_discord.core.attachments.expand({"url": marker})["url"]
    forged = [
        marker,
        f"{local_discord.url}/{path}",
        f"{local_discord.url}/{path}?ex=ffffffff&is=0&hm={'0' * 64}",
        f"{local_discord.url}/{path}?ex=ffffffff&is=0&hm=%C3%A9",
        f"{local_discord.url}/{path}?ex=x",
    ]
    for address in forged:
        reply = await api.send({"embeds": [{"title": "x", "image": {"url": address}}]})
        image = reply.body["embeds"][0]["image"]["url"] if reply.status == 200 else ""
        assert image in ("", address.removeprefix("cdn:")), address
    reply = await api.send({"embeds": [{"title": "x", "image": {"url": genuine}}]})
    async with api.session.get(reply.body["embeds"][0]["image"]["url"]) as answer:
        assert await answer.read() == PNG
    local_discord.violations.clear()  # a marker is no address


@pytest.mark.parametrize(
    "path",
    [
        "/page/%00",
        "/page/" + "a" * 5000,
        "/page/%2e%2e%2f%2e%2e%2fserver.py",
        "/page/%ED%A0%80",
        "/attachments/1/2/%ED%A0%80.png?ex=ff&hm=%ED%A0%80",
        "/attachments/1/2/a.png?ex=ff&hm=%C3%A9",
        "/attachments/1/2/a.png?ex=" + "f" * 500 + "&hm=x",
        "/attachments/1/%00/%00?ex=ffffffff&hm=x",
        "/attachments/1/2/a.png?ex=-1&hm=",
        "/local/channels/1/messages?limit=%C2%B2",
        "/local/channels/1/messages?limit=" + "9" * 5000,
        "/local/channels/1/messages?before=%C2%B2",
        "/local/channels/1/messages?before=" + "9" * 5000,
        "/local/channels/%00/messages",
        "/api/v10/%00",
    ],
)
async def test_odd_addresses_are_refused(local_discord, session, path: str):
    async with session.get(URL(local_discord.url + path, encoded=True)) as answer:
        assert 400 <= answer.status < 500, await answer.text()
    local_discord.core.call_log.unknown.clear()


async def test_a_face_has_any_number(local_discord, session):
    url = f"{local_discord.url}/embed/avatars/{'9' * 5000}.png"
    async with session.get(url) as answer:
        assert answer.status == 200


@pytest.mark.parametrize("host", ["[::1", "]", "127.0.0.1:x", "evil.example", "[1"])
async def test_odd_hosts_and_origins_are_refused(local_discord, session, host: str):
    for headers in ({"Host": host}, {"Origin": f"http://{host}"}, {"Origin": host}):
        async with session.get(local_discord.url, headers=headers) as answer:
            assert answer.status in (400, 403), headers


DEEP = [
    "[" * 100_000 + "]" * 100_000,
    '{"a":' * 100_000 + "1" + "}" * 100_000,
    "[" * 900 + "]" * 900,
]


@pytest.mark.parametrize("number", range(len(DEEP)))
async def test_what_is_nested_too_deep_is_no_json(local_discord, ben, session, api, number: int):
    body = DEEP[number] if number < 2 else f'{{"content": {DEEP[number]}}}'
    headers = {"X-Person": ben.person.id, "Content-Type": "application/json"}
    places = (f"/local/channels/{ben.general}/messages", "/local/interactions", "/local/locale")
    for place in places:
        method = "PUT" if place.endswith("locale") else "POST"
        url = local_discord.url + place
        async with session.request(method, url, data=body, headers=headers) as answer:
            assert answer.status == 400, place
    headers = {"Authorization": f"Bot {local_discord.token}", "Content-Type": "application/json"}
    url = f"{local_discord.api_url}/channels/{ben.general}/messages"
    async with session.post(url, data=body, headers=headers) as answer:
        assert (answer.status, (await answer.json())["code"]) == (400, 50109)
    local_discord.violations.clear()


@pytest.mark.parametrize("frame", ["[]", "1", '{"op": []}', "[" * 5000, '{"op": {}}', "\x00"])
async def test_odd_frames_close_the_gateway_and_break_nothing(local_discord, session, frame: str):
    async with session.ws_connect(local_discord.gateway_url + "/?v=10&encoding=json") as socket:
        await socket.receive_json(timeout=60)
        await socket.send_str(frame)
        closed = await socket.receive(timeout=60)
        assert closed.type is aiohttp.WSMsgType.CLOSE
        assert closed.data in (4001, 4002)


async def test_the_page_may_talk_to_its_own_server_alone(local_discord, session):
    """`connect-src ws:` allowed a socket to any host."""
    async with session.get(local_discord.url) as answer:
        policy = answer.headers["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    own = local_discord.url.removeprefix("http://")
    assert rules["connect-src"].split() == ["'self'", f"ws://{own}"]


@pytest.mark.parametrize(
    ("host", "is_warned"),
    [
        ("127.0.0.1", False), ("localhost", False), ("::1", False), ("127.0.0.53", False),
        ("0.0.0.0", True), ("::", True), ("192.168.1.4", True), ("easel.example", True),
    ],
)  # fmt: skip
def test_who_serves_the_network_is_told_who_is_the_admin(host: str, is_warned: bool):
    warning = reach_warning(host)
    assert (warning is not None) is is_warned
    assert warning is None or ("admin" in warning and host in warning)
