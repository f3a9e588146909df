"""Filing a claim with whoever settles an estate: the ranks, what was filed, recognised and paid, and until when.

Amounts are in cents, percentages in hundredths of a percent.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from casebook.domain.allocation import in_proportion
from casebook.domain.calendar import ONE_DAY, add, add_working_days
from casebook.domain.insolvency.dues import DateKind, Due
from casebook.domain.insolvency.facts import EventKind, Kind, Proceeding
from casebook.domain.insolvency.rules import InsolvencyRules
from casebook.domain.money import ZERO, Cents, rounded

_E = EventKind
WHOLE = 10_000
# Those in which old claims are filed as soon as one knows of them; in a suspension only where a composition is offered.
FILED_IN = frozenset({Kind.BANKRUPTCY, Kind.WSNP, Kind.DISSOLUTION})
# What is supplied to these after their first day is a debt of the estate; in a suspension it stands outside it.
WITH_ESTATE = frozenset({Kind.BANKRUPTCY, Kind.WSNP})
# What whoever settles the estate says of a claim that was filed.
JUDGED = (_E.RECOGNISED, _E.PARTLY_RECOGNISED, _E.CONTESTED, _E.VERIFIED)
ANSWERS = (_E.ACKNOWLEDGED, *JUDGED)
_SECURED = (_E.CUT, _E.FILED, *ANSWERS)


class Rank(StrEnum):
    """In what order claims are paid out of an estate: who comes first is first."""

    ESTATE = "estate"
    PREFERENTIAL = "preferential"
    SECURED = "secured"
    CONCURRENT = "concurrent"
    SUBORDINATED = "subordinated"


# A rank as a letter names it.
NAMED = {
    "rank_ordinary": Rank.CONCURRENT,
    "rank_preferential": Rank.PREFERENTIAL,
    "rank_secured": Rank.SECURED,
    "rank_subordinated": Rank.SUBORDINATED,
    "rank_estate": Rank.ESTATE,
}


class FiledClaim(NamedTuple):
    """A claim as it was filed: what stood open at the start, with the interest of before that day (Fw 128)."""

    claim_id: int
    rank: Rank
    principal: Cents
    interest: Cents
    costs: Cents

    @property
    def total(self) -> Cents:
        """The sum."""
        return Cents(self.principal + self.interest + self.costs)


class RankAmount(NamedTuple):
    """What an event says of a rank: how much is recognised or paid, or what percentage will be."""

    kind: EventKind
    rank: Rank
    cents: Cents | None = None
    hundredths: int | None = None


class Position(NamedTuple):
    """How the claims of a rank stand; `recognised` is None while nobody said, `hundredths` while no list did."""

    rank: Rank
    filed: Cents
    recognised: Cents | None
    hundredths: int | None
    received: Cents

    @property
    def contested(self) -> Cents:
        """What was filed and is not recognised, nothing while nobody said."""
        return ZERO if self.recognised is None else Cents(max(0, self.filed - self.recognised))

    @property
    def expected(self) -> Cents | None:
        """What the list of distribution comes to, None without one."""
        if self.hundredths is None:
            return None
        return share(self.filed if self.recognised is None else self.recognised, self.hundredths)

    @property
    def outstanding(self) -> Cents | None:
        """What the list promised and did not come yet, None without a list."""
        return None if self.expected is None else Cents(max(0, self.expected - self.received))


def share(cents: Cents, hundredths: int) -> Cents:
    """Return a percentage of an amount, to the nearest cent, half a cent up."""
    return rounded(Fraction(cents * hundredths, WHOLE))


def positions(claims: Iterable[FiledClaim], said: Iterable[RankAmount]) -> tuple[Position, ...]:
    """Return how each rank stands in which something was filed or paid, in the order of the ranks.

    `said` is in the order in which it was said: of what is recognised and promised the last counts, what was paid adds
    up. A percentage is that of all lists together: a later list adds to those before it.
    """
    filed: dict[Rank, int] = {}
    recognised: dict[Rank, Cents] = {}
    promised: dict[Rank, int] = {}
    received: dict[Rank, int] = {}
    for one in claims:
        filed[one.rank] = filed.get(one.rank, 0) + one.total
    for each in said:
        if each.kind in JUDGED and each.cents is not None:
            recognised[each.rank] = each.cents
        elif each.kind is _E.DISTRIBUTION_LIST and each.hundredths is not None:
            promised[each.rank] = min(WHOLE, promised.get(each.rank, 0) + each.hundredths)
        elif each.kind is _E.DISTRIBUTED and each.cents is not None:
            received[each.rank] = received.get(each.rank, 0) + each.cents
    there = filed.keys() | recognised.keys() | promised.keys() | received.keys()
    return tuple(
        Position(
            rank,
            Cents(filed.get(rank, 0)),
            recognised.get(rank),
            promised.get(rank),
            Cents(received.get(rank, 0)),
        )
        for rank in Rank
        if rank in there
    )


def divided(cents: Cents, claims: Sequence[FiledClaim]) -> list[Cents]:
    """Return what of a distribution goes to each claim: in proportion to what was filed, never more than that."""
    return in_proportion(cents, [one.total for one in claims])


def dues(of: Proceeding, rules: InsolvencyRules) -> Iterator[Due]:
    """Yield what is to be done about filing, until it is done: the house's own terms where no court set a day.

    Securities and supply are seen to first; then the claim is filed, its receipt confirmed, a contestation answered.
    """
    if of.kind not in FILED_IN or of.confirmed_on is None:
        return
    entry = rules.filing.applied(of.known_on)
    terms = entry.value
    if of.last(*_SECURED) is None:
        yield Due(DateKind.SECURE, add_working_days(of.known_on, terms.secure, rules.holidays), entry.source)
    filed = of.last(_E.FILED)
    answered = of.last(*ANSWERS)
    if filed is None and answered is None:
        yield from house_term(of, rules)
    elif filed is not None and (answered is None or answered.id < filed.id):
        yield Due(DateKind.RECEIPT, add_working_days(filed.on, terms.receipt, rules.holidays), entry.source)
    yield from _after(of, rules)
    yield from _of_estate(of, rules)


def house_term(of: Proceeding, rules: InsolvencyRules) -> Iterator[Due]:
    """Yield until when the house files what was not filed yet, nothing where a court sets a day."""
    if of.kind in FILED_IN and of.last(_E.BAR_DATE) is None and of.last(_E.MEETING) is None:
        entry = rules.filing.applied(of.known_on)
        yield Due(DateKind.FILE, add_working_days(of.known_on, entry.value.file, rules.holidays), entry.source)


def _after(of: Proceeding, rules: InsolvencyRules) -> Iterator[Due]:
    """Yield until when one answers what is contested (Fw 119; 122), and objects to a list (Fw 184)."""
    judged = of.last(*JUDGED, _E.DISTRIBUTED)
    if judged is not None and judged.kind in (_E.CONTESTED, _E.PARTLY_RECOGNISED):
        entry = rules.filing.applied(judged.on)
        by = judged.until or add_working_days(judged.on, entry.value.answer, rules.holidays)
        yield Due(DateKind.CONTESTATION, by, "Fw 119; Fw 122" if judged.until else entry.source, judged.until is None)
    listed, paid = of.last(_E.DISTRIBUTION_LIST), of.last(_E.DISTRIBUTED)
    if of.kind is Kind.DISSOLUTION:
        # The liquidation of a legal person has its own term (BW 2:23b).
        return
    if listed is not None and (paid is None or paid.id < listed.id):
        term = rules.objection.applied(listed.on)
        last = listed.until or add(listed.on, term.value) - ONE_DAY
        yield Due(DateKind.OBJECTION, last, term.source, estimate=listed.until is None)


def _of_estate(of: Proceeding, rules: InsolvencyRules) -> Iterator[Due]:
    """Yield when one asks again after debts of the estate: they are paid from it directly, not verified (Fw 26)."""
    found = of.of_estate
    if found is not None and found.kind is not _E.DISTRIBUTED:
        entry = rules.filing.applied(found.on)
        by = found.until or add_working_days(found.on, entry.value.receipt, rules.holidays)
        yield Due(DateKind.ESTATE, by, entry.source, found.until is None)


def file_by(kind: Kind, found: Iterable[Due]) -> Due | None:
    """Return until when a claim is filed: by the bar date, else by the house's own term; None where nothing asks it."""
    if kind not in FILED_IN:
        return None
    days = {one.kind: one for one in reversed(list(found))}
    return days.get(DateKind.BAR_DATE) or days.get(DateKind.FILE)
