"""Where commands write: results to stdout, everything else to stderr."""

import json
import sys
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from rich.console import Console


def out() -> Console:
    """For results; keeps text as it is, with no markup in it."""
    return Console(markup=False, highlight=False, emoji=False)


def err() -> Console:
    """For progress and for what goes wrong."""
    return Console(stderr=True, markup=False, highlight=False, emoji=False)


def working(words: str) -> AbstractContextManager[object]:
    """A sign of life on a terminal while something takes its time; nothing elsewhere."""
    console = err()
    return console.status(words) if console.is_terminal else nullcontext()


def line(text: str) -> None:
    """One line on stdout that another program may read: never wrapped, sent at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def json_line(value: dict[str, Any]) -> None:
    line(json.dumps(value, ensure_ascii=False))
