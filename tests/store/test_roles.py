"""Who may do what: every command there is, for every role, in the one place that asks."""

from itertools import combinations

import pytest

from casebook.errors import Refused
from casebook.store import commands, log
from casebook.store.actions.approvals import DecideApproval, asked_for
from casebook.store.actions.people import AddPerson
from casebook.store.actions.undo import UndoStep
from casebook.store.commands import may
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.perform import perform, perform_all
from casebook.store.transaction import NOBODY, Actor
from tests.databases import TODAY

# What somebody keeps for himself, and taking back what he himself did; each asks again what of that he may.
OWN = {"view.save", "view.change", "view.remove", "step.undo", "step.redo"}
# Of what handlers do on cases, only this: who leaves has to be rid of them.
GIVEN_AWAY = {"case.hand_over", "dispute.hand_over", "approval.hand_over", "stand_in.begin", "stand_in.end"}


def allowed(role: Role | None) -> set[str]:
    """Return what a role alone allows; None for somebody who has none."""
    actor = Actor(1, frozenset() if role is None else frozenset({role}))
    every = {name: commands.action_named(name) for name in commands.names()}
    return {name for name, found in every.items() if found is not None and may(found, actor)}


@pytest.mark.parametrize("role", [*Role, None])
def test_what_a_role_does_not_allow_is_refused_whatever_is_asked_and_nothing_is_written(
    database: Database, actor: Actor, role: Role | None
) -> None:
    perform(database, actor, TODAY, AddPerson("second", "Tweede"))
    asking = Actor(actor.person, frozenset() if role is None else frozenset({role}))
    before = log.head(database)
    refused = set(commands.names()) - allowed(role)
    assert refused
    for name in refused:
        found = commands.action_named(name)
        assert found is not None
        # It is refused before anything of it is read.
        command = object.__new__(found.shape)
        with pytest.raises(Refused, match=r"actions\.role"):
            perform(database, asking, TODAY, command)
    assert log.head(database) == before


def test_a_viewer_changes_nothing_but_what_is_his_own() -> None:
    assert allowed(Role.VIEWER) == allowed(None) == OWN


def test_an_administrator_works_no_cases_but_lets_them_be_given_away() -> None:
    handlers = allowed(Role.HANDLER) - OWN
    assert {name for name in handlers & allowed(Role.ADMINISTRATOR) if name.startswith(("case.", "dispute."))} == {
        "case.hand_over",
        "dispute.hand_over",
    }
    assert allowed(Role.ADMINISTRATOR) >= GIVEN_AWAY | {"person.add", "person.deactivate", "team.join"}


def test_several_roles_allow_what_each_allows() -> None:
    for one, other in combinations(Role, 2):
        both = Actor(1, frozenset({one, other}))
        every = [commands.action_named(name) for name in commands.names()]
        assert {found.name for found in every if found is not None and may(found, both)} == allowed(one) | allowed(
            other
        )


def test_nobody_does_only_what_is_unattended() -> None:
    every = [commands.action_named(name) for name in commands.names()]
    assert all(found is not None and (found.unattended or found.role is None) == may(found, NOBODY) for found in every)


def test_a_bulk_an_undo_and_an_approval_give_no_role(database: Database, actor: Actor) -> None:
    person = perform(database, actor, TODAY, AddPerson("second", "Tweede", (Role.LEAD,))).result
    lead, viewer = Actor(person, frozenset({Role.LEAD})), Actor(person, frozenset({Role.VIEWER}))
    add = AddPerson("third", "Derde")
    ((_, outcome),) = perform_all(database, viewer, TODAY, [add])
    assert isinstance(outcome, Refused)
    assert outcome.code == "actions.role"
    # A lead decides, but lets happen only what his own roles allow.
    asked = perform(database, actor, TODAY, asked_for(add, "graag")).result
    with pytest.raises(Refused, match=r"actions\.role"):
        perform(database, lead, TODAY, DecideApproval(asked, 1, approve=True, reason="ja"))
    done = perform(database, actor, TODAY, add)
    assert done.step is not None
    with pytest.raises(Refused, match=r"actions\.role"):
        perform(database, actor._replace(roles=frozenset({Role.VIEWER})), TODAY, UndoStep(done.step))
