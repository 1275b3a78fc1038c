"""The gate that keeps every test on this machine."""

from __future__ import annotations

import socket

import aiohttp
import pytest


async def test_a_foreign_host_is_refused_and_noted(no_foreign_host) -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientError):
            await session.get("http://discord.example/")
        with pytest.raises(aiohttp.ClientError):
            await session.get("http://192.0.2.1/")
    assert len(no_foreign_host) == 2
    assert "discord.example" in no_foreign_host[0]
    assert "192.0.2.1" in no_foreign_host[1]
    no_foreign_host.clear()


def test_this_machine_and_unix_sockets_are_free(no_foreign_host, tmp_path) -> None:
    with socket.socket() as listener, socket.socket() as caller:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        caller.connect(listener.getsockname())
    path = str(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as listener, socket.socket(socket.AF_UNIX) as caller:
        listener.bind(path)
        listener.listen()
        caller.connect(path)
    assert no_foreign_host == []
