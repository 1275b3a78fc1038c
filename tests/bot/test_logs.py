"""The log: lines for people, JSON for machines, the job on each line, and never a secret."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot import logs


@pytest.fixture
def log() -> Iterator[logging.Logger]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield logging.getLogger("bot.somewhere")
    root.handlers[:] = handlers
    root.setLevel(level)


def fail(token: str) -> None:
    raise RuntimeError(f"refused: {token}")


@pytest.mark.parametrize("format", ["console", "json"])
def test_a_secret_never_gets_into_the_log(log: logging.Logger, format: logs.Format) -> None:
    stream = io.StringIO()
    logs.configure("debug", format, ["s3cr3t"], stream)
    log.info("token %s", "s3cr3t")
    try:
        fail("s3cr3t")
    except RuntimeError:
        log.exception("failed with s3cr3t")
    assert "s3cr3t" not in stream.getvalue()
    assert stream.getvalue().count(logs.HIDDEN) >= 3
    assert "RuntimeError" in stream.getvalue()


def test_json_lines_carry_the_job(log: logging.Logger) -> None:
    stream = io.StringIO()
    logs.configure("info", "json", stream=stream)
    with logs.about_job("j1"):
        log.info("one\ntwo %d", 3)
    log.warning("later")
    log.debug("too small to matter")
    first, second = map(json.loads, stream.getvalue().splitlines())
    assert (first["message"], first["job"], first["level"]) == ("one\ntwo 3", "j1", "info")
    assert "job" not in second and second["logger"] == "bot.somewhere"


def test_console_lines_carry_the_job(log: logging.Logger) -> None:
    stream = io.StringIO()
    logs.configure(stream=stream)
    with logs.about_job("j1"):
        log.info("ready")
    assert stream.getvalue().endswith("INFO    bot.somewhere: ready [job j1]\n")
