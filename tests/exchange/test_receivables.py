"""Lists of open items: a real one with its own oracle, and rows that are left out or refused."""

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.receivable import Item
from casebook.domain.vat.parts import Treatment
from casebook.errors import InputError
from casebook.exchange import receivables
from casebook.exchange.profile import KindRule, Profile, SkipRule
from casebook.exchange.profile_reading import load
from casebook.exchange.reason import Reason, content_key
from casebook.exchange.receivables import read
from casebook.law.book import book
from casebook.words import LANGUAGES, say

CLAIMS = book().limitation.kinds
OPEN_ITEMS = load("open-items-nl", CLAIMS)
TITLES = "Administratie;Debiteurnummer;Naam;Factuurnummer;Factuurdatum;Vervaldatum;Factuurbedrag;Valuta;Productgroep"
MORE = "Klantsoort;Openstaand;Omschrijving"
ROW = "ENE;40218;Bakkerij Öz;E24-1;06-12-2024;20-12-2024;1.847,00;EUR;levering;bedrijf;847,00;=1+2"


def listed(tmp_path: Path, *rows: str, profile: Profile = OPEN_ITEMS) -> list[Item | Reason]:
    path = tmp_path / "lijst.csv"
    path.write_text("\n".join([f"{TITLES};{MORE}", *rows]), "cp1252")
    return list(read(path, profile))


def items(tmp_path: Path, *rows: str, profile: Profile = OPEN_ITEMS) -> list[Item]:
    found = listed(tmp_path, *rows, profile=profile)
    return [item for item in found if isinstance(item, Item)]


def with_rules(
    *, kinds: tuple[KindRule, ...] = (), skips: tuple[SkipRule, ...] = (), refuse_credit_notes: bool = False
) -> Profile:
    rules = OPEN_ITEMS.receivables
    assert rules is not None
    changed = replace(rules, kinds=kinds, skips=skips, credit_notes_skipped=not refuse_credit_notes)
    return replace(OPEN_ITEMS, receivables=changed)


def test_the_sample_of_ibm_agrees_with_its_own_columns(test_data: Path) -> None:
    path = test_data / "receivables" / "ibm-accounts-receivable.csv"
    found = list(read(path, load("ibm", CLAIMS)))
    with path.open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    assert len(found) == len(told) == 2466
    debtors = set()
    for line, (item, row) in enumerate(zip(found, told, strict=True), start=2):
        assert isinstance(item, Item)
        assert item.settled_on is not None
        assert (item.settled_on - item.invoice_on).days == int(row["DaysToSettle"])
        assert max(0, (item.settled_on - item.due_on).days) == int(row["DaysLate"])
        assert f"{item.amount / 100:.2f}" == f"{float(row['InvoiceAmount']):.2f}"
        assert item.disputed is (row["Disputed"] == "Yes")
        assert (item.line, item.creditor, item.kind, item.capacity) == (line, "IBM-AR", "contract", Capacity.BUSINESS)
        assert item.debtor.name == item.debtor.number == row["customerID"]
        debtors.add(item.debtor)
    assert len(debtors) == 100


VAT = "Netto hoog;Btw hoog;Netto laag;Btw laag;Zonder btw;Btw verlegd"
HIGH, LOW, CHARGED = Decimal(21), Decimal(9), Treatment.CHARGED


def with_vat(tmp_path: Path, told: str, amount: str = "1.000,00", on: str = "06-12-2024") -> Item | Reason:
    row = f"ENE;40218;Bakkerij;E24-1;{on};{on};{amount};EUR;levering;bedrijf;;;{told}"
    path = tmp_path / "lijst.csv"
    path.write_text("\n".join([f"{TITLES};{MORE};{VAT}", row]), "cp1252")
    (found,) = read(path, OPEN_ITEMS)
    return found


@pytest.mark.parametrize(
    ("told", "amount", "parts"),
    [
        (
            "500,00;105,00;300,00;27,00;68,00;",
            "1.000,00",
            [(HIGH, 605_00, 105_00), (LOW, 327_00, 27_00), (0, 68_00, 0)],
        ),
        # VAT alone is of the whole; the VAT of a net amount is reckoned.
        (";21,00;;;;nee", "121,00", [(HIGH, 121_00, 21_00)]),
        ("100,00;;;;;", "121,00", [(HIGH, 121_00, 21_00)]),
        (";;100,00;9,00;0,00;", "109,00", [(LOW, 109_00, 9_00)]),
        (";;;;50,00;", "50,00", [(0, 50_00, 0)]),
        (";;;;;ja", "50,00", [(0, 50_00, 0)]),
        # What is not told of all of it is not known.
        (";;;;;", "50,00", []),
        ("100,00;21,00;;;;", "130,00", []),
    ],
)
def test_the_vat_of_an_item_is_told_by_rate(
    tmp_path: Path, told: str, amount: str, parts: list[tuple[Decimal | int, int, int]]
) -> None:
    item = with_vat(tmp_path, told, amount)
    assert isinstance(item, Item)
    assert [(part.percent, part.gross, part.vat) for part in item.vat] == parts
    reverse = [part.treatment for part in item.vat] == [Treatment.REVERSE_CHARGED]
    assert reverse is told.endswith("ja")


def test_the_rates_are_those_of_the_day_of_the_invoice(tmp_path: Path) -> None:
    item = with_vat(tmp_path, ";;100,00;6,00;;", "106,00", on="31-12-2018")
    assert isinstance(item, Item)
    assert [(part.treatment, part.percent) for part in item.vat] == [(CHARGED, Decimal(6))]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("500,00;105,00;400,00;36,00;;", "import.row.vat_sum"),
        ("500,00;105,00;300,00;27,00;70,00;", "import.row.vat_sum"),
        (";210,00;;;;", "import.row.vat_rate"),
        (";105,00;300,00;27,00;;", "import.row.vat_net"),
        ("-1,00;;;;;", "import.row.negative"),
    ],
)
def test_vat_that_cannot_be_is_said(tmp_path: Path, told: str, code: str) -> None:
    found = with_vat(tmp_path, told)
    assert isinstance(found, Reason)
    assert found.code == code
    for language in LANGUAGES:
        assert say(found.code, found.parameters, language)


def test_a_row_becomes_an_item_with_everything_typed(tmp_path: Path) -> None:
    (item,) = items(tmp_path, ROW)
    assert item.debtor.name == "Bakkerij Öz"
    assert (item.debtor.language, item.debtor.country) == ("nl", "NL")
    assert (item.invoice_on, item.due_on) == (date(2024, 12, 6), date(2024, 12, 20))
    assert (item.amount, item.open_amount, item.paid_amount) == (184700, 84700, None)
    assert (item.capacity, item.agreed, item.disputed) == (Capacity.BUSINESS, None, None)
    assert (item.kind, item.kind_rule) == ("unknown", None)
    assert item.description == "=1+2"


def test_the_same_list_as_a_workbook_gives_the_same_items(tmp_path: Path) -> None:
    book_of_rows = Workbook()
    sheet = book_of_rows.active
    assert sheet is not None
    sheet.append(f"{TITLES};{MORE}".split(";"))
    row = ["ENE", 40218, "Bakkerij Öz", "E24-1", date(2024, 12, 6), date(2024, 12, 20), 1847.0, "EUR", "levering"]
    sheet.append([*row, "bedrijf", 847, "'=1+2"])
    book_of_rows.save(tmp_path / "lijst.xlsx")
    (item,) = read(tmp_path / "lijst.xlsx", OPEN_ITEMS)
    (other,) = items(tmp_path, ROW.replace("=1+2", "'=1+2"))
    assert item == other


def test_the_first_rule_that_fits_gives_kind_and_agreement(tmp_path: Path) -> None:
    profile = with_rules(
        kinds=(
            KindRule("consumer_energy", "", frozenset({"levering"}), Capacity.CONSUMER),
            KindRule("contract", "", frozenset({"levering"}), None, Agreed.CONDITIONS),
            KindRule("periodic", ""),
        )
    )
    rows = [ROW, ROW.replace("E24-1", "2").replace("bedrijf", "consument"), ROW.replace("E24-1", "3")]
    rows[2] = rows[2].replace("levering", "huur")
    found = items(tmp_path, *rows, profile=profile)
    assert [(item.kind, item.kind_rule, item.agreed) for item in found] == [
        ("contract", 1, Agreed.CONDITIONS),
        ("consumer_energy", 0, None),
        ("periodic", 2, None),
    ]


@pytest.mark.parametrize(
    ("old", "new", "code", "column"),
    [
        ("EUR", "USD", "currency", "Valuta"),
        ("EUR", "", "missing", "Valuta"),
        ("40218", "", "missing", "Debiteurnummer"),
        ("E24-1", " - ", "missing", "Factuurnummer"),
        ("1.847,00", "", "missing", "Factuurbedrag"),
        ("1.847,00", "1,847.00", "amount", "Factuurbedrag"),
        ("1.847,00", "0,00", "nothing", "Factuurbedrag"),
        ("20-12-2024", "00-00-0000", "missing", "Vervaldatum"),
        ("20-12-2024", "12/20/2024", "day", "Vervaldatum"),
        ("20-12-2024", "05-12-2024", "due_before_invoice", "Vervaldatum"),
        ("06-12-2024", "06-12-1824", "day_in_range", "Factuurdatum"),
        ("bedrijf", "overheid", "word", "Klantsoort"),
        (";847,00", ";1.847,01", "more_than_amount", "Openstaand"),
        (";847,00", ";-1,00", "negative", "Openstaand"),
        (";=1+2", "", "too_few_cells", None),
        (";=1+2", ";a;b", "too_many_cells", None),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_column(
    tmp_path: Path, old: str, new: str, code: str, column: str | None
) -> None:
    assert old in ROW
    first, second = listed(tmp_path, ROW.replace(old, new, 1), ROW.replace("E24-1", "E24-2"))
    assert isinstance(first, Reason)
    assert (first.line, first.code, first.parameters.get("column")) == (2, f"import.row.{code}", column)
    assert not first.skipped
    assert isinstance(second, Item)
    for language in LANGUAGES:
        assert say(first.code, first.parameters, language)


def test_a_formula_that_was_never_calculated_is_refused_where_it_is_needed(tmp_path: Path) -> None:
    book_of_rows = Workbook()
    sheet = book_of_rows.active
    assert sheet is not None
    sheet.append([*f"{TITLES};{MORE}".split(";"), "Telling"])
    row = ["ENE", "1", "A", "F1", date(2024, 12, 6), date(2024, 12, 20), 5, "EUR", "", "", 5, "", "=1+1"]
    sheet.append(row)
    sheet.append([*row[:3], "F2", *row[4:6], "=SUM(K2:K3)", *row[7:]])
    sheet.append([*row[:3], "F3", *row[4:6], "#N/A", *row[7:]])
    book_of_rows.save(tmp_path / "lijst.xlsx")
    first, *others = read(tmp_path / "lijst.xlsx", OPEN_ITEMS)
    assert isinstance(first, Item)
    assert [(other.code, other.line) for other in others if isinstance(other, Reason)] == [
        ("import.row.uncalculated", 3),
        ("import.row.cell_error", 4),
    ]


def test_credit_notes_are_left_out_or_refused_but_never_kept(tmp_path: Path) -> None:
    note = ROW.replace("1.847,00", "-50,00")
    (skipped,) = listed(tmp_path, note)
    (refused,) = listed(tmp_path, note, profile=with_rules(refuse_credit_notes=True))
    assert isinstance(skipped, Reason)
    assert isinstance(refused, Reason)
    assert (skipped.code, skipped.skipped) == ("import.row.credit_note_skipped", True)
    assert (refused.code, refused.skipped) == ("import.row.credit_note", False)
    assert say(refused.code, refused.parameters, "en").startswith("Factuurbedrag: -€50.00")


def test_a_rule_of_the_profile_leaves_rows_out_and_says_why(tmp_path: Path) -> None:
    profile = with_rules(skips=(SkipRule("Omschrijving", frozenset({"test", ""}), "Proefpost."),))
    first, second, third = listed(tmp_path, ROW.replace("=1+2", "TEST"), ROW.replace("=1+2", ""), ROW, profile=profile)
    assert isinstance(first, Reason)
    assert isinstance(second, Reason)
    assert isinstance(third, Item)
    assert first.skipped
    assert say(first.code, first.parameters, "nl") == "Overgeslagen: Omschrijving is TEST. Proefpost."
    assert say(second.code, second.parameters, "en") == "Left out: Omschrijving is empty. Proefpost."


def test_an_invoice_comes_in_once_and_another_under_its_number_is_refused(tmp_path: Path) -> None:
    other = ROW.replace("847,00;=", "800,00;=")
    elsewhere = ROW.replace("ENE", "MBG")
    found = listed(tmp_path, ROW, ROW, other, elsewhere, ROW.replace("E24-1", "E24-2"))
    assert [type(row) for row in found] == [Item, Reason, Reason, Item, Item]
    reasons = [row for row in found if isinstance(row, Reason)]
    assert [(row.code, row.skipped, row.parameters["first"]) for row in reasons] == [
        ("import.row.duplicate", True, 2),
        ("import.row.invoice_twice", False, 2),
    ]
    for reason in reasons:
        assert "E24-1" in say(reason.code, reason.parameters, "nl")


def test_a_long_list_is_searched_for_doubles_to_its_end(tmp_path: Path) -> None:
    rows = [ROW.replace("E24-1", f"F{number}") for number in range(5000)]
    found = listed(tmp_path, *rows, *rows)
    assert sum(isinstance(row, Item) for row in found) == 5000
    assert [row.parameters["first"] for row in found if isinstance(row, Reason)] == list(range(2, 5002))


def test_the_key_of_the_content_changes_with_every_fact_and_with_nothing_else(tmp_path: Path) -> None:
    (item,) = items(tmp_path, ROW)
    key = content_key(item)
    assert len(key) == 32
    assert content_key(replace(item, line=99, kind_rule=3)) == key
    changes = (
        replace(item, due_on=date(2024, 12, 21)),
        replace(item, open_amount=None),
        replace(item, disputed=False),
        replace(item, capacity=Capacity.CONSUMER),
        replace(item, debtor=replace(item.debtor, city="Assen")),
        replace(item, order="=1+2", description=None),
    )
    assert len({key, *map(content_key, changes)}) == len(changes) + 1
    # The key is kept for years: the same facts must have the same key in another process and version.
    assert key == "5a32c6720e730521f37af8caf1bf9ce4"


def test_a_profile_without_open_items_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        listed(tmp_path, ROW, profile=load("history-nl", CLAIMS))
    assert error.value.code == "import.profile.no_receivables"


def test_debtors_that_are_forgotten_come_back_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [ROW.replace("E24-1", f"F{number}").replace("40218", str(number % 3)) for number in range(9)]
    remembered = items(tmp_path, *rows)
    monkeypatch.setattr(receivables, "_MOST_REMEMBERED", 1)
    assert items(tmp_path, *rows) == remembered


STARTS = "Bekend op;Voorgevallen op;Rente sinds;Recht"


def with_days() -> Profile:
    """Open items whose term may begin otherwise than on the due date."""
    rules = OPEN_ITEMS.receivables
    assert rules is not None
    titles = dict(zip(("known_on", "event_on", "interest_from", "law"), STARTS.split(";"), strict=True))
    section = replace(rules.section, columns={**rules.section.columns, **titles})
    return replace(OPEN_ITEMS, receivables=replace(rules, section=section))


def started(tmp_path: Path, cells: str) -> Item | Reason:
    path = tmp_path / "lijst.csv"
    path.write_text(f"{TITLES};{MORE};{STARTS}\n{ROW};{cells}", "cp1252")
    (found,) = read(path, with_days())
    return found


def test_days_that_a_term_begins_on_and_the_law_that_governs(tmp_path: Path) -> None:
    item = started(tmp_path, "17-01-2022;01-06-2021;01-01-2023;be")
    assert isinstance(item, Item)
    assert dict(item.days) == {
        "known_on": date(2022, 1, 17),
        "event_on": date(2021, 6, 1),
        "from": date(2023, 1, 1),
    }
    assert item.law == "BE"


def test_a_list_without_such_days_has_the_same_key(tmp_path: Path) -> None:
    item = started(tmp_path, ";;;")
    assert content_key(item) == content_key(items(tmp_path, ROW)[0])


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ("17-01-2022;18-01-2022;;", "import.row.before", "Bekend op"),
        (";;;Belgisch", "import.row.law", "Recht"),
    ],
)
def test_days_and_laws_that_cannot_be(tmp_path: Path, cells: str, code: str, column: str) -> None:
    reason = started(tmp_path, cells)
    assert isinstance(reason, Reason)
    assert (reason.code, reason.parameters["column"]) == (code, column)
