"""Evidence of finances: required, requested, received, checked or waived."""

from datetime import timedelta

import pytest

from casebook.domain.finance import FinanceStatus, Result
from casebook.errors import Stale
from casebook.store.actions.cases import CloseCase
from casebook.store.actions.finances import (
    CheckFinance,
    ReceiveFinance,
    RequestFinances,
    RequireFinances,
    WaiveFinance,
)
from casebook.store.models.assessment import FinanceKind, Supports
from casebook.store.models.cases import Closing
from casebook.store.queries.finances import pieces
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.refusal import refused

NEXT_WEEK, YESTERDAY = TODAY + timedelta(days=7), TODAY - timedelta(days=1)
TWO = (FinanceKind.INCOME, FinanceKind.DEBTS)


def require(desk: Desk, *kinds: FinanceKind, requested: bool = False) -> list[int]:
    desk.act(RequireFinances(desk.case, kinds, Supports.PLAN, NEXT_WEEK, requested))
    return [id_ for (id_,) in desk.database.fetch("SELECT id FROM finance_evidence ORDER BY id")]


def statuses(desk: Desk) -> dict[FinanceKind, FinanceStatus]:
    return {one.row.kind: one.status for one in pieces(desk.database, desk.case, TODAY)}


def test_several_pieces_are_required_at_once_and_asked_for_together(desk: Desk) -> None:
    ids = require(desk, *TWO, FinanceKind.INCOME)
    assert statuses(desk) == dict.fromkeys(TWO, FinanceStatus.REQUIRED)
    desk.act(RequestFinances(desk.case, tuple(ids), TODAY))
    assert statuses(desk) == dict.fromkeys(TWO, FinanceStatus.REQUESTED)
    # Asked for again: there is more time.
    desk.act(RequestFinances(desk.case, (ids[0],), NEXT_WEEK))
    assert {one.row.due_on for one in pieces(desk.database, desk.case, TODAY)} == {TODAY, NEXT_WEEK}


def test_what_is_waited_for_is_not_required_twice(desk: Desk) -> None:
    (piece,) = require(desk, FinanceKind.INCOME)
    again = RequireFinances(desk.case, (FinanceKind.DEBTS, FinanceKind.INCOME), Supports.REMISSION, NEXT_WEEK)
    refused("finance_evidence.waited_for", desk.act, again)
    desk.act(WaiveFinance(piece, 1, "bijstand, bekend"))
    desk.act(again)
    assert len(pieces(desk.database, desk.case, TODAY)) == 3


def test_a_piece_comes_in_and_is_checked_by_somebody(desk: Desk) -> None:
    (piece,) = require(desk, FinanceKind.INCOME, requested=True)
    refused("finance_evidence.not_received", desk.act, CheckFinance(piece, 1, Result.SUFFICIENT))
    desk.act(ReceiveFinance(piece, 1, YESTERDAY))
    refused("finance_evidence.received", desk.act, ReceiveFinance(piece, 2, TODAY))
    refused("finance_evidence.not_waited_for", desk.act, RequestFinances(desk.case, (piece,), NEXT_WEEK))
    refused("given.no_reason", desk.act, CheckFinance(piece, 2, Result.INSUFFICIENT, " "))
    desk.act(CheckFinance(piece, 2, Result.SUFFICIENT))
    (one,) = pieces(desk.database, desk.case, TODAY)
    assert (one.status, one.row.checked_by, one.row.checked_on) == (FinanceStatus.SUFFICIENT, "M. Jansen", TODAY)
    refused("finance_evidence.done", desk.act, WaiveFinance(piece, 3, "toch niet"))


def test_nothing_more_becomes_of_what_was_waived(desk: Desk) -> None:
    (piece,) = require(desk, FinanceKind.VTLB)
    refused("given.no_reason", desk.act, WaiveFinance(piece, 1, ""))
    desk.act(WaiveFinance(piece, 1, "niet nodig"))
    refused("finance_evidence.done", desk.act, ReceiveFinance(piece, 2, TODAY))
    refused("finance_evidence.not_waited_for", desk.act, RequestFinances(desk.case, (piece,), NEXT_WEEK))


def test_what_cannot_be_is_refused(desk: Desk) -> None:
    refused("finance_evidence.none", require, desk)
    late = RequireFinances(desk.case, TWO, Supports.PLAN, YESTERDAY)
    refused("finance_evidence.past", desk.act, late)
    (piece,) = require(desk, FinanceKind.INCOME)
    refused("given.day_ahead", desk.act, ReceiveFinance(piece, 1, NEXT_WEEK))
    refused("finance_evidence.past", desk.act, RequestFinances(desk.case, (piece,), YESTERDAY))
    refused("finance_evidence.not_waited_for", desk.act, RequestFinances(desk.case, (), NEXT_WEEK))
    desk.act(CloseCase(desk.case, 1, Closing.NOT_OURS))
    refused("case.closed", desk.act, RequestFinances(desk.case, (piece,), NEXT_WEEK))
    with pytest.raises(Stale):
        desk.act(ReceiveFinance(piece, 2, TODAY))
