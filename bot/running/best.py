"""Of many pictures, the best first: asked of the engine once they are made. Knows no job."""

from dataclasses import replace

from bot.orders.record import Record
from engine import EngineError, Failed, Finished, ImageEngine


def is_ranked(record: Record) -> bool:
    """More are made than are shown."""
    return record.order.shown < record.order.count


async def best_first(engine: ImageEngine, finished: Finished, record: Record) -> Finished:
    """The same pictures in the order of how well they show the words; an EngineError of asking."""
    order = record.order
    words = ", ".join(part.text for part in order.parts if part.weight > 0)
    pictures = [image.picture for image in finished.images]
    scores = await engine.score(pictures, words, model=order.model or "default")
    ranked = sorted(zip(scores, finished.images, strict=True), key=lambda one: -one[0])
    return replace(finished, images=tuple(image for _, image in ranked))


async def ranked(engine: ImageEngine, finished: Finished, record: Record) -> Finished | Failed:
    """The same where an error of asking is how the job ends."""
    try:
        return await best_first(engine, finished, record)
    except EngineError as error:
        return Failed(finished.request_id, error)
