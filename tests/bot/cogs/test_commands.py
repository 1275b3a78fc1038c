"""/cancel, and what everybody is told when something is not possible."""

import asyncio

from engine.canned import CannedEngine
from tests.fixtures.easel import Easel, labels


async def card(handle):
    return (await handle.finished())["embeds"][0]


async def test_cancel_offers_only_ones_own_jobs(easel: Easel):
    await easel.engine.hold(1)
    for person, prompt in ((easel.ada, "a fox"), (easel.ada, "a goose"), (easel.ben, "a bear")):
        await person.slash("#general", "imagine", prompt=prompt)
    await easel.engine.held()
    choices = await easel.ada.autocomplete("#general", "cancel", "which", which="")
    assert choices[0]["value"] == "all"
    assert sorted(choice["name"].partition(": ")[2] for choice in choices[1:]) == [
        "a fox",
        "a goose",
    ]
    goose = await easel.ada.autocomplete("#general", "cancel", "which", which="GOO")
    assert [choice["name"].partition(": ")[2] for choice in goose] == ["a goose"]
    told = await card(await easel.ada.slash("#general", "cancel", which=goose[0]["value"]))
    assert told["description"] == "Stopped 1 job; nothing was charged."
    told = await card(await easel.ada.slash("#general", "cancel", which="all"))
    assert told["description"] == "Stopped 1 job; nothing was charged."
    told = await card(await easel.ada.slash("#general", "cancel", which="all"))
    assert told["description"] == "There is nothing to cancel."
    assert [job["status"] for job in easel.jobs()] == ["cancelled", "cancelled", "running"]
    assert easel.spent(easel.ada) == 0


async def test_cancel_of_a_strangers_job_finds_nothing(easel: Easel):
    await easel.engine.hold(1)
    await easel.ada.slash("#general", "imagine", prompt="a fox")
    await easel.engine.held()
    told = await card(await easel.ben.slash("#general", "cancel", which=easel.jobs()[0]["id"]))
    assert told["title"] == "Job not found"
    assert easel.jobs()[0]["status"] == "running"


async def test_a_waiting_job_is_stopped_at_once(cold_easel: Easel):
    easel = cold_easel
    easel.queue = easel.queue.model_copy(update={"running_per_user": 1})
    await easel.start()
    await easel.engine.hold(1)
    for prompt in ("first", "second"):
        handle = await easel.ada.slash("#general", "imagine", prompt=prompt)
    await easel.engine.held()
    await easel.ada.click(handle.message, "Cancel")
    await easel.ada.until(lambda: handle.message["content"].endswith("(Stopped)"))
    assert len(easel.engine.requests) == 1


async def test_a_full_queue_is_told_and_nothing_is_stored(cold_easel: Easel):
    """Row 32."""
    easel = cold_easel
    easel.queue = easel.queue.model_copy(
        update={"running_per_user": 1, "waiting_per_user": 2, "waiting_total": 3}
    )
    await easel.start()
    await easel.engine.hold(1)
    await easel.ada.slash("#general", "imagine", prompt="0")
    await easel.engine.held()
    for prompt in "12":
        await easel.ada.slash("#general", "imagine", prompt=prompt)
    told = await card(await easel.ada.slash("#general", "imagine", prompt="3"))
    assert told["title"] == "Queue full"
    assert told["footer"]["text"] == "/imagine 3"
    assert len(easel.jobs()) == 3


async def test_used_up_credits_are_told_and_nothing_is_stored(cold_easel: Easel):
    easel = cold_easel
    easel.quota = easel.quota.model_copy(update={"credits": 1.0})
    await easel.start()
    grid = await easel.grid(easel.ada)
    told = await card(await easel.ada.slash("#general", "imagine", prompt="another"))
    assert told["title"] == "Credits exhausted"
    pressed = await easel.ada.click(grid, "V1")
    assert pressed.message["ephemeral"]
    assert pressed.message["embeds"][0]["title"] == "Credits exhausted"
    assert len(easel.jobs()) == 1
    assert all(part["style"] == 2 for row in grid["components"] for part in row["components"])
    assert (await easel.grid(easel.ada, "another --relax"))["content"].endswith("(relaxed)")


async def test_a_form_opened_before_a_restart_still_works(easel: Easel):
    handle = await easel.ada.slash("#general", "imagine", prompt="a fox --sede 5")
    opened = await easel.ada.click(handle.message, "Edit & retry")
    await easel.kill()
    await easel.start()
    await easel.ada.submit(opened, {"Prompt": "a fox --seed 5"})
    await easel.ada.wait_for("#general", lambda m: "U1" in labels(m))


async def test_a_fault_of_our_own_is_one_sentence_with_a_number_that_is_in_the_log(
    easel: Easel, caplog
):
    await easel.grid(easel.ada)
    job = easel.jobs()[0]
    (easel.folder / "pictures" / job["id"] / "2.png").write_bytes(b"no picture")
    easel.server.set_attachment_limit(5)  # so that it has to be opened
    grid = next(m for m in easel.ada.messages("#general") if "U1" in labels(m))
    pressed = await easel.ada.click(grid, "U2")
    assert pressed.state == "done"
    told = await easel.ada.wait_for(
        "#general", lambda m: m["embeds"] and "id " in m["embeds"][0]["description"]
    )
    number = told["embeds"][0]["description"].partition("id ")[2][:8]
    assert told["ephemeral"]
    assert f"error {number}" in caplog.text


async def test_before_the_model_is_there_people_are_asked_to_wait(cold_easel: Easel):
    easel = cold_easel

    class Slow(CannedEngine):
        """Loads until it is told that it has."""

        loaded = asyncio.Event()

        async def ready(self):
            await self.loaded.wait()
            return await super().ready()

    engine = Slow()
    starting = asyncio.create_task(easel.start(engine))
    await easel.ada.until(lambda: easel.server.is_bot_online)
    told = await card(await easel.ada.slash("#general", "imagine", prompt="a fox"))
    assert told["title"] == "Engine starting"
    engine.loaded.set()
    await starting
    await easel.ada.slash("#general", "imagine", prompt="a fox")
    await easel.ada.wait_for("#general", lambda m: "U1" in labels(m))
