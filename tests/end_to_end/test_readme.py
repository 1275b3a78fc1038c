"""Every command of the README does what it says, run as it stands there."""

import asyncio
import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from bot.local_discord import LocalDiscord
from tests.end_to_end.demo import EASEL, ROOT, wait_for_line

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(900)]

PATIENCE_S = 300  # a busy machine may take a while

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^ *```sh\n(.*?)^ *```", README, re.DOTALL | re.MULTILINE)
COMMANDS = [line.split(" #")[0].strip() for block in BLOCKS for line in block.splitlines()]


def run(command: str, folder: Path, expect: int = 0, **environment: str) -> str:
    """Run a line of the README in `folder`, with the program that is under test here."""
    line = command.replace(".venv/bin/easel", str(EASEL))
    env = {**os.environ, **environment}
    answer = subprocess.run(
        line, shell=True, cwd=folder, env=env, capture_output=True, text=True, timeout=PATIENCE_S
    )
    assert answer.returncode == expect, answer.stdout + answer.stderr
    return answer.stdout


def make_demo(command: str, folder: Path) -> None:
    arguments = f"--port 0 --no-browser --data {folder}"
    process = subprocess.Popen(
        [*command.split(), f"ARGS={arguments}"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert wait_for_line(process, r"ready http://127\.0\.0\.1:\d+")
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(PATIENCE_S) in (
            0,
            2,
            -signal.SIGINT,
        )  # make's own way to say: interrupted
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def make_prints(expected: str) -> Callable[[str, Path], None]:
    """For what cannot run inside itself: the recipe is the one that is running."""

    def check(command: str, folder: Path) -> None:
        shown = subprocess.run(
            [*command.split(), "--dry-run"], cwd=ROOT, capture_output=True, text=True
        )
        assert expected in shown.stdout, shown.stdout + shown.stderr

    return check


def imagine(command: str, folder: Path) -> None:
    answer = json.loads(run(f"{command} --json", folder).splitlines()[-1])
    with Image.open(folder / "out" / "grid.png") as opened:
        grid = opened.convert("RGB")
    for index, file in enumerate(answer["files"]):
        with Image.open(folder / file) as opened:
            single = opened.convert("RGB")
        left, top = index % 2 * single.width, index // 2 * single.height
        box = (left, top, left + single.width, top + single.height)
        assert grid.crop(box).tobytes() == single.tobytes()


def zoom(command: str, folder: Path) -> None:
    """Of a picture that the line before it made."""
    (folder / "out").mkdir()
    picture = Image.effect_mandelbrot((256, 256), (-2, -1.5, 1, 1.5), 40).convert("RGB")
    picture.save(folder / "out" / "1.png")
    answer = json.loads(run(f"{command} --json", folder).splitlines()[-1])
    with Image.open(folder / answer["files"][0]) as opened:
        middle = opened.convert("RGB").crop((64, 64, 192, 192))
    half = picture.resize((128, 128), Image.Resampling.LANCZOS)
    assert middle.tobytes() == half.tobytes()


def explain(command: str, folder: Path) -> None:
    answer = json.loads(run(f"{command} --json", folder).splitlines()[-1])
    assert [part["weight"] for part in answer["jobs"][0]["parts"]] == [2, 0.5]


def doctor(command: str, folder: Path) -> None:
    """Everything is well but the token: there is none, and it says what to do."""
    shutil.copy(ROOT / "config.example.toml", folder / "easel.toml")
    lines = run(command, folder, expect=1, EASEL_DISCORD__TOKEN="").splitlines()
    assert [line.split()[1] for line in lines if line.startswith("✗")] == ["token"], lines
    assert {"configuration", "device", "model", "database", "disk"} <= {
        line.split()[1] for line in lines if line.startswith("✓")
    }, lines


def bench(command: str, folder: Path) -> None:
    """With one round, so that it is short; the ratios are the same ones."""
    answer = json.loads(run(f"{command} --rounds 1 --pairs 1 --json", folder).splitlines()[-1])
    assert set(answer["ratio"]) == {"images_per_s", "mean_s", "short_mean_s", "p95_s", "single_job"}


def check_database(command: str, folder: Path) -> None:
    run(".venv/bin/easel db migrate", folder)
    run(command, folder)


CHECKS: dict[str, Callable[[str, Path], None]] = {
    r"make demo": make_demo,
    r"make test": make_prints('pytest -m "not gpu"'),
    r"\.venv/bin/easel imagine (?!.*--zoom).*": imagine,
    r"\.venv/bin/easel imagine .* --zoom .*": zoom,
    r"\.venv/bin/easel explain .*": explain,
    r"\.venv/bin/easel doctor.*": doctor,
    r"\.venv/bin/easel bench.*": bench,
    r"\.venv/bin/easel db check": check_database,
}
ELSEWHERE = {
    "export EASEL_DISCORD__TOKEN=your-token": "test_run_logs_in_and_ends_cleanly",
    ".venv/bin/easel run --config easel.toml": "test_run_logs_in_and_ends_cleanly",
    ".venv/bin/pytest -n 2 --dist loadfile": "this very run",
    '.venv/bin/pytest -m "slow or browser or end_to_end" -n 2 --dist loadfile': "this very run",
    ".venv/bin/ruff check . && .venv/bin/mypy": "make lint",
}


@pytest.mark.parametrize("command", [c for c in COMMANDS if c not in ELSEWHERE])
def test_command_of_the_readme(command: str, tmp_path: Path) -> None:
    [check] = [check for form, check in CHECKS.items() if re.fullmatch(form, command)]
    check(command, tmp_path)


async def test_run_logs_in_and_ends_cleanly(local_discord: LocalDiscord, tmp_path: Path) -> None:
    """`easel run` on a server that speaks Discord's API, with the token from the environment."""
    shutil.copy(ROOT / "config.example.toml", tmp_path / "easel.toml")
    process = await asyncio.create_subprocess_exec(
        EASEL,
        *("run", "--config", "easel.toml"),
        cwd=tmp_path,
        env={
            **os.environ,
            "EASEL_DISCORD__TOKEN": local_discord.token,
            "EASEL_DISCORD__API_URL": local_discord.api_url,
        },
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(PATIENCE_S):
            while (line := await process.stdout.readline()).strip() != b"ready":
                assert line, "ended before it was ready"
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(PATIENCE_S):
            assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert local_discord.token not in (tmp_path / "easel.toml").read_text()
