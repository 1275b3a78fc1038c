-- Which part of a picture somebody last chose to have drawn anew, and in which words.

CREATE TABLE selections (
    user_id INTEGER NOT NULL,
    job_id TEXT NOT NULL REFERENCES jobs (id),
    image_index INTEGER NOT NULL CHECK (image_index BETWEEN 1 AND 16),
    cells INTEGER NOT NULL CHECK (cells >= 0),  -- one bit for each cell of the grid over the picture
    mask BLOB,                                  -- PNG, where it was drawn or sent instead
    text TEXT,                                  -- NULL: the job's own words
    used_at TEXT NOT NULL,
    PRIMARY KEY (user_id, job_id, image_index)
) STRICT;

CREATE INDEX selections_by_user ON selections (user_id, used_at);
