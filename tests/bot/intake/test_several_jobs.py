"""Several jobs of one prompt: braces, --repeat, the question."""

from datetime import timedelta

from tests.fixtures.easel import TIMEOUT_S, Easel, labels

FOUR = "a {red, green} {bird, cat}"


async def test_braces_make_jobs_in_order_the_rightmost_fastest(easel: Easel):
    """Row 24."""
    asked = await easel.ada.slash("#general", "imagine", prompt=FOUR)
    await easel.ada.click(asked.message, "Yes")
    await grids(easel, 4)
    texts = ["a red bird", "a red cat", "a green bird", "a green cat"]
    assert [job["prompt"] for job in easel.jobs()] == texts
    assert [request.parts[0].text for request in by_job(easel)] == texts
    assert easel.spent(easel.ada) == 400


async def test_up_to_three_jobs_start_at_once_each_with_its_message(easel: Easel):
    """Row 24."""
    await easel.engine.hold(0)
    handle = await easel.ada.slash("#general", "imagine", prompt="a {fox, hen, cat}")
    start = f" - {easel.ada.mention} (Waiting to start)"
    assert handle.message["content"] == f"**a fox**{start}"
    waiting = lambda: [m for m in easel.ada.messages("#general") if "Cancel" in labels(m)]  # noqa: E731
    await easel.ada.until(lambda: len(waiting()) == 3)
    assert {job["part"] for job in easel.jobs()} == {1, 2, 3}
    assert len({job["interaction_id"] for job in easel.jobs()}) == 1
    await easel.engine.release()
    await grids(easel, 3)
    await easel.ada.until(lambda: waiting() == [])


async def test_more_than_three_jobs_are_asked_about_and_cancel_runs_nothing(easel: Easel):
    """Row 25."""
    asked = await easel.ada.slash("#general", "imagine", prompt=FOUR)
    assert asked.message["ephemeral"]
    card = asked.message["embeds"][0]
    assert card["title"] == "Confirm"
    assert card["description"] == "This makes 4 jobs (4 credits). Go ahead?"
    assert card["footer"]["text"] == f"/imagine {FOUR}"
    assert labels(asked.message) == ["Yes", "Cancel"]
    closed = await easel.ada.click(asked.message, "Cancel")
    assert labels(closed.message) == []
    assert easel.jobs() == []
    assert easel.spent(easel.ada) == 0


async def test_the_question_of_several_jobs_outlives_a_restart_and_is_answered_once(easel: Easel):
    """Row 25."""
    asked = await easel.ada.slash("#general", "imagine", prompt=FOUR)
    question = dict(asked.message)
    await easel.kill()
    await easel.start()
    await easel.engine.hold(0)
    await easel.ada.click(question, "Yes")
    await easel.until_row("SELECT 1 FROM jobs WHERE part = 4")
    assert len(easel.jobs()) == 4
    assert easel.rows("SELECT id FROM confirmations") == []
    await easel.engine.release()
    await grids(easel, 4)


async def test_after_five_minutes_the_question_of_several_jobs_is_closed(easel: Easel):
    """Row 25."""
    asked = await easel.ada.slash("#general", "imagine", prompt=FOUR)
    easel.clock.ahead = timedelta(minutes=6)
    late = await easel.ada.click(asked.message, "Yes")
    assert late.message["content"].startswith("That question is closed")
    assert labels(late.message) == []
    assert easel.jobs() == []


async def test_repeat_makes_jobs_with_their_own_seeds(easel: Easel):
    """Row 76."""
    await easel.ada.slash("#general", "imagine", prompt="a fox --repeat 3")
    await grids(easel, 3)
    assert len({request.seeds for request in easel.engine.requests}) == 3
    assert {request.parts[0].text for request in easel.engine.requests} == {"a fox"}
    assert easel.spent(easel.ada) == 300


async def test_repeat_with_a_seed_warns(easel: Easel):
    """Row 76."""
    await easel.ada.slash("#general", "imagine", prompt="a fox --repeat 2 --seed 7")
    note = await easel.ada.wait_for("#general", lambda m: m["embeds"])
    assert note["ephemeral"]
    assert "--repeat" in note["embeds"][0]["description"]


async def test_more_jobs_than_the_cap_are_refused(easel: Easel):
    handle = await easel.ben.slash("#general", "imagine", prompt="a {a,b,c,d,e,f,g,h,i,j,k}")
    assert handle.message["embeds"][0]["title"] == "Permutation limit"
    assert "11" in handle.message["embeds"][0]["description"]
    assert easel.jobs() == []
    moderators = await easel.ada.slash("#general", "imagine", prompt="a {1,2,3,4,5,6,7,8,9,10,11}")
    await easel.ada.click(moderators.message, "Yes")
    await easel.until_row("SELECT 1 FROM jobs WHERE part = 11")


async def test_credits_for_two_of_three_jobs_make_none(cold_easel: Easel):
    easel = cold_easel
    easel.quota = easel.quota.model_copy(update={"credits": 2.0})
    await easel.start()
    handle = await easel.ada.slash("#general", "imagine", prompt="a {fox, hen, cat}")
    card = handle.message["embeds"][0]
    assert card["title"] == "Credits exhausted"
    assert "3 credits" in card["description"]
    assert easel.jobs() == []
    assert easel.spent(easel.ada) == 0


def by_job(easel: Easel):
    """The requests in the order of the jobs."""
    requests = {request.request_id: request for request in easel.engine.requests}
    return [requests[job["id"]] for job in easel.jobs()]


async def grids(easel: Easel, count: int):
    shown = lambda: [m for m in easel.ada.messages("#general") if "U1" in labels(m)]  # noqa: E731
    await easel.ada.until(lambda: len(shown()) == count, TIMEOUT_S)
