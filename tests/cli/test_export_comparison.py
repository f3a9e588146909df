"""`casebook export comparison`: the groups, the strata they are worked out from, and the cases the strata are of."""

import argparse
import csv
import json
import pwd
from collections import defaultdict
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from io import StringIO
from types import SimpleNamespace

import pytest

from casebook.cli import export, export_comparison
from casebook.cli.opening import Asked
from casebook.domain.comparison.choice import By
from casebook.domain.comparison.rules import HORIZONS
from casebook.domain.comparison.strata import Alike
from casebook.errors import InputError
from casebook.jobs.comparison import written
from casebook.store import address, people
from tests.databases import TODAY
from tests.jobs.outbox.letters import settings
from tests.placed_office import placed
from tests.sample import Office

Run = Callable[..., bytes]


@pytest.fixture
def run(office: Office, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    monkeypatch.setattr(pwd, "getpwuid", lambda _: SimpleNamespace(pw_name="m.jansen"))
    monkeypatch.setattr(people, "today", lambda _: TODAY)
    placed(office)

    def run(*arguments: str) -> bytes:
        parser = argparse.ArgumentParser()
        subjects = parser.add_subparsers(dest="subject")
        export_comparison.add(subjects, [], "nl")
        options = parser.parse_args(["comparison", *arguments])
        assert export.run(Asked(options, settings(), address.read(office.database.address.text))) == 0
        return capsysbinary.readouterr().out

    return run


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig")), delimiter=";"))


def cents(text: str) -> int:
    return int(text.replace(".", "").replace(",", ""))


def test_the_parser_knows_what_there_is() -> None:
    assert tuple(By) == export_comparison.BY
    assert tuple(Alike) == export_comparison.ALIKE
    assert tuple(written.Part) == export_comparison.WHAT
    assert export_comparison.DAYS == HORIZONS
    assert export_comparison.FORMATS == written.FORMATS


def test_the_shares_can_be_worked_out_again_from_the_strata(run: Run) -> None:
    told = json.loads(run("--alike", "size", "--format", "json"))
    assert told["first"] is not None
    mixed = [row for row in told["strata"] if row["weight"] is not None]
    placed_in: defaultdict[str, int] = defaultdict(int)
    for row in mixed:
        placed_in[row["size"]] += cents(row["placed"])
    whole = sum(placed_in.values())
    assert whole == cents(told["mix"])
    for group in told["groups"]:
        parts = [row for row in mixed if row["group"] == group["group"]]
        shares = (Decimal(cents(row["received"])) / cents(row["placed"]) * placed_in[row["size"]] for row in parts)
        share = sum(shares, Decimal(0)) / whole
        assert (share * 100).quantize(Decimal("0.1"), ROUND_HALF_UP) == Decimal(group["recovery"])


def test_the_strata_can_be_worked_out_again_from_the_cases(run: Run) -> None:
    keys = ("omvang", "ouderdom", "soort", "debiteur", "wie")
    counted: defaultdict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in table(run("--what", "cases")):
        sums = counted[tuple(row[key] for key in keys)]
        sums[0] += 1
        sums[1] += cents(row["uitgezet"])
        sums[2] += cents(row["ontvangen"])
    strata = table(run("--what", "strata"))
    told = {
        tuple(row[key] for key in keys): [int(row["dossiers"]), cents(row["uitgezet"]), cents(row["ontvangen"])]
        for row in strata
    }
    assert told == counted
    assert sum(one[0] for one in told.values()) == 80


def test_it_has_four_forms(run: Run) -> None:
    assert run("--by", "arm", "--format", "pdf").startswith(b"%PDF-")
    assert run("--by", "arm", "--format", "xlsx").startswith(b"PK")
    assert run("--format", "pdf") == run("--format", "pdf")
    rows = table(run("--by", "arm", "--batch", "Voorjaar", "--days", "90", "--alike", "nothing"))
    assert {row["wie"] for row in rows} == {"Incasso Noord (bestaand)", "Zuid Invordering (uitdager)"}


def test_a_batch_that_there_is_not_is_refused(run: Run) -> None:
    with pytest.raises(InputError) as refused:
        run("--batch", "Najaar")
    assert refused.value.code == "comparison.no_such_batch"
    assert refused.value.parameters["choices"] == ["Voorjaar"]
