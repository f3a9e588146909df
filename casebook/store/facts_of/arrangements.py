"""The payment arrangements of cases, with the money that counts for each and up to when the bank is known."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple, TypeVar

from casebook.domain.arrangement.course import overdue, standing
from casebook.domain.arrangement.evidence import Asked as Size
from casebook.domain.arrangement.evidence import Lasts, suffices_until
from casebook.domain.arrangement.standing import (
    Notice,
    Paid,
    PlanHistory,
    PlanNow,
    PlanRules,
    PlanTerm,
    Suspension,
)
from casebook.domain.arrangement.terms import AgreedHow
from casebook.domain.bank_cover import Known
from casebook.domain.calendar import ONE_DAY, add_working_days
from casebook.domain.finding import Finding
from casebook.domain.money import ZERO, Cents
from casebook.store.bank_freshness import Receipts
from casebook.store.database import Database
from casebook.store.facts_of.arrangement_rows import (
    ARRANGEMENTS,
    ASKED,
    COLLECTED,
    COVERED,
    MONEY,
    NOTICES,
    SPOKEN,
    STOPPED,
    SUSPENDED,
    TERMS,
    WAITING,
    Arrangement,
    Asked,
    Collected,
    Covered,
    Money,
    NoticeRow,
    Spoken,
    Stopped,
    Suspended,
    Term,
    Waiting,
)
from casebook.store.plan_evidence import lasts
from casebook.store.rows import many

# In how many terms at once a debtor may pay what he is behind with.
_MOST_AT_ONCE = 12


R = TypeVar("R", bound=NamedTuple)


class PlanRecord(NamedTuple):
    """What is stored of an arrangement, and by which rules it stands.

    `evidence_until` is the last day on which everything is shown that an offer needs, None where something never was.
    `withdrawn` are the numbers of claims that were withdrawn while it ran, the last on `withdrawn_on`, and of which
    nobody told the one who pays.
    """

    id: int
    case_id: int
    claims: frozenset[int]
    creditors: tuple[int, ...]
    history: PlanHistory
    rules: PlanRules
    document_due_on: date | None
    manager: str
    evidence_until: date | None = date.max
    withdrawn: tuple[str, ...] = ()
    withdrawn_on: date | None = None

    def on(self, day: date) -> Finding[PlanNow]:
        """Return how it stands on a day."""
        until = self.evidence_until
        missing = until is None or until < day
        found = standing(replace(self.history, evidence_missing=missing), day, self.rules)
        if missing or until is None or until == date.max:
            return found
        holds_until = min(until + ONE_DAY, found.value.holds_until or date.max)
        return found._replace(value=found.value._replace(holds_until=holds_until))


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, tuple[PlanRecord, ...]]:
    """Return the arrangements of cases, in order of age; a case without one is left out."""
    plans = many(database, ARRANGEMENTS, Arrangement, case_ids)
    if not plans:
        return {}
    ids, cases = [one.id for one in plans], sorted({one.case_id for one in plans})
    some = _Some(
        database,
        plans,
        _by_plan(many(database, COVERED, Covered, ids)),
        _by_plan(many(database, TERMS, Term, ids)),
        _by_plan(many(database, NOTICES, NoticeRow, ids)),
        _by_plan(many(database, SUSPENDED, Suspended, ids)),
        _by_plan(many(database, MONEY, Money, ids)),
        many(database, WAITING, Waiting, cases),
        {json.loads(one.arguments).get("id") for one in many(database, ASKED, Asked, cases)},
        {(one.case_id, one.party_id): one.by for sql in STOPPED for one in many(database, sql, Stopped, cases)},
        lasts(database, sorted({one.case_id for one in plans if one.agreed_on is None})),
        {one.arrangement_id: one.on for one in many(database, COLLECTED, Collected, ids)},
        {(one.case_id, one.party_id): one.on_day for one in many(database, SPOKEN, Spoken, cases)},
    )
    found: dict[int, list[PlanRecord]] = defaultdict(list)
    for record in some.records():
        found[record.case_id].append(record)
    return {case_id: tuple(records) for case_id, records in found.items()}


class _Some(NamedTuple):
    """Arrangements with everything that was read of them."""

    database: Database
    plans: Sequence[Arrangement]
    covered: Mapping[int, Sequence[Covered]]
    terms: Mapping[int, Sequence[Term]]
    notices: Mapping[int, Sequence[NoticeRow]]
    suspended: Mapping[int, Sequence[Suspended]]
    money: Mapping[int, Sequence[Money]]
    waiting: Sequence[Waiting]
    asked: set[int | None]
    stopped: Mapping[tuple[int, int], str]
    shown: Mapping[int, Lasts]
    collected: Mapping[int, date]
    spoken: Mapping[tuple[int, int], date]

    def records(self) -> Iterator[PlanRecord]:
        creditors = {one.creditor_id for plan in self.plans if plan.is_live for one in self.covered.get(plan.id, ())}
        receipts = Receipts(self.database, sorted(creditors))
        owners = self._owners()
        for plan in self.plans:
            covered = self.covered.get(plan.id, ())
            own = tuple(dict.fromkeys(one.creditor_id for one in covered))
            rules = _rules(self.database, plan)
            history = self._history(plan, owners)
            if plan.is_live:
                since = plan.days.counts_from
                history = self._with_bank(plan, history, rules, receipts.known(own, since), own)
                history = replace(history, accepted=receipts.accepted(own, since or date.max))
            untold = self._untold(plan)
            yield PlanRecord(
                plan.id,
                plan.case_id,
                frozenset(one.claim_id for one in covered),
                own,
                history,
                rules,
                self._document_due_on(plan),
                plan.manager if plan.completed_on is not None and plan.sales_told_on is None else "",
                self._evidence_until(plan) if plan.agreed_on is None and plan.offered_on is None else date.max,
                tuple(one.number for one in untold),
                max((one.ended_on for one in untold if one.ended_on is not None), default=None),
            )

    def _owners(self) -> Mapping[int, Sequence[Arrangement]]:
        """Return by claim the arrangements that were agreed on it and did not end."""
        found: dict[int, list[Arrangement]] = defaultdict(list)
        for plan in self.plans:
            if plan.is_live:
                for one in self.covered.get(plan.id, ()):
                    found[one.claim_id].append(plan)
        return found

    def _history(self, plan: Arrangement, owners: Mapping[int, Sequence[Arrangement]]) -> PlanHistory:
        since = plan.days.counts_from or date.max
        money = _not_reckoned_with(plan, [one for one in self.money.get(plan.id, ()) if one.on >= since])
        payments = [
            Paid(one.on, one.cents, one.returned_on)
            for one in money
            if (one.set_off_id is not None if one.kind == "credit" else _is_his(plan, one, owners))
        ]
        credited = [
            one.cents
            for one in money
            if one.kind == "credit" and one.set_off_id is None and not one.own and one.returned_on is None
        ]
        collected = max((one.on for one in payments if one.returned_on is None), default=None)
        # What was not in a batch of ours was collected by somebody else: the day of the last payment is that of it.
        collected = self.collected.get(plan.id, collected)
        direct_debit = self.database.law.direct_debit
        return PlanHistory(
            plan.days,
            tuple(PlanTerm(*one[1:]) for one in self.terms.get(plan.id, ())),
            tuple(payments),
            Cents(sum(credited) + self._with_withdrawn(plan, money)),
            tuple(Notice(*one[1:]) for one in self.notices.get(plan.id, ())),
            returnable_until=direct_debit.returnable_until(collected) if plan.by_direct_debit and collected else None,
            approval_asked=plan.id in self.asked,
            no_thanks=bool(plan.no_thanks_because),
            stopped_by=self.stopped.get((plan.case_id, plan.party_id), ""),
            suspensions=tuple(Suspension(*one[1:]) for one in self.suspended.get(plan.id, ())),
        )

    def _with_bank(
        self, plan: Arrangement, history: PlanHistory, rules: PlanRules, known: Known, creditors: Sequence[int]
    ) -> PlanHistory:
        """Return the facts with what the bank says: what could be a term is looked for where one may be late."""
        # Matching makes cases anew in its turn, which read what is here.
        from casebook.store.matching.possible import possible

        until = known.until_on
        history = replace(history, known_until=until, known_from=known.from_on, by_list=known.by_list)
        past = overdue(history, until + ONE_DAY, rules) if until is not None else ()
        if not past:
            return history
        since = plan.days.counts_from
        assert since is not None
        receipts = possible(self.database, creditors, _amounts(past), since, plan.case_id)
        # Who has an arrangement of his own pays for that; anybody else may pay for this one.
        others = {one.party_id for one in self.plans if one.case_id == plan.case_id and one.is_live} - {plan.party_id}
        waiting = [
            one
            for one in self.waiting
            if one.case_id == plan.case_id and one.on_day >= since and one.payer_id not in others
        ]
        return replace(history, possible=len(receipts) + len(waiting))

    def _with_withdrawn(self, plan: Arrangement, money: Sequence[Money]) -> Cents:
        """Return what the terms hold of claims that were withdrawn beside what was credited: their interest.

        That which had run when the terms were reckoned and was not booked, and of what was to run so much as each claim
        had of all that was open.
        """
        covered = self.covered.get(plan.id, ())
        in_all = sum(one.open for one in covered)
        if not plan.pays_interest or not in_all:
            return ZERO
        found = 0
        for one in covered:
            if one.ended_on is not None:
                taken = sum(part.cents for part in money if part.claim_id == one.claim_id and part.returned_on is None)
                found += max(0, one.open + plan.expected * one.open // in_all - taken)
        return Cents(found)

    def _untold(self, plan: Arrangement) -> list[Covered]:
        """Return the claims that were withdrawn while an arrangement runs, and since when nobody spoke to who pays."""
        if not plan.is_live:
            return []
        spoken = self.spoken.get((plan.case_id, plan.party_id), date.min)
        covered = self.covered.get(plan.id, ())
        return [one for one in covered if one.ended_on is not None and spoken < one.ended_on]

    def _evidence_until(self, plan: Arrangement) -> date | None:
        """Return the last day on which everything is shown that an offer needs, None where something never was."""
        rules = self.database.law.defaults.evidence.applied(plan.drafted_on).value
        asked = Size(len(self.terms.get(plan.id, ())), plan.total, plan.remission)
        return suffices_until(asked, self.shown.get(plan.case_id, {}), rules)

    def _document_due_on(self, plan: Arrangement) -> date | None:
        """Return by when something on paper is to be there of what was only agreed by word of mouth."""
        if plan.agreed_on is None or plan.document_id is not None or plan.agreed_how != AgreedHow.PHONE:
            return None
        within = self.database.law.defaults.arrangement.applied(plan.agreed_on).value.document_within
        return add_working_days(plan.agreed_on, within, self.database.law.holidays)


def _rules(database: Database, plan: Arrangement) -> PlanRules:
    """Return the settings of the day on which it was agreed: later ones change nothing of what was agreed."""
    on = plan.agreed_on or plan.drafted_on
    house = database.law.defaults.arrangement.applied(on).value
    return PlanRules(house.grace, house.tolerance, house.notices_to_lead, house.reminder_before, database.law.holidays)


def _not_reckoned_with(plan: Arrangement, money: Sequence[Money]) -> list[Money]:
    """Return the entries that the terms do not reckon with: what was there when they were reckoned is not in them.

    What is booked anew of what was there, since it was taken back as if it never was, is none the more.
    """
    there = [one for one in money if one.entry_id <= plan.known_entry]
    again = Cents(sum(one.cents for one in there if one.returned_on is not None and one.returned_on <= one.on))
    found: list[Money] = []
    for one in money:
        if one.entry_id <= plan.known_entry:
            continue
        less = min(again, one.cents) if one.on <= plan.drafted_on else ZERO
        again = Cents(again - less)
        found.append(one._replace(cents=Cents(one.cents - less)))
    return found


def _is_his(plan: Arrangement, money: Money, owners: Mapping[int, Sequence[Arrangement]]) -> bool:
    """Tell whether a payment counts for an arrangement: not where who paid has one of his own on the claim.

    Who is not known, or has none, pays for the debtor, and where he has none, for whoever agreed first.
    """
    others = [one for one in owners.get(money.claim_id, ()) if one.party_id != plan.party_id]
    if not others or money.payer_id == plan.party_id:
        return True
    if any(one.party_id == money.payer_id for one in others):
        return False
    if plan.party_id == plan.debtor_id or any(one.party_id == one.debtor_id for one in others):
        return plan.party_id == plan.debtor_id
    return all(plan.id < one.id for one in others)


def _amounts(past: Sequence[Cents]) -> list[Cents]:
    """Return in which amounts a debtor may pay what is past: each term, or some of them at once."""
    found = list(past)
    for start in range(len(past)):
        sums, total = [], ZERO
        for one in past[start : start + _MOST_AT_ONCE]:
            total = Cents(total + one)
            sums.append(total)
        found += sums
    return list(dict.fromkeys([*found, Cents(sum(past))]))


def _by_plan(some: Iterable[R]) -> Mapping[int, Sequence[R]]:
    found: dict[int, list[R]] = defaultdict(list)
    for one in some:
        found[one[0]].append(one)
    return found
