"""What a person has asked for before, for suggestions while they type: their own words only.

But for what a moderator took away: nobody is led back to it.
"""

from __future__ import annotations

from storage.database import Database

LOOK_BACK = 500  # jobs of this person; what is older is not suggested any more
OWN_PROMPTS = """
    SELECT prompt, MAX(number) AS latest
    FROM (
        SELECT prompt, number FROM jobs
        WHERE user_id = :user_id AND id NOT IN (SELECT job_id FROM withheld)
        ORDER BY number DESC LIMIT :back
    )
    WHERE length(prompt) <= :longest
    GROUP BY prompt ORDER BY latest DESC
"""


async def own_prompts(database: Database, user_id: int, longest: int) -> tuple[str, ...]:
    """The different prompts of one person of at most `longest` characters, the latest first."""
    parameters = {"user_id": user_id, "back": LOOK_BACK, "longest": longest}
    rows = await database.in_one_read(lambda db: db.rows(OWN_PROMPTS, parameters))
    return tuple(row["prompt"] for row in rows)
