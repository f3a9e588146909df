"""The part of the story about the customer: intakes, sales, segments, going back and aftercare."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from casebook.domain.money import Cents
from casebook.domain.relation.intake import Criterion
from casebook.domain.relation.segment import Sector, Segment
from casebook.store.actions.customers import CustomerFacts, SetCustomer
from casebook.store.actions.intakes import AcceptIntake, RefuseIntake, RegisterIntake
from casebook.store.actions.order_advice import AdviseOrders, ConfirmOrderAdvice, EndOrderAdvice, ProlongOrderAdvice
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.returns import ReturnCase
from casebook.store.actions.sales_questions import (
    AnswerSalesQuestion,
    AskSales,
    DecideSalesQuestion,
    WithdrawSalesQuestion,
)
from casebook.store.actions.segments import EndSegment, SetSegment
from casebook.store.actions.watches import EndWatch, SetWatch
from casebook.store.models.relation import OrderAdviceKind, RelationOutcome, ReturnGround
from casebook.store.queries import relation as found
from tests.store.book import TODAY

if TYPE_CHECKING:
    from tests.store.queries.played import Play

SOON, LATER = TODAY + timedelta(days=6), TODAY + timedelta(days=40)


def relation(play: "Play") -> None:
    """Ask and advise sales, choose a segment, and let cases come in and go back."""
    case, me = play.book.case, play.book.actor.person
    play(SetCustomer(case, CustomerFacts(Sector.TRADE, date(2019, 5, 1), "E. de Wit", "e.dewit@voorbeeld.nl")))
    asked = play(AskSales(case, "E. de Wit", "blijven we leveren?", SOON))
    play(AnswerSalesQuestion(asked, 1, TODAY, "ja, beperkt"))
    play(DecideSalesQuestion(asked, 2, "limiet"))
    play(WithdrawSalesQuestion(play(AskSales(case, "E. de Wit", "wie tekent?", SOON)), 1, "al bekend"))
    play(AdviseOrders(case, OrderAdviceKind.SHORTER_TERM, "tot nader order", term_days=8, until_on=SOON))
    advice = play(AdviseOrders(case, OrderAdviceKind.LIMIT, "afgesproken", Cents(5_000_00), until_on=SOON))
    play(ConfirmOrderAdvice(advice, 1, TODAY, "E. de Wit"))
    play(ProlongOrderAdvice(advice, 2, "gaat goed", LATER))
    play(EndOrderAdvice(advice, 3, "weer gezond"))
    choice = play(SetSegment(case, Segment.KEY, "moeder is klant", SOON))
    play(EndSegment(choice, 1))
    coming = RegisterIntake(
        play(AddParty(PartyFacts("Garage Zuid"))),
        "K. Bos",
        TODAY,
        Criterion.DISTRESS,
        "drie keer gebeld",
        owner_person_id=me,
    )
    other = play(coming)
    play(AcceptIntake(other, 1))
    going = ReturnCase(
        other,
        2,
        ReturnGround.PLAN_KEPT,
        "14 dagen",
        RelationOutcome.STAYS,
        "eerder bellen",
        SOON,
    )
    play(going)
    (watch,) = found.watches(play.database, other)
    play(EndWatch(watch.watch_id, 1, "betaalt op tijd"))
    play(SetWatch(other, LATER))
    again = play(RegisterIntake(coming.debtor_id, "K. Bos", TODAY, Criterion.OVERDUE, owner_person_id=me))
    play(RefuseIntake(again, 1, "nog geen 90 dagen"))
