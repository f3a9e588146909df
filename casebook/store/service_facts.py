"""What was done before a service is suspended, and what stands in the way, from the records of the case."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import Term, add
from casebook.domain.letters.kinds import ASKS, LetterKind
from casebook.domain.money import Cents
from casebook.domain.service import Condition, Prepared, Reminder, SuspensionState, conditions
from casebook.store import disputed, insolvent, service_rows
from casebook.store.balances import open_balances
from casebook.store.database import Database
from casebook.store.rows import many, rows
from casebook.store.service_rows import Suspension

_A_YEAR = Term(-1, "years")
_NOT_REMINDERS = frozenset(
    {
        LetterKind.COURTESY,
        LetterKind.TERM_REMINDER,
        LetterKind.PRE_NOTIFICATION,
        LetterKind.SUSPENSION_ANNOUNCED,
        LetterKind.GUARANTOR_DEMAND,
        LetterKind.CO_DEBTOR_DEMAND,
    }
)
_REMINDERS = ASKS - _NOT_REMINDERS
_BANKRUPTCY = "bankruptcy"
_SENT = """
    SELECT l.case_id, COALESCE(l.bundle_id, l.id), l.kind, l.last_day, min(d.sent_on), k.claim_id
    FROM letter l JOIN cases c ON c.id = l.case_id AND c.debtor_id = l.party_id
    JOIN dispatch d ON d.letter_id = l.id LEFT JOIN letter_claim k ON k.letter_id = l.id
    WHERE d.sent_on >= ? AND d.returned_on IS NULL AND l.case_id IN ({marks})
    GROUP BY l.case_id, l.id, l.bundle_id, l.kind, l.last_day, k.claim_id ORDER BY l.id, k.claim_id
"""
# To be looked for is enough where nobody is reached; a letter is no contact in person.
_CONTACTS = """
    SELECT o.case_id, max(o.on_day) FROM contact o JOIN cases c ON c.id = o.case_id AND c.debtor_id = o.party_id
    WHERE o.channel <> 'letter' AND o.case_id IN ({marks}) GROUP BY o.case_id
"""
_OFFERS = """
    SELECT a.case_id, max(a.offered_on) FROM arrangement a
    JOIN cases c ON c.id = a.case_id AND c.debtor_id = a.party_id
    WHERE a.offered_on IS NOT NULL AND a.case_id IN ({marks}) GROUP BY a.case_id
"""
_HELPED = """
    SELECT r.id FROM cases c JOIN representation r ON r.party_id = c.debtor_id AND r.role = 'debt_counsellor'
    WHERE c.id = ? AND (r.from_on IS NULL OR r.from_on <= ?) AND (r.until_on IS NULL OR r.until_on >= ?)
    UNION ALL
    SELECT t.id FROM track t WHERE t.case_id = ? AND t.kind = 'counselling' AND t.closed_on IS NULL
"""
_VULNERABLE = """
    SELECT v.id FROM cases c JOIN vulnerability v ON v.party_id = c.debtor_id
    WHERE c.id = ? AND v.ended_on IS NULL AND v.until_on >= ?
"""
_DEBTOR = "SELECT debtor_id FROM cases WHERE id = ?"
_SUPPLIED = "SELECT id, supplied_from FROM claim WHERE id IN ({marks})"
_PLANNED = """
    SELECT k.claim_id, a.agreed_on FROM arrangement_claim k JOIN arrangement a ON a.id = k.arrangement_id
    JOIN cases c ON c.id = a.case_id AND c.debtor_id = a.party_id
    WHERE a.agreed_on IS NOT NULL AND a.agreed_on <= ? AND a.superseded_on IS NULL AND a.broken_on IS NULL
      AND a.completed_on IS NULL AND a.withdrawn_on IS NULL
      AND (a.suspended_on IS NULL OR a.resumed_on IS NOT NULL) AND k.claim_id IN ({marks})
"""


class _Sent(NamedTuple):
    case_id: int
    bundle: int
    kind: LetterKind
    last_day: date | None
    sent_on: date
    claim_id: int | None


class _Done(NamedTuple):
    case_id: int
    on: date


class _Id(NamedTuple):
    id: int


class _Supplied(NamedTuple):
    id: int
    supplied_from: date | None


class _Planned(NamedTuple):
    claim_id: int
    agreed_on: date


def prepared(database: Database, case_ids: Sequence[int], day: date) -> dict[int, Prepared]:
    """Return what was done before a service is suspended in cases, with what their open suspension says of it."""
    found = service_rows.of_cases(database, case_ids)
    suspensions = {case_id: one for case_id, some in found.items() if (one := service_rows.open_one(some))}
    return _prepared(database, case_ids, suspensions, day)


def conditions_of(database: Database, one: Suspension, day: date) -> tuple[Condition, ...]:
    """Return what has to be so before a service is suspended, and whether it is, on `day`."""
    case_id, ids = one.row.case_id, list(one.claims)
    done = _prepared(database, [case_id], {case_id: one}, day)[case_id]
    return conditions(done, _state(database, case_id, one.claims, ids, day), database.law.suspension, day)


def planned(database: Database, claim_ids: Sequence[int], day: date) -> dict[int, date]:
    """Return since when an arrangement of the debtor that runs covers claims; without one they are left out."""
    return {row.claim_id: row.agreed_on for row in many(database, _PLANNED, _Planned, claim_ids, (day,))}


def _prepared(
    database: Database, case_ids: Sequence[int], suspensions: Mapping[int, Suspension], day: date
) -> dict[int, Prepared]:
    contacts = {row.case_id: row.on for row in many(database, _CONTACTS, _Done, case_ids)}
    offers = {row.case_id: row.on for row in many(database, _OFFERS, _Done, case_ids)}
    reminders: dict[int, dict[int, Reminder]] = defaultdict(dict)
    for sent in many(database, _SENT, _Sent, case_ids, (add(day, _A_YEAR),)):
        about = suspensions.get(sent.case_id)
        if sent.kind is LetterKind.PLAN_PROPOSAL:
            offers[sent.case_id] = max(sent.sent_on, offers.get(sent.case_id, sent.sent_on))
        elif sent.kind in _REMINDERS and (about is None or sent.claim_id in about.claims):
            reminders[sent.case_id].setdefault(sent.bundle, Reminder(sent.sent_on, sent.last_day))
    found = {}
    for case_id in case_ids:
        one = suspensions.get(case_id)
        found[case_id] = Prepared(
            reminders=tuple(sorted(reminders[case_id].values(), key=lambda each: each.sent_on)),
            contact_on=contacts.get(case_id),
            offered_on=offers.get(case_id),
            municipality_on=None if one is None else one.row.municipality_on,
            medical_on=None if one is None else one.row.medical_on,
            sector=None if one is None else one.row.sector,
            recorded=one is not None,
        )
    return found


def _state(
    database: Database, case_id: int, numbers: Mapping[int, str], ids: Sequence[int], day: date
) -> SuspensionState:
    def named(some: Sequence[int]) -> tuple[str, ...]:
        return tuple(numbers[id_] for id_ in some)

    owed = {id_: balance.total for id_, balance in open_balances(database, ids, day).items()}
    contested = disputed.contested(database, ids, day)
    plans = planned(database, ids, day)
    found = insolvent.on(database, database.value(_DEBTOR, (case_id,)), day)
    old: list[int] = []
    if found is not None and found.regime == _BANKRUPTCY:
        supplied = many(database, _SUPPLIED, _Supplied, ids)
        old = [row.id for row in supplied if row.supplied_from is None or row.supplied_from < found.since]
    return SuspensionState(
        owed=Cents(max(0, sum(owed.values()))),
        counselling=bool(rows(database, _HELPED, _Id, (case_id, day, day, case_id))),
        vulnerable=bool(rows(database, _VULNERABLE, _Id, (case_id, day))),
        old=named(sorted(old)),
        contested=named([id_ for id_ in ids if id_ in contested and contested[id_].value.contested >= owed[id_]]),
        planned=named([id_ for id_ in ids if id_ in plans]),
    )
