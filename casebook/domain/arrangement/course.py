"""How an arrangement stands on a day: derived from what was agreed, what came in, and up to when that is known.

No term is late on bank data older than its day and the grace, nor while a receipt that is not matched could be it, nor
for less than the tolerance. Behind and in notice follow from the facts; that it is broken only a person says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from casebook.domain.arrangement.reasons import steps
from casebook.domain.arrangement.standing import (
    LIVE,
    Notice,
    Paid,
    PlanHistory,
    PlanNow,
    PlanRules,
    PlanState,
    PlanTerm,
    Suspension,
    TermNow,
    TermState,
)
from casebook.domain.calendar import ONE_DAY, add, add_working_days
from casebook.domain.finding import Finding
from casebook.domain.money import Cents


def standing(plan: PlanHistory, day: date, rules: PlanRules) -> Finding[PlanNow]:
    """Return how an arrangement stands on `day`, with the steps that lead to it.

    After each step stands what is behind as far as that is known by then. Terms are in order of their numbers.
    """
    course = Course(plan, day, rules)
    return Finding(course.now(), tuple(steps(course)))


def overdue(plan: PlanHistory, day: date, rules: PlanRules) -> tuple[Cents, ...]:
    """Return what is left of each term that is past its grace, in their order, whether or not the bank is known."""
    return tuple(one.rest for one in Course(plan, day, rules).past)


class _Owed(NamedTuple):
    """A term with what is asked of it, and from when it may be late."""

    term: PlanTerm
    cents: Cents
    late_from: date


@dataclass(frozen=True)
class Course:
    """An arrangement on a day, looked at from each side once."""

    plan: PlanHistory
    day: date
    rules: PlanRules

    @cached_property
    def owed(self) -> tuple[_Owed, ...]:
        """The terms with what is asked of each: less what was waived, and what was credited from the last one on."""
        credited = self.plan.credited
        found: list[_Owed] = []
        for term in reversed(self.plan.terms):
            asked = Cents(term.cents - term.waived)
            less = min(asked, credited)
            credited = Cents(credited - less)
            found.append(_Owed(term, Cents(asked - less), self._late_from(term.due_on)))
        return tuple(reversed(found))

    def _late_from(self, due_on: date) -> date:
        """Return from when a term may be late. What fell due while nothing was asked has its grace afterwards."""
        limit = self._with_grace(due_on)
        for one in self.suspensions:
            if limit >= one.on:
                limit = max(limit, self._with_grace(one.resumed_on))
        return limit + ONE_DAY

    @cached_property
    def suspensions(self) -> tuple[Suspension, ...]:
        """The suspensions that are over, the first one first."""
        days = self.plan.days
        if days.suspended_on is None or days.resumed_on is None:
            return self.plan.suspensions
        return (*self.plan.suspensions, Suspension(days.suspended_on, days.resumed_on))

    def _with_grace(self, day: date) -> date:
        return add_working_days(day, self.rules.grace, self.rules.holidays)

    @cached_property
    def counted(self) -> Sequence[Paid]:
        """The money that counts, by its day: after an arrangement ended, only what came before."""
        until = min(self.day, self.plan.days.ended_on or self.day)
        some = (one for one in self.plan.payments if one.on <= until and one.stands_on(self.day))
        return sorted(some, key=lambda one: one.on)

    @cached_property
    def paid(self) -> Cents:
        """What came in and stands."""
        return Cents(sum(one.cents for one in self.counted))

    @cached_property
    def filled(self) -> tuple[TermNow, ...]:
        """The terms with what is paid of each, the first ones first, as if none was late."""
        course = list(accumulate((one.cents for one in self.counted), initial=0))
        found: list[TermNow] = []
        before = 0
        for term, owed, late_from in self.owed:
            upto = before + owed
            part = Cents(max(0, min(owed, self.paid - before)))
            paid_on = None
            if owed and part == owed:
                paid_on = next(one.on for one, sum_ in zip(self.counted, course[1:], strict=True) if sum_ >= upto)
            state = self._unjudged(term, owed, part)
            found.append(TermNow(term.id, term.number, term.due_on, term.cents, owed, part, state, late_from, paid_on))
            before = upto
        return tuple(found)

    def _unjudged(self, term: PlanTerm, owed: Cents, part: Cents) -> TermState:
        if part == owed:
            if term.waived:
                return TermState.WAIVED
            return TermState.PAID if owed else TermState.VOID
        if self.plan.days.ended_on is not None:
            broken_on = self.plan.days.broken_on
            return TermState.MISSED if broken_on is not None and term.due_on <= broken_on else TermState.VOID
        if term.due_on > self.day:
            return TermState.PENDING
        return TermState.PARTIAL if part else TermState.DUE

    @cached_property
    def rest(self) -> Cents:
        """What is still to be paid of all terms."""
        return Cents(sum(one.rest for one in self.filled))

    @cached_property
    def is_asked(self) -> bool:
        """Whether the terms are to be paid: agreed, not ended, and not suspended."""
        days = self.plan.days
        ended = days.ended_on is not None or days.completed_on is not None
        return days.agreed_on is not None and not ended and not days.is_suspended

    @cached_property
    def past(self) -> tuple[TermNow, ...]:
        """The terms that are past their grace and not paid, where that is not less than the tolerance in all."""
        some = tuple(one for one in self.filled if one.rest and one.late_from <= self.day) if self.is_asked else ()
        return some if sum(one.rest for one in some) >= self.rules.tolerance else ()

    @cached_property
    def judged(self) -> tuple[TermNow, ...]:
        """Those that the bank data say were not paid; nothing below the tolerance."""
        some = tuple(one for one in self.past if self.known_to(one.late_from - ONE_DAY))
        return some if sum(one.rest for one in some) >= self.rules.tolerance else ()

    def known_to(self, day: date) -> bool:
        """Tell whether the bank is known up to a day, for every account, from the first day whose money counts on."""
        return self.plan.known_until is not None and self.plan.known_until >= day and self.told_from is None

    @cached_property
    def told_from(self) -> date | None:
        """The first day that is told, where that is later than the first one whose money counts; None where it is not.

        What came in before could be any of the terms.
        """
        since = self.plan.days.counts_from
        if self.plan.known_until is None or since is None or self.plan.known_from <= since:
            return None
        return self.plan.known_from

    @cached_property
    def behind(self) -> Cents:
        """What is past its grace by what the bank says."""
        return Cents(sum(one.rest for one in self.judged))

    @cached_property
    def notice(self) -> Notice | None:
        """The last notice, while what it was about is not paid; one from before a suspension counts no longer."""
        resumed_on = self.plan.days.resumed_on or date.min
        some = [one for one in self.plan.notices if resumed_on <= one.sent_on <= self.day]
        last = max(some, key=lambda one: (one.sent_on, one.id), default=None)
        return last if last is not None and self.is_asked and self.served_on(last) is None else None

    def served_on(self, notice: Notice) -> date | None:
        """Return the first day since a notice on which all was paid that was late when it was sent, None for never.

        What is returned later does not bring the notice back: another has to be sent.
        """
        covered = sum(one.cents for one in self.owed if one.late_from <= notice.sent_on)
        since = {one.on for one in self.plan.payments if notice.sent_on < one.on <= self.day}
        for day in (notice.sent_on, *sorted(since)):
            paid = sum(one.cents for one in self.plan.payments if one.stands_on(day))
            if covered - paid < self.rules.tolerance:
                return day
        return None

    @cached_property
    def break_from(self) -> date | None:
        """From when an end may be proposed by the notice that runs, if the bank is known up to the day before."""
        return None if self.notice is None else self._with_grace(self.notice.pay_until) + ONE_DAY

    @cached_property
    def breaks(self) -> bool:
        """Whether an end is proposed."""
        ready = self.break_from is not None and self.break_from <= self.day
        if not ready or self.break_from is None or self.plan.stopped_by or self.plan.possible:
            return False
        return self.known_to(self.break_from - ONE_DAY) and self.behind > 0

    @cached_property
    def is_paid(self) -> bool:
        """Whether every term is paid or let go, but for less than the tolerance."""
        return self.plan.days.agreed_on is not None and self.rest < self.rules.tolerance

    @cached_property
    def completes_from(self) -> date | None:
        """From when it may be completed: paid, and what was collected can no longer go back."""
        if not self.is_paid or not self.is_asked:
            return None
        last = max((one.on for one in self.counted), default=self.plan.days.agreed_on)
        assert last is not None
        return max(last, self.plan.returnable_until or last)

    @cached_property
    def may_complete(self) -> bool:
        """Whether it may be completed on the day."""
        if self.completes_from is None or self.completes_from > self.day:
            return False
        return self.plan.returnable_until is None or self.known_to(self.plan.returnable_until)

    @cached_property
    def judged_once(self) -> date | None:
        """The day up to which the bank must be known before more can be said of what is past its day."""
        wanted = [one.late_from - ONE_DAY for one in self.past]
        if self.past and self.break_from is not None and self.break_from <= self.day:
            wanted.append(self.break_from - ONE_DAY)
        if self.completes_from is not None and self.completes_from <= self.day and self.plan.returnable_until:
            wanted.append(self.plan.returnable_until)
        return min((day for day in wanted if not self.known_to(day)), default=None)

    @cached_property
    def state(self) -> PlanState:
        """How far it is."""
        days = self.plan.days
        ends = (
            (days.superseded_on, PlanState.SUPERSEDED),
            (days.broken_on, PlanState.BROKEN),
            (days.declined_on, PlanState.DECLINED),
            (days.withdrawn_on, PlanState.WITHDRAWN),
        )
        for ended_on, state in ends:
            if ended_on is not None:
                return state
        if days.completed_on is not None:
            seen_to = days.thanked_on is not None or self.plan.no_thanks
            return PlanState.AFTERCARE if seen_to else PlanState.COMPLETED
        if days.agreed_on is None:
            return self._before()
        if days.is_suspended:
            return PlanState.SUSPENDED
        if self.notice is not None:
            return PlanState.BREAK_PROPOSED if self.breaks else PlanState.IN_NOTICE
        return PlanState.AGREED if self.day < self._first_due() else PlanState.ACTIVE

    def _first_due(self) -> date:
        return min((one.due_on for one in self.plan.terms), default=date.min)

    def _before(self) -> PlanState:
        days = self.plan.days
        if days.offered_on is not None:
            expired = days.offer_until is not None and days.offer_until < self.day
            return PlanState.EXPIRED if expired else PlanState.OFFERED
        if self.plan.approval_asked:
            return PlanState.APPROVAL_PENDING
        return PlanState.EVIDENCE_PENDING if self.plan.evidence_missing else PlanState.DRAFT

    def terms(self) -> Iterator[TermNow]:
        """Yield the terms with their states: late only where nothing in the inbox could be it, missed after notice."""
        late = () if self.plan.possible or self.plan.stopped_by else {one.number for one in self.judged}
        state = TermState.MISSED if self.state is PlanState.BREAK_PROPOSED else TermState.LATE
        for one in self.filled:
            yield one._replace(state=state) if one.number in late else one

    def now(self) -> PlanNow:
        """Return how it stands."""
        coming = [one for one in self.filled if one.rest and one.due_on >= self.day] if self.state in LIVE else []
        next_due_on = min((one.due_on for one in coming), default=None)
        before = self.rules.reminder_before
        troubled = self.notice is not None or self.behind > 0
        return PlanNow(
            state=self.state,
            terms=tuple(self.terms()),
            paid=self.paid,
            rest=self.rest,
            behind=self.behind,
            late_terms=len(self.judged),
            judged_once=self.judged_once,
            possible=self.plan.possible if self.past else 0,
            notice=self.notice,
            break_from=self.break_from,
            notices=len(self.plan.notices),
            to_lead=troubled and len(self.plan.notices) >= self.rules.notices_to_lead,
            next_due_on=next_due_on,
            reminder_on=None if next_due_on is None else add(next_due_on, before._replace(amount=-before.amount)),
            paid_on=max((one.on for one in self.counted), default=None) if self.is_paid else None,
            completes_from=self.completes_from,
            may_complete=self.may_complete,
            holds_until=min((one for one in self._changes() if one > self.day), default=None),
            stopped_by=self.plan.stopped_by if self.state in LIVE else "",
            told_from=None if self.judged_once is None else self.told_from,
            by_list=self.plan.by_list,
        )

    def _changes(self) -> Iterator[date]:
        """Yield the days on which the same facts may say something else."""
        if self.state is PlanState.OFFERED and self.plan.days.offer_until is not None:
            yield self.plan.days.offer_until + ONE_DAY
        if self.state not in LIVE:
            return
        yield self._first_due()
        for one in self.filled:
            if one.rest:
                yield from (one.due_on, one.due_on + ONE_DAY, one.late_from)
        if self.break_from is not None:
            yield self.break_from
        if self.completes_from is not None:
            yield self.completes_from
