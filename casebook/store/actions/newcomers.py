"""A debtor nobody knew yet, with what is known of him and his case, all at once."""

from dataclasses import dataclass
from datetime import date

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions.addresses import AddAddress, AddContactPoint, Place
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.commands import action, action_for
from casebook.store.models.cases import NextKind
from casebook.store.models.parties import ContactKind, Party
from casebook.store.transaction import Transaction

_KNOWN = """
    SELECT p.name, c.number FROM party p JOIN cases c ON c.debtor_id = p.id
    WHERE p.kvk = ? AND p.id <> ? AND c.state <> 'closed' ORDER BY c.id LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class OpenNewCase:
    """A debtor, where he lives, how he is reached, and what is done first; what is empty is not known."""

    facts: PartyFacts
    next_on: date
    next_kind: NextKind = NextKind.FIRST_LOOK
    next_note: str = ""
    place: Place | None = None
    phone: str = ""
    mail: str = ""
    contact_name: str = ""
    owner_person_id: int | None = None
    owner_team_id: int | None = None


@action("case.open_new")
def open_new_case(tx: Transaction, command: OpenNewCase) -> int:
    """Add a party with his address and how he is reached, open his case and return its id.

    Refused where an open case is of a party with the same number in the trade register: that is the same debtor.
    """
    party_id = _done(tx, AddParty(command.facts))
    _refuse_known(tx, party_id)
    if command.place is not None:
        _done(tx, AddAddress(party_id, command.place))
    for kind, value in ((ContactKind.PHONE, command.phone), (ContactKind.MAIL, command.mail)):
        if value:
            _done(tx, AddContactPoint(party_id, kind, value, person_name=command.contact_name))
    owner = (command.owner_person_id, command.owner_team_id)
    return _done(tx, OpenCase(party_id, command.next_on, command.next_kind, command.next_note, *owner))


def _done(tx: Transaction, command: object) -> int:
    """Perform a command within this one and return the id of what it added."""
    return int(action_for(command).perform(tx, command))


def _refuse_known(tx: Transaction, party_id: int) -> None:
    kvk = tx.get(Party, party_id).kvk
    if kvk is None:
        return
    tx.hold(f"kvk {kvk}")
    for name, number in tx.database.fetch(_KNOWN, (kvk, party_id)):
        raise Refused("case.debtor_known", source=HOUSE_RULE, kvk=kvk, name=name, number=number)
