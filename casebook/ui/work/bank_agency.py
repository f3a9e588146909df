"""What an agency or bailiff passed on: gross for each debtor, less the cost that he kept."""

from collections.abc import Callable, Sequence

from casebook.domain.money import ZERO, Cents
from casebook.errors import InputError
from casebook.store.actions.bank_remittances import AcceptRemittance
from casebook.store.actions.bank_shares import Share
from casebook.store.queries.bank_entry import EntryCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.find import find_party
from casebook.ui.widgets.fields import AmountField, TextField
from casebook.ui.work.bank_parts import Asked, PartFields, share_out


async def remittance(desk: Desk, card: EntryCard) -> bool:
    """Ask which agency passed an amount on, for which debtors, and what it kept; credit the debtors what they paid."""
    agency = await find_party(desk, desk.say("bank_form.which_agency"), card.name)
    if agency is None:
        return False

    def asks(part: PartFields, before: Sequence[Share]) -> Asked:
        return _asked(desk, card, agency, part, before)

    return await share_out(desk, card, "bank_form.remittance", asks, bounded=False)


class KeptField(AmountField):
    """What an agency kept, with by how much the debtors paid more than came in beside it."""

    def __init__(self, desk: Desk, difference: Callable[[], Cents], when: Callable[[], bool]) -> None:
        super().__init__(desk.say("bank_form.fee"), desk, ZERO, zero=True, when=when)
        self._difference = difference

    def echo(self) -> str:
        """Return the amount in full, and what it would be where all of the difference was kept."""
        said, difference = super().echo(), self._difference()
        if difference <= ZERO or difference == self.value:
            return said
        return f"{said} · {self._desk.say('bank_form.difference', amount=difference)}"


def _asked(desk: Desk, card: EntryCard, agency: int, part: PartFields, before: Sequence[Share]) -> Asked:
    def difference() -> Cents:
        try:
            gross = part.cents.value
        except InputError:
            gross = ZERO
        return Cents(sum(share.cents for share in before) + gross - card.rest)

    fee = KeptField(desk, difference, lambda: not part.goes_on)
    reason = TextField(desk.say("bank_form.remark"), when=lambda: not part.goes_on)

    def command(shares: tuple[Share, ...]) -> AcceptRemittance:
        return AcceptRemittance(card.entry_id, agency, shares, ZERO if part.goes_on else fee.value, reason.value)

    return Asked([fee, reason], command)
