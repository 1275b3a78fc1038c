"""The command line as a whole: quick, sentences instead of tracebacks, exit codes 0, 1 and 2."""

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from bot.cli import program

ROOT = Path(__file__).parents[3]
COMMANDS = ("demo", "run", "imagine", "explain", "doctor", "bench", "job", "db")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EASEL_DISCORD__TOKEN", raising=False)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    return tmp_path


@pytest.mark.parametrize("arguments", [["--help"], []])
def test_help_shows_every_command(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert program.run(arguments) == 0
    shown = capsys.readouterr().out
    assert all(f" {command} " in shown for command in COMMANDS)


@pytest.mark.parametrize("command", [*COMMANDS, "db check", "db backup", "db migrate"])
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert program.run([*command.split(), "--help"]) == 0
    assert f"easel {command}" in capsys.readouterr().out


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from bot.cli.program import run; run(['--help']);"
        "heavy = {'torch', 'diffusers', 'discord', 'aiohttp', 'engine', 'storage', 'PIL'};"
        "sys.stderr.write(str(heavy & {name.split('.')[0] for name in sys.modules}))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert ended.stderr == "set()"


def test_version_prints_the_version_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.run(["--version"]) == 0
    assert capsys.readouterr().out == f"easel {version('easel-bot')}\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["paint"], "No such command 'paint'"),
        (["imagine"], "Say what to draw"),
        (["imagine", "fox", "--seed", "x"], "'--seed'"),
        (["demo", "--port", "99999"], "'--port'"),
        (["run", "--config", "nope.toml"], "There is no file nope.toml."),
        (["bench", "--tiny"], "--tiny, --out and --limit-s belong to --card: add it."),
        (["run"], "`discord.token` is empty: set EASEL_DISCORD__TOKEN"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_code_2(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.run(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("easel: ") and words in told.err
    assert told.err.count("\n") == 1


def test_a_broken_configuration_names_the_key(
    own_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (own_folder / "easel.toml").write_text("[engine]\nmodle = 'x'\n")  # found without --config
    assert program.run(["db", "check"]) == 2
    assert "Did you mean `model`?" in capsys.readouterr().err


def test_what_failed_is_one_sentence_and_exit_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.run(["db", "check"]) == 1
    assert capsys.readouterr().err == "easel: There is no database at data/easel.db.\n"


def test_what_nobody_expected_is_told_without_a_traceback(
    capsys: pytest.CaptureFixture[str],
) -> None:
    program.run(["--version"])
    assert sys.excepthook.__name__ == "_unexpected"
    error = KeyError("x\ny")
    sys.excepthook(KeyError, error, None)
    told = capsys.readouterr().err
    assert "KeyError" in told and "--debug" in told and told.count("\n") == 1


def test_debug_leaves_tracebacks_alone() -> None:
    before = sys.excepthook
    program.run(["db", "check", "--help", "--debug"])
    assert sys.excepthook is before
