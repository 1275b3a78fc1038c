"""What every test has: no host but this one, the local Discord's gates, and a log of its own."""

import logging
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from bot.logs import ConsoleLines, JsonLines

pytest_plugins = [
    "tests.fixtures.no_foreign_host",
    "tests.fixtures.watched_loop",
    "tests.fixtures.broken_disk",
    "tests.fixtures.local_discord",
    "tests.fixtures.browser",
    "tests.fixtures.easel",
]


# no example and no drawing of one is a mistake because the machine is busy
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the engine measures is not kept in the folder of who runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def log_as_it_was() -> Iterator[None]:
    """A command that sets up the log of the whole process leaves it as it found it."""
    root = logging.getLogger()
    level = root.level
    yield
    root.setLevel(level)
    for handler in list(root.handlers):
        if isinstance(handler.formatter, ConsoleLines | JsonLines):
            root.removeHandler(handler)
