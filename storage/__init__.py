"""What Easel keeps: one folder with a SQLite database and, beside it, the pictures.

    async with Storage.open(directory) as storage:
        ordered = await storage.jobs.order(new_job, limits, role_ids)

`.jobs` is the queue, `.job_messages` where each job is to be seen, `.found` the search in them,
`.family` what was made from one; `.images` and `.files` the pictures, `.favourites` those people
like, `.sources` how much they brought; `.quotas` the credits; `.drafts`, `.confirmations` and
`.kept_texts` hold prompts that are no jobs yet, `.selections` the parts of pictures that were
chosen; `.reports`, `.withheld` and `.pauses` what moderators decide on; `.settings` and `.audit`
are what they say; `.health` whether the disk takes any of it.
Inside:
`database.py` holds the connections, `connection.py` what is asked of one, `condition.py` and
`trial.py` look at a database and a disk, `schema.py` and `migrations/` are the tables, `job.py` a
drawing of a job's life, `line.py` who is next, `ordering.py` the order, `ledger.py` the credits,
`retention.py` how long each row is kept, `limits.py` how many of one person, `maintenance.py` what
`easel db` does and `story.py` what `easel job` tells.
It knows text, numbers, bytes and paths; no Discord and no engine.
"""

from storage.audit import AuditEntry, AuditPage
from storage.ceilings import Bounds, Ceiling
from storage.confirmations import Question
from storage.database import Use
from storage.drafts import Draft
from storage.errors import (
    BackupExists,
    DatabaseBroken,
    DatabaseError,
    DatabaseInUse,
    DatabaseTooNew,
    FilesBroken,
    GrantsExceeded,
    NotFound,
    OverCeiling,
    PathOutside,
    QueueFull,
    QuotaExceeded,
    Refused,
    StorageBroken,
    StorageError,
    TooMany,
    UnknownTimeZone,
)
from storage.found import FoundJob, FoundPage, Which
from storage.health import Health
from storage.images import NewImage, StoredImage
from storage.job import (
    Counts,
    Job,
    Limits,
    NewJob,
    Ordered,
    Speed,
    Status,
    Visibility,
    new_job_id,
)
from storage.job_messages import JobMessage, Shows
from storage.jobs import JobNow
from storage.kept_texts import TextKind
from storage.ledger import Entry, Resets
from storage.pauses import Pause
from storage.periods import Period
from storage.quota_rules import Account, Hundredths, QuotaStatus, Rule, Target
from storage.selections import Selection
from storage.storage import Storage
from storage.times import Clock, utc_now
from storage.usage import PersonUsage, Usage

__all__ = [
    "Account",
    "AuditEntry",
    "AuditPage",
    "BackupExists",
    "Bounds",
    "Ceiling",
    "Clock",
    "Counts",
    "DatabaseBroken",
    "DatabaseError",
    "DatabaseInUse",
    "DatabaseTooNew",
    "Draft",
    "Entry",
    "FilesBroken",
    "FoundJob",
    "FoundPage",
    "GrantsExceeded",
    "Health",
    "Hundredths",
    "Job",
    "JobMessage",
    "JobNow",
    "Limits",
    "NewImage",
    "NewJob",
    "NotFound",
    "Ordered",
    "OverCeiling",
    "PathOutside",
    "Pause",
    "Period",
    "PersonUsage",
    "Question",
    "QueueFull",
    "QuotaExceeded",
    "QuotaStatus",
    "Refused",
    "Resets",
    "Rule",
    "Selection",
    "Shows",
    "Speed",
    "Status",
    "Storage",
    "StorageBroken",
    "StorageError",
    "StoredImage",
    "Target",
    "TextKind",
    "TooMany",
    "UnknownTimeZone",
    "Usage",
    "Use",
    "Visibility",
    "Which",
    "new_job_id",
    "utc_now",
]
