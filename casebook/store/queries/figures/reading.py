"""Reading a figure, and the cases behind a number in it: both from the same facts."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.figures.catalogue import (
    ENDS,
    FIGURES,
    LATER,
    Asked,
    By,
    Figure,
    FigureName,
    age_spans,
    ages,
    lengths,
    months_ahead,
)
from casebook.domain.figures.period import Period, PeriodKind, Span, folded, kind_of_steps, steps
from casebook.domain.figures.table import Layout, Measure, Table, table
from casebook.store.database import Database
from casebook.store.queries.figures import contested, kept, money, work
from casebook.store.queries.figures.facts import Behind, Facts, Of, Rows, Stored
from casebook.store.queries.figures.scope import Scope
from casebook.store.queries.freshness import BankKnown, bank_until
from casebook.store.queries.person_figures import Agreement, figures_per_person

_SOURCES: Mapping[FigureName, Callable[[Database, Scope, By], Facts]] = {
    FigureName.PROMISES: kept.promises,
    FigureName.TERMS: kept.terms,
    FigureName.PLANS: kept.plans,
    FigureName.RECEIVED: money.received,
    FigureName.AGEING: money.ageing,
    FigureName.FLOW: work.flow,
    FigureName.DISPUTES: contested.disputes,
    FigureName.AGENCY: money.agency,
    FigureName.CONTACTS: work.contacts,
    FigureName.LETTERS: work.letters,
    FigureName.LIMITATION: work.limitation,
    FigureName.LOAD: work.load,
    FigureName.NEGLECTED: work.neglected,
    FigureName.FIRST: work.first,
    FigureName.OUTCOME: kept.outcome,
}
# Whose facts are of claims, of which those of one entity can be taken by themselves.
_OF_CLAIMS = frozenset({FigureName.RECEIVED, FigureName.AGEING})
_OF_MONEY = frozenset({Measure.MONEY, Measure.MONEY_SHARE, Measure.WHOLE_SHARE, Measure.CENT_DAYS})
_NAMES = {
    By.TEAM: "SELECT CAST(id AS TEXT), name FROM team",
    By.PERSON: "SELECT CAST(id AS TEXT), name FROM person",
    By.ENTITY: "SELECT CAST(d.id AS TEXT), p.name FROM creditor d JOIN party p ON p.id = d.party_id",
}


class Found(NamedTuple):
    """A figure as it was read: how its rows were chosen, its table, and the names of what its rows are called by.

    `steps` says what each row is of where they are of time. `before` is the period it is compared with, None where
    nothing is known of another day; `bank` up to which day the bank was known. `agreement` is
    that under which figures of others than oneself are shown, None where there is none.
    """

    figure: Figure
    by: By
    scope: Scope
    table: Table
    names: Mapping[str, str]
    steps: PeriodKind
    before: Period | None
    bank: BankKnown | None
    agreement: Agreement | None = None


def figure(database: Database, name: FigureName, by: By, scope: Scope) -> Found:
    """Return a figure, compared with the period before where that is known."""
    one = FIGURES[name]
    scope = scope.of(one)
    before = None if one.asked is Asked.TODAY else scope.before
    spans = _spans(by, scope, one)
    with database.snapshot():
        counted = folded(_facts(database, one, by, scope).counted(database), spans)
        then = None
        if before is not None:
            then = folded(_facts(database, one, by, before).counted(database), _spans(by, before, one))
        names: dict[str, str] = dict(database.fetch(_NAMES[by])) if by in _NAMES else {}
        bank = bank_until(database, scope.day)
        agreed = figures_per_person(database, scope.viewer_id, scope.day).agreement
    present = {row.row for row in counted}
    order = [key for key in _order(by, spans) if by is By.TIME or key in present]
    made = table(counted, Layout(one.columns, one.plotted, order, by is not By.TIME), then)
    kind = kind_of_steps(scope.period.since, scope.period.until)
    return Found(one, by, scope, made, names, kind, None if before is None else before.period, bank, agreed)


def behind(database: Database, found: Found, row: str | None, column: int) -> list[Behind]:
    """Return the cases behind a number: that of a row, or with None of the whole, in a column.

    What they have of it adds up to it. A share has those of both numbers it rests on.
    """
    one, by, scope = found.figure, found.by, found.scope
    asked = one.columns[column]
    facts = _facts(database, one, by, scope)
    some = facts.behind(database, _rows(row, _spans(by, scope, one)), asked.behind)
    if asked.measure in _OF_MONEY:
        return [each for each in some if each.cents]
    return [each for each in some if each.number]


def of_cases(measure: Measure) -> Of:
    """Return what of a number is told of a case; of a share what it is of, of a mean its days."""
    if measure in _OF_MONEY:
        return Of.MONEY
    return Of.DAYS if measure is Measure.DAYS else Of.NUMBER


def _facts(database: Database, one: Figure, by: By, scope: Scope) -> Facts:
    facts = _SOURCES[one.name](database, scope, by)
    narrowed = scope.cases(entity=one.name not in _OF_CLAIMS)
    if not isinstance(facts, Stored) or not narrowed.where:
        return facts
    sql = f"SELECT f.* FROM ({facts.sql}) f WHERE {narrowed.where}"  # noqa: S608 our own text
    return Stored(sql, (*facts.parameters, *narrowed.parameters))


def _spans(by: By, scope: Scope, one: Figure) -> Sequence[Span]:
    if by is By.TIME:
        return steps(scope.period.since, scope.period.until)
    if by is By.END:
        return months_ahead(scope.day)
    # What came in knows its own age; of what is open the day is told by which it had to be paid.
    return age_spans(scope.period.until) if by is By.AGE and one.name is FigureName.AGEING else ()


def _order(by: By, spans: Sequence[Span]) -> Sequence[str]:
    match by:
        case By.TIME:
            return [span.key for span in spans]
        case By.END:
            return [*ENDS, *(span.key for span in spans if span.key != LATER), LATER]
        case By.AGE:
            return [key for key, _ in ages()]
        case By.LENGTH:
            return [key for key, _ in lengths()]
        case By.REASON:
            return ["opened"]
        case _:
            return ()


def _rows(row: str | None, spans: Sequence[Span]) -> Rows:
    if row is None:
        return Rows()
    span = next((one for one in spans if one.key == row), None)
    return Rows(row, row) if span is None else Rows(_text(span.first), _text(span.last))


def _text(day: date) -> str:
    return day.isoformat()
