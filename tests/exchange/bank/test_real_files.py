"""The files of banks beside CASEBOOK_TEST_DATA, each read as what stands with it says."""

import json
from pathlib import Path
from typing import Any

import pytest

from casebook.domain.bank import BankLine, Closed, Opened
from casebook.errors import InputError
from casebook.exchange.bank import told
from casebook.words import LANGUAGES, say

WITH_EXPECTED = [
    "genkgo-camt053.v2.five.decimals",
    "genkgo-camt053.v2.minimal",
    "genkgo-camt053.v2.minimal.ultimate",
    "genkgo-camt053.v2.multi.statement",
    "genkgo-camt053.v2.with-party-ids",
    "genkgo-camt053.v3",
    "genkgo-camt053.v4",
    "genkgo-camt053.v8",
    "genkgo-camt054.v4",
]
REFUSED = {"genkgo-camt053.v2.wrong.xml": "bank_file.no_statement", "knab-knab_invalid.txt": "bank_file.no_closing"}


def objects(node: Any, name: str) -> list[dict[str, Any]]:
    """All objects of a class in what another reader found, which tells of each thing only where it comes first."""
    if isinstance(node, list):
        return [one for part in node for one in objects(part, name)]
    if not isinstance(node, dict):
        return []
    own = [node] if str(node.get("__CLASS__", "")).endswith(f"\\{name}") else []
    return own + [one for part in node.values() for one in objects(part, name)]


def money(said: dict[str, Any]) -> tuple[int, str]:
    return int(said["getAmount"]["getAmount"]), said["getAmount"]["getCurrency"]["getCode"]


def day(said: dict[str, Any]) -> str:
    return str(said["0"])[:10]


@pytest.mark.parametrize("name", WITH_EXPECTED)
def test_entries_and_balances_are_as_expected(test_data: Path, name: str) -> None:
    found = list(told(test_data / "bank/camt" / f"{name}.xml"))
    expected = json.loads((test_data / "bank/expected" / f"{name}.json").read_text("utf-8"))
    opened = [one for one in found if isinstance(one, Opened)]
    lines = [one for one in found if isinstance(one, BankLine)]

    entries = objects(expected, "Entry")
    currency = opened[0].currency
    read = [(one.cents, currency, str(one.booked_on), str(one.value_on), one.is_reversal) for one in lines]
    for one in entries:
        days = day(one["getBookingDate"]), day(one["getValueDate"])
        assert (*money(one), *days, one["getReversalIndicator"]) in read
    statements = objects(expected, "Statement") + objects(expected, "Notification")
    assert len(opened) == len(expected["getRecords"])
    closed = [one for one in found if isinstance(one, Closed)]
    for one in statements:
        assert one["getAccount"]["getIdentification"] in {own.account for own in opened}
        own = {told["getType"]: money(told)[0] for told in one.get("getBalances", ()) if money(told)[1] == currency}
        assert (own.get("opening"), own.get("closing")) in [(read.opening, read.closing) for read in closed]


@pytest.mark.parametrize("name", WITH_EXPECTED)
def test_references_and_words_are_as_expected(test_data: Path, name: str) -> None:
    lines = [one for one in told(test_data / "bank/camt" / f"{name}.xml") if isinstance(one, BankLine)]
    expected = json.loads((test_data / "bank/expected" / f"{name}.json").read_text("utf-8"))
    for entry in objects(expected, "Entry"):
        one = next(one for one in lines if one.cents == money(entry)[0])
        details = objects(entry, "EntryTransactionDetail")
        for own in objects(entry, "UnstructuredRemittanceInformation"):
            assert own["getMessage"] in one.text
        assert one.end_to_end == (details[0]["getReference"]["getEndToEndId"] or "") or len(details) != 1
        assert one.bank_reference == (entry["getAccountServicerReference"] or "")
        names = {own["getRelatedPartyType"]["getName"] for own in objects(details, "RelatedParty")}
        assert (one.name or one.ultimate_name) in names or len(details) != 1
        if len(details) == 1:
            references = {own["getRef"] for own in objects(details, "CreditorReferenceInformation")}
            assert one.reference in (references or {""})


def all_files(test_data: Path) -> list[Path]:
    return sorted(
        path
        for path in (test_data / "bank").rglob("*.*")
        if path.parent.name in ("camt", "mt940") and "LICENSE" not in path.name
    )


def test_every_file_is_read_or_refused_with_a_sentence(test_data: Path) -> None:
    refused = {}
    for path in all_files(test_data):
        try:
            assert any(isinstance(one, Opened) for one in list(told(path))), path
        except InputError as refusal:
            refused[path.name] = refusal
    assert {name: said.code for name, said in refused.items()} == REFUSED
    for name, said in refused.items():
        for language in LANGUAGES:
            assert name in say(said.code, said.parameters, language)


# The others were made unreadable for people, and their amounts with them.
ADDING_UP = {
    "genkgo-camt053.v2.multi.statement.xml",
    "newinnovations-example-camt053-a.xml",
    "ing-eu_incasso.txt",
    "ing-ing_references.txt",
    "ing-mt940_iban.txt",
    "jejik-rabobank-iban.txt",
    "knab-knab.txt",
    "knab-knab_date_and_accounting_date_different_year.txt",
    "knab-knab_empty.txt",
    "rabobank-line_break_in_remi.txt",
    "rabobank.txt",
    "rabobank_mt940_structured.txt",
    "sns-sns.txt",
    "triodos_iban.txt",
    "two_accounts.txt",
    "van_lanschot-van_lanschot.txt",
}


def test_the_closing_balance_of_a_whole_file_follows_from_its_entries(test_data: Path) -> None:
    adding_up = set()
    for path in all_files(test_data):
        if path.name in REFUSED:
            continue
        total = 0
        differences = []
        for one in told(path):
            if isinstance(one, Opened):
                total = 0
            elif isinstance(one, BankLine):
                total += one.cents
            elif one.opening is not None and one.closing is not None:
                differences.append(one.closing - one.opening - total)
        if differences and not any(differences):
            adding_up.add(path.name)
    assert adding_up == ADDING_UP
