"""A kept arrangement of which money went back: what was remitted is owed again, and its terms are to be paid."""

from dataclasses import dataclass

from casebook.domain.arrangement.standing import KEPT
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.ledger import EntryKind
from casebook.errors import Refused
from casebook.store.actions import given, ledger
from casebook.store.actions.arrangement_course import refuse_ended, standing
from casebook.store.actions.arrangement_start import open_track
from casebook.store.actions.cases import open_one, plan
from casebook.store.actions.holds import case_of
from casebook.store.commands import action
from casebook.store.models.arrangements import Arrangement
from casebook.store.models.cases import NextKind
from casebook.store.models.money import LedgerEntry
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class ReopenArrangement:
    """An arrangement that was completed goes on: money for it was returned."""

    id: int
    version: int
    reason: str


@action("arrangement.reopen", cases=case_of(Arrangement))
def reopen(tx: Transaction, command: ReopenArrangement) -> None:
    """Let a completed arrangement go on, and reverse what was remitted on it.

    Refused while every term is paid, and after a letter of discharge: what that gave up is a matter for the lead and a
    lawyer. A case that was closed is opened first.
    """
    arrangement = tx.get(Arrangement, command.id, command.version)
    case = open_one(tx, arrangement.case_id)
    now = standing(tx, arrangement)
    refuse_ended(now, KEPT)
    if now.paid_on is not None:
        raise Refused("arrangement.nothing_returned", source=HOUSE_RULE)
    if arrangement.discharged_on is not None:
        raise Refused("arrangement.discharged", source=HOUSE_RULE, on=arrangement.discharged_on)
    reason = given.reason(command.reason)
    remitted = (LedgerEntry.arrangement_id == arrangement.id) & (LedgerEntry.kind == EntryKind.CREDIT)
    for entry in tx.find(LedgerEntry.select().where(remitted).order_by(LedgerEntry.id)):
        if not ledger.is_reversed(tx, entry.id):
            ledger.reverse(tx, entry, reason, tx.day)
            ledger.take_up_again(tx, [entry.claim_id])
    tx.change(
        arrangement,
        completed_on=None,
        ended_because="",
        thanked_on=None,
        thanks_channel=None,
        no_thanks_because="",
        sales_told_on=None,
    )
    open_track(tx, arrangement)
    plan(tx, case, tx.day, NextKind.CALL, "")
