"""What a start does about jobs that were running when an earlier run died.

Every job is in the database with ids alone, so going on means reading rows and editing messages.
After a clean stop jobs are in line already.
"""

import logging

from bot.messages.delivery import Delivery
from bot.messages.job_address import JobAddress
from bot.messages.job_posts import JobPosts
from bot.messages.queue_places import QueuePlaces
from storage import Job, Status, Storage

log = logging.getLogger(__name__)


async def requeue(storage: Storage, delivery: Delivery, places: QueuePlaces) -> list[Job]:
    """Put interrupted jobs back in line; those interrupted too often have failed, and are told."""
    back = []
    for job in await storage.jobs.requeue_interrupted():
        if job.status == Status.FAILED:
            await delivery.edit_progress(
                JobAddress.of(job), JobPosts.of(job).failed(job.error or "interrupted")
            )
        else:
            places.came_back(job.id)
            back.append(job)
    return back
