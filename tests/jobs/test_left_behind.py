"""A mail whose sending was cut off is told of, also where nobody sends anything any more."""

from datetime import timedelta

import pytest

from casebook.domain.letters.standing import LetterState
from casebook.domain.letters.ways import DispatchWay
from casebook.jobs import daily, left_behind
from casebook.store.actions import dispatches
from casebook.store.actions.dispatches import BeginDispatch
from casebook.store.database import Database
from casebook.store.transaction import Actor
from tests.jobs.outbox.letters import Office
from tests.store.actions.desk import TODAY


def test_the_nightly_pass_puts_it_in_doubt_once_no_run_can_be_sending_it(
    database: Database, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(database, actor)
    letter = office.released(DispatchWay.EMAIL)
    (mail,) = office.dispatches(letter)
    office.desk.act(BeginDispatch(mail.dispatch_id, mail.version, "<1@voorbeeld.nl>", "run"))
    daily.run(database, TODAY, workers=1)
    assert office.post.state(letter) is LetterState.SENDING
    monkeypatch.setattr(dispatches, "LONGEST_SENDING", timedelta(0))
    daily.run(database, TODAY, workers=1)
    assert office.post.state(letter) is LetterState.IN_DOUBT
    assert left_behind.mark(database, actor, TODAY) == 0
