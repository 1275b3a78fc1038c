"""The consumer's end: newest progress only, an end after the last event, cancel by closing."""

from contextlib import aclosing

from engine import Cancelled, EventStream, Picture, Progress, Queued

DOT = (Picture(1, 1, b"\0\0\0"),)


def stream(cancelled: list[str] | None = None) -> EventStream:
    return EventStream("one", (cancelled if cancelled is not None else []).append)


async def test_a_slow_reader_gets_the_newest_progress_with_the_newest_preview() -> None:
    s = stream()
    s.put(Queued("one"))
    s.put(Progress("one", 1, 9, DOT))
    s.put(Progress("one", 2, 9))
    s.put(Progress("one", 3, 9))
    s.put(Cancelled("one"))
    assert [event async for event in s] == [
        Queued("one"),
        Progress("one", 3, 9, DOT),
        Cancelled("one"),
    ]


async def test_nothing_comes_after_the_last_event() -> None:
    s = stream()
    s.put(Cancelled("one"))
    s.put(Queued("one"))
    assert [event async for event in s] == [Cancelled("one")]
    assert [event async for event in s] == []


async def test_closing_cancels_once_and_only_before_the_end() -> None:
    cancelled: list[str] = []
    async with aclosing(stream(cancelled)) as s:
        s.put(Queued("one"))
    await s.aclose()
    assert cancelled == ["one"]
    assert [event async for event in s] == []
    ended = stream(cancelled)
    ended.put(Cancelled("one"))
    await ended.aclose()
    assert cancelled == ["one"]
