"""The letters of an arrangement: what each says is known from the arrangement, so nobody is asked for it."""

from collections.abc import Mapping, Sequence
from datetime import date

from casebook.domain.arrangement.standing import KEPT, LIVE, PREPARED
from casebook.domain.arrangement.terms import PlanInterest
from casebook.domain.calendar import add, next_working_day
from casebook.domain.delivery import presumed_delivery
from casebook.domain.letters.extras import EXTRAS, StatedTerm, Value
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.money import Cents
from casebook.jobs.drafting import HOUSE, Settings, Wanted
from casebook.store.database import Database
from casebook.store.debit_notices import Ahead
from casebook.store.models.arrangements import RemissionAnswerKind
from casebook.store.notice_term import notice_term
from casebook.store.queries import bookings, direct_debit
from casebook.store.queries.arrangement_standing import Standing

_K = LetterKind
ORIGIN = "arrangement"
_OF_KEPT = frozenset({_K.THANK_YOU, _K.DISCHARGE})
KINDS = (
    _K.PLAN_PROPOSAL,
    _K.PLAN_CONFIRMATION,
    _K.TERM_REMINDER,
    _K.PLAN_NOTICE,
    _K.PLAN_ENDED,
    _K.PRE_NOTIFICATION,
    _K.REMISSION_OFFER,
    *sorted(_OF_KEPT),
)


def wanted(database: Database, standing: Standing, kind: LetterKind, day: date, settings: Settings = HOUSE) -> Wanted:
    """Return what a letter of an arrangement is wanted about: its claims, to who pays it, and what it says."""
    plan = standing.plan
    claim_ids = [one.claim_id for one in standing.claims]
    if kind in _OF_KEPT:
        open_ = {one.claim_id for one in bookings.sheets(database, plan.case_id, day) if one.open.total > 0}
        claim_ids = [id_ for id_ in claim_ids if id_ not in open_] or claim_ids
    known = EXTRAS.get(kind, {})
    return Wanted(
        claim_ids=tuple(claim_ids),
        parties=(plan.party_id,),
        last_day=pay_until(database, standing, day) if kind in (_K.PLAN_NOTICE, _K.PLAN_ENDED) else None,
        extras={name: value for name, value in said(database, standing, kind, day).items() if name in known},
        origin=ORIGIN,
        origin_id=plan.id,
        settings=settings,
    )


def which(plans: Sequence[Standing], kind: LetterKind) -> Standing | None:
    """Return the arrangement that a letter is about: of a kept one the newest, else what lives or is prepared."""
    newest = sorted(plans, key=lambda one: -one.plan.id)
    if kind in _OF_KEPT:
        return next((one for one in newest if one.now.state in KEPT), None)
    if kind is _K.PLAN_ENDED:
        return next((one for one in newest if one.plan.broken_on is not None), None)
    return next((one for one in newest if one.now.state in LIVE | PREPARED), next(iter(newest), None))


def said(database: Database, standing: Standing, kind: LetterKind, day: date) -> Mapping[str, Value]:
    """Return what is known of the fields of a letter of an arrangement."""
    plan, now = standing.plan, standing.now
    late = [one for one in now.terms if one.rest > 0 and one.late_from <= day]
    offer = add(day, database.law.defaults.offer.applied(day).value.open_for)
    found: dict[str, Value] = {
        "terms": _terms(standing, kind, day),
        "late_terms": tuple(StatedTerm(one.number, one.due_on, one.rest) for one in late),
        "rhythm": plan.rhythm.value,
        "plan_total": plan.total_cents,
        "plan_interest": plan.interest.value,
        "costs_included": plan.costs_included,
        "remitted": plan.remission_cents,
        "by_direct_debit": plan.by_direct_debit,
        "offer_until": plan.offer_until or offer,
        "agreed_on": plan.agreed_on,
        "behind": now.behind or Cents(sum(one.rest for one in late)),
        "ended_on": plan.broken_on or day,
        "interest_again": plan.interest is PlanInterest.FROZEN,
        "to_pay": plan.total_cents,
        "reserved": tuple(one.name for one in standing.beside if one.answer is RemissionAnswerKind.RESERVED),
        "others_remain": any(one.answer is not RemissionAnswerKind.RELEASED for one in standing.beside),
    }
    if kind is _K.PRE_NOTIFICATION:
        found |= announced(database, standing, [one.term for one in _untold(database, standing, day)], day)
    return found


def announced(database: Database, standing: Standing, terms: Sequence[int], day: date) -> Mapping[str, Value]:
    """Return what an announcement says of the collection of some terms: the days, the mandate and the collector."""
    some = [one for one in direct_debit.ahead(database, standing, day) if one.term in terms]
    creditor_id = direct_debit.creditor_of_plan(database, standing.plan.id)
    mandates = [
        one
        for one in direct_debit.mandates(database, standing.plan.party_id)
        if one.creditor_id == creditor_id and one.revoked_on is None
    ]
    collector = next(one for one in direct_debit.collectors(database) if one.creditor_id == creditor_id)
    return {
        "terms": tuple(StatedTerm(one.term, one.collect_on, one.cents) for one in some),
        "mandate_reference": mandates[0].reference if mandates else None,
        "creditor_identifier": collector.identifier or None,
    }


def pay_until(database: Database, standing: Standing, day: date) -> date:
    """Return until when a notice gives time: as long as the settings say from the day it is there, a working day."""
    law = database.law
    there = presumed_delivery(day, law.delivery, law.holidays).value.presumed or day
    return next_working_day(add(there, notice_term(database, standing.plan.id, day)), law.holidays)


def _terms(standing: Standing, kind: LetterKind, day: date) -> tuple[StatedTerm, ...]:
    """Return the terms that a letter names: all of them, or the next that is to be paid, with what is left of it."""
    terms = standing.now.terms
    if kind is not _K.TERM_REMINDER:
        return tuple(StatedTerm(one.number, one.due_on, one.cents) for one in terms)
    due = [one for one in terms if one.rest > 0 and one.due_on >= day][:1]
    return tuple(StatedTerm(one.number, one.due_on, one.rest) for one in due)


def _untold(database: Database, standing: Standing, day: date) -> list[Ahead]:
    """Return the collections that were not announced yet; without any the next."""
    ahead = direct_debit.ahead(database, standing, day)
    return [one for one in ahead if one.told_on is None] or ahead[:1]
