"""Whose a case is: the next one of a team goes to one person, whoever else asks at the same moment."""

from collections.abc import Sequence
from datetime import timedelta
from threading import Barrier, Thread

import pytest

from casebook import words
from casebook.errors import Refused, Stale
from casebook.store import address
from casebook.store.actions.cases import CloseCase, OpenCase
from casebook.store.actions.owners import HandOverCase, TakeCase, TakeNext
from casebook.store.actions.people import AddPerson, AddTeam, JoinTeam
from casebook.store.actions.undo import RedoStep, UndoStep
from casebook.store.database import Database
from casebook.store.models.cases import Closing
from casebook.store.models.people import Membership, Person
from casebook.store.perform import perform
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.refusal import refused

AT_ONCE = 50
TOMORROW = TODAY + timedelta(days=1)


def team_of(desk: Desk, name: str) -> int:
    team: int = desk.act(AddTeam(name))
    assert desk.actor.person is not None
    desk.act(JoinTeam(team, desk.actor.person, TODAY))
    return team


def waiting(desk: Desk, team: int, name: str, days: int) -> int:
    """Open a case of a team whose next action was so many days ago."""
    on = TODAY - timedelta(days=days)
    case: int = perform(
        desk.database, desk.actor, min(on, TODAY), OpenCase(desk.party(name), on, owner_team_id=team)
    ).result
    return case


def owner(desk: Desk, case_id: int) -> tuple[int | None, int | None]:
    query = "SELECT owner_person_id, owner_team_id FROM cases WHERE id = ?"
    ((person, team),) = desk.database.fetch(query, (case_id,))
    return person, team


def test_the_most_urgent_case_of_all_teams_is_taken(desk: Desk) -> None:
    north, south = team_of(desk, "Noord"), team_of(desk, "Zuid")
    other: int = desk.act(AddTeam("Elders"))
    waiting(desk, other, "Van een ander team", 9)
    later, first = waiting(desk, north, "Later", 1), waiting(desk, south, "Eerst", 3)
    assert desk.act(TakeNext()) == first
    assert owner(desk, first) == (desk.actor.person, None)
    assert desk.act(TakeNext()) == later
    refused("case.none_to_take", desk.act, TakeNext())


def test_what_is_planned_for_a_later_day_waits(desk: Desk) -> None:
    team = team_of(desk, "Noord")
    desk.act(OpenCase(desk.party("Morgen"), TOMORROW, owner_team_id=team))
    refused("case.none_to_take", desk.act, TakeNext())


def test_who_is_in_no_team_takes_nothing(desk: Desk) -> None:
    team: int = desk.act(AddTeam("Noord"))
    waiting(desk, team, "Een", 1)
    refused("case.no_team", desk.act, TakeNext())


def test_what_was_taken_goes_back_to_the_team_by_an_undo(desk: Desk) -> None:
    team = team_of(desk, "Noord")
    case = waiting(desk, team, "Een", 1)
    step = perform(desk.database, desk.actor, TODAY, TakeNext()).step
    assert step is not None
    desk.act(UndoStep(step))
    assert owner(desk, case) == (None, team)


def test_done_again_it_is_the_same_case_or_none(desk: Desk) -> None:
    team = team_of(desk, "Noord")
    first = waiting(desk, team, "Een", 2)
    step = perform(desk.database, desk.actor, TODAY, TakeNext()).step
    assert step is not None
    desk.act(UndoStep(step))
    # Taken anew it would be this one.
    urgent = waiting(desk, team, "Twee", 5)
    desk.act(RedoStep(step))
    assert owner(desk, first) == (desk.actor.person, None)
    assert owner(desk, urgent) == (None, team)


def test_fifty_at_once_never_get_the_same_case(desk: Desk) -> None:
    team: int = desk.act(AddTeam("Noord"))
    with desk.database.peewee.atomic():
        tx = desk.transaction()
        people = tx.add_many(Person, [{"login": f"p{one}", "name": f"P. {one}"} for one in range(AT_ONCE)])
        tx.add_many(Membership, [{"team_id": team, "person_id": one, "from_on": TODAY} for one in people])
    cases = [waiting(desk, team, f"Debiteur {one}", AT_ONCE + 5 - one) for one in range(AT_ONCE + 5)]
    taken = all_at_once(desk, people)
    # Each got one, and nobody passed over one that nobody got.
    assert sorted(taken) == sorted(cases[:AT_ONCE])
    assert [owner(desk, case)[0] for case in taken] == list(people)


def all_at_once(desk: Desk, people: Sequence[int]) -> list[int]:
    """Let people take the next case at the same moment, each on a connection of his own; return what each got."""
    start, taken = Barrier(len(people)), dict[int, int]()

    def take(person: int) -> None:
        mine = Database(address.read(desk.database.address.text))
        mine.connect()
        try:
            start.wait()
            taken[person] = perform(mine, desk.actor._replace(person=person), TODAY, TakeNext()).result
        finally:
            mine.close()

    threads = [Thread(target=take, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [taken[person] for person in people]


def test_a_note_goes_with_the_case_in_the_same_step(desk: Desk) -> None:
    colleague: int = desk.act(AddPerson("p.devries", "P. de Vries"))
    version = desk.version("cases", desk.case)
    done = perform(
        desk.database, desk.actor, TODAY, HandOverCase(desk.case, version, colleague, note=" belt\nmaandag ")
    )
    assert desk.database.fetch("SELECT case_id, person_id, text FROM note") == [
        (desk.case, desk.actor.person, "belt\nmaandag")
    ]
    assert done.step is not None
    desk.act(UndoStep(done.step))
    assert desk.database.fetch("SELECT text FROM note") == []
    assert owner(desk, desk.case)[0] == desk.actor.person


@pytest.mark.parametrize("command", [TakeCase, HandOverCase])
def test_who_comes_too_late_hears_who_has_it(desk: Desk, command: type[TakeCase | HandOverCase]) -> None:
    team: int = desk.act(AddTeam("Noord"))
    colleague: int = desk.act(AddPerson("p.devries", "P. de Vries"))
    seen = desk.version("cases", desk.case)
    desk.act(HandOverCase(desk.case, seen, owner_team_id=team))
    desk.act(HandOverCase(desk.case, seen + 1, colleague))
    late = TakeCase(desk.case, seen) if command is TakeCase else HandOverCase(desk.case, seen, owner_team_id=team)
    with pytest.raises(Stale) as caught:
        desk.act(late)
    assert (caught.value.code, caught.value.parameters["owner"]) == ("case.has_now", "P. de Vries")
    assert "P. de Vries" in words.say(caught.value.code, caught.value.parameters, "nl")


def test_a_closed_case_is_taken_by_nobody(desk: Desk) -> None:
    desk.act(CloseCase(desk.case, desk.version("cases", desk.case), Closing.NOT_OURS))
    with pytest.raises(Refused, match=r"case\.closed"):
        desk.act(TakeCase(desk.case, desk.version("cases", desk.case)))
