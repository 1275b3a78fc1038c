"""A person at the demo's page without a browser: the page's own calls, waiting on its socket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

Json = dict[str, Any]
TIMEOUT_S = 300.0


class PageClient:
    """One person in one channel."""

    def __init__(
        self, session: aiohttp.ClientSession, socket: aiohttp.ClientWebSocketResponse, world: Json
    ) -> None:
        self._session = session
        self._socket = socket
        self._world = world
        self._channel = next(c["id"] for c in world["channels"] if c["name"] == "general")

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, person: str = "ada") -> AsyncIterator[PageClient]:
        headers = {"X-Person": person}
        async with aiohttp.ClientSession(url, headers=headers) as session:
            async with session.get("/local/bootstrap") as answer:
                world = await answer.json()
            async with session.ws_connect("/local/socket") as socket:
                yield cls(session, socket, world)

    async def imagine(self, prompt: str) -> None:
        command = next(c for c in self._world["commands"] if c["name"] == "imagine")
        option = {"name": "prompt", "type": 3, "value": prompt}
        data = {"id": command["id"], "name": "imagine", "type": 1, "options": [option]}
        await self._interact({"type": 2, "data": data})

    async def click(self, message: Json, label: str) -> None:
        part = next(
            part
            for row in message["components"]
            for part in row["components"]
            if part.get("label") == label
        )
        data = {"custom_id": part["custom_id"], "component_type": 2}
        await self._interact({"type": 3, "data": data, "message_id": message["id"]})

    async def messages(self) -> list[Json]:
        async with self._session.get(f"/local/channels/{self._channel}/messages") as answer:
            shown: list[Json] = await answer.json()
            return shown

    async def until(self, probe: Callable[[list[Json]], Any]) -> Any:
        """Ask again after each thing the socket tells, until the answer is true."""
        async with asyncio.timeout(TIMEOUT_S):
            while not (found := probe(await self.messages())):
                await self._socket.receive_json()
            return found

    async def _interact(self, wish: Json) -> None:
        body = {"nonce": "1", "channel_id": self._channel, **wish}
        async with self._session.post("/local/interactions", json=body) as answer:
            assert answer.status == 202, await answer.text()
