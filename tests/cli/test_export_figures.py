"""`casebook export figures` and `casebook digest`: one figure as a table, several as pages, the week for the leads."""

import argparse
import json
import pwd
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from casebook.cli import daily, digest, export, export_figures
from casebook.cli.arguments import _day
from casebook.cli.office_arguments import Shared
from casebook.cli.opening import Asked
from casebook.domain.figures.catalogue import By, FigureName
from casebook.domain.figures.period import PeriodKind
from casebook.errors import CasebookError, InputError
from casebook.jobs.figures import written
from casebook.settings import Settings
from casebook.store import address, people
from casebook.store.database import Database
from casebook.store.queries.digests import was_mailed
from casebook.store.queries.figures.week import monday_of
from tests.channels.server import Taken, serving
from tests.databases import TODAY
from tests.jobs.outbox.letters import settings
from tests.sample import Office

Run = Callable[..., bytes]


@pytest.fixture
def run(office: Office, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    monkeypatch.setattr(pwd, "getpwuid", lambda _: SimpleNamespace(pw_name="m.jansen"))
    monkeypatch.setattr(people, "today", lambda _: TODAY)

    def run(*arguments: str, status: int = 0, chosen: Settings | None = None) -> bytes:
        parser, empty = argparse.ArgumentParser(), argparse.ArgumentParser(add_help=False)
        commands, shared = parser.add_subparsers(dest="command"), Shared(empty, empty, empty, _day("nl"))
        subjects = commands.add_parser("export").add_subparsers(dest="subject")
        export_figures.add(subjects, [], shared, "nl")
        digest.add(commands, shared, "nl")
        options = parser.parse_args(arguments)
        asked = Asked(options, chosen or settings(), address.read(office.database.address.text))
        assert {"export": export, "digest": digest}[options.command].run(asked) == status
        return capsysbinary.readouterr().out

    return run


def test_the_parser_knows_what_there_is() -> None:
    assert tuple(FigureName) == export_figures.WHAT
    assert tuple(By) == export_figures.BY
    assert tuple(kind for kind in PeriodKind if kind is not PeriodKind.OWN) == export_figures.PERIODS
    assert written.FORMATS == export_figures.FORMATS


def test_one_figure_as_data(run: Run) -> None:
    told = json.loads(run("export", "figures", "--what", "received", "--period", "year", "--format", "json"))
    assert (told["by"], told["since"], told["until"]) == ("route", "2026-01-01", "2026-11-21")
    assert told["whole"]["received"] == "6353.48"
    own = ("--from", "2026-10-01", "--until", "2026-10-31", "--by", "age", "--format", "json")
    assert json.loads(run("export", "figures", "--what", "received", *own))["whole"]["received"] == "1799.27"
    some = json.loads(run("export", "figures", "--what", "load", "--segment", "consumer", "--format", "json"))
    assert some["whole"]["cases"] == 107


def test_every_figure_as_pages(run: Run) -> None:
    content = run("export", "figures", "--format", "pdf")
    assert content.startswith(b"%PDF-")
    assert content == run("export", "figures", "--format", "pdf")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--format", "csv"), "figures.one_at_a_time"),
        (("--what", "flow", "--what", "load"), "figures.one_at_a_time"),
        (("--what", "flow", "--by", "age"), "figures.no_such_rows"),
        (("--what", "flow", "--team", "[/b]\x1b[31m"), "figures.no_such"),
        (("--what", "flow", "--entity", "' OR 1=1"), "figures.no_such"),
        (("--what", "flow", "--until", "2026-11-01"), "figures.no_first_day"),
        (("--what", "flow", "--on", "2027-01-01"), "figures.ahead"),
        (("--what", "flow", "--from", "2026-11-02", "--until", "2026-11-01"), "export.period"),
        (("--what", "flow", "--from", "2026-11-02", "--until", "2026-11-30"), "figures.ahead"),
    ],
)
def test_what_there_is_not_is_refused(run: Run, arguments: tuple[str, ...], code: str) -> None:
    with pytest.raises(InputError) as refused:
        run("export", "figures", *arguments)
    assert refused.value.code == code


def test_the_digest_goes_to_a_file_once(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "week.pdf"
    run("digest", "--pdf", str(file))
    assert file.read_bytes().startswith(b"%PDF-")
    with pytest.raises(CasebookError):
        run("digest", "--pdf", str(file), "--week", "2026-11-02")


def test_the_digest_goes_by_mail_and_by_the_nightly_pass_only_where_it_is_asked_for(office: Office, run: Run) -> None:
    database: Database = office.database
    database.execute("UPDATE person SET mail = 'lead@voorbeeld.nl', version = version + 1 WHERE login = 'm.jansen'")
    taken = Taken()
    with serving(taken) as port:
        off = Asked(argparse.Namespace(), settings(port), address.read(database.address.text))
        on = off._replace(chosen=settings(port)._replace(digest=True))
        assert daily._digest(off, database, TODAY) == []
        assert daily._digest(on, database, TODAY)[0] == "weekbrief van 16-11-2026 gemaild aan 1 teamleider"
        assert daily._digest(on, database, TODAY) == []
        assert was_mailed(database, monday_of(TODAY))
        assert b"gemaild aan 1" in run("digest", "--mail", "--again", chosen=settings(port))
    assert [to for to, _ in taken.mails] == ["lead@voorbeeld.nl"] * 2


def test_a_night_without_a_mail_server_says_so_and_goes_on(office: Office) -> None:
    chosen = settings()._replace(digest=True)
    asked = Asked(argparse.Namespace(), chosen, address.read(office.database.address.text))
    (line,) = daily._digest(asked, office.database, TODAY)
    assert "mail" in line
