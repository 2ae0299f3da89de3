-- Facts beside the session logs: check-ins, pauses, wishes, moves, tests, news, declarations.

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    plan_id TEXT CHECK (length(plan_id) BETWEEN 1 AND 80),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??[+-]??:??*'),
    at_utc TEXT NOT NULL CHECK (at_utc GLOB '????-??-??T??:??:??Z'),
    document TEXT NOT NULL CHECK (length(document) BETWEEN 2 AND 1000000),
    is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1)),
    crc32 INTEGER NOT NULL CHECK (crc32 BETWEEN 0 AND 4294967295)
) STRICT;

CREATE INDEX event_by_plan ON event (plan_id);
