"""Deciding on what somebody asked: what it is in words, what it would do, and yes or no with a reason."""

from casebook import format as form
from casebook.store.actions.approvals import DecideApproval, WithdrawApproval
from casebook.store.actions.letter_batches import Released
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.perform import Done
from casebook.store.queries import changes
from casebook.store.queries.approvals import WaitingRow
from casebook.store.queries.changes import Changed, Changes
from casebook.text import clean, clean_line
from casebook.ui.case_tabs.timeline import changed_lines
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import EMPTY, Line, Span, labelled, line
from casebook.ui.widgets.fields import TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.letter_release import released_lines

_LABEL = 18
# What a request is called among the records that a line of the log changed.
_REQUEST = "table_approval"
_APPROVE, _REFUSE, _WITHDRAW, _CASE = "approve", "refuse", "withdraw", "case"


def asked_lines(row: WaitingRow, desk: Desk) -> list[Line]:
    """Return what was asked, by whom, why, and until when it can be approved."""
    by = clean_line(row.asked_by)
    if row.on_behalf_of:
        by = desk.say("timeline_list.for", person=by, other=clean_line(row.on_behalf_of))
    lines = [line(Span(desk.say(row.code, **row.parameters), "strong"))]
    if row.text:
        lines.append(line(clean(row.text)))
    lines.append(EMPTY)
    if row.case_number:
        lines.append(labelled(desk.say("queue.case"), f"{row.case_number} {clean_line(row.name)}", _LABEL))
    if row.cents is not None:
        lines.append(labelled(desk.say("approval_list.amount"), form.money(row.cents, desk.language), _LABEL))
    lines.append(labelled(desk.say("approval_list.by"), f"{by}, {form.day(row.asked_on, desk.language)}", _LABEL))
    lines.append(labelled(desk.say("approval_list.reason"), clean(row.reason), _LABEL))
    if row.needed_by is not None:
        late = row.needed_by < desk.day
        needed = form.day(row.needed_by, desk.language)
        said = desk.say("approval_list.too_late", on=row.needed_by) if late else needed
        lines.append(labelled(desk.say("approval_list.needed"), Span(said, "urgent" if late else ""), _LABEL))
    return lines


async def decide(desk: Desk, row: WaitingRow) -> bool | None:
    """Ask what to do with a request and do it; None where its case is to be opened."""
    entries = list(_entries(desk, row))
    heading = desk.say("approval_list.heading", by=clean_line(row.asked_by))
    about = "\n".join("".join(span.text for span in one.spans) for one in asked_lines(row, desk))
    if not entries:
        entries = [Entry("", "q", desk.say("approval_list.nothing"))]
    match await desk.ask(Pick(desk, heading, entries, about=about)):
        case "approve":
            return await _decide(desk, row, approve=True)
        case "refuse":
            return await _decide(desk, row, approve=False)
        case "withdraw":
            await desk.act(WithdrawApproval(row.approval_id, row.version))
            return True
        case "case":
            return None
        case _:
            return False


def _entries(desk: Desk, row: WaitingRow) -> "list[Entry[str]]":
    me = desk.session.actor
    asked = {row.asked_by_id, row.on_behalf_of_id}
    found = []
    if Role.LEAD in me.roles:
        if row.needed_by is None or row.needed_by >= desk.day:
            found.append(Entry(_APPROVE, "a", desk.say("approval_list.approve")))
        found.append(Entry(_REFUSE, "r", desk.say("approval_list.refuse")))
    if me.person in asked:
        found.append(Entry(_WITHDRAW, "w", desk.say("approval_list.withdraw")))
    if row.case_id is not None:
        found.append(Entry(_CASE, "o", desk.say("approval_list.open_case")))
    return found


def _beside(found: Changes) -> tuple[Changed, ...]:
    return tuple(row for row in found.rows if row.record != _REQUEST)


async def _decide(desk: Desk, row: WaitingRow, *, approve: bool) -> bool:
    reason = TextField(desk.say("approval_list.because"), required=True)

    def look(database: Database, done: Done) -> list[Line]:
        if isinstance(done.result, Released):
            return list(released_lines(database, done.result, desk))
        found = None if done.number is None else changes.changes_of(database, done.number)
        # What becomes of the request itself goes without saying.
        return [] if found is None else list(changed_lines(found._replace(rows=_beside(found)), desk))

    heading = desk.say("approval_list.approving" if approve else "approval_list.refusing", by=clean_line(row.asked_by))
    asked = Form(
        desk,
        heading,
        [reason],
        lambda: DecideApproval(row.approval_id, row.version, approve, reason.value),
        about=asked_lines(row, desk)[:1],
        foresee=look if approve else None,
    )
    return await desk.ask(asked) is not None
