"""Lists of VAT for the returns: locked with their lines, unlocked while nothing rests on them, marked as declared."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import ZERO, Cents
from casebook.domain.vat.course import Line
from casebook.errors import Refused
from casebook.store import mandates, sight
from casebook.store.actions import given
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.facts_of import vat
from casebook.store.facts_of.vat import percent_text
from casebook.store.models.people import Role
from casebook.store.models.vat import VatLine, VatList
from casebook.store.transaction import Transaction

LEAD = frozenset({Role.LEAD})
_CASES = "SELECT DISTINCT case_id FROM vat_now WHERE filer = ? AND until_on = ? ORDER BY case_id"
_CASES_OF_LIST = """
    SELECT DISTINCT k.case_id FROM vat_line l JOIN claim k ON k.id = l.claim_id WHERE l.list_id = ? ORDER BY k.case_id
"""
_TURN = "SELECT COALESCE(max(turn), -1) FROM vat_list WHERE filer = ? AND until_on = ?"
_SENT = """
    SELECT count(*) FROM journal_line j JOIN vat_line l ON l.id = j.source_id
    WHERE j.source = 'vat_line' AND l.list_id = ?
"""


@dataclass(frozen=True, slots=True)
class LockVatList:
    """What is to go into the return of an entity or fiscal unity for a period that ends on a day, as it was seen.

    `seen_lines` is how many lines were seen, `cents` what they came to: more than nothing comes back.
    """

    filer: str
    until_on: date
    seen_lines: int
    cents: Cents


@dataclass(frozen=True, slots=True)
class UnlockVatList:
    """A list that is to stand no more, and why."""

    list_id: int
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class DeclareVatList:
    """A list that somebody put in the return on a day, as it is known there."""

    list_id: int
    version: int
    on_day: date
    reference: str = ""


def _cases(database: Database, command: LockVatList) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASES, (command.filer, command.until_on))]


def _cases_of_list(database: Database, command: Any) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASES_OF_LIST, (command.list_id,))]


@action("vat_list.lock", also=LEAD, cases=_cases, not_undoable="vat.unlock_instead")
def lock(tx: Transaction, command: LockVatList) -> int:
    """Lock a list, or a supplement where the period has one, and return its id.

    Refused to who may not see all cases, without the mandate, for a period that is yet to begin, where there is
    nothing to go in, and where it is no longer what was seen.
    """
    sight.refuse_partial(tx.actor)
    mandates.check(tx, mandates.Act.VAT_LIST, ZERO)
    tx.hold(f"vat {command.filer}")
    found: list[tuple[int, Line]] = []
    rules = tx.law.vat.relief
    records = vat.load(tx.database, list(_cases(tx.database, command)))
    for record in chain.from_iterable(records.values()):
        if record.filer == command.filer:
            found += [(record.claim_id, line) for line in vat.open_lines(record, rules, command.until_on)]
    if not found:
        raise Refused("vat.nothing", source=HOUSE_RULE, filer=command.filer, until=command.until_on)
    first = found[0][1].period.first
    if first > tx.day:
        raise Refused("vat.not_begun", source=HOUSE_RULE, until=command.until_on)
    together = Cents(sum(line.cents for _, line in found))
    if (len(found), together) != (command.seen_lines, command.cents):
        raise Refused("vat.changed", source=HOUSE_RULE, count=len(found), cents=together)
    list_id = tx.add(
        VatList,
        filer=command.filer,
        from_on=first,
        until_on=command.until_on,
        turn=tx.database.value(_TURN, (command.filer, command.until_on)) + 1,
        locked_on=tx.day,
        person_id=tx.actor.person,
        lines=len(found),
        refund_cents=sum(line.cents for _, line in found if line.cents > 0),
        correction_cents=-sum(line.cents for _, line in found if line.cents < 0),
    )
    tx.add_many(VatLine, [{"list_id": list_id, "claim_id": claim_id, **_columns(line)} for claim_id, line in found])
    return list_id


@action("vat_list.unlock", also=LEAD, cases=_cases_of_list, not_undoable="vat.lock_again")
def unlock(tx: Transaction, command: UnlockVatList) -> None:
    """Let a list stand no more. Refused without mandate, once it was declared and once a line went to the books."""
    row = _standing(tx, command.list_id, command.version)
    if row.filed_on is not None:
        raise Refused("vat.declared", source=HOUSE_RULE, on=row.filed_on)
    if tx.database.value(_SENT, (row.id,)):
        raise Refused("vat.in_the_books", source=HOUSE_RULE, until=row.until_on)
    tx.change(row, withdrawn_on=tx.day, withdrawn_because=given.reason(command.reason))


@action("vat_list.declare", also=LEAD, cases=_cases_of_list)
def declare(tx: Transaction, command: DeclareVatList) -> None:
    """Mark a list as declared: a person did that, Casebook never does. Refused twice, and before it was locked."""
    row = _standing(tx, command.list_id, command.version)
    if row.filed_on is not None:
        raise Refused("vat.declared", source=HOUSE_RULE, on=row.filed_on)
    given.in_order(locked_on=row.locked_on, filed_on=given.past(tx, command.on_day))
    reference = given.line(command.reference)
    tx.change(row, filed_on=command.on_day, filed_by_id=tx.actor.person, filed_as=reference)


def _standing(tx: Transaction, list_id: int, version: int) -> VatList:
    mandates.check(tx, mandates.Act.VAT_LIST, ZERO)
    row = tx.get(VatList, list_id, version)
    tx.hold(f"vat {row.filer}")
    if row.withdrawn_on is not None:
        raise Refused("vat.unlocked", source=HOUSE_RULE, on=row.withdrawn_on)
    return row


def _columns(line: Line) -> dict[str, object]:
    return {
        "percent": percent_text(line.percent),
        "kind": line.kind,
        "gross_cents": line.gross,
        "vat_cents": line.cents,
        "why": line.why,
        "on_day": line.on,
    }
