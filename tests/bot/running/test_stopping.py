"""/cancel and the Cancel button stop one's own jobs, and only these."""

from tests.fixtures.easel import Easel, labels


async def card(handle):
    return (await handle.finished())["embeds"][0]


async def test_cancel_offers_only_ones_own_jobs(easel: Easel):
    await easel.engine.hold(1)
    for person, prompt in ((easel.ada, "a fox"), (easel.ada, "a goose"), (easel.ben, "a bear")):
        await person.slash("#general", "imagine", prompt=prompt)
    await easel.engine.held()
    choices = await easel.ada.autocomplete("#general", "cancel", "which", which="")
    assert choices[-1]["value"] == "all"  # two Enters stop one job
    names = [choice["name"].partition(": ")[2] for choice in choices[:-1]]
    assert names == ["a goose", "a fox"]
    goose = await easel.ada.autocomplete("#general", "cancel", "which", which="GOO")
    assert [choice["name"].partition(": ")[2] for choice in goose] == ["a goose"]
    told = await card(await easel.ada.slash("#general", "cancel", which=goose[0]["value"]))
    assert told["description"] == "Stopped 1 job; nothing was charged."
    told = await card(await easel.ada.slash("#general", "cancel", which="all"))
    assert told["description"] == "Stopped 1 job; nothing was charged."
    told = await card(await easel.ada.slash("#general", "cancel", which="all"))
    assert told["description"] == "There is nothing to cancel."
    nothing = await easel.ada.autocomplete("#general", "cancel", "which", which="")
    assert nothing == [{"name": "nothing to cancel", "value": "all"}], "else: a dead end"
    assert [job["status"] for job in easel.jobs()] == ["cancelled", "cancelled", "running"]
    assert easel.spent(easel.ada) == 0


async def test_cancel_of_a_strangers_job_stops_nothing_and_says_whose_it_is(easel: Easel):
    await easel.engine.hold(1)
    await easel.ada.slash("#general", "imagine", prompt="a fox")
    await easel.engine.held()
    told = await card(await easel.ben.slash("#general", "cancel", which=easel.jobs()[0]["id"]))
    assert told["title"] == "Not your job"
    assert easel.ada.mention in told["description"]
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


async def test_the_cancel_button_obeys_its_owner_only(easel: Easel):
    await easel.engine.hold(1)
    handle = await easel.chloe.slash("#general", "imagine", prompt="a fox")
    await easel.engine.held()
    stranger = await easel.ben.click(handle.message, "Cancel")
    assert stranger.message["embeds"][0]["title"] == "Not your job"
    await easel.chloe.click(handle.message, "Cancel")
    await easel.chloe.until(lambda: handle.message["content"].endswith("(Stopped)"))
    assert labels(handle.message) == []
    assert easel.spent(easel.chloe) == 0
