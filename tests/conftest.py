"""Fixtures every test has: no host but this one, and the local Discord's gates where it is used."""

pytest_plugins = [
    "tests.fixtures.no_foreign_host",
    "tests.fixtures.local_discord",
    "tests.fixtures.browser",
    "tests.fixtures.easel",
]
