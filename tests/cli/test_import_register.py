"""`casebook import register`: what it tells, as sentences and as JSON, and how it ends."""

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.exchange.register.writer import answer, insolvente

START = ("1300", "2026-10-06", "Uitspraak faillissement op 5 oktober 2026")


def test_it_tells_what_came_and_what_was_left(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "cir.xml"
    wrong = insolvente("F.13/26/2", START, name="B", birth="1980-13-01")
    file.write_bytes(answer(insolvente("F.13/26/1", START, name="A") + wrong))
    status, out, _ = run("import", "register", str(file), "--dry-run")
    assert (status, out.splitlines()[0]) == (0, "cir.xml: 2 insolvencies would be read.")
    status, out, _ = run("import", "register", str(file))
    assert status == 0
    assert out.splitlines() == [
        "cir.xml: 2 insolvencies read.",
        "  1 insolvency of nobody with a case: not kept",
        f"  {file}, insolvency F.13/26/2: field geboortedatum holds “1980-13-01”, which it cannot; it was left.",
    ]
    status, out, _ = run("import", "register", str(file), "--json")
    (told,) = json.loads(out)["files"]
    assert (told["others"], told["faults"][0]["field"]) == (1, "geboortedatum")


def test_what_is_no_file_of_the_register_ends_otherwise(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "cir.xml"
    file.write_bytes(b'<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>')
    status, _, error = run("import", "register", str(file))
    assert status != 0
    assert "document type" in error
