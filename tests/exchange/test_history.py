"""The past of an office: a row of each kind becomes its record, by the titles and words of the shipped profile."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from casebook.domain.arrangement.terms import PlanInterest, Rhythm
from casebook.domain.history import (
    Address,
    Assignment,
    ClaimRef,
    Contact,
    DebtorRef,
    HistoryEvent,
    HistoryPayment,
    HistoryPlacement,
    HistoryPlan,
    HistorySecurity,
    HistoryVat,
    Insolvency,
    Party,
    Record,
    Relation,
    Title,
)
from casebook.domain.limitation.facts import Act, Extension, LegalAction, Outcome, Proof
from casebook.domain.limitation.facts import Insolvency as Regime
from casebook.domain.money import Cents
from casebook.domain.placements.facts import AgencyKind, CloseCode, Guard
from casebook.domain.security.facts import SecurityKind
from casebook.errors import InputError
from casebook.exchange.history import KINDS
from casebook.exchange.history.reading import read
from casebook.exchange.profile_reading import load
from casebook.exchange.reason import Reason, content_key
from casebook.law.book import book
from casebook.words import LANGUAGES, say

RULES = book().limitation
PROFILE = load("history-nl", RULES.kinds)
CLAIM, DEBTOR = ClaimRef("ENE", "F1"), DebtorRef("ENE", "D1")
DEPOSIT = {"debtor_number": "D1", "kind": "waarborgsom", "name": "huur"}
PLAN = {"invoice_numbers": "F1", "agreed_on": "05-01-2026", "rhythm": "maand", "first_on": "31-01-2026"}

# Each: the fields of the row beside the creditor, and the record they make.
RECORDS: list[tuple[str, dict[str, str], Record]] = [
    (
        "events",
        {
            "debtor_number": "D1",
            "invoice_number": "F1",
            "kind": "Stuitingsbrief",
            "on": "03-02-2025",
            "received_on": "05-02-2025",
            "proof": "bewezen",
            "proof_grade": "sterk",
            "note": "aangetekend",
        },
        HistoryEvent(
            2,
            CLAIM,
            DEBTOR,
            Act("demand", date(2025, 2, 3), Proof.PROVEN, date(2025, 2, 5)),
            "strong",
            "aangetekend",
        ),
    ),
    (
        "events",
        {"debtor_number": "D1", "kind": "betekening", "on": "03-02-2025"},
        HistoryEvent(2, None, DEBTOR, Act("service", date(2025, 2, 3), Proof.PROVEN), None, None),
    ),
    (
        "events",
        {
            "invoice_number": "F1",
            "kind": "dagvaarding",
            "on": "03-02-2021",
            "outcome": "afgewezen",
            "ended_on": "01-09-2021",
            "followed_up_on": "01-12-2021",
            "follow_up_outcome": "loopt",
        },
        HistoryEvent(
            2,
            CLAIM,
            None,
            LegalAction(
                date(2021, 2, 3),
                Outcome.REJECTED,
                Proof.ASSERTED,
                date(2021, 9, 1),
                date(2021, 12, 1),
                Outcome.PENDING,
            ),
            None,
            None,
        ),
    ),
    (
        "events",
        {"invoice_number": "F1", "kind": "verlenging", "ground": "concealment", "until": "17-01-2022"},
        HistoryEvent(2, CLAIM, None, Extension("concealment", date(2022, 1, 17)), None, None),
    ),
    (
        "payments",
        {
            "debtor_number": "D1",
            "on": "08-06-2022",
            "amount": "2.534,92",
            "currency": "€",
            "designation": "F1; F2",
            "payer_name": "Łukasz",
            "source": "boekhouding",
        },
        HistoryPayment(
            2,
            None,
            DEBTOR,
            date(2022, 6, 8),
            Cents(253492),
            ("F1", "F2"),
            None,
            "Łukasz",
            None,
            "ledger",
        ),
    ),
    (
        "parties",
        {
            "debtor_number": "D1",
            "name": "W.F. Bloemsma",
            "kind": "particulier",
            "died_on": "01-02-2024",
            "street": "Vlietstraat",
            "house_number": "82A",
            "address_status": "vervallen",
            "address_from": "01-05-2019",
            "relation": "borg",
            "relation_to": "D2",
            "maximum": "5.000,00",
            "share": "50",
        },
        Party(
            2,
            DEBTOR,
            "natural",
            "W.F. Bloemsma",
            None,
            None,
            None,
            None,
            date(2024, 2, 1),
            None,
            None,
            None,
            Address("Vlietstraat", "82A", None, None, None, "dead", date(2019, 5, 1), None),
            Relation(DebtorRef("ENE", "D2"), "guarantor", None, None, None, Cents(500000), Decimal(50)),
        ),
    ),
    (
        "contacts",
        {"debtor_number": "D1", "on": "19-06-2024", "channel": "e-mail", "direction": "in", "outcome": "Toezegging"},
        Contact(2, DEBTOR, date(2024, 6, 19), "mail", "in", "promise", None),
    ),
    (
        "titles",
        {
            "invoice_numbers": "F1;F2",
            "court": "Rechtbank Zandwolde",
            "judged_on": "16-05-2012",
            "served_on": "03-06-2012",
            "principal": "1.384,10",
        },
        Title(
            2,
            (CLAIM, ClaimRef("ENE", "F2")),
            None,
            "Rechtbank Zandwolde",
            None,
            date(2012, 5, 16),
            date(2012, 6, 3),
            None,
            Cents(138410),
            None,
        ),
    ),
    (
        "insolvencies",
        {
            "debtor_number": "D1",
            "regime": "Wsnp",
            "from": "04-06-2019",
            "until": "04-06-2022",
            "clean_slate": "ja",
            "number": "R.99/19/40",
            "trustee": "mr. S. Wiersma",
        },
        Insolvency(2, DEBTOR, Regime("wsnp", date(2019, 6, 4), date(2022, 6, 4), True), "R.99/19/40", "mr. S. Wiersma"),
    ),
    (
        "assignments",
        {"invoice_number": "F1", "to_creditor": "MBG", "on": "05-01-2026", "notified_on": "19-01-2026"},
        Assignment(2, CLAIM, "MBG", date(2026, 1, 5), date(2026, 1, 19)),
    ),
    (
        "plans",
        {
            "invoice_numbers": "F1;F2",
            "debtor_number": "D1",
            "agreed_on": "05-01-2026",
            "rhythm": "per maand",
            "first_on": "31-01-2026",
            "amount": "50,00",
            "terms": "12",
            "interest": "staat stil",
            "remission": "100,00",
            "note": "belde zelf",
        },
        HistoryPlan(
            2,
            (CLAIM, ClaimRef("ENE", "F2")),
            DEBTOR,
            date(2026, 1, 5),
            Rhythm.MONTHLY,
            date(2026, 1, 31),
            None,
            Cents(5000),
            12,
            None,
            PlanInterest.FROZEN,
            Cents(10000),
            "belde zelf",
        ),
    ),
    (
        "placements",
        {
            "debtor_number": "D1",
            "invoice_numbers": "F1;F2",
            "agency": "Deurwaarder De Wit",
            "agency_kind": "deurwaarder",
            "guard": "deurwaarder",
            "sent_on": "01-02-2025",
            "reference": "W-7",
            "reported_on": "01-03-2025",
            "ended_on": "05-01-2026",
            "close_code": "geen verhaal",
            "note": "woning verkocht",
        },
        HistoryPlacement(
            2,
            DEBTOR,
            (ClaimRef("ENE", "F1"), ClaimRef("ENE", "F2")),
            "Deurwaarder De Wit",
            AgencyKind.BAILIFF,
            Guard.AGENCY,
            date(2025, 2, 1),
            "W-7",
            date(2025, 3, 1),
            date(2026, 1, 5),
            CloseCode.NO_RECOURSE,
            "woning verkocht",
        ),
    ),
    (
        "placements",
        {"debtor_number": "D1", "invoice_numbers": "F1", "agency": "Incasso Noord", "sent_on": "01-02-2025"},
        HistoryPlacement(
            2,
            DEBTOR,
            (ClaimRef("ENE", "F1"),),
            "Incasso Noord",
            AgencyKind.AGENCY,
            Guard.US,
            date(2025, 2, 1),
            "",
            None,
            None,
            CloseCode.OTHER,
            "",
        ),
    ),
    (
        "securities",
        {
            "debtor_number": "D1",
            "kind": "pandrecht",
            "name": "voorraad Assen",
            "invoice_numbers": "F1;F2",
            "value": "12.500,00",
            "valued_on": "31-12-2025",
            "haircut": "40",
            "rank": "2",
            "with_interest": "ja",
            "since": "01-02-2023",
            "invoked_on": "05-01-2026",
            "note": "akte 2023/17",
        },
        HistorySecurity(
            2,
            DEBTOR,
            (CLAIM, ClaimRef("ENE", "F2")),
            SecurityKind.PLEDGE,
            "voorraad Assen",
            Cents(1250000),
            date(2025, 12, 31),
            Decimal(40),
            2,
            True,
            date(2023, 2, 1),
            None,
            date(2026, 1, 5),
            "akte 2023/17",
        ),
    ),
    (
        "securities",
        {"debtor_number": "D1", "kind": "waarborgsom", "name": "huur", "value": "800,00", "since": "01-02-2023"},
        HistorySecurity(
            2,
            DEBTOR,
            (),
            SecurityKind.DEPOSIT,
            "huur",
            Cents(80000),
            date(2023, 2, 1),
            None,
            None,
            None,
            date(2023, 2, 1),
            None,
            None,
            None,
        ),
    ),
    (
        "vat",
        {"invoice_number": "F1", "rate": "21", "gross": "121,00", "vat": "21,00", "refunded_in": "2025-K3"},
        HistoryVat(2, CLAIM, None, Decimal(21), Cents(12100), Cents(2100), date(2025, 7, 1), None),
    ),
    (
        "vat",
        {"invoice_number": "F1", "refunded_in": "2025-08", "refunded": "21,00"},
        HistoryVat(2, CLAIM, None, None, None, None, date(2025, 8, 1), Cents(2100)),
    ),
]


def written(tmp_path: Path, kind: str, *rows: dict[str, str]) -> list[Record | Reason]:
    """Write rows under the titles of the shipped profile, and read them."""
    titles = PROFILE.history[kind].columns
    path = tmp_path / f"{kind}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(titles.values()), delimiter=";")
        writer.writeheader()
        for row in rows:
            writer.writerow({titles[name]: text for name, text in {"creditor": "ENE", **row}.items()})
    return list(read(kind, path, PROFILE, RULES))


@pytest.mark.parametrize(
    ("kind", "row", "record"), RECORDS, ids=[f"{kind} {index}" for index, (kind, _, _) in enumerate(RECORDS)]
)
def test_a_row_becomes_the_record_of_its_kind(tmp_path: Path, kind: str, row: dict[str, str], record: Record) -> None:
    assert written(tmp_path, kind, row) == [record]


def test_every_kind_there_is_was_tried() -> None:
    assert {kind for kind, _, _ in RECORDS} == set(KINDS)


@pytest.mark.parametrize(
    ("kind", "row", "code", "said"),
    [
        ("events", {"kind": "aanmaning", "on": "03-02-2025"}, "import.row.no_subject", "geen vordering"),
        ("events", {"invoice_number": "F1", "kind": "insolvency"}, "import.row.word", "Soort: verwacht is een van"),
        ("events", {"invoice_number": "F1", "kind": "aanmaning"}, "import.row.missing", "Datum: "),
        ("events", {"invoice_number": "F1", "kind": "verlenging"}, "import.row.missing", "Verlengingsgrond: "),
        (
            "events",
            {"invoice_number": "F1", "kind": "erkenning", "on": "03-02-2025", "received_on": "04-02-2025"},
            "import.row.received_on",
            "Ontvangen op: ",
        ),
        (
            "events",
            {"invoice_number": "F1", "kind": "aanmaning", "on": "03-02-2025", "received_on": "02-02-2025"},
            "input.contradiction.before",
            "Ontvangen op: verwacht is een dag die niet vóór Datum ligt.",
        ),
        (
            "events",
            {"invoice_number": "F1", "kind": "dagvaarding", "on": "03-02-2025", "ended_on": "04-02-2025"},
            "input.contradiction.pending_but_ended",
            "Uitkomst: ",
        ),
        (
            "events",
            {"invoice_number": "F1", "kind": "erkenning", "on": "03-02-2025", "ground": "concealment"},
            "input.unknown_field",
            "Verlengingsgrond: ",
        ),
        ("payments", {"debtor_number": "D1", "on": "03-02-2025", "amount": "0"}, "import.row.nothing", "Bedrag: "),
        (
            "payments",
            {"debtor_number": "D1", "on": "03-02-2025", "amount": "1,00", "currency": "USD"},
            "import.row.currency",
            "Valuta: ",
        ),
        ("parties", {"debtor_number": "D1", "name": "A", "role": "advocaat"}, "import.row.missing", "Verhouding: "),
        ("parties", {"debtor_number": "D1", "name": "A", "relation": "borg"}, "import.row.missing", "Bij debiteur: "),
        (
            "parties",
            {"debtor_number": "D1", "name": "A", "relation": "borg", "relation_to": "D1"},
            "import.row.relation_to_self",
            "Bij debiteur: ",
        ),
        (
            "parties",
            {"debtor_number": "D1", "name": "A", "relation": "vertegenwoordiger", "relation_to": "D2"},
            "import.row.role",
            "Rol: ",
        ),
        (
            "parties",
            {"debtor_number": "D1", "name": "A", "address_status": "vermoed"},
            "import.row.missing",
            "Straat: ",
        ),
        (
            "parties",
            {
                "debtor_number": "D1",
                "name": "A",
                "city": "Assen",
                "address_from": "02-01-2024",
                "address_until": "01-01-2024",
            },
            "import.row.before",
            "Adres tot: 01-01-2024 ligt vóór 02-01-2024.",
        ),
        ("titles", {"invoice_numbers": ";", "judged_on": "16-05-2012"}, "import.row.missing", "Factuurnummers: "),
        (
            "titles",
            {"invoice_numbers": "F1", "judged_on": "16-05-2012", "served_on": "15-05-2012"},
            "import.row.before",
            "Betekend op: ",
        ),
        (
            "insolvencies",
            {"debtor_number": "D1", "regime": "wsnp", "from": "04-06-2019", "clean_slate": "ja"},
            "input.contradiction.clean_slate",
            "Schone lei: ",
        ),
        (
            "assignments",
            {"invoice_number": "F1", "to_creditor": "ENE", "on": "05-01-2026"},
            "import.row.same_creditor",
            "Nieuwe schuldeiser: ",
        ),
        ("contacts", {"creditor": "", "debtor_number": "D1"}, "import.row.missing", "Administratie: "),
        ("plans", PLAN | {"amount": "50,00"}, "import.row.missing", "Aantal termijnen: "),
        ("plans", PLAN | {"terms": "6"}, "import.row.missing", "Termijnbedrag: "),
        ("plans", PLAN | {"amount": "50,00", "terms": "zes"}, "import.row.count", "Aantal termijnen: "),
        ("plans", PLAN | {"rhythm": "dag", "amount": "50,00", "terms": "6"}, "import.row.word", "Ritme: "),
        ("plans", PLAN | {"first_on": "04-01-2026"}, "import.row.before", "Eerste termijn: "),
        ("securities", DEPOSIT | {"kind": "schilderij"}, "import.row.word", "Soort: "),
        ("securities", DEPOSIT | {"value": "800,00"}, "import.row.missing", "Waarde op: "),
        ("securities", DEPOSIT | {"haircut": "101"}, "import.row.percent", "Afslag: "),
        ("securities", DEPOSIT | {"with_interest": "soms"}, "import.row.flag", "Met rente: "),
        (
            "securities",
            DEPOSIT | {"since": "02-01-2026", "invoked_on": "01-01-2026"},
            "import.row.before",
            "Ingeroepen op: ",
        ),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_column(
    tmp_path: Path, kind: str, row: dict[str, str], code: str, said: str
) -> None:
    (reason,) = written(tmp_path, kind, row)
    assert isinstance(reason, Reason)
    assert (reason.line, reason.code, reason.skipped) == (2, code, False)
    assert said in say(reason.code, reason.parameters, "nl")
    for language in LANGUAGES:
        assert say(reason.code, reason.parameters, language)
    assert all(value is None or isinstance(value, (str, int, date)) for value in reason.parameters.values())


def test_two_payments_that_are_alike_both_stay_and_have_one_key(tmp_path: Path) -> None:
    row = {"debtor_number": "D1", "on": "03-02-2025", "amount": "500,00"}
    first, second = written(tmp_path, "payments", row, row)
    assert content_key(first) == content_key(second)
    assert isinstance(second, HistoryPayment)
    assert second.line == 3


def test_the_keys_of_records_differ_with_what_they_hold(tmp_path: Path) -> None:
    found = [record for kind, row, _ in RECORDS for record in written(tmp_path, kind, row)]
    assert len({content_key(record) for record in found}) == len(RECORDS)


def test_a_kind_that_the_profile_does_not_know_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.touch()
    with pytest.raises(InputError) as error:
        list(read("orders", path, PROFILE, RULES))
    assert error.value.code == "import.profile.no_history"
    assert "payments" in say(error.value.code, error.value.parameters, "en")


def test_every_word_of_the_shipped_profile_is_one_of_ours(tmp_path: Path) -> None:
    """A word that stands for one we do not have would refuse every row that has it."""
    examples = {(kind, name): row for kind, row, _ in RECORDS for name in row}
    for kind, section in PROFILE.history.items():
        for name, words in section.values.items():
            for text in words:
                row = {**examples.get((kind, name), {}), name: text}
                if name == "role":
                    row |= {"debtor_number": "D1", "name": "A", "relation": "representative", "relation_to": "D2"}
                for reason in written(tmp_path, kind, row):
                    refused = isinstance(reason, Reason) and reason.code == "import.row.word"
                    assert not refused, (kind, name, text)
