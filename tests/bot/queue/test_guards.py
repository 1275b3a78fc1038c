"""Nothing is stored that a guard objects to, by whatever way it was asked for: one table."""

import asyncio
import io
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from PIL import Image

from bot.config import ModerationSection, QueueSection
from bot.local_discord.drivers.interaction_handle import InteractionHandle
from engine import CannedEngine
from engine.canned import CANNED_CARD
from storage import new_job_id
from tests.fixtures.easel import Easel, Json
from tests.fixtures.forged import kept, open_form, planted, settle
from tests.fixtures.surfaces import LONG_AGO, write

FAR = "2099-01-01T00:00:00.000000+00:00"
NOUNS = tuple(word for word in CANNED_CARD.vocabulary if word.isascii() and " " not in word)


@dataclass(frozen=True)
class Asking:
    """Chloe's `words`; `job` is one of hers with its pictures, in the same words."""

    easel: Easel
    job: Json
    words: str

    async def press(self, custom_id: str, label: str = "press") -> InteractionHandle:
        message = planted(self.easel, self.easel.chloe, custom_id, label=label)
        return await self.easel.chloe.click(message, custom_id)

    async def form(self, custom_id: str) -> InteractionHandle:
        form = open_form(self.easel, self.easel.chloe, custom_id)
        return await self.easel.chloe.submit(form, {"text": self.words})

    async def command(self, prompt: str) -> InteractionHandle:
        return await self.easel.chloe.slash("#general", "imagine", prompt=prompt)


async def proposal(asking: Asking, action: str, index: int) -> InteractionHandle:
    draft_id = new_job_id()
    columns, values = "(id, prompts, seed, weights, used_at)", "(?, json_array(?), 1, '[]', ?)"
    sql = f"INSERT INTO drafts {columns} VALUES {values}"
    await write(asking.easel, sql, draft_id, asking.words, LONG_AGO)
    return await asking.press(f"d1:{action}:{draft_id}:{index}")


async def confirmed(asking: Asking) -> InteractionHandle:
    question = new_job_id()
    sql = "INSERT INTO confirmations (id, user_id, text, until) VALUES (?, ?, ?, ?)"
    text = f"{asking.words} {{1, 2, 3, 4}}"
    await write(asking.easel, sql, question, int(asking.easel.chloe.id), text, FAR)
    return await asking.press(f"q1:y:{question}")


async def blended(asking: Asking) -> InteractionHandle:
    pictures = {f"image{number}": (f"{number}.png", picture(number)) for number in (1, 2)}
    return await asking.easel.chloe.slash("#general", "blend", **pictures)


async def linked(asking: Asking) -> InteractionHandle:
    """A prompt of addresses alone."""
    uploads = [await asking.easel.chloe.upload("a.png", picture(number)) for number in (1, 2)]
    return await asking.command(" ".join(upload["url"] for upload in uploads))


def picture(number: int) -> bytes:
    out = io.BytesIO()
    plain = Image.linear_gradient("L").rotate(90 * number).convert("RGB")
    plain.save(out, "PNG")
    return out.getvalue()


WAYS: dict[str, Callable[[Asking], Awaitable[InteractionHandle]]] = {
    "command": lambda asking: asking.command(asking.words),
    "several jobs": lambda asking: asking.command(f"{asking.words} {{1, 2}}"),
    "form": lambda asking: asking.form("modal:v1:imagine::00"),
    "example": lambda asking: asking.press("h1:try:1", asking.words),
    "proposal": lambda asking: proposal(asking, "i", 1),
    "Imagine all": lambda asking: proposal(asking, "a", 0),
    "confirmed": confirmed,
    "V": lambda asking: asking.press(f"j1:v:{asking.job['id']}:1"),
    "Vary (Subtle)": lambda asking: asking.press(f"j1:l:{asking.job['id']}:1"),
    "Zoom Out 2x": lambda asking: asking.press(f"j1:o:{asking.job['id']}:1"),
    "pan": lambda asking: asking.press(f"j1:g:{asking.job['id']}:1"),
    "reroll": lambda asking: asking.press(f"j1:r:{asking.job['id']}:0"),
    "remix form": lambda asking: asking.form(f"modal:v1:remix:v.{asking.job['id']}.1:00"),
    "Retry": lambda asking: asking.press(f"j1:t:{asking.job['id']}:0"),
    "blend": blended,
    "links": linked,
}
WITH_PICTURES = ("blend", "links")
WITH_WORDS = tuple(way for way in WAYS if way not in WITH_PICTURES)


async def running(easel: Easel, words: str = "a fox", engine: CannedEngine | None = None) -> Asking:
    """Chloe has a job of other words, which become `words` before anybody goes on from it."""
    if engine is not None:
        easel.engine = engine
    await easel.start(engine)
    await easel.grid(easel.chloe, "a cat")
    job = easel.jobs()[0]
    sql = "UPDATE jobs SET prompt = ?, request = replace(request, ?, ?) WHERE id = ?"
    await write(easel, sql, words, "a cat", words, job["id"])
    assert json.loads(easel.jobs()[0]["request"])
    return Asking(easel, easel.jobs()[0], words)


async def wrong(
    asking: Asking, title: str, ways: tuple[str, ...], *, settles: bool = True
) -> dict[str, str]:
    """The ways on which the person was told something else, or something was stored."""
    found, easel = {}, asking.easel
    for name in ways:
        before = kept(easel)
        handle = await WAYS[name](asking)
        message = await handle.finished()
        if settles:
            await settle(easel, easel.chloe)
        told = [embed["title"] for embed in message["embeds"]]
        is_private = message.get("ephemeral", False)
        if told != [title] or not is_private:
            found[name] = f"{told} {message['content']}"
        elif kept(easel) != before:
            found[name] = "something was stored"
    return found


async def test_with_no_objection_every_way_stores_jobs(cold_easel: Easel):
    """So that the tests below say something."""
    asking = await running(cold_easel)
    for name, way in WAYS.items():
        before = len(cold_easel.jobs())
        await way(asking)
        await settle(cold_easel, cold_easel.chloe)
        assert len(cold_easel.jobs()) > before, name


async def test_a_paused_person(cold_easel: Easel):
    """Row 79."""
    asking = await running(cold_easel)
    sql = "INSERT INTO pauses (user_id, guild_id, until, by_user_id, job_id) VALUES (?, ?, ?, 1, ?)"
    chloe, guild = int(cold_easel.chloe.id), int(cold_easel.server.core.world.guild_id)
    await write(cold_easel, sql, chloe, guild, FAR, asking.job["id"])
    assert await wrong(asking, "Paused", tuple(WAYS)) == {}


async def test_who_may_not_order_is_not_asked_about_many_jobs_either(cold_easel: Easel):
    cold_easel.moderation = ModerationSection(banned_words=("gore",))
    asking = await running(cold_easel)
    told = await asking.command("a gore {1, 2, 3, 4}")
    assert told.message is not None
    assert told.message["embeds"][0]["title"] == "Banned prompt detected"
    assert cold_easel.rows("SELECT * FROM confirmations") == []


async def test_a_banned_word_that_was_typed(cold_easel: Easel):
    """Row 39."""
    cold_easel.moderation = ModerationSection(banned_words=("gore",))
    asking = await running(cold_easel, "a gore")
    assert await wrong(asking, "Banned prompt detected", WITH_WORDS) == {}


async def test_a_banned_word_in_what_was_translated(cold_easel: Easel):
    cold_easel.moderation = ModerationSection(banned_words=("translation",))
    card = replace(CANNED_CARD, languages=("en",), can_translate=True)
    asking = await running(cold_easel, "红色灯塔", CannedEngine(card))
    assert await wrong(asking, "Banned prompt detected", WITH_WORDS) == {}


async def test_a_banned_word_in_the_caption_of_a_picture(cold_easel: Easel):
    cold_easel.moderation = ModerationSection(banned_words=NOUNS)
    asking = await running(cold_easel, "a cat")
    assert await wrong(asking, "Banned prompt detected", WITH_PICTURES) == {}


async def test_a_bot_that_stops(cold_easel: Easel):
    """A delivery that hangs keeps the drain open."""
    easel, asking = cold_easel, await running(cold_easel)
    easel.server.faults.slow(15, method="POST", path="/channels/*/messages")
    await easel.chloe.slash("#general", "imagine", prompt="a slow fox")
    await easel.until_row("SELECT 1 FROM jobs WHERE status = 'delivering'")
    stopping = asyncio.create_task(easel.stop())
    await asyncio.sleep(0.01)
    assert await wrong(asking, "Maintenance", tuple(WAYS), settles=False) == {}
    await easel.kill()
    await asyncio.wait({stopping})


async def test_a_person_whose_queue_is_full(cold_easel: Easel):
    cold_easel.queue = QueueSection(running_per_user=1, waiting_per_user=1)
    asking = await running(cold_easel)
    await cold_easel.engine.hold()
    await cold_easel.chloe.slash("#general", "imagine", prompt="one that runs")
    await cold_easel.engine.held()
    await cold_easel.chloe.slash("#general", "imagine", prompt="one that waits")
    await cold_easel.until_row("SELECT 1 FROM jobs WHERE number = 3 AND progress_message_id")
    assert await wrong(asking, "Queue full", tuple(WAYS), settles=False) == {}


async def test_a_person_without_credits(cold_easel: Easel):
    cold_easel.quota = cold_easel.quota.model_copy(update={"credits": 1.0})
    asking = await running(cold_easel)
    assert await wrong(asking, "Credits exhausted", tuple(WAYS)) == {}


async def test_a_person_orders_so_many_jobs_a_day(cold_easel: Easel) -> None:
    """Each order leaves a row for good, cancelled or not."""
    cold_easel.queue = QueueSection(orders_per_day=1)
    await cold_easel.start()
    await cold_easel.grid(cold_easel.ada)
    handle = await cold_easel.ada.slash("#general", "imagine", prompt="another")
    (card,) = handle.message["embeds"]
    assert card["title"] == "Queue full"
    assert card["description"].startswith("You have ordered 1 job within a day")
    assert await cold_easel.grid(cold_easel.ben)
