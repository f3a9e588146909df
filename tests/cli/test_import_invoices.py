"""`casebook import invoices`: what it tells, as sentences and as JSON, and how it ends."""

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.exchange.invoices.writer import ubl

LIST = """Administratie;Debiteurnummer;Naam;Factuurnummer;Factuurdatum;Vervaldatum;Factuurbedrag;Valuta
ENE;100;Bakkerij De Molen;F-1;01-09-2026;01-10-2026;1.210,00;EUR
"""


def test_it_tells_what_was_filled_in_and_what_is_of_nothing(run: Run, tmp_path: Path) -> None:
    items = tmp_path / "lijst.csv"
    items.write_text(LIST, "cp1252")
    assert run("import", "receivables", str(items), "--profile", "open-items-nl")[0] == 0
    folder = tmp_path / "facturen"
    folder.mkdir()
    (folder / "a.xml").write_bytes(ubl("F-1"))
    (folder / "b.xml").write_bytes(b"<a/>")
    status, out, _ = run("import", "invoices", str(folder))
    assert status == 0
    assert out.splitlines() == [
        "0 invoices read.",
        f"  {folder / 'a.xml'}: Wij BV is no entity of ours; fill in the KVK or VAT number of the entity if it is.",
        f"  {folder / 'b.xml'} is no UBL 2.1 invoice or credit note; the file was not read.",
    ]
    status, out, _ = run("import", "invoices", str(folder), "--json", "--dry-run")
    first, second = json.loads(out)["files"]
    assert (status, first["number"], first["became"]) == (0, "F-1", "no_entity")
    assert (second["became"], second["code"]) == ("left", "invoice_file.other")


def test_a_folder_that_is_not_there_ends_otherwise(run: Run, tmp_path: Path) -> None:
    status, _, error = run("import", "invoices", str(tmp_path / "weg"))
    assert status != 0
    assert "weg" in error
