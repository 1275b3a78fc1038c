-- The first tables. Times are ISO 8601 text in UTC with microseconds, so that they sort; credits are hundredths, as integers.

CREATE TABLE jobs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,   -- the order in which jobs came; never used outside this folder
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 22),
    kind TEXT NOT NULL CHECK (kind <> ''),
    status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'delivering', 'done', 'failed', 'cancelled')),
    user_id INTEGER NOT NULL,
    guild_id INTEGER,                           -- NULL: a direct message
    channel_id INTEGER NOT NULL,
    interaction_id INTEGER NOT NULL,
    prompt TEXT NOT NULL,
    request TEXT NOT NULL CHECK (json_valid(request)),
    price INTEGER NOT NULL CHECK (price >= 0),
    speed TEXT NOT NULL CHECK (speed <> ''),
    parent_id TEXT REFERENCES jobs (id),
    parent_index INTEGER CHECK (parent_index >= 1),
    progress_message_id INTEGER,
    result_message_id INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    created_at TEXT NOT NULL,
    started_at TEXT,
    finished_at TEXT,
    ended_at TEXT,
    error TEXT,
    locale TEXT NOT NULL,
    CHECK (speed <> 'relax' OR price = 0),
    CHECK ((ended_at IS NOT NULL) = (status IN ('done', 'failed', 'cancelled')))
) STRICT;

-- A gateway reconnect may deliver an interaction twice: it is one job.
CREATE UNIQUE INDEX jobs_by_interaction ON jobs (interaction_id);
CREATE INDEX jobs_queued ON jobs (user_id, number) WHERE status = 'queued';
CREATE INDEX jobs_running ON jobs (user_id) WHERE status = 'running';
CREATE INDEX jobs_delivering ON jobs (number) WHERE status = 'delivering';
CREATE INDEX jobs_active ON jobs (user_id, number) WHERE status IN ('queued', 'running', 'delivering');
CREATE INDEX jobs_started ON jobs (user_id, started_at) WHERE started_at IS NOT NULL;
CREATE INDEX jobs_finished ON jobs (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX jobs_by_user ON jobs (user_id, number);
CREATE INDEX jobs_by_parent ON jobs (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX jobs_by_progress_message ON jobs (progress_message_id) WHERE progress_message_id IS NOT NULL;
CREATE INDEX jobs_by_result_message ON jobs (result_message_id) WHERE result_message_id IS NOT NULL;

CREATE TABLE images (
    job_id TEXT NOT NULL REFERENCES jobs (id),
    image_index INTEGER NOT NULL CHECK (image_index >= 1),
    seed INTEGER NOT NULL CHECK (seed BETWEEN 0 AND 4294967295),
    width_px INTEGER NOT NULL CHECK (width_px > 0),
    height_px INTEGER NOT NULL CHECK (height_px > 0),
    path TEXT NOT NULL UNIQUE,                  -- relative to the data folder
    PRIMARY KEY (job_id, image_index)
) STRICT, WITHOUT ROWID;

CREATE TABLE quota_rules (
    scope TEXT NOT NULL CHECK (scope IN ('global', 'guild', 'role', 'user')),
    guild_id INTEGER,
    subject_id INTEGER,                         -- the role or the user
    period TEXT NOT NULL CHECK (period IN ('day', 'week', 'month')),
    credits INTEGER CHECK (credits >= 0),       -- NULL: unlimited
    CHECK (scope <> 'global' OR (guild_id IS NULL AND subject_id IS NULL)),
    CHECK (scope <> 'guild' OR (guild_id IS NOT NULL AND subject_id IS NULL)),
    CHECK (scope <> 'role' OR (guild_id IS NOT NULL AND subject_id IS NOT NULL)),
    CHECK (scope <> 'user' OR subject_id IS NOT NULL)
) STRICT;

CREATE UNIQUE INDEX quota_rules_by_target
    ON quota_rules (scope, COALESCE(guild_id, 0), COALESCE(subject_id, 0));

CREATE TABLE ledger (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    entry TEXT NOT NULL CHECK (entry IN ('reserve', 'settle', 'refund', 'grant', 'reset')),
    user_id INTEGER NOT NULL,
    guild_id INTEGER,                           -- NULL: direct messages
    amount INTEGER NOT NULL,                    -- what it adds to the spending; of a grant: to the allowance
    counts_at TEXT NOT NULL,                    -- the moment whose period it belongs to: of a refund, that of its reserve
    job_id TEXT REFERENCES jobs (id),
    reserve_number INTEGER REFERENCES ledger (number),
    by_user_id INTEGER,
    CHECK (entry <> 'reserve' OR (amount >= 0 AND job_id IS NOT NULL)),
    CHECK (entry NOT IN ('settle', 'refund') OR (amount <= 0 AND job_id IS NOT NULL AND reserve_number IS NOT NULL)),
    CHECK (entry <> 'grant' OR (amount > 0 AND by_user_id IS NOT NULL)),
    CHECK (entry <> 'reset' OR (amount = 0 AND by_user_id IS NOT NULL))
) STRICT;

-- One charge for a job, and one end of it, whatever the code above does.
CREATE UNIQUE INDEX ledger_one_reserve ON ledger (job_id) WHERE entry = 'reserve';
CREATE UNIQUE INDEX ledger_one_end ON ledger (job_id) WHERE entry IN ('settle', 'refund');
CREATE INDEX ledger_by_account ON ledger (user_id, guild_id, counts_at);
CREATE INDEX ledger_resets ON ledger (user_id, guild_id, number) WHERE entry = 'reset';

CREATE TRIGGER ledger_is_never_updated BEFORE UPDATE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;

CREATE TRIGGER ledger_is_never_deleted BEFORE DELETE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;

CREATE TABLE settings (
    scope TEXT NOT NULL CHECK (scope IN ('global', 'guild', 'user')),
    scope_id INTEGER,                           -- NULL for global only
    key TEXT NOT NULL CHECK (key <> ''),
    value TEXT NOT NULL CHECK (json_valid(value)),
    CHECK ((scope = 'global') = (scope_id IS NULL))
) STRICT;

CREATE UNIQUE INDEX settings_by_key ON settings (scope, COALESCE(scope_id, 0), key);

CREATE TABLE audit (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    by_user_id INTEGER,                         -- NULL: Easel itself
    guild_id INTEGER,
    action TEXT NOT NULL CHECK (action <> ''),
    subject TEXT NOT NULL,
    details TEXT NOT NULL CHECK (json_valid(details))
) STRICT;

CREATE INDEX audit_by_guild ON audit (guild_id, number);

CREATE TRIGGER audit_is_never_updated BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
