"""`casebook user`: who works here, what they may do, who stands in for whom, and leaving."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.test_office import Run, act_as, data, home, list_, refused, run

__all__ = ["home", "list_", "refused", "run"]
LATER, LATEST = ((date.today() + timedelta(days)).isoformat() for days in (9, 30))  # noqa: DTZ011 as the command has it


def person(run: Run, login: str) -> dict[str, object]:
    """Return what the list tells programs of somebody."""
    found: dict[str, object] = next(one for one in data(run("user", "list", "--json")) if one["login"] == login)
    return found


@pytest.fixture
def office(run: Run) -> Run:
    """An office with somebody beside who set it up."""
    run("init")
    assert run("user", "add", "p.bakker", "Pieter Bakker", "--team", "Noord")[0] == 0
    return run


def test_name_roles_and_teams_are_changed_at_once_or_not_at_all(office: Run, refused: Callable[..., str]) -> None:
    change = ("user", "change", "p.bakker")
    more = ("--name", "Piet Bakker", "--phone", "030 1234567", "--role", "lead", "--role", "viewer", "--team", "Zuid")
    status, out, _ = office(*change, *more)
    assert (status, "Piet Bakker" in out) == (0, True)
    told = person(office, "p.bakker")
    assert (told["name"], told["phone"], told["mail"]) == ("Piet Bakker", "030 1234567", "")
    assert (told["roles"], told["teams"]) == (["handler", "lead", "viewer"], ["Noord", "Zuid"])
    assert "Oost" in refused(*change, "--role", "administrator", "--leave-team", "Oost")
    assert "administrator" in refused(*change, "--end-role", "administrator")
    assert person(office, "p.bakker")["roles"] == ["handler", "lead", "viewer"]
    assert "--help" in refused(*change)
    assert "nobody" in refused("user", "change", "nobody", "--name", "x")
    assert office(*change, "--end-role", "viewer", "--leave-team", "Noord", "--login", "p.bakker2")[0] == 0
    assert "administrator" in refused("user", "change", "m.jansen", "--end-role", "administrator")


def test_a_handler_without_a_team_is_told_of_with_the_way_into_one(office: Run) -> None:
    status, out, _ = office("user", "add", "z", "Zoë Zwart")
    assert (status, "casebook user change z --team" in out) == (0, True)
    assert "--team" not in office("user", "add", "y", "Yara", "--team", "Noord")[1]
    assert "--team" not in office("user", "add", "x", "Xander", "--role", "viewer")[1]


def test_a_viewer_and_who_is_no_administrator_change_nobody(
    office: Run, refused: Callable[..., str], list_: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert office("user", "add", "v", "V. Kijker", "--role", "viewer")[0] == 0
    for login in ("v", "p.bakker"):
        act_as(monkeypatch, login)
        assert "administrator" in refused("user", "change", "v", "--role", "lead")
        assert "administrator" in refused("user", "deactivate", "m.jansen")
    assert office("user", "list")[0] == 0
    act_as(monkeypatch, "v")
    assert "handler" in refused("import", "receivables", list_(), "--profile", "open-items-nl")


def test_who_leaves_has_no_open_work_or_gives_it_away_first(office: Run, refused: Callable[..., str]) -> None:
    office("user", "stand-in", "p.bakker", "--for", "m.jansen")
    told = refused("user", "deactivate", "p.bakker")
    assert "standing in for 1 colleague" in told
    assert "Nergens" in refused("user", "deactivate", "p.bakker", "--give-to", "Nergens")
    status, out, _ = office("user", "deactivate", "p.bakker", "--give-to", "m.jansen")
    assert (status, "1 item given to m.jansen" in out, "no longer active" in out) == (0, True, True)
    assert person(office, "p.bakker")["inactive_since"] is not None
    assert "inactive" in office("user", "list")[1]
    assert "Pieter Bakker" in refused("user", "deactivate", "p.bakker")
    assert office("user", "activate", "p.bakker")[0] == 0
    assert person(office, "p.bakker")["inactive_since"] is None
    assert "active already" in refused("user", "activate", "p.bakker")


def test_who_leaves_later_is_told_and_a_past_day_is_refused(office: Run, refused: Callable[..., str]) -> None:
    assert "past" in refused("user", "deactivate", "p.bakker", "--from", "2020-01-01")
    assert office("user", "deactivate", "p.bakker", "--from", LATER)[0] == 0
    assert person(office, "p.bakker")["inactive_since"] == LATER


def test_standing_in_is_begun_and_ended(office: Run, refused: Callable[..., str]) -> None:
    pair = ("user", "stand-in", "p.bakker", "--for", "m.jansen")
    assert "not stand in" in refused(*pair, "--end")
    assert office(*pair, "--from", LATER, "--until", LATEST)[0] == 0
    assert "already" in refused(*pair)
    assert office(*pair, "--end")[0] == 0
    assert "himself" in refused("user", "stand-in", "m.jansen", "--for", "m.jansen")
