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
from casebook.store.models.agencies import Agency
from casebook.store.models.agency_files import AgencyMoney
from casebook.store.models.bank import BankUse, UseKind
from casebook.store.models.cases import Case
from casebook.store.models.parties import Party
from casebook.store.models.placements import Placement
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Kept:
    """Of which placement a share is, by its place among the shares from 0, and the fee that the agency kept of it."""

    of_share: int
    placement_id: int
    fee_cents: Cents = ZERO


@dataclass(frozen=True, slots=True)
class AcceptRemittance:
    """What an agency passed on, for one or more debtors: the shares are gross, `fee_cents` is the cost it kept.

    `kept` says of which placements the shares are; where it does so of all, their fees add up to the cost.
    """

    entry_id: int
    agency_id: int
    shares: tuple[Share, ...]
    fee_cents: Cents = ZERO
    reason: str = ""
    kept: tuple[Kept, ...] = ()


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
    _check_kept(tx, command, agency.name)
    said = Said(command.reason)
    booked = tuple(bank_shares.book(tx, entry, share, said, Method.REMITTANCE) for share in command.shares)
    if command.fee_cents:
        reason = given.line(command.reason) or agency.name
        bank_entries.use(
            tx, entry, UseKind.AGENCY_FEE, Cents(-command.fee_cents), method=Method.REMITTANCE, reason=reason
        )
    for kept in command.kept:
        payment_id, cents = booked[kept.of_share].payment_id, command.shares[kept.of_share].cents
        use = tx.first(BankUse.select().where(BankUse.payment_id == payment_id))
        assert use is not None
        of_entry = {"entry_id": entry.id, "use_id": use.id, "on_day": entry.value_on}
        of_placement = {"placement_id": kept.placement_id, "received_cents": cents, "fee_cents": kept.fee_cents}
        tx.add(AgencyMoney, **of_entry, **of_placement)
    return booked


def _check_kept(tx: Transaction, command: AcceptRemittance, agency: str) -> None:
    """Refuse placements of another case or agency, a share of two, and fees that do not add up to the cost."""
    places = [kept.of_share for kept in command.kept]
    if len(set(places)) < len(places) or not all(0 <= place < len(command.shares) for place in places):
        raise Refused("bank.remittance_share", source=HOUSE_RULE)
    for kept in command.kept:
        share, placement = command.shares[kept.of_share], tx.get(Placement, kept.placement_id)
        if placement.case_id != share.case_id or tx.get(Agency, placement.agency_id).party_id != command.agency_id:
            number = tx.get(Case, share.case_id).number
            raise Refused("bank.remittance_placement", source=HOUSE_RULE, number=number, agency=agency)
        if not 0 <= kept.fee_cents <= share.cents:
            raise Refused("bank.remittance_fee", source=HOUSE_RULE, fee=kept.fee_cents, gross=share.cents)
    fees = Cents(sum(kept.fee_cents for kept in command.kept))
    if fees > command.fee_cents or (fees < command.fee_cents and len(places) == len(command.shares)):
        raise Refused("bank.remittance_fees", source=HOUSE_RULE, fees=fees, cost=command.fee_cents)
