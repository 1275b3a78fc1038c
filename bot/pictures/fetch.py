"""Pictures behind links: fetched with every check, and decoded before anybody uses them.

Public http and https only, also after each redirect; at most 25 MB and 10 seconds; one at a time
for each person. Knows no job and no prompt. Every refusal is a LinkError with its sentence.
"""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final
from weakref import WeakValueDictionary

import aiohttp
import yarl

from bot.errors import UserError
from bot.language import say
from bot.pictures.addresses import NotPublic, PublicResolver, is_public, literal
from bot.pictures.decode import Decoded
from bot.pictures.decoder import Decoder
from bot.pictures.unfit import NO_PICTURE, Unfit

MAX_LINKS: Final = 5
MAX_BYTES: Final = 25 * 1024 * 1024
TIMEOUT_S: Final = 10.0
AT_ONCE: Final = 16  # files held in memory
MAX_REDIRECTS: Final = 4
_CHUNK: Final = 64 * 1024
_MOVED: Final = (301, 302, 303, 307, 308)
_HEADERS: Final = {"User-Agent": "Easel (Discord bot)", "Accept": "image/*"}


class LinkError(UserError):
    """A link that gives no picture; the sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(say("link-title"), sentence)


@dataclass(frozen=True, slots=True)
class _Body:
    data: bytes
    content_type: str  # as the server calls it


class Fetcher:
    """`trusted`: origins such as `http://127.0.0.1:8420` that need not be public."""

    def __init__(
        self,
        decoder: Decoder,
        trusted: Collection[str] = (),
        *,
        resolver: PublicResolver | None = None,
    ) -> None:
        self._decoder = decoder
        self._trusted = frozenset(trusted)
        self._resolver = resolver
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()  # by person
        self._files = asyncio.Semaphore(AT_ONCE)

    async def pictures(self, links: Sequence[str], person_id: int) -> tuple[Decoded, ...]:
        """Each link's picture, in order; LinkError for the first that gives none."""
        if len(links) > MAX_LINKS:
            raise LinkError(say("link-too-many", most=MAX_LINKS, count=len(links)))
        return tuple([await self.picture(link, person_id) for link in links])

    async def picture(self, link: str, person_id: int) -> Decoded:
        """The picture behind one link, for this person, whose earlier ones come first.

        So whoever asks for many waits for themselves, and stands once in everybody's line.
        """
        turn = self._turns.setdefault(person_id, asyncio.Lock())
        async with turn, self._files:
            body = await self._fetched(link)
            try:
                return await self._decoder.decode(body.data)
            except Unfit as error:
                is_page = error.key == NO_PICTURE and "html" in body.content_type
                key = "link-page" if is_page else error.key
                raise LinkError(say(key, link=short_link(link), **error.values)) from None

    async def _fetched(self, link: str) -> _Body:
        try:
            async with asyncio.timeout(TIMEOUT_S):
                return await self._read(link)
        except TimeoutError:
            raise LinkError(
                say("link-slow", link=short_link(link), seconds=int(TIMEOUT_S))
            ) from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            is_private = isinstance(getattr(error, "os_error", error), NotPublic)
            key = "link-private" if is_private else "link-unreachable"
            raise LinkError(say(key, link=short_link(link))) from None

    async def _read(self, link: str) -> _Body:
        """The bytes behind a link and what the server calls them, through checked redirects."""
        url = yarl.URL(link)
        for _ in range(MAX_REDIRECTS + 1):
            async with (
                self._session(url) as session,
                session.get(url, allow_redirects=False, headers=_HEADERS) as answer,
            ):
                if answer.status in _MOVED and "Location" in answer.headers:
                    url = url.join(yarl.URL(answer.headers["Location"]))
                    continue
                if answer.status != 200:
                    raise LinkError(say("link-status", link=short_link(link), status=answer.status))
                return _Body(await self._body(answer, link), answer.content_type)
        raise LinkError(say("link-redirects", link=short_link(link)))

    def _session(self, url: yarl.URL) -> aiohttp.ClientSession:
        """A connection for this one address; NotPublic before anything is sent."""
        if url.scheme not in ("http", "https") or not url.host:
            raise NotPublic(str(url))
        if str(url.origin()) in self._trusted:
            return aiohttp.ClientSession()
        written = literal(url.host)
        if written is not None and not is_public(written):
            raise NotPublic(str(url))
        resolver = self._resolver or PublicResolver()
        connector = aiohttp.TCPConnector(resolver=resolver, use_dns_cache=False, force_close=True)
        return aiohttp.ClientSession(connector=connector)

    async def _body(self, answer: aiohttp.ClientResponse, link: str) -> bytes:
        body = bytearray()
        if (answer.content_length or 0) <= MAX_BYTES:
            async for chunk in answer.content.iter_chunked(_CHUNK):
                body += chunk
                if len(body) > MAX_BYTES:
                    break
            else:
                return bytes(body)
        raise LinkError(say("link-bytes", link=short_link(link), most=MAX_BYTES // 1024 // 1024))


def trusted_origins(api_url: str) -> tuple[str, ...]:
    """A Discord on this very machine keeps its attachments here too; nothing else here is asked."""
    origin = yarl.URL(api_url).origin()
    return (str(origin),) if origin.host in ("127.0.0.1", "::1", "localhost") else ()


def short_link(link: str) -> str:
    """A link inside a sentence: short, and without anything that would end the code span."""
    short = link if len(link) <= 80 else link[:79] + "…"
    return short.replace("`", "'")
