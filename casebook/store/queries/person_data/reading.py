"""Reading what is kept of a person: row by row what is given, what is left empty, and what somebody has to judge."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from peewee import ForeignKeyField

from casebook.store import tables
from casebook.store.database import Database
from casebook.store.models.parties import Party
from casebook.store.models.people import Person, Team
from casebook.store.queries.person_data.knowing import Known
from casebook.store.queries.person_data.portions import PORTIONS, Portion
from casebook.store.rows import among

Row = dict[str, Any]

# What only the program needs, or says what the letter itself says.
_NOT_GIVEN = frozenset(
    {"version", "sort_name", "facts", "body", "template", "message_id", "sending_at", "sending_by", "content", "meant"}
)
# Of an import of many only what tells where something came from.
_ONLY: Mapping[str, frozenset[str]] = {
    "import_run": frozenset({"id", "kind", "profile", "file_name", "on_day"}),
    "bank_entry": frozenset(
        {"id", "booked_on", "value_on", "cents", "name", "iban", "text", "reference", "end_to_end", "mandate"}
    ),
}


# Columns that name another in a row of his, who is no secret to him.
HIS_TOO = frozenset({("representation", "representative_id")})


class KeptBack(NamedTuple):
    """What somebody has to judge before it is given: a row of a table, or some columns of it, and why, as a code."""

    table: str
    row_id: int
    why: str
    values: Mapping[str, Any]


class Found(NamedTuple):
    """What of a table is a person's, with its rows as JSON has them and what is kept back of it."""

    portion: Portion
    table: str
    columns: tuple[str, ...]
    rows: Sequence[Row]
    kept_back: Sequence[KeptBack]


def read(database: Database, person: Known) -> Iterator[Found]:
    """Yield what is kept of a person, table by table in the order of `PORTIONS`; with nothing in it too."""
    ids: dict[str, Sequence[int]] = dict(person.ids)
    for portion in PORTIONS:
        found = _found(database, person, portion, ids)
        yield found
        if not portion.judge:
            ids[found.table] = sorted({*ids.get(found.table, ()), *(row["id"] for row in found.rows)})


def given_columns(portion: Portion) -> tuple[str, ...]:
    """Return the columns of a table that are given, if they are his."""
    table = tables.of(portion.model)
    colleagues = {
        field.column_name
        for field in portion.model._meta.sorted_fields
        if isinstance(field, ForeignKeyField) and field.rel_model in (Person, Team)
    }
    only = _ONLY.get(table.name, frozenset(table.columns))
    return tuple(one for one in table.columns if one in only and one not in _NOT_GIVEN and one not in colleagues)


def _found(database: Database, person: Known, portion: Portion, ids: Mapping[str, Sequence[int]]) -> Found:
    table, columns = tables.of(portion.model), given_columns(portion)
    given: list[Row] = []
    back: list[KeptBack] = []
    for row in _rows(database, portion, columns, ids):
        why = _why_judged(portion, row, person)
        if why is not None:
            back.append(KeptBack(table.name, row["id"], why, row))
            continue
        kept, apart = _divided(portion, row, person)
        given.append(kept)
        back += apart
    return Found(portion, table.name, columns, given, back)


def _rows(
    database: Database, portion: Portion, columns: Sequence[str], ids: Mapping[str, Sequence[int]]
) -> Iterator[Row]:
    """Yield the rows that lead to what is his, each once, in the order of their ids."""
    table = tables.of(portion.model)
    names = ", ".join(f'"{column}"' for column in columns)
    found: dict[int, Row] = {}
    for column, to in portion.of:
        query = f'SELECT {names} FROM "{table.name}" WHERE "{column}" IN ({{marks}}) ORDER BY id'  # noqa: S608 names of models
        for some, values in among(database, query, list(ids.get(to, ()))):
            for row in database.fetch(some, values):
                found[row[columns.index("id")]] = dict(zip(columns, tables.plain(row), strict=True))
    return (found[id_] for id_ in sorted(found))


def _why_judged(portion: Portion, row: Row, person: Known) -> str | None:
    if portion.judge:
        return "person_data.why_ours"
    if _is_of_another(portion, row, person) and not portion.blanked:
        return "person_data.why_another"
    return None


def _is_of_another(portion: Portion, row: Row, person: Known) -> bool:
    whose = row[portion.whose] if portion.whose else None
    if whose is not None:
        return bool(whose != person.person.party_id)
    name = row[portion.named] if portion.named else ""
    return bool(name) and not person.is_his_name(name) and row.get("iban") not in person.ibans


def _divided(portion: Portion, row: Row, person: Known) -> tuple[Row, list[KeptBack]]:
    """Return a row as it is given, and what of it is kept back."""
    always = not portion.whose and not portion.named
    blanked = portion.blanked if always or _is_of_another(portion, row, person) else ()
    kept = {**_without_others(portion, row, person), **dict.fromkeys(blanked)}
    table = tables.of(portion.model).name
    ours = {column: kept[column] for column in portion.apart if kept[column]}
    named = {
        column: value
        for column, value in kept.items()
        if column not in ours and isinstance(value, str) and not _is_word(portion, column) and value
        if person.names_another(value)
    }
    back = [
        KeptBack(table, row["id"], why, values)
        for why, values in (("person_data.why_ours", ours), ("person_data.why_names", named))
        if values
    ]
    return {**kept, **dict.fromkeys((*ours, *named))}, back


def _is_word(portion: Portion, column: str) -> bool:
    """Tell whether a column holds no text of anybody: a day, or who he is himself."""
    table = tables.of(portion.model)
    return column in table.days or table.name in ("party", "alias")


def _without_others(portion: Portion, row: Row, person: Known) -> Row:
    """Return a row without the ids of other parties, which only lead to who they are."""
    others = {
        field.column_name
        for field in portion.model._meta.sorted_fields
        if isinstance(field, ForeignKeyField) and field.rel_model is Party
    }
    himself = person.person.party_id
    # Who speaks for him he knows.
    his_too = HIS_TOO if row.get("party_id") == himself else frozenset()
    table = tables.of(portion.model).name
    return {
        column: None if column in others and (table, column) not in his_too and value != himself else value
        for column, value in row.items()
    }
