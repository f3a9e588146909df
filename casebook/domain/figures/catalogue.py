"""The figures there are: by what each is laid out, and which columns it has."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY, add_months
from casebook.domain.figures.period import Span
from casebook.domain.figures.table import Column, Measure


class FigureName(StrEnum):
    """The figures, in the order in which they are listed."""

    PROMISES = "promises"
    TERMS = "terms"
    PLANS = "plans"
    RECEIVED = "received"
    AGEING = "ageing"
    FLOW = "flow"
    DISPUTES = "disputes"
    AGENCY = "agency"
    CONTACTS = "contacts"
    LETTERS = "letters"
    LIMITATION = "limitation"
    LOAD = "load"
    NEGLECTED = "neglected"
    FIRST = "first"
    OUTCOME = "outcome"


class By(StrEnum):
    """What the rows of a figure are."""

    TIME = "time"
    ROUTE = "route"
    AGE = "age"
    ENTITY = "entity"
    REASON = "reason"
    CAUSE = "cause"
    DEPARTMENT = "department"
    LENGTH = "length"
    CHANNEL = "channel"
    LETTER = "letter"
    END = "end"
    TEAM = "team"
    SEGMENT = "segment"
    BASIS = "basis"
    PERSON = "person"


class Asked(StrEnum):
    """Of which days a figure is: of a period; as things stand at its end; or only as they stand today."""

    PERIOD = "period"
    AT_END = "at_end"
    TODAY = "today"


class Figure(NamedTuple):
    """A figure: how its rows may be chosen, the first as it comes, its columns, and which of them is drawn."""

    name: FigureName
    asked: Asked
    by: tuple[By, ...]
    columns: tuple[Column, ...]
    plotted: int


def _number(key: str, *parts: str) -> Column:
    return Column(key, Measure.NUMBER, frozenset(parts or (key,)))


def _money(key: str, *parts: str) -> Column:
    return Column(key, Measure.MONEY, frozenset(parts or (key,)))


def _share(key: str, parts: frozenset[str], of: frozenset[str], measure: Measure = Measure.SHARE) -> Column:
    return Column(key, measure, parts, of)


_KEPT, _JUDGED = frozenset({"kept"}), frozenset({"kept", "partly", "broken"})
_COMPLETED, _PROVEN, _SENT = frozenset({"completed"}), frozenset({"proven"}), ("proven", "unproven", "returned")
_REACHED, _PLACED, _RECEIVED, _OPEN = (frozenset({one}) for one in ("reached", "placed", "received", "open"))
_BANDS = ("red", "due", "routine", "small")
_RATE = (
    _share("share", _KEPT, _JUDGED),
    _number("kept"),
    _number("partly"),
    _number("broken"),
    _number("waiting"),
    _money("promised", *_JUDGED, "waiting"),
    _money("received"),
)
_PLANS = (
    _number("agreed", "completed", "ended", "running"),
    _number("completed"),
    _number("ended"),
    _number("running"),
    _share("share", _COMPLETED, _COMPLETED | {"ended"}),
)
_INFLOW = (_money("received"), _share("of_whole", _RECEIVED, frozenset(), Measure.WHOLE_SHARE))
_AGEING = (
    _number("claims", "open"),
    _money("principal", "open"),
    _share("of_whole", _OPEN, frozenset(), Measure.WHOLE_SHARE),
)
_FLOW = (_number("cases", "opened", "closed"), _number("opened"), _number("closed"))
_DISPUTES = (
    _number("disputes", "registered"),
    _money("contested", "registered"),
    _money("accepted"),
    _money("credited"),
    Column("days", Measure.DAYS, frozenset({"decided"})),
)
_AGENCY = (
    _number("placed"),
    _money("handed", "placed"),
    _money("received"),
    _share("recovered", _RECEIVED, _PLACED, Measure.MONEY_SHARE),
)
_CONTACTS = (
    _share("reach", _REACHED, _REACHED | {"missed"}),
    _number("tried", "reached", "missed"),
    _number("reached"),
    _number("incoming"),
)
_LETTERS = (
    _number("sent", *_SENT),
    _number("proven"),
    _number("returned"),
    _share("proof", _PROVEN, frozenset(_SENT)),
)
_LIMITATION = (_number("clocks", "proven", "gap"), _number("gap"))
_LOAD = (
    _number("cases", *_BANDS),
    _number("red"),
    _number("due"),
    _number("overdue"),
    _money("open", *_BANDS),
)
_PAID = frozenset({"paid"})
_FIRST = (
    _share("paid_share", _PAID, frozenset({"opened"})),
    _number("cases", "opened"),
    _number("paid"),
    Column("days", Measure.DAYS, _PAID),
)
_BEGAN = frozenset({"began"})
_OUTCOME = (
    _share("recovered", _RECEIVED, _BEGAN, Measure.MONEY_SHARE),
    _number("cases", "began"),
    _money("handed", "began"),
    _money("received"),
    Column("days", Measure.CENT_DAYS, frozenset({"weighed"})),
)
_NEGLECTED = (_number("cases", "neglected"), _money("open", "neglected"))

# Which column is drawn comes last.
_EVERY = (
    Figure(FigureName.PROMISES, Asked.PERIOD, (By.TIME,), _RATE, 0),
    Figure(FigureName.TERMS, Asked.PERIOD, (By.TIME,), _RATE, 0),
    Figure(FigureName.PLANS, Asked.PERIOD, (By.TIME,), _PLANS, 0),
    Figure(FigureName.RECEIVED, Asked.PERIOD, (By.ROUTE, By.TIME, By.AGE, By.ENTITY), _INFLOW, 0),
    Figure(FigureName.AGEING, Asked.AT_END, (By.AGE, By.ENTITY, By.SEGMENT), _AGEING, 1),
    Figure(FigureName.FLOW, Asked.PERIOD, (By.REASON, By.TIME), _FLOW, 0),
    Figure(FigureName.DISPUTES, Asked.PERIOD, (By.CAUSE, By.DEPARTMENT, By.LENGTH, By.TIME), _DISPUTES, 0),
    Figure(FigureName.AGENCY, Asked.PERIOD, (By.TIME,), _AGENCY, 2),
    Figure(FigureName.CONTACTS, Asked.PERIOD, (By.TIME, By.CHANNEL), _CONTACTS, 0),
    Figure(FigureName.LETTERS, Asked.PERIOD, (By.LETTER, By.TIME), _LETTERS, 0),
    Figure(FigureName.LIMITATION, Asked.TODAY, (By.END,), _LIMITATION, 0),
    Figure(FigureName.LOAD, Asked.TODAY, (By.TEAM, By.SEGMENT, By.PERSON), _LOAD, 0),
    Figure(FigureName.NEGLECTED, Asked.TODAY, (By.TEAM, By.SEGMENT, By.PERSON), _NEGLECTED, 0),
    Figure(FigureName.FIRST, Asked.PERIOD, (By.TIME, By.SEGMENT), _FIRST, 0),
    Figure(FigureName.OUTCOME, Asked.PERIOD, (By.BASIS,), _OUTCOME, 0),
)
FIGURES: Mapping[FigureName, Figure] = {one.name: one for one in _EVERY}

# Up to so many days over its last day of payment.
_AGES = (30, 60, 90, 180, 365, 730, 1825)
NOT_DUE, OLDER, LATER, UNKNOWN = "not_due", "older", "later", ""
# What a clock is that does not simply run.
ENDS = ("possibly_lapsed", "unproven", "relied_on", "extended")
# How many days it took to decide, at most.
_LENGTHS = (5, 10, 20, 40)
ROUTES = ("agency", "court", "insolvency", "counselling", "estate", "dispute", "arrangement", "own")


def ages() -> list[tuple[str, int | None]]:
    """Return the classes of age in order, each with the most days over its last day of payment, None for no end."""
    return [(NOT_DUE, 0), *((f"up_to_{days}", days) for days in _AGES), (OLDER, None)]


def lengths() -> list[tuple[str, int | None]]:
    """Return how long deciding takes, in classes, each with its most days, None for no end."""
    return [*((f"within_{days}", days) for days in _LENGTHS), ("longer", None)]


def age_spans(day: date) -> list[Span]:
    """Return for each class of age between which days a last day of payment lies, as at a day."""
    found: list[Span] = []
    last = date.max
    for key, most in ages():
        first = date.min if most is None else day - timedelta(most)
        found.append(Span(key, first, last))
        last = first - ONE_DAY if first > date.min else first
    return found


def months_ahead(day: date, months: int = 12) -> Sequence[Span]:
    """Return the months from that of a day on in which a clock may end, and all later days as the last."""
    first = day.replace(day=1)
    begins = [add_months(first, number) for number in range(months + 1)]
    found = [Span(begin.isoformat(), begin, end - ONE_DAY) for begin, end in pairwise(begins)]
    # One that ended before is told as what it is by then, not by its day.
    found[0] = found[0]._replace(first=date.min)
    return [*found, Span(LATER, begins[-1], date.max - ONE_DAY)]
