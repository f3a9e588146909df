"""`casebook export statement`: the sheet on standard output."""

import argparse
import csv
import pwd
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pypdfium2  # type: ignore[import-untyped]  # it has no types
import pytest

from casebook import format as form
from casebook.cli import export
from casebook.cli.arguments import _day
from casebook.cli.office_arguments import Shared
from casebook.cli.opening import Asked
from casebook.errors import CasebookError, InputError
from casebook.settings import Settings
from casebook.store import address, people
from casebook.store.database import Database
from casebook.store.queries.case import case_of
from casebook.store.queries.statement import Statement, statement
from tests.sample import Office

# Two creditors, and entries of both.
NUMBER = "2026-0002"
ON = date(2026, 11, 30)
Export = Callable[..., str]


@pytest.fixture
def office(office: Office) -> Database:
    return office.database


@pytest.fixture
def written(
    office: Database, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., bytes]:
    """Export as somebody, and return what came on standard output."""

    def written(*arguments: str, login: str = "m.jansen", language: str = "nl", subject: str = "statement") -> bytes:
        monkeypatch.setattr(pwd, "getpwuid", lambda _: SimpleNamespace(pw_name=login))
        parser, empty = argparse.ArgumentParser(), argparse.ArgumentParser(add_help=False)
        export.add(parser.add_subparsers(), Shared(empty, empty, empty, _day(language)), language)
        options = parser.parse_args(["export", subject, *arguments])
        chosen = Settings(language, True, None, "dark", {}, Path("settings.toml"))
        assert export.run(Asked(options, chosen, address.read(office.address.text))) == 0
        return capsysbinary.readouterr().out

    return written


@pytest.fixture
def exported(written: Callable[..., bytes]) -> Export:
    """Export as somebody, and return the text that came on standard output."""

    def exported(*arguments: str, **more: str) -> str:
        return written(*arguments, **more).decode("utf-8")

    return exported


def stated(office: Database, day: date) -> Statement:
    case_id = case_of(office, NUMBER)
    assert case_id is not None
    found = statement(office, case_id, day)
    assert found is not None
    return found


@pytest.mark.parametrize(("language", "delimiter", "point"), [("nl", ";", ","), ("en", ",", ".")])
def test_the_sheet_adds_up_to_the_total_of_the_store(
    office: Database, exported: Export, language: str, delimiter: str, point: str
) -> None:
    out = exported(NUMBER, "--on", ON.isoformat(), "--format", "csv", language=language)
    assert out.startswith("\ufeff")
    assert "\r\n" in out
    rows = list(csv.reader(StringIO(out.removeprefix("\ufeff"), newline=""), delimiter=delimiter))
    amounts = [Decimal(row[4].replace(point, ".")) for row in rows[1:-1]]
    expected = Decimal(stated(office, ON).total) / 100
    assert sum(amounts) == Decimal(rows[-1][5].replace(point, ".")) == expected > 0


@pytest.mark.parametrize(
    ("language", "title", "total"),
    [("nl", "Rekeningoverzicht", "openstaand totaal"), ("en", "Statement", "total open")],
)
def test_a_statement_is_a_pdf_with_the_same_total(
    office: Database, written: Callable[..., bytes], language: str, title: str, total: str
) -> None:
    content = written(NUMBER, "--on", ON.isoformat(), "--format", "pdf", language=language)
    assert content == written(NUMBER, "--on", ON.isoformat(), "--format", "pdf", language=language)
    said = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content))
    found = stated(office, ON)
    assert title in said
    assert total in said
    assert form.amount(found.total, language) in said
    assert all(claim.number in said for claim in found.claims)


def test_the_key_date_is_today_where_none_is_named(office: Database, exported: Export) -> None:
    # Where the office is, which may be a day ahead of the machine.
    assert exported(NUMBER) == exported(NUMBER, "--on", people.today(office).isoformat())
    assert exported(NUMBER, "--on", "2027-11-30") != exported(NUMBER, "--on", ON.isoformat())
    assert stated(office, date(2020, 1, 1)).claims == ()


def test_before_the_first_invoice_there_is_only_the_total_of_nothing(exported: Export) -> None:
    assert exported(NUMBER, "--on", "2020-01-01").splitlines()[1:] == [";01-01-2020;openstaand totaal;;;0,00;"]


@pytest.mark.parametrize("number", ["2026-9999", "", "[/b]\x1b[31m", "1; DROP TABLE cases"])
def test_a_number_that_no_case_has_is_refused_with_nothing_written(
    exported: Export, capsysbinary: pytest.CaptureFixture[bytes], number: str
) -> None:
    with pytest.raises(InputError) as refused:
        exported(number)
    assert refused.value.code == "export.no_case"
    assert capsysbinary.readouterr().out == b""


def test_who_does_not_work_here_is_told_nothing(exported: Export, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    with pytest.raises(CasebookError):
        exported(NUMBER, login="vreemde")
    assert capsysbinary.readouterr().out == b""


@pytest.mark.parametrize("subject", ["disputes", "lessons", "outcomes", "results"])
def test_a_period_that_ends_before_it_begins_is_refused(exported: Export, subject: str) -> None:
    days = ("--from", "2026-10-02", "--until", "2026-10-01")
    with pytest.raises(InputError) as refused:
        exported(*days, subject=subject)
    assert (refused.value.code, refused.value.parameters["first"]) == ("export.period", date(2026, 10, 2))
    same_day = ("--from", "2026-10-01", "--until", "2026-10-01")
    assert exported(*same_day, subject=subject).startswith("\ufeff")
