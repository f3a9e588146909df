"""The declaration of set-off: whether it may leave, and that it is booked once it left (BW 6:127 lid 1).

It names the item that we owe by its origin, and what goes to which claim by the number of the claim.
"""

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.extras import NamedAmount
from casebook.errors import Refused
from casebook.store.actions import set_offs
from casebook.store.actions.arrangement_letters import Matter, left_before
from casebook.store.actions.set_offs import SetOffClaim, SetOffShare
from casebook.store.models.books import ContraItem, SetOff
from casebook.store.models.cases import Case, CaseState, NextKind
from casebook.store.transaction import Transaction

ORIGIN = "contra_item"


def refuse(tx: Transaction, matter: Matter) -> None:
    """Refuse a declaration of a set-off that could not be booked now. Nothing is booked by asking."""
    command = _command(matter)
    if command is None:
        raise Refused("set_off.no_item", source=HOUSE_RULE)
    if _is_booked(tx, matter):
        return
    set_offs.refuse(tx, command)
    if not matter.asks:
        before = len(tx.changes)
        try:
            with tx.database.peewee.atomic() as savepoint:
                set_offs.declare(tx, command)
                savepoint.rollback()
        finally:
            del tx.changes[before:]


def declared(tx: Transaction, matter: Matter) -> None:
    """Book the set-off of a declaration that left; what cannot be booked any more by then is for a lawyer to judge."""
    command = _command(matter)
    if command is None or _is_booked(tx, matter):
        return
    before = len(tx.changes)
    try:
        with tx.database.peewee.atomic():
            set_offs.declare(tx, command)
    except Refused:
        del tx.changes[before:]
        case = tx.get(Case, command.case_id)
        if case.state != CaseState.CLOSED:
            number = tx.get(ContraItem, command.contra_item_id).number
            tx.change(case, next_on=tx.day, next_kind=NextKind.LEGAL_REVIEW, next_note=number, moves=0)


def _command(matter: Matter) -> SetOffClaim | None:
    """Return the set-off that a letter declares, None for a letter that names no item of ours."""
    letter, said = matter.letter, matter.facts.extras
    shares, numbers = said.get("shares"), {one.number: one.claim_id for one in matter.facts.claims}
    if letter.origin != ORIGIN or letter.origin_id is None or not isinstance(shares, tuple):
        return None
    named = [one for one in shares if isinstance(one, NamedAmount) and one.name in numbers]
    each = tuple(SetOffShare(numbers[one.name], one.cents) for one in named)
    why = str(said.get("reason") or "")
    return SetOffClaim(letter.case_id, int(letter.origin_id), each, matter.on_day, matter.channel, why)


def _is_booked(tx: Transaction, matter: Matter) -> bool:
    """Tell whether the declaration was booked when it, or a letter prepared with it, left another way."""
    own = (SetOff.contra_item_id == matter.letter.origin_id) & (SetOff.case_id == matter.letter.case_id)
    since = SetOff.select().where(own, SetOff.declared_on >= matter.letter.prepared_on)
    return left_before(tx, matter.letter) and any(one.taken_back_on is None for one in tx.find(since))
