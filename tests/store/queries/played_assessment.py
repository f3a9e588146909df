"""A story of an assessment and of the evidence of finances behind it."""

from casebook.domain.finance import Result
from casebook.domain.routes.facts import WhyUnpaid
from casebook.store.actions.assessment import Answer, CreditCheck, RecordAssessment
from casebook.store.actions.finances import CheckFinance, ReceiveFinance, RequestFinances, RequireFinances, WaiveFinance
from casebook.store.models.assessment import CreditOutcome, FinanceKind, Question, Supports
from tests.store.book import TODAY
from tests.store.queries.played import LATER, Play


def assess(play: Play) -> None:
    """Require, request, receive, check and waive evidence, and assess the debtor."""
    case = play.book.case
    kinds = (FinanceKind.ANNUAL_ACCOUNTS, FinanceKind.DEBTS, FinanceKind.VAT_RETURNS)
    play(RequireFinances(case, kinds, Supports.PLAN, LATER))
    accounts, debts, returns = (id_ for (id_,) in play.database.fetch("SELECT id FROM finance_evidence ORDER BY id"))
    play.done(RequestFinances(case, (accounts, debts), LATER))
    play(ReceiveFinance(accounts, 2, TODAY))
    play(CheckFinance(accounts, 3, Result.INSUFFICIENT, "van twee jaar terug"))
    play(WaiveFinance(returns, 1, "staat in de jaarrekening"))
    play(ReceiveFinance(debts, 2, TODAY))
    play(CheckFinance(debts, 3, Result.SUFFICIENT))
    play(
        RecordAssessment(
            case,
            TODAY,
            beliefs=4,
            room=2,
            why_unpaid=WhyUnpaid.WAITS_FOR_CUSTOMER,
            party_id=play.book.debtor,
            answers=(Answer(Question.HAPPENED, "klant failliet"), Answer(Question.COULD_DO, "bus verkopen")),
            credit=CreditCheck("Graydon", TODAY, CreditOutcome.DOUBTFUL),
            evidence_ids=(debts,),
        )
    )
