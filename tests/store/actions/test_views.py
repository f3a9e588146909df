"""Views: saved under a digit, changed and removed by whose they are."""

from dataclasses import replace
from typing import Any

import pytest

from casebook.store.actions.people import AddTeam, JoinTeam
from casebook.store.actions.undo import UndoStep
from casebook.store.actions.views import ChangeView, Layout, RemoveView, SaveView
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries.views import Owner, ViewRow, under, views
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.refusal import refused

RED = Layout("Rood", "today", 2, "band:1", "mine", "", ("case", "debtor"))


@pytest.fixture
def team(desk: Desk) -> int:
    team: int = desk.act(AddTeam("Noord"))
    desk.act(JoinTeam(team, desk.actor.person or 0, TODAY))
    return team


def all_views(desk: Desk, *team_ids: int) -> list[ViewRow]:
    return views(desk.database, desk.actor.person, team_ids)


def test_a_view_is_shown_as_it_was_saved(desk: Desk) -> None:
    view_id = desk.act(SaveView(replace(RED, name=" R\x1b[31mood ")))
    (found,) = all_views(desk)
    assert found == ViewRow(
        view_id, 1, "today", "Rood", 2, "band:1", "mine", "", ("case", "debtor"), desk.actor.person, None, ""
    )


def test_a_view_takes_its_digit_from_the_one_that_had_it(desk: Desk) -> None:
    desk.act(SaveView(RED))
    step = perform(desk.database, desk.actor, TODAY, SaveView(replace(RED, name="Nieuw"))).step
    assert step is not None
    assert {one.name: one.digit for one in all_views(desk)} == {"Nieuw": 2, "Rood": None}
    desk.act(UndoStep(step))
    assert {one.name: one.digit for one in all_views(desk)} == {"Rood": 2}


def test_a_digit_may_stand_for_another_view_in_another_place(desk: Desk) -> None:
    desk.act(SaveView(RED))
    desk.act(SaveView(replace(RED, name="Alles", place="cases")))
    found = all_views(desk)
    assert under(found, 2, "today") == found[1]
    assert under(found, 2, "cases") == found[0]
    # Where the place has none of its own, it leads to the other.
    assert under(found, 2, "radar") is not None
    assert under(found, 3, "today") is None


def test_ones_own_view_goes_before_that_of_the_team_and_of_everybody(desk: Desk, team: int) -> None:
    desk.act(SaveView(replace(RED, name="Allen"), everybody=True))
    desk.act(SaveView(replace(RED, name="Team"), team))
    assert [one.owner for one in all_views(desk, team)] == [Owner.TEAM, Owner.EVERYBODY]
    assert under(all_views(desk, team), 2, "today") == all_views(desk, team)[0]
    own = desk.act(SaveView(replace(RED, name="Eigen")))
    shown = under(all_views(desk, team), 2, "today")
    assert shown is not None
    assert shown.view_id == own
    assert [one.name for one in all_views(desk)] == ["Eigen", "Allen"]


def test_views_are_changed_and_removed_in_the_version_seen(desk: Desk) -> None:
    view_id = desk.act(SaveView(RED))
    desk.act(ChangeView(view_id, 1, replace(RED, digit=None, filter="")))
    (found,) = all_views(desk)
    assert (found.version, found.digit, found.filter) == (2, None, "")
    desk.act(RemoveView(view_id, 2))
    assert all_views(desk) == []


def test_only_a_lead_saves_for_others_and_nobody_changes_what_is_a_colleagues(desk: Desk, team: int) -> None:
    handler = desk.actor._replace(roles=frozenset({Role.HANDLER}))
    colleague = Actor(desk.transaction().database.value("SELECT max(id) + 1 FROM person"), frozenset(Role))

    def as_handler(command: object) -> Any:
        return perform(desk.database, handler, TODAY, command)

    def as_colleague(command: object) -> Any:
        return perform(desk.database, colleague, TODAY, command)

    refused("view.lead_only", as_handler, SaveView(RED, team))
    refused("view.lead_only", as_handler, SaveView(RED, everybody=True))
    own, teams = as_handler(SaveView(RED)).result, desk.act(SaveView(RED, team))
    refused("view.lead_only", as_handler, RemoveView(teams, 1))
    refused("view.of_other", as_colleague, ChangeView(own, 1, RED))


def test_what_cannot_be_a_view_is_refused(desk: Desk, team: int) -> None:
    refused("view.no_name", desk.act, SaveView(replace(RED, name=" \x1b[0m")))
    refused("view.digit", desk.act, SaveView(replace(RED, digit=10)))
    refused("view.one_owner", desk.act, SaveView(RED, team, everybody=True))
