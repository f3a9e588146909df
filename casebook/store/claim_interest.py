"""Interest that has run on a claim up to a day: from its terms, its default, its ledger and its clocks."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY, last_day
from casebook.domain.capacity import Capacity
from casebook.domain.component import Component
from casebook.domain.finding import HOUSE_RULE, Caution, Finding
from casebook.domain.interest import ARTICLES, Interest, InterestFacts, InterestKind, Movement, interest
from casebook.domain.ledger import EntryKind
from casebook.domain.limitation.facts import DUTCH_LAW
from casebook.domain.money import ZERO, Cents
from casebook.errors import Refused
from casebook.law.book import Book
from casebook.store.case_rows import ClaimRow
from casebook.store.claim_default import RUNNING_INTEREST, default_of
from casebook.store.models.claims import RateKind

# The first day of interest that is alive, where it has all possibly lapsed.
NOTHING_ALIVE = date.max
_NO_DAYS = timedelta(0)
_IN_BUSINESS = "BW 6:119a lid 1"
_NOT_IN_DEFAULT = "BW 6:81"


class Terms(NamedTuple):
    """Which interest a claim bears; `rate` is what was agreed in percent per year, as text."""

    claim_id: int
    rate_kind: RateKind
    rate: str | None


class Entry(NamedTuple):
    """An entry in the ledger of a claim, positive where it is owed; `undone` is the kind of entry that it reverses."""

    entry_id: int
    claim_id: int
    on_day: date
    kind: EntryKind
    component: Component
    cents: Cents
    payment_id: int | None
    reverses_id: int | None
    reason: str
    undone: EntryKind | None

    @property
    def charged(self) -> bool:
        """Whether it says what the debtor came to owe, or takes that back, rather than what he paid."""
        return EntryKind.CHARGE in (self.kind, self.undone)


class ClaimInterest(NamedTuple):
    """Interest that has run on a claim up to a day.

    `finding` is all of it since the first day of default, booked and paid or not; None where it abstains. `reason`
    says why there is none, or why no more comes. `run_up` is what is not booked yet and can be asked, `per_day` what
    one further day costs. `lapsed` is what is unpaid and has possibly lapsed: that of the days before `lapsed_before`,
    or of all days where that is None; `lapsed_booked` of it stands in the ledger. `overbooked` is what was booked above
    what has run.
    """

    finding: Finding[Interest] | None = None
    reason: Caution | None = None
    run_up: Cents = ZERO
    per_day: Cents = ZERO
    lapsed: Cents = ZERO
    lapsed_booked: Cents = ZERO
    lapsed_before: date | None = None
    overbooked: Cents = ZERO

    @property
    def beside_booked(self) -> Cents:
        """What can be asked beside the interest that is open in the ledger; less than nothing where that lapsed."""
        return Cents(self.run_up - self.lapsed_booked)


class Question(NamedTuple):
    """A claim with its terms and entries, and the day of the question; interest before `alive_from` possibly lapsed."""

    claim: ClaimRow
    terms: Terms
    entries: Sequence[Entry]
    day: date
    alive_from: date | None = None


def claim_interest(asked: Question, law: Book) -> ClaimInterest:
    """Return the interest that has run on a claim when it is paid on the day of the question.

    The base is the principal in the ledger: from the day of a payment or credit less of it bears interest. Of
    statutory and agreed interest the day of payment does not count, of commercial interest it does (BW 6:119a lid 1).
    It abstains where the claim ended, is in another currency or under another law, where no interest was agreed, and
    where the debtor is not known to be in default.
    """
    reason = _abstains(asked)
    if reason is not None:
        return ClaimInterest(reason=reason)
    try:
        return _reckoned(asked, law)
    except Refused as refused:
        return ClaimInterest(reason=Caution(refused.code, refused.parameters, refused.source))


def _abstains(asked: Question) -> Caution | None:
    claim, terms = asked.claim, asked.terms
    if claim.ended_on is not None and claim.ended_on <= asked.day:
        return Caution("claim_interest.ended", {"on": claim.ended_on}, HOUSE_RULE)
    if claim.foreign_cents is not None:
        return Caution("claim_interest.other_currency", {"currency": claim.currency}, HOUSE_RULE)
    if claim.law != DUTCH_LAW:
        return Caution("claim_interest.other_law", {"country": claim.law}, HOUSE_RULE)
    if terms.rate_kind is RateKind.CONTRACTUAL and terms.rate is None:
        return Caution("claim_interest.none_agreed", {}, ARTICLES[InterestKind.CONTRACTUAL])
    if claim.capacity is None or claim.agreed is None:
        return Caution("claim_interest.default_unknown", {}, "BW 6:82 lid 1")
    if terms.rate_kind is RateKind.COMMERCIAL and claim.capacity is Capacity.CONSUMER:
        return Caution("claim_interest.consumer", {}, _IN_BUSINESS)
    return None


def _reckoned(asked: Question, law: Book) -> ClaimInterest:
    default = default_of(asked.claim, law)
    assert default is not None, "what it rests on is known"
    start, frozen_on = default.value, asked.claim.interest_frozen_on
    if start is None:
        why = default.steps[-1]
        return ClaimInterest(reason=Caution(why.code, why.parameters, why.source))
    frozen = None if frozen_on is None else Caution("claim_interest.frozen", {"on": frozen_on}, HOUSE_RULE)
    if frozen_on is not None and frozen_on <= start:
        return ClaimInterest(reason=frozen)
    until = _until(asked, asked.day)
    if until < start:
        return ClaimInterest(reason=Caution("claim_interest.not_in_default", {"on": start}, _NOT_IN_DEFAULT))
    facts = _facts(asked, start, until)
    found = _run(asked, facts, law)
    if found.lapsed_before is not None:
        # What has lapsed bears no interest that can be asked: when the rest is paid, nothing runs on.
        left = Movement(_lapsed_on(found.lapsed_before, law), Component.INTEREST, Cents(-found.lapsed))
        found = _run(asked, replace(facts, movements=(*facts.movements, left)), law)
    stopped = frozen_on is not None and frozen_on <= until
    return found._replace(reason=frozen, per_day=ZERO) if stopped else found


def _lapsed_on(alive_from: date, law: Book) -> date:
    """Return the day on which the last of the interest from before a day had lapsed."""
    last = alive_from - ONE_DAY
    return last_day(last, law.limitation.kinds[RUNNING_INTEREST].applied(last).value.term) + ONE_DAY


def _run(asked: Question, facts: InterestFacts, law: Book) -> ClaimInterest:
    finding = interest(facts, law.interest)

    def before(day: date) -> Cents:
        """Return the interest of the days before `day`."""
        if day <= facts.start:
            return ZERO
        if day == facts.until:
            return finding.value.interest
        ended = [index for index, row in enumerate(finding.value.rows, 1) if row.until == day]
        if ended:
            return Cents(sum(row.interest for row in finding.value.rows[: ended[0]]))
        return interest(replace(facts, until=day), law.interest).value.interest

    found = _booked_and_lapsed(asked, finding.value.interest, before)
    return found._replace(finding=finding, per_day=finding.value.per_day)


def _until(asked: Question, day: date) -> date:
    """Return the first day that does not count where payment is made on `day`."""
    until = day + _day_of_payment(asked.terms)
    return until if asked.claim.interest_frozen_on is None else min(until, asked.claim.interest_frozen_on)


def _day_of_payment(terms: Terms) -> timedelta:
    return ONE_DAY if terms.rate_kind is RateKind.COMMERCIAL else _NO_DAYS


def _facts(asked: Question, start: date, until: date) -> InterestFacts:
    terms = asked.terms
    movements = list(_movements(asked))
    before = [moved.amount for moved in movements if moved.on < start and moved.component is Component.PRINCIPAL]
    return InterestFacts(
        kind=InterestKind(terms.rate_kind),
        principal=Cents(sum(before)),
        start=start,
        until=until,
        rate=None if terms.rate is None else Decimal(terms.rate),
        movements=tuple(moved for moved in movements if moved.on >= start),
    )


def _movements(asked: Question) -> Iterator[Movement]:
    """Yield by how much the principal went up or down, and the interest paid or credited, from the first day that is
    different for it. A principal that is less than nothing bears no interest.
    """
    from_next = _day_of_payment(asked.terms)
    principal = ZERO
    for day, cents in _by_day(entry for entry in asked.entries if entry.component is Component.PRINCIPAL):
        after = Cents(principal + cents)
        if change := max(ZERO, after) - max(ZERO, principal):
            yield Movement(day + from_next, Component.PRINCIPAL, Cents(change))
        principal = after
    for day, cents in _by_day(entry for entry in _interest(asked) if not entry.charged):
        yield Movement(day + from_next, Component.INTEREST, cents)


def _interest(asked: Question) -> Iterator[Entry]:
    return (entry for entry in asked.entries if entry.component is Component.INTEREST)


def _by_day(entries: Iterable[Entry]) -> list[tuple[date, Cents]]:
    """Return what entries come to on each day, in order, without the days on which that is nothing."""
    sums: dict[date, Cents] = {}
    for entry in entries:
        sums[entry.on_day] = Cents(sums.get(entry.on_day, ZERO) + entry.cents)
    return sorted((day, cents) for day, cents in sums.items() if cents)


def _booked_and_lapsed(asked: Question, in_all: Cents, before: Callable[[date], Cents]) -> ClaimInterest:
    """Return what of the interest is not booked, and what of it is unpaid and has possibly lapsed.

    What is booked on a day is the last that had run by then: what had possibly lapsed was left out. What is paid is
    the oldest that was booked. Interest is measured by how much had run before it, as a length along a line.
    """
    line = _Line()
    for day, cents in _by_day(entry for entry in _interest(asked) if entry.charged):
        line.book(before(_until(asked, day)), cents)
    line.book(in_all, ZERO)
    line.pay(Cents(-sum(entry.cents for entry in _interest(asked) if not entry.charged)))
    edge, lapsed_before = ZERO, None
    if asked.alive_from is not None:
        edge = min(in_all, before(min(asked.alive_from, _until(asked, asked.day))))
        lapsed_before = asked.alive_from if edge and asked.alive_from != NOTHING_ALIVE else None
    lapsed_booked = _within(line.unpaid, ZERO, edge)
    return ClaimInterest(
        run_up=_within(line.free, edge, in_all),
        lapsed=Cents(_within(line.free, ZERO, edge) + lapsed_booked),
        lapsed_booked=lapsed_booked,
        lapsed_before=lapsed_before,
        overbooked=line.over,
    )


class _Line:
    """Interest along a line: the parts that are free to be booked, those booked and unpaid, and what is booked above
    it all.
    """

    def __init__(self) -> None:
        self.free: list[tuple[int, int]] = []
        self.unpaid: list[tuple[int, int]] = []
        self.over = ZERO
        self._end = 0

    def book(self, end: Cents, cents: Cents) -> None:
        """Let the line run on to `end`, and book the last `cents` of it that are free."""
        if end > self._end:
            self.free.append((self._end, end))
            self._end = end
        left = int(self.over + cents)
        while left > 0 and self.free:
            start, until = self.free.pop()
            first = max(start, until - left)
            if first > start:
                self.free.append((start, first))
            self.unpaid.append((first, until))
            left -= until - first
        self.over = Cents(left)

    def pay(self, cents: Cents) -> None:
        """Take the oldest that was booked off the unpaid."""
        left = int(cents)
        unpaid = []
        for start, until in sorted(self.unpaid):
            paid = max(0, min(left, until - start))
            left -= paid
            if start + paid < until:
                unpaid.append((start + paid, until))
        self.unpaid = unpaid


def _within(parts: Iterable[tuple[int, int]], start: int, until: int) -> Cents:
    """Return how much of the parts lies between two places."""
    return Cents(sum(max(0, min(end, until) - max(begin, start)) for begin, end in parts))
