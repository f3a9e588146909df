"""`casebook export closing` and `casebook export audit`."""

import argparse
import json
import pwd
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import pytest

from casebook.cli import export
from casebook.cli.arguments import _day
from casebook.cli.export_closing import BY, WHAT
from casebook.cli.office_arguments import Shared
from casebook.cli.opening import Asked
from casebook.domain.money import Cents
from casebook.errors import CasebookError, InputError
from casebook.jobs.closing.report import What
from casebook.settings import Settings
from casebook.store.actions.approvals import asked_for
from casebook.store.actions.write_offs import WriteOff
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries.as_at import By
from casebook.store.transaction import Actor
from tests.databases import TODAY
from tests.sample import Office

Export = Callable[..., bytes]


@pytest.fixture
def exported(office: Office, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Export:
    """Export as the lead, and return what came on standard output."""

    def exported(*arguments: str) -> bytes:
        monkeypatch.setattr(pwd, "getpwuid", lambda _: SimpleNamespace(pw_name="m.jansen"))
        parser, empty = argparse.ArgumentParser(), argparse.ArgumentParser(add_help=False)
        export.add(parser.add_subparsers(), Shared(empty, empty, empty, _day("nl")), "nl")
        options = parser.parse_args(["export", *arguments])
        chosen = Settings("nl", True, None, "dark", {}, Path("settings.toml"))
        assert export.run(Asked(options, chosen, office.database.address)) == 0
        return capsysbinary.readouterr().out

    return exported


def test_the_command_line_has_every_report() -> None:
    assert set(WHAT) == {what.value for what in What}
    assert {f"by_{one}" for one in BY} == {by.value for by in By}


@pytest.mark.parametrize("what", WHAT)
def test_every_report_goes_to_every_form(exported: Export, what: str) -> None:
    asked = ("closing", "--what", what, "--on", "2026-10-31")
    assert json.loads(exported(*asked, "--format", "json"))[:1] != [{}]
    assert exported(*asked, "--format", "csv").startswith("\ufeff".encode())
    assert exported(*asked, "--format", "xlsx").startswith(b"PK")


def test_the_entities_and_the_cases_are_summed_up(exported: Export) -> None:
    def rows(*asked: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(
            exported("closing", "--on", "2026-11-21", "--format", "json", "--what", *asked)
        )
        return found

    rolled = rows("roll-forward")
    for movement in ("opening", "closing"):
        *each, together = (row for row in rolled if row["movement"] == f"roll_{movement}")
        assert together["creditor"] == "Σ"
        assert Decimal(str(together["amount"])) == sum(Decimal(str(row["amount"])) for row in each) != 0
    *cases, every = rows("cost")
    assert not every["case"]
    for column in ("contacts", "letters", "cost", "received"):
        assert Decimal(str(every[column])) == sum(Decimal(str(row[column])) for row in cases)
    assert every["contacts"] > 0


def test_a_report_on_paper(exported: Export) -> None:
    assert exported("closing", "--what", "roll-forward", "--format", "pdf").startswith(b"%PDF")


def test_who_exports_names_of_debtors_stands_in_what_was_read(exported: Export, office: Office) -> None:
    def kept() -> int:
        return int(office.database.value("SELECT count(*) FROM read_log WHERE kind = 'data_exported'"))

    exported("closing", "--what", "as-at")
    exported("disputes")
    assert kept() == 0, "these name nobody"
    named = [
        ("closing", "--what", "cost"),
        ("closing", "--what", "provision", "--by", "case"),
        ("disputes", "--by", "dispute"),
        ("outcomes",),
    ]
    for asked in named:
        exported(*asked)
    assert kept() == len(named)


def test_a_day_that_is_ahead_is_refused(exported: Export) -> None:
    with pytest.raises(InputError, match=r"closing\.day_ahead"):
        exported("closing", "--on", "2030-01-01")


def test_the_pack_of_a_seed_has_the_same_bytes_twice_and_is_not_written_over(exported: Export, tmp_path: Path) -> None:
    files = [tmp_path / "one.zip", tmp_path / "two.zip"]
    asked = ("audit", "--from", "2026-08-01", "--until", "2026-11-20", "--seed", "7", "--sample", "3", "-o")
    for file in files:
        exported(*asked, str(file))
    assert files[0].read_bytes() == files[1].read_bytes()
    with ZipFile(files[0]) as packed:
        index = packed.read("index.csv").decode("utf-8-sig")
        assert all(name in index for name in packed.namelist() if name != "index.csv")
        law = packed.read("law-and-settings.csv").decode("utf-8-sig")
        assert "Term(" not in law, "an auditor reads words"
    with pytest.raises(CasebookError, match=r"dossier\.not_written"):
        exported(*asked, str(files[0]))


def test_the_pack_says_in_words_who_may_do_what_and_what_was_asked(
    exported: Export, office: Office, tmp_path: Path
) -> None:
    day, file = "2026-11-21", tmp_path / "pack.zip"
    claim = office.database.value(
        "SELECT claim_id FROM ledger_entry GROUP BY claim_id ORDER BY sum(cents) DESC LIMIT 1"
    )
    asks = asked_for(WriteOff(claim, Cents(40_000), "oninbaar"), "oninbaar", None, "")
    perform(office.database, Actor(office.actor.person, frozenset({Role.HANDLER})), TODAY, asks)
    exported("audit", "--from", day, "--until", day, "--seed", "7", "--sample", "1", "-o", str(file))
    with ZipFile(file) as packed:
        names = "people.csv", "mandates-and-rates.csv", "approvals.csv"
        people, rules, approvals = (packed.read(name).decode("utf-8-sig") for name in names)
    assert ";behandelaar;" in people
    assert "handler" not in people
    assert ";afboeken;behandelaar;" in rules
    assert "write_off" not in rules
    assert ";afboeken;" in approvals
    assert ";gevraagd;" in approvals


@pytest.mark.parametrize(
    ("name", "value", "code"), [("--sample", "0", "audit.size"), ("--from", "2026-11-21", "audit.order")]
)
def test_what_cannot_be_drawn_is_refused(exported: Export, tmp_path: Path, name: str, value: str, code: str) -> None:
    asked = {"--from": "2026-08-01", "--until": "2026-11-20", "--seed": "7", "--sample": "3"} | {name: value}
    with pytest.raises(InputError, match=code.replace(".", r"\.")):
        exported("audit", *(part for pair in asked.items() for part in pair), "-o", str(tmp_path / "a.zip"))
