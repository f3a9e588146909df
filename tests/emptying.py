"""A PostgreSQL database as it was made: what tests wrote is taken out, and what they changed beside that is noticed."""

import json
from functools import cache
from typing import Any, NamedTuple

import psycopg

_LEAVE = """
    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid NOT IN (pg_backend_pid(), %s)
"""
_FILLED = """
    SELECT oid::regclass::text FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
"""
_COUNT_ANEW = """
    SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL
"""
# Whoever changes a table, a trigger, a function, a right or a setting writes a row here; a dropped one is one fewer.
_CATALOGUES = (
    "pg_class", "pg_attribute", "pg_attrdef", "pg_trigger", "pg_proc", "pg_constraint", "pg_index", "pg_namespace",
    "pg_statistic", "pg_policy", "pg_db_role_setting",
)  # fmt: skip


class _New(NamedTuple):
    """What an untouched database holds: the rows of tables that are never empty, and how the catalogues are counted."""

    rows: dict[str, str]
    written: tuple[Any, ...]


def emptied(address: str, template: str, kept: psycopg.Connection[Any] | None) -> bool:
    """Take out of a database all that is not in the one it was copied from; say whether it is as new then.

    All who are connected with it have to leave, but the one that is kept.
    """
    new = _new(template)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(_LEAVE, (kept.info.backend_pid if kept is not None else 0,))
        if _written(connection) != new.written:
            return False
        # Neither a guard against deleting nor a reference stands in the way.
        connection.execute("SET session_replication_role = replica")
        filled = _filled(connection)
        if filled:
            connection.execute("; ".join(f"DELETE FROM {table}" for table in filled))
            connection.execute(f"VACUUM {', '.join(filled)}")
        connection.execute(_COUNT_ANEW)
        for table, rows in new.rows.items():
            connection.execute(f"INSERT INTO {table} SELECT * FROM json_populate_recordset(NULL::{table}, %s)", (rows,))
        return True


@cache
def _new(template: str) -> _New:
    with psycopg.connect(template, autocommit=True) as connection:
        rows = {
            table: json.dumps([row for (row,) in connection.execute(f"SELECT row_to_json(t) FROM {table} t")])
            for table in _filled(connection)
        }
        return _New(rows, _written(connection))


def _filled(connection: psycopg.Connection[Any]) -> list[str]:
    return [name for (name,) in connection.execute(_FILLED)]


def _written(connection: psycopg.Connection[Any]) -> tuple[Any, ...]:
    """Return how many rows each catalogue has, and which transaction wrote last in it."""
    parts = (f"SELECT count(*), max(xmin::text::bigint) FROM {catalogue}" for catalogue in _CATALOGUES)
    return tuple(connection.execute(" UNION ALL ".join(parts)))
