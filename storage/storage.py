"""The one object that `bot` opens: everything that is kept, in one folder."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from storage import retention
from storage.audit import Audit
from storage.ceilings import Bounds
from storage.confirmations import Confirmations
from storage.database import Database
from storage.drafts import Drafts
from storage.favourites import Favourites
from storage.files import Files
from storage.found import Found
from storage.images import Images
from storage.job_messages import JobMessages
from storage.jobs import Jobs
from storage.kept_texts import KeptTexts
from storage.lock import DATABASE, only_one
from storage.pauses import Pauses
from storage.quotas import Quotas
from storage.reports import Reports
from storage.settings import Settings
from storage.standing import UNBOUND
from storage.times import Clock, utc_now
from storage.withheld import Withheld


class Storage:
    """Every store of one data folder, each an attribute."""

    def __init__(
        self, directory: Path, database: Database, now: Clock, bounds: Bounds = UNBOUND
    ) -> None:
        self.directory = directory
        self.database = database
        self._now = now
        self.jobs = Jobs(database, now, bounds)
        self.job_messages = JobMessages(database, now)
        self.found = Found(database)
        self.images = Images(database)
        self.favourites = Favourites(database, now)
        self.drafts = Drafts(database, now)
        self.confirmations = Confirmations(database, now)
        self.kept_texts = KeptTexts(database, now)
        self.reports = Reports(database, now)
        self.withheld = Withheld(database, now)
        self.pauses = Pauses(database, now)
        self.quotas = Quotas(database, now, bounds)
        self.settings = Settings(database)
        self.audit = Audit(database, now)
        self.files = Files(directory)

    @classmethod
    @asynccontextmanager
    async def open(
        cls, directory: Path, now: Clock = utc_now, bounds: Bounds = UNBOUND
    ) -> AsyncIterator[Storage]:
        """Open the folder, made if it is not there, and bring its database up to date.

        `bounds`: the operator's, of all quotas.

        DatabaseInUse if another Easel holds it; DatabaseTooNew; DatabaseBroken.
        """
        with only_one(directory):
            async with Database.open(directory / DATABASE, now) as database:
                yield cls(directory, database, now, bounds)

    async def sweep(self) -> dict[str, int]:
        """Delete what is kept no longer (`storage/retention.py`); how many rows of each table."""
        return await retention.sweep(self.database, self._now())
