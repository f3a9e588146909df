"""What a letter of a kind needs beyond the usual, as far as the record it is about tells it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from casebook.domain.insolvency.facts import REGISTERED
from casebook.domain.letters.extras import EXTRAS, Extra, Value
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.security.letters import KINDS as SECURITY_KINDS
from casebook.jobs import insurer_letters, plan_letters, request_letters, security_letters, service_letters
from casebook.store import insolvency_rows, insolvent, security_rows
from casebook.store.actions import insurance_letters
from casebook.store.database import Database
from casebook.store.models.care import RequestKind
from casebook.store.models.cases import Outcome
from casebook.store.queries import arrangement_standing, care, case, disputes, liabilities

_K = LetterKind
_NONE: Mapping[str, Extra] = {}
_Known = dict[str, Value]


class Asked(NamedTuple):
    """Which letter is asked about: the case, its debtor, the kind, and the day."""

    case_id: int
    debtor_id: int
    kind: LetterKind
    day: date


class Proposed(NamedTuple):
    """The fields of a kind that are known, and the record they are of."""

    values: Mapping[str, Value]
    origin: str | None = None
    origin_id: int | None = None


def proposed(database: Database, asked: Asked) -> Proposed:
    """Return the fields of a kind that a record of the case tells; a person may say otherwise."""
    wanted = EXTRAS.get(asked.kind, _NONE)
    reader = _READERS.get(asked.kind)
    found = Proposed({}) if reader is None else reader(database, asked)
    return found._replace(values={name: value for name, value in found.values.items() if name in wanted})


def _plan(database: Database, asked: Asked) -> Proposed:
    """Return the arrangement that the letter is about."""
    one = plan_letters.which(arrangement_standing.of_case(database, asked.case_id, asked.day), asked.kind)
    if one is None:
        return Proposed({})
    return Proposed(plan_letters.said(database, one, asked.kind, asked.day), plan_letters.ORIGIN, one.plan.id)


def _service(database: Database, asked: Asked) -> Proposed:
    found = service_letters.said(database, asked.case_id, asked.kind, asked.day)
    return Proposed({}) if found is None else Proposed(found.values, service_letters.ORIGIN, found.suspension_id)


def _dispute(database: Database, asked: Asked) -> Proposed:
    decided = [one for one in disputes.of_case(database, asked.case_id, asked.day) if one.decision is not None]
    if not decided:
        return Proposed({})
    one = max(decided, key=lambda sheet: (sheet.course.decided_on or date.min, sheet.dispute_id))
    values: _Known = {
        "decision": one.decision.value if one.decision else None,
        "credited": one.credited,
        "text": one.decision_text,
    }
    return Proposed(values, "dispute", one.dispute_id)


def _request(database: Database, asked: Asked) -> Proposed:
    complains = asked.kind is not _K.DATA_REQUEST_ANSWER
    found = [
        one
        for one in care.requests(database, asked.case_id)
        if (one.kind is RequestKind.COMPLAINT) is complains and one.withdrawn_on is None
    ]
    if not found:
        return Proposed({})
    one = next((request for request in found if request.is_open), found[0])
    values: _Known = {
        "received_on": one.received_on,
        "decided_before": care.term_of(database, one).value.answer_by,
        "text": one.answer or "",
        "access": one.kind is RequestKind.ACCESS,
    }
    return Proposed(values, "person_request", one.request_id)


def _asked_of_us(database: Database, asked: Asked) -> Proposed:
    """Return what is known of the answer to a request of whoever acts in a proceeding."""
    one = request_letters.which(database, asked.case_id, asked.kind)
    if one is None:
        return Proposed({})
    return Proposed(request_letters.said(database, one, asked.day), request_letters.ORIGIN, one.id)


def _contact(database: Database, asked: Asked) -> Proposed:
    last = case.contacts(asked.case_id).after(database, None).rows
    if asked.kind is _K.NOT_REACHED:
        return Proposed({"attempts": _in_vain([one.outcome for one in last])})
    reached = next((one for one in last if one.outcome is not Outcome.NOT_REACHED), None)
    if reached is None:
        return Proposed({})
    return Proposed({"contact_on": reached.on_day, "text": reached.text}, "contact", reached.contact_id)


def _in_vain(outcomes: Iterable[Outcome]) -> int:
    """Return how often, the last times, nobody was reached."""
    count = 0
    for outcome in outcomes:
        if outcome not in (Outcome.NOT_REACHED, Outcome.LEFT_MESSAGE):
            break
        count += 1
    return count


def _insolvency(database: Database, asked: Asked) -> Proposed:
    """Return the proceeding that runs; where there is none, since when the debtor is insolvent."""
    for one in reversed(insolvency_rows.of_parties(database, [asked.debtor_id])):
        proceeding = one.proceeding
        if proceeding.live and proceeding.kind in REGISTERED and proceeding.started_on is not None:
            said: _Known = {
                "opened_on": proceeding.started_on,
                "insolvency_number": one.row.number,
                "rank": "rank_ordinary",
                # Goods of ours may be with who had a business.
                "stock_taking": one.row.natural is False,
            }
            return Proposed(said, insolvency_rows.ORIGIN, one.row.id)
    found = insolvent.on(database, asked.debtor_id, asked.day)
    opened = found.since if found is not None else None
    if opened is None:
        tracks = [one for one in case.tracks(database, asked.case_id) if one.kind == "insolvency"]
        opened = tracks[-1].opened_on if tracks else None
    return Proposed({"opened_on": opened, "rank": "rank_ordinary"})


def _security(database: Database, asked: Asked) -> Proposed:
    """Return the security of the debtor that the letter invokes."""
    one = security_letters.which(database, asked.debtor_id, asked.kind, asked.day)
    if one is None:
        return Proposed({})
    return Proposed(security_letters.said(database, one, asked.kind, asked.day), security_rows.ORIGIN, one.row.id)


def _insured(database: Database, asked: Asked) -> Proposed:
    """Return what the insurer of the debtor is to be told."""
    told = insurer_letters.which(database, asked.case_id, asked.debtor_id)
    if told is None:
        return Proposed({})
    said = insurer_letters.said(database, told, asked.debtor_id)
    return Proposed(said, insurance_letters.ORIGIN, told.cover.cover_id)


def _liable(database: Database, asked: Asked) -> Proposed:
    found = [one for one in liabilities.liabilities(database, asked.case_id) if one.until_on is None]
    guarantor = asked.kind in (_K.GUARANTOR_NOTICE, _K.GUARANTOR_DEMAND)
    some = [one for one in found if (one.relation == "guarantor") is guarantor]
    if not some:
        return Proposed({})
    told = [one.notified_on for one in some if one.notified_on is not None]
    values: _Known = {
        "relation": some[0].relation.value,
        # Of several days the last one is safe to name: by then he knew of all.
        "told_on": max(told) if len(told) == len(some) else None,
        "insolvent": insolvent.since(database, [asked.debtor_id], asked.day) is not None,
    }
    return Proposed(values)


_READERS: Mapping[LetterKind, Callable[[Database, Asked], Proposed]] = {
    **dict.fromkeys(plan_letters.KINDS, _plan),
    **dict.fromkeys(service_letters.KINDS, _service),
    **dict.fromkeys(request_letters.KINDS, _asked_of_us),
    **dict.fromkeys((_K.COMPLAINT_RECEIVED, _K.COMPLAINT_DECIDED, _K.DATA_REQUEST_ANSWER), _request),
    **dict.fromkeys((_K.NOT_REACHED, _K.PHONE_CONFIRMATION), _contact),
    **dict.fromkeys((_K.CLAIM_FILING, _K.VAT_STATEMENT), _insolvency),
    **dict.fromkeys((_K.GUARANTOR_NOTICE, _K.GUARANTOR_DEMAND, _K.CO_DEBTOR_DEMAND), _liable),
    **dict.fromkeys(SECURITY_KINDS, _security),
    _K.INSURER_NOTICE: _insured,
    _K.DISPUTE_ANSWER: _dispute,
}
