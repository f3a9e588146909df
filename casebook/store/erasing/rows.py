"""Whose rows are erased: those of a party, of his cases, and of who stands in the book because of them only."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from casebook.store import tables
from casebook.store.database import Database
from casebook.store.erasing.columns import ERASED, Erased
from casebook.store.person_exports import cases_of
from casebook.store.rows import among, marks

Ids = dict[str, set[int]]

_OWN_CASES = "SELECT id FROM cases WHERE debtor_id = ?"
# Who has a part in a case beside its debtor.
_BESIDE = """
    SELECT l.party_id FROM liability l JOIN claim k ON k.id = l.claim_id JOIN cases c ON c.id = k.case_id
    WHERE c.debtor_id = ?
    UNION SELECT representative_id FROM representation WHERE party_id = ?
    UNION SELECT h.party_id FROM heir h JOIN estate e ON e.id = h.estate_id WHERE e.party_id = ?
    UNION SELECT n.party_id FROM contact n JOIN cases c ON c.id = n.case_id WHERE c.debtor_id = ?
    UNION SELECT l.addressee_id FROM letter l JOIN cases c ON c.id = l.case_id WHERE c.debtor_id = ?
    UNION SELECT p.payer_id FROM payment p JOIN cases c ON c.id = p.case_id
          WHERE c.debtor_id = ? AND p.payer_id IS NOT NULL
"""
# Who is in the book for another reason than a case.
_OF_HOUSE = """
    SELECT 1 FROM creditor WHERE party_id = ? UNION SELECT 1 FROM insurance_policy WHERE insurer_id = ?
    UNION SELECT 1 FROM cases WHERE debtor_id = ?
    UNION SELECT 1 FROM estate WHERE notary_id = ?
    UNION SELECT 1 FROM party WHERE parent_id = ?
"""
_DOCUMENTS = (
    "SELECT document_id FROM post_item WHERE case_id IN ({marks})",
    "SELECT p.document_id FROM post_part p JOIN post_item i ON i.id = p.item_id WHERE i.case_id IN ({marks})",
    "SELECT document_id FROM letter WHERE document_id IS NOT NULL AND case_id IN ({marks})",
    (
        "SELECT d.proof_id FROM dispatch d JOIN letter l ON l.id = d.letter_id"
        " WHERE d.proof_id IS NOT NULL AND l.case_id IN ({marks})"
    ),
    (
        "SELECT e.document_id FROM evidence e JOIN claim k ON k.id = e.claim_id"
        " WHERE e.document_id IS NOT NULL AND k.case_id IN ({marks})"
    ),
    "SELECT document_id FROM finance_evidence WHERE document_id IS NOT NULL AND case_id IN ({marks})",
    "SELECT document_id FROM limitation_event WHERE document_id IS NOT NULL AND case_id IN ({marks})",
)
# What left byte for byte, and lists of what was printed together, hold letters of many: they go with the last of them.
_LEFT_TOGETHER = (
    (
        "SELECT d.document_id FROM dispatch d JOIN letter l ON l.id = d.letter_id"
        " WHERE d.document_id IS NOT NULL AND l.case_id IN ({marks})"
    ),
    (
        "SELECT b.document_id FROM dispatch d JOIN letter l ON l.id = d.letter_id"
        " JOIN print_batch b ON b.id = d.batch_id WHERE b.document_id IS NOT NULL AND l.case_id IN ({marks})"
    ),
    (
        "SELECT b.list_id FROM dispatch d JOIN letter l ON l.id = d.letter_id"
        " JOIN print_batch b ON b.id = d.batch_id WHERE b.list_id IS NOT NULL AND l.case_id IN ({marks})"
    ),
)
_LETTERS_IN_IT = """
    SELECT l.case_id FROM dispatch d JOIN letter l ON l.id = d.letter_id LEFT JOIN print_batch b ON b.id = d.batch_id
    WHERE (d.document_id = ? OR b.document_id = ? OR b.list_id = ?)
      AND NOT EXISTS (SELECT 1 FROM erased_row r WHERE r.name = 'letter' AND r.row_id = l.id)
"""
# What somebody filed in a case that stays is of that case too.
_OF_ANOTHER_CASE = "SELECT 1 FROM document WHERE id = ? AND case_id IS NOT NULL AND case_id NOT IN ({marks})"
# What an agency pays in one amount is of many.
_BANK_ENTRIES = """
    SELECT e.id FROM bank_entry e
    WHERE (e.id IN (SELECT u.entry_id FROM bank_use u JOIN cases c ON c.id = u.case_id WHERE c.debtor_id = ?)
           OR e.iban IN (SELECT iban FROM account WHERE party_id = ? AND own = 1))
      AND NOT EXISTS (SELECT 1 FROM bank_use o JOIN cases c ON c.id = o.case_id
                      WHERE o.entry_id = e.id AND o.undone_on IS NULL AND c.debtor_id <> ?)
"""


def known(database: Database, party_id: int) -> Ids:
    """Return what an erasure begins with: the parties, their cases, documents and bank entries, by their tables."""
    own = {id_ for (id_,) in database.fetch(_OWN_CASES, (party_id,))}
    return {
        "party": {party_id, *_only_beside(database, party_id, own)},
        "cases": own,
        "document": _documents(database, own),
        "bank_entry": {id_ for (id_,) in database.fetch(_BANK_ENTRIES, (party_id,) * 3)},
    }


def _only_beside(database: Database, party_id: int, own: set[int]) -> Iterable[int]:
    for (other,) in database.fetch(_BESIDE, (party_id,) * _BESIDE.count("?")):
        of_house = database.value(_OF_HOUSE, (other,) * _OF_HOUSE.count("?"))
        if other != party_id and of_house is None and own.issuperset(cases_of(database, other)):
            yield other


def _documents(database: Database, own: set[int]) -> set[int]:
    cases = sorted(own)
    found = {id_ for query in _DOCUMENTS for id_ in _in(database, query, cases)}
    for query in _LEFT_TOGETHER:
        for id_ in _in(database, query, cases):
            others = database.fetch(_LETTERS_IN_IT, (id_,) * 3)
            if all(case_id in own for (case_id,) in others):
                found.add(id_)
    elsewhere = _OF_ANOTHER_CASE.replace("{marks}", marks(len(cases)))
    return {id_ for id_ in found if database.value(elsewhere, (id_, *cases)) is None}


def all_of(database: Database, begun: Mapping[str, Iterable[int]], *, books: bool) -> Ids:
    """Return the ids of every row that is erased, by table; without `books` not of what the books rest on."""
    ids: Ids = defaultdict(set, {name: set(some) for name, some in begun.items()})
    for one in ERASED:
        name = tables.of(one.model).name
        for column, to in one.of:
            if to == name:
                continue
            query = f'SELECT id FROM "{name}" WHERE "{column}" IN ({{marks}})'  # noqa: S608 names of models
            ids[name].update(_in(database, query, sorted(ids[to])))
    return {name: some for name, some in ids.items() if some and (books or not _of_books(name))}


def _of_books(name: str) -> bool:
    return any(one.books for one in ERASED if tables.of(one.model).name == name)


def is_his(one: Erased, ids: Mapping[str, set[int]], row: Mapping[str, Any]) -> bool:
    """Tell whether a row, as the log has it, is one of those that are erased."""
    name = tables.of(one.model).name
    if row.get("id") in ids.get(name, ()):
        return True
    return any(column in row and row[column] in ids.get(to, ()) for column, to in one.of if to != name)


def _in(database: Database, query: str, values: list[int]) -> Iterable[int]:
    for some, parameters in among(database, query, values):
        yield from (id_ for (id_,) in database.fetch(some, parameters))
