-- What one person may have kept is limited (`storage/limits.py`): the oldest goes first, so it must be found without a scan.

CREATE INDEX drafts_by_user ON drafts (user_id, used_at);
CREATE INDEX confirmations_by_user ON confirmations (user_id, until);
CREATE INDEX jobs_ordered ON jobs (user_id, created_at);
CREATE INDEX reports_by_reporter ON reports (reporter_id, at);

-- The pictures that people brought for a job, which lie beside its own as files. Those of before are not counted.
CREATE TABLE sources (
    job_id TEXT PRIMARY KEY,                    -- written before its job, so that whoever claims it finds the pictures
    user_id INTEGER NOT NULL,
    bytes INTEGER NOT NULL CHECK (bytes >= 0),
    kept_at TEXT NOT NULL
) STRICT;

CREATE INDEX sources_by_user ON sources (user_id, kept_at);
