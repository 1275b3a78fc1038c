-- Jobs that only their person may see, several jobs of one interaction, favourites, and the search in one's own jobs.

ALTER TABLE jobs ADD COLUMN visibility TEXT NOT NULL DEFAULT 'public' CHECK (visibility IN ('public', 'stealth'));
ALTER TABLE jobs ADD COLUMN part INTEGER NOT NULL DEFAULT 1 CHECK (part >= 1);  -- of the jobs that one interaction ordered

-- A gateway reconnect may deliver an interaction twice: each of its parts is one job.
DROP INDEX jobs_by_interaction;
CREATE UNIQUE INDEX jobs_by_interaction ON jobs (interaction_id, part);

-- Holds all that a search looks at, so that the rows with their long requests stay unread. The condition is always true:
-- only a question that states it is answered from here; without it the planner took this index for counting the queue.
CREATE INDEX jobs_searched ON jobs (user_id, number, status, part, prompt) WHERE part >= 1;

CREATE TABLE favourites (
    user_id INTEGER NOT NULL,
    job_id TEXT NOT NULL,
    image_index INTEGER NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (user_id, job_id, image_index),
    FOREIGN KEY (job_id, image_index) REFERENCES images (job_id, image_index)
) STRICT, WITHOUT ROWID;
