"""Undo and redo: the last step of a person is taken back as the log has it, or done again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, cast

from peewee import IntegrityError

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insolvency.facts import EventKind
from casebook.errors import Refused
from casebook.store import balances, commands, tables
from casebook.store.actions import bank_entries, bank_links, ledger, people
from casebook.store.actions.approvals import DecideApproval, stored
from casebook.store.actions.arrangement_letters import refuse_told
from casebook.store.actions.cases import check_restored
from casebook.store.actions.claims import refuse_used_number
from casebook.store.actions.reversal import take_back
from casebook.store.actions.steps import (
    REDO,
    UNDO,
    Change,
    Line,
    Row,
    added,
    cancelled,
    followed,
    origin,
    own_lines,
    rows,
    stand_ins,
    versions,
)
from casebook.store.commands import Action, action
from casebook.store.database import Database
from casebook.store.letters.leaving import refuse_left
from casebook.store.log import cases_of_step
from casebook.store.models.arrangements import Arrangement
from casebook.store.models.bank import BankUse
from casebook.store.models.base import Edited
from casebook.store.models.cases import Case
from casebook.store.models.claims import Claim
from casebook.store.models.court import CourtEvent, Proceeding, Title
from casebook.store.models.insolvency import Insolvency, InsolvencyEvent
from casebook.store.models.letters import Letter
from casebook.store.models.money import LedgerEntry, Payment
from casebook.store.models.parties import Creditor
from casebook.store.models.people import Approval, Person, Role, RoleGrant
from casebook.store.models.placements import Placement
from casebook.store.models.securities import Security, SecurityEvent
from casebook.store.rows import many
from casebook.store.transaction import Again, Transaction

# Taking a step back is no step of its own; doing one again is.
_LAST = """
    SELECT l.step FROM log l
    WHERE l.person_id = ? AND l.command <> ? AND NOT EXISTS (SELECT 1 FROM log u WHERE u.undoes = l.step)
    ORDER BY l.number DESC LIMIT 1
"""
_LATER_UNDO = """
    SELECT count(*) FROM log l
    WHERE l.person_id = ? AND l.command = ? AND l.number > ?
      AND NOT EXISTS (SELECT 1 FROM log r WHERE r.undoes = l.number)
"""
_LET_GO = "SELECT id FROM claim WHERE not_pursued = 1 AND case_id IN ({marks})"
# So many rows are read at once.
_AT_ONCE = 500
_UNDONE_BY = "SELECT max(number) FROM log WHERE undoes = ?"


class _Claim(NamedTuple):
    id: int


@dataclass(frozen=True, slots=True)
class UndoStep:
    """A step of the log, by its number, that is taken back."""

    step: int


@dataclass(frozen=True, slots=True)
class RedoStep:
    """A step that was taken back, by its own number, that is done again."""

    step: int


def last_step(database: Database, person: int) -> int | None:
    """Return the last step of a person that was not taken back, None without one."""
    step: int | None = database.value(_LAST, (person, UNDO))
    return step


def _cases_of_step(database: Database, command: Any) -> Iterable[int]:
    return cases_of_step(database, command.step)


@action(UNDO, role=None, cases=_cases_of_step, not_undoable="undo.of_undo")
def undo(tx: Transaction, command: UndoStep) -> None:
    """Take back one's own last step, also one of many commands, whole or not at all.

    Rows that people edit are as they were before. What is only ever added to gets a reversal. Refused: a step of
    somebody else, one that is not the last, what was changed since, and what cannot be taken back.
    """
    tx.hold(f"step {command.step}")
    lines = own_lines(tx, command.step)
    if tx.database.value(_UNDONE_BY, (command.step,)) is not None:
        raise Refused("undo.undone", source=HOUSE_RULE)
    for found, performed in _performed(tx, origin(tx, lines)):
        _refuse_final(tx, found, performed)
    if tx.actor.person is not None and last_step(tx.database, tx.actor.person) != command.step:
        raise Refused("undo.not_last", source=HOUSE_RULE)
    changes = [change for line in lines for change in line.changes]
    since = cancelled(tx, lines[-1].number)
    bank_links.refuse_told_since(tx, changes)
    take_back(tx, added(changes), stand_ins(tx, since), f"undo {command.step}")
    _restore(tx, changes, since)
    let_go = many(tx.database, _LET_GO, _Claim, cases_of_step(tx.database, command.step))
    ledger.take_up_again(tx, [claim.id for claim in let_go])
    tx.undoes = command.step


@action(REDO, role=None, cases=_cases_of_step)
def redo(tx: Transaction, command: RedoStep) -> None:
    """Do a step again that one took back, by the same commands. Refused where its rows were changed since."""
    tx.hold(f"step {command.step}")
    lines = own_lines(tx, command.step)
    undone_by = tx.database.value(_UNDONE_BY, (command.step,))
    if undone_by is None:
        raise Refused("undo.not_undone", source=HOUSE_RULE)
    if tx.database.value(_UNDONE_BY, (undone_by,)) is not None:
        raise Refused("undo.redone", source=HOUSE_RULE)
    if tx.database.value(_LATER_UNDO, (tx.actor.person, UNDO, undone_by)):
        raise Refused("undo.redo_later", source=HOUSE_RULE)
    first = list(origin(tx, lines))
    taken_back = [change for line in own_lines(tx, undone_by) for change in line.changes]
    tx.again = _again(tx, first, undone_by, taken_back)
    for found, performed in list(_performed(tx, first)):
        tx.lock(found.cases(tx.database, performed))
        found.perform(tx, performed)
    tx.again = Again()
    tx.undoes = undone_by


def _performed(tx: Transaction, lines: Iterable[Line]) -> Iterator[tuple[Action[Any], Any]]:
    """Yield what was performed in a step: each action, which the actor must still be allowed, with its command."""
    for line in lines:
        found = commands.action_named(line.command)
        if found is None:
            raise Refused("undo.not_undoable", source=HOUSE_RULE)
        commands.check_role(found, tx.actor)
        yield found, commands.decode(line.command, line.arguments)


def _refuse_final(tx: Transaction, found: Action[Any], performed: object) -> None:
    """Refuse to take back what cannot be, also where it happened because it was approved."""
    if isinstance(performed, DecideApproval) and performed.approve:
        approval = tx.get(Approval, performed.id)
        found = stored(approval.command, approval.arguments)[0]
    if found.not_undoable is not None:
        raise Refused(found.not_undoable, source=HOUSE_RULE)


def _restore(tx: Transaction, changes: Sequence[Change], since: Sequence[Line]) -> None:
    """Bring rows that people edit back, the last change first."""
    now = followed({row: after for row, _, after in versions(changes)}, since)
    found = _records(tx, now)
    for change in reversed(changes):
        if "change" in change:
            table = tables.named(change["change"])
            record = _unchanged(tx, table, change["id"], now, found)
            old = {name: value for name, value in table.values(change["old"]).items() if name != "version"}
            with _unless_in_the_way("undo.changed_since", table):
                tx.change(record, **old)
            _check_restored(tx, record, old.keys())
            now[table.name, record.id] = record.version
        elif "remove" in change:
            table = tables.named(change["remove"])
            row = table.row(table.values(change["old"]))
            with _unless_in_the_way("undo.changed_since", table):
                tx.add_rows(table.model, [row])
            now[table.name, change["id"]] = change["old"]["version"]
        elif not (table := tables.named(change["add"])).append_only:
            for values in reversed(rows(change)):
                _remove(tx, table, _unchanged(tx, table, values["id"], now, found))


def _check_restored(tx: Transaction, record: Edited, columns: Set[str]) -> None:
    """Refuse what may not be any more, because of what others did since to other rows."""
    if isinstance(record, Case) and columns & {"state", "owner_person_id"}:
        check_restored(tx, record, state="state" in columns)
    if isinstance(record, Person) and record.inactive_since is not None and columns & {"inactive_since"}:
        people.check_leaving(tx, record)
    if isinstance(record, BankUse) and columns & {"undone_on"}:
        bank_entries.refuse_too_much(tx, record.entry_id)
    if isinstance(record, Letter) and record.released_on is None and columns & {"released_on"}:
        refuse_left(tx, record.id)
    if isinstance(record, Arrangement):
        refuse_told(tx, record, columns)
    if isinstance(record, Claim) and record.ended_on is None and columns & {"ended_on", "number"}:
        refuse_used_number(tx, tx.get(Creditor, record.creditor_id), record.number, record.id)


def _remove(tx: Transaction, table: tables.Table, record: Edited) -> None:
    """Remove a row that was added.

    A claim stays where its entries do: nothing is owed on it any more. So does a proceeding, of which no event stands,
    a security with what happened to it, a title or what is before a court, of which nothing is asked any more, and a
    placement, which is there no more.
    """
    if isinstance(record, Insolvency):
        happened = {"insolvency_id": record.id, "kind": EventKind.DISMISSED, "recorded_on": tx.day}
        tx.add(InsolvencyEvent, on_day=tx.day, **happened)
        tx.change(record, confirmed_on=None, next_due_on=date.max, ended_on=tx.day)
        return
    if isinstance(record, Security) and tx.first(SecurityEvent.select().where(SecurityEvent.security_id == record.id)):
        tx.change(record, withdrawn_on=tx.day)
        return
    if isinstance(record, Proceeding | Title) and _happened(tx, record):
        tx.change(record, ended_on=tx.day)
        return
    if isinstance(record, Placement):
        tx.change(record, ended_on=tx.day, next_due_on=date.max)
        return
    if isinstance(record, Claim) and tx.first(LedgerEntry.select().where(LedgerEntry.claim_id == record.id)):
        if any(balances.in_all(tx.database, record.id)):
            raise Refused("undo.changed_since", source=HOUSE_RULE, record=table.word)
        tx.change(record, ended_on=tx.day)
    else:
        with _unless_in_the_way("undo.referred_to", table):
            tx.remove(record)
        if isinstance(record, RoleGrant):
            people.refuse_last(tx, {Role.ADMINISTRATOR} & {Role(record.role)})


def _happened(tx: Transaction, record: Proceeding | Title) -> bool:
    """Tell whether anything happened with a proceeding or a title: what was only added to stays, and names it."""
    column = CourtEvent.proceeding_id if isinstance(record, Proceeding) else CourtEvent.title_id
    return tx.first(CourtEvent.select().where(column == record.id)) is not None


def _records(tx: Transaction, rows_: Iterable[Row]) -> dict[Row, Edited]:
    """Return the rows there are, read many at once: a bulk changed thousands."""
    ids: dict[str, list[int]] = {}
    for name, id_ in rows_:
        ids.setdefault(name, []).append(id_)
    found: dict[Row, Edited] = {}
    for name, wanted in ids.items():
        model = cast("type[Edited]", tables.named(name).model)
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            found |= {(name, record.id): record for record in tx.find(model.select().where(model.id.in_(some)))}
    return found


def _unchanged(
    tx: Transaction, table: tables.Table, id_: int, now: Mapping[Row, int | None], found: Mapping[Row, Edited]
) -> Edited:
    """Return a row as the step left it, or as this undo did since. Raises `Refused` where somebody changed it."""
    model = cast("type[Edited]", table.model)
    # What this undo itself put back was not there before.
    record = found.get((table.name, id_)) or tx.first(model.select().where(model.id == id_))
    if record is None or record.version != now[table.name, id_]:
        raise Refused("undo.changed_since", source=HOUSE_RULE, record=table.word)
    return record


@contextmanager
def _unless_in_the_way(code: str, table: tables.Table) -> Iterator[None]:
    """Refuse what other rows keep from being written: they refer to a row, or have what is unique."""
    try:
        yield
    except IntegrityError:
        raise Refused(code, source=HOUSE_RULE, record=table.word) from None


def _again(tx: Transaction, first: Sequence[Line], undone_by: int, undo_changes: Sequence[Change]) -> Again:
    """Return what the commands of a step find now: they name versions and ids of before it was taken back."""
    since = cancelled(tx, first[0].number - 1, with_redone=True)
    left = {row: after for row, _, after in versions(undo_changes)}
    now = followed(left, [line for line in since if line.number > undone_by])
    there = {row: record.version for row, record in _records(tx, now).items()}
    for row, version in now.items():
        if there.get(row) != version:
            raise Refused("undo.changed_since", source=HOUSE_RULE, record=tables.named(row[0]).word)
    offsets: dict[Row, int] = {}
    ids: dict[str, list[int]] = {}
    for row, before, _ in versions(change for line in first for change in line.changes):
        version = now.get(row, 0)
        if before is None and version is None:
            ids.setdefault(row[0], []).append(row[1])
        elif before is not None and version:
            offsets.setdefault(row, version - before)
    changes = [change for line in first for change in line.changes]
    cases = [row for change in changes if change.get("add") == tables.of(Case).name for row in rows(change)]
    numbers = [row["number"] for row in cases if now.get((tables.of(Case).name, row["id"]), 0) is None]
    payments = added(changes).get(tables.of(Payment).name, ())
    return Again(offsets, ids, numbers, stand_ins(tx, since), frozenset(row["key"] for row in payments if row["key"]))
