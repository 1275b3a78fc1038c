"""Pictures behind links: only public addresses, only pictures, and nothing of them but pixels."""

import asyncio
import io
import socket
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.test_utils import TestServer
from PIL import Image, PngImagePlugin

from bot.pictures import fetch
from bot.pictures.addresses import NotPublic, PublicResolver, is_public
from bot.pictures.decoder import Decoder
from bot.pictures.fetch import Fetcher, LinkError, trusted_origins
from tests.fixtures.hostile_pictures import flat_png

PERSON = 7
Serve = Callable[[Callable[[web.Request], Awaitable[web.StreamResponse]]], Awaitable[str]]


def png(size: tuple[int, int] = (40, 30), mode: str = "RGB", **texts: str) -> bytes:
    out, info = io.BytesIO(), PngImagePlugin.PngInfo()
    for key, text in texts.items():
        info.add_text(key, text)
    Image.new(mode, size).save(out, "PNG", pnginfo=info)
    return out.getvalue()


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    servers = []

    async def start(handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> str:
        app = web.Application()
        app.router.add_get("/{name:.*}", handler)
        server = TestServer(app)
        await server.start_server()
        servers.append(server)
        return str(server.make_url("/")).rstrip("/")

    yield start
    for server in servers:
        await server.close()


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "0.0.0.0",
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fd00:ec2::254",
        "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::",
        "192.0.2.1", "words", "fe80::1%eth0",
    ],
)  # fmt: skip
def test_private_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


async def test_a_name_that_leads_inside_is_refused_and_so_is_one_that_leads_to_both() -> None:
    class Fixed(AbstractResolver):
        def __init__(self, *hosts: str) -> None:
            self.hosts = hosts

        async def resolve(
            self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
        ) -> list[ResolveResult]:
            return [
                ResolveResult(hostname=host, host=one, port=port, family=family, proto=0, flags=0)
                for one in self.hosts
            ]

        async def close(self) -> None:
            return None

    for hosts in (["10.0.0.1"], ["1.1.1.1", "127.0.0.1"], []):
        with pytest.raises(NotPublic):
            await PublicResolver(Fixed(*hosts)).resolve("inside.example", 80)
        fetcher = Fetcher(Decoder(), resolver=PublicResolver(Fixed(*hosts)))
        with pytest.raises(LinkError, match="not allowed"):
            await fetcher.picture("http://inside.example/a.png", PERSON)
    assert len(await PublicResolver(Fixed("1.1.1.1")).resolve("fine.example", 80)) == 1


async def test_a_redirect_inside_is_refused(serve: Serve) -> None:
    """Row 82. The first address is trusted, and sends us to another port of this machine."""

    async def inside(_: web.Request) -> web.StreamResponse:
        raise AssertionError("nobody may come here")

    target = await serve(inside)

    async def away(_: web.Request) -> web.StreamResponse:
        raise web.HTTPFound(f"{target}/a.png")

    origin = await serve(away)
    with pytest.raises(LinkError, match="not allowed"):
        await Fetcher(Decoder(), [origin]).picture(f"{origin}/a.png", PERSON)


async def test_redirects_are_followed_and_end(serve: Serve) -> None:
    async def once_or_forever(request: web.Request) -> web.StreamResponse:
        if request.path == "/a.png":
            raise web.HTTPMovedPermanently("/b.png")
        if request.path == "/b.png":
            return web.Response(body=png(), content_type="image/png")
        raise web.HTTPFound(request.path)

    origin = await serve(once_or_forever)
    assert (await Fetcher(Decoder(), [origin]).picture(f"{origin}/a.png", PERSON)).png.startswith(
        b"\x89PNG"
    )
    with pytest.raises(LinkError, match="from one address to the next"):
        await Fetcher(Decoder(), [origin]).picture(f"{origin}/c.png", PERSON)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (lambda: web.Response(status=404), r"gave no picture \(404\)"),
        (lambda: web.Response(text="<html>", content_type="text/html"), "is a web page"),
        (lambda: web.Response(body=b"GIF89a?", content_type="image/gif"), "no picture that can"),
        (lambda: web.Response(body=png()[:60], content_type="image/png"), "is damaged"),
        (lambda: web.Response(body=b"0" * 3000, content_type="image/png"), "larger than"),
        (
            lambda: web.Response(body=flat_png(8000, 6000)[:200], content_type="image/png"),
            "megapixels",
        ),
    ],
)
async def test_what_gives_no_picture_says_why(
    serve: Serve,
    monkeypatch: pytest.MonkeyPatch,
    answer: Callable[[], web.Response],
    sentence: str,
) -> None:
    """Row 82."""
    monkeypatch.setattr(fetch, "MAX_BYTES", 2000)

    async def answered(_: web.Request) -> web.StreamResponse:
        return answer()

    origin = await serve(answered)
    with pytest.raises(LinkError, match=sentence):
        await Fetcher(Decoder(), [origin]).picture(f"{origin}/a.png", PERSON)


async def test_what_is_fetched_keeps_its_pixels_only(serve: Serve) -> None:
    async def spiked(_: web.Request) -> web.StreamResponse:
        return web.Response(body=png(secret="name and address") + b"<?php", content_type="image/x")

    origin = await serve(spiked)
    picture = await Fetcher(Decoder(), [origin]).picture(f"{origin}/a.png", PERSON)
    with Image.open(io.BytesIO(picture.png)) as opened:
        opened.load()
        assert opened.info == {}
        assert (opened.size, opened.mode, opened.format) == ((40, 30), "RGB", "PNG")


async def test_one_at_a_time_for_each_person_and_nobody_waits_for_another(serve: Serve) -> None:
    asked, go_on = [], asyncio.Event()

    async def slow(request: web.Request) -> web.StreamResponse:
        asked.append(request.path)
        if request.path == "/slow.png":
            await go_on.wait()
        return web.Response(body=png(), content_type="image/png")

    origin = await serve(slow)
    fetcher = Fetcher(Decoder(), [origin])
    first = asyncio.create_task(fetcher.picture(f"{origin}/slow.png", PERSON))
    second = asyncio.create_task(fetcher.picture(f"{origin}/second.png", PERSON))
    assert (await fetcher.picture(f"{origin}/other.png", PERSON + 1)).width_px == 40
    assert sorted(asked) == ["/other.png", "/slow.png"]
    go_on.set()
    await asyncio.gather(first, second)
    assert asked[-1] == "/second.png"


async def test_more_links_than_five_are_refused_before_any_is_fetched() -> None:
    with pytest.raises(LinkError, match="up to 5"):
        await Fetcher(Decoder()).pictures(
            [f"https://x.org/{number}.png" for number in range(6)], PERSON
        )


def test_only_a_discord_on_this_machine_is_trusted() -> None:
    assert trusted_origins("http://127.0.0.1:8420/api/v10") == ("http://127.0.0.1:8420",)
    assert trusted_origins("https://discord.com/api/v10") == ()
    assert trusted_origins("http://10.0.0.5:8420/api/v10") == ()
