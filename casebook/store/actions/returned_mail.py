"""What follows from a letter that came back: the address is dead, and nothing else goes there."""

from datetime import date

from casebook.domain.letters.ways import POSTAL
from casebook.store.actions.addresses import mark_checked
from casebook.store.actions.parties import hold_party
from casebook.store.letters.leaving import has_begun, waiting
from casebook.store.models.cases import Case
from casebook.store.models.letters import Letter
from casebook.store.models.parties import Address, AddressStatus, ContactKind, ContactPoint
from casebook.store.transaction import Transaction


def mark_dead(tx: Transaction, letter: Letter, on_day: date) -> None:
    """Mark the address of a letter as dead, and take back the release of what only waits to go there."""
    if letter.address_id is None:
        return
    address = tx.get(Address, letter.address_id)
    hold_party(tx, address.party_id)
    if address.status != AddressStatus.DEAD:
        mark_checked(tx, address, AddressStatus.DEAD, tx.get(Case, letter.case_id).number, on_day)
    to_the_same = Letter.select().where(
        Letter.addressee_id == letter.addressee_id,
        Letter.address_id == address.id,
        Letter.id != letter.id,
        Letter.released_on.is_null(False),
        Letter.withdrawn_on.is_null(),
    )
    for other in tx.find(to_the_same.order_by(Letter.id)):
        if not has_begun(tx, other.id) and any(one.way in POSTAL for one in waiting(tx, other.id)):
            # What left in one way, or is leaving, stays released: the gate keeps the rest.
            tx.change(other, released_on=None, released_by_id=None)


def end_mail(tx: Transaction, letter: Letter, mail: str, on_day: date) -> None:
    """End a mail address at which nobody is reached."""
    own = (ContactPoint.party_id == letter.addressee_id) & (ContactPoint.kind == ContactKind.MAIL)
    for point in tx.find(ContactPoint.select().where(own, ContactPoint.value == mail, ContactPoint.until_on.is_null())):
        tx.change(point, until_on=on_day)
