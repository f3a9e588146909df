"""What an arrangement comes to: its terms, what it pays of what is open, and what it costs the one who pays."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.arrangement.debts import Debt, Debts, Outcome
from casebook.domain.arrangement.facts import Coverable, Lapse, PlanFacts
from casebook.domain.arrangement.schedule import (
    MOST_TERMS,
    Term,
    checked_count,
    count_of,
    due_day,
    each_of,
    schedule,
    terms_until,
)
from casebook.domain.arrangement.terms import PlanInterest, PlanTerms
from casebook.domain.component import COSTS, Balance
from casebook.domain.finding import HOUSE_RULE, Caution, Finding, Step
from casebook.domain.interest.facts import ARTICLES
from casebook.domain.interest.rules import InterestRules
from casebook.domain.money import ZERO, Cents
from casebook.errors import Refused

_ORDER_OF_PAYMENT = "BW 6:44 lid 1"
_COSTS = "BW 6:96"
_REMISSION = "BW 6:160"


class Plan(NamedTuple):
    """An arrangement worked out.

    `open` is what of the covered claims it is about on the day: with costs only where they are in it, with the interest
    to date unless that is waived. `expected` is the interest that runs until the last term when each is paid on its
    day. `paid` is what the terms pay per component; `left` what is open after the last, of which `remission` is let go.
    `waived` is interest to date that is let go too, `costs_left` what is open of costs and not in it.
    """

    terms: tuple[Term, ...]
    each: Cents
    open: Balance
    expected: Cents
    paid: Balance
    left: Balance
    remission: Cents
    waived: Cents
    costs_left: Cents

    @property
    def total(self) -> Cents:
        """The sum of the terms."""
        return Cents(sum(term.cents for term in self.terms))

    def length(self, day: date) -> int:
        """Return how long it is from `day` for evidence and mandates, as a number of terms.

        Those it has; the months until the last one where that is more, of which one may pass before the first.
        """
        last = self.last.due_on
        return max(len(self.terms), (last.year - day.year) * 12 + last.month - day.month - 1)

    @property
    def last(self) -> Term:
        """The last term."""
        return self.terms[-1]

    @property
    def stays_open(self) -> Cents:
        """What is still owed of the covered claims when all is paid and the remission is booked, without the costs."""
        return Cents(max(ZERO, self.left.total - self.remission))


def covered(facts: PlanFacts, terms: PlanTerms) -> list[Coverable]:
    """Return the claims that terms cover. Raises `Refused` for none, and for one that is not of the case."""
    claims = {claim.debt.id: claim for claim in facts.claims}
    chosen = dict.fromkeys(terms.claim_ids)
    if not chosen or not chosen.keys() <= claims.keys():
        raise Refused("plan.no_claims" if not chosen else "plan.other_case", source=HOUSE_RULE)
    return [claims[id_] for id_ in chosen]


def plan(facts: PlanFacts, terms: PlanTerms, rules: InterestRules, tolerance: Cents) -> Finding[Plan]:
    """Return what terms come to on the day of the facts. Raises `Refused` for terms that cannot be.

    The last term is what is left, never more than the others; a rest within `tolerance` goes with the term before it
    rather than being a term of its own, and a given total may be so much more than is open: it was reckoned on another
    day. Every figure but the expected interest is exact; that is what will run if each term is paid on its day and the
    rates stay as they are known now.
    """
    _check(terms)
    claims = covered(facts, terms)
    debts = Debts((_debt(claim, terms) for claim in claims), facts.day, rules)
    open_now = _sum(_debt(claim, terms).open for claim in claims)
    if open_now.total <= terms.remission_cents:
        raise Refused("plan.nothing_to_pay", source=HOUSE_RULE, open=open_now.total, remission=terms.remission_cents)
    found = _Reckoning(debts, terms, tolerance).terms()
    outcome = debts.paid((term.due_on, term.cents) for term in found)
    if outcome.over > tolerance:
        total = Cents(sum(term.cents for term in found))
        raise Refused("plan.more_than_open", source=HOUSE_RULE, total=total, most=Cents(total - outcome.over))
    if outcome.left.total + tolerance < terms.remission_cents:
        most = Cents(outcome.left.total)
        raise Refused("plan.remission_too_much", source=HOUSE_RULE, remission=terms.remission_cents, most=most)
    value = _worked_out(claims, terms, found, open_now, outcome)
    return Finding(value, tuple(_steps(facts, terms, claims, value)), tuple(_cautions(facts, terms, claims, value)))


def _check(terms: PlanTerms) -> None:
    """Refuse terms that contradict themselves."""
    if sum(form is not None for form in (terms.each_cents, terms.terms, terms.last_on)) != 1:
        raise Refused("plan.one_form", source=HOUSE_RULE)
    for amount in (terms.each_cents, terms.total_cents):
        if amount is not None and amount <= 0:
            raise Refused("given.amount", source=HOUSE_RULE, amount=amount)
    if terms.remission_cents < 0:
        raise Refused("given.amount", source=HOUSE_RULE, amount=terms.remission_cents)
    if terms.terms is not None:
        checked_count(terms.terms)
    if terms.last_on is not None and terms.last_on < terms.first_on:
        raise Refused("plan.last_before_first", source=HOUSE_RULE, first=terms.first_on, last=terms.last_on)


def _debt(claim: Coverable, terms: PlanTerms) -> Debt:
    """Return a claim as far as the terms are about it."""
    debt = claim.debt
    if not terms.costs_included:
        debt = debt._replace(open=debt.open._replace(**{str(kind): ZERO for kind in COSTS}))
    if terms.interest is PlanInterest.RUNNING:
        return debt
    if terms.interest is PlanInterest.WAIVED:
        debt = debt._replace(open=debt.open._replace(interest=ZERO))
    return debt._replace(bearing=None)


class _Reckoning:
    """The search for the terms: of a total that is known, or of all that is open with the interest that runs on."""

    def __init__(self, debts: Debts, terms: PlanTerms, tolerance: Cents) -> None:
        self._debts, self._given, self._tolerance = debts, terms, tolerance
        self._days: list[date] = []

    def terms(self) -> tuple[Term, ...]:
        given = self._given
        count = given.terms
        if given.last_on is not None:
            count = terms_until(given.first_on, given.rhythm, given.last_on)
        total = given.total_cents
        if total is None and not self._debts.bears_interest:
            total = Cents(self._debts.open - given.remission_cents)
        if given.each_cents is not None:
            each = given.each_cents
            if total is None:
                total, count = self._paid_off_by(each)
            else:
                count = count_of(total, each, self._tolerance)
        else:
            assert count is not None, "one of the three is given"
            if total is None:
                each, total = self._paid_off_in(count)
            else:
                each = each_of(total, count)
        return schedule(total, Cents(min(each, total)), count, given.first_on, given.rhythm)

    def _day(self, number: int) -> date:
        while len(self._days) < number:
            self._days.append(due_day(self._given.first_on, self._given.rhythm, len(self._days) + 1))
        return self._days[number - 1]

    def _paid_off_by(self, each: Cents) -> tuple[Cents, int]:
        """Return what is paid in all, and in how many terms, where each is an amount. `Refused` for too little."""
        falling = self._debts.begin()
        for number in range(1, MOST_TERMS + 1):
            rest = falling.open_on(self._day(number)) - self._given.remission_cents
            if rest <= each + self._tolerance:
                return Cents(each * (number - 1) + rest), number
            falling.pay(self._day(number), each)
        raise Refused("plan.too_little", source=HOUSE_RULE, each=each, most=MOST_TERMS)

    def _paid_off_in(self, count: int) -> tuple[Cents, Cents]:
        """Return the smallest usual term that leaves no larger one for the last of so many, and what is paid in all.

        What is left for the last falls as the usual term rises, nearly along a line: a few guesses find it.
        """
        before, over_before = 0, int(self._last_of(ZERO, count))
        low, high, last = before, over_before, 0
        guess = -(-self._debts.open // count)
        while high - low > 1:
            if not low < guess < high:
                guess = (low + high) // 2
            left = int(self._last_of(Cents(guess), count))
            over = left - guess
            if over > 0:
                low = guess
            else:
                high, last = guess, left
            slope = max(1, (over_before - over) // (guess - before)) if guess != before else count
            before, over_before = guess, over
            guess += -(-over // slope) if over > 0 else -max(1, -over // slope)
        last = last or int(self._last_of(Cents(high), count))
        return Cents(high), Cents(high * (count - 1) + last)

    def _last_of(self, each: Cents, count: int) -> Cents:
        """Return what is left for the last of so many terms, less than nothing where the others pay too much."""
        falling, over = self._debts.begin(), 0
        for number in range(1, count):
            over += falling.pay(self._day(number), each)
        return Cents(falling.open_on(self._day(count)) - self._given.remission_cents - over)


def _worked_out(
    claims: Sequence[Coverable], given: PlanTerms, found: tuple[Term, ...], open_now: Balance, outcome: Outcome
) -> Plan:
    in_all = _sum(claim.debt.open for claim in claims)
    owed = open_now._replace(interest=Cents(open_now.interest + outcome.expected))
    return Plan(
        terms=found,
        each=found[0].cents,
        open=open_now,
        expected=outcome.expected,
        paid=Balance(*(Cents(one - rest) for one, rest in zip(owed, outcome.left, strict=True))),
        left=outcome.left,
        remission=given.remission_cents,
        waived=in_all.interest if given.interest is PlanInterest.WAIVED else ZERO,
        costs_left=ZERO if given.costs_included else in_all.costs,
    )


def _steps(facts: PlanFacts, given: PlanTerms, claims: Sequence[Coverable], value: Plan) -> Iterator[Step[Cents]]:
    """Tell how the sum of the terms comes about; after each step stands what is to be paid so far."""
    so_far = value.open.principal
    yield Step("plan.principal", {"count": len(claims), "amount": so_far}, HOUSE_RULE, facts.day, so_far)
    if value.open.interest or value.waived:
        amount = value.open.interest or value.waived
        so_far = Cents(so_far + value.open.interest)
        code = "plan.interest_waived" if value.waived else "plan.interest_to_date"
        source = HOUSE_RULE if value.waived else ARTICLES[claims[0].rate_kind]
        yield Step(code, {"on": facts.day, "amount": amount}, source, facts.day, so_far)
    if value.open.costs or value.costs_left:
        so_far = Cents(so_far + value.open.costs)
        code = "plan.costs_in" if value.open.costs else "plan.costs_out"
        yield Step(code, {"amount": value.open.costs or value.costs_left}, _COSTS, None, so_far)
    if given.interest is PlanInterest.FROZEN:
        yield Step("plan.frozen", {"on": facts.day}, HOUSE_RULE, facts.day, so_far)
    if value.expected:
        so_far = Cents(so_far + value.expected)
        parameters = {"amount": value.expected, "until": value.last.due_on}
        yield Step("plan.interest_expected", parameters, _ORDER_OF_PAYMENT, value.last.due_on, so_far)
    if value.remission:
        so_far = Cents(so_far - value.remission)
        yield Step("plan.remission", {"amount": value.remission}, _REMISSION, None, so_far)
    if value.stays_open:
        so_far = Cents(so_far - value.stays_open)
        yield Step("plan.stays_open", {"amount": value.stays_open}, HOUSE_RULE, None, so_far)
    yield _in_terms(given, value, so_far)


def _in_terms(given: PlanTerms, value: Plan, so_far: Cents) -> Step[Cents]:
    parameters = {
        "count": len(value.terms),
        "each": value.each,
        "last": value.last.cents,
        "first_on": value.terms[0].due_on,
        "last_on": value.last.due_on,
        "rhythm": f"rhythm_{given.rhythm}",
    }
    equal = "plan.in_equal" if value.last.cents == value.each else "plan.in_terms"
    return Step("plan.in_one" if len(value.terms) == 1 else equal, parameters, HOUSE_RULE, value.last.due_on, so_far)


def _cautions(facts: PlanFacts, given: PlanTerms, claims: Sequence[Coverable], value: Plan) -> Iterator[Caution]:
    """Say what is not in the sum, and what it rests on."""
    for claim in claims:
        yield from _on_the_claim(claim, given)
    if value.expected:
        yield Caution("plan.rates_may_change", {"amount": value.expected}, "BW 6:120")
    if value.costs_left:
        yield Caution("plan.costs_stay", {"amount": value.costs_left}, _ORDER_OF_PAYMENT)
    if given.first_on < facts.day:
        yield Caution("plan.first_past", {"on": given.first_on}, HOUSE_RULE)


def _on_the_claim(claim: Coverable, given: PlanTerms) -> Iterator[Caution]:
    if claim.contested:
        yield Caution("plan.contested", {"number": claim.number, "amount": claim.contested}, HOUSE_RULE)
    if claim.default_unknown and given.interest is PlanInterest.RUNNING:
        yield Caution("plan.default_unknown", {"number": claim.number}, "BW 6:82 lid 1")
    if claim.lapse is Lapse.UNPROVEN:
        yield Caution("plan.unproven", {"number": claim.number}, "BW 3:317")
    if claim.most is not None and given.interest is not PlanInterest.RUNNING:
        yield Caution("plan.runs_beside", {"number": claim.number}, HOUSE_RULE)
    if claim.placed:
        yield Caution("plan.placed", {"number": claim.number}, HOUSE_RULE)
    if claim.titled:
        yield Caution("plan.titled", {"number": claim.number}, HOUSE_RULE)


def _sum(balances: Iterable[Balance]) -> Balance:
    return Balance(*(Cents(sum(parts)) for parts in zip(*balances, strict=True)))
