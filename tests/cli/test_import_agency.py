"""`casebook import agency-report` and `agency-list`, and what became of what was placed: as sentences and as JSON."""

import json
import pwd
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from casebook.cli.main import main
from tests.databases import made
from tests.store.book import office
from tests.store.placement_world import PlacementWorld

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def world(tmp_path: Path) -> PlacementWorld:
    database = made(str(tmp_path / "office.db"))
    world = PlacementWorld(database, office(database), tmp_path)
    for at in (1, 2, 3):
        world.placed(world.case(f"F{at}", at * 100_00, f"Debiteur {at}")[0])
    return world


@pytest.fixture
def run(world: PlacementWorld, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command on the office and return its status and what it says."""
    monkeypatch.setattr(pwd, "getpwuid", lambda _: SimpleNamespace(pw_name="m.jansen"))
    monkeypatch.setenv("CASEBOOK_DATABASE", world.database.address.text)
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(list(arguments))
        said = capsys.readouterr()
        return status, said.out.replace("\N{NO-BREAK SPACE}", " "), said.err.replace("\N{NO-BREAK SPACE}", " ")

    return run


def test_reports_come_in_once_and_what_is_left_is_told_with_its_line(run: Run, world: PlacementWorld) -> None:
    file = world.file("Uw kenmerk;Stand per;Fase;Ontvangen", "F1;20-11-2026;minnelijk;50,00", "F9;;brief;")
    status, out, _ = run("import", "agency-report", str(file), "--agency", "snel", "--dry-run")
    assert (status, out.splitlines()[0]) == (0, "1 regel is gelezen; er is niets geschreven. Het zou worden:")
    assert world.fetch("SELECT count(*) FROM agency_report") == [(0,)]
    status, out, _ = run("import", "agency-report", str(file), "--agency", "snel")
    assert status == 0
    assert "Regel 3: F9 is geen opdracht bij Incasso Snel, of meer dan één; controleer het nummer." in out
    status, out, _ = run("import", "agency-report", str(file), "--agency", "snel", "--json")
    told = json.loads(out)
    assert {name: told[name] for name in ("items", "added", "unchanged", "refused")} == {
        "items": 1, "added": 0, "unchanged": 1, "refused": 1,
    }  # fmt: skip
    assert (told["reasons"][0]["line"], told["reasons"][0]["code"]) == (3, "agency_file.row.unknown")
    assert world.fetch("SELECT received_cents, source FROM agency_report") == [(50_00, "file")]


def test_a_list_is_held_against_ours(run: Run, world: PlacementWorld) -> None:
    rows = ("F1;INC1;;90,00;lopend", "Y;INC9;Ander;5,00;lopend", "F3;;;300,00;gesloten")
    file = world.file("Uw kenmerk;Ons dossier;Debiteur;Hoofdsom;Status", *rows)
    asked = ("import", "agency-list", str(file), "--agency", "Incasso Snel", "--as-of", "2026-11-22")
    status, out, _ = run(*asked, "--dry-run")
    assert (status, world.fetch("SELECT count(*) FROM inventory_run")) == (0, [(0,)])
    status, out, _ = run(*asked)
    one, two, three = (world.number(case_id) for (case_id,) in world.fetch("SELECT case_id FROM placement ORDER BY id"))
    assert status == 0
    assert out.splitlines() == [
        "Lijst per 22-11-2026: wij 3 opdrachten, zij 3 regels, 2 op beide.",
        "  1 alleen bij ons",
        "  1 alleen bij hen",
        "  1 met een ander bedrag",
        "  1 met een andere stand",
        f"  {one} Debiteur 1: wij € 100,00, zij € 90,00",
        f"  {three} Debiteur 3: bij hen gesloten, bij ons niet",
        f"  {two} Debiteur 2: alleen bij ons, € 200,00",
        "  Y Ander: alleen bij hen",
    ]
    status, out, _ = run(*asked)
    assert (status, out.strip()) == (0, "Deze lijst per 22-11-2026 is al ingelezen; er verandert niets.")
    status, out, _ = run("import", "agency-list", str(file), "--agency", "snel", "--json")
    told = json.loads(out)
    assert (told["ours"], told["theirs"], told["matched"], told["refused"]) == (3, 3, 2, 0)
    assert [one["kind"] for one in told["differences"]] == ["amount", "state", "only_ours", "only_theirs"]
    assert (told["differences"][0]["ours"], told["differences"][0]["theirs"]) == ("100.00", "90.00")


def test_what_cannot_be_is_one_sentence(run: Run, world: PlacementWorld, tmp_path: Path) -> None:
    file = world.file("Uw kenmerk;Hoofdsom", "F1;100,00")
    for arguments, said in (
        (("--agency", "langzaam"), "Geen incassobureau of deurwaarder heet langzaam; bekend zijn: Incasso Snel."),
        (("--agency", "snel", "--as-of", "2199-01-01"), "01-01-2199 ligt na vandaag"),
        (("--agency", "snel", "--profile", "nergens"), "Er is geen profiel nergens; kies uit agency-nl, of "),
    ):
        status, out, error = run("import", "agency-list", str(file), *arguments)
        assert (status, out) == (1, "")
        assert said in error
        assert error.count("\n") == 1
    status, _, error = run("import", "agency-list", str(tmp_path / "weg.csv"), "--agency", "snel")
    assert (status, "weg.csv" in error) == (1, True)


def test_what_became_of_what_was_placed_is_exported(run: Run, world: PlacementWorld) -> None:
    world.recall(1)
    status, out, _ = run("export", "placements-money", "--format", "json")
    first, *others = json.loads(out)
    assert status == 0
    assert len(others) == 2
    assert (first["placed"], first["open"], first["difference"]) == ("100.00", "100.00", "0.00")
    assert (first["fees_due"], first["fees_kept"], first["fees_unpaid"]) == ("25.00", "0.00", "25.00")
    status, _, error = run("export", "placements-money", "--agency", "langzaam")
    assert (status, "langzaam" in error) == (1, True)
