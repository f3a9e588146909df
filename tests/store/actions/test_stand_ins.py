"""Standing in: what is done in the cases of a colleague is done for him, and gives no right that one had not."""

from datetime import timedelta
from typing import Any

import pytest

from casebook.store import people
from casebook.store.actions.approvals import DecideApproval, asked_for
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.people import AddPerson
from casebook.store.actions.stand_ins import BeginStandIn, EndStandIn
from casebook.store.actions.undo import UndoStep
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.perform import perform, perform_all
from casebook.store.queries.people import standing_in_for
from casebook.store.queries.timeline import Timeline
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.refusal import refused

HANDLER, LEAD = frozenset({Role.HANDLER}), frozenset({Role.HANDLER, Role.LEAD})
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


class Office(Desk):
    """M., who is away, with a case; P., who stands in for her and is a lead; and the first person."""

    def __init__(self, database: Database, actor: Actor) -> None:
        super().__init__(database, actor)
        self.away = Actor(self.act(AddPerson("m", "M. Meijer", (Role.HANDLER,))), HANDLER)
        self.post = Actor(self.act(AddPerson("p", "P. Post", (Role.HANDLER, Role.LEAD))), LEAD)
        self.hers: int = self.act(OpenCase(self.party("De Molen"), TODAY, owner_person_id=self.away.person))
        self.his: int = self.act(OpenCase(self.party("De Haan"), TODAY, owner_person_id=self.post.person))

    def as_(self, actor: Actor, command: object, day: Any = TODAY) -> Any:
        return perform(self.database, actor, day, command).result

    def stand_in(self, **more: Any) -> int:
        assert self.post.person is not None
        assert self.away.person is not None
        begun: int = self.act(BeginStandIn(self.post.person, self.away.person, TODAY, **more))
        return begun

    def behalf(self) -> list[int | None]:
        """Return for whom the last lines were written, the last one first."""
        return [behalf for (behalf,) in self.database.fetch("SELECT on_behalf_of_id FROM log ORDER BY number DESC")]


@pytest.fixture
def office(database: Database, actor: Actor) -> Office:
    return Office(database, actor)


def test_what_is_done_in_the_cases_of_a_colleague_is_logged_as_done_for_her(office: Office) -> None:
    office.stand_in(until_on=TOMORROW)
    office.as_(office.post, AddNote(office.hers, "gebeld"))
    assert office.behalf()[0] == office.away.person
    told = Timeline(office.hers).after(office.database).rows[0]
    assert (told.person, told.on_behalf_of) == ("P. Post", "M. Meijer")
    office.as_(office.post, AddNote(office.his, "eigen dossier"))
    assert office.behalf()[0] is None
    office.as_(office.post, AddNote(office.hers, "na afloop"), TOMORROW + timedelta(days=1))
    assert office.behalf()[0] is None


def test_in_one_step_over_several_cases_each_line_says_for_whom(office: Office) -> None:
    office.stand_in()
    notes = [AddNote(office.hers, "x"), AddNote(office.his, "x")]
    done = [outcome for _, outcome in perform_all(office.database, office.post, TODAY, notes)]
    assert office.behalf()[:2] == [None, office.away.person]
    office.as_(office.post, UndoStep(done[0].step))  # type: ignore[union-attr, arg-type]  # neither is refused
    assert office.database.value("SELECT count(*) FROM note") == 0


def test_it_gives_no_role(office: Office) -> None:
    assert office.away.person is not None
    office.act(BeginStandIn(office.away.person, office.post.person or 0, TODAY))
    with_hers = people.actor_for(office.database, "m", TODAY)
    assert with_hers.roles == HANDLER
    asked = office.as_(office.actor, asked_for(AddNote(office.his, "x"), "mag dit?"))
    refused("actions.role", lambda one: office.as_(with_hers, one), DecideApproval(asked, 1, approve=True, reason="ja"))


def test_who_stood_in_does_not_approve_what_he_asked_nor_what_she_asked(office: Office) -> None:
    before = office.as_(office.away, asked_for(AddNote(office.hers, "x"), "mag dit?"))
    standing = office.stand_in()
    since = office.as_(office.post, asked_for(AddNote(office.hers, "y"), "mag dit?"))
    assert office.database.value("SELECT on_behalf_of_id FROM approval WHERE id = ?", (since,)) == office.away.person
    for asked in (before, since):
        refused(
            "approval.own",
            lambda one: office.as_(office.post, one),
            DecideApproval(asked, 1, approve=True, reason="ja"),
        )
    # Also when it is over: he stood in since it was asked.
    office.act(EndStandIn(standing, 1, TODAY))
    deciding = DecideApproval(before, 1, approve=True, reason="ja")
    refused("approval.own", lambda one: office.as_(office.post, one, TOMORROW), deciding)
    office.act(deciding)


def test_nobody_ends_it_before_today_to_decide_what_was_asked_meanwhile(office: Office) -> None:
    standing = office.stand_in()
    asked = office.as_(office.away, asked_for(AddNote(office.hers, "x"), "mag dit?"))
    refused("stand_in.past_end", lambda one: office.as_(office.post, one), EndStandIn(standing, 1, YESTERDAY))
    refused("stand_in.past_end", lambda one: office.as_(office.post, one, TOMORROW), EndStandIn(standing, 1, TODAY))
    deciding = DecideApproval(asked, 1, approve=True, reason="ja")
    refused("approval.own", lambda one: office.as_(office.post, one, TOMORROW), deciding)


def test_who_stood_in_before_it_was_asked_may_decide(office: Office) -> None:
    standing = office.stand_in()
    office.act(EndStandIn(standing, 1, TODAY))
    asked = office.as_(office.away, asked_for(AddNote(office.hers, "x"), "mag dit?"), TOMORROW)
    office.as_(office.post, DecideApproval(asked, 1, approve=True, reason="ja"), TOMORROW)
    assert office.behalf()[0] is None


def test_an_approval_of_a_colleagues_request_in_her_case_is_given_in_ones_own_right(office: Office) -> None:
    office.stand_in()
    asked = office.as_(office.actor, asked_for(AddNote(office.hers, "x"), "mag dit?"))
    office.as_(office.post, DecideApproval(asked, 1, approve=True, reason="ja"))
    assert office.behalf()[0] is None


def test_who_arranges_it(office: Office) -> None:
    post, away = office.post.person or 0, office.away.person or 0
    first = office.actor.person or 0
    hers = BeginStandIn(post, away, TODAY, TOMORROW)
    standing = office.as_(office.away, hers)
    refused("stand_in.already", office.act, BeginStandIn(post, away, TOMORROW))
    refused("stand_in.own", office.act, BeginStandIn(post, post, TODAY))
    refused("stand_in.past", office.act, BeginStandIn(first, away, YESTERDAY))
    other = BeginStandIn(away, first, TODAY)
    refused("stand_in.of_other", lambda one: office.as_(office.away, one), other)
    assert [one.other for one in standing_in_for(office.database, post, TODAY)] == ["M. Meijer"]
    ending = EndStandIn(standing, 1, TODAY)
    refused("stand_in.of_other", lambda one: office.as_(office.actor._replace(roles=HANDLER), one), ending)
    office.as_(office.post, ending)
    assert standing_in_for(office.database, post, TOMORROW) == []
    ahead = office.act(BeginStandIn(first, away, TOMORROW))
    office.act(EndStandIn(ahead, 1, TODAY))
    assert office.database.fetch("SELECT id FROM stand_in") == [(standing,)]
