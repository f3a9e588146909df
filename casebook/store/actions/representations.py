"""Those who act for a party: in what role, when, and whether letters go to them too."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.actions.parties import of_party, of_party_of
from casebook.store.commands import action
from casebook.store.models.parties import Party, Representation, RepresentativeRole
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Acting:
    """In what role somebody acts, when, whether letters go to him too, and when his authority was seen."""

    role: RepresentativeRole
    write_to: bool = False
    authority_seen_on: date | None = None
    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class AddRepresentation:
    """Somebody acts for a party."""

    party_id: int
    representative_id: int
    acting: Acting


@dataclass(frozen=True, slots=True)
class ChangeRepresentation:
    """How somebody acts for a party as it should be, all of it."""

    id: int
    version: int
    acting: Acting


@action("representation.add", cases=of_party)
def add_representation(tx: Transaction, command: AddRepresentation) -> int:
    """Let somebody act for a party and return the id. Nobody represents himself."""
    party, other = tx.get(Party, command.party_id), tx.get(Party, command.representative_id)
    if party.id == other.id:
        raise Refused("representation.himself", source=HOUSE_RULE, name=party.name)
    return tx.add(Representation, party_id=party.id, representative_id=other.id, **_acting(tx, command.acting))


@action("representation.change", cases=of_party_of(Representation))
def change_representation(tx: Transaction, command: ChangeRepresentation) -> None:
    """Change how somebody acts for a party, also until when."""
    tx.change(tx.get(Representation, command.id, command.version), **_acting(tx, command.acting))


def _acting(tx: Transaction, acting: Acting) -> dict[str, Any]:
    given.in_order(from_on=acting.from_on, until_on=acting.until_on)
    return {
        "role": acting.role,
        "write_to": int(acting.write_to),
        "authority_seen_on": given.past(tx, acting.authority_seen_on) if acting.authority_seen_on else None,
        "from_on": acting.from_on,
        "until_on": acting.until_on,
    }
