"""Asking for approval of what was refused because it is for somebody else to decide: the same from every form."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from casebook import format as format_
from casebook.domain.arrangement.gates import Gate
from casebook.errors import CasebookError, Refused
from casebook.store import commands
from casebook.store.actions.approvals import asked_for
from casebook.store.database import Database
from casebook.store.lacking import lacking
from casebook.store.models.people import Role
from casebook.store.perform import Done
from casebook.store.queries import approvals
from casebook.store.queries.approvals import Decider
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.prose import EMPTY, Line, Span, line
from casebook.ui.widgets.fields import Field, LongTextField, OptionalDayField, TextField

_BEYOND = frozenset(
    {"mandate.exceeded", "mandate.none", "mandate.release", "mandate.release_many", "mandate.widens"}
    | {"service.lead_only", "event.lead_proves"}
)
# What is refused to who has not the role it takes: asked of a lead it may be done all the same.
_BY_ROLE = frozenset({"actions.role", "letter.override_role"})
_REASONS = (
    *("reason", "override", "without_assessment", "unannounced", "without_evidence", "unregistered"),
    *("let_pass", "despite_insolvency"),
)
# So many cases of a batch are asked what is due in them.
_MOST_CASES = 100


class Asked(NamedTuple):
    """What comes of an act that waits for approval, in the place of what it would have come to."""

    approval_id: int


def may_be_asked(command: object, error: CasebookError) -> bool:
    """Tell whether what was refused can be approved by somebody else."""
    if not isinstance(error, Refused) or not commands.is_command(command):
        return False
    by_role = error.code in _BY_ROLE and error.parameters.get("role") == Role.LEAD
    return (error.code in _BEYOND or by_role) and not commands.action_for(command).name.startswith("approval.")


class _AskForm(Form):
    """A form that asks somebody else; Enter asks."""

    SAVES = "hint.ask"


async def ask_approval(desk: Desk, command: object, error: CasebookError) -> Done | None:
    """Ask for the approval of a command that was refused; None where one turned back. Only within a flow.

    What was done then is the asking: its result is `Asked`.
    """
    needed = await desk.read(_needed_by, command, desk.day)
    lacks = lacking_lines(await desk.read(lacking, command, desk.day), desk)
    reason = TextField(desk.say("asking.reason"), _reason_of(command), required=True)
    by = OptionalDayField(desk.say("asking.needed_by"), desk, needed)
    comment = LongTextField(desk.say("asking.comment"))

    def look(database: Database, done: Done) -> Sequence[Line]:
        return list(_told(database, int(done.result), desk))

    fields: list[Field[Any]] = [reason, by, comment]
    dialog = _AskForm(
        desk,
        desk.say("asking.heading"),
        fields,
        lambda: asked_for(command, reason.value, by.value, comment.value),
        about=[line(Span("! " + desk.told(error), "due"), hang=2), *lacks, EMPTY],
        foresee=look,
    )
    done = await desk.ask(dialog)
    if done is None:
        return None
    desk.instead = desk.say("asking.asked")
    desk.tell(desk.instead)
    return done._replace(result=Asked(int(done.result)))


async def act_or_ask(desk: Desk, command: object) -> Done | None:
    """Perform a command, or ask for its approval where that is for somebody else to decide; None if one turned back."""
    try:
        return await desk.act(command)
    except CasebookError as error:
        if not may_be_asked(command, error):
            raise
        return await ask_approval(desk, command, error)


def lacking_lines(gates: Sequence[Gate], desk: Desk) -> list[Line]:
    """Return what lacks of that which is to be approved all the same."""
    return [line(Span("! " + desk.say(gate.code, **gate.parameters), "due"), hang=2) for gate in gates]


def decided_by(found: Sequence[Decider], desk: Desk) -> Line:
    """Return who could decide, and who stands in for him today; or that nobody here could."""
    if not found:
        return line(Span("! " + desk.say("asking.nobody"), "urgent"), hang=2)
    return line(desk.say("asking.could", names=[_name(one, desk) for one in found]), hang=2)


def _name(one: Decider, desk: Desk) -> str:
    name = clean_line(one.name)
    if not one.stand_ins:
        return name
    return desk.say("asking.away", name=name, by=clean_line(", ".join(one.stand_ins)))


def _told(database: Database, approval_id: int, desk: Desk) -> Iterator[Line]:
    card = approvals.request(database, approval_id, desk.day)
    assert card is not None, "it was asked a moment ago"
    row = card.row
    yield line(Span("→ " + desk.say(row.code, **row.parameters), "strong"), hang=2)
    if row.needed_by is not None:
        yield line("  ", desk.say("asking.by", on=format_.day(row.needed_by, desk.language)))
    yield decided_by(card.deciders, desk)


def _reason_of(command: object) -> str:
    """Return why it is to be done, as far as that was typed already."""
    for name in _REASONS:
        text = getattr(command, name, "")
        if isinstance(text, str) and text.strip():
            return clean_line(text)
    return ""


def _needed_by(database: Database, command: object, day: date) -> date | None:
    """Return by when it is needed: the first day of the cases it is about that something is lost or due."""
    cases = sorted(set(commands.action_for(command).cases(database, command)))
    found = (approvals.proposed_by(database, case_id, day) for case_id in cases[:_MOST_CASES])
    return min((on for on in found if on is not None), default=None)
