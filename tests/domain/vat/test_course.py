"""VAT on bad debts: when it comes back, into which return it goes, and what is due again (Wet OB art. 29)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.money import Cents
from casebook.domain.vat.course import Claimed, Line, LineKind, Move, MoveKind, VatFacts, lines, refundable
from casebook.domain.vat.parts import Treatment, VatPart, vat_in
from casebook.domain.vat.periods import Filing, VatPeriod, file_until, filing, period_of
from casebook.law.book import NL, Book

RULES = Book(NL).vat.relief
HIGH, LOW, OLD = Decimal(21), Decimal(9), Decimal(6)
DUE, INVOICED = date(2025, 11, 5), date(2025, 10, 6)
SOON, LONG = date(2026, 11, 30), date(2030, 12, 31)
YEAR_LATER = date(2026, 11, 5)


def part(gross: int, percent: Decimal = HIGH, treatment: Treatment = Treatment.CHARGED) -> VatPart:
    vat = vat_in(Cents(gross), percent) if treatment is Treatment.CHARGED else Cents(0)
    return VatPart(treatment, percent, Cents(gross), vat)


def facts(*parts: VatPart, due_on: date | None = DUE, period: VatPeriod = VatPeriod.MONTH) -> VatFacts:
    owed = Move(INVOICED, MoveKind.OWED, Cents(sum(one.gross for one in parts)))
    return VatFacts(parts, due_on, (owed,), period=period)


def moved(known: VatFacts, *moves: tuple[date, MoveKind, int]) -> VatFacts:
    return replace(known, moves=(*known.moves, *(Move(on, kind, Cents(cents)) for on, kind, cents in moves)))


def told(found: list[Line]) -> list[tuple[date, int]]:
    return [(line.period.last, line.cents) for line in found]


def locked(known: VatFacts, until: date) -> VatFacts:
    """Return the facts after everything up to a day went into lists that were locked."""
    new = tuple(Claimed(one.period.last, one.percent, one.gross, one.cents) for one in lines(known, RULES, until))
    return replace(known, claimed=(*known.claimed, *new))


A = facts(part(24_200_00))
PAID = (date(2026, 3, 2), MoveKind.PAID, -6_050_00)


@pytest.mark.parametrize(
    ("due", "on", "last"),
    [
        # facts.md 6: at latest a year after the last day of payment, in the return of that period.
        (date(2025, 3, 15), date(2026, 3, 15), date(2026, 3, 31)),
        (date(2025, 12, 31), date(2026, 12, 31), date(2026, 12, 31)),
        (date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 31)),
        (date(2025, 9, 30), date(2026, 9, 30), date(2026, 9, 30)),
    ],
)
def test_it_comes_back_at_latest_a_year_after_the_last_day_of_payment(due: date, on: date, last: date) -> None:
    found = refundable(facts(part(1_210_00), due_on=due), RULES)
    assert (found.value, period_of(on, VatPeriod.QUARTER).last) == (on, last)
    assert found.sources == ("Wet OB art. 29; Stb. 2016, 546",)


def test_what_is_certain_sooner_comes_back_sooner() -> None:
    known = replace(A, certain_on=date(2026, 2, 10))
    assert refundable(known, RULES).value == date(2026, 2, 10)
    assert told(lines(known, RULES, LONG)) == [(date(2026, 2, 28), 4_200_00)]
    later = replace(A, certain_on=date(2027, 2, 10))
    assert refundable(later, RULES).value == YEAR_LATER


@pytest.mark.parametrize(
    ("known", "code"),
    [
        (facts(part(1_000_00, HIGH, Treatment.REVERSE_CHARGED)), "vat.reverse_charged"),
        (facts(part(1_000_00, Decimal(0), Treatment.EXEMPT)), "vat.exempt"),
        (replace(A, cash_scheme=True), "vat.cash_scheme"),
        (replace(A, parts=()), "vat.not_known"),
        (replace(A, due_on=None), "vat.no_due_day"),
        (replace(A, due_on=date(2015, 3, 1)), "vat.old_law"),
        (replace(A, credit_note_on=date(2026, 1, 5)), "vat.credit_note"),
    ],
)
def test_of_what_it_does_not_come_back(known: VatFacts, code: str) -> None:
    found = refundable(known, RULES)
    assert (found.value, [one.code for one in found.warnings]) == (None, [code])
    assert lines(known, RULES, LONG) == []


def test_a_month_end() -> None:
    """T15 (a): 18.150,00 is open of 24.200,00; later the trustee pays 907,50."""
    known = moved(A, PAID)
    (line,) = lines(known, RULES, SOON)
    assert line == Line(
        period_of(SOON, VatPeriod.MONTH), HIGH, LineKind.REFUND, Cents(18_150_00), Cents(3_150_00), "vat.why_year",
        YEAR_LATER,
    )  # fmt: skip
    paid = moved(locked(known, SOON), (date(2027, 2, 10), MoveKind.PAID, -907_50))
    (line,) = lines(paid, RULES, LONG)
    assert (line.kind, line.period.last, line.gross, line.cents) == (
        LineKind.CORRECTION, date(2027, 2, 28), -907_50, -157_50,
    )  # fmt: skip


def test_two_rates_half_paid() -> None:
    """T15 (b)."""
    known = moved(
        facts(part(1_210_00), part(1_090_00, LOW), due_on=date(2025, 11, 20)), (INVOICED, MoveKind.PAID, -1_150_00)
    )
    assert [(line.percent, line.cents) for line in lines(known, RULES, SOON)] == [(HIGH, 105_00), (LOW, 45_00)]


def test_the_own_example_of_the_facts() -> None:
    """EUR 605 of 1,210 paid on 2026-08-10: EUR 105 due in Q3-2026."""
    known = facts(part(1_210_00), due_on=date(2025, 3, 15), period=VatPeriod.QUARTER)
    paid = moved(locked(known, date(2026, 3, 31)), (date(2026, 8, 10), MoveKind.PAID, -605_00))
    assert told(lines(known, RULES, date(2026, 3, 31))) == [(date(2026, 3, 31), 210_00)]
    assert told(lines(paid, RULES, LONG)) == [(date(2026, 9, 30), -105_00)]


@pytest.mark.parametrize(
    ("moves", "found"),
    [
        # Set-off counts as payment: what is left on the last day of the period is what comes back.
        ([(date(2026, 11, 30), MoveKind.PAID, -12_100_00)], [(SOON, 2_100_00)]),
        # On the first day of the next it is due again.
        (
            [(date(2026, 12, 1), MoveKind.PAID, -12_100_00)],
            [(SOON, 4_200_00), (date(2026, 12, 31), -2_100_00)],
        ),
        # A payment that goes back undoes the correction, in the period in which it does.
        (
            [(date(2027, 1, 4), MoveKind.PAID, -12_100_00), (date(2027, 3, 1), MoveKind.PAID, 12_100_00)],
            [(SOON, 4_200_00), (date(2027, 1, 31), -2_100_00), (date(2027, 3, 31), 2_100_00)],
        ),
        # A credit note before takes its own VAT along, one after it has to come back.
        ([(date(2026, 5, 1), MoveKind.CREDITED, -2_420_00)], [(SOON, 3_780_00)]),
        (
            [(date(2027, 5, 1), MoveKind.CREDITED, -2_420_00)],
            [(SOON, 4_200_00), (date(2027, 5, 31), -420_00)],
        ),
        # What is remitted stays unpaid, and is certain at once.
        (
            [(date(2026, 5, 1), MoveKind.REMITTED, -2_420_00)],
            [(date(2026, 5, 31), 420_00), (SOON, 3_780_00)],
        ),
        # Of what is paid after it was remitted the VAT is due again, also before the year is over.
        (
            [(date(2026, 5, 1), MoveKind.REMITTED, -14_520_00), (date(2026, 6, 1), MoveKind.PAID, -12_100_00)],
            [(date(2026, 5, 31), 2_520_00), (date(2026, 6, 30), -420_00)],
        ),
        # Overpaid: nothing, never less.
        ([(date(2026, 5, 1), MoveKind.PAID, -30_000_00)], []),
    ],
)
def test_what_moves_the_principal(moves: list[tuple[date, MoveKind, int]], found: list[tuple[date, int]]) -> None:
    assert told(lines(moved(A, *moves), RULES, LONG)) == found


def test_after_assignment_the_acquirer_takes_over() -> None:
    known = replace(locked(A, SOON), assigned_on=date(2027, 1, 15))
    paid = moved(known, (date(2027, 2, 1), MoveKind.PAID, -24_200_00))
    assert lines(paid, RULES, LONG) == []
    assert lines(replace(A, assigned_on=date(2026, 6, 1)), RULES, LONG) == []
    # On the day itself the claim is his already.
    assert lines(replace(A, assigned_on=YEAR_LATER), RULES, LONG) == []
    assert told(lines(replace(A, assigned_on=YEAR_LATER + timedelta(days=1)), RULES, LONG)) == [(SOON, 4_200_00)]


def test_what_came_back_before_is_not_asked_again_and_is_due_when_money_comes() -> None:
    """T15 (c)."""
    before = Claimed(date(2025, 8, 31), HIGH, Cents(24_200_00), Cents(4_200_00))
    known = replace(A, due_on=date(2025, 3, 1), moves=(Move(date(2025, 2, 1), MoveKind.OWED, Cents(24_200_00)),))
    known = replace(known, refunded_before=(before,))
    assert lines(known, RULES, LONG) == []
    paid = moved(known, (date(2026, 12, 3), MoveKind.PAID, -605_00))
    assert told(lines(paid, RULES, LONG)) == [(date(2026, 12, 31), -105_00)]


def test_what_is_known_after_the_list_was_locked_is_its_supplement() -> None:
    late = moved(locked(A, SOON), (date(2026, 11, 28), MoveKind.PAID, -1_210_00))
    assert told(lines(late, RULES, LONG)) == [(SOON, -210_00)]
    assert lines(locked(late, LONG), RULES, LONG) == []


def test_the_rates_put_right_after_the_list_was_locked() -> None:
    wrong = locked(facts(part(24_200_00, LOW)), SOON)
    right = replace(wrong, parts=A.parts)
    found = {line.percent: (line.period.last, line.cents) for line in lines(right, RULES, LONG)}
    assert found == {HIGH: (SOON, 4_200_00), LOW: (SOON, -vat_in(Cents(24_200_00), LOW))}


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2026, 11, 30), Filing.RUNNING),
        (date(2026, 12, 31), Filing.DUE),
        (date(2027, 1, 1), Filing.LATE),
        (date(2031, 11, 30), Filing.LATE),
        (date(2031, 12, 1), Filing.OVER),
    ],
)
def test_a_return_is_filed_within_a_month(day: date, found: Filing) -> None:
    assert file_until(SOON, RULES) == date(2026, 12, 31)
    assert filing(SOON, day, RULES) is found


PARTS = st.lists(st.tuples(st.integers(2, 5_000_00), st.sampled_from([HIGH, LOW, OLD])), min_size=1, max_size=3).map(
    lambda some: tuple(part(gross, percent) for percent, gross in {percent: gross for gross, percent in some}.items())
)
DAYS = st.dates(date(2025, 10, 7), date(2028, 12, 31))
KINDS = st.sampled_from([MoveKind.PAID, MoveKind.PAID, MoveKind.CREDITED, MoveKind.REMITTED])
MOVES = st.lists(st.tuples(DAYS, KINDS, st.integers(-100, 60)), max_size=12)
LOCKS = st.sets(DAYS, max_size=5).map(sorted)


@given(PARTS, MOVES, LOCKS, st.none() | DAYS, st.sampled_from(list(VatPeriod)))
def test_never_more_comes_back_than_the_claim_holds_nor_goes_back_than_came(
    parts: tuple[VatPart, ...],
    moves: list[tuple[date, MoveKind, int]],
    locks: list[date],
    certain: date | None,
    period: VatPeriod,
) -> None:
    """Whatever is paid, given back and locked in between: of each rate what came and went is what is open of it."""
    whole = sum(one.gross for one in parts)
    known = replace(facts(*parts, period=period), certain_on=certain)
    done: list[tuple[date, MoveKind, int]] = [(on, kind, whole * share // 100) for on, kind, share in moves]
    for lock in (*locks, LONG):
        known = locked(moved(replace(known, moves=known.moves[:1]), *(one for one in done if one[0] <= lock)), lock)
        for one in parts:
            ends = sorted({claimed.until_on for claimed in known.claimed})
            for end in ends:
                so_far = sum(c.cents for c in known.claimed if c.percent == one.percent and c.until_on <= end)
                assert 0 <= so_far <= one.vat
    assert lines(known, RULES, LONG) == []


@given(PARTS, MOVES, LOCKS, st.none() | DAYS, st.sampled_from(list(VatPeriod)))
def test_what_came_back_in_the_end_is_the_vat_in_what_was_never_paid(
    parts: tuple[VatPart, ...],
    moves: list[tuple[date, MoveKind, int]],
    locks: list[date],
    certain: date | None,
    period: VatPeriod,
) -> None:
    """Never more than the VAT in what is unpaid, nor corrected by less than that in what was received.

    Reckoned anew as a fraction: of each rate within a cent for the division and half of one for its own rounding.
    """
    whole = sum(one.gross for one in parts)
    known = replace(facts(*parts, period=period), certain_on=certain)
    done: list[tuple[date, MoveKind, int]] = [(on, kind, whole * share // 100) for on, kind, share in moves]
    for lock in (*locks, LONG):
        known = locked(moved(replace(known, moves=known.moves[:1]), *(one for one in done if one[0] <= lock)), lock)
    unpaid = min(whole, max(0, whole + sum(cents for _, kind, cents in done if kind is not MoveKind.REMITTED)))
    for one in parts:
        stays = sum(claimed.cents for claimed in known.claimed if claimed.percent == one.percent)
        assert abs(stays - Fraction(one.vat * unpaid, whole)) < 2
    if not unpaid:
        assert sum(claimed.cents for claimed in known.claimed) == 0


@given(PARTS, st.lists(st.integers(1, 3_000_00), max_size=8))
def test_what_is_received_is_due_again_pro_rata(parts: tuple[VatPart, ...], paid: list[int]) -> None:
    """Invariant 11. To the cent of each rate, and all of it when all is paid: however many payments it takes."""
    whole = sum(one.gross for one in parts)
    known = locked(facts(*parts), SOON)
    first = sum(one.cents for one in known.claimed)
    assert first == sum(one.vat for one in parts)
    left, on = Cents(whole), date(2026, 12, 1)
    for cents in paid:
        some = min(cents, left)
        if not some:
            break
        left, on = Cents(left - some), on + timedelta(days=40)
        known = locked(moved(known, (on, MoveKind.PAID, -some)), on)
        back = -sum(one.cents for one in known.claimed if one.until_on > SOON)
        exact = Fraction(first * (whole - left), whole)
        assert abs(back - exact) <= len(parts)
    rest = locked(moved(known, (on + timedelta(days=1), MoveKind.PAID, -left)), LONG)
    assert sum(one.cents for one in rest.claimed) == 0
