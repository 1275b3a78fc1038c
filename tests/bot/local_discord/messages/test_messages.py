"""Messages, attachments, nonces, reactions and direct messages by the bot's token."""

from __future__ import annotations

import struct

import aiohttp
import pytest

from bot.local_discord import ManualClock, Permission, ServerOptions
from tests.bot.local_discord.conftest import Api

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480) + b"\x08\x02\x00\x00\x00"


async def test_a_file_comes_back_byte_for_byte_with_its_real_type(local_discord, api, session):
    body = {"content": "look", "attachments": [{"id": 0, "description": "alt"}]}
    sent = await api.send(body, files={"my picture.bin": PNG})
    attachment = sent.body["attachments"][0]
    assert (attachment["width"], attachment["height"]) == (640, 480)
    assert attachment["content_type"] == "image/png"
    assert (attachment["filename"], attachment["description"]) == ("my_picture.bin", "alt")
    async with session.get(attachment["url"]) as answer:
        assert await answer.read() == PNG
        assert answer.headers["Content-Type"] == "image/png"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    async with session.get(attachment["url"].replace("hm=", "hm=0")) as forged:
        assert forged.status == 404


async def test_an_address_expires_and_a_new_one_is_signed(start_local_discord, session) -> None:
    clock = ManualClock()
    async with start_local_discord(options=ServerOptions(clock=clock)) as server:
        api = Api(server, session)
        sent = await api.send({}, files={"a.txt": b"text"})
        url = sent.body["attachments"][0]["url"]
        clock.advance(86_401)
        async with session.get(url) as answer:
            assert answer.status == 404
        again = await api("GET", f"/channels/{api.general}/messages/{sent.body['id']}")
        async with session.get(again.body["attachments"][0]["url"]) as answer:
            assert await answer.read() == b"text"
            assert answer.headers["Content-Disposition"].startswith("attachment")


async def test_a_replaced_file_can_be_read_for_a_minute(start_local_discord, session) -> None:
    """Regression: a page still loading a preview when the next came showed a broken picture."""
    clock = ManualClock()
    async with start_local_discord(options=ServerOptions(clock=clock)) as server:
        api = Api(server, session)
        sent = await api.send({"content": "x"}, files={"a.txt": b"text"})
        url = sent.body["attachments"][0]["url"]
        await api(
            "PATCH", f"/channels/{api.general}/messages/{sent.body['id']}", {"attachments": []}
        )
        async with session.get(url) as answer:
            assert await answer.read() == b"text"
        clock.advance(61)
        async with session.get(url) as answer:
            assert answer.status == 404


async def test_attachments_that_an_edit_does_not_list_are_removed(local_discord, api, session):
    sent = await api.send({"content": "x"}, files={"a.txt": b"a", "b.txt": b"b"})
    path = f"/channels/{api.general}/messages/{sent.body['id']}"
    first, _ = sent.body["attachments"]
    same = await api("PATCH", path, {"content": "y"})
    assert len(same.body["attachments"]) == 2
    kept = await api("PATCH", path, {"attachments": [first]})
    assert [a["id"] for a in kept.body["attachments"]] == [first["id"]]
    listed = [{"id": first["id"]}, {"id": 0}]
    added = await api("PATCH", path, {"attachments": listed}, files={"c.txt": b"c"})
    assert [a["filename"] for a in added.body["attachments"]] == ["a.txt", "c.txt"]


async def test_a_picture_inside_an_embed_is_not_listed_again(local_discord, api, session) -> None:
    embed = {"title": "t", "image": {"url": "attachment://a.png"}}
    sent = await api.send({"embeds": [embed], "attachments": [{"id": 0}]}, files={"a.png": PNG})
    assert sent.body["attachments"] == []
    image = sent.body["embeds"][0]["image"]
    assert (image["width"], image["height"]) == (640, 480)
    path = f"/channels/{api.general}/messages/{sent.body['id']}"
    echoed = await api("PATCH", path, {"embeds": sent.body["embeds"]})
    async with session.get(echoed.body["embeds"][0]["image"]["url"]) as answer:
        assert await answer.read() == PNG


async def test_a_layout_shows_a_gallery(local_discord, api, session) -> None:
    gallery = {"type": 12, "items": [{"media": {"url": "attachment://a.png"}}]}
    box = {"type": 17, "components": [{"type": 10, "content": "hello"}, gallery]}
    body = {"flags": 1 << 15, "components": [box], "attachments": [{"id": 0}]}
    sent = await api.send(body, files={"a.png": PNG})
    media = sent.body["components"][0]["components"][1]["items"][0]["media"]
    assert media["width"] == 640
    async with session.get(media["url"]) as answer:
        assert await answer.read() == PNG


async def test_the_same_nonce_makes_one_message(start_local_discord, session) -> None:
    clock = ManualClock()
    async with start_local_discord(options=ServerOptions(clock=clock)) as server:
        api = Api(server, session)
        body = {"content": "once", "nonce": "7", "enforce_nonce": True}
        first, second = await api.send(body), await api.send(body)
        assert first.body["id"] == second.body["id"]
        loose = await api.send({**body, "enforce_nonce": False})
        assert loose.body["id"] != first.body["id"]
        clock.advance(301)
        assert (await api.send(body)).body["id"] != first.body["id"]


async def test_history_comes_in_pages_and_a_deleted_message_is_gone(local_discord, api) -> None:
    ids = [(await api.send({"content": str(n)})).body["id"] for n in range(5)]
    path = f"/channels/{api.general}/messages"
    newest = await api("GET", f"{path}?limit=2")
    assert [message["content"] for message in newest.body] == ["4", "3"]
    older = await api("GET", f"{path}?limit=2&before={ids[3]}")
    assert [message["content"] for message in older.body] == ["2", "1"]
    newer = await api("GET", f"{path}?limit=2&after={ids[1]}")
    assert [message["content"] for message in newer.body] == ["3", "2"]
    assert (await api("DELETE", f"{path}/{ids[0]}")).status == 204
    gone = await api("GET", f"{path}/{ids[0]}")
    assert (gone.status, gone.code) == (404, 10008)


async def test_only_allowed_mentions_ping(local_discord, api) -> None:
    ada, ben = local_discord.person("ada"), local_discord.person("ben")
    text = f"{ada.mention} {ben.mention} @everyone"
    for allowed, pinged in [
        (None, {"ada", "ben"}),
        ({"parse": []}, set()),
        ({"parse": [], "users": [ben.id]}, {"ben"}),
    ]:
        body = {"content": text} | ({"allowed_mentions": allowed} if allowed else {})
        message = (await api.send(body)).body
        assert {user["username"] for user in message["mentions"]} == pinged
        assert message["mention_everyone"] is (allowed is None)
    assert ben.is_pinged_by(message)


async def test_a_reply_shows_what_it_answers(local_discord, api) -> None:
    said = await local_discord.person("ben").say("#general", "question")
    reference = {"message_id": int(said["id"])}
    reply = await api.send({"content": "answer", "message_reference": reference})
    assert reply.body["type"] == 19
    assert reply.body["referenced_message"]["content"] == "question"
    assert [user["username"] for user in reply.body["mentions"]] == ["ben"]


async def test_other_peoples_messages_stay_theirs(local_discord, api) -> None:
    said = await local_discord.person("ben").say("#general", "mine")
    path = f"/channels/{api.general}/messages/{said['id']}"
    edited = await api("PATCH", path, {"content": "yours"})
    assert (edited.status, edited.code) == (403, 50005)
    deleted = await api("DELETE", path)
    assert (deleted.status, deleted.code) == (403, 50013)


async def test_reactions_are_counted_and_limited(local_discord, api) -> None:
    sent = (await api.send({"content": "react"})).body
    path = f"/channels/{api.general}/messages/{sent['id']}/reactions"
    assert (await api("PUT", f"{path}/✉️/@me")).status == 204
    ben = local_discord.person("ben")
    await ben.react(sent, "✉️")
    shown = ben.messages("#general")[-1]["reactions"]
    assert [(r["emoji"]["name"], r["count"], r["me"]) for r in shown] == [("✉️", 2, True)]
    users = await api("GET", f"{path}/✉️")
    assert {user["username"] for user in users.body} == {"Easel", "ben"}
    assert (await api("DELETE", f"{path}/✉️/@me")).status == 204
    await ben.unreact(sent, "✉️")
    assert ben.messages("#general")[-1]["reactions"] == []
    for number in range(20):
        assert (await api("PUT", f"{path}/{chr(0x1F400 + number)}/@me")).status == 204
    full = await api("PUT", f"{path}/✉️/@me")
    assert (full.status, full.code) == (400, 30010)


async def test_a_closed_dm_is_50007(local_discord, api) -> None:
    ben = local_discord.person("ben")
    opened = await api("POST", "/users/@me/channels", {"recipient_id": int(ben.id)})
    path = f"/channels/{opened.body['id']}/messages"
    assert (await api("POST", path, {"content": "hi"})).status == 200
    assert ben.messages("dm")[0]["content"] == "hi"
    ben.close_dms()
    refused = await api("POST", path, {"content": "hi"})
    assert (refused.status, refused.code) == (403, 50007)


MISSING = [
    (Permission.VIEW_CHANNEL, {"content": "x"}, None, 50001),
    (Permission.SEND_MESSAGES, {"content": "x"}, None, 50013),
    (Permission.ATTACH_FILES, {"content": "x"}, {"a.txt": b"x"}, 50013),
    (Permission.EMBED_LINKS, {"embeds": [{"title": "t"}]}, None, 50013),
]


@pytest.mark.parametrize(("permission", "body", "files", "code"), MISSING)
async def test_missing_permissions_refuse(local_discord, api, permission, body, files, code):
    assert (await api.send(body, files=files)).status == 200
    local_discord.deny("general", permission)
    refused = await api.send(body, files=files)
    assert (refused.status, refused.code) == (403, code)


async def test_files_over_the_limit_are_40005(local_discord, api) -> None:
    local_discord.set_attachment_limit(1000)
    refused = await api.send({"content": "x"}, files={"a.bin": b"x" * 1001})
    assert (refused.status, refused.code) == (413, 40005)
    assert (await api.send({"content": "x"}, files={"a.bin": b"x" * 1000})).status == 200


async def test_requests_over_25_mib_are_40005(local_discord, session) -> None:
    api = Api(local_discord, session)
    local_discord.set_attachment_limit(1 << 30)
    try:
        refused = await api.send({"content": "x"}, files={"a.bin": bytes(26 * 1024 * 1024)})
        assert (refused.status, refused.code) == (413, 40005)
    except aiohttp.ClientConnectionError:
        pass  # the server answers before it has read everything


async def test_an_archived_thread_opens_by_a_message_and_takes_no_edit(local_discord, api) -> None:
    """50083 for edits; posting opens it, unless a moderator locked it."""
    thread = local_discord.add_thread("general", "ideas")
    path = f"/channels/{thread.id}/messages"
    sent = await api("POST", path, {"content": "inside"})
    local_discord.archive(thread)
    edited = await api("PATCH", f"{path}/{sent.body['id']}", {"content": "later"})
    assert (edited.status, edited.code) == (400, 50083)
    assert (await api("POST", path, {"content": "again"})).status == 200
    assert not thread.is_archived
    assert (await api("PATCH", f"{path}/{sent.body['id']}", {"content": "later"})).status == 200
    local_discord.archive(thread, is_locked=True)
    refused = await api("POST", path, {"content": "no"})
    assert (refused.status, refused.code) == (400, 50083)
    thread.is_archived = False
    refused = await api("POST", path, {"content": "no"})
    assert (refused.status, refused.code) == (400, 160005)


async def test_a_thread_is_a_place_of_its_own(local_discord, start_bot, api) -> None:
    async with start_bot(local_discord) as bot:
        thread = local_discord.add_thread("general", "ideas")
        channel = None
        ada = local_discord.person("ada")
        sent = await api("POST", f"/channels/{thread.id}/messages", {"content": "inside"})
        assert sent.status == 200
        assert ada.messages(thread.id)[0]["content"] == "inside"
        assert ada.messages("#general") == []
        channel = await bot.fetch_channel(int(thread.id))
        assert channel.name == "ideas"
        assert channel.parent.name == "general"
