"""Where training speaks: one line at a time on stdout, at once."""

import sys


def say(line: str) -> None:
    """Write one line and flush it, so that a log file is never behind."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
