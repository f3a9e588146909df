"""`casebook letters`: what leaves, what does not and why, and what is written where."""

import argparse
import errno
import json
import os
import pwd
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from casebook.cli import letters
from casebook.cli.arguments import _day
from casebook.cli.office_arguments import Shared
from casebook.cli.opening import Asked
from casebook.domain.letters.standing import LetterState
from casebook.domain.letters.ways import DispatchWay
from casebook.errors import InputError
from casebook.jobs.new_files import Part
from casebook.store import address, people
from casebook.store.actions.holds import PlaceHold
from casebook.store.database import Database
from casebook.store.transaction import Actor
from tests.channels.server import Taken, serving
from tests.jobs.outbox.letters import Office, settings
from tests.store.actions.desk import TODAY

Run = Callable[..., str]


@pytest.fixture
def office(database: Database, actor: Actor, monkeypatch: pytest.MonkeyPatch) -> Office:
    login = database.value("SELECT login FROM person WHERE id = ?", (actor.person,))
    monkeypatch.setattr(pwd, "getpwuid", lambda _: SimpleNamespace(pw_name=login))
    monkeypatch.setattr(people, "today", lambda _: TODAY)
    return Office(database, actor)


@pytest.fixture
def run(office: Office, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    def run(*arguments: str, port: int = 0) -> str:
        parser, empty = argparse.ArgumentParser(), argparse.ArgumentParser(add_help=False)
        for_programs = argparse.ArgumentParser(add_help=False)
        for_programs.add_argument("--json", action="store_true")
        letters.add(parser.add_subparsers(), Shared(empty, for_programs, empty, _day("nl")), "nl")
        chosen = settings(port, handover=tmp_path)
        target = address.read(office.database.address.text)
        assert letters.run(Asked(parser.parse_args(["letters", *arguments]), chosen, target)) == 0
        return capsys.readouterr().out

    return run


def test_letters_leave_by_all_their_ways(office: Office, run: Run, tmp_path: Path) -> None:
    mail, held, paper, printer = (
        office.released(DispatchWay.EMAIL, mail="a@voorbeeld.nl"),
        office.released(DispatchWay.EMAIL, mail="b@voorbeeld.nl"),
        office.released(DispatchWay.REGISTERED),
        office.released(DispatchWay.HAND_OVER),
    )
    case = office.post.card(held).row
    office.desk.act(PlaceHold(case.case_id, "wacht", TODAY, TODAY + timedelta(30)))
    listed = json.loads(run("list", "--which", "released", "--json"))
    assert {one["letter"] for one in listed} == {mail, held, paper, printer}
    taken = Taken()
    with serving(taken) as port:
        told = run("send", port=port)
        assert "1 e-mail verzonden." in told
        assert case.number in told
        assert json.loads(run("send", "--json", port=port))["not_sent"][0]["letter"] == held
    assert [to for to, _ in taken.mails] == ["a@voorbeeld.nl"]
    out = tmp_path / "uit.pdf"
    assert "1 brief als stapel" in run("print", str(out))
    assert out.read_bytes().startswith(b"%PDF-")
    batch = str(office.dispatches(paper)[0].batch_id)
    again = tmp_path / "nogmaals.pdf"
    assert f"Stapel {batch} staat in" in run("print", str(again), "--batch", batch)
    assert again.read_bytes() == out.read_bytes()
    assert again.with_suffix(".csv").read_bytes() == out.with_suffix(".csv").read_bytes()
    filled = out.with_suffix(".csv")
    filled.write_bytes(filled.read_bytes().replace(b"aangetekende post;;", b"aangetekende post;3S1;"))
    assert "21-11-2026" in run("posted", batch, "--list", str(filled))
    assert office.dispatches(paper)[0].tracking == "3S1"
    assert "1 brief klaargezet." in run("hand-over")
    assert {office.post.state(one) for one in (mail, paper, printer)} == {LetterState.SENT}
    assert "herinnering" in run("list", "--which", "all")
    assert len(json.loads(run("list", "--json"))) == 1


def test_what_could_not_be_written_waits_again(
    office: Office, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter, out = office.released(DispatchWay.ORDINARY), tmp_path / "brieven.pdf"

    def full(_: Part) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(Part, "put", full)
        with pytest.raises(InputError, match=r"sending\.not_saved"):
            run("print", str(out))
    assert office.post.state(letter) is LetterState.RELEASED
    assert not list(tmp_path.glob("*brieven*"))
    assert "1 brief als stapel" in run("print", str(out))


def test_nothing_is_printed_over_a_file(office: Office, run: Run, tmp_path: Path) -> None:
    letter = office.released(DispatchWay.ORDINARY)
    there = tmp_path / "lijst.csv"
    there.write_text("van mij")
    for out, code in (
        (tmp_path / "lijst.pdf", "sending.is_there"),
        (tmp_path / "geen" / "x.pdf", "sending.not_saved"),
        (tmp_path / "x", "sending.no_pdf"),
    ):
        with pytest.raises(InputError) as refused:
            run("print", str(out))
        assert refused.value.code == code
    assert there.read_text() == "van mij"
    assert [path.name for path in tmp_path.iterdir() if "lijst" in path.name] == ["lijst.csv"]
    assert office.post.state(letter) is LetterState.RELEASED
