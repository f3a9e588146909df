"""The digest of a week for the leads: two pages, and the same numbers as the text of a mail.

It names cases by their numbers only, and nobody by name: mail is read in more places than the book. Each number says
where in the app it opens.
"""

from collections.abc import Iterator
from typing import NamedTuple

from casebook import format as form
from casebook.domain.figures.table import OF_SOME, Measure
from casebook.jobs.figures import said
from casebook.letters import report
from casebook.store.database import Database
from casebook.store.queries.figures import Found
from casebook.store.queries.figures.week import Standing, Week
from casebook.store.queries.office import office
from casebook.words import say


class Number(NamedTuple):
    """A number of the digest: what it is of, what it is, what it was, and where it opens."""

    name: str
    now: str
    before: str
    opens: str


def pdf(database: Database, week: Week, language: str) -> bytes:
    """Return the digest as a PDF of two pages; the same week as it is known on the same day gives the same bytes."""
    card = office(database)
    name = card.name if card else ""
    title = say("digest.title", {"number": week.monday.isocalendar().week, "year": str(_year(week))}, language)
    foot = say("figures.foot", {"office": name, "day": week.day}, language)
    past = week.received.scope.period
    second = say("digest.past", {"since": past.since, "until": past.until}, language)
    pages = (report.Page(title, list(_first(week, language))), report.Page(second, list(_second(week, language))))
    return report.pdf(report.Report(title, name, language, week.day, foot, pages))


def text(week: Week, language: str) -> str:
    """Return the numbers as the text of a mail."""
    lines = [_days(week, language), ""]
    for one in numbers(week, language):
        before = f" ({say('digest.was', {'number': one.before}, language)})" if one.before else ""
        lines.append(f"{one.name}: {one.now}{before}  [{one.opens}]")
    return "\n".join([*lines, "", say("digest.no_names", {}, language)]) + "\n"


def subject(week: Week, language: str) -> str:
    """Return the subject of the mail."""
    number = week.monday.isocalendar().week
    return say("digest.subject", {"number": number, "red": week.standing.red}, language)


def file_name(week: Week, language: str) -> str:
    """Return what the file is called."""
    return say("digest.file", {"year": str(_year(week)), "number": f"{week.monday.isocalendar().week:02d}"}, language)


def numbers(week: Week, language: str) -> Iterator[Number]:
    """Yield the numbers of the first page, then those of the week before."""
    for field in Standing._fields:
        before = "" if week.before is None else form.number(getattr(week.before, field), language)
        # A filter reads days as they are typed, in both languages.
        by = {"day": f"{week.sunday:%d-%m-%Y}"}
        name, opens = say(f"digest.{field}", {}, language), say(f"digest.open_{field}", by, language)
        yield Number(name, form.number(getattr(week.standing, field), language), before, opens)
    for found in (week.promises, week.terms, week.received):
        drawn = found.figure.columns[found.figure.plotted]
        whole = found.table.whole
        name = say(f"digest.{found.figure.name}", {}, language)
        now = _of(found, language)
        before = "" if whole.before is None else said.value_said(whole.before, drawn.measure, language)
        yield Number(name, now, before, say(f"digest.open_{found.figure.name}", {}, language))


def _first(week: Week, language: str) -> Iterator[report.Part]:
    yield report.Paragraph(_days(week, language))
    heads = [say(f"digest.head_{name}", {}, language) for name in ("what", "now", "before", "opens")]
    rows = [list(one) for one in numbers(week, language)]
    yield report.Table(heads, rows, right_from=1)
    if week.before_on is None:
        yield report.Paragraph(say("digest.no_earlier", {}, language), quiet=True)
    else:
        yield report.Paragraph(say("digest.earlier", {"day": week.before_on}, language), quiet=True)
    more = [
        say("digest.needed_by", {"day": week.needed_by}, language) if week.needed_by else "",
        say("digest.post_since", {"day": week.post_since}, language) if week.post_since else "",
    ]
    for line in filter(None, more):
        yield report.Paragraph(line)
    yield report.Heading(say("digest.red_heading", {"until": week.sunday}, language))
    if not week.red:
        yield report.Paragraph(say("digest.no_red", {}, language))
        return
    heads = [say(f"digest.head_{name}", {}, language) for name in ("case", "by", "open")]
    cases = [[one.number, form.day(one.by_on, language), form.amount(one.cents, language)] for one in week.red]
    yield report.Table(heads, cases)
    rest = week.standing.red - len(week.red)
    if rest > 0:
        yield report.Paragraph(say("digest.more_red", {"count": rest}, language), quiet=True)


def _second(week: Week, language: str) -> Iterator[report.Part]:
    yield report.Heading(say("digest.ending", {}, language))
    yield report.Bars(
        [
            report.Bar(
                say("digest.week_of", {"number": one.monday.isocalendar().week, "day": one.monday}, language),
                one.clocks,
                form.number(one.clocks, language),
            )
            for one in week.ending
        ]
    )
    yield report.Paragraph(say("digest.open_ending", {}, language), quiet=True)
    for found in (week.promises, week.terms):
        yield report.Heading(said.title(found.figure.name, language))
        yield report.Paragraph(said.period_said(found, language), quiet=True)
        heads = [said.head(one, language) for one in found.figure.columns]
        yield report.Table(heads, [list(_cells(found, language))], right_from=0)
        for note in said.notes(found, language):
            yield report.Paragraph(note, quiet=True)
    yield report.Heading(say("digest.received", {}, language))
    yield report.Paragraph(said.period_said(week.received, language), quiet=True)
    if not week.received.table.rows:
        yield report.Paragraph(say("figures.nothing", {}, language))
        return
    yield report.Bars(
        [
            report.Bar(
                said.label(week.received, row.key, language),
                int(row.cells[0] or 0),
                said.value_said(row.cells[0], Measure.MONEY, language),
            )
            for row in week.received.table.rows
        ]
    )


def _cells(found: Found, language: str) -> Iterator[str]:
    whole = found.table.whole
    for column, value in zip(found.figure.columns, whole.cells, strict=True):
        few = "~" if whole.few and column.measure in OF_SOME else ""
        yield said.value_said(value, column.measure, language) + few


def _of(found: Found, language: str) -> str:
    """Return the number of a figure; a share of too few with a sign."""
    at = found.figure.plotted
    whole = found.table.whole
    few = "~" if whole.few and whole.cells[at] is not None else ""
    return said.value_said(whole.cells[at], found.figure.columns[at].measure, language) + few


def _days(week: Week, language: str) -> str:
    days = say("digest.days", {"since": week.monday, "until": week.sunday, "day": week.day}, language)
    return f"{days} · {said.bank_said(week.received, language)}"


def _year(week: Week) -> int:
    return week.monday.isocalendar().year
