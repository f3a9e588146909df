"""Days that no statement tells: nothing is called late over them, until somebody answers for them."""

from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.arrangement.standing import PlanState
from casebook.domain.money import Cents
from casebook.domain.promises import PromiseState
from casebook.errors import Refused, Stale
from casebook.store import bank_freshness
from casebook.store.actions.arrangement_course import SendNotice
from casebook.store.actions.bank_gaps import AcceptGap, WithdrawGap
from casebook.store.actions.contacts import AddContact
from casebook.store.actions.promises import Promised
from casebook.store.actions.undo import RedoStep, UndoStep
from casebook.store.database import Database
from casebook.store.models.cases import Channel, Outcome
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import bank_statements, promises
from casebook.store.queries.timeline import Timeline
from casebook.store.transaction import Actor
from casebook.words import say
from tests.jobs.statements import OURS
from tests.store.actions.refusal import refused
from tests.store.actions.test_arrangement_course import AGREED, TODAY, Office

# The bank tells from after the first two terms on: 28-08 and 28-09.
BEGINS, UNTIL = date(2026, 10, 1), date(2026, 11, 20)


@pytest.fixture
def office(database: Database, actor: Actor) -> Office:
    return Office(database, actor)


@pytest.fixture
def plan(office: Office) -> int:
    """An arrangement from before the first statement of the bank, of which nothing is recorded as paid."""
    plan = office.agree()
    office.day = TODAY
    office.known(BEGINS, UNTIL)
    return plan


def accept(office: Office, after: date | None = None) -> Any:
    return office.act(AcceptGap(OURS, after, BEGINS, "alles van daarvoor is zelf geboekt"))


def known(office: Office) -> date | None:
    return bank_freshness.known_until(office.database, [office.bank.creditor])[office.bank.creditor]


def test_an_arrangement_from_before_the_bank_data_is_not_called_late(office: Office, plan: int) -> None:
    now = office.stands(plan).now
    assert (now.state, now.behind, now.told_from) == (PlanState.ACTIVE, 0, BEGINS)
    assert office.whys() == ["signal.plan_untold"]
    notice = SendNotice(plan, office.version(plan), TODAY, Channel.LETTER)
    assert refused("arrangement.bank_untold", office.act, notice)["begins"] == BEGINS
    office.check()


def test_a_promise_from_before_the_bank_data_is_not_called_broken(office: Office) -> None:
    office.day = TODAY
    made, promised = BEGINS - timedelta(days=1), Promised(BEGINS + timedelta(days=4), Cents(5_000))
    office.act(AddContact(office.case, office.debtor, made, Channel.PHONE, Outcome.PROMISE, promised=promised))
    office.known(BEGINS, UNTIL)
    (card,) = promises.of_case(office.database, office.case, TODAY)
    assert (card.standing.state, card.standing.told_from) == (PromiseState.OPEN, BEGINS)
    why = "SELECT code FROM signal WHERE case_id = ? AND code LIKE 'signal.promise%'"
    assert office.database.fetch(why, (office.case,)) == [("signal.promise_untold",)]
    accept(office)
    assert office.database.fetch(why, (office.case,)) == [("signal.promise_broken",)]


def test_a_gap_before_a_promise_was_made_does_not_keep_it_from_being_judged(office: Office) -> None:
    office.day = TODAY
    made, promised = BEGINS + timedelta(days=20), Promised(BEGINS + timedelta(days=24), Cents(5_000))
    office.act(AddContact(office.case, office.debtor, made, Channel.PHONE, Outcome.PROMISE, promised=promised))
    office.known(AGREED, BEGINS - timedelta(days=20))
    office.known(BEGINS, UNTIL, (BEGINS, 100, "A. Nader"))
    (card,) = promises.of_case(office.database, office.case, TODAY)
    assert card.standing.state is PromiseState.BROKEN


def test_older_statements_make_it_known(office: Office, plan: int) -> None:
    office.known(AGREED, BEGINS - timedelta(days=1))
    assert office.stands(plan).now.late_terms == 3
    assert office.whys() == ["signal.plan_behind"]


def test_somebody_answers_for_what_was_before_and_takes_it_back(office: Office, plan: int) -> None:
    gap = accept(office)
    standing = office.stands(plan)
    assert (standing.now.late_terms, standing.now.told_from) == (3, None)
    assert office.whys() == ["signal.plan_behind"]
    (step,) = [one for one in standing.finding.steps if one.code == "course.beginning_accepted"]
    assert step.parameters["reason"] == "alles van daarvoor is zelf geboekt"
    assert step.parameters["by"]
    page = Timeline().after(office.database, limit=5)
    told = [say(one.code, one.parameters, "nl") for one in page.rows if one.command == "bank.accept_gap"]
    assert told == [f"rekening {OURS}: alles vóór 01-10-2026 geldt als bekend"]
    office.act(WithdrawGap(gap, 1, "toch niet"))
    assert office.whys() == ["signal.plan_untold"]
    refused("bank.gap_withdrawn", office.act, WithdrawGap(gap, 2, "nog eens"))
    office.check()


def test_the_word_is_undone_and_said_again(office: Office, plan: int) -> None:
    step = perform(office.database, office.actor, TODAY, AcceptGap(OURS, None, BEGINS, "geboekt")).step
    assert step is not None
    office.act(UndoStep(step))
    assert (office.stands(plan).now.behind, office.whys()) == (0, ["signal.plan_untold"])
    office.act(RedoStep(step))
    assert office.whys() == ["signal.plan_behind"]
    office.check()


def test_one_old_stray_statement_does_not_end_what_is_known(office: Office, plan: int) -> None:
    stray = date(1999, 1, 4)
    office.balance = 7
    office.known(stray, stray)
    assert known(office) == stray
    assert bank_statements.accounts(office.database)[0].gaps == 1
    accept(office, stray)
    assert known(office) == UNTIL
    assert office.stands(plan).now.late_terms == 3
    assert bank_statements.accounts(office.database)[0].gaps == 0
    newest = bank_statements.newest(office.database, OURS)
    assert [(row.gap_after, row.accepted is not None, row.begins) for row in newest] == [
        (None, True, False),
        (None, False, True),
    ]


def test_only_what_is_missing_is_accepted_and_once_and_by_a_lead(office: Office) -> None:
    office.day = TODAY
    office.known(BEGINS, UNTIL)
    for after, begins, account in (
        (None, BEGINS + timedelta(days=1), OURS),
        (AGREED, BEGINS, OURS),
        (None, BEGINS, "NL20INGB0001234567"),
    ):
        refused("bank.no_gap", office.act, AcceptGap(account, after, begins, "x"))
    refused("given.no_reason", office.act, AcceptGap(OURS, None, BEGINS, " "))
    gap = accept(office)
    refused("bank.no_gap", office.act, AcceptGap(OURS, None, BEGINS, "x"))
    with pytest.raises(Stale):
        office.act(WithdrawGap(gap, 2, "x"))
    office.actor = office.actor._replace(roles=frozenset({Role.HANDLER}))
    with pytest.raises(Refused) as error:
        office.act(WithdrawGap(gap, 1, "x"))
    assert error.value.code == "actions.role"
