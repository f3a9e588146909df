"""The disputes of the story in which every command is given."""

from typing import TYPE_CHECKING

from casebook.domain.disputes import Decision
from casebook.domain.money import Cents
from casebook.store.actions.dispute_course import (
    CloseDispute,
    CreditDispute,
    DecideDispute,
    EscalateDispute,
    SettleDispute,
    WithdrawDispute,
)
from casebook.store.actions.disputes import AnswerDispute, AskDepartment, ChangeDispute, ContestedPart, RegisterDispute
from casebook.store.actions.owners import HandOverDispute
from casebook.store.actions.people import AddPerson
from casebook.store.models.disputes import DisputeReason, RootCause
from tests.store.book import TODAY

if TYPE_CHECKING:
    from tests.store.queries.played import Play


def disputes(play: "Play") -> None:
    """Contest a part of a claim, and see it through; a second one turns out to be none."""
    case, (claim, _), me = play.book.case, play.book.claims, play.book.actor.person or 0
    part, small = ContestedPart(claim, Cents(2000)), ContestedPart(claim, Cents(500))
    dispute = play(RegisterDispute(case, DisputeReason.DAMAGED, (part,), TODAY, "dozen waren nat", "Logistiek"))

    def version() -> int:
        return play.version("dispute", dispute)

    play(AskDepartment(dispute, version(), "Kwaliteit", TODAY))
    play(AnswerDispute(dispute, version(), "klopt voor de helft", TODAY))
    play(EscalateDispute(dispute, version(), "klant wil alles terug"))
    late = (DisputeReason.LATE_DELIVERY, RootCause.CARRIER, me, TODAY, None, None)
    play(ChangeDispute(dispute, version(), *late, "bleek te laat te zijn"))
    half = (ContestedPart(claim, Cents(1000)),)
    colleague = play(AddPerson("k.smit", "K. Smit"))
    play(HandOverDispute(dispute, version(), colleague))
    play(DecideDispute(dispute, version(), Decision.PARTLY, "de helft", TODAY, half, RootCause.CARRIER))
    play(CreditDispute(dispute, claim, Cents(1000), TODAY, "creditnota 8"))
    play(SettleDispute(dispute, version(), "klant akkoord", TODAY, close=False))
    play(CloseDispute(dispute, version()))
    other = play(RegisterDispute(case, DisputeReason.DOUBLE_INVOICE, (small,), TODAY))
    play(WithdrawDispute(other, 1, "andere factuur", TODAY))
