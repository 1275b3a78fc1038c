-- Drafts, confirmations, texts with a mistake, withheld jobs, reports, pauses and the messages of jobs get tables of their
-- own. Until now they were rows of `settings` with keys such as 'draft:<id>'. What can be read is moved; the rest is dropped,
-- as nothing could have read it before. How long each row is kept stands in `storage/retention.py`.

CREATE TABLE drafts (
    id TEXT PRIMARY KEY CHECK (id <> ''),
    user_id INTEGER,                            -- NULL: of the first release, which did not say whose
    prompts TEXT NOT NULL CHECK (json_valid(prompts)),
    seed INTEGER NOT NULL,
    weights TEXT NOT NULL CHECK (json_valid(weights)),
    theme TEXT,
    used_at TEXT NOT NULL                       -- when it was last kept or read
) STRICT;

CREATE TABLE confirmations (
    id TEXT PRIMARY KEY CHECK (id <> ''),
    user_id INTEGER NOT NULL,
    text TEXT NOT NULL,
    until TEXT NOT NULL
) STRICT;

CREATE TABLE kept_texts (
    user_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('imagine', 'remix')),
    about TEXT NOT NULL,                        -- the id that the button carries
    text TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    PRIMARY KEY (user_id, kind)
) STRICT;

CREATE TABLE withheld (
    job_id TEXT PRIMARY KEY REFERENCES jobs (id),
    by_user_id INTEGER,                         -- NULL: of the first release, without an audit entry
    at TEXT NOT NULL
) STRICT;

CREATE TABLE reports (
    job_id TEXT NOT NULL REFERENCES jobs (id),
    reporter_id INTEGER NOT NULL,
    guild_id INTEGER,                           -- this and the next three, NULL: of the first release, which kept no more
    channel_id INTEGER,
    message_id INTEGER,
    reason TEXT,
    at TEXT NOT NULL,
    PRIMARY KEY (job_id, reporter_id)
) STRICT;

CREATE TABLE pauses (
    user_id INTEGER NOT NULL,
    guild_id INTEGER NOT NULL,
    until TEXT NOT NULL,
    by_user_id INTEGER NOT NULL,
    job_id TEXT NOT NULL REFERENCES jobs (id),
    PRIMARY KEY (user_id, guild_id)
) STRICT;

CREATE TABLE job_messages (
    message_id INTEGER PRIMARY KEY,
    job_id TEXT NOT NULL REFERENCES jobs (id),
    channel_id INTEGER,                         -- NULL: a copy of the first release, which did not say where it stands
    guild_id INTEGER,                           -- NULL: direct messages, or such a copy
    shows TEXT NOT NULL CHECK (shows IN ('progress', 'result', 'single', 'copy')),
    sent_at TEXT NOT NULL
) STRICT;

CREATE INDEX job_messages_by_job ON job_messages (job_id, guild_id);
CREATE INDEX audit_by_subject ON audit (subject);

INSERT INTO drafts (id, prompts, seed, weights, theme, used_at)
SELECT substr(key, 7), json_extract(value, '$.prompts'), json_extract(value, '$.seed'),
    json_extract(value, '$.weights'), json_extract(value, '$.theme'),
    strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000+00:00'
FROM settings
WHERE scope = 'global' AND key GLOB 'draft:?*'
    AND json_type(value, '$.prompts') = 'array'
    AND json_type(value, '$.seed') = 'integer'
    AND typeof(json_extract(value, '$.seed')) = 'integer'
    AND json_type(value, '$.weights') = 'array'
    AND json_type(value, '$.theme') IN ('text', 'null')
    AND NOT EXISTS (SELECT 1 FROM json_each(settings.value, '$.prompts') AS prompt WHERE prompt.type <> 'text')
    AND NOT EXISTS (
        SELECT 1 FROM json_each(settings.value, '$.weights') AS pair
        WHERE pair.type <> 'array'
            OR json_array_length(settings.value, pair.fullkey) <> 2
            OR json_type(settings.value, pair.fullkey || '[0]') <> 'text'
            OR json_type(settings.value, pair.fullkey || '[1]') NOT IN ('integer', 'real'));

INSERT INTO confirmations (id, user_id, text, until)
SELECT substr(key, 10), scope_id, json_extract(value, '$.text'),
    strftime('%Y-%m-%dT%H:%M:%f', json_extract(value, '$.until')) || '000+00:00'
FROM settings
WHERE scope = 'user' AND key GLOB 'question:?*'
    AND json_type(value, '$.text') = 'text'
    AND json_extract(value, '$.until') GLOB '[12]???-??-??T*'
    AND julianday(json_extract(value, '$.until')) IS NOT NULL
ON CONFLICT (id) DO NOTHING;

INSERT INTO kept_texts (user_id, kind, about, text, kept_at)
SELECT scope_id, CASE key WHEN 'draft' THEN 'imagine' ELSE 'remix' END,
    json_extract(value, CASE key WHEN 'draft' THEN '$.id' ELSE '$.pressed' END), json_extract(value, '$.text'),
    strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000+00:00'
FROM settings
WHERE scope = 'user' AND key IN ('draft', 'remix_draft')
    AND json_type(value, CASE key WHEN 'draft' THEN '$.id' ELSE '$.pressed' END) = 'text'
    AND json_type(value, '$.text') = 'text';

-- Who did it, and when, stands in the audit list.
INSERT INTO withheld (job_id, by_user_id, at)
SELECT jobs.id, deed.by_user_id, COALESCE(deed.at, strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000+00:00')
FROM settings
JOIN jobs ON jobs.id = substr(key, 10)
LEFT JOIN audit AS deed ON deed.number = (
    SELECT MAX(number) FROM audit WHERE action = 'report.delete' AND subject = jobs.id)
WHERE scope = 'global' AND key GLOB 'withheld:*';

INSERT INTO reports (job_id, reporter_id, guild_id, reason, at)
SELECT jobs.id, scope_id, deed.guild_id,
    CASE json_type(deed.details, '$.reason') WHEN 'text' THEN json_extract(deed.details, '$.reason') END,
    COALESCE(deed.at, strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000+00:00')
FROM settings
JOIN jobs ON jobs.id = substr(key, 8)
LEFT JOIN audit AS deed ON deed.number = (
    SELECT MAX(number) FROM audit WHERE action = 'report' AND subject = jobs.id AND by_user_id = scope_id)
WHERE scope = 'user' AND key GLOB 'report:*' AND json_type(value) = 'true';

INSERT INTO pauses (user_id, guild_id, until, by_user_id, job_id)
SELECT scope_id, CAST(substr(key, 7) AS INTEGER),
    strftime('%Y-%m-%dT%H:%M:%f', json_extract(value, '$.until')) || '000+00:00',
    json_extract(value, '$.by'), jobs.id
FROM settings
JOIN jobs ON jobs.id = json_extract(value, '$.reason')
WHERE scope = 'user' AND key GLOB 'pause:?*'
    AND CAST(CAST(substr(key, 7) AS INTEGER) AS TEXT) = substr(key, 7)
    AND json_type(value, '$.by') = 'integer'
    AND typeof(json_extract(value, '$.by')) = 'integer'
    AND json_extract(value, '$.until') GLOB '[12]???-??-??T*'
    AND julianday(json_extract(value, '$.until')) IS NOT NULL;

-- A message's id holds the moment it was sent, in milliseconds since 2015 (https://docs.discord.com/developers/reference#snowflakes).
-- The first release sent each message to the channel of its job, and those of stealth jobs to direct messages.
INSERT INTO job_messages (message_id, job_id, channel_id, guild_id, shows, sent_at)
SELECT message_id, job_id, channel_id, guild_id, shows,
    strftime('%Y-%m-%dT%H:%M:%f', ((message_id >> 22) + 1420070400000) / 1000.0, 'unixepoch') || '000+00:00'
FROM (
    SELECT result_message_id AS message_id, id AS job_id, channel_id,
        CASE visibility WHEN 'public' THEN guild_id END AS guild_id, 'result' AS shows
    FROM jobs
    UNION ALL
    SELECT progress_message_id, id, channel_id, CASE visibility WHEN 'public' THEN guild_id END, 'progress'
    FROM jobs
    UNION ALL
    SELECT CAST(substr(key, 7) AS INTEGER), jobs.id, NULL, NULL, 'copy'
    FROM settings JOIN jobs ON jobs.id = json_extract(value, '$')
    WHERE scope = 'global' AND key GLOB 'shown:?*'
        AND CAST(CAST(substr(key, 7) AS INTEGER) AS TEXT) = substr(key, 7)
)
WHERE message_id > 0
ON CONFLICT (message_id) DO NOTHING;

DELETE FROM settings
WHERE scope = 'global' AND (key GLOB 'draft:*' OR key GLOB 'shown:*' OR key GLOB 'withheld:*');

DELETE FROM settings
WHERE scope = 'user' AND (
    key IN ('draft', 'remix_draft') OR key GLOB 'question:*' OR key GLOB 'report:*' OR key GLOB 'pause:*');

-- A message is looked up in job_messages now.
DROP INDEX jobs_by_progress_message;
DROP INDEX jobs_by_result_message;
