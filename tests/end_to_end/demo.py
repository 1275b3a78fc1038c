"""`easel demo` as its own process, as a person starts it; shared by the end-to-end tests."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
EASEL = Path(sys.executable).with_name("easel")
UNASKED = {"EASEL_QUOTA__CREDITS": "unlimited"}  # no dear job is asked about


@dataclass
class Demo:
    """A running program: its address, and its two ways to end."""

    process: "subprocess.Popen[str]"
    url: str
    seconds_to_ready: float

    def ctrl_c(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(300)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(300)


@contextmanager
def demo(data: Path, *arguments: str, **environment: str) -> Iterator[Demo]:
    """Start it on a free port and wait for the line `ready URL`; killed at the end if needed."""
    data.mkdir(parents=True, exist_ok=True)
    command = [EASEL, "demo", "--port", "0", "--no-browser", "--data", data, *arguments]
    started = time.monotonic()
    with (data / "demo.log").open("a") as log:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            cwd=ROOT,
            env={**os.environ, **environment},
        )
    try:
        found = wait_for_line(process, r"ready (http://\S+)")
        assert found, (data / "demo.log").read_text()
        yield Demo(process, found[1], time.monotonic() - started)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def wait_for_line(process: "subprocess.Popen[str]", form: str) -> re.Match[str] | None:
    """The first line of its output that begins so; None if it ends before."""
    assert process.stdout is not None
    return next((found for line in process.stdout if (found := re.match(form, line))), None)
