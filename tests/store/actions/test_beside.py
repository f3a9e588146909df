"""Before claims are let go, it is said of each who stands beside the debtor what that does to him."""

import pytest

from casebook.domain.money import Cents
from casebook.errors import Refused, Stale
from casebook.store import beside
from casebook.store.actions.beside import AnswerBeside, refuse_unanswered
from casebook.store.actions.cases import CloseCase
from casebook.store.actions.ledger import CreditClaim
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.undo import UndoStep, last_step
from casebook.store.models.arrangements import Beside, RemissionAnswerKind
from casebook.store.models.cases import Closing
from casebook.store.models.claims import Relation
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.refusal import refused

KEPT, RELEASED = RemissionAnswerKind.KEPT_BY_LAW, RemissionAnswerKind.RELEASED


def answers(desk: Desk) -> list[tuple[str, RemissionAnswerKind | None]]:
    return [(one.name, one.answer) for one in beside.of_case(desk.database, desk.case, TODAY)]


def test_nobody_is_left_unanswered_where_a_case_closes_as_discharged(desk: Desk) -> None:
    """BW 6:9; 6:14; 7:851: what the debtor need not pay a guarantor need not either, unless that was reserved."""
    claim = desk.claim("1", 100_00)
    guarantor = desk.act(AddLiability(claim, Liable(desk.party("Borg"), Relation.GUARANTOR, most_cents=Cents(50_00))))
    partner = desk.act(AddLiability(claim, Liable(desk.party("Vennoot"), Relation.PARTNER)))
    desk.act(CreditClaim(claim, Cents(100_00), TODAY, "finale kwijting"))

    def close(closed_as: Closing) -> CloseCase:
        return CloseCase(desk.case, desk.version("cases", desk.case), closed_as)

    for closed_as in (Closing.DISCHARGED, Closing.REMITTED):
        assert refused("case.beside_unanswered", desk.act, close(closed_as))["name"] == "Borg"
    refused("arrangement.not_beside", desk.act, AnswerBeside(desk.case, Beside.INSURER, guarantor, KEPT))
    refused("given.no_reason", desk.act, AnswerBeside(desk.case, Beside.GUARANTOR, guarantor, RELEASED))
    desk.act(AnswerBeside(desk.case, Beside.GUARANTOR, guarantor, RELEASED, "mee afgesproken"))
    assert answers(desk) == [("Borg", RELEASED), ("Vennoot", None)]
    assert refused("case.beside_unanswered", desk.act, close(Closing.DISCHARGED))["name"] == "Vennoot"
    desk.act(AnswerBeside(desk.case, Beside.CO_DEBTOR, partner, KEPT))
    # What a colleague answered meanwhile is not gone over unseen.
    again = AnswerBeside(desk.case, Beside.CO_DEBTOR, partner, RELEASED, "x")
    with pytest.raises(Stale):
        desk.act(again)
    desk.act(AnswerBeside(desk.case, Beside.CO_DEBTOR, partner, RELEASED, "ook hij", version=1))
    desk.act(UndoStep(last_step(desk.database, desk.actor.person or 0) or 0))
    assert answers(desk) == [("Borg", RELEASED), ("Vennoot", KEPT)]
    desk.act(close(Closing.DISCHARGED))
    sound(desk)


def test_no_percentage_is_accepted_before_a_guarantor_is_answered(desk: Desk) -> None:
    """Fw 160; BW 6:14: what is accepted of the debtor may cost the claim on who stands beside him."""
    claim = desk.claim("1", 100_00)
    guarantor = desk.act(AddLiability(claim, Liable(desk.party("Borg"), Relation.GUARANTOR)))
    tx = desk.transaction()
    with pytest.raises(Refused, match=r"case\.beside_unanswered"):
        refuse_unanswered(tx, desk.case)
    desk.act(AnswerBeside(desk.case, Beside.GUARANTOR, guarantor, RemissionAnswerKind.RESERVED))
    refuse_unanswered(tx, desk.case)
