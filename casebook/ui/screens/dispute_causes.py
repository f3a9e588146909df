"""The page about root causes: what disputes cost and how long they take, and whether it gets better."""

from collections.abc import Iterator
from decimal import Decimal

from casebook import format as form
from casebook.domain.dispute_report import Group, Month, Report
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, head, line
from casebook.ui.widgets.columns import cut

# In cells: all of a row, which fits in a terminal of 80, its columns, and the longest bar.
_ROW, _NUMBER, _AMOUNT, _DAYS, _BAR = 78, 7, 13, 6, 30
_NAME = _ROW - _NUMBER - 3 * _AMOUNT - 2 * _DAYS
_BLOCKS = " ▁▂▃▄▅▆▇█"


def cause_lines(report: Report, desk: Desk) -> list[Line]:
    """Return the page."""
    if not report.total.number:
        return [line(Span(desk.say("disputes.no_causes"), "quiet"))]
    return [
        *_table(report, desk),
        EMPTY,
        head(desk.say("disputes.per_month")),
        *_months(report, desk),
        EMPTY,
        head(desk.say("disputes.trend")),
        *(_trend(group, desk) for group in report.causes),
    ]


def cause_word(cause: str, desk: Desk) -> str:
    """Return where it went wrong, or that nobody knows yet."""
    return desk.say(f"word.{cause}") if cause else desk.say("disputes.no_cause")


def month_letter(month: Month, desk: Desk) -> str:
    """Return a month in as few letters as it can be told by beside its neighbours; a year where one begins."""
    begins = month.begins
    return f"{begins.year % 100:02d}" if begins.month == 1 else desk.say(f"radar.month_{begins.month}")


def _table(report: Report, desk: Desk) -> Iterator[Line]:
    titles = [desk.say(f"disputes.head_{name}") for name in ("number", "contested", "accepted", "credited")]
    days = [desk.say(f"disputes.head_{name}") for name in ("median", "mean")]
    number, *amounts = titles
    heads = number.rjust(_NUMBER) + "".join(one.rjust(_AMOUNT) for one in amounts)
    heads += "".join(one.rjust(_DAYS) for one in days)
    yield line(Span(cut(desk.say("disputes.head_cause"), _NAME), "head"), Span(heads, "quiet"))
    for cause in report.causes:
        yield _row(cause_word(cause.cause, desk), cause, desk, "strong")
        parts = report.within(cause.cause)
        for part in parts:
            if len(parts) > 1 or part.department:
                department = clean_line(part.department or "") or desk.say("disputes.no_department")
                yield _row("  " + department, part, desk, "quiet")
    yield _row(desk.say("disputes.all"), report.total, desk, "strong")
    yield line(Span(desk.say("disputes.days_to_decide"), "quiet"))


def _row(name: str, group: Group, desk: Desk, style: str) -> Line:
    amounts = (group.contested, group.accepted, group.credited)
    said = form.number(group.number, desk.language).rjust(_NUMBER)
    said += "".join(form.amount(cents, desk.language).rjust(_AMOUNT) for cents in amounts)
    said += "".join(_days(days, desk).rjust(_DAYS) for days in (group.median_days, group.mean_days))
    return line(Span(cut(name, _NAME), style), Span(said, "quiet" if style == "quiet" else ""))


def _days(days: Decimal | None, desk: Desk) -> str:
    return "-" if days is None else form.percent(days, desk.language).rstrip("%")


def _months(report: Report, desk: Desk) -> Iterator[Line]:
    most = max(month.number for month in report.months)
    for month in report.months:
        name = desk.say(f"disputes.month_{month.begins.month}", year=str(month.begins.year))
        bar = "█" * (-(-_BAR * month.number // most) if most else 0)
        amount = form.amount(month.contested, desk.language) if month.number else ""
        yield line(f"  {name:<10}{month.number or '':>4}  {bar:<{_BAR}}", Span(f"  {amount:>12}", "quiet"))


def _trend(group: Group, desk: Desk) -> Line:
    most = max(group.trend, default=0)
    bars = "".join(_BLOCKS[-(-8 * number // most) if most else 0] for number in group.trend)
    recent = desk.say("disputes.last_three", count=sum(group.trend[-3:]))
    return line(f"  {cut(cause_word(group.cause, desk), 30)}  ", bars, Span(f"  {recent}", "quiet"))
