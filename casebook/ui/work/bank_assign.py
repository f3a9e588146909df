"""Assigning an entry of the bank: to a case, or in parts to several, with what is remembered of its account."""

from collections.abc import Sequence
from enum import StrEnum

from casebook.domain.finding import Caution
from casebook.errors import CasebookError
from casebook.store.actions.bank_assignments import AssignEntry
from casebook.store.actions.bank_shares import Share
from casebook.store.queries.bank_entry import EntryCard
from casebook.ui.desk import Desk
from casebook.ui.widgets.fields import ChoiceField, TextField, yes_field
from casebook.ui.work.bank_parts import Asked, PartFields, share_out

_INSOLVENCY, _WITHHELD = "payment.insolvency", "payment.insolvency_withheld"
_ANOTHER, _LEDGER = "bank.booked_before", "bank.ledger_books"


class _Account(StrEnum):
    """What is remembered of the account that an amount came from."""

    NOTHING = "nothing"
    PAYER = "payer"
    THIRD_PARTY = "third_party"


async def assign(desk: Desk, card: EntryCard) -> bool:
    """Ask for which cases an entry is, show where it goes, and assign it."""
    needs = _Needs()

    async def asks(part: PartFields, before: Sequence[Share]) -> Asked:
        return _asked(desk, card, part, needs, divided=any(share.lines for share in before))

    return await share_out(desk, card, "bank_form.assign", asks, bounded=True)


class _Needs:
    """What else a person has to say, by what was foreseen or refused."""

    def __init__(self) -> None:
        self.withheld = self.another = self.without_ledger = False

    def heed(self, cautions: Sequence[Caution]) -> None:
        """Ask for the choice that money received during an insolvency needs."""
        self.withheld = any(caution.code == _INSOLVENCY for caution in cautions)

    def refused(self, error: CasebookError) -> None:
        """Ask whether it is meant all the same."""
        self.withheld = self.withheld or error.code == _WITHHELD
        self.another = self.another or error.code == _ANOTHER
        self.without_ledger = self.without_ledger or error.code == _LEDGER


def _asked(desk: Desk, card: EntryCard, part: PartFields, needs: _Needs, *, divided: bool) -> Asked:
    say = desk.say
    another = yes_field(say("money.another"), desk, when=lambda: needs.another)
    beside = yes_field(say("bank_form.without_ledger"), desk, when=lambda: needs.without_ledger)
    insolvency = TextField(say("money.insolvency_choice"), when=lambda: needs.withheld or bool(insolvency.editor.value))
    account = ChoiceField(
        say("bank_form.account"),
        [(one, say(f"bank_form.account_{one}")) for one in _Account],
        _Account.NOTHING,
        when=lambda: bool(card.iban) and not part.goes_on,
    )

    def is_otherwise() -> bool:
        return divided or part.division.given or another.value or beside.value

    reason = TextField(say("bank_form.reason"), required=True, when=is_otherwise)

    def command(shares: tuple[Share, ...]) -> AssignEntry:
        return AssignEntry(
            card.entry_id,
            shares,
            reason.value if is_otherwise() else "",
            learn=bool(card.iban) and account.value is not _Account.NOTHING,
            third_party=bool(card.iban) and account.value is _Account.THIRD_PARTY,
            another=another.value,
            without_ledger=beside.value,
            insolvency_choice=insolvency.value,
        )

    return Asked([account, another, beside, reason, insolvency], command, needs.refused, needs.heed)
