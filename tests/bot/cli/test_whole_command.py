"""The commands from their words to their exit code, with real models: tiny ones, to be quick.

In this process, where the libraries are imported already; `end_to_end/test_readme.py` runs
`imagine`, `explain`, `doctor` and `bench` as processes of their own.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import torch

from bot.cli import program

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(900)]
ROOT = Path(__file__).parents[3]
COMMAND = "import sys; from bot.cli import main; sys.exit(main())"


@dataclass(frozen=True)
class Ended:
    returncode: int
    stdout: str
    stderr: str


RunEasel = Callable[..., Ended]


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.engine.tiny_models import save_pixart

    folder = tmp_path_factory.mktemp("easel")
    save_pixart(folder / "model")
    path = folder / "easel.toml"
    path.write_text(f'[engine]\nmodel = "{folder}/model"\n[storage]\ndirectory = "{folder}/data"\n')
    return path


@pytest.fixture
def easel(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, long_turns: list[str]
) -> Iterator[RunEasel]:
    """Run `easel` with these arguments; nobody else waits on the loop of a command."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    threads = torch.get_num_threads()
    capsys.readouterr()

    def run(*arguments: str) -> Ended:
        code = program.run(arguments)
        torch.set_num_threads(threads)
        told = capsys.readouterr()
        return Ended(code, told.out, told.err)

    yield run
    long_turns.clear()


def test_imagine_twice_gives_the_same_bytes(easel: RunEasel, config: Path, tmp_path: Path) -> None:
    """Row 15."""
    made = []
    for name in ("one", "two"):
        ended = easel(
            "imagine", "a", "red fox", "--ar", "3:2", "--config", str(config),
            "--out", str(tmp_path / name), "--seed", "7", "--json",
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr
        assert "100%" in ended.stderr and "Traceback" not in ended.stderr
        made.append(json.loads(ended.stdout.splitlines()[-1]))
    assert made[0]["prompt"] == "a red fox --ar 3:2"
    assert made[0]["seeds"] == [7, 8, 9, 10]
    for first, second in zip(made[0]["files"], made[1]["files"], strict=True):
        assert Path(first).read_bytes() == Path(second).read_bytes()
    assert Path(made[0]["grid"]).read_bytes() == Path(made[1]["grid"]).read_bytes()


def test_explain_and_doctor_answer_and_a_model_that_is_not_there_is_one_sentence(
    easel: RunEasel, config: Path, tmp_path: Path
) -> None:
    ended = easel("explain", "hot::2 dog", "--json", "--config", str(config))
    assert ended.returncode == 0, ended.stderr
    (job,) = json.loads(ended.stdout)["jobs"]
    assert job["parts"] == [{"text": "hot", "weight": 2.0}, {"text": "dog", "weight": 1.0}]
    ended = easel("explain", "fox --sytlize 3", "--config", str(config))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "easel: There is no `--sytlize`. Did you mean `--stylize`?\n"
    ended = easel("doctor", "--config", str(config))
    lines = ended.stdout.splitlines()
    assert ended.returncode == 1 and [line for line in lines if line[0] == "✗"] == [lines[1]]
    assert {line.split()[1] for line in lines} >= {
        "configuration", "token", "device", "model", "database", "disk",
    }  # fmt: skip
    broken = tmp_path / "easel.toml"
    broken.write_text(f'[engine]\nmodel = "{tmp_path}/nothing"\n')
    ended = easel("imagine", "fox", "--config", str(broken), "--out", str(tmp_path / "out"))
    assert ended.returncode == 1 and ended.stderr.startswith("easel: There is no model at ")
    assert ended.stderr.count("\n") == 1


def test_bench_ends_with_the_ratios(easel: RunEasel, config: Path) -> None:
    ended = easel("bench", "--users", "2", "--json", "--config", str(config))
    assert ended.returncode == 0, ended.stderr
    ratio = json.loads(ended.stdout.splitlines()[-1])["ratio"]
    assert set(ratio) == {"images_per_s", "mean_s", "short_mean_s", "p95_s", "single_job"}


def test_bench_of_a_card_ends_with_the_stages(easel: RunEasel, tmp_path: Path) -> None:
    """Cut short after a second: the engine's own tests run all of them."""
    ended = easel(
        "bench", "--card", "--tiny", "--limit-s", "1", "--json", "--out", str(tmp_path / "card"),
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    stages = json.loads(ended.stdout.splitlines()[-1])
    assert stages == json.loads((tmp_path / "card" / "results.json").read_text())
    assert stages["machine"]["findings"][0]["torch"] and stages["race"]["skipped"]
    assert "### The machine\n\n| card | memory GiB |" in ended.stdout


def test_without_a_card_bench_says_what_to_add(tmp_path: Path) -> None:
    """As a process: the sentence and the exit code reach the shell."""
    if torch.cuda.is_available():
        pytest.skip("there is a card")
    line = [sys.executable, "-c", COMMAND, "bench", "--card", "--out", str(tmp_path / "card")]
    ended = subprocess.run(line, capture_output=True, text=True, cwd=ROOT, timeout=600)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "add --tiny" in ended.stderr and ended.stderr.count("\n") == 1
