"""What a lead watches, and how much everybody has."""

from datetime import timedelta

from casebook.domain.money import Cents
from casebook.store.actions.approvals import asked_for
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.holds import HoldReach, PlaceHold
from casebook.store.actions.people import AddPerson, AddTeam
from casebook.store.actions.write_offs import WriteOff
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import approvals, team
from casebook.store.queries.listing import Count
from casebook.store.queries.team import Watched
from casebook.store.stale import renew
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk
from tests.store.queries.recorded import asked
from tests.store.queries.test_plans import plan

LATER = TODAY + timedelta(days=61)


def test_neglected_cases_stand_in_the_order_of_the_queue(database: Database, actor: Actor) -> None:
    desk = Desk(database, actor)
    assert team.watched(database, Watched.NEGLECTED).after(database).rows == ()
    renew(database, LATER, [desk.case])
    assert [row.case_id for row in team.watched(database, Watched.NEGLECTED).after(database).rows] == [desk.case]
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
    mine, his, teams = team.load(database, TODAY + timedelta(days=1))
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
