"""The terms under which parties, cases and claims are found, made anew for every record that is changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from casebook.domain.search import TermKind, terms
from casebook.store import tables
from casebook.store.database import Database
from casebook.store.models.derived import SearchTerm

PARTY, CASE, CLAIM = "party", "case", "claim"
_AT_ONCE = 500

# Without a postcode the number of a house says nothing.
_HOUSES = """
    SELECT party_id, postcode || ' ' || house_number FROM address WHERE postcode <> '' AND party_id IN ({ids})
"""
# Before it went on before another court.
_FORMER_NUMBERS = """
    SELECT i.party_id, e.text FROM insolvency i JOIN insolvency_event e ON e.insolvency_id = i.id
    WHERE e.kind = 'transferred' AND i.party_id IN ({ids})
"""
# What a record of each kind is found by: the kind of text, and a query for the record and the text.
_TEXTS: Mapping[str, tuple[tuple[TermKind, str], ...]] = {
    PARTY: (
        (TermKind.NAME, "SELECT id, name FROM party WHERE id IN ({ids})"),
        (TermKind.NAME, "SELECT party_id, name FROM alias WHERE party_id IN ({ids})"),
        (TermKind.KVK, "SELECT id, kvk FROM party WHERE kvk IS NOT NULL AND id IN ({ids})"),
        (TermKind.NUMBER, "SELECT party_id, number FROM debtor_number WHERE party_id IN ({ids})"),
        (TermKind.PHONE, "SELECT party_id, value FROM contact_point WHERE kind = 'phone' AND party_id IN ({ids})"),
        (TermKind.MAIL, "SELECT party_id, value FROM contact_point WHERE kind = 'mail' AND party_id IN ({ids})"),
        (TermKind.NAME, "SELECT party_id, person_name FROM contact_point WHERE party_id IN ({ids})"),
        (TermKind.IBAN, "SELECT party_id, iban FROM account WHERE party_id IN ({ids})"),
        (TermKind.ADDRESS, _HOUSES),
        # Also of one that is only signalled.
        (TermKind.INSOLVENCY, "SELECT party_id, number FROM insolvency WHERE party_id IN ({ids})"),
        (TermKind.INSOLVENCY, _FORMER_NUMBERS),
    ),
    CASE: (
        (TermKind.NUMBER, "SELECT id, number FROM cases WHERE id IN ({ids})"),
        (
            TermKind.INSOLVENCY,
            "SELECT case_id, note FROM limitation_event WHERE kind = 'insolvency' AND case_id IN ({ids})",
        ),
    ),
    CLAIM: ((TermKind.NUMBER, "SELECT id, number FROM claim WHERE id IN ({ids})"),),
}
# Which record a row of each table is a text of: its kind, and the column with its id.
_OF: Mapping[str, tuple[str, str]] = {
    "party": (PARTY, "id"),
    "alias": (PARTY, "party_id"),
    "debtor_number": (PARTY, "party_id"),
    "contact_point": (PARTY, "party_id"),
    "account": (PARTY, "party_id"),
    "address": (PARTY, "party_id"),
    "insolvency": (PARTY, "party_id"),
    "cases": (CASE, "id"),
    "limitation_event": (CASE, "case_id"),
    "claim": (CLAIM, "id"),
}
_TABLES = {PARTY: "party", CASE: "cases", CLAIM: "claim"}
_STORED = "SELECT term, record_id FROM search_term WHERE kind = ? AND record_id BETWEEN ? AND ?"
# Columns that are no text anything is found by, though they change often.
_SILENT = {"cases", "claim"}


def refresh(database: Database, changes: Sequence[Mapping[str, Any]]) -> None:
    """Make anew the search terms of the records that were changed."""
    new: dict[str, set[int]] = defaultdict(set)
    old: dict[str, set[int]] = defaultdict(set)
    for change in changes:
        name = change.get("add") or change.get("change") or change["remove"]
        if name not in _OF:
            continue
        kind, column = _OF[name]
        if "add" in change:
            place = change["columns"].index(column)
            (new if column == "id" else old)[kind].update(row[place] for row in change["rows"])
        elif name not in _SILENT or "remove" in change or "number" in change["new"]:
            old[kind].add(_record(database, name, column, change))
    for kind, ids in new.items():
        _add(database, kind, sorted(ids))
    for kind, ids in old.items():
        _replace(database, kind, sorted(ids - new[kind]))


def _record(database: Database, name: str, column: str, change: Mapping[str, Any]) -> int:
    """Return the record that a changed row belongs to."""
    if column == "id":
        return int(change["id"])
    if column in change["old"]:
        return int(change["old"][column])
    return int(database.value(f'SELECT {column} FROM "{name}" WHERE id = ?', (change["id"],)))  # noqa: S608 names of models


def rebuild(database: Database, kind: str, ids: Iterable[int]) -> None:
    """Make anew the search terms of records, whatever there are now."""
    _replace(database, kind, list(ids))


def rebuild_all(database: Database) -> None:
    """Let every record have the search terms it is to have: what is there and right is not written again."""
    table_of_terms = tables.of(SearchTerm)
    for kind, table in _TABLES.items():
        last = 0
        while found := database.fetch(f'SELECT id FROM "{table}" WHERE id > ? ORDER BY id LIMIT {_AT_ONCE}', (last,)):  # noqa: S608 names of tables
            ids = [id_ for (id_,) in found]
            stored = {(term, kind, record) for term, record in database.fetch(_STORED, (kind, ids[0], ids[-1]))}
            wanted = set(expected(database, kind, ids))
            wrong = {record for _, _, record in stored - wanted}
            _replace(database, kind, sorted(wrong))
            missing = sorted(row for row in wanted - stored if row[2] not in wrong)
            if missing:
                database.insert_many(table_of_terms.name, table_of_terms.columns, missing)
            last = ids[-1]


def texts(
    database: Database, kind: str, ids: Sequence[int], of: Collection[TermKind] = frozenset(TermKind)
) -> Iterator[tuple[int, TermKind, str]]:
    """Yield what records are found by: record, what the text is, and the text; at most a few hundred at once."""
    marks = ", ".join("?" * len(ids))
    for term_kind, sql in _TEXTS[kind]:
        if term_kind not in of:
            continue
        for record, text in database.fetch(sql.replace("{ids}", marks), ids):
            if text:
                yield record, term_kind, text


def expected(database: Database, kind: str, ids: Sequence[int]) -> Iterator[tuple[str, str, int]]:
    """Yield the terms that records are to have: term, kind, record."""
    of: dict[int, set[str]] = defaultdict(set)
    for record, term_kind, text in texts(database, kind, ids):
        of[record] |= terms(term_kind, text)
    for record, found in of.items():
        for term in sorted(found):
            yield term, kind, record


def _replace(database: Database, kind: str, ids: Sequence[int]) -> None:
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        database.execute(f"DELETE FROM search_term WHERE kind = ? AND record_id IN ({marks})", (kind, *some))  # noqa: S608 only marks
    _add(database, kind, ids)


def _add(database: Database, kind: str, ids: Sequence[int]) -> None:
    table = tables.of(SearchTerm)
    for start in range(0, len(ids), _AT_ONCE):
        rows = list(expected(database, kind, ids[start : start + _AT_ONCE]))
        if rows:
            database.insert_many(table.name, table.columns, rows)
