"""What a start does about what an earlier run left, and a job whose message never came to be.

Every job is in the database with ids alone, so going on means reading rows and editing messages.
"""

import logging
from dataclasses import replace

from bot.interactions.fence import TROUBLE
from bot.interactions.post import Place, nonce_of
from bot.messages.announce import Announcer
from bot.messages.delivery import Courier, Undeliverable
from bot.messages.recognise import find_answer
from bot.messages.waiting import WaitingRoom
from storage import Job, Status, Storage

log = logging.getLogger(__name__)


async def requeue(storage: Storage, courier: Courier, room: WaitingRoom) -> list[Job]:
    """Put interrupted jobs back in line; those interrupted too often have failed, and are told."""
    back = []
    for job in await storage.jobs.requeue_interrupted():
        if job.status == Status.FAILED:
            await courier.edit(Place.of(job), Announcer.of(job).failed(job.error or "interrupted"))
        else:
            room.came_back(job.id)
            back.append(job)
    return back


async def with_message(storage: Storage, courier: Courier, job: Job) -> Job:
    """The job with its progress message; one is posted where the first answer never arrived."""
    message_id = await courier.message_id(Place.of(job)) or await find_answer(courier, job)
    if message_id is None:
        post = replace(Announcer.of(job).waiting(), nonce=nonce_of(job.id) ^ 1)  # not the result's
        try:
            message = await courier.send(Place.of(job), post)
        except (*TROUBLE, Undeliverable) as error:
            log.warning("no progress can be shown (%s)", error)
            return job
        message_id = message.id
    if message_id != job.progress_message_id:
        await storage.jobs.set_progress_message(job.id, message_id)
    return await storage.jobs.get(job.id)
