"""Contact blocks: somebody is not written to or called, in one way or in any, until that is lifted."""

from dataclasses import dataclass
from datetime import date

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.actions.parties import of_party, of_party_of
from casebook.store.commands import action
from casebook.store.models.cases import Channel
from casebook.store.models.letters import ContactBlock
from casebook.store.models.parties import Party
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class PlaceContactBlock:
    """Somebody is not contacted from a day on, by a channel or in any way; without an end until it is lifted."""

    party_id: int
    reason: str
    from_on: date
    channel: Channel | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class LiftContactBlock:
    """He may be contacted again."""

    id: int
    version: int
    reason: str


@action("contact_block.place", cases=of_party)
def place(tx: Transaction, command: PlaceContactBlock) -> int:
    """Place a block and return its id. Refused where it has ended already."""
    party = tx.get(Party, command.party_id)
    given.in_order(from_on=command.from_on, until_on=command.until_on)
    if command.until_on is not None and command.until_on < tx.day:
        raise Refused("block.past", source=HOUSE_RULE, on=command.until_on)
    return tx.add(
        ContactBlock,
        party_id=party.id,
        channel=command.channel,
        reason=given.reason(command.reason),
        from_on=command.from_on,
        until_on=command.until_on,
    )


@action("contact_block.lift", cases=of_party_of(ContactBlock))
def lift(tx: Transaction, command: LiftContactBlock) -> None:
    """Lift a block; the reason stands in the log."""
    given.reason(command.reason)
    found = tx.get(ContactBlock, command.id, command.version)
    if found.lifted_on is not None:
        raise Refused("block.lifted", source=HOUSE_RULE, on=found.lifted_on)
    if found.until_on is not None and found.until_on < tx.day:
        raise Refused("block.over", source=HOUSE_RULE, on=found.until_on)
    tx.change(found, lifted_on=tx.day)
