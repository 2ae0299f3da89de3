-- Facts beside the session logs: check-ins, pauses, wishes, moves, tests, news, declarations.
-- after_log: the highest id of session_log as the fact was entered. With the ids of both tables that
-- is the order of entry, whatever the clock said.

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    plan_id TEXT CHECK (length(plan_id) BETWEEN 1 AND 80),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??[+-]??:??*'),
    at_utc TEXT NOT NULL CHECK (at_utc GLOB '????-??-??T??:??:??Z'),
    after_log INTEGER NOT NULL CHECK (after_log >= 0),
    document TEXT NOT NULL CHECK (length(document) BETWEEN 2 AND 1000000),
    is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1)),
    crc32 INTEGER NOT NULL CHECK (crc32 BETWEEN 0 AND 4294967295)
) STRICT;

CREATE INDEX event_by_plan ON event (plan_id);

-- What each command changed, so that it can be taken back: see store/journal.py.
-- Rows are only ever added at the end of a table, so that two numbers a table say which rows a
-- command has added. Nothing else is kept of them until they are taken back: then the rows
-- themselves move into row_change. A row that was changed lies there as it was before.

-- marks_before and marks_after: JSON, the highest id of each table before the command and after it.
CREATE TABLE operation (
    id INTEGER PRIMARY KEY,
    command TEXT NOT NULL CHECK (length(command) <= 80),
    sentence TEXT NOT NULL CHECK (length(sentence) BETWEEN 1 AND 2000),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??[+-]??:??*'),
    at_utc TEXT NOT NULL CHECK (at_utc GLOB '????-??-??T??:??:??Z'),
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'undone')),
    marks_before TEXT NOT NULL CHECK (length(marks_before) BETWEEN 2 AND 2000),
    marks_after TEXT NOT NULL CHECK (length(marks_after) BETWEEN 2 AND 2000),
    crc32 INTEGER NOT NULL CHECK (crc32 BETWEEN 0 AND 4294967295)
) STRICT;

-- document: the row's values as a JSON array, compressed. Of a row that was added: as it was taken
-- back. Of a row that was changed: as it was before, or, once taken back, after.
CREATE TABLE row_change (
    id INTEGER PRIMARY KEY,
    operation INTEGER NOT NULL REFERENCES operation (id),
    table_name TEXT NOT NULL CHECK (length(table_name) BETWEEN 1 AND 80),
    row_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('added', 'changed')),
    document BLOB NOT NULL CHECK (length(document) BETWEEN 2 AND 10000000),
    crc32 INTEGER NOT NULL CHECK (crc32 BETWEEN 0 AND 4294967295),
    UNIQUE (operation, table_name, row_id, kind)
) STRICT;

-- The profile file before a command (null: there was none, or the same) and after it, compressed.
CREATE TABLE profile_change (
    operation INTEGER PRIMARY KEY REFERENCES operation (id),
    before BLOB CHECK (length(before) BETWEEN 2 AND 1000000),
    after BLOB NOT NULL CHECK (length(after) BETWEEN 2 AND 1000000),
    crc32 INTEGER NOT NULL CHECK (crc32 BETWEEN 0 AND 4294967295)
) STRICT;

CREATE VIEW row_change_in_hand AS
SELECT table_name, row_id, kind
FROM row_change JOIN operation ON operation.id = row_change.operation
WHERE operation.state = 'open';

CREATE TRIGGER operation_that_stands_is_never_deleted BEFORE DELETE ON operation
WHEN OLD.state = 'done'
BEGIN
    SELECT RAISE (ABORT, 'a step that stands is never deleted');
END;

-- Added at the end, or not at all: that also keeps INSERT OR REPLACE from slipping past the others.
CREATE TRIGGER screening_is_added_at_the_end BEFORE INSERT ON screening
WHEN NEW.id <= (SELECT max(id) FROM screening)
BEGIN
    SELECT RAISE (ABORT, 'a screening is added after all others');
END;

CREATE TRIGGER plan_revision_is_added_at_the_end BEFORE INSERT ON plan_revision
WHEN NEW.id <= (SELECT max(id) FROM plan_revision)
BEGIN
    SELECT RAISE (ABORT, 'a plan revision is added after all others');
END;

CREATE TRIGGER session_log_is_added_at_the_end BEFORE INSERT ON session_log
WHEN NEW.id <= (SELECT max(id) FROM session_log)
BEGIN
    SELECT RAISE (ABORT, 'a record is added after all others');
END;

CREATE TRIGGER prescribed_session_is_added_at_the_end BEFORE INSERT ON prescribed_session
WHEN NEW.session_log <= (SELECT max(session_log) FROM prescribed_session)
BEGIN
    SELECT RAISE (ABORT, 'a prescribed session is added after all others');
END;

CREATE TRIGGER event_is_added_at_the_end BEFORE INSERT ON event
WHEN NEW.id <= (SELECT max(id) FROM event)
BEGIN
    SELECT RAISE (ABORT, 'a fact is added after all others');
END;

-- Changed only by a step that has kept the row as it was; what 0001 never lets change stays so.
CREATE TRIGGER session_log_is_changed_by_a_step BEFORE UPDATE ON session_log
WHEN NEW.id <> OLD.id OR NOT EXISTS (
    SELECT 1 FROM row_change_in_hand
    WHERE table_name = 'session_log' AND row_id = OLD.id AND kind = 'changed'
)
BEGIN
    SELECT RAISE (ABORT, 'a record is changed only by a step that can be taken back');
END;

CREATE TRIGGER event_is_changed_by_a_step BEFORE UPDATE ON event
WHEN NEW.id <> OLD.id OR NOT EXISTS (
    SELECT 1 FROM row_change_in_hand
    WHERE table_name = 'event' AND row_id = OLD.id AND kind = 'changed'
)
BEGIN
    SELECT RAISE (ABORT, 'a fact is changed only by a step that can be taken back');
END;

-- Deleted only while they are taken back, once they lie in row_change.
DROP TRIGGER screening_is_never_deleted;

DROP TRIGGER plan_revision_is_never_deleted;

DROP TRIGGER prescribed_session_is_never_deleted;

CREATE TRIGGER screening_is_only_taken_back BEFORE DELETE ON screening
WHEN NOT EXISTS (
    SELECT 1 FROM row_change_in_hand
    WHERE table_name = 'screening' AND row_id = OLD.id AND kind = 'added'
)
BEGIN
    SELECT RAISE (ABORT, 'a screening is never deleted');
END;

CREATE TRIGGER plan_revision_is_only_taken_back BEFORE DELETE ON plan_revision
WHEN NOT EXISTS (
    SELECT 1 FROM row_change_in_hand
    WHERE table_name = 'plan_revision' AND row_id = OLD.id AND kind = 'added'
)
BEGIN
    SELECT RAISE (ABORT, 'a plan revision is never deleted');
END;

CREATE TRIGGER session_log_is_only_taken_back BEFORE DELETE ON session_log
WHEN NOT EXISTS (
    SELECT 1 FROM row_change_in_hand
    WHERE table_name = 'session_log' AND row_id = OLD.id AND kind = 'added'
)
BEGIN
    SELECT RAISE (ABORT, 'a record is never deleted');
END;

CREATE TRIGGER prescribed_session_is_only_taken_back BEFORE DELETE ON prescribed_session
WHEN NOT EXISTS (
    SELECT 1 FROM row_change_in_hand
    WHERE table_name = 'prescribed_session' AND row_id = OLD.session_log AND kind = 'added'
)
BEGIN
    SELECT RAISE (ABORT, 'a prescribed session is never deleted');
END;

CREATE TRIGGER event_is_only_taken_back BEFORE DELETE ON event
WHEN NOT EXISTS (
    SELECT 1 FROM row_change_in_hand
    WHERE table_name = 'event' AND row_id = OLD.id AND kind = 'added'
)
BEGIN
    SELECT RAISE (ABORT, 'a fact is never deleted');
END;
