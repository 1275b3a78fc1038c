"""A page of one's own jobs, as a card: prompt, status, when, a jump to it and its id.

Values in, a card out; knows no Discord client and no database.
"""

from collections.abc import Callable
from typing import Final

from bot.interactions.cards import BLUE, YELLOW, Card
from bot.interactions.wording import bold, cut
from bot.language import say
from bot.messages.job_posts import JobPosts
from storage import FoundJob, FoundPage, Job, Which

PAGE_SIZE: Final = 8  # entries of at most 480 characters in a card of 4096
SHOWN_PROMPT: Final = 100


def found_card(
    page: FoundPage, words: str, which: Which, link_of: Callable[[Job], str], reader_id: int
) -> Card:
    """What was found; `link_of` gives the address of a job's message."""
    title = say("jobs-title-favourites" if which == "favourites" else "jobs-title")
    if not page.jobs:
        key = "jobs-none"
        if words or which not in ("all", "favourites"):
            key = "jobs-none-found"
        elif which == "favourites":
            key = "jobs-none-favourites"
        return Card(title, say(key), YELLOW)
    entries = [_entry(one, link_of(one.job), reader_id) for one in page.jobs]
    search = f" {say('jobs-searched', words=cut(words, 60))}" if words else ""
    footer = say("jobs-page", page=page.number, pages=page.pages, total=page.total, search=search)
    return Card(title, "\n\n".join(entries), BLUE, footer)


def _entry(one: FoundJob, link: str, reader_id: int) -> str:
    job = one.job
    status = say(f"jobs-status-{job.status.value}")
    if job.visibility == "stealth":
        status += f", {say('jobs-hidden')}"
    moment = job.ended_at or job.created_at
    # As its messages have it: a reroll says no `--seed`.
    prompt = bold(JobPosts.of(job).prompt, SHOWN_PROMPT)
    if job.user_id != reader_id:
        prompt += f" - <@{job.user_id}>"
    hearts = f" · ❤️ {', '.join(map(str, one.hearts))}" if one.hearts else ""
    return say(
        "jobs-entry",
        prompt=prompt,
        status=status,
        when=f"<t:{int(moment.timestamp())}:R>",
        link=link,
        id=job.id,
        hearts=hearts,
    )
