"""The one object that `bot` opens: everything that is kept, in one folder."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from storage import condition, retention, room, trial
from storage.audit import Audit
from storage.ceilings import Bounds
from storage.confirmations import Confirmations
from storage.database import Database
from storage.drafts import Drafts
from storage.family import Family
from storage.favourites import Favourites
from storage.files import PICTURES, Files
from storage.found import Found
from storage.images import Images
from storage.job_messages import JobMessages
from storage.jobs import Jobs
from storage.kept_texts import KeptTexts
from storage.lock import DATABASE, only_one
from storage.pauses import Pauses
from storage.quotas import Quotas
from storage.reports import Reports
from storage.selections import Selections
from storage.settings import Settings
from storage.sources import Sources
from storage.standing import UNBOUND
from storage.times import Clock, utc_now
from storage.withheld import Withheld

log = logging.getLogger(__name__)


class Storage:
    """Every store of one data folder, each an attribute."""

    def __init__(
        self, directory: Path, database: Database, now: Clock, bounds: Bounds = UNBOUND
    ) -> None:
        self.directory = directory
        self.database = database
        self.health = database.health
        self._now = now
        self.jobs = Jobs(database, now, bounds)
        self.job_messages = JobMessages(database, now)
        self.found = Found(database)
        self.family = Family(database)
        self.images = Images(database)
        self.favourites = Favourites(database, now)
        self.sources = Sources(database, now)
        self.drafts = Drafts(database, now)
        self.confirmations = Confirmations(database, now)
        self.kept_texts = KeptTexts(database, now)
        self.selections = Selections(database, now)
        self.reports = Reports(database, now)
        self.withheld = Withheld(database, now)
        self.pauses = Pauses(database, now)
        self.quotas = Quotas(database, now, bounds)
        self.settings = Settings(database)
        self.audit = Audit(database, now)
        self.files = Files(directory, database.health)

    @classmethod
    @asynccontextmanager
    async def open(
        cls, directory: Path, now: Clock = utc_now, bounds: Bounds = UNBOUND
    ) -> AsyncIterator[Storage]:
        """Open the folder, made if it is not there, and bring its database up to date.

        `bounds`: the operator's, of all quotas.

        DatabaseInUse if another Easel holds it; DatabaseTooNew; DatabaseBroken, also where the
        database is damaged.
        """
        with only_one(directory):
            await asyncio.to_thread(_warn_of_pictures_alone, directory)
            await asyncio.to_thread(condition.must_be_sound, directory / DATABASE)
            async with Database.open(directory / DATABASE, now) as database:
                yield cls(directory, database, now, bounds)

    async def try_disk(self) -> None:
        """Write, as a trial, past all that waits for a broken disk; StorageBroken."""
        trouble = self.health.trouble
        is_damaged = trouble is not None and not trouble.may_pass
        await asyncio.to_thread(trial.try_disk, self.directory, is_whole_wanted=is_damaged)
        await self.database.try_writing()

    async def make_room(self, most_bytes: int) -> int:
        """Of each person delete the oldest pictures beyond so many bytes; of how many jobs."""
        job_ids = await asyncio.to_thread(room.beyond, self.directory, most_bytes)
        return await room.make_room(self.database, self.files, job_ids)

    async def sweep(self) -> dict[str, int]:
        """Delete what is kept no longer (`storage/retention.py`); how many rows of each table."""
        return await retention.sweep(self.database, self._now())


def _warn_of_pictures_alone(directory: Path) -> None:
    """A start anew in a folder that was used before is seldom meant."""
    pictures = directory / PICTURES
    if (directory / DATABASE).exists() or not pictures.is_dir():
        return
    if any(pictures.iterdir()):
        log.warning(
            "there is no database beside the pictures in %s: starting anew, without jobs and "
            "credits; a backup would bring them back",
            directory,
        )
