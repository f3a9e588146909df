"""What a figure and its parts are called, and its numbers as a reader has them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from casebook import format as form
from casebook.domain.figures.catalogue import Asked, By, FigureName
from casebook.domain.figures.period import Period, PeriodKind
from casebook.domain.figures.table import LEAST, Column, Measure, Row, Value
from casebook.store.queries.figures import Found, Scope
from casebook.text import clean_line
from casebook.words import say

_NOTHING = "-"
# A row under a word that other subjects have too.
_WORDS = {
    By.CAUSE: "word.{key}",
    By.CHANNEL: "word.{key}",
    By.LETTER: "word.letter_kind_{key}",
    By.SEGMENT: "word.segment_{key}",
    By.BASIS: "word.result_route_{key}",
}
_PERCENT = frozenset({Measure.SHARE, Measure.MONEY_SHARE, Measure.WHOLE_SHARE})


def title(name: FigureName, language: str) -> str:
    """Return the name of a figure."""
    return say(f"figures.title_{name}", {}, language)


def drawn(found: Found) -> list[Row]:
    """Return the rows of a figure that are drawn, as bars."""
    # Beside the months in which clocks end, all that is not of a month would be out of all proportion.
    return [row for row in found.table.rows if found.by is not By.END or row.key[:1].isdigit()]


def by_said(by: By, language: str) -> str:
    """Return by what the rows of a figure are laid out."""
    return say(f"figures.by_{by}", {}, language)


def definition(found: Found, language: str) -> str:
    """Return what a figure counts and what it leaves out."""
    return say(f"figures.about_{found.figure.name}", {}, language)


def period_said(found: Found, language: str) -> str:
    """Return of which days a figure is, with what it is compared, and up to when the bank is known."""
    period = found.scope.period
    if found.figure.asked is Asked.TODAY:
        said = [say("figures.as_of", {"day": found.scope.day}, language)]
    elif found.figure.asked is Asked.AT_END:
        said = [say("figures.as_of", {"day": period.until}, language)]
    else:
        said = [say("figures.from_until", {"since": period.since, "until": period.until}, language)]
    return " · ".join([*said, *_compared(found, language), bank_said(found, language)])


def bank_said(found: Found, language: str) -> str:
    """Return up to which day the bank is known."""
    if found.bank is None or found.bank.until_on is None:
        return say("figures.no_bank", {}, language)
    return say("figures.bank", {"day": found.bank.until_on}, language)


def scope_said(scope: Scope, names: dict[str, str], language: str) -> str:
    """Return of which cases a figure is, empty for all; `names` are those of the team and the entity."""
    some = []
    if scope.team_id is not None:
        some.append(say("figures.of_team", {"name": clean_line(names.get("team", ""))}, language))
    if scope.segment is not None:
        some.append(say(f"word.segment_{scope.segment}", {}, language))
    if scope.route is not None:
        some.append(say(f"figures.row_{scope.route}", {}, language))
    if scope.creditor_id is not None:
        some.append(clean_line(names.get("entity", "")))
    return ", ".join(some)


def head(column: Column, language: str) -> str:
    """Return the head of a column."""
    return say(f"figures.head_{column.key}", {}, language)


def label(found: Found, row: str, language: str) -> str:
    """Return what a row is called."""
    if not row or (found.by is By.TEAM and row == "0"):
        return say(f"figures.none_{found.by}", {}, language)
    if found.by is By.TIME:
        return step_said(date.fromisoformat(row), found.steps, language)
    if found.by in (By.TEAM, By.ENTITY, By.PERSON):
        return clean_line(found.names.get(row, row))
    if found.by is By.DEPARTMENT:
        return clean_line(row)
    if found.by is By.END and row[:1].isdigit():
        return step_said(date.fromisoformat(row), PeriodKind.MONTH, language)
    if found.by is By.REASON and row != "opened":
        return say("figures.closed_as", {"reason": row}, language)
    code = _WORDS.get(found.by, "figures.row_{key}").replace("{key}", row)
    return say(code, {}, language)


def short_label(found: Found, row: str, language: str) -> str:
    """Return what a row of time is called under an upright bar: as little as tells it from its neighbours."""
    if found.by is By.TIME and found.steps is PeriodKind.WEEK:
        return str(date.fromisoformat(row).isocalendar().week)
    said = label(found, row, language)
    return said[:3] if row[:1].isdigit() and found.steps is not PeriodKind.YEAR else said


def step_said(begins: date, steps: PeriodKind, language: str) -> str:
    """Return a week, month or year by the day on which it begins."""
    match steps:
        case PeriodKind.WEEK:
            return say(
                "figures.week",
                {"number": begins.isocalendar().week, "day": form.short_day(begins, language, begins.year)},
                language,
            )
        case PeriodKind.YEAR:
            return str(begins.year)
        case _:
            return say(f"disputes.month_{begins.month}", {"year": str(begins.year)}, language)


def value_said(value: Value, measure: Measure, language: str) -> str:
    """Return a value as a reader has it, a dash where there is none."""
    if value is None:
        return _NOTHING
    if measure is Measure.MONEY:
        return form.amount(int(value), language)
    if measure is Measure.NUMBER:
        return form.number(int(value), language)
    said = form.tenths(Decimal(value), language)
    return f"{said}%" if measure in _PERCENT else said


def notes(found: Found, language: str) -> Iterator[str]:
    """Yield what has to be known to read the table."""
    if any(row.few for row in (*found.table.rows, found.table.whole)):
        yield say("figures.few", {"least": LEAST}, language)
    if found.by is By.PERSON:
        yield _persons(found, language)


def _persons(found: Found, language: str) -> str:
    """Return by what agreement figures of persons are shown, or that there is none."""
    one = found.agreement
    if one is None:
        return say("figures.only_teams", {}, language)
    about = {"with": one.agreed_with, "on": one.agreed_on, "reference": one.reference}
    return say("figures.under", about, language)


def _compared(found: Found, language: str) -> Iterator[str]:
    before: Period | None = found.before
    if before is None:
        return
    if found.figure.asked is Asked.AT_END:
        yield say("figures.against_day", {"day": before.until}, language)
    else:
        yield say("figures.against", {"since": before.since, "until": before.until}, language)
