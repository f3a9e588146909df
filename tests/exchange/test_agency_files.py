"""Files of agencies: each row what it tells, by the titles and words of the profile, or why it cannot come in."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from casebook.domain.money import Cents
from casebook.domain.placements.inventory import Theirs
from casebook.domain.placements.known import TheirState
from casebook.domain.placements.told import Named, ToldReport, ToldShare
from casebook.errors import InputError
from casebook.exchange.agencies.profile import SHIPPED, Compares, load, names, read
from casebook.exchange.agencies.reading import inventory, reports, shares
from casebook.exchange.reason import Reason
from casebook.words import LANGUAGES, say

TODAY = date(2026, 11, 21)
PROFILE = load("agency-nl")
HEAD = "Uw kenmerk;Ons dossier;Debiteur;Stand per;Fase;Openstaand;Ontvangen;Afgedragen;Kosten;Volgende stap"


def csv(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "bureau.csv"
    path.write_text("\n".join([*rows, ""]), "utf-8")
    return path


def said(reason: object, language: str = "nl") -> str:
    assert isinstance(reason, Reason)
    return say(reason.code, reason.parameters, language)


@pytest.mark.parametrize("name", names())
def test_a_shipped_profile_is_found_by_its_name_and_explains_itself(name: str) -> None:
    profile = load(name)
    assert profile.name == name
    assert set(profile.note) == set(LANGUAGES)


def test_a_report_row(tmp_path: Path) -> None:
    row = "2026-0001;INC7;Van Dam;20-11-2026;dagvaarding;1.200,50;300,00;255,00;0;zitting"
    (told,) = reports(csv(tmp_path, HEAD, row), PROFILE, TODAY)
    named = Named("2026-0001", "INC7", "Van Dam")
    day = date(2026, 11, 20)
    cents = (Cents(1_200_50), Cents(300_00), Cents(255_00), Cents(0))
    assert told == ToldReport(2, named, day, "dagvaarding", *cents, "zitting", None)


def test_a_report_without_a_day_is_of_the_day_of_the_file(tmp_path: Path) -> None:
    (told,) = reports(csv(tmp_path, "Ons dossier;Fase", "INC7;minnelijk"), PROFILE, TODAY)
    assert told == ToldReport(2, Named("", "INC7", ""), TODAY, "minnelijk", None, None, None, None, "", None)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("-;;Van Dam;;;;;;;", "Uw kenmerk: hier moet iets staan; vul de cel in."),
        (
            "2026-0001;;;22-11-2026;;;;;;",
            "Stand per: 22-11-2026 ligt na 21-11-2026, de dag waarvoor het bestand geldt.",
        ),
        ("2026-0001;;;;;-5,00;;;;", "Openstaand: verwacht is een bedrag dat niet onder nul ligt, gevonden € -5,00."),
        ("2026-0001;;;;;5,1,2;;;;", 'Openstaand: verwacht is een bedrag met hoogstens twee decimalen na ",", gevonden'),
        ("2026-0001;;;vandaag;;;;;;", "Stand per: verwacht is een bestaande dag"),
    ],
)
def test_why_a_report_does_not_come_in(tmp_path: Path, row: str, expected: str) -> None:
    (reason,) = reports(csv(tmp_path, HEAD, row), PROFILE, TODAY)
    assert said(reason).replace("\N{NO-BREAK SPACE}", " ").startswith(expected)
    assert said(reason, "en")


def test_a_list_row_says_how_it_stands_in_the_words_of_the_agency(tmp_path: Path) -> None:
    rows = ("2026-0001;;Van Dam;1.200,00;In behandeling", ";INC8;;0,00;gesloten", "2026-0003;;;5,00;", "X;;;1;weg")
    file = csv(tmp_path, "Uw kenmerk;Ons dossier;Debiteur;Hoofdsom;Status", *rows)
    first, second, third, fourth = inventory(file, PROFILE)
    assert first == Theirs(2, "2026-0001", "", "Van Dam", Cents(1_200_00), TheirState.ACTIVE)
    assert second == Theirs(3, "", "INC8", "", Cents(0), TheirState.CLOSED)
    assert third == Theirs(4, "2026-0003", "", "", Cents(5_00), None)
    assert said(fourth).startswith("Status: verwacht is een van active, paused, closed, gevonden")


def test_a_share_of_a_remittance(tmp_path: Path) -> None:
    rows = ("2026-0001;100,00;15,00", "2026-0002;50,00;", "2026-0003;10,00;11,00", "2026-0004;0,00;")
    first, second, third, fourth = shares(csv(tmp_path, "Uw kenmerk;Ontvangen;Ingehouden", *rows), PROFILE)
    assert first == ToldShare(2, Named("2026-0001", "", ""), Cents(100_00), Cents(15_00))
    assert second == ToldShare(3, Named("2026-0002", "", ""), Cents(50_00), Cents(0))
    assert said(third).replace("\N{NO-BREAK SPACE}", " ") == "Ingehouden: € 11,00 is meer dan de ontvangen € 10,00."
    assert said(fourth) == "Ontvangen: verwacht is een bedrag boven nul."


def test_another_currency_is_refused(tmp_path: Path) -> None:
    (reason,) = shares(csv(tmp_path, "Uw kenmerk;Ontvangen;Valuta", "2026-0001;100,00;GBP"), PROFILE)
    assert "alleen euro" in said(reason)


def test_a_workbook_reads_as_a_csv(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for row in (["Uw kenmerk", "Hoofdsom", "Status"], ["2026-0001", 1200.5, "lopend"]):
        book.active.append(row)
    path = tmp_path / "lijst.xlsx"
    book.save(path)
    (told,) = inventory(path, PROFILE)
    assert told == Theirs(2, "2026-0001", "", "", Cents(1_200_50), TheirState.ACTIVE)


def own(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "eigen.toml"
    path.write_text(text, "utf-8")
    return path


SHIPPED_TEXT = (SHIPPED / "agency-nl.toml").read_text("utf-8")


def test_a_profile_needs_a_column_that_names_a_placement(tmp_path: Path) -> None:
    text = SHIPPED_TEXT.replace('number = "Uw kenmerk"\n', "").replace('reference = "Ons dossier"\n', "")
    text = text.replace('"number", "reference", ', "").replace('    "number",\n    "reference",\n', "")
    with pytest.raises(InputError) as error:
        read(own(tmp_path, text))
    assert error.value.code == "agency_file.profile.naming"
    assert "eigen.toml" in say(error.value.code, error.value.parameters, "nl")


def test_a_profile_of_one_kind_of_file_knows_no_other(tmp_path: Path) -> None:
    text = SHIPPED_TEXT[: SHIPPED_TEXT.index("# Alle dossiers")]
    profile = read(own(tmp_path, text))
    assert (profile.inventory, profile.remittance) == (None, None)
    with pytest.raises(InputError) as error:
        inventory(tmp_path / "bureau.csv", profile)
    assert error.value.code == "agency_file.profile.no_section"


def test_what_a_list_is_held_against_is_in_the_profile(tmp_path: Path) -> None:
    text = SHIPPED_TEXT.replace('compares = "principal"', 'compares = "placed"').replace("0.00", "2.50")
    found = read(own(tmp_path, text)).inventory
    assert found is not None
    assert (found.compares, found.tolerance) == (Compares.PLACED, 250)
    for wrong in ('compares = "all"', 'compares = ""'):
        with pytest.raises(InputError):
            read(own(tmp_path, SHIPPED_TEXT.replace('compares = "principal"', wrong)))
