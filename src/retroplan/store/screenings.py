"""Screenings: each clearance that was found, with the profile it was found for."""

import datetime as dt
import sqlite3

from retroplan.core.model.clearance import Clearance
from retroplan.store.rows import document_text, document_value, is_whole, moments, seal
from retroplan.store.sql import path_of, run
from retroplan.store.trouble import damaged


def add_screening(
    connection: sqlite3.Connection,
    clearance: Clearance,
    *,
    at: dt.datetime,
    profile_document: object,
) -> int:
    """Keep a screening for ever; within the caller's transaction.

    Args:
        connection: in a transaction.
        clearance: what was found.
        at: now, with its offset.
        profile_document: the answers it was found from: the profile itself, or `encode` of it.

    Returns:
        The screening's number; later ones have higher numbers.

    Raises:
        UsageProblem: a text is broken, or a number is none.
        StoreProblem: not saved.
    """
    number: int = run(connection, "SELECT coalesce(max(id), 0) + 1 FROM screening")[0][0]
    row = (
        number, *moments(at), document_text("screening", clearance),
        document_text("profile", profile_document),
    )  # fmt: skip
    run(connection, "INSERT INTO screening VALUES (?, ?, ?, ?, ?, ?)", (*row, seal(row)))
    return number


def latest_screening(connection: sqlite3.Connection) -> Clearance | None:
    """The clearance that was found last; None before the first.

    Raises:
        StoreProblem: it is damaged, or not one this program can read.
    """
    rows = run(connection, "SELECT * FROM screening ORDER BY id DESC LIMIT 1")
    if not rows:
        return None
    if not is_whole(rows[0]):
        raise damaged(path_of(connection), f"screening {rows[0][0]}")
    return document_value(f"screening {rows[0][0]}", Clearance, rows[0][3])
