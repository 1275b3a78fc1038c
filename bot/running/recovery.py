"""What a start does about what an earlier run left, and a job whose message never came to be.

Every job is in the database with ids alone, so going on means reading rows and editing messages.
"""

import logging
from dataclasses import replace

from bot.interactions.answer import TROUBLE
from bot.messages.delivery import Delivery, Undeliverable
from bot.messages.job_posts import JobPosts
from bot.messages.place import Place, nonce_for
from bot.messages.queue_places import QueuePlaces
from bot.messages.recognise import find_answer
from storage import Job, Status, Storage

log = logging.getLogger(__name__)


async def requeue(storage: Storage, delivery: Delivery, places: QueuePlaces) -> list[Job]:
    """Put interrupted jobs back in line; those interrupted too often have failed, and are told."""
    back = []
    for job in await storage.jobs.requeue_interrupted():
        if job.status == Status.FAILED:
            await delivery.edit(Place.of(job), JobPosts.of(job).failed(job.error or "interrupted"))
        else:
            places.came_back(job.id)
            back.append(job)
    return back


async def with_message(storage: Storage, delivery: Delivery, job: Job) -> Job:
    """The job with its progress message; one is posted where the first answer never arrived."""
    message_id = await delivery.message_id(Place.of(job)) or await find_answer(delivery, job)
    if message_id is None:
        post = replace(JobPosts.of(job).waiting(), nonce=nonce_for(job.id, "progress"))
        try:
            message = await delivery.send(Place.of(job), post)
        except (*TROUBLE, Undeliverable) as error:
            log.warning("no progress can be shown (%s)", error)
            return job
        message_id = message.id
    if message_id != job.progress_message_id:
        await storage.jobs.set_progress_message(job.id, message_id)
    return await storage.jobs.get(job.id)
