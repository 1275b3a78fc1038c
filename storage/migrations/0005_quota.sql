-- A question may be about a button that was pressed; resets of grants; pauses without a report; use by person.

ALTER TABLE confirmations ADD COLUMN pressed TEXT;  -- NULL: a prompt for /imagine; else the button, and `text` its new words

-- Of resets: NULL is the spending, as every reset was until now.
ALTER TABLE ledger ADD COLUMN resets TEXT CHECK (resets IS NULL OR (resets IN ('spending', 'grants') AND entry = 'reset'));
CREATE INDEX ledger_by_guild ON ledger (guild_id, counts_at);

CREATE TABLE pauses_new (
    user_id INTEGER NOT NULL,
    guild_id INTEGER NOT NULL,
    until TEXT NOT NULL,
    by_user_id INTEGER NOT NULL,
    job_id TEXT REFERENCES jobs (id),           -- NULL: by /moderation pause, for no job
    PRIMARY KEY (user_id, guild_id)
) STRICT;

INSERT INTO pauses_new (user_id, guild_id, until, by_user_id, job_id)
SELECT user_id, guild_id, until, by_user_id, job_id FROM pauses;

DROP TABLE pauses;
ALTER TABLE pauses_new RENAME TO pauses;
