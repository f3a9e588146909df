"""The months of Closing: what stands in the way is accepted one by one with a reason, and then a month is closed."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any

from casebook import format as form
from casebook.domain.closing import Checked, Movement
from casebook.store.actions.month_closing import Accepted, CloseMonth, ReopenMonth
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries import month_closings
from casebook.store.queries.month_closings import ClosingRow, ClosingSheet, MonthRow
from casebook.text import clean, clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import EMPTY, Line, Span, head, labelled, line
from casebook.ui.widgets.fields import Field, TextField
from casebook.ui.widgets.menu import Entry

_LABEL = 26
_AMOUNT = 16


class Then(StrEnum):
    """What is shown after something was chosen for a month."""

    NOTHING = "nothing"
    DONE = "done"
    SINCE = "since"
    ROLL_FORWARD = "roll_forward"


async def of_month(desk: Desk, row: MonthRow) -> Then:
    """Ask what is done with a month, and do it."""
    heading = _heading(desk, "closing.month_heading", row)
    entries: list[Entry[str]] = [Entry("roll", "v", desk.say("closing.see_roll_forward"))]
    if row.is_over and not row.is_closed and not row.is_before:
        entries.insert(0, Entry("close", "a", desk.say("closing.close")))
    if row.closing is not None:
        entries.append(Entry("explain", "g", desk.say("closing.see_closing")))
    if row.is_closed and row.closing is not None and row.closing.since_number:
        entries.append(Entry("since", "n", desk.say("closing.see_since", count=row.closing.since_number)))
    if row.is_closed:
        entries.append(Entry("reopen", "h", desk.say("closing.reopen")))
    match await desk.ask(Pick(desk, heading, entries)):
        case "close":
            return Then.DONE if await close(desk, row) else Then.NOTHING
        case "reopen":
            return Then.DONE if await reopen(desk, row) else Then.NOTHING
        case "explain":
            await explain(desk, row)
            return Then.NOTHING
        case "since":
            return Then.SINCE
        case "roll":
            return Then.ROLL_FORWARD
        case _:
            return Then.NOTHING


async def close(desk: Desk, row: MonthRow) -> bool:
    """Ask for a reason for all that does not agree, show what stands, and close the month or ask for approval."""
    if row.is_closed or row.is_before or not row.is_over:
        of_past = "closing.is_before" if row.is_before else "closing.is_closed"
        code = of_past if row.is_over else "closing.still_runs"
        desk.tell(desk.say(code, until=row.until_on), trouble=True)
        return False
    found = await desk.read(month_closings.to_accept, row.creditor_id, row.month, desk.day)
    reasons = [TextField(desk.say("closing.reason_for", number=str(at + 1)), required=True) for at in range(len(found))]

    def command() -> object:
        accepted = tuple(
            Accepted(one.code, one.number, one.cents, reason.value) for one, reason in zip(found, reasons, strict=True)
        )
        return CloseMonth(row.creditor_id, row.month, accepted)

    fields: list[Field[Any]] = [*reasons]
    dialog = Form(
        desk,
        _heading(desk, "closing.close_heading", row),
        fields,
        command,
        about=list(_apart(found, desk)),
        foresee=_foreseen(desk),
    )
    return await desk.ask(dialog) is not None


async def reopen(desk: Desk, row: MonthRow) -> bool:
    """Ask why a month is reopened, and reopen it or ask for approval."""
    assert row.closing is not None, "it is closed"
    closing_id = row.closing.closing_id
    reason = TextField(desk.say("money.reason"), required=True)
    fields: list[Field[Any]] = [reason]
    dialog = Form(
        desk,
        _heading(desk, "closing.reopen_heading", row),
        fields,
        lambda: ReopenMonth(closing_id, reason.value),
        about=[line(desk.say("closing.reopen_about"))],
    )
    return await desk.ask(dialog) is not None


async def explain(desk: Desk, row: MonthRow) -> None:
    """Show how a month was closed: what stood, what was accepted, and what was recorded since."""
    if row.closing is None:
        found = await desk.read(month_closings.to_accept, row.creditor_id, row.month, desk.day)
        await desk.ask(Reader(desk, _heading(desk, "closing.month_heading", row), list(_apart(found, desk))))
        return
    sheet = await desk.read(month_closings.sheet, row.closing.closing_id)
    await desk.ask(Reader(desk, _heading(desk, "closing.month_heading", row), closing_lines(sheet, desk)))


def closing_lines(sheet: ClosingSheet, desk: Desk) -> list[Line]:
    """Return the page about a closing."""
    row, say = sheet.row, desk.say
    lines = [
        labelled(
            say("closing.closed_by"), f"{clean_line(row.person)}, {form.day(row.closed_on, desk.language)}", _LABEL
        ),
        labelled(say("closing.claims_open"), form.number(row.claims, desk.language), _LABEL),
    ]
    if row.reopened_on is not None:
        told = say("closing.reopened_by", name=clean_line(row.reopened_by), on=row.reopened_on)
        lines.append(
            labelled(say("closing.state"), Span(f"{told} · {clean_line(row.reopened_because)}", "due"), _LABEL)
        )
    agrees = say("closing.agrees") if sheet.agrees else say("closing.agrees_not")
    lines += [
        labelled(say("closing.digest_label"), row.digest[:16] + "…", _LABEL),
        line(Span(("✓ " if sheet.agrees else "! ") + agrees, "" if sheet.agrees else "urgent")),
        EMPTY,
        head(say("closing.page_roll_forward")),
        *_figures(row, desk),
    ]
    if sheet.accepted:
        lines += [EMPTY, head(say("closing.accepted"))]
        for one in sheet.accepted:
            lines.append(line("• ", say(one.code, count=one.number, cents=one.cents), hang=2))
            lines.append(line(Span(f"  “{clean(one.reason)}”", "quiet"), hang=2))
    if row.since_number:
        said = say("closing.since", count=row.since_number, cents=row.since_cents)
        lines += [EMPTY, line(Span("! " + said, "due"), hang=2)]
    return lines


def _figures(row: ClosingRow, desk: Desk) -> Iterator[Line]:
    amounts = [("roll_opening", row.opening), ("roll_later", row.later)]
    amounts += [(movement.value, getattr(row, movement)) for movement in Movement]
    shown = [one for one in amounts[1:] if one[1]]
    for word, cents in (amounts[0], *shown, ("roll_closing", row.closing)):
        amount = form.amount(cents, desk.language).rjust(_AMOUNT)
        yield labelled("  " + desk.say(f"word.{word}"), amount, _LABEL)
    unsent = form.amount(row.unsent, desk.language).rjust(_AMOUNT)
    yield labelled("  " + desk.say("closing.unsent_of_month"), unsent, _LABEL)
    if row.provision is not None:
        provision = form.amount(row.provision, desk.language).rjust(_AMOUNT)
        yield labelled("  " + desk.say("closing.head_provision"), provision, _LABEL)


def _apart(found: Sequence[Checked], desk: Desk) -> Iterator[Line]:
    if not found:
        yield line(desk.say("closing.nothing_apart"))
        return
    yield line(desk.say("closing.apart", count=len(found)))
    for at, one in enumerate(found, 1):
        yield line(f"{at}  ", Span(desk.say(one.code, count=one.number, cents=one.cents), "due"), hang=3)


def _foreseen(desk: Desk) -> Any:
    def look(database: Database, done: Done) -> list[Line]:
        sheet = month_closings.sheet(database, done.result)
        return list(_figures(sheet.row, desk))

    return look


def _heading(desk: Desk, code: str, row: MonthRow) -> str:
    return desk.say(code, code=clean_line(row.code), until=row.until_on)
