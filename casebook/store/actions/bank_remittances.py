"""What an agency passes on of what debtors paid it."""

from dataclasses import dataclass

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.matching.candidate import Method
from casebook.domain.money import ZERO, Cents
from casebook.errors import Refused
from casebook.store.actions import bank_entries, bank_shares, given
from casebook.store.actions.bank_shares import Said, Share
from casebook.store.actions.payments import Booked
from casebook.store.commands import action
from casebook.store.models.bank import UseKind
from casebook.store.models.parties import Party
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class AcceptRemittance:
    """What an agency passed on, for one or more debtors: the shares are gross, `fee_cents` is the cost it kept."""

    entry_id: int
    agency_id: int
    shares: tuple[Share, ...]
    fee_cents: Cents = ZERO
    reason: str = ""


@action("bank.remittance", cases=bank_shares.cases_of)
def remittance(tx: Transaction, command: AcceptRemittance) -> tuple[Booked, ...]:
    """Book what an agency passed on: for each debtor all that he paid, and apart the cost that the agency kept.

    Refused where what was paid less the cost is not all that is left of the entry.
    """
    entry = bank_entries.hold(tx, command.entry_id)
    agency = tx.get(Party, command.agency_id)
    bank_shares.check(command.shares)
    if command.fee_cents < 0:
        raise Refused("given.amount", source=HOUSE_RULE, amount=command.fee_cents)
    gross = Cents(sum(share.cents for share in command.shares))
    rest = bank_entries.left(tx, entry)
    if gross - command.fee_cents != rest:
        raise Refused(
            "bank.remittance_sum", source=HOUSE_RULE, gross=gross, cost=command.fee_cents, net=rest, agency=agency.name
        )
    said = Said(command.reason)
    booked = tuple(bank_shares.book(tx, entry, share, said, Method.REMITTANCE) for share in command.shares)
    if command.fee_cents:
        reason = given.line(command.reason) or agency.name
        bank_entries.use(
            tx, entry, UseKind.AGENCY_FEE, Cents(-command.fee_cents), method=Method.REMITTANCE, reason=reason
        )
    return booked
