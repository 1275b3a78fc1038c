"""The whole program: how it starts, why it cannot, how it ends."""

import asyncio
import signal
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import run_bot
from bot.config import DiscordSection
from bot.demo import run_demo
from bot.errors import CommandError
from engine import CannedEngine, EngineStopped, ModelLoadError
from storage import Storage
from tests.fixtures.easel import Easel, labels


async def test_a_wrong_token_is_one_sentence(cold_easel: Easel):
    settings = cold_easel.settings()
    wrong = settings.discord.model_copy(update={"token": SecretStr("wrong")})
    with pytest.raises(CommandError, match=r"Discord refused the token") as caught:
        await run_bot(settings.model_copy(update={"discord": wrong}), engine=CannedEngine())
    assert "wrong" not in caught.value.sentence


async def test_a_server_that_is_not_there_is_one_sentence(cold_easel: Easel):
    nobody = DiscordSection(token=SecretStr("x"), api_url="http://127.0.0.1:9/api/v10")
    settings = cold_easel.settings().model_copy(update={"discord": nobody})
    with pytest.raises(CommandError, match=r"http://127.0.0.1:9/api/v10 cannot be reached"):
        await run_bot(settings, engine=CannedEngine())


async def test_a_broken_model_is_one_sentence(cold_easel: Easel):
    engine = CannedEngine(load_error=ModelLoadError("There is no model in /nowhere."))
    with pytest.raises(CommandError, match=r"There is no model in /nowhere"):
        await run_bot(cold_easel.settings(), engine=engine)


async def test_a_folder_in_use_is_one_sentence(cold_easel: Easel):
    async with Storage.open(cold_easel.folder):
        with pytest.raises(CommandError, match=r"Another Easel is at work"):
            await run_bot(cold_easel.settings(), engine=CannedEngine())


async def test_a_stop_drains(easel: Easel):
    await easel.engine.hold(3)
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox")
    await easel.ada.until(lambda: "(25%)" in handle.message["content"])
    preview = handle.message["attachments"][0]["filename"]
    await easel.stop()
    assert handle.message["content"].endswith("(Paused, goes on after the restart)")
    assert handle.message["attachments"][0]["filename"] == preview
    assert easel.jobs()[0]["status"] == "queued"
    assert not easel.server.is_bot_online


async def test_what_is_put_back_says_so_as_long_as_the_stop_lasts(easel: Easel):
    """Its place in line was told over it, where another job was still being delivered."""
    easel.server.faults.slow(1.5, method="POST", path="/channels/*/messages")
    await easel.ben.slash("#general", "imagine", prompt="a castle")
    await easel.until_row("SELECT 1 FROM jobs WHERE status = 'delivering'")
    await easel.engine.hold(3)
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox")
    await easel.engine.held()
    await easel.stop()
    assert [job["status"] for job in easel.jobs()] == ["done", "queued"]
    assert handle.message["content"].endswith("(Paused, goes on after the restart)")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_the_systems_signals_stop_it(easel: Easel, number: signal.Signals):
    await easel.engine.hold(3)
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox")
    await easel.engine.held()
    signal.raise_signal(number)
    signal.raise_signal(number)  # somebody is impatient
    await easel.ended()
    assert "(Paused" in handle.message["content"]
    assert easel.jobs()[0]["attempts"] == 0


async def test_while_it_drains_new_work_is_refused(easel: Easel):
    """A delivery that hangs keeps the drain open."""
    easel.server.faults.slow(0.5, method="POST", path="/channels/*/messages")
    await easel.ada.slash("#general", "imagine", prompt="a fox")
    await easel.until_row("SELECT 1 FROM jobs WHERE status = 'delivering'")
    stopping = asyncio.create_task(easel.stop())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    handle = await easel.ada.slash("#general", "imagine", prompt="another")
    assert handle.message["embeds"][0]["title"] == "Maintenance"
    await stopping
    assert [job["status"] for job in easel.jobs()] == ["done"]


async def test_an_engine_that_ends_by_itself_ends_the_program_and_keeps_the_line(easel: Easel):
    """Putting the job back and claiming it again would turn in circles for ever."""
    easel.engine.fail_next(EngineStopped())
    await easel.ada.slash("#general", "imagine", prompt="a fox")
    with pytest.raises(CommandError, match=r"The engine is shutting down"):
        await easel.ended()
    assert easel.jobs()[0]["status"] == "queued"
    await easel.start()
    await easel.ada.wait_for("#general", lambda m: "U1" in labels(m))


async def test_commands_stand_where_they_should_and_nowhere_twice(cold_easel: Easel):
    """Registered for one server, then everywhere: the picker never shows a command twice."""
    easel = cold_easel
    for guilds in ((int(easel.server.world.guild_id), 4), (), (int(easel.server.world.guild_id),)):
        easel.guild_ids = guilds
        await easel.start()
        names = easel.ada.commands("#general")
        assert len(names) == len(set(names)) >= 8
        await easel.grid(easel.ada)
        await easel.kill()


async def test_the_demo_serves_and_keeps_its_history(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    folder = tmp_path / "demo"
    for _ in range(2):
        stop, addresses = asyncio.Event(), []

        def ready(url: str, addresses=addresses, stop=stop) -> None:
            addresses.append(url)
            stop.set()

        await run_demo(
            "127.0.0.1", 0, folder, False, on_ready=ready, engine=CannedEngine(), stop=stop
        )
        assert addresses[0].startswith("http://127.0.0.1:")
    assert sorted(path.name for path in folder.glob("*.db")) == ["easel.db", "local_discord.db"]
    assert "others could read" not in caplog.text


async def test_a_port_in_use_is_one_sentence(easel: Easel, tmp_path: Path):
    port = int(easel.server.url.rpartition(":")[2])
    with pytest.raises(CommandError, match=rf"127.0.0.1:{port} cannot be served"):
        await run_demo("127.0.0.1", port, tmp_path, False, on_ready=print)


async def test_a_lost_gateway_is_found_again(easel: Easel):
    for connection in easel.server.core.gateway.connections():
        connection.close(4000)
    await easel.ada.until(lambda: not easel.server.is_bot_online)
    await easel.ada.until(lambda: easel.server.is_bot_online)
    await easel.ada.slash("#general", "imagine", prompt="a fox")
    await easel.ada.wait_for("#general", lambda m: "U1" in labels(m))
