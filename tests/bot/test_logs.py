"""The log: lines for people, JSON for machines, the job on each line, and never a secret."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot import logs
from tests.fixtures.easel import Easel


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


FORGED = "x\n06:00:00 ERROR   bot.app: forged\r\x1b[2J\x9b2J\u2028\u202e\x85y"


@pytest.mark.parametrize("format", ["console", "json"])
def test_what_strangers_wrote_is_one_line_without_control_characters(
    log: logging.Logger, format: logs.Format
) -> None:
    """`/show job_id:"x⏎06:00:00 ERROR …"` stood in the console as a line of our own."""
    stream = io.StringIO()
    logs.configure("info", format, stream=stream)
    log.info("refused: %s", FORGED)
    (line,) = stream.getvalue().splitlines()
    assert line.isprintable()
    assert "\\u000a06:00:00 ERROR" in line or "\\n06:00:00 ERROR" in line
    if format == "json":
        assert json.loads(line)["message"] == f"refused: {FORGED}"


def test_a_traceback_cannot_hold_a_line_that_looks_like_ours(log: logging.Logger) -> None:
    stream = io.StringIO()
    logs.configure(stream=stream)
    try:
        fail(FORGED)
    except RuntimeError:
        log.exception("failed")
    first, *trace = stream.getvalue().rstrip("\n").split("\n")
    assert first.endswith("ERROR   bot.somewhere: failed")
    assert all(line.startswith("  ") and line.isprintable() for line in trace)
    assert any("forged" in line for line in trace)


async def test_what_is_typed_for_an_id_forges_no_line_of_the_log(
    easel: Easel, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    handle = await easel.ada.slash("#general", "show", job_id=FORGED)
    await handle.finished()
    lines = [logs.ConsoleLines(()).format(record) for record in caplog.records]
    told = [line for line in lines if "forged" in line]
    assert told and all(line.isprintable() for line in told)
