"""Where a party is to be found: asked at a register or somebody else, and the answer."""

from dataclasses import dataclass
from datetime import date

from casebook.domain.calendar import ONE_DAY
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.actions.addresses import Place, add_place, mark_checked
from casebook.store.actions.parties import hold_party, of_party, of_party_of
from casebook.store.commands import action
from casebook.store.models.parties import Address, AddressEnquiry, AddressStatus, EnquiryAt, EnquiryResult, Party
from casebook.store.transaction import Transaction
from casebook.text import clean

# After these, post to the address that was asked about reaches nobody.
_GONE = frozenset([EnquiryResult.LEFT, EnquiryResult.MOVED_ABROAD])


@dataclass(frozen=True, slots=True)
class AskAddress:
    """It is asked where a party is to be found, at whom, and by when the answer is due.

    `address_id` is the address that is doubted, if there is one.
    """

    party_id: int
    asked_at: EnquiryAt
    asked_on: date
    answer_due_on: date
    address_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class AnswerAddress:
    """What the answer was. `source` is who gave it, as an address names him who verified it.

    `place` is the new address, and `from_on` since when he is there, where that is the answer.
    """

    id: int
    version: int
    answered_on: date
    result: EnquiryResult
    source: str
    place: Place | None = None
    from_on: date | None = None
    answer: str = ""


@action("address_enquiry.ask", cases=of_party)
def ask(tx: Transaction, command: AskAddress) -> int:
    """Record that it was asked and return the id. Refused while the same question is open at the same place."""
    party = tx.get(Party, command.party_id)
    hold_party(tx, party.id)
    given.past(tx, command.asked_on)
    given.in_order(asked_on=command.asked_on, answer_due_on=command.answer_due_on)
    if command.address_id is not None and tx.get(Address, command.address_id).party_id != party.id:
        raise Refused("address_enquiry.of_another", source=HOUSE_RULE, name=party.name)
    open_ones = AddressEnquiry.select().where(
        AddressEnquiry.party_id == party.id,
        AddressEnquiry.asked_at == command.asked_at,
        AddressEnquiry.answered_on.is_null(),
    )
    if (other := tx.first(open_ones)) is not None:
        raise Refused("address_enquiry.open_already", source=HOUSE_RULE, at=command.asked_at, on=other.asked_on)
    return tx.add(
        AddressEnquiry,
        party_id=party.id,
        address_id=command.address_id,
        asked_at=command.asked_at,
        asked_on=command.asked_on,
        answer_due_on=command.answer_due_on,
        note=clean(command.note).strip(),
    )


@action("address_enquiry.answer", cases=of_party_of(AddressEnquiry))
def answer(tx: Transaction, command: AnswerAddress) -> None:
    """Record the answer, and what it says of the addresses: a new one, the old one confirmed, or dead."""
    enquiry = tx.get(AddressEnquiry, command.id, command.version)
    hold_party(tx, enquiry.party_id)
    if enquiry.answered_on is not None:
        raise Refused("address_enquiry.answered", source=HOUSE_RULE, on=enquiry.answered_on)
    given.past(tx, command.answered_on)
    given.in_order(asked_on=enquiry.asked_on, answered_on=command.answered_on)
    if (command.place is not None) != (command.result is EnquiryResult.NEW_ADDRESS):
        raise Refused("address_enquiry.place", source=HOUSE_RULE, result=command.result)
    doubted = tx.get(Address, enquiry.address_id) if enquiry.address_id is not None else None
    if command.place is not None:
        _moved(tx, enquiry.party_id, doubted, command, command.place)
    elif command.result is EnquiryResult.CONFIRMED:
        if doubted is None:
            raise Refused("address_enquiry.none_doubted", source=HOUSE_RULE)
        mark_checked(tx, doubted, AddressStatus.VERIFIED, command.source, command.answered_on)
    elif command.result in _GONE and doubted is not None:
        mark_checked(tx, doubted, AddressStatus.DEAD, command.source, command.answered_on)
    note = clean(command.answer).strip()
    tx.change(enquiry, answered_on=command.answered_on, result=command.result, answer=note)


def _moved(tx: Transaction, party_id: int, doubted: Address | None, command: AnswerAddress, place: Place) -> None:
    """Add the new address; the one that was doubted ends the day before he came there."""
    if doubted is not None and doubted.until_on is None:
        last = (command.from_on or command.answered_on) - ONE_DAY
        given.in_order(from_on=doubted.from_on, until_on=last)
        tx.change(doubted, until_on=last)
    on = command.answered_on
    verified = AddressStatus.VERIFIED
    add_place(tx, party_id, place, verified, source=command.source, checked_on=on, from_on=command.from_on)
