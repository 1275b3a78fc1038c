"""The crowd: a local Discord in a process of its own, and people on it who order and press.

Each comes at a moment drawn before, whether or not the bot has answered the others. Knows neither
the bot nor how its answers are measured.
"""

import asyncio
import random
from collections import Counter, deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Final, Self

from bot.local_discord import InteractionHandle, LocalDiscord, Person

Json = dict[str, Any]

CHANNEL: Final = "#general"
KEPT: Final = 200  # people press under what was posted lately
# What people press, so many of a hundred.
PRESSES: Final = {"U": 40, "❤️": 25, "V": 7, "🔄": 8, "/settings": 10, "panel": 10}
SUBJECTS: Final = ("a lighthouse at dusk", "a fox in the snow", "a castle by the sea", "a robot")


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many people, and how much they do in how long; `seed` decides who comes when."""

    people: int
    orders: int
    presses: int
    seconds: float
    seed: int

    @classmethod
    def of(cls, people: int, seconds: float, seed: int) -> Self:
        """Each orders five times in a minute and presses ten times."""
        minutes = seconds / 60
        return cls(people, round(5 * people * minutes), round(10 * people * minutes), seconds, seed)


@dataclass(frozen=True, slots=True)
class DiscordAt:
    """Where the bot finds the crowd's Discord."""

    token: str
    api_url: str


@dataclass(slots=True)
class Told:
    """What became of it, as people saw it; `unanswered`: nobody answered within Discord's 3 s."""

    done: dict[str, int]
    unanswered: dict[str, int]
    grids: int


def live(pipe: Connection, crowd: Crowd) -> None:
    """The process: sends a DiscordAt, lives at a word, sends Told, and stays until it is left."""
    asyncio.run(_live(pipe, crowd))


async def _live(pipe: Connection, crowd: Crowd) -> None:
    async with LocalDiscord.start() as server:
        people = [server.add_person(f"person{number}") for number in range(crowd.people)]
        pipe.send(DiscordAt(server.token, server.api_url))
        await asyncio.to_thread(pipe.recv)
        party = _Party(server, people, random.Random(crowd.seed))
        watching = asyncio.create_task(party.watch())
        told = await party.live(crowd)
        watching.cancel()
        pipe.send(told)
        with suppress(EOFError):
            await asyncio.to_thread(pipe.recv)


class _Party:
    """`grids` and `singles`: what was posted lately and can be pressed; `panels` by person."""

    def __init__(self, server: LocalDiscord, people: Sequence[Person], rng: random.Random) -> None:
        self._server = server
        self._people = people
        self._rng = rng
        self._grids: deque[Json] = deque(maxlen=KEPT)
        self._singles: deque[Json] = deque(maxlen=KEPT)
        self._panels: dict[str, Json] = {}
        self._done: Counter[str] = Counter()
        self._unanswered: Counter[str] = Counter()
        self._posted = 0

    async def watch(self) -> None:
        """Keep the latest finished pictures, as somebody sees them who looks on."""
        onlooker = self._server.person("ada")
        with self._server.core.feed.subscribe(onlooker.id) as seen:
            while True:
                event = await seen.events.get()
                if event["t"] != "MESSAGE_CREATE":
                    continue
                ids = _ids(event["d"])
                if any(custom_id.startswith("j1:r:") for custom_id in ids):
                    self._grids.append(event["d"])
                    self._posted += 1
                elif any(custom_id.startswith("j1:h:") for custom_id in ids):
                    self._singles.append(event["d"])

    async def live(self, crowd: Crowd) -> Told:
        """Everything done, each at its moment; returns once all of it has been answered."""
        loop = asyncio.get_running_loop()
        begun_s = loop.time()
        drawn = self._rng.choices(list(PRESSES), list(PRESSES.values()), k=crowd.presses)
        acts = ["/imagine"] * crowd.orders + drawn
        self._rng.shuffle(acts)
        moments = sorted(self._rng.uniform(0, crowd.seconds) for _ in acts)
        acting: set[asyncio.Task[None]] = set()
        for moment, act in zip(moments, acts, strict=True):
            await asyncio.sleep(max(0.0, begun_s + moment - loop.time()))
            acting.add(asyncio.create_task(self._act(act, self._rng.choice(self._people))))
        await asyncio.gather(*acting)
        return Told(dict(self._done), dict(self._unanswered), self._posted)

    async def _act(self, act: str, person: Person) -> None:
        """One thing that one person does, and how they see it answered."""
        act = self._possible(act, person)
        handle = await self._begin(act, person)
        self._done[act] += 1
        if handle.failed is not None:
            self._unanswered[act] += 1
        elif act == "/settings" and handle.message is not None:
            self._panels[person.id] = handle.message

    def _possible(self, act: str, person: Person) -> str:
        """The act, or what has to come before it while there is nothing to press."""
        if act == "panel" and person.id not in self._panels:
            return "/settings"
        if act == "❤️" and not self._singles:
            act = "U"
        return "/imagine" if act in ("U", "V", "🔄") and not self._grids else act

    async def _begin(self, act: str, person: Person) -> InteractionHandle:
        index = self._rng.randint(1, 4)
        match act:
            case "/imagine":
                prompt = f"{self._rng.choice(SUBJECTS)}, number {self._rng.randrange(10**6)}"
                return await person.slash(CHANNEL, "imagine", prompt=prompt)
            case "/settings":
                return await person.slash(CHANNEL, "settings")
            case "panel":
                control = f"s1:b:variability:{self._rng.choice(('low', 'high'))}:{person.id}"
                return await person.click(self._panels[person.id], control)
            case "❤️":
                return await person.click(self._rng.choice(self._singles), "❤️")
            case "🔄":
                return await person.click(self._rng.choice(self._grids), "🔄")
            case _:
                return await person.click(self._rng.choice(self._grids), f"{act}{index}")


def _ids(message: Json) -> set[str]:
    """The ids of all buttons of a message."""
    rows = message["components"]
    return {part.get("custom_id", "") for row in rows for part in row.get("components", ())}
