-- Facts as rows; a plan revision is one immutable document with its cause.
-- The last column of each table, crc32, is over the canonical text of all the others. A document
-- is JSON, compressed by zlib: a tenth of the room, so that every opening can check the whole file.

CREATE TABLE screening (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??[+-]??:??*'),
    at_utc TEXT NOT NULL CHECK (at_utc GLOB '????-??-??T??:??:??Z'),
    clearance TEXT NOT NULL CHECK (length(clearance) BETWEEN 2 AND 1000000),
    profile TEXT NOT NULL CHECK (length(profile) BETWEEN 2 AND 1000000),
    crc32 INTEGER NOT NULL CHECK (crc32 BETWEEN 0 AND 4294967295)
) STRICT;

-- The plan of the newest row is the current one.
CREATE TABLE plan_revision (
    id INTEGER PRIMARY KEY,
    plan_id TEXT NOT NULL CHECK (length(plan_id) BETWEEN 1 AND 80),
    revision INTEGER NOT NULL CHECK (revision BETWEEN 1 AND 1000000),
    rules_version TEXT NOT NULL CHECK (length(rules_version) BETWEEN 1 AND 80),
    cause TEXT NOT NULL CHECK (length(cause) BETWEEN 1 AND 2000),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??[+-]??:??*'),
    at_utc TEXT NOT NULL CHECK (at_utc GLOB '????-??-??T??:??:??Z'),
    profile TEXT NOT NULL CHECK (length(profile) BETWEEN 2 AND 1000000),
    document BLOB NOT NULL CHECK (length(document) BETWEEN 2 AND 4000000),
    crc32 INTEGER NOT NULL CHECK (crc32 BETWEEN 0 AND 4294967295),
    UNIQUE (plan_id, revision)
) STRICT;

CREATE TABLE session_log (
    id INTEGER PRIMARY KEY,
    plan_id TEXT,
    revision INTEGER,
    session_id TEXT CHECK (length(session_id) BETWEEN 1 AND 40),
    date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    outcome TEXT NOT NULL CHECK (outcome IN ('done', 'partial', 'extra', 'skipped')),
    total_s INTEGER CHECK (total_s BETWEEN 0 AND 86400),
    backward_s INTEGER CHECK (backward_s BETWEEN 0 AND 86400),
    speed_mps REAL CHECK (speed_mps BETWEEN 0 AND 12),
    grade_pct REAL CHECK (grade_pct BETWEEN -45 AND 45),
    distance_m REAL CHECK (distance_m BETWEEN 0 AND 200000),
    stage TEXT CHECK (length(stage) BETWEEN 1 AND 40),
    rpe INTEGER CHECK (rpe BETWEEN 0 AND 10),
    nprs_before INTEGER CHECK (nprs_before BETWEEN 0 AND 10),
    nprs_during INTEGER CHECK (nprs_during BETWEEN 0 AND 10),
    near_falls INTEGER CHECK (near_falls BETWEEN 0 AND 1000),
    falls INTEGER CHECK (falls BETWEEN 0 AND 1000),
    heart_rate_bpm INTEGER CHECK (heart_rate_bpm BETWEEN 20 AND 260),
    reason TEXT NOT NULL CHECK (length(reason) <= 2000),
    note TEXT NOT NULL CHECK (length(note) <= 2000),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??[+-]??:??*'),
    at_utc TEXT NOT NULL CHECK (at_utc GLOB '????-??-??T??:??:??Z'),
    has_prescribed INTEGER NOT NULL CHECK (has_prescribed IN (0, 1)),
    is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1)),
    crc32 INTEGER NOT NULL CHECK (crc32 BETWEEN 0 AND 4294967295),
    CHECK ((plan_id IS NULL) = (revision IS NULL)),
    CHECK (session_id IS NULL OR plan_id IS NOT NULL),
    FOREIGN KEY (plan_id, revision) REFERENCES plan_revision (plan_id, revision)
) STRICT;

CREATE INDEX session_log_by_date ON session_log (date);

CREATE INDEX session_log_by_session ON session_log (plan_id, session_id);

-- The session as it was planned on that day. Apart from the log, so that reports read small rows.
CREATE TABLE prescribed_session (
    session_log INTEGER PRIMARY KEY REFERENCES session_log (id),
    document BLOB NOT NULL CHECK (length(document) BETWEEN 2 AND 4000000),
    crc32 INTEGER NOT NULL CHECK (crc32 BETWEEN 0 AND 4294967295)
) STRICT;

CREATE TRIGGER screening_is_never_changed BEFORE UPDATE ON screening
BEGIN
    SELECT RAISE (ABORT, 'a screening is never changed');
END;

CREATE TRIGGER screening_is_never_deleted BEFORE DELETE ON screening
BEGIN
    SELECT RAISE (ABORT, 'a screening is never deleted');
END;

CREATE TRIGGER plan_revision_is_never_changed BEFORE UPDATE ON plan_revision
BEGIN
    SELECT RAISE (ABORT, 'a plan revision is never changed');
END;

CREATE TRIGGER plan_revision_is_never_deleted BEFORE DELETE ON plan_revision
BEGIN
    SELECT RAISE (ABORT, 'a plan revision is never deleted');
END;

CREATE TRIGGER prescribed_session_is_never_changed BEFORE UPDATE ON prescribed_session
BEGIN
    SELECT RAISE (ABORT, 'a prescribed session is never changed');
END;

CREATE TRIGGER prescribed_session_is_never_deleted BEFORE DELETE ON prescribed_session
BEGIN
    SELECT RAISE (ABORT, 'a prescribed session is never deleted');
END;
