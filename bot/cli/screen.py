"""Where commands write: results to stdout, everything else to stderr."""

import json
import sys
from typing import Any

from rich.console import Console


def out() -> Console:
    """For results; keeps text as it is, with no markup in it."""
    return Console(markup=False, highlight=False, emoji=False)


def err() -> Console:
    """For progress and for what goes wrong."""
    return Console(stderr=True, markup=False, highlight=False, emoji=False)


def line(text: str) -> None:
    """One line on stdout that another program may read: never wrapped, sent at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def json_line(value: dict[str, Any]) -> None:
    line(json.dumps(value, ensure_ascii=False))
