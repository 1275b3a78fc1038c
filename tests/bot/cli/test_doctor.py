"""`easel doctor`: each thing that can be wrong is found, said in a line, and fails the whole."""

import socket
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.cli import checks, doctor
from bot.config import DiscordSection, Settings, StorageSection, load_settings
from bot.local_discord import LocalDiscord
from engine import EngineOptions
from engine.doctor import Check
from storage import maintenance

NOTE = "float16 is not known to this device; float32 is used."


def with_discord(token: str, api_url: str) -> Settings:
    section = DiscordSection(token=SecretStr(token), api_url=api_url)
    return load_settings(None).model_copy(update={"discord": section})


def with_folder(folder: Path) -> Settings:
    return load_settings(None).model_copy(update={"storage": StorageSection(directory=folder)})


async def test_the_token_is_asked_for_at_discord() -> None:
    async with LocalDiscord.start() as server:
        good = await checks.token(with_discord(server.token, server.api_url))
        bad = await checks.token(with_discord("s3cr3t", server.api_url))
    assert good.is_well and "Easel" in good.text
    assert bad.is_well is False and "does not know it" in bad.text
    assert "s3cr3t" not in bad.text


async def test_no_token_and_no_discord_are_told_apart() -> None:
    none = await checks.token(load_settings(None))
    assert none.is_well is False and "EASEL_DISCORD__TOKEN" in none.text
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/api/v10"
        far = await checks.token(with_discord("s3cr3t", address))
    assert far.is_well is False and "cannot be reached" in far.text and "s3cr3t" not in far.text


def test_model_device_and_fallbacks_are_told() -> None:
    checked = [
        Check("device", True, "CPU with 2 threads, no GPU."),
        Check("model", False, "There is no folder x."),
        Check("fallback", True, NOTE),
    ]
    found = list(checks.engine(load_settings(None), lambda options: checked))
    assert [each.is_well for each in found] == [True, False, None]
    assert [each.text for each in found] == [each.sentence.rstrip(".") for each in checked]


def test_the_engine_is_checked_with_what_is_configured() -> None:
    engine = load_settings(None).engine.model_copy(update={"model": "x", "device": "cuda:1"})
    settings = load_settings(None).model_copy(update={"engine": engine})
    asked: list[EngineOptions] = []
    list(checks.engine(settings, lambda options: asked.append(options) or []))
    assert asked == [EngineOptions(model="x", device="cuda:1")]


def test_a_new_a_sound_and_a_damaged_database_are_told_apart(tmp_path: Path) -> None:
    settings = with_folder(tmp_path)
    assert checks.database(settings).is_well and "first start" in checks.database(settings).text
    maintenance.migrate(tmp_path)
    assert checks.database(settings).is_well and "0 jobs" in checks.database(settings).text
    (tmp_path / "easel.db").write_bytes(b"no database at all" * 100)
    assert checks.database(settings).is_well is False


def test_the_free_space_is_told_even_before_the_folder_is_made(tmp_path: Path) -> None:
    finding = checks.disk(with_folder(tmp_path / "not" / "yet"))
    assert finding.is_well and "GiB free" in finding.text
    (tmp_path / "file").write_text("in the way")
    assert checks.disk(with_folder(tmp_path / "file")).is_well is False


async def test_a_broken_configuration_is_the_only_finding(tmp_path: Path) -> None:
    (tmp_path / "easel.toml").write_text("[log]\nlevl = 1\n")
    (finding,) = [each async for each in doctor.findings(tmp_path / "easel.toml")]
    assert finding.is_well is False and "`level`" in finding.text


def test_one_bad_finding_is_exit_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from bot.cli import program

    (tmp_path / "easel.toml").write_text("[log]\nlevl = 1\n")
    assert program.run(["doctor", "--config", str(tmp_path / "easel.toml")]) == 1
    assert capsys.readouterr().out.startswith("✗ configuration")
