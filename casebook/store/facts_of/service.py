"""The suspensions of a service of cases, and since when what asks to lift them is so."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.limitation.facts import Proof
from casebook.domain.service import Reason, ServiceState, Since, reasons_to_lift
from casebook.domain.signals.service import ServiceMatter
from casebook.store import service_facts, service_rows
from casebook.store.database import Database
from casebook.store.rows import many
from casebook.store.service_rows import Suspension

if TYPE_CHECKING:
    from casebook.store.case_facts import CaseRecord

_BANKRUPTCY = "bankruptcy"
_TELLS = {
    ServiceState.IN_EFFECT: LetterKind.SUSPENSION_IN_EFFECT,
    ServiceState.LIFTED: LetterKind.SUSPENSION_LIFTED,
}
_LAST_ENTRY = "SELECT claim_id, max(on_day) FROM ledger_entry WHERE claim_id IN ({marks}) GROUP BY claim_id"
# Since when is not always known.
_HELPED = """
    SELECT c.id, r.from_on, r.until_on FROM cases c
    JOIN representation r ON r.party_id = c.debtor_id AND r.role = 'debt_counsellor' WHERE c.id IN ({marks})
"""
_COUNSELLED = """
    SELECT case_id, opened_on, closed_on FROM track
    WHERE kind = 'counselling' AND closed_on IS NULL AND case_id IN ({marks})
"""


class _Day(NamedTuple):
    claim_id: int
    on: date


class _Helped(NamedTuple):
    case_id: int
    from_on: date | None
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Watched:
    """A suspension that is not over, or was lifted, with the days of its claims.

    `booked_on` is the last day on which something was booked on a claim, `planned_on` since when an arrangement covers
    it, `helped` the periods in which a counsellor acts.
    """

    suspension: Suspension
    booked_on: Mapping[int, date]
    planned_on: Mapping[int, date]
    helped: tuple[tuple[date | None, date | None], ...]


def load(database: Database, case_ids: Sequence[int]) -> dict[int, tuple[Watched, ...]]:
    """Return the suspensions of cases that are announced, in effect or lifted; a case without one is left out."""
    found = {
        case_id: [one for one in some if one.state not in (ServiceState.PREPARED, ServiceState.WITHDRAWN)]
        for case_id, some in service_rows.of_cases(database, case_ids).items()
    }
    cases = [case_id for case_id, some in found.items() if some]
    if not cases:
        return {}
    claims = sorted({claim_id for some in found.values() for one in some for claim_id in one.claims})
    booked = {row.claim_id: row.on for row in many(database, _LAST_ENTRY, _Day, claims)}
    planned = service_facts.planned(database, claims, date.max)
    helped: dict[int, list[tuple[date | None, date | None]]] = defaultdict(list)
    for sql in (_HELPED, _COUNSELLED):
        for row in many(database, sql, _Helped, cases):
            helped[row.case_id].append((row.from_on, row.until_on))
    return {
        case_id: tuple(Watched(one, booked, planned, tuple(helped[case_id])) for one in found[case_id])
        for case_id in cases
    }


def matters(record: "CaseRecord", day: date) -> tuple[ServiceMatter, ...]:
    """Return the suspensions of a case as they stand on `day`."""
    return tuple(_matter(record, one, day) for one in record.services)


def _matter(record: "CaseRecord", watched: Watched, day: date) -> ServiceMatter:
    one = watched.suspension
    course, kind = one.course, _TELLS.get(one.state)
    return ServiceMatter(
        service=one.row.service,
        state=one.state,
        effect_on=course.effect_on,
        reasons=tuple(_reasons(record, watched, day)),
        to_tell=None if kind in one.letters else kind,
        since=course.lifted_on or course.in_effect_on,
    )


def _reasons(record: "CaseRecord", watched: Watched, day: date) -> Sequence[Reason]:
    one = watched.suspension
    began_on = one.course.in_effect_on or one.course.announced_on or one.row.begun_on
    owed = [id_ for id_ in one.claims if record.open_cents.get(id_, 0) > 0]
    paid = max((watched.booked_on.get(id_, began_on) for id_ in one.claims), default=began_on)
    covered = bool(owed) and all(id_ in watched.planned_on for id_ in owed)
    helped = [since or began_on for since, until in watched.helped if until is None or until >= day]
    bankrupt = [
        event.on_day
        for event in record.events
        if event.kind == "insolvency"
        and event.regime == _BANKRUPTCY
        and event.proof is not Proof.VOID
        and event.on_day is not None
        and (event.until_on is None or event.until_on >= day)
    ]
    return reasons_to_lift(
        Since(
            paid=None if owed else paid,
            plan=max(watched.planned_on[id_] for id_ in owed) if covered else None,
            counselling=min(helped, default=None),
            medical=one.row.medical_on,
            bankrupt=min(bankrupt, default=None),
        )
    )
