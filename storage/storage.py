"""The one object that `bot` opens: everything that is kept, in one folder."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from storage.audit import Audit
from storage.database import Database
from storage.favourites import Favourites
from storage.files import Files
from storage.found import Found
from storage.images import Images
from storage.jobs import Jobs
from storage.lock import only_one
from storage.quotas import Quotas
from storage.settings import Settings
from storage.times import Clock, utc_now

DATABASE = "easel.db"


class Storage:
    """Jobs, images, favourites, quotas, settings, audit and files of one data folder."""

    def __init__(self, directory: Path, database: Database, now: Clock) -> None:
        self.directory = directory
        self.database = database
        self.jobs = Jobs(database, now)
        self.found = Found(database)
        self.images = Images(database)
        self.favourites = Favourites(database, now)
        self.quotas = Quotas(database, now)
        self.settings = Settings(database)
        self.audit = Audit(database, now)
        self.files = Files(directory)

    @classmethod
    @asynccontextmanager
    async def open(cls, directory: Path, now: Clock = utc_now) -> AsyncIterator[Storage]:
        """Open the folder, made if it is not there, and bring its database up to date.

        DatabaseInUse if another Easel holds it; DatabaseTooNew; DatabaseBroken.
        """
        with only_one(directory):
            async with Database.open(directory / DATABASE, now) as database:
                yield cls(directory, database, now)
