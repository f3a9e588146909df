"""What sales is asked and answers, the advice on orders, and the debtor as a customer in his segment."""

from datetime import date, timedelta

import pytest

from casebook.domain.money import Cents
from casebook.domain.relation.segment import Sector, Segment
from casebook.errors import Stale
from casebook.store.actions.cases import CloseCase
from casebook.store.actions.customers import CustomerFacts, SetCustomer
from casebook.store.actions.order_advice import (
    AdviseOrders,
    ConfirmOrderAdvice,
    EndOrderAdvice,
    ProlongOrderAdvice,
)
from casebook.store.actions.parties import ChangeParty, PartyFacts
from casebook.store.actions.sales_questions import (
    AnswerSalesQuestion,
    AskSales,
    DecideSalesQuestion,
    WithdrawSalesQuestion,
)
from casebook.store.actions.segments import EndSegment, SetSegment
from casebook.store.actions.undo import UndoStep, last_step
from casebook.store.models.cases import Closing
from casebook.store.models.parties import PartyKind
from casebook.store.models.relation import OrderAdviceKind
from casebook.store.perform import perform
from casebook.store.queries import case, intake, relation
from casebook.store.refresh import refresh
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.refusal import refused

DUE = date(2026, 11, 27)


def signals(desk: Desk, day: date = TODAY) -> list[str]:
    """Return what speaks for the case on a day."""
    refresh(desk.database, [desk.case], day)
    return [signal.code for signal in case.signals(desk.database, desk.case)]


def segment(desk: Desk) -> str:
    """Return the segment as lists find it, which is the one that is explained."""
    found: str = desk.database.value("SELECT segment FROM case_now WHERE case_id = ?", (desk.case,))
    assert found == intake.segment_why(desk.database, desk.case, TODAY).value
    return found


def test_a_question_is_asked_answered_and_decided(desk: Desk) -> None:
    asked = desk.act(AskSales(desk.case, "E. de Wit", "blijven we leveren?", DUE))
    assert "signal.sales_question" in signals(desk, DUE)
    early = AnswerSalesQuestion(asked, 1, TODAY - timedelta(1), "ja")
    refused("given.days_order", desk.act, early)
    refused("sales_question.no_answer", desk.act, DecideSalesQuestion(asked, 1, "limiet"))
    desk.act(AnswerSalesQuestion(asked, 1, TODAY, "ja, tot € 5.000"))
    assert "signal.sales_question" not in signals(desk, DUE)
    desk.act(DecideSalesQuestion(asked, 2, "limiet € 5.000"))
    (row,) = relation.questions(desk.database, desk.case)
    assert (row.answer, row.decision, row.decided_on, row.waits) == ("ja, tot € 5.000", "limiet € 5.000", TODAY, False)
    refused("sales_question.answered", desk.act, WithdrawSalesQuestion(asked, 3, "hoeft niet"))


def test_several_wait_at_once_and_one_may_be_withdrawn(desk: Desk) -> None:
    first = desk.act(AskSales(desk.case, "E. de Wit", "blijven we leveren?", TODAY))
    desk.act(AskSales(desk.case, "E. de Wit", "is er nog geld?", DUE))
    assert signals(desk).count("signal.sales_question") == 1
    assert signals(desk, DUE).count("signal.sales_question") == 2
    desk.act(WithdrawSalesQuestion(first, 1, "al gehoord"))
    assert signals(desk, DUE).count("signal.sales_question") == 1
    refused("sales_question.past", desk.act, AskSales(desk.case, "E. de Wit", "en nu?", TODAY - timedelta(1)))
    refused("sales_question.of_whom", desk.act, AskSales(desk.case, " ", "en nu?", DUE))


def test_a_new_advice_stands_in_the_place_of_the_one_before(desk: Desk) -> None:
    stop = desk.act(AdviseOrders(desk.case, OrderAdviceKind.STOP, "drie facturen open"))
    desk.act(AdviseOrders(desk.case, OrderAdviceKind.LIMIT, "deels betaald", Cents(500_000), until_on=DUE))
    found = relation.advices(desk.database, desk.debtor)
    assert [(row.kind, row.amount_cents, row.ended_on) for row in found] == [
        (OrderAdviceKind.LIMIT, 500_000, None),
        (OrderAdviceKind.STOP, None, TODAY),
    ]
    assert relation.advice_in_force(desk.database, desk.debtor) == found[0]
    refused("order_advice.ended", desk.act, EndOrderAdvice(stop, 2, "al weg"))
    step = last_step(desk.database, desk.actor.person or 0)
    assert step is not None
    desk.act(UndoStep(step))
    again = relation.advice_in_force(desk.database, desk.debtor)
    assert again is not None
    assert again.kind is OrderAdviceKind.STOP


@pytest.mark.parametrize(
    ("kind", "cents", "days", "code"),
    [
        (OrderAdviceKind.DEPOSIT, None, None, "order_advice.amount"),
        (OrderAdviceKind.STOP, Cents(100), None, "order_advice.amount"),
        (OrderAdviceKind.LIMIT, Cents(0), None, "given.amount"),
        (OrderAdviceKind.SHORTER_TERM, None, None, "order_advice.days"),
        (OrderAdviceKind.SHORTER_TERM, None, -1, "order_advice.days"),
        (OrderAdviceKind.FREE, None, 14, "order_advice.days"),
    ],
)
def test_what_an_advice_is_about_goes_with_its_kind(
    desk: Desk, kind: OrderAdviceKind, cents: Cents | None, days: int | None, code: str
) -> None:
    refused(code, desk.act, AdviseOrders(desk.case, kind, "zo nodig", cents, days))


def test_sales_does_as_advised_and_the_end_is_told_ahead(desk: Desk) -> None:
    ends = TODAY + timedelta(60)
    advice = desk.act(AdviseOrders(desk.case, OrderAdviceKind.PREPAY, "surseance dreigt", until_on=ends))
    act_by = relation.advices(desk.database, desk.debtor)[0].act_by
    assert act_by == date(2026, 11, 24)
    assert "signal.advice_undone" in signals(desk, act_by)
    assert "signal.advice_undone" not in signals(desk, act_by - timedelta(1))
    desk.act(ConfirmOrderAdvice(advice, 1, TODAY, "E. de Wit"))
    refused("order_advice.done_already", desk.act, ConfirmOrderAdvice(advice, 2, TODAY, "E. de Wit"))
    assert "signal.advice_undone" not in signals(desk, act_by)
    assert "signal.advice_ends" not in signals(desk, ends - timedelta(8))
    assert "signal.advice_ends" in signals(desk, ends - timedelta(7))
    refused("order_advice.not_longer", desk.act, ProlongOrderAdvice(advice, 2, "nog niet rustig", ends))
    desk.act(ProlongOrderAdvice(advice, 2, "nog niet rustig"))
    assert "signal.advice_ends" not in signals(desk, ends)
    # It may also be ended when the case is closed: sales has to know.
    desk.act(CloseCase(desk.case, desk.version("cases", desk.case), Closing.TRANSFERRED))
    desk.act(EndOrderAdvice(advice, 3, "weer gezond"))
    assert relation.advice_in_force(desk.database, desk.debtor) is None


def test_an_advice_is_for_the_debtor_whatever_his_case(desk: Desk) -> None:
    first = desk.act(AdviseOrders(desk.case, OrderAdviceKind.STOP, "betaalt niet", until_on=TODAY))
    desk.act(AdviseOrders(desk.second_case(), OrderAdviceKind.PREPAY, "betaalt weer"))
    refused("order_advice.ended", desk.act, EndOrderAdvice(first, 2, "hoeft niet"))
    (advice,) = [one for one in relation.advices(desk.database, desk.debtor) if one.ended_on is None]
    before = ConfirmOrderAdvice(advice.advice_id, 1, TODAY - timedelta(days=1), "E. de Wit")
    refused("given.days_order", desk.act, before)


def test_an_advice_that_is_over_goes_on_from_today_only(desk: Desk) -> None:
    advice = desk.act(AdviseOrders(desk.case, OrderAdviceKind.STOP, "betaalt niet", until_on=TODAY))
    late = ProlongOrderAdvice(advice, 1, "nog niet rustig", TODAY + timedelta(days=2))
    later = TODAY + timedelta(days=9)
    refused("order_advice.not_longer", lambda one: perform(desk.database, desk.actor, later, one), late)


def test_what_was_withdrawn_is_not_answered(desk: Desk) -> None:
    asked = desk.act(AskSales(desk.case, "E. de Wit", "blijven we leveren?", TODAY))
    desk.act(WithdrawSalesQuestion(asked, 1, "al gehoord"))
    refused("sales_question.withdrawn", desk.act, AnswerSalesQuestion(asked, 2, TODAY, "ja"))


def test_what_is_known_of_a_customer_is_set_over_what_was_seen(desk: Desk) -> None:
    facts = CustomerFacts(Sector.CONSTRUCTION, date(2019, 5, 1), "E. de Wit", "e.dewit@voorbeeld.nl", "06-12345678")
    desk.act(SetCustomer(desk.case, facts))
    card = relation.customer(desk.database, desk.debtor)
    assert card == (1, Sector.CONSTRUCTION, date(2019, 5, 1), "E. de Wit", "e.dewit@voorbeeld.nl", "06-12345678")
    with pytest.raises(Stale):
        desk.act(SetCustomer(desk.case, CustomerFacts(), None))
    with pytest.raises(Stale):
        desk.act(SetCustomer(desk.case, CustomerFacts(), 7))
    refused("customer.no_mail", desk.act, SetCustomer(desk.case, CustomerFacts(manager_mail="de wit"), 1))
    desk.act(SetCustomer(desk.case, CustomerFacts(), 1))
    assert relation.customer(desk.database, desk.debtor) == (2, None, None, "", "", "")


def test_the_segment_follows_what_becomes_known(desk: Desk) -> None:
    assert segment(desk) == Segment.OTHER
    desk.act(ChangeParty(desk.debtor, 1, PartyFacts("Van Dam Bouw", PartyKind.LEGAL)))
    assert segment(desk) == Segment.BUSINESS
    desk.act(SetCustomer(desk.case, CustomerFacts(since_on=date(2019, 5, 1))))
    assert segment(desk) == Segment.LOYAL
    desk.claim("7001", 50_000_00)
    assert segment(desk) == Segment.KEY
    desk.act(SetCustomer(desk.case, CustomerFacts(Sector.PUBLIC_SECTOR), 1))
    assert segment(desk) == Segment.PUBLIC


def test_a_segment_is_chosen_by_hand_until_a_day(desk: Desk) -> None:
    yesterday = TODAY - timedelta(1)
    refused("segment.past", desk.act, SetSegment(desk.case, Segment.KEY, "moeder is klant", yesterday))
    desk.act(SetSegment(desk.case, Segment.LOYAL, "eerste keus"))
    desk.act(SetSegment(desk.case, Segment.KEY, "moeder is klant", DUE))
    assert segment(desk) == Segment.KEY
    card = case.card(desk.database, desk.case)
    assert card is not None
    assert card.holds_until <= DUE + timedelta(1)
    refresh(desk.database, [desk.case], DUE + timedelta(1))
    found = desk.database.value("SELECT segment FROM case_now WHERE case_id = ?", (desk.case,))
    assert found == Segment.OTHER
    choice = relation.choice(desk.database, desk.debtor)
    assert choice is not None
    assert choice.segment is Segment.KEY
    desk.act(EndSegment(choice.choice_id, choice.version))
    assert segment(desk) == Segment.OTHER
    refused("segment.ended", desk.act, EndSegment(choice.choice_id, choice.version + 1))
