"""/info: every label, with numbers that are true at that moment."""

from tests.fixtures.easel import Easel

LABELS = (
    "Subscription",
    "Job Mode",
    "Visibility Mode",
    "Fast Time Remaining",
    "Lifetime Usage",
    "Relaxed Usage",
    "Queued Jobs (fast)",
    "Queued Jobs (relax)",
    "Running Jobs",
)


async def info(easel: Easel) -> dict[str, str]:
    handle = await easel.ada.slash("#general", "info")
    assert handle.message["ephemeral"]
    card = handle.message["embeds"][0]
    assert card["title"] == "Your info - Ada"
    lines = [line for line in card["description"].splitlines() if line]
    return {line.split("**")[1]: line.partition(": ")[2].strip() for line in lines}


async def test_info_shows_nine_labels_with_true_numbers(cold_easel: Easel):
    """Row 30."""
    easel = cold_easel
    easel.queue = easel.queue.model_copy(update={"running_per_user": 1})
    await easel.start()
    shown = await info(easel)
    assert tuple(shown)[:9] == LABELS
    assert shown["Fast Time Remaining"].startswith("50/50 credits today")
    assert shown["Lifetime Usage"].startswith("0 images")
    await easel.grid(easel.ada)
    await easel.ada.slash("#general", "relax")
    await easel.grid(easel.ada)
    await easel.engine.hold(6)
    await easel.ada.slash("#general", "imagine", prompt="one --fast")
    await easel.engine.held()
    await easel.ada.slash("#general", "imagine", prompt="two --fast")
    await easel.ada.slash("#general", "imagine", prompt="three")
    shown = await info(easel)
    assert shown["Job Mode"] == "Relax"
    assert shown["Fast Time Remaining"].startswith("47/50 credits today")
    assert shown["Lifetime Usage"].startswith("8 images")
    assert shown["Relaxed Usage"].startswith("4 images")
    assert (shown["Queued Jobs (fast)"], shown["Queued Jobs (relax)"]) == ("1", "1")
    running = easel.rows("SELECT * FROM jobs WHERE status = 'running'")[0]
    place = f"{running['guild_id']}/{running['channel_id']}/{running['progress_message_id']}"
    assert shown["Running Jobs"] == f"[50%](https://discord.com/channels/{place})"
    assert shown["Queue now"].startswith("2 jobs")
    assert shown["Queued Jobs (turbo)"] == "0"
    assert shown["Your next job"].startswith("#1 in line")
    await easel.ada.slash("#general", "imagine", prompt="four --turbo")
    shown = await info(easel)
    queued = [shown[f"Queued Jobs ({lane})"] for lane in ("fast", "relax", "turbo")]
    assert queued == ["1", "1", "1"]
