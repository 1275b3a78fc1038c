"""Where training speaks: a progress bar for people, plain lines for log files."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)

Item = TypeVar("Item")


def print_line(line: str) -> None:
    """Write one line and flush it, so that a log file is never behind."""
    if _shown:
        _shown[-1].console.print(line, markup=False, highlight=False)
        return
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class Bar:
    """How far a stage is; does nothing where stdout is no terminal."""

    def __init__(self, progress: Progress | None, name: str) -> None:
        self._progress = progress
        self._task = None if progress is None else progress.add_task(name, total=1.0, note="")

    def show(self, share: float, note: str = "") -> None:
        """The share of the stage that is done, 0 to 1, and a few words beside it."""
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, completed=share, note=note)


@contextmanager
def bar(name: str) -> Iterator[Bar]:
    """A bar for one stage; what `print_line` writes meanwhile stands above it."""
    if not sys.stdout.isatty():
        yield Bar(None, name)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[note]}"),
    )
    with Progress(*columns, console=Console()) as progress:
        _shown.append(progress)
        try:
            yield Bar(progress, name)
        finally:
            _shown.remove(progress)


def track(items: Iterable[Item], name: str, total: int | None = None) -> Iterator[Item]:
    """The items, with a bar that counts them, or about 24 lines where there is no terminal."""
    count = len(items) if total is None and isinstance(items, list | range) else total or 1
    with bar(name) as shown:
        for done, item in enumerate(items, 1):
            yield item
            shown.show(done / count, f"{done} of {count}")
            if not sys.stdout.isatty() and (done % max(1, count // 24) == 0 or done == count):
                print_line(f"{name}: {done} of {count}")


_shown: list[Progress] = []
"""The bar on the screen, if any."""
