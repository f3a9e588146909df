"""The VAT of a claim in the course of time: what of it came back or can, and what is due again after money came."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY, add
from casebook.domain.finding import HOUSE_RULE, Caution, Finding, Step
from casebook.domain.money import ZERO, Cents
from casebook.domain.vat.parts import Treatment, VatPart, open_vat
from casebook.domain.vat.periods import Period, ReliefRules, VatPeriod, period_of

RELIEF = "Wet OB art. 29"


class MoveKind(StrEnum):
    """What an entry on the principal does to its VAT.

    Set-off and conversion into a loan count as payment. What is remitted stays unpaid; with a credit note the VAT is
    corrected by that.
    """

    OWED = "owed"
    PAID = "paid"
    CREDITED = "credited"
    REMITTED = "remitted"


class Move(NamedTuple):
    """An entry on the principal: more than nothing where the debtor owes more by it."""

    on: date
    kind: MoveKind
    cents: Cents


class Claimed(NamedTuple):
    """VAT that was put in the return of a period, of one rate: less than nothing where it was paid back.

    `gross` is the part of the principal that it is in.
    """

    until_on: date
    percent: Decimal
    gross: Cents
    cents: Cents


@dataclass(frozen=True, slots=True)
class VatFacts:
    """What is known of a claim for its VAT. Amounts in cents.

    `parts` is empty where nobody said what VAT is in it. `certain_on`: since when it is clear that it will not be paid.
    `refunded_before` came back before Casebook was there, `claimed` is in the lists that were locked. From
    `assigned_on` on another took over the claim, from `credit_note_on` on its VAT is corrected by a credit note.
    """

    parts: tuple[VatPart, ...]
    due_on: date | None
    moves: tuple[Move, ...] = ()
    certain_on: date | None = None
    refunded_before: tuple[Claimed, ...] = ()
    claimed: tuple[Claimed, ...] = ()
    assigned_on: date | None = None
    credit_note_on: date | None = None
    cash_scheme: bool = False
    period: VatPeriod = VatPeriod.QUARTER


class LineKind(StrEnum):
    """What a line of a return is: VAT that comes back, that is due again, or that comes back once more."""

    REFUND = "vat_refund"
    CORRECTION = "vat_correction"
    AGAIN = "vat_again"


class Line(NamedTuple):
    """What is still to go into the return of a period, of one rate.

    `cents` is more than nothing for VAT that comes back, less for VAT that is due; `gross` the part of the principal
    that it is in, with the same sign. `why` and `on` say of what day it is.
    """

    period: Period
    percent: Decimal
    kind: LineKind
    gross: Cents
    cents: Cents
    why: str
    on: date


def refundable(facts: VatFacts, rules: ReliefRules) -> Finding[date | None]:
    """Return the day on which the right to relief arises, None where there is none or it cannot be said.

    That is the day on which it is clear that nothing more is paid, at latest a year after the last day of payment.
    """
    abstained = _abstained(facts, rules)
    if abstained is not None:
        return Finding(None, (), (abstained,))
    steps: list[Step[date | None]] = []
    found: date | None = None
    if facts.due_on is not None and (relief := rules.relief_after.in_force(facts.due_on)) is not None:
        found = add(facts.due_on, relief.value)
        steps.append(Step("vat.year_after", {"due": facts.due_on}, relief.source, facts.due_on, found))
    before = min((one.until_on for one in facts.refunded_before), default=None)
    for code, on in (("vat.certain", facts.certain_on), ("vat.refunded_before", before)):
        if on is not None and (found is None or on < found):
            found = on
            steps.append(Step(code, {"on": on}, RELIEF, on, found))
    warnings = []
    if facts.assigned_on is not None:
        warnings.append(Caution("vat.assigned", {"on": facts.assigned_on}, RELIEF))
    return Finding(found, tuple(steps), tuple(warnings))


def _abstained(facts: VatFacts, rules: ReliefRules) -> Caution | None:
    if not facts.parts:
        return Caution("vat.not_known", {}, HOUSE_RULE)
    if not any(part.treatment is Treatment.CHARGED and part.vat for part in facts.parts):
        reverse = any(part.treatment is Treatment.REVERSE_CHARGED for part in facts.parts)
        return Caution("vat.reverse_charged" if reverse else "vat.exempt", {}, RELIEF)
    if facts.cash_scheme:
        return Caution("vat.cash_scheme", {}, RELIEF)
    if facts.credit_note_on is not None:
        return Caution("vat.credit_note", {"on": facts.credit_note_on}, RELIEF)
    remitted = any(move.kind is MoveKind.REMITTED for move in facts.moves)
    if facts.certain_on is not None or facts.refunded_before or remitted:
        return None
    if facts.due_on is None:
        return Caution("vat.no_due_day", {}, RELIEF)
    if rules.relief_after.in_force(facts.due_on) is None:
        return Caution("vat.old_law", {"due": facts.due_on}, RELIEF)
    return None


def standing(facts: VatFacts, from_on: date | None, day: date) -> list[tuple[Cents, Cents]]:
    """Return per part what is unpaid and the VAT in it that is with the creditor rightly at the end of `day`.

    `from_on` is the day on which the right arises. What was remitted before it is certain at once.
    """
    nothing = [(ZERO, ZERO)] * len(facts.parts)
    if facts.cash_scheme or (facts.credit_note_on is not None and facts.credit_note_on <= day):
        return nothing
    if facts.assigned_on is not None and facts.assigned_on <= day:
        # Who takes over the claim takes over the right and what is due again.
        day = facts.assigned_on - ONE_DAY
    moves = [move for move in facts.moves if move.on <= day]
    unpaid = sum(move.cents for move in moves if move.kind is not MoveKind.REMITTED)
    remitted = -sum(move.cents for move in moves if move.kind is MoveKind.REMITTED)
    counts = unpaid if from_on is not None and from_on <= day else min(unpaid, remitted)
    return open_vat(Cents(max(0, counts)), facts.parts)


def lines(facts: VatFacts, rules: ReliefRules, until: date | None = None) -> list[Line]:
    """Return what is still to go into the return of each period, or only up to the one in which `until` lies.

    Of a period whose list is locked it is what a supplement has. All there is of a claim and rate, claimed or still to
    be, adds up to what rightly is with the creditor: never more than the VAT of the claim, never less than nothing.
    """
    if _abstained(facts, rules) is not None and not facts.claimed:
        return []
    from_on = refundable(facts, rules).value
    last = date.max if until is None else period_of(until, facts.period).last
    days = {move.on for move in facts.moves} | {one.until_on for one in (*facts.refunded_before, *facts.claimed)}
    days |= {on for on in (from_on, facts.credit_note_on) if on is not None}
    ends = sorted({end for day in days if (end := period_of(day, facts.period).last) <= last})
    found: list[Line] = []
    behind = dict.fromkeys(_percents(facts), (ZERO, ZERO))
    for end in ends:
        now, period = standing(facts, from_on, end), period_of(end, facts.period)
        for percent, (gross_behind, behind_now) in behind.items():
            rightly, claimed = _of(facts.parts, now, percent), _claimed(facts, percent, end)
            gross, open_now = Cents(rightly[0] - claimed[0]), Cents(rightly[1] - claimed[1])
            cents = Cents(open_now - behind_now)
            if cents:
                behind[percent] = gross, open_now
                came_before = claimed[1] + behind_now
                why, on = _why(facts, from_on, period, cents)
                kind = _kind(cents, anew=not came_before)
                found.append(Line(period, percent, kind, Cents(gross - gross_behind), cents, why, on))
    return found


def _claimed(facts: VatFacts, percent: Decimal, until: date) -> tuple[Cents, Cents]:
    """Return what was claimed at one rate in the returns up to a day, with the part of the principal it is in."""
    some = [one for one in (*facts.refunded_before, *facts.claimed) if one.percent == percent and one.until_on <= until]
    return Cents(sum(one.gross for one in some)), Cents(sum(one.cents for one in some))


def _percents(facts: VatFacts) -> Iterator[Decimal]:
    """Yield each rate at which VAT was charged, or was claimed before the parts were put right."""
    yield from (part.percent for part in facts.parts if part.treatment is Treatment.CHARGED)
    yield from (one.percent for one in (*facts.refunded_before, *facts.claimed))


def _of(parts: Sequence[VatPart], stand: Sequence[tuple[Cents, Cents]], percent: Decimal) -> tuple[Cents, Cents]:
    """Return what stands at one rate."""
    for part, found in zip(parts, stand, strict=True):
        if part.treatment is Treatment.CHARGED and part.percent == percent:
            return found
    return ZERO, ZERO


def _kind(cents: Cents, *, anew: bool) -> LineKind:
    if cents < 0:
        return LineKind.CORRECTION
    return LineKind.REFUND if anew else LineKind.AGAIN


def _why(facts: VatFacts, from_on: date | None, period: Period, cents: Cents) -> tuple[str, date]:
    """Return what a line of a period comes from, as a code, and of which day that is."""
    if cents > 0 and from_on is not None and period.first <= from_on <= period.last:
        year = facts.due_on is not None and (facts.certain_on is None or from_on < facts.certain_on)
        return ("vat.why_year" if year and not facts.refunded_before else "vat.why_certain"), from_on
    if cents < 0 and facts.credit_note_on is not None and period.first <= facts.credit_note_on <= period.last:
        return "vat.why_credit_note", facts.credit_note_on
    here = [move for move in facts.moves if period.first <= move.on <= period.last]
    codes = {MoveKind.PAID: "paid", MoveKind.CREDITED: "credited", MoveKind.REMITTED: "remitted"}
    for kind, word in codes.items():
        some = [move for move in here if move.kind is kind]
        if some:
            back = cents > 0 and kind is not MoveKind.REMITTED
            return f"vat.why_{word}_back" if back else f"vat.why_{word}", max(move.on for move in some)
    return "vat.why_other", period.last
