"""What the engine is asked for one job, by its kind, its order and its pictures. Knows no row."""

from bot.orders.kinds import KINDS
from bot.orders.record import Record
from bot.orders.request import build_request
from bot.pictures.job_files import StartPicture
from engine import ImageRequest, SourceImage


def asked_of_engine(
    kind_name: str,
    job_id: str,
    record: Record,
    start: StartPicture | None,
    references: tuple[bytes, ...],
) -> ImageRequest:
    """The request of a job of this kind; start, references: its pictures."""
    kind = KINDS[kind_name]
    is_upscaled = start is not None and start.upscaled is not None
    source = None
    if start is not None:
        source = SourceImage(start.png, start.strength, start.mask_png, is_upscaled=is_upscaled)
    return build_request(
        record,
        job_id,
        source,
        references=references,
        count=kind.count,
        size=None if start is None else start.upscaled,
        previews_each_step=kind.buttons == "film",
    )
