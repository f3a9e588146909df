"""What we owe, set-off and lines for the books in the story in which every command is given."""

from datetime import timedelta
from typing import TYPE_CHECKING

from casebook.domain.money import Cents
from casebook.store.actions.contra_items import AddContraItem, ChangeContraItem, PayOutContraItem, WithdrawContraItem
from casebook.store.actions.journal import MakeJournalBatch
from casebook.store.actions.set_offs import SetOffClaim, SetOffShare, TakeBackSetOff
from casebook.store.models.books import ContraKind
from casebook.store.models.cases import Channel
from tests.store.book import TODAY

if TYPE_CHECKING:
    from tests.store.queries.played import Play


def books(play: "Play") -> None:
    """Owe the debtor something, set a part of it off, take that back, and pay it out; then tell the books."""
    case, (claim, _), creditor, debtor = play.book.case, play.book.claims, play.book.creditor, play.book.debtor
    month_ago, kind = TODAY - timedelta(days=30), ContraKind.CREDIT_NOTE
    item = play(AddContraItem(creditor, debtor, kind, "CN 8", Cents(4000), month_ago, note="retour gezonden"))
    play(ChangeContraItem(item, 1, kind, "CN 8", Cents(4500), month_ago))
    share = SetOffShare(claim, Cents(1500))
    play(SetOffClaim(case, item, (share,), TODAY, Channel.LETTER, "hij vroeg erom"))
    set_off = play.database.value("SELECT max(id) FROM set_off")
    play(TakeBackSetOff(set_off, 1, "toch uitbetalen"))
    play(PayOutContraItem(item, 2, TODAY))
    deposit = play(AddContraItem(creditor, debtor, ContraKind.DEPOSIT, "W 3", Cents(100), TODAY))
    play(WithdrawContraItem(deposit, 1, "al terugbetaald"))
    play(MakeJournalBatch(creditor, TODAY))
