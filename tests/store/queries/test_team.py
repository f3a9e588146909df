"""What a lead watches, and how much everybody has."""

from datetime import timedelta

import pytest

from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store.actions.approvals import asked_for
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.figures_agreements import AgreeFigures, EndFigures
from casebook.store.actions.holds import HoldReach, PlaceHold
from casebook.store.actions.people import AddPerson, AddTeam, JoinTeam
from casebook.store.actions.write_offs import WriteOff
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.models.trust import AgreedWith
from casebook.store.perform import perform
from casebook.store.queries import approvals, team
from casebook.store.queries.listing import Count
from casebook.store.queries.person_figures import figures_per_person
from casebook.store.queries.team import Figure, Watched
from casebook.store.stale import renew
from casebook.store.transaction import Actor
from tests.sample import Office
from tests.store.actions.desk import TODAY, Desk
from tests.store.queries.recorded import asked
from tests.store.queries.test_plans import plan

LATER = TODAY + timedelta(days=61)


def test_neglected_cases_stand_in_the_order_of_the_queue(database: Database, actor: Actor) -> None:
    desk = Desk(database, actor)
    assert team.watched(database, Watched.NEGLECTED).after(database).rows == ()
    renew(database, LATER, [desk.case])
    (row,) = team.watched(database, Watched.NEGLECTED).after(database).rows
    assert (row.case_id, row.why, row.why_parameters) == (desk.case, "signal.neglect_idle", {"since": TODAY})
    assert team.watched(database, Watched.TO_LEAD).after(database).rows == ()
    database.execute("UPDATE case_now SET to_lead = 1, band = 4")
    assert [row.case_id for row in team.watched(database, Watched.TO_LEAD).after(database).rows] == [desk.case]


def test_the_few_that_a_lead_looks_at_are_found_by_an_index(database: Database, actor: Actor) -> None:
    if not database.is_postgresql:
        desk = Desk(database, actor)
        listing = team.watched(database, Watched.NEGLECTED)
        (statement,) = asked(database, lambda: listing.after(database, (1, TODAY, 0, desk.case)))
        assert any("case_now_neglected" in line for line in plan(database, *statement))


def test_load(database: Database, actor: Actor) -> None:
    desk = Desk(database, actor)
    other = desk.act(AddPerson("p", "P. Post"))
    north = desk.act(AddTeam("Noord"))
    desk.act(OpenCase(desk.party("De Molen"), TODAY + timedelta(days=3), owner_person_id=other))
    desk.act(OpenCase(desk.party("De Haan"), TODAY, owner_team_id=north))
    desk.act(PlaceHold(desk.case, "bewind", TODAY, reach=HoldReach.DEBTOR))
    desk.act(PlaceHold(desk.case, "klacht", TODAY))
    tomorrow, me = TODAY + timedelta(days=1), actor.person
    desk.act(AgreeFigures(AgreedWith.WORKS_COUNCIL, TODAY, "OR 12", TODAY))
    mine, his, teams = team.load(database, tomorrow, figures_per_person(database, me, tomorrow))
    assert (mine.name, mine.open, mine.due, mine.overdue, mine.oldest_on) == (
        "M. Jansen",
        Count(1),
        Count(1),
        Count(1),
        TODAY,
    )
    # Twice on hold is one case on hold.
    assert (mine.held, his.held) == (Count(1), Count(0))
    assert (his.name, his.open, his.due, his.overdue, his.oldest_on) == ("P. Post", Count(1), Count(0), Count(0), None)
    assert (teams.name, teams.team_id, teams.open) == ("Noord", north, Count(1))


def test_without_an_agreement_others_are_part_of_their_team(database: Database, actor: Actor) -> None:
    desk = Desk(database, actor)
    other, third = desk.act(AddPerson("p", "P. Post")), desk.act(AddPerson("z", "Z. Zee"))
    north = desk.act(AddTeam("Noord"))
    desk.act(JoinTeam(north, other, TODAY))
    for owner in (other, third):
        desk.act(OpenCase(desk.party("De Molen"), TODAY, owner_person_id=owner))
    desk.act(OpenCase(desk.party("De Haan"), TODAY, owner_team_id=north))

    def seen(person: int | None) -> list[tuple[str, int]]:
        found = team.load(database, TODAY, figures_per_person(database, person, TODAY))
        return [(row.name, row.open.number) for row in found]

    assert seen(actor.person) == [("M. Jansen", 1), ("", 1), ("Noord", 2)]
    assert seen(None) == [("", 2), ("Noord", 2)]
    agreed = desk.act(AgreeFigures(AgreedWith.WORKS_COUNCIL, TODAY, "OR 12", TODAY))
    assert seen(None) == [("M. Jansen", 1), ("P. Post", 1), ("Z. Zee", 1), ("Noord", 1)]
    with pytest.raises(Refused, match="already"):
        desk.act(AgreeFigures(AgreedWith.EVERY_EMPLOYEE, TODAY, "OR 13", TODAY, TODAY))
    desk.act(EndFigures(agreed, 1, TODAY - timedelta(days=1)))
    assert seen(None) == [("", 2), ("Noord", 2)]


def test_what_waits_for_approval_is_told_in_words_what_is_needed_first_in_front(
    database: Database, actor: Actor
) -> None:
    desk = Desk(database, actor)
    handler = Actor(desk.act(AddPerson("h", "H. Hol")), frozenset({Role.HANDLER}))
    debt = desk.claim("7001", 600_00)
    for cents, needed_by in ((300_00, None), (500_00, TODAY)):
        request = asked_for(WriteOff(debt, Cents(cents), "geen verhaal"), "te veel", needed_by)
        perform(database, handler, TODAY, request)
    first, second = approvals.waiting(database)
    assert (first.cents, first.needed_by, first.asked_by, first.case_id) == (500_00, TODAY, "H. Hol", desk.case)
    assert (first.reason, first.text) == ("te veel", "geen verhaal")
    assert "7001" in str(first.parameters)
    assert (second.cents, second.needed_by) == (300_00, None)


def test_behind_every_number_stand_as_many_cases(office: Office) -> None:
    database, me = office.database, office.actor.person
    found = team.load(database, TODAY, figures_per_person(database, me, TODAY))
    assert any(row.people for row in found)
    for row in found:
        for figure in Figure:
            number = getattr(row, figure.value)
            cases = team.behind(database, row, figure, TODAY)
            assert cases.count(database) == number, (row.name, figure)
            assert len(cases.after(database, limit=5_000).rows) == number.number
