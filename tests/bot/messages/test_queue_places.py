"""JobAddress and time of waiting jobs, kept true in their own messages."""

from tests.fixtures.easel import Easel, labels


async def test_place_and_time_are_told_and_shrink(cold_easel: Easel):
    """Row 54."""
    easel = cold_easel
    easel.queue = easel.queue.model_copy(update={"running_per_user": 1})
    await easel.start()
    await easel.grid(easel.ada)  # so that there is a measured time
    await easel.engine.hold(1)
    await easel.ada.slash("#general", "imagine", prompt="first")
    await easel.engine.held()
    waiting = [
        await easel.ada.slash("#general", "imagine", prompt=prompt)
        for prompt in ("second", "third", "fourth")
    ]
    for place, handle in enumerate(waiting, 1):
        line = f"(Waiting to start) · #{place} in line, under a minute"
        assert handle.message["content"].endswith(line)
    cards = lambda: [m["embeds"][0]["title"] for m in easel.ada.messages("#general") if m["embeds"]]  # noqa: E731
    await easel.ada.until(lambda: cards() == ["Job queued"] * 3)
    await easel.ada.click(waiting[0].message, "Cancel")
    await easel.ada.until(lambda: "(Stopped)" in waiting[0].message["content"])
    for place, handle in enumerate(waiting[1:], 1):
        line = f"· #{place} in line, under a minute"
        await easel.ada.until(lambda h=handle, line=line: h.message["content"].endswith(line))
    await easel.engine.release()
    grids = lambda: [m for m in easel.ada.messages("#general") if "U1" in labels(m)]  # noqa: E731
    await easel.ada.until(lambda: len(grids()) == 4)
