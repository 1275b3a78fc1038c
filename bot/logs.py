"""The program's own log, on stderr: lines for people or JSON for machines, never a secret.

What strangers wrote cannot look like a line of ours, nor move the cursor of a terminal.

`about_job(job_id)` marks every line logged inside it. Knows no configuration file; it is told.
"""

import json
import logging
import re
import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal, TextIO

Format = Literal["console", "json"]
HIDDEN = "[secret]"
# Ends of lines of every kind, what terminals obey, and what turns the direction of a text.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_KEPT_IN_TRACES = re.compile("(?!\n)" + _CONTROLS.pattern)
_JOB: ContextVar[str | None] = ContextVar("job", default=None)


@contextmanager
def about_job(job_id: str | None) -> Iterator[None]:
    """Lines logged inside carry the id of this job; None: of none."""
    token = _JOB.set(job_id)
    try:
        yield
    finally:
        _JOB.reset(token)


def configure(
    level: str = "info",
    format: Format = "console",
    secrets: Sequence[str] = (),
    stream: TextIO | None = None,
) -> None:
    """Send the log of the whole process to one stream, replacing what was set up before."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines(secrets) if format == "json" else ConsoleLines(secrets))
    handler.addFilter(_mark)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    if root.level >= logging.INFO:  # their INFO tells each request
        for name in ("httpx", "aiohttp.access", "PIL", "asyncio"):
            logging.getLogger(name).setLevel(logging.WARNING)


def _mark(record: logging.LogRecord) -> bool:
    """Add the job; drop what is said at every start and concerns nobody."""
    record.job = _JOB.get()
    return "voice will NOT be supported" not in record.msg  # discord.py; we have no voice


class _Redacting(logging.Formatter):
    """Whatever is formatted, traceback included, leaves without the secrets."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__()
        self._secrets = [secret for secret in secrets if secret]

    def hidden(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return text


class ConsoleLines(_Redacting):
    """`12:03:04 INFO  bot.app: ready [job …]`, the traceback below it, set in."""

    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC).strftime("%H:%M:%S")
        job = getattr(record, "job", None)
        line = f"{when} {record.levelname:<7} {record.name}: {escaped(record.getMessage())}"
        line += f" [job {job}]" if job else ""
        if record.exc_info:
            trace = _KEPT_IN_TRACES.sub(_escape, self.formatException(record.exc_info))
            line += "\n" + textwrap.indent(trace, "  ")
        return self.hidden(line)


class JsonLines(_Redacting):
    """One JSON object a line: at, level, logger, message; job and error where there are some."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self.hidden(record.getMessage()),
        }
        if job := getattr(record, "job", None):
            line["job"] = job
        if record.exc_info:
            line["error"] = self.hidden(self.formatException(record.exc_info))
        return escaped(json.dumps(line, ensure_ascii=False))


def escaped(text: str) -> str:
    """Control characters as they would be written in JSON: `\\u001b`."""
    return _CONTROLS.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
