"""The terms of arrangements that are paid by direct debit, with what keeps them from being collected."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple, TypeVar

from casebook.domain.arrangement.standing import LIVE, PlanNow, PlanState, TermNow
from casebook.domain.calendar import add, next_working_day
from casebook.domain.direct_debit import Before, Collectable, DebitRules, Mandate, MandateState, WhyNot, why_not
from casebook.domain.holds import Period
from casebook.domain.money import Cents
from casebook.domain.signals.direct_debit import DebitMatter
from casebook.store.database import Database
from casebook.store.debit_rows import (
    CASES,
    COLLECTIONS,
    HELD,
    LAST,
    MANDATES,
    PLANS,
    Collection,
    Held,
    Last,
    MandateRow,
    OfCase,
    Plan,
)
from casebook.store.facts_of.arrangements import PlanRecord
from casebook.store.rows import many, rows

R = TypeVar("R", bound=NamedTuple)

# Less is to be paid than is collected.
_LESS = "debit_less"
# What nothing else in the case tells of.
_BLOCKED = frozenset(
    {
        WhyNot.FOREIGN,
        WhyNot.NO_MANDATE,
        WhyNot.CAME_BACK,
        MandateState.REVOKED,
        MandateState.USED,
        MandateState.LAPSED,
    }
)
# What is with the bank already is recalled for these.
_RECALLED = frozenset({WhyNot.INSOLVENCY, WhyNot.COUNSELLING, WhyNot.DEAD, WhyNot.NOT_ASKED})


class DebitTerm(NamedTuple):
    """A term that is paid by direct debit.

    `collect_on` is when it is collected, `why_not` the word for why it may not be, empty where it may. `message` is the
    batch that a collection of it stands in, empty for none.
    """

    case_id: int
    number: str
    creditor_id: int
    arrangement_id: int
    instalment_id: int
    term: int
    name: str
    due_on: date
    rest: Cents
    collect_on: date
    mandate_id: int | None
    why_not: str
    message: str = ""


def due(database: Database, creditor_id: int, until: date, day: date) -> list[DebitTerm]:
    """Return the terms that are to be collected for an entity up to and including a day, in order of their days.

    Those that may not be collected are among them, with the reason; what is paid, or was collected and stands, is not.
    """
    from casebook.store.facts_of import arrangements

    records = arrangements.load(database, cases_of_creditor(database, creditor_id))
    found = (one for some in load(database, records).values() for one in some.terms(day))
    mine = [one for one in found if one.creditor_id == creditor_id and one.due_on <= until and not one.message]
    return sorted(mine, key=lambda one: (one.collect_on, one.number, one.instalment_id))


def stopped(database: Database, case_ids: Sequence[int], day: date) -> dict[int, str]:
    """Return by its id for each collection of cases in a batch that was not sent why it may not go, if it may not."""
    from casebook.store.facts_of import arrangements

    some = load(database, arrangements.load(database, case_ids)).values()
    return {id_: why for one in some for id_, why in one.waiting(day)}


def cases_of_creditor(database: Database, creditor_id: int) -> list[int]:
    """Return the cases in which an entity may collect."""
    return [one.case_id for one in rows(database, CASES, OfCase, (creditor_id,))]


def load(database: Database, records: Mapping[int, Sequence[PlanRecord]]) -> Mapping[int, "CaseDebits"]:
    """Return for each case what is paid by direct debit; a case without any is left out."""
    plans = many(database, PLANS, Plan, sorted(records))
    ids = [plan.id for plan in plans]
    held = _grouped(many(database, HELD, Held, ids))
    mandates = _grouped(many(database, MANDATES, MandateRow, sorted({plan.party_id for plan in plans})))
    every = [one.id for some in mandates.values() for one in some]
    last = {one.mandate_id: one.on for one in many(database, LAST, Last, every)}
    collections = _grouped(many(database, COLLECTIONS, Collection, ids))
    found: dict[int, list[_Debits]] = defaultdict(list)
    for plan in plans:
        record = next(one for one in records[plan.case_id] if one.id == plan.id)
        own = [one for one in mandates.get(plan.party_id, ()) if one.creditor_id == plan.creditor_id]
        debits = _Debits(plan, record, held.get(plan.id, []), own, last, collections, database.law.direct_debit)
        found[plan.case_id].append(debits)
    return {case_id: CaseDebits(tuple(some)) for case_id, some in found.items()}


class CaseDebits(NamedTuple):
    """The arrangements of a case that are paid by direct debit."""

    plans: "tuple[_Debits, ...]"

    def terms(self, day: date) -> Iterator[DebitTerm]:
        """Yield the terms of which something is to be paid, and those in a batch that was not sent."""
        for plan in self.plans:
            yield from plan.terms(day)

    def waiting(self, day: date) -> Iterator[tuple[int, str]]:
        """Yield the collections in batches that were not sent and may not go, with the word for why."""
        for plan in self.plans:
            yield from plan.waiting(day)

    def matters(self, day: date) -> Iterator[DebitMatter]:
        """Yield what is to be seen to of each arrangement."""
        for plan in self.plans:
            yield from plan.matters(day)


NO_DEBITS = CaseDebits(())


class _Debits(NamedTuple):
    """An arrangement that is paid by direct debit, with all that bears on its terms."""

    plan: Plan
    record: PlanRecord
    held: Sequence[Held]
    mandates: Sequence[MandateRow]
    last: Mapping[int, date]
    collections: Mapping[int, Sequence[Collection]]
    rules: DebitRules

    def terms(self, day: date) -> Iterator[DebitTerm]:
        now = self.record.on(day).value
        if now.state not in LIVE:
            return
        for term in now.terms:
            own = self._standing(term)
            if term.rest or (own is not None and own.sent_on is None):
                collect_on = own.collect_on if own else self.rules.collect_on(term.due_on, day)
                mandate = self._mandate(own)
                yield DebitTerm(
                    case_id=self.plan.case_id,
                    number=self.plan.number,
                    creditor_id=self.plan.creditor_id,
                    arrangement_id=self.plan.id,
                    instalment_id=term.id,
                    term=term.number,
                    name=self.plan.name,
                    due_on=term.due_on,
                    rest=term.rest,
                    collect_on=collect_on,
                    mandate_id=mandate.id if mandate else None,
                    why_not=self._why_not(term, now, Period(day, collect_on), own),
                    message=own.message if own else "",
                )

    def waiting(self, day: date) -> Iterator[tuple[int, str]]:
        now = self.record.on(day).value
        for term in now.terms:
            own = self._standing(term)
            if own is not None and own.sent_on is None:
                why = self._why_not(term, now, Period(day, own.collect_on), own)
                if why or term.rest < own.cents:
                    yield own.id, why or _LESS

    def matters(self, day: date) -> Iterator[DebitMatter]:
        """Yield the next term to collect or to send, and each collection that may not go; by the days as agreed."""
        now = self.record.on(day).value
        found = [self._matter(term, now) for term in now.terms]
        bad = [one for one in found if one is not None and one.in_batch and one.why_not]
        yield from bad
        following = (one for one in found if one is not None and one not in bad)
        yield from islice(sorted(following, key=lambda one: one.send_by), 1)

    def _matter(self, term: TermNow, now: PlanNow) -> DebitMatter | None:
        own = self._standing(term)
        if own is None and (now.state not in LIVE or not term.rest):
            return None
        collect_on = own.collect_on if own else next_working_day(term.due_on, self.rules.settling)
        why = self._why_not(term, now, Period(collect_on, collect_on), own)
        sent = own is not None and own.sent_on is not None
        if (sent and why not in _RECALLED) or (own is None and why and why not in _BLOCKED):
            return None
        if own is not None and not why and term.rest < own.cents:
            why = _LESS
        send_by = self.rules.send_by(collect_on)
        from_on = self.rules.prepare_from(send_by)
        if own is None and why:
            told = self.rules.pre_notification.applied(term.due_on).value
            from_on = min(from_on, add(collect_on, told._replace(amount=-told.amount)))
        cents = own.cents if own else term.rest
        return DebitMatter(cents, collect_on, send_by, from_on, why, own is not None, sent)

    def _standing(self, term: TermNow) -> Collection | None:
        return next((one for one in self.collections.get(term.id, ()) if one.returned_on is None), None)

    def _why_not(self, term: TermNow, now: PlanNow, meanwhile: Period, own: Collection | None) -> str:
        """Return why a term may not be collected; `own` is the collection of it that is looked at."""
        mandate = self._mandate(own)
        earlier = [one for one in self.collections.get(term.id, ()) if own is None or one.id != own.id]
        last_on = None if mandate is None else self.last.get(mandate.id)
        if mandate is not None and own is not None and mandate.one_off:
            # What is looked at is not what used it up.
            last_on = None
        return why_not(
            Collectable(
                rest=term.rest,
                collect_on=meanwhile.until_on or meanwhile.from_on,
                mandate=mandate and Mandate(mandate.signed_on, mandate.one_off, last_on, mandate.revoked_on),
                is_asked=now.state in LIVE and now.state is not PlanState.SUSPENDED,
                stopped_by=now.stopped_by,
                held=any(one.overlaps(meanwhile) for one in self.held),
                disputed=self.plan.disputed,
                dead=self.plan.dead,
                foreign=self.plan.creditors > 1,
                before=tuple(_before(one, mandate) for one in earlier),
            ),
            self.rules,
        )

    def _mandate(self, own: Collection | None) -> MandateRow | None:
        if own is not None:
            return next((one for one in self.mandates if one.id == own.mandate_id), None)
        return self.mandates[0] if self.mandates else None


def _before(one: Collection, mandate: MandateRow | None) -> Before:
    return Before(one.returned_on is not None, one.code, mandate is not None and one.mandate_id != mandate.id)


def _grouped(some: Sequence[R]) -> dict[int, list[R]]:
    found: dict[int, list[R]] = defaultdict(list)
    for one in some:
        found[one[0]].append(one)
    return found
