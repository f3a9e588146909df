"""Who a person is in the book, what is his, and who else stands there: by name, number and address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.search import fold
from casebook.errors import Refused
from casebook.store.database import Database
from casebook.store.models.parties import PartyKind
from casebook.store.person_exports import CASES, TIMES
from casebook.store.queries.person_data.portions import Rows
from casebook.store.rows import many, rows

# A name of fewer letters says of a text nothing.
_LEAST = 4
_PERSONS = frozenset({PartyKind.NATURAL, PartyKind.SOLE_TRADER, PartyKind.UNKNOWN})


class Himself(NamedTuple):
    """A party as an export begins with it."""

    party_id: int
    name: str
    kind: PartyKind
    language: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """A person in the book: his ids by what they are, how he is called, and by what others are known.

    `names`, `ibans` and `mails` are his own. `cases` are all in which he has a part, `own_cases` those he is the debtor
    of. `others` are folded texts by which others of these cases are known, `other_words` words of their names.
    """

    person: Himself
    cases: tuple[int, ...]
    own_cases: tuple[int, ...]
    ids: Mapping[str, Sequence[int]]
    names: frozenset[str]
    ibans: frozenset[str]
    mails: frozenset[str]
    others: frozenset[str]
    other_words: frozenset[str]

    def is_his_name(self, name: str) -> bool:
        """Tell whether a name is one of his."""
        return fold(name) in self.names

    def names_another(self, text: str) -> bool:
        """Tell whether a text names somebody else of his cases, or says where one of them is reached or paid."""
        folded = f" {fold(text)} "
        return any(f" {one} " in folded for one in self.others) or not self.other_words.isdisjoint(folded.split())


class _Other(NamedTuple):
    name: str
    kind: PartyKind


_HIMSELF = "SELECT id, name, kind, language FROM party WHERE id = ?"
_NAMES = "SELECT name FROM party WHERE id = ? UNION SELECT name FROM alias WHERE party_id = ?"
_IBANS = "SELECT iban FROM account WHERE party_id = ? AND own = 1"
_MAILS = "SELECT value FROM contact_point WHERE party_id = ? AND kind = 'mail'"
_OTHERS = f"""
    WITH his AS ({CASES})
    SELECT p.id FROM party p WHERE p.id <> ? AND NOT EXISTS (SELECT 1 FROM creditor r WHERE r.party_id = p.id)
      AND p.id IN (
        SELECT debtor_id FROM cases WHERE id IN (SELECT id FROM his)
        UNION SELECT l.party_id FROM liability l JOIN claim k ON k.id = l.claim_id
              WHERE k.case_id IN (SELECT id FROM his)
        UNION SELECT party_id FROM contact WHERE case_id IN (SELECT id FROM his)
        UNION SELECT payer_id FROM payment WHERE case_id IN (SELECT id FROM his)
        UNION SELECT party_id FROM letter WHERE case_id IN (SELECT id FROM his)
        UNION SELECT addressee_id FROM letter WHERE case_id IN (SELECT id FROM his)
        UNION SELECT party_id FROM person_request WHERE case_id IN (SELECT id FROM his)
        UNION SELECT party_id FROM arrangement WHERE case_id IN (SELECT id FROM his)
        UNION SELECT r.representative_id FROM representation r JOIN cases c ON c.debtor_id = r.party_id
              WHERE c.id IN (SELECT id FROM his)
        UNION SELECT h.party_id FROM heir h JOIN estate e ON e.id = h.estate_id JOIN cases c ON c.debtor_id = e.party_id
              WHERE c.id IN (SELECT id FROM his))
"""  # noqa: S608 our own text
_OTHER_NAMED = (
    "SELECT name, kind FROM party WHERE id IN ({marks})",
    "SELECT a.name, p.kind FROM alias a JOIN party p ON p.id = a.party_id WHERE p.id IN ({marks})",
)
_OTHER_PLACES = (
    "SELECT value FROM contact_point WHERE party_id IN ({marks})",
    "SELECT iban FROM account WHERE party_id IN ({marks})",
)
# In each `?` is the person.
_IDS: Mapping[Rows, str] = {
    Rows.OWN_CASES: "SELECT id FROM cases WHERE debtor_id = ?",
    Rows.HIS_CLAIMS: """
        SELECT k.id FROM claim k JOIN cases c ON c.id = k.case_id WHERE c.debtor_id = ?
        UNION SELECT claim_id FROM liability WHERE party_id = ?
    """,
    Rows.HIS_ENTRIES: """
        SELECT l.id FROM ledger_entry l JOIN claim k ON k.id = l.claim_id JOIN cases c ON c.id = k.case_id
        WHERE c.debtor_id = ?
        UNION SELECT l.id FROM ledger_entry l JOIN liability b ON b.claim_id = l.claim_id WHERE b.party_id = ?
    """,
    Rows.HIS_APPROVALS: "SELECT a.id FROM approval a JOIN cases c ON c.id = a.case_id WHERE c.debtor_id = ?",
    Rows.HIS_EVENTS: "SELECT event_id FROM reach WHERE party_id = ?",
    Rows.HIS_LETTERS: "SELECT id FROM letter WHERE party_id = ?",
    Rows.LETTERS_OF_ANOTHER: """
        SELECT id FROM letter WHERE party_id <> ?
          AND (addressee_id = ? OR case_id IN (SELECT id FROM cases WHERE debtor_id = ?))
    """,
    Rows.HIS_ANSWERS: """
        SELECT a.id FROM assessment_answer a JOIN assessment s ON s.id = a.assessment_id
        JOIN cases c ON c.id = s.case_id WHERE s.party_id = ? OR (s.party_id IS NULL AND c.debtor_id = ?)
    """,
    Rows.ANSWERS_OF_ANOTHER: """
        SELECT a.id FROM assessment_answer a JOIN assessment s ON s.id = a.assessment_id
        JOIN cases c ON c.id = s.case_id WHERE c.debtor_id = ? AND s.party_id <> ?
    """,
    Rows.HIS_IMPORTS: """
        SELECT i.run_id FROM imported_item i JOIN claim k ON k.id = i.claim_id JOIN cases c ON c.id = k.case_id
        WHERE c.debtor_id = ?
        UNION SELECT r.run_id FROM imported_record r JOIN payment p ON p.id = r.payment_id
              JOIN cases c ON c.id = p.case_id WHERE c.debtor_id = ?
        UNION SELECT s.run_id FROM bank_use u JOIN cases c ON c.id = u.case_id JOIN bank_entry e ON e.id = u.entry_id
              JOIN bank_statement s ON s.id = e.statement_id WHERE c.debtor_id = ?
    """,
}
# What an agency pays in one amount is of many, and of none of them.
_BANK_ENTRIES = """
    SELECT e.id, e.name, e.iban FROM bank_entry e
    WHERE (e.id IN (SELECT u.entry_id FROM bank_use u JOIN cases c ON c.id = u.case_id WHERE c.debtor_id = ?)
           OR e.iban IN (SELECT iban FROM account WHERE party_id = ? AND own = 1))
      AND NOT EXISTS (SELECT 1 FROM bank_use o JOIN cases c ON c.id = o.case_id
                      WHERE o.entry_id = e.id AND c.debtor_id <> ?)
    ORDER BY e.id
"""


class _Place(NamedTuple):
    value: str


class _Entry(NamedTuple):
    id: int
    name: str
    iban: str | None


def known(database: Database, party_id: int) -> Known:
    """Return who a person is in the book. Raises `Refused` where there is no such party."""
    himself = next(iter(rows(database, _HIMSELF, Himself, (party_id,))), None)
    if himself is None:
        raise Refused("store.no_record", source=HOUSE_RULE, record="table_party", id=party_id)
    names = frozenset(fold(name) for name in _texts(database, _NAMES, (party_id, party_id)))
    ibans = frozenset(_texts(database, _IBANS, (party_id,)))
    mails = frozenset(mail.casefold() for mail in _texts(database, _MAILS, (party_id,)))
    ids: dict[str, Sequence[int]] = {Rows.PERSON: (party_id,)}
    for which, query in _IDS.items():
        ids[which] = sorted({id_ for (id_,) in database.fetch(query, (party_id,) * query.count("?"))})
    entries = rows(database, _BANK_ENTRIES, _Entry, (party_id,) * 3)
    his = {one.id for one in entries if one.iban in ibans or fold(one.name) in names}
    ids[Rows.HIS_BANK_ENTRIES] = sorted(his)
    ids[Rows.BANK_ENTRIES_OF_ANOTHER] = [one.id for one in entries if one.id not in his]
    others, words = _others(database, party_id, names)
    cases = tuple(sorted(id_ for (id_,) in database.fetch(CASES, (party_id,) * TIMES)))
    return Known(himself, cases, tuple(ids[Rows.OWN_CASES]), ids, names, ibans, mails, others, words)


def _texts(database: Database, query: str, values: Sequence[int]) -> list[str]:
    return [text for (text,) in database.fetch(query, values)]


def _others(database: Database, party_id: int, own: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return by what others of his cases are known: whole names and addresses, and words of names of people."""
    ids = [id_ for (id_,) in database.fetch(_OTHERS, (*(party_id,) * TIMES, party_id))]
    named = [one for query in _OTHER_NAMED for one in many(database, query, _Other, ids)]
    places = [fold(one.value) for query in _OTHER_PLACES for one in many(database, query, _Place, ids)]
    found = {fold(one.name) for one in named} | set(places)
    own_words = {word for name in own for word in name.split()}
    # By his family name somebody is named as well; the same one may be his own.
    words = {fold(one.name).split()[-1] for one in named if one.kind in _PERSONS and fold(one.name)}
    return (
        frozenset(one for one in found if len(one) >= _LEAST) - own,
        frozenset(one for one in words if len(one) >= _LEAST) - own_words,
    )
