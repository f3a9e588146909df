"""A statement as a sheet for a spreadsheet."""

import csv
from datetime import date
from io import StringIO

import pytest

from casebook.domain.component import Balance, Component
from casebook.domain.ledger import EntryKind
from casebook.domain.money import Cents
from casebook.jobs.statement import write_csv
from casebook.store.claim_interest import ClaimInterest
from casebook.store.queries.statement import ClaimStatement, Statement, StatementEntry

DAILY = "elke dag daarna"
TODAY, DUE = date(2026, 11, 21), date(2026, 10, 1)


def entry(kind: EntryKind, cents: int, balance: int, reason: str = "") -> StatementEntry:
    return StatementEntry(1, DUE, kind, Component.PRINCIPAL, Cents(cents), Cents(balance), None, None, reason)


def claim(number: str, entries: tuple[StatementEntry, ...], interest: ClaimInterest, **more: object) -> ClaimStatement:
    known = {"foreign_cents": None, "ended_on": None, "lapsed": False, "currency": "EUR", "open": Balance(), **more}
    return ClaimStatement(1, number, "Wij", "", DUE, entries=entries, interest=interest, **known)  # type: ignore[arg-type]  # fields of a claim


CLAIMS = (
    claim(
        "=F-1",
        (
            entry(EntryKind.CHARGE, 123456, 123456, "@SUM(A1)\nregel 2"),
            entry(EntryKind.PAYMENT, -3456, 120000, "+31 6"),
            entry(EntryKind.REVERSAL, 1, 120001, "-1; x"),
        ),
        ClaimInterest(run_up=Cents(210), lapsed=Cents(100)),
        open=Balance(principal=Cents(120001)),
        lapsed=True,
    ),
    claim("U-1", (), ClaimInterest(), currency="USD", foreign_cents=Cents(5000)),
    claim("A-1", (), ClaimInterest(run_up=Cents(30), per_day=Cents(28)), open=Balance()),
    claim("A-2", (), ClaimInterest(per_day=Cents(14))),
    claim("F-2", (), ClaimInterest(per_day=Cents(5)), lapsed=True),
)


def sheet(language: str, delimiter: str) -> list[list[str]]:
    file = StringIO(newline="")
    write_csv(Statement(1, "2026-0001", "Van Dam", TODAY, CLAIMS), language, file)
    file.seek(0)
    return list(csv.reader(file, delimiter=delimiter))


def test_dutch_words_days_and_amounts_and_no_formula() -> None:
    assert sheet("nl", ";") == [
        ["Vordering", "Datum", "Soort", "Onderdeel", "Bedrag", "Saldo", "Reden"],
        ["'=F-1", "01-10-2026", "vordering", "hoofdsom", "1234,56", "1234,56", "'@SUM(A1) regel 2"],
        ["'=F-1", "01-10-2026", "betaling", "hoofdsom", "-34,56", "1200,00", "'+31 6"],
        ["'=F-1", "01-10-2026", "terugboeking", "hoofdsom", "0,01", "1200,01", "'-1; x"],
        ["'=F-1", "21-11-2026", "vordering mogelijk verjaard of niet afdwingbaar", "", "", "", ""],
        ["'=F-1", "21-11-2026", "opgelopen, nog niet geboekt", "rente", "2,10", "1202,11", ""],
        ["U-1", "21-11-2026", "in andere valuta, niet in het totaal", "", "", "", "USD 50,00"],
        ["A-1", "21-11-2026", "opgelopen, nog niet geboekt", "rente", "0,30", "0,30", f"{DAILY} € 0,28 rente erbij"],
        ["F-2", "21-11-2026", "vordering mogelijk verjaard of niet afdwingbaar", "", "", "", ""],
        ["", "21-11-2026", "mogelijk verjaarde rente, niet in het totaal", "", "1,00", "", ""],
        ["", "21-11-2026", "openstaand totaal", "", "", "1202,41", f"{DAILY} € 0,42 rente erbij"],
    ]


def test_english_amounts_have_a_point() -> None:
    rows = sheet("en", ",")
    assert rows[0] == ["Claim", "Date", "Kind", "Component", "Amount", "Balance", "Reason"]
    assert rows[2] == ["'=F-1", "1 Oct 2026", "payment", "principal", "-34.56", "1200.00", "'+31 6"]
    assert rows[-1][-2] == "1202.41"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_row_has_every_column(language: str) -> None:
    assert {len(row) for row in sheet(language, {"nl": ";", "en": ","}[language])} == {7}
