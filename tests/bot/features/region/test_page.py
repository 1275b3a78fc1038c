"""The page on which a part is drawn: one link, for one person and one browser, once, 15 minutes."""

import base64
import io
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import aiohttp
import pytest
from PIL import Image

from bot.config import WebSection
from tests.bot.features.region.test_region import mask_in, panel_of, png, single_of
from tests.fixtures.easel import Easel, Json

HERE = WebSection(public_url="http://127.0.0.1", port=0)


@pytest.fixture
async def served(cold_easel: Easel) -> Easel:
    cold_easel.web = HERE
    await cold_easel.start()
    return cold_easel


def link_in(panel: Json) -> str:
    return str(panel["components"][1]["components"][-1]["url"])


async def link_of(easel: Easel) -> str:
    return link_in(await panel_of(easel, await single_of(easel, await easel.grid(easel.ada))))


@asynccontextmanager
async def browser() -> AsyncIterator[aiohttp.ClientSession]:
    """One with cookies of its own; those of an IP address are kept only when told so."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        yield session


def body(prompt: str = "a fox") -> Json:
    mask = Image.new("L", (256, 256), 0)
    mask.paste(255, (0, 0, 100, 100))
    return {"mask": base64.b64encode(png(mask)).decode(), "prompt": prompt}


async def test_what_is_drawn_on_the_page_is_ordered_once(served: Easel):
    """Row 88."""
    link = await link_of(served)
    seen = {message["id"] for message in served.ada.messages("#general")}
    async with browser() as tab:
        page = await tab.get(link)
        assert (
            page.status == 200 and "default-src 'none'" in page.headers["Content-Security-Policy"]
        )
        assert page.headers["Referrer-Policy"] == "no-referrer"
        state = await (await tab.get(f"{link}/state")).json()
        assert (state["prompt"], state["width"], state["isChosen"]) == ("a fox", 256, False)
        assert (await tab.get(f"{link}/picture")).content_type == "image/png"
        sent = await tab.post(link, json=body("a bear"))
        assert sent.status == 200, await sent.text()
        made = await served.next_grid(served.ada, seen)
        assert made["content"].startswith("**a bear** - Variations (Region) by ")
        assert served.ada.is_pinged_by(made)
        assert mask_in(served).getbbox() == (0, 0, 103, 103)
        for again in (await tab.post(link, json=body()), await tab.get(link)):
            assert again.status == 403 and "orders once" in await again.text()
    assert len(served.jobs()) == 2
    kept = served.rows("SELECT text, cells, mask FROM selections")
    assert kept[0]["text"] == "a bear" and kept[0]["mask"]


async def test_a_second_browser_opens_nothing_and_orders_nothing(served: Easel):
    link = await link_of(served)
    async with browser() as stranger:
        assert (await stranger.post(link, json=body())).status == 403  # not opened by anybody yet
    async with browser() as tab, browser() as stranger:
        assert (await tab.get(link)).status == 200
        assert (await tab.get(link)).status == 200  # loaded once more
        for path in ("", "/state", "/picture", "/mask"):
            assert (await stranger.get(link + path)).status == 403
        assert (await stranger.post(link, json=body())).status == 403
    assert len(served.jobs()) == 1


async def test_a_link_is_its_persons_who_pays_for_it(served: Easel):
    """Row 88. Whoever presses has a link of their own."""
    single = await single_of(served, await served.grid(served.ada))
    handle = await served.ben.click(single, "Vary (Region)")
    link = link_in(await handle.finished())
    before = served.spent(served.ada)
    seen = {message["id"] for message in served.ben.messages("#general")}
    async with browser() as tab:
        await tab.get(link)
        forged = link.replace(f"/{served.ben.id}.", f"/{served.ada.id}.")
        assert forged != link and (await tab.get(forged)).status == 403
        assert (await tab.post(link, json=body())).status == 200
    made = await served.next_grid(served.ben, seen)
    assert served.ben.is_pinged_by(made)
    assert (served.spent(served.ada), served.spent(served.ben)) == (before, 100)


async def test_a_link_lives_for_fifteen_minutes(served: Easel):
    """Row 88."""
    link = await link_of(served)
    async with browser() as tab:
        assert (await tab.get(link)).status == 200
        served.clock.ahead += timedelta(minutes=14, seconds=30)
        assert (await tab.get(f"{link}/state")).status == 200
        served.clock.ahead += timedelta(seconds=31)
        late = await tab.post(link, json=body())
        assert late.status == 403 and "15 minutes" in await late.text()
    assert len(served.jobs()) == 1


async def test_a_forged_or_changed_link_is_none(served: Easel):
    link = await link_of(served)
    claim, _, signature = link.rpartition(".")
    user, job, index, until, nonce = claim.rpartition("/")[2].split(".")
    base = claim.rpartition("/")[0]
    later = f"{user}.{job}.{index}.{int(until) + 900}.{nonce}"
    other = f"{user}.{job}.1.{until}.{nonce}"
    async with browser() as tab:
        for wrong in (
            f"{claim}.{'A' * len(signature)}",
            f"{claim}.",
            f"{base}/{later}.{signature}",
            f"{base}/{other}.{signature}",
            f"{base}/x",
        ):
            assert (await tab.get(wrong)).status == 403
            assert (await tab.post(wrong, json=body())).status == 403


async def test_what_is_refused_leaves_the_link_open(served: Easel):
    link = await link_of(served)
    async with browser() as tab:
        await tab.get(link)
        black = {**body(), "mask": base64.b64encode(png(Image.new("L", (9, 9)))).decode()}
        for wrong, status, said in (
            (black, 422, "no white part"),
            ({**body(), "mask": base64.b64encode(b"no picture").decode()}, 422, "once more"),
            (body("a fox --sytlize 5"), 422, "--stylize"),
            ({**body(), "mask": "?"}, 400, ""),
            ({**body(), "prompt": " "}, 400, ""),
            ({}, 400, ""),
        ):
            answer = await tab.post(link, json=wrong)
            assert answer.status == status and said in await answer.text()
        assert (await tab.post(link, data="x" * 10)).status == 415
        foreign = {"Origin": "https://example.org"}
        assert (await tab.post(link, json=body(), headers=foreign)).status == 403
        large = io.BytesIO(b'{"mask": "' + b"A" * 4_000_000 + b'"}')
        headers = {"Content-Type": "application/json"}
        assert (await tab.post(link, data=large, headers=headers)).status == 413
        assert len(served.jobs()) == 1
        assert (await tab.post(link, json=body())).status == 200
    await served.until_row("SELECT 1 FROM jobs WHERE kind = 'region'")


async def test_the_secret_of_a_link_is_in_no_log(served: Easel, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO)
    link = await link_of(served)
    async with browser() as tab:
        await tab.get(link)
        await tab.get(link.rpartition(".")[0] + ".wrong")
        await tab.post(link, json=body())
    secret = link.rpartition("/")[2].split(".")[4]
    assert secret not in caplog.text and link.rpartition(".")[2] not in caplog.text


async def test_without_an_address_there_is_no_page(easel: Easel):
    panel = await panel_of(easel, await single_of(easel, await easel.grid(easel.ada)))
    assert len(panel["components"][1]["components"]) == 2
