-- Every fact is a row of one table: a record of a session, a check-in, a test, and what puts one of
-- them right. Rows are only ever added; id is the order of entry, whatever the clock said.
-- uid: the fact's own name, the same wherever it is copied to. origin: how it came in. machine: the
-- store in which it was entered. about: the uid of the fact that a correction or a deletion is about.
-- What a record of a session says has a column each, for its range; any other fact is a document, as JSON.
-- named_by: how the person said which session it is of. as_planned: the columns of which nobody said a
-- word, with a comma between: they are as planned. Of records from before nobody knows: they stay.
-- The functions used here are Python's: see store/moving.py.

CREATE TABLE machine (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*')
) STRICT;

INSERT INTO machine VALUES (1, new_uid());

CREATE TABLE fact (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*'),
    origin TEXT NOT NULL CHECK (length(origin) BETWEEN 1 AND 200),
    machine TEXT NOT NULL CHECK (length(machine) = 32 AND machine NOT GLOB '*[^0-9a-f]*'),
    plan_id TEXT CHECK (length(plan_id) BETWEEN 1 AND 80),
    revision INTEGER,
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    about TEXT REFERENCES fact (uid),
    date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??[+-]??:??*'),
    at_utc TEXT NOT NULL CHECK (at_utc GLOB '????-??-??T??:??:??Z'),
    session_id TEXT CHECK (length(session_id) BETWEEN 1 AND 40),
    outcome TEXT CHECK (outcome IN ('done', 'partial', 'extra', 'skipped')),
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
    reason TEXT CHECK (length(reason) <= 2000),
    note TEXT CHECK (length(note) <= 2000),
    named_by TEXT CHECK (named_by IN ('day', 'session', 'nothing')),
    as_planned TEXT CHECK (length(as_planned) <= 200),
    document TEXT CHECK (length(document) BETWEEN 2 AND 1000000),
    has_prescribed INTEGER NOT NULL CHECK (has_prescribed IN (0, 1)),
    crc32 INTEGER NOT NULL CHECK (crc32 BETWEEN 0 AND 4294967295),
    CHECK ((kind IN ('correction', 'deletion')) = (about IS NOT NULL)),
    CHECK (kind <> 'session' OR outcome IS NOT NULL),
    CHECK (kind IN ('session', 'correction', 'deletion') OR document IS NOT NULL),
    CHECK (
        outcome IS NULL
        OR (reason IS NOT NULL AND note IS NOT NULL AND named_by IS NOT NULL AND as_planned IS NOT NULL)
    ),
    CHECK (session_id IS NULL OR plan_id IS NOT NULL),
    FOREIGN KEY (plan_id, revision) REFERENCES plan_revision (plan_id, revision)
) STRICT;

CREATE INDEX fact_by_day ON fact (kind, date);

CREATE INDEX fact_by_plan ON fact (plan_id, session_id);

CREATE INDEX fact_by_about ON fact (about) WHERE about IS NOT NULL;

-- The session as it was planned on the day of a record. Apart from it, so that reports read small rows.
CREATE TABLE prescribed (
    fact INTEGER PRIMARY KEY REFERENCES fact (id),
    document BLOB NOT NULL CHECK (length(document) BETWEEN 2 AND 4000000),
    crc32 INTEGER NOT NULL CHECK (crc32 BETWEEN 0 AND 4294967295)
) STRICT;

-- What was kept moves over in the order of its entry; a record that was deleted, with a fact about it.
CREATE TABLE kept AS
SELECT row_number() OVER (ORDER BY after_log, after, id) AS place, old_log, kind, plan_id, revision,
    date, at, at_utc, id AS old_id
FROM (
    SELECT id AS after_log, 0 AS after, id, id AS old_log, 'session' AS kind, plan_id, revision, date, at, at_utc
    FROM session_log
    UNION ALL
    SELECT id, 1, id, NULL, 'deletion', plan_id, revision, date, at, at_utc FROM session_log WHERE is_deleted = 1
    UNION ALL
    SELECT after_log, 2, id, NULL, kind, plan_id, NULL, date, at, at_utc FROM event
);

-- A uid is made from what the row holds, so that two copies of one store give a fact the same name.
INSERT INTO fact
SELECT place, uid_of(place, kept.kind, kept.at_utc, session_log.crc32, event.crc32), 'typed', machine.uid, kept.plan_id,
    kept.revision, kept.kind, NULL, kept.date, kept.at, kept.at_utc,
    session_id, outcome, total_s, backward_s, speed_mps, grade_pct, distance_m, stage, rpe, nprs_before,
    nprs_during, near_falls, falls, heart_rate_bpm, reason, note,
    CASE WHEN kept.kind = 'session' THEN iif(session_id IS NULL, 'nothing', 'session') END,
    CASE WHEN kept.kind = 'session' THEN '' END, document, coalesce(has_prescribed, 0), 0
FROM kept JOIN machine
    LEFT JOIN session_log ON session_log.id = old_log
    LEFT JOIN event ON event.id = old_id AND old_log IS NULL
WHERE kept.kind <> 'deletion'
ORDER BY place;

INSERT INTO fact
SELECT place, uid_of(place, kind, at_utc), 'typed', machine.uid, plan_id, revision, kind,
    (SELECT uid FROM fact WHERE id = place - 1), date, at, at_utc,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    0, 0
FROM kept JOIN machine
WHERE kind = 'deletion';

UPDATE fact SET crc32 = seal_of(
    id, uid, origin, machine, plan_id, revision, kind, about, date, at, at_utc, session_id, outcome, total_s,
    backward_s, speed_mps, grade_pct, distance_m, stage, rpe, nprs_before, nprs_during, near_falls, falls,
    heart_rate_bpm, reason, note, named_by, as_planned, document, has_prescribed
);

INSERT INTO prescribed
SELECT place, prescribed_session.document, seal_of(place, text_of(prescribed_session.document))
FROM prescribed_session JOIN kept ON old_log = session_log
ORDER BY place;

-- Undo goes back as far as the newest step that changed a record, or to the beginning: what such a step
-- had before it is in the copy of the store that was made a moment ago. Redo begins anew.
DROP TRIGGER operation_that_stands_is_never_deleted;

CREATE TABLE ended AS
SELECT id FROM operation
WHERE state = 'undone' OR id <= (SELECT max(operation) FROM row_change WHERE kind = 'changed');

DELETE FROM row_change;

DELETE FROM profile_change WHERE operation IN (SELECT id FROM ended);

DELETE FROM operation WHERE id IN (SELECT id FROM ended);

UPDATE operation SET
    marks_before = json_object(
        'screening', json_extract(marks_before, '$.screening'),
        'plan_revision', json_extract(marks_before, '$.plan_revision'),
        'fact', json_extract(marks_before, '$.session_log') + json_extract(marks_before, '$.event')
            + (SELECT count(*) FROM session_log WHERE is_deleted = 1)),
    marks_after = json_object(
        'screening', json_extract(marks_after, '$.screening'),
        'plan_revision', json_extract(marks_after, '$.plan_revision'),
        'fact', json_extract(marks_after, '$.session_log') + json_extract(marks_after, '$.event')
            + (SELECT count(*) FROM session_log WHERE is_deleted = 1));

UPDATE operation SET
    marks_before = json_set(marks_before, '$.prescribed', coalesce(
        (SELECT max(fact) FROM prescribed WHERE fact <= json_extract(marks_before, '$.fact')), 0)),
    marks_after = json_set(marks_after, '$.prescribed', coalesce(
        (SELECT max(fact) FROM prescribed WHERE fact <= json_extract(marks_after, '$.fact')), 0));

UPDATE operation SET crc32 = seal_of(id, command, sentence, at, at_utc, state, marks_before, marks_after);

CREATE TRIGGER operation_that_stands_is_never_deleted BEFORE DELETE ON operation
WHEN OLD.state = 'done'
BEGIN
    SELECT RAISE (ABORT, 'a step that stands is never deleted');
END;

DROP TABLE ended;

DROP TABLE kept;

DROP TABLE prescribed_session;

DROP TABLE session_log;

DROP TABLE event;

CREATE TRIGGER fact_is_added_at_the_end BEFORE INSERT ON fact
WHEN NEW.id <= (SELECT max(id) FROM fact)
BEGIN
    SELECT RAISE (ABORT, 'a fact is added after all others');
END;

CREATE TRIGGER fact_is_never_changed BEFORE UPDATE ON fact
BEGIN
    SELECT RAISE (ABORT, 'a fact is never changed');
END;

CREATE TRIGGER fact_is_only_taken_back BEFORE DELETE ON fact
WHEN NOT EXISTS (
    SELECT 1 FROM row_change_in_hand
    WHERE table_name = 'fact' AND row_id = OLD.id AND kind = 'added'
)
BEGIN
    SELECT RAISE (ABORT, 'a fact is never deleted');
END;

CREATE TRIGGER prescribed_is_added_at_the_end BEFORE INSERT ON prescribed
WHEN NEW.fact <= (SELECT max(fact) FROM prescribed)
BEGIN
    SELECT RAISE (ABORT, 'a prescribed session is added after all others');
END;

CREATE TRIGGER prescribed_is_never_changed BEFORE UPDATE ON prescribed
BEGIN
    SELECT RAISE (ABORT, 'a prescribed session is never changed');
END;

CREATE TRIGGER prescribed_is_only_taken_back BEFORE DELETE ON prescribed
WHEN NOT EXISTS (
    SELECT 1 FROM row_change_in_hand
    WHERE table_name = 'prescribed' AND row_id = OLD.fact AND kind = 'added'
)
BEGIN
    SELECT RAISE (ABORT, 'a prescribed session is never deleted');
END;
