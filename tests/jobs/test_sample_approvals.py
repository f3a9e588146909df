"""In the sample office something beyond the mandate of handlers waits for a lead, who can let it pass."""

from datetime import date
from pathlib import Path

import pytest

from casebook.jobs import sample_approvals, sample_office
from casebook.store.actions.approvals import DecideApproval
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import approvals
from casebook.store.transaction import EVERY_ROLE, Actor
from casebook.store.verify import verify
from tests.databases import TODAY, made

_LEAD = "SELECT id FROM person WHERE login = 'a.vandermeer'"


def test_handlers_asked_and_the_lead_decides(on_each: Database) -> None:
    sample_approvals.write(on_each, Actor(on_each.value("SELECT min(id) FROM person"), EVERY_ROLE), TODAY)
    asked = approvals.waiting(on_each)
    assert [(row.asked_by.split()[0], row.cents) for row in asked] == [("Pieter", 1_250_00), ("Selin", 383_82)]
    lead = Actor(on_each.value(_LEAD), frozenset({Role.LEAD}))
    for row in asked:
        assert lead.person in [one.person_id for one in approvals.deciders(on_each, row, TODAY)]
        perform(on_each, lead, TODAY, DecideApproval(row.approval_id, row.version, True, "akkoord"))
    assert on_each.value("SELECT sum(cents) FROM write_off") == 1_250_00 + 383_82
    assert list(verify(on_each, TODAY)) == []


@pytest.mark.parametrize("day", [date(1990, 1, 1), date(2150, 12, 31)])
def test_it_is_there_on_each_day_a_sample_office_can_be_made_for(tmp_path: Path, day: date) -> None:
    database = made(str(tmp_path / "office.db"))
    sample_approvals.write(database, sample_office.make(database, day, "m.jansen"), day)
    assert len(approvals.waiting(database)) == 2
