"""A job's parent and children, as far as one person may see them; and the lines that tell of them.

What may not be seen is neither counted nor named. Only to the owner of a job it is said that it was
made from a picture they cannot see, since they made it from that picture themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.interactions.interaction import Person
from bot.interactions.rights import Rights
from bot.interactions.wording import bold
from bot.language import say
from bot.messages.job_posts import JobPosts
from bot.orders.kinds import KINDS
from storage import Job, Storage

MOST_CHILDREN: Final = 24  # Discord: a select has 25 options, and the parent is one
_SHOWN_PROMPT: Final = 200


@dataclass(frozen=True, slots=True)
class Relatives:
    """Around `job`. `is_parent_hidden`: its owner made it from a picture they may not see."""

    job: Job
    parent: Job | None = None
    children: Sequence[Job] = ()
    has_more: bool = False
    is_parent_hidden: bool = False

    def lines(self) -> list[str]:
        """`Made from picture 2 of …`, `From it: 3 …`; nothing for what is not there."""
        told = []
        if self.parent is not None:
            prompt = bold(JobPosts.of(self.parent).prompt, _SHOWN_PROMPT)
            told.append(say("family-parent", prompt=prompt, index=self.job.parent_index or 0))
        elif self.is_parent_hidden:
            told.append(say("family-parent-hidden"))
        if self.has_more:
            told.append(say("family-children-more", n=len(self.children)))
        elif self.children:
            told.append(say("family-children", n=len(self.children)))
        return told


class FamilyTree:
    """Reads rows; asks `Rights` about each relative."""

    def __init__(self, storage: Storage, rights: Rights) -> None:
        self._storage = storage
        self._rights = rights

    async def around(self, person: Person, job: Job) -> Relatives:
        """The relatives of a job that this person sees; the newest children, so many at most."""
        parent, children = await self._parent(person, job), []
        found = await self._storage.family.children(job.id, person.id, MOST_CHILDREN + 1)
        for child in found:
            is_film = child.kind in KINDS and KINDS[child.kind].buttons == "film"  # not a picture
            if not is_film and await self._rights.may_see(person, child, "alone"):
                children.append(child)
        is_hidden = parent is None and job.parent_id is not None and job.user_id == person.id
        has_more = len(children) > MOST_CHILDREN
        return Relatives(job, parent, children[:MOST_CHILDREN], has_more, is_hidden)

    async def _parent(self, person: Person, job: Job) -> Job | None:
        if job.parent_id is None:
            return None
        parent = await self._storage.jobs.get(job.parent_id)
        return parent if await self._rights.may_see(person, parent, "alone") else None
