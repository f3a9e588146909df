"""Who was given data of a person (AVG art. 15(1)(c)), as far as the book tells, since when and until when."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.queries.person_data.knowing import Known
from casebook.store.queries.person_data.portions import Rows
from casebook.store.rows import many


class RecipientKind(StrEnum):
    """What somebody who was given data is."""

    POST = "post"
    MAIL = "mail"
    BAILIFF = "bailiff"
    HAND_OVER = "hand_over"
    REPRESENTATIVE = "representative"
    REGISTER = "register"
    INSURER = "insurer"
    BANK = "bank"
    AGENCY = "agency"
    COURT = "court"
    INSOLVENCY = "insolvency"
    COUNSELLING = "counselling"
    MUNICIPALITY = "municipality"


class Recipient(NamedTuple):
    """Who was given data: what he is, his name where it is known, and the first and last day."""

    kind: RecipientKind
    name: str
    since_on: date | None
    until_on: date | None


class _Row(NamedTuple):
    what: str
    name: str
    since_on: date | None
    until_on: date | None


class _Name(NamedTuple):
    name: str


_WAYS = {
    "ordinary": RecipientKind.POST,
    "registered": RecipientKind.POST,
    "email": RecipientKind.MAIL,
    "bailiff": RecipientKind.BAILIFF,
    "hand_over": RecipientKind.HAND_OVER,
}
_BY_WAY = """
    SELECT way, '', min(sent_on), max(sent_on) FROM dispatch
    WHERE letter_id IN ({marks}) AND sent_on IS NOT NULL GROUP BY way ORDER BY way
"""
_ADDRESSED = """
    SELECT 'representative', p.name, min(d.sent_on), max(d.sent_on)
    FROM letter l JOIN dispatch d ON d.letter_id = l.id JOIN party p ON p.id = l.addressee_id
    WHERE l.id IN ({marks}) AND l.addressee_id <> l.party_id AND d.sent_on IS NOT NULL
    GROUP BY p.id, p.name ORDER BY p.name, p.id
"""
_ASKED = """
    SELECT 'register', asked_at, min(asked_on), max(asked_on) FROM address_enquiry
    WHERE party_id IN ({marks}) GROUP BY asked_at ORDER BY asked_at
"""
_INSURED = """
    SELECT 'insurer', p.name, min(a.on_day), max(a.on_day)
    FROM insurance_act a JOIN insurance_cover v ON v.id = a.cover_id JOIN insurance_policy o ON o.id = v.policy_id
    JOIN party p ON p.id = o.insurer_id
    WHERE v.party_id IN ({marks}) GROUP BY p.id, p.name ORDER BY p.name, p.id
"""
_COLLECTED = """
    SELECT 'bank', '', min(c.collect_on), max(c.collect_on)
    FROM debit_collection c JOIN debit_mandate m ON m.id = c.mandate_id
    JOIN debit_batch b ON b.id = c.batch_id
    WHERE m.party_id IN ({marks}) AND b.sent_on IS NOT NULL AND c.left_out_on IS NULL HAVING count(*) > 0
"""
_TRACKS = """
    SELECT kind, '', min(opened_on), max(opened_on) FROM track
    WHERE case_id IN ({marks}) AND kind IN ('agency', 'court', 'insolvency', 'counselling') GROUP BY kind ORDER BY kind
"""
_REPORTED = """
    SELECT 'municipality', '', min(municipality_on), max(municipality_on) FROM service_suspension
    WHERE case_id IN ({marks}) AND municipality_on IS NOT NULL HAVING count(*) > 0
"""
_CONTROLLERS = """
    SELECT DISTINCT p.name || ' (' || r.code || ')' AS name FROM claim k JOIN creditor r ON r.id = k.creditor_id
    JOIN party p ON p.id = r.party_id WHERE k.id IN ({marks})
"""
_QUERIES: Mapping[str, Rows] = {
    _BY_WAY: Rows.HIS_LETTERS,
    _ADDRESSED: Rows.HIS_LETTERS,
    _ASKED: Rows.PERSON,
    _INSURED: Rows.PERSON,
    _COLLECTED: Rows.PERSON,
    _TRACKS: Rows.OWN_CASES,
    _REPORTED: Rows.OWN_CASES,
}


def recipients(database: Database, person: Known) -> list[Recipient]:
    """Return who was given data of a person."""
    found: dict[tuple[RecipientKind, str], Recipient] = {}
    for query, which in _QUERIES.items():
        for row in many(database, query, _Row, list(person.ids[which])):
            one = Recipient(_WAYS.get(row.what) or RecipientKind(row.what), *row[1:])
            before = found.get((one.kind, one.name))
            found[one.kind, one.name] = one if before is None else _both(before, one)
    return sorted(found.values(), key=lambda one: (list(RecipientKind).index(one.kind), one.name))


def controllers(database: Database, person: Known) -> list[str]:
    """Return the names and codes of the entities of ours that a person owes, in order."""
    found = many(database, _CONTROLLERS, _Name, list(person.ids[Rows.HIS_CLAIMS]))
    return sorted({one.name for one in found})


def _both(first: Recipient, second: Recipient) -> Recipient:
    since = [one.since_on for one in (first, second) if one.since_on is not None]
    until = [one.until_on for one in (first, second) if one.until_on is not None]
    return first._replace(since_on=min(since, default=None), until_on=max(until, default=None))
