"""Deciding on what somebody asked: what it is and what it would do, yes or no, asking back, hearing and asking anew."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import CasebookError, Refused
from casebook.store.actions.approvals import DecideApproval, WithdrawApproval
from casebook.store.actions.approvals_talk import AskAnew, CommentApproval, HearApproval
from casebook.store.actions.letter_batches import Released
from casebook.store.database import Database
from casebook.store.foreseen import Moved
from casebook.store.models.people import ApprovalState, Role
from casebook.store.perform import Done
from casebook.store.queries import approvals, changes
from casebook.store.queries.approvals import WaitingRow
from casebook.store.queries.changes import Changed, Changes
from casebook.text import clean_line
from casebook.ui.case_tabs.timeline import changed_lines
from casebook.ui.desk import Desk
from casebook.ui.dialogs.ask_approval import decided_by
from casebook.ui.dialogs.difference import difference_lines
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import EMPTY, Line, Span, line
from casebook.ui.widgets.fields import Field, LongTextField, OptionalDayField, TextField
from casebook.ui.work.approval_lines import asked_lines, asker, moved_lines, page_lines
from casebook.ui.work.approval_page import ANEW, APPROVE, CASE, COMMENT, HEAR, REFUSE, WITHDRAW, RequestPage
from casebook.ui.work.bank_form import Foreseeing
from casebook.ui.work.bulk import CountField
from casebook.ui.work.letter_release import released_lines

__all__ = ["asked_lines", "decide", "decide_all", "may"]

# What a request is called among the records that a line of the log changed.
_REQUEST = "table_approval"


async def decide(desk: Desk, row: WaitingRow) -> bool | None:
    """Show a request and do what is chosen; None where its case is to be opened."""
    while True:
        card = await desk.read(approvals.request, row.approval_id, desk.day)
        if card is None:
            raise Refused("approval.gone", source=HOUSE_RULE)
        row, allowed = card.row, may(card.row, desk)
        ahead = await _ahead(desk, row) if APPROVE in allowed else ()
        heading = desk.say("approval_list.heading", by=asker(row, desk))
        page = RequestPage(desk, heading, page_lines(card, ahead, desk), allowed)
        await desk.ask(page)
        match page.then:
            case "approve":
                return await _approve(desk, row)
            case "refuse":
                return await _refuse(desk, row)
            case "anew":
                return await _ask_anew(desk, row)
            case "withdraw":
                await desk.act(WithdrawApproval(row.approval_id, row.version))
                return True
            case "hear":
                await desk.act(HearApproval(row.approval_id, row.version))
                return True
            case "comment":
                text = LongTextField(desk.say("approval_list.text"), required=True)
                id_ = row.approval_id
                asked = Form(desk, heading, [text], lambda id_=id_, text=text: CommentApproval(id_, text.value))  # type: ignore[misc]  # mypy cannot type the defaults of a lambda
                await desk.ask(asked)
            case "case":
                return None
            case _:
                return False


def may(row: WaitingRow, desk: Desk) -> Collection[str]:
    """Return what somebody may do with a request by who he is; the store refuses what may not be all the same."""
    me, found = desk.session.actor, set()
    own, asked = me.person in row.whose, row.state is ApprovalState.ASKED
    if asked:
        found.add(COMMENT)
        if Role.LEAD in me.roles:
            late = row.needed_by is not None and row.needed_by < desk.day
            found |= {REFUSE} if late else {APPROVE, REFUSE}
    if own:
        found |= {WITHDRAW, ANEW} if asked else {HEAR}
        found |= {ANEW} if row.state is ApprovalState.REFUSED else set()
    if row.case_id is not None:
        found.add(CASE)
    return found


async def _ahead(desk: Desk, row: WaitingRow) -> Sequence[Line]:
    """Return what would happen if it was approved now; what moved since it was asked; or why it cannot be."""
    try:
        return await desk.rehearse(DecideApproval(row.approval_id, row.version, approve=True, reason="?"), _look(desk))
    except Moved as moved:
        lines = [line(Span("✗ " + desk.told(moved), "urgent"), hang=2)]
        if moved.row is not None:
            found = await desk.read(changes.since, moved.row, HearApproval(0, 0))
            return [*lines, *difference_lines(found, desk)]
        told = await desk.read(approvals.told_differences, moved.differences)
        return [*lines, *moved_lines(told, desk)]
    except CasebookError as error:
        return [line(Span("✗ " + desk.told(error), "urgent"), hang=2)]


def _look(desk: Desk) -> Any:
    def look(database: Database, done: Done) -> list[Line]:
        if isinstance(done.result, Released):
            return list(released_lines(database, done.result, desk))
        found = None if done.number is None else changes.changes_of(database, done.number)
        # What becomes of the request itself goes without saying.
        return [] if found is None else list(changed_lines(found._replace(rows=_beside(found)), desk))

    return look


def _beside(found: Changes) -> tuple[Changed, ...]:
    return tuple(row for row in found.rows if row.record != _REQUEST)


async def _approve(desk: Desk, row: WaitingRow) -> bool:
    reason = TextField(desk.say("approval_list.because"), desk.say("approval_list.agreed"), required=True)
    asked = Foreseeing(
        desk,
        desk.say("approval_list.approving", by=clean_line(row.asked_by)),
        [reason],
        lambda: DecideApproval(row.approval_id, row.version, approve=True, reason=reason.value),
        about=asked_lines(row, desk)[:1],
        foresee=_look(desk),
    )
    return await _asked(desk, asked, row, "approval_list.said_approved")


async def _refuse(desk: Desk, row: WaitingRow) -> bool:
    reason = TextField(desk.say("approval_list.because"), required=True)
    asked = Form(
        desk,
        desk.say("approval_list.refusing", by=clean_line(row.asked_by)),
        [reason],
        lambda: DecideApproval(row.approval_id, row.version, approve=False, reason=reason.value),
        about=asked_lines(row, desk)[:1],
    )
    return await _asked(desk, asked, row, "approval_list.said_refused")


async def _asked(desk: Desk, asked: Form, row: WaitingRow, said: str) -> bool:
    """Ask for the reason of a decision, and say that it was taken: what waited leaves the list."""
    decided = await desk.ask(asked) is not None
    if decided:
        desk.tell(desk.say(said, by=clean_line(row.asked_by)))
    return decided


async def _ask_anew(desk: Desk, row: WaitingRow) -> bool:
    """Ask for the same once more, as of what the records are now; what was typed stands there."""
    reason = TextField(desk.say("asking.reason"), row.reason, required=True)
    still = row.needed_by if row.needed_by is not None and row.needed_by >= desk.day else None
    by = OptionalDayField(desk.say("asking.needed_by"), desk, still)
    comment = LongTextField(desk.say("asking.comment"))

    def look(database: Database, done: Done) -> list[Line]:
        card = approvals.request(database, int(done.result), desk.day)
        assert card is not None, "it was asked a moment ago"
        told = line(Span("→ " + desk.say(card.row.code, **card.row.parameters), "strong"), hang=2)
        return [told, decided_by(card.deciders, desk)]

    fields: list[Field[Any]] = [reason, by, comment]
    asked = Foreseeing(
        desk,
        desk.say("approval_list.anew"),
        fields,
        lambda: AskAnew(row.approval_id, row.version, reason.value, by.value, comment.value),
        about=[line(Span(desk.say(row.code, **row.parameters), "quiet"), hang=2)],
        foresee=look,
    )
    return await desk.ask(asked) is not None


async def decide_all(desk: Desk, rows: Sequence[WaitingRow]) -> bool:
    """Approve requests that are alike, in one go; what may not be approved by this person now is left and told why."""
    if len({row.command for row in rows}) > 1:
        raise Refused("approval.not_alike", source=HOUSE_RULE)
    lines: list[Line] = []
    left: list[WaitingRow] = []
    for row in rows:
        why = await _why_not(desk, row)
        lines += list(_one_of(row, why, desk))
        left += [row] if why is None else []
    if not left:
        await desk.ask(Reader(desk, desk.say("approval_list.none_together"), lines))
        return False
    reason = TextField(desk.say("approval_list.because"), desk.say("approval_list.agreed"), required=True)
    refused: list[tuple[WaitingRow, CasebookError]] = []

    async def act(many: Sequence[object]) -> Done:
        outcomes = await desk.act_all(many, lambda _: None)
        refused.extend(
            (row, outcome)
            for row, (_, outcome) in zip(left, outcomes, strict=True)
            if isinstance(outcome, CasebookError)
        )
        return Done(None, None, None)

    asked = Foreseeing(
        desk,
        desk.say("approval_list.together", count=len(left)),
        [reason, CountField(desk, len(left), "approval_list.other_count")],
        lambda: tuple(DecideApproval(row.approval_id, row.version, approve=True, reason=reason.value) for row in left),
        listed=lines,
        act=act,
    )
    if await desk.ask(asked) is None:
        return False
    if refused:
        told = [one for row, error in refused for one in _one_of(row, error, desk)]
        await desk.ask(Reader(desk, desk.say("approval_list.left", count=len(refused)), told))
    return True


async def _why_not(desk: Desk, row: WaitingRow) -> CasebookError | None:
    command = DecideApproval(row.approval_id, row.version, approve=True, reason="?")
    try:
        await desk.rehearse(command, lambda _database, _done: None)
    except CasebookError as error:
        return error
    return None


def _one_of(row: WaitingRow, why: CasebookError | None, desk: Desk) -> Iterator[Line]:
    number = f"{row.case_number} {clean_line(row.name)} · " if row.case_number else ""
    yield line("→ " if why is None else "✗ ", f"{number}{desk.say(row.code, **row.parameters)}", hang=2)
    if why is not None:
        yield line(Span("  " + desk.told(why), "due"), hang=2)
        yield EMPTY
