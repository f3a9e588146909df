"""The commands that work on a database, from making it to checking it; a day of them also on PostgreSQL."""

import json
import os
import pwd
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from casebook import paths
from casebook.cli import demo
from casebook.cli.main import main
from casebook.cli.opening import opened
from casebook.exchange import profile_reading as profiles
from casebook.store import address
from casebook.store.migrations import upgrade
from casebook.store.only_one import only_one
from casebook.store.queries import people, queue
from casebook.store.queries.queue import Whose
from tests.databases import Databases

Run = Callable[..., tuple[int, str, str]]

LIST = """\
Administratie;Debiteurnummer;Naam;Factuurnummer;Factuurdatum;Vervaldatum;Factuurbedrag;Valuta
A;100;Bakkerij [/b] De Molen;F1;01-10-2026;31-10-2026;1.240,00;EUR
A;100;Bakkerij [/b] De Molen;F2;01-10-2026;31-10-2026;100,00;EUR
A;200;J. Pietersen;F3;01-10-2026;31-10-2026;50,00;{currency}
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("CASEBOOK_DATABASE", raising=False)
    act_as(monkeypatch, "m.jansen")
    return tmp_path / "data" / "casebook" / "casebook.db"


def act_as(monkeypatch: pytest.MonkeyPatch, login: str) -> None:
    """Let the operating system say that somebody runs the command."""
    monkeypatch.setattr(pwd, "getpwuid", lambda _: SimpleNamespace(pw_name=login))


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:  # noqa: ARG001 the commands run in that home
    def run(*arguments: object) -> tuple[int, str, str]:
        status = main([str(argument) for argument in arguments])
        return status, *capsys.readouterr()

    return run


@pytest.fixture
def refused(run: Run) -> Callable[..., str]:
    """Run a command that is refused, and return the one sentence it gives."""

    def refused(*arguments: object) -> str:
        status, out, err = run(*arguments)
        assert (status, out) == (1, "")
        assert err.count("\n") == 1
        assert err.endswith(".\n")
        return err.strip()

    return refused


@pytest.fixture
def list_(tmp_path: Path) -> Callable[..., Path]:
    def made(currency: str = "EUR") -> Path:
        file = tmp_path / "list.csv"
        file.write_text(LIST.format(currency=currency), "cp1252")
        return file

    return made


def data(answer: tuple[int, str, str]) -> Any:
    status, out, err = answer
    assert (status, err) == (0, "")
    return json.loads(out)


def test_an_office_is_made_once_and_only_its_owner_can_read_it(run: Run, home: Path) -> None:
    status, out, _ = run("init")
    assert status == 0
    assert "m.jansen" in out
    assert {oct(path.stat().st_mode & 0o777) for path in home.parent.glob("casebook.db*")} == {"0o600"}
    status, out, _ = run("init")
    assert (status, "already" in out) == (0, True)
    people = data(run("user", "list", "--json"))
    assert [(person["login"], person["roles"]) for person in people] == [
        ("m.jansen", ["handler", "lead", "administrator"])
    ]


def test_a_list_comes_in_the_queue_is_made_and_nothing_is_wrong(run: Run, list_: Callable[..., Path]) -> None:
    run("init")
    how = ("import", "receivables", list_(), "--profile", "open-items-nl", "--json")
    assert data(run(*how, "--dry-run"))["added"] == 3
    assert data(run(*how))["added"] == 3
    again = data(run(*how))
    assert (again["added"], again["unchanged"]) == (0, 3)
    told = data(run("daily", "--json"))
    assert sum(told["clocks"].values()) == 3
    assert data(run("verify", "--json"))["clean"] is True


def test_what_the_first_person_of_an_office_brings_in_is_his_own_work(
    run: Run, home: Path, list_: Callable[..., Path]
) -> None:
    run("init")
    run("import", "receivables", list_(), "--profile", "open-items-nl")
    (person,) = data(run("user", "list", "--json"))
    assert person["teams"] == ["Bijzonder Beheer"]
    with opened(address.read(str(home))) as database:
        (team,) = people.teams(database, date(2026, 11, 21))
        assert len(queue.queue(Whose(1, (team.team_id,))).after(database).rows) == 2


def test_a_second_nightly_pass_says_where_the_first_runs_and_only_keeps_the_end_of_the_log(
    run: Run, home: Path
) -> None:
    run("init")
    kept = paths.checkpoints(os.environ)
    with opened(address.read(str(home))) as database, only_one(database):
        host = os.uname().nodename
        status, out, _ = run("daily")
        assert (status, host in out, out.count("\n")) == (0, True, 1)
        assert data(run("daily", "--json"))["running"]["host"] == host
        assert len(kept.read_text().splitlines()) == 2
    assert "made_anew" in data(run("daily", "--json"))


def test_rows_that_are_refused_are_told_by_line_and_strict_brings_in_nothing(
    run: Run, refused: Callable[..., str], list_: Callable[..., Path]
) -> None:
    run("init")
    how = ("import", "receivables", list_("USD"), "--profile", "open-items-nl")
    assert "line 4" in refused(*how, "--strict")
    status, out, _ = run(*how)
    assert status == 0
    assert "Line 4:" in out
    assert "USD" in out


def test_verify_tells_of_a_line_that_was_changed_behind_our_back(run: Run, home: Path) -> None:
    run("init")
    with closing(sqlite3.connect(home, isolation_level=None)) as connection:
        connection.executescript("DROP TRIGGER guard_log_update; UPDATE log SET day = '2020-01-01' WHERE number = 1")
    status, out, _ = run("verify")
    assert status == 1
    assert "1" in out


def test_verify_keeps_the_end_of_the_log_outside_the_database(run: Run, home: Path, tmp_path: Path) -> None:
    run("init")
    run("verify")
    kept = [
        json.loads(line) for line in (tmp_path / "state" / "casebook" / "checkpoints.jsonl").read_text().splitlines()
    ]
    assert [(one["of"], one["number"]) for one in kept] == [(str(home), 1)]


KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIL5v71B1rZh28WTXWoAinYBp50495F88RD1KbFE60ej3"
FINGERPRINT = "SHA256:yAgSvao4qWWJWNTvWpCxB78rt5YlbIVrMGiop0DWxGg"


def test_keys_come_with_a_person_and_go(run: Run, refused: Callable[..., str], tmp_path: Path) -> None:
    run("init")
    file = tmp_path / "laptop.pub"
    file.write_text(f"{KEY} laptop\n")
    assert "one line" in refused("user", "add", "p.bakker", "Pieter Bakker", "--key", f"{KEY} a\nb")
    assert "absent.pub" in refused("user", "add", "p.bakker", "Pieter Bakker", "--key", tmp_path / "absent.pub")
    assert run("user", "add", "p.bakker", "Pieter Bakker", "--key", file)[0] == 0
    assert "Pieter Bakker" in refused("user", "key", "add", "m.jansen", KEY)
    (key,) = data(run("user", "key", "list", "p.bakker", "--json"))
    assert (key["fingerprint"], key["comment"], key["revoked_on"]) == (FINGERPRINT, "laptop", None)
    assert FINGERPRINT in run("user", "key", "list", "p.bakker")[1]
    assert "m.jansen" in refused("user", "key", "revoke", "m.jansen", FINGERPRINT)
    assert run("user", "key", "revoke", "p.bakker", FINGERPRINT)[0] == 0
    assert "revoked" in refused("user", "key", "add", "p.bakker", file)
    assert "nobody" in refused("user", "key", "add", "nobody", KEY)


def test_what_sshd_starts_is_asked_for_first(refused: Callable[..., str]) -> None:
    for command in (("session", "p.bakker", "--key", FINGERPRINT), ("authorized-keys",)):
        assert "first" in refused("--lang", "en", *command)


REACHED = ("--phone", "010-7654321", "--mail", "p.bakker@voorbeeld.nl")


def test_people_are_added_with_roles_and_teams(run: Run, refused: Callable[..., str]) -> None:
    run("init")
    status, out, _ = run("user", "add", "p.bakker", "Pieter Bakker", "--role", "lead", "--team", "Noord", *REACHED)
    assert (status, "Pieter Bakker" in out) == (0, True)
    people = {person["login"]: person for person in data(run("user", "list", "--json"))}
    assert (people["p.bakker"]["roles"], people["p.bakker"]["teams"]) == (["lead"], ["Noord"])
    assert (people["p.bakker"]["phone"], people["p.bakker"]["mail"]) == (REACHED[1], REACHED[3])
    assert "p.bakker" in refused("user", "add", "p.bakker", "Another")


def test_who_is_not_of_the_office_is_refused(
    run: Run, refused: Callable[..., str], list_: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init")
    act_as(monkeypatch, "stranger")
    assert "stranger" in refused("import", "receivables", list_(), "--profile", "open-items-nl")


def test_trouble_with_the_database_is_one_sentence(
    refused: Callable[..., str], run: Run, home: Path, tmp_path: Path
) -> None:
    assert str(home) in refused("daily")
    assert "mysql" in refused("daily", "--database", "mysql://x/y")
    (tmp_path / "text.db").write_text("no database, but long enough to be told from an empty file" * 100)
    assert "text.db" in refused("daily", "--database", tmp_path / "text.db")
    assert str(tmp_path) in refused("init", "--database", tmp_path)
    run("init")
    with closing(sqlite3.connect(home, isolation_level=None)) as connection:
        connection.execute("INSERT INTO migration (name, applied_at) VALUES ('9999_later', '')")
    assert "9999_later" in refused("daily")
    assert "9999_later" in refused("init")


def test_an_older_database_asks_for_init(
    run: Run, refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init")
    monkeypatch.setattr(upgrade, "NEWEST", "9999_next")
    assert "casebook init" in refused("daily")


@pytest.mark.parametrize(
    "arguments",
    [
        ("init", "--time-zone", "Europe/Nowhere"),
        ("import", "receivables", "absent.csv", "--profile", "open-items-nl"),
        ("import", "receivables", "absent.csv", "--profile", "no-such"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(run: Run, refused: Callable[..., str], arguments: tuple[str, ...]) -> None:
    if arguments[0] != "init":
        run("init")
    assert arguments[2] in refused(*arguments) or arguments[-1] in refused(*arguments)


def test_the_address_may_come_from_the_environment_or_the_settings_or_stand_before_the_command(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "config" / "casebook" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'database = "{tmp_path}/by-settings.db"\n')
    run("init")
    assert (tmp_path / "by-settings.db").exists()
    monkeypatch.setenv("CASEBOOK_DATABASE", f"sqlite:///{tmp_path}/by-environment.db")
    run("init")
    assert (tmp_path / "by-environment.db").exists()
    run("--database", tmp_path / "by-option.db", "init")
    assert (tmp_path / "by-option.db").exists()


def test_the_sample_office_is_alive_and_shows_names_as_they_are(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "sample.db"
    status, out, err = run("demo", "--database", file, "--on", "2027-03-01")
    assert (status, err) == (0, "")
    assert "\x1b" not in out
    assert data(run("verify", "--database", file, "--on", "2027-03-01", "--json"))["clean"] is True
    status, _, err = run("demo", "--database", file)
    assert status == 1
    assert str(file) in err


def test_claims_older_than_their_term_are_told_by_the_nightly_pass(
    run: Run, list_: Callable[..., Path], tmp_path: Path
) -> None:
    profile = tmp_path / "own.toml"
    shipped = (profiles.SHIPPED / "open-items-nl.toml").read_text("utf-8")
    profile.write_text(shipped + '\n[[receivables.kind]]\nkind = "contract"\nwhy = "test"\n', "utf-8")
    old = list_()
    old.write_text(old.read_text("cp1252").replace("2026", "2015"), "cp1252")
    run("init")
    assert data(run("import", "receivables", old, "--profile", profile, "--json"))["added"] == 3
    status, out, err = run("daily")
    assert (status, err) == (0, "")
    assert "history missing" in out


def test_an_address_that_is_empty_is_not_the_own_database(refused: Callable[..., str], run: Run) -> None:
    run("init")
    for command in (["daily"], ["demo"], ["init"]):
        refused(*command, "--database", "")


@pytest.mark.parametrize("command", ["init", "demo"])
def test_a_place_where_no_database_can_be_is_one_sentence(
    refused: Callable[..., str], tmp_path: Path, command: str
) -> None:
    (tmp_path / "file").write_text("")
    for place in (tmp_path, tmp_path / "file" / "x.db", tmp_path / ("x" * 300)):
        assert str(place) in refused(command, "--database", place)


def test_a_name_too_long_for_a_file_is_one_sentence(refused: Callable[..., str], tmp_path: Path) -> None:
    assert str(tmp_path) in refused("daily", "--database", tmp_path / ("x" * 300))


def test_the_sample_office_is_kept_as_one_of_your_own_would_be(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "new" / "sample.db"
    assert run("demo", "--database", file)[0] == 0
    assert oct(file.stat().st_mode & 0o777) == "0o600"


def test_an_office_that_is_refused_leaves_no_file(refused: Callable[..., str], home: Path) -> None:
    refused("init", "--time-zone", "Europe/Nowhere")
    assert not home.exists()


def test_a_user_without_a_name_is_one_sentence(
    refused: Callable[..., str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pwd, "getpwuid", {}.__getitem__)
    assert str(os.getuid()) in refused("init")
    assert not home.exists()


@pytest.mark.parametrize("team", ["", "\x01"])
def test_a_person_whose_team_is_refused_is_not_added(run: Run, refused: Callable[..., str], team: str) -> None:
    run("init")
    refused("user", "add", "p.bakker", "Pieter Bakker", "--team", team)
    assert [person["login"] for person in data(run("user", "list", "--json"))] == ["m.jansen"]


def test_a_team_or_role_given_twice_is_given_once(run: Run) -> None:
    run("init")
    twice = ("--team", "Noord", "--team", " Noord", "--role", "lead", "--role", "lead")
    assert run("user", "add", "p.bakker", "Pieter Bakker", *twice)[0] == 0
    long = ("--team", "T" * 150)
    assert run("user", "add", "a", "A", *long)[0] == run("user", "add", "b", "B", *long)[0] == 0
    people = {person["login"]: person for person in data(run("user", "list", "--json"))}
    assert (people["p.bakker"]["roles"], people["p.bakker"]["teams"]) == (["lead"], ["Noord"])


@pytest.mark.parametrize(
    "arguments",
    [("daily", "--on", "9999-12-31"), ("verify", "--on", "0001-01-01"), ("daily", "--workers", "0")],
)
def test_a_day_or_number_out_of_bounds_is_wrong_usage(run: Run, arguments: tuple[str, ...]) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert arguments[2] in err


def test_the_sample_office_does_not_live_on_every_day(refused: Callable[..., str]) -> None:
    assert "1989" in refused("demo", "--on", "1989-12-31")


def test_a_database_made_anew_tells_where_the_end_of_its_log_was_kept(run: Run, home: Path, tmp_path: Path) -> None:
    run("init")
    run("user", "add", "p.bakker", "Pieter Bakker")
    run("verify")
    for file in home.parent.glob("casebook.db*"):
        file.unlink()
    run("init")
    status, out, _ = run("verify")
    assert status == 1
    assert str(tmp_path / "state" / "casebook" / "checkpoints.jsonl") in out


def test_an_end_of_the_log_that_cannot_be_read_or_kept_is_one_sentence(
    run: Run, refused: Callable[..., str], tmp_path: Path
) -> None:
    run("init")
    run("verify")
    kept = tmp_path / "state" / "casebook" / "checkpoints.jsonl"
    kept.write_text(kept.read_text() + '{"of": "x')
    assert "Line 2" in refused("verify")
    kept.unlink()
    kept.mkdir()
    assert str(kept) in refused("verify")
    kept.rmdir()
    kept.parent.rename(tmp_path / "away")
    kept.parent.symlink_to(tmp_path / "nowhere")
    assert str(kept) in refused("verify")


def test_the_sample_office_fits_on_a_small_screen(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "height", lambda: 24)
    lines = run("demo", "--lang", "nl")[1].splitlines()
    assert len(lines) < 24
    assert max(map(len, lines)) <= 80


def test_the_same_on_postgresql(run: Run, databases: Databases, list_: Callable[..., Path]) -> None:
    target = ("--database", databases.address())
    assert run("init", *target)[0] == 0
    assert data(run("import", "receivables", list_(), "--profile", "open-items-nl", "--json", *target))["added"] == 3
    assert data(run("daily", "--json", "--workers", 2, *target))["made_anew"] == 0
    assert data(run("verify", "--json", *target))["clean"] is True


def test_mandates_are_listed_and_set_and_widened_by_two(
    run: Run, refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init")
    run("user", "add", "l.baas", "Lea Baas", "--role", "lead")
    narrower = ("mandate", "set", "write_off", "handler", "--limited", "--most", "100.50", "--reason", "rustig aan")
    assert run(*narrower)[0] == 0
    first = data(run("mandate", "list", "--json"))[0]
    assert (first["act"], first["role"], first["most"], first["source"]) == ("write_off", "handler", "100.50", "own")
    assert (first["reason"], first["agreed_by"]) == ("rustig aan", None)
    assert "rustig aan" not in run("mandate", "list")[1]
    wider = ("mandate", "set", "write_off", "handler", "--unlimited", "--reason", "groei")
    assert "second person" in refused(*wider)
    assert "approval" in data(run(*wider, "--ask", "--json"))
    assert "1250.00" in refused("mandate", "set", "plan", "lead", "--limited", "--most", "veel", "--reason", "x")
    assert "--most" in refused("mandate", "set", "plan", "lead", "--limited", "--reason", "x")
    assert "choose from" in refused("mandate", "set", "credit", "lead", "--none", "--creditor", "NO", "--reason", "x")
    act_as(monkeypatch, "l.baas")
    assert "administrator" in refused(*narrower)


def test_sight_is_given_listed_and_withdrawn_all_or_none(
    run: Run, refused: Callable[..., str], list_: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init")
    run("import", "receivables", list_(), "--profile", "open-items-nl")
    run("user", "add", "l.baas", "Lea Baas", "--role", "lead")
    code = data(run("sight", "list", "--json"))[0]["creditor"]
    assert data(run("sight", "list", "--json"))[0]["everybody"]
    assert len(run("export", "cases")[1].splitlines()) > 1
    reason = ("--reason", "vertrouwelijk")
    assert "--team" in refused("sight", "give", code, *reason)
    assert "l.baas" in refused("sight", "give", code, "--person", "nobody", *reason)
    (row,) = [
        one for one in data(run("sight", "give", code, "--person", "l.baas", *reason, "--json")) if "person" in one
    ]
    assert (row["creditor"], row["person"], row["reason"]) == (code, "Lea Baas", "vertrouwelijk")
    assert "vertrouwelijk" in run("sight", "list")[1]
    assert len(run("export", "cases")[1].splitlines()) == 1
    assert "whole book" in refused(
        "export", "audit", "--from", "2026-01-01", "--until", "2026-01-31", "--seed", "1", "--to", "x"
    )
    me = data(run("user", "list", "--json"))[0]["login"]
    # Of two of which one cannot be, neither is given.
    assert "already" in refused("sight", "give", code, "--person", me, "--person", "l.baas", *reason)
    assert len([one for one in data(run("sight", "list", "--json")) if "person" in one]) == 1
    assert "sight list" in refused("sight", "withdraw", code, "--person", me, *reason)
    assert run("sight", "withdraw", code, "--person", "l.baas", *reason)[0] == 0
    assert len(run("export", "cases")[1].splitlines()) > 1
    act_as(monkeypatch, "l.baas")
    assert "administrator" in refused("sight", "give", code, "--person", me, *reason)
    assert data(run("verify", "--json"))["clean"] is True
