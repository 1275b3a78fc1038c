"""What a restart on the same file keeps, a killed process included."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.local_discord import Permission
from bot.local_discord.protocol.errors import PageError
from bot.local_discord.world.store import Store
from tests.bot.local_discord.conftest import PING, Api
from tests.fixtures.broken_disk import full


async def test_everything_a_person_saw_is_there_again(
    start_local_discord, session, tmp_path: Path
) -> None:
    database = tmp_path / "deep" / "local_discord.db"
    async with start_local_discord(database=database) as server:
        api = Api(server, session)
        command_id = (await api.register(PING)).body[0]["id"]
        ada = server.person("ada")
        handle = await ada.slash("#general", "ping", wait=False)
        await api.answer(handle, {"type": 4, "data": {"content": "psst", "flags": 64}})
        picture = await api.send({"content": "file"}, files={"a.txt": b"bytes"})
        await ada.react(picture.body, "✉️")
        body = {"content": "once", "nonce": "9", "enforce_nonce": True}
        once = await api.send(body)
        server.add_person("Dora", roles=("Patron",))
        thread_id = server.add_thread("general", "ideas").id
        server.deny("quiet", Permission.ATTACH_FILES)
        before = ada.messages("#general")
    async with start_local_discord(database=database) as server:
        api, ada = Api(server, session), server.person("ada")
        after = ada.messages("#general")
        assert [message["content"] for message in after] == ["psst", "file", "once"]
        assert [message["id"] for message in after] == [message["id"] for message in before]
        assert after[1]["reactions"] == before[1]["reactions"]
        assert [m["content"] for m in server.person("ben").messages("#general")] == ["file", "once"]
        async with session.get(after[1]["attachments"][0]["url"]) as answer:
            assert await answer.read() == b"bytes"
        assert (await api.register(PING)).body[0]["id"] == command_id
        assert (await api.send(body)).body["id"] == once.body["id"]
        assert server.person("dora").user.role_ids == [server.world.role_named("Patron").id]
        assert server.world.channels[thread_id].name == "ideas"
        assert not server.world.may(
            server.world.bot, server.world.channel_named("quiet"), Permission.ATTACH_FILES
        )
        said = await ada.say("#general", "new")
        assert int(said["id"]) > int(once.body["id"])


async def test_a_dismissed_message_stays_away_and_open_forms_are_gone(
    start_local_discord, session, tmp_path: Path
) -> None:
    database = tmp_path / "local_discord.db"
    async with start_local_discord(database=database) as server:
        api, ada = Api(server, session), server.person("ada")
        await api.register(PING)
        handle = await ada.slash("#general", "ping", wait=False)
        await api.answer(handle, {"type": 4, "data": {"content": "psst", "flags": 64}})
        await ada.dismiss(handle.message)
        handle = await ada.slash("#general", "ping", wait=False)
        field = {"type": 4, "style": 1, "custom_id": "w"}
        parts = [{"type": 18, "label": "Word", "component": field}]
        form = {"custom_id": "f", "title": "Form", "components": parts}
        await api.answer(handle, {"type": 9, "data": form})
    async with start_local_discord(database=database) as server:
        ada = server.person("ada")
        assert ada.messages("#general") == []
        with pytest.raises(PageError, match="no longer open"):
            await ada.submit(handle.modal, {"Word": "x"}, wait=False)


def test_a_killed_process_loses_nothing(tmp_path: Path) -> None:
    database = tmp_path / "local_discord.db"
    writer = (
        "import sys\n"
        "from pathlib import Path\n"
        "from bot.local_discord.world.store import Store\n"
        "store = Store(Path(sys.argv[1]))\n"
        "for number in range(100):\n"
        "    store.put('message', str(number), {'n': number})\n"
        "store.put_blob('a', b'bytes')\n"
        "print('written', flush=True)\n"
        "sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", writer, str(database)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=Path.cwd(), env=dict(os.environ), **pipes) as process:
        assert process.stdout.readline() == b"written\n"
        process.send_signal(signal.SIGKILL)
    store = Store(database)
    assert len(list(store.each("message"))) == 100
    assert store.blob("a") == b"bytes"
    store.close()


def test_on_a_full_disk_it_goes_on_in_memory_and_writes_it_down_later(small_disk: Path) -> None:
    """The demo's page answered every message of a full disk with an error of the server's own."""
    path = small_disk / "data" / "local.db"
    store = Store(path)
    store.put("message", "1", {"text": "before"})
    store.put("message", "2", {"text": "removed on a full disk"})
    with full(path.parent):
        for number in range(3, 60):
            store.put("message", str(number), {"text": "x" * 4000})
        store.put("message", "1", {"text": "changed"})
        store.remove("message", "2")
        store.put_blob("picture", b"p" * 100_000)
        assert store.get("message", "1") == {"text": "changed"}
        assert store.get("message", "2") is None
        assert store.blob("picture") == b"p" * 100_000
        assert len(list(store.each("message"))) == 58
    store.put("message", "after", {"text": "there is room"})
    store.close()
    again = Store(path)
    assert again.get("message", "1") == {"text": "changed"}
    assert again.get("message", "2") is None
    assert again.blob("picture") == b"p" * 100_000
    assert len(list(again.each("message"))) == 59
    again.close()
