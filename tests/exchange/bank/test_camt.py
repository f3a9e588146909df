"""CAMT.053 and CAMT.054: what each element means, in the versions that banks use."""

from datetime import date
from pathlib import Path

import pytest

from casebook.domain.bank import BankLine, Closed, Opened, StatementKind, Told
from casebook.domain.money import Cents
from casebook.errors import InputError
from casebook.words import LANGUAGES, say
from tests.exchange.bank.camt_writer import (
    OTHER,
    OWN,
    amount,
    balance,
    document,
    entry,
    leaf,
    party,
    read,
    statement,
    tag,
)


def lines(told: list[Told]) -> list[BankLine]:
    return [one for one in told if isinstance(one, BankLine)]


def line(folder: Path, *made: str, **how: object) -> BankLine:
    found = lines(read(folder, document(statement(*made), **how)))  # type: ignore[arg-type]  # version and kind only
    assert len(found) == 1
    return found[0]


def refused(folder: Path, content: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        read(folder, content)
    for language in LANGUAGES:
        assert say(caught.value.code, caught.value.parameters, language)
    return caught.value


def test_a_statement_with_its_balances_and_days(tmp_path: Path) -> None:
    opened, one, closed = read(tmp_path, document(statement(entry())))
    assert isinstance(opened, Opened)
    assert opened[:4] == (StatementKind.STATEMENT, OWN, "EUR", "7")
    assert (opened.from_on, opened.until_on, opened.opening) == (date(2026, 11, 19), date(2026, 11, 20), 10000)
    assert isinstance(one, BankLine)
    assert (one.booked_on, one.value_on, one.cents) == (date(2026, 11, 20), date(2026, 11, 19), 1000)
    assert one.place.endswith("afschrift.xml: Stmt[1]/Ntry[1]")
    assert closed == Closed(date(2026, 11, 19), date(2026, 11, 20), Cents(10000), Cents(11000))


@pytest.mark.parametrize("version", [2, 3, 4, 6, 8, 10, 13])
def test_the_party_on_the_other_side_in_each_version(tmp_path: Path, version: int) -> None:
    details = tag(
        "RltdPties",
        party("Dbtr", "Bakkerij De Molen", OTHER, version),
        party("UltmtDbtr", "J. Pietersen", version=version),
        party("Cdtr", "Wij zelf", OWN, version),
    )
    one = line(tmp_path, entry(details=[details]), version=version)
    assert (one.name, one.iban, one.ultimate_name) == ("Bakkerij De Molen", OTHER, "J. Pietersen")


def test_what_we_paid_has_the_creditor_on_the_other_side(tmp_path: Path) -> None:
    details = tag("RltdPties", party("Dbtr", "Wij zelf", OWN), party("Cdtr", "Deurwaarder", OTHER))
    one = line(tmp_path, entry("10.00", "DBIT", details=[details]))
    assert (one.cents, one.name, one.iban) == (-1000, "Deurwaarder", OTHER)


def test_a_return_names_the_payer_whose_debit_comes_back(tmp_path: Path) -> None:
    details = (
        leaf("Refs/EndToEndId", "PLAN-7-3")
        + leaf("Refs/MndtId", "M-1")
        + tag("RltdPties", party("Cdtr", "Incassobedrijf BV"), party("Dbtr", "J. Pietersen"))
        + tag("RtrInf", leaf("Rsn/Cd", "AM04"), leaf("AddtlInf", "Saldo ontoereikend"))
    )
    one = line(tmp_path, entry("25.00", "DBIT", "<RvslInd>true</RvslInd>", details=[details]))
    assert (one.cents, one.is_reversal, one.return_code) == (-2500, True, "AM04")
    assert (one.name, one.text) == ("J. Pietersen", "Saldo ontoereikend")


def test_a_return_code_of_the_bank_itself(tmp_path: Path) -> None:
    one = line(tmp_path, entry(details=[leaf("RtrInf/Rsn/Prtry", "Overleden")]))
    assert one.return_code == "Overleden"


@pytest.mark.parametrize("indicator", ["CRDT", "DBIT"])
def test_the_sign_of_a_reversal_is_how_the_account_moved(tmp_path: Path, indicator: str) -> None:
    one = line(tmp_path, entry("1.00", indicator, "<RvslInd>true</RvslInd>"))
    assert one.cents == (100 if indicator == "CRDT" else -100)


def test_the_words_of_the_payer_and_the_references(tmp_path: Path) -> None:
    details = (
        tag("Refs", leaf("AcctSvcrRef", "B-1"), leaf("EndToEndId", "NOTPROVIDED"))
        + tag(
            "RmtInf",
            leaf("Ustrd", "factuur  2026-1"),
            leaf("Ustrd", "en 2026-2"),
            tag("Strd", leaf("RfrdDocInf/Nb", "2026-3"), leaf("CdtrRefInf/Ref", "RF18 5390 0754 7034")),
            tag("Strd", leaf("CdtrRefInf/Ref", "1234567890123456")),
        )
        + leaf("AddtlTxInf", "niet nodig")
    )
    one = line(tmp_path, entry(details=[details], after=leaf("AddtlNtryInf", "ook niet nodig")))
    assert one.text == "factuur 2026-1 en 2026-2 2026-3 1234567890123456"
    assert (one.reference, one.end_to_end, one.bank_reference) == ("RF18539007547034", "", "B-1")


def test_a_full_block_of_words_goes_on_in_the_next(tmp_path: Path) -> None:
    text = "woord " * 23 + "factuur 2026-00012"
    details = tag("RmtInf", leaf("Ustrd", text[:140]), leaf("Ustrd", text[140:]))
    assert line(tmp_path, entry(details=[details])).text == text


def test_without_words_of_the_payer_the_bank_s_own_count(tmp_path: Path) -> None:
    assert line(tmp_path, entry(after=leaf("AddtlNtryInf", "Kosten november"))).text == "Kosten november"
    assert line(tmp_path, entry(details=[leaf("AddtlTxInf", "Rente")])).text == "Rente"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            leaf("Domn/Cd", "PMNT").replace("</Domn>", "<Fmly><Cd>RDDT</Cd><SubFmlyCd>UPDD</SubFmlyCd></Fmly></Domn>"),
            "PMNT-RDDT-UPDD",
        ),
        (leaf("Prtry/Cd", "544"), "544"),
    ],
)
def test_the_kind_of_an_entry(tmp_path: Path, code: str, expected: str) -> None:
    assert line(tmp_path, entry("1.00", "CRDT", tag("BkTxCd", code))).transaction_code == expected


@pytest.mark.parametrize("status", ["<Sts>BOOK</Sts>", "<Sts><Cd>BOOK</Cd></Sts>", None])
def test_what_is_booked_counts(tmp_path: Path, status: str | None) -> None:
    assert line(tmp_path, entry(status=status)).cents == 1000


@pytest.mark.parametrize("status", ["<Sts>PDNG</Sts>", "<Sts><Cd>INFO</Cd></Sts>", "<Sts>FUTR</Sts>"])
def test_what_is_not_booked_does_not_count(tmp_path: Path, status: str) -> None:
    assert lines(read(tmp_path, document(statement(entry(status=status), entry("2.00"))))) == [
        line(tmp_path, entry("2.00"))._replace(place=f"{tmp_path / 'afschrift.xml'}: Stmt[1]/Ntry[2]")
    ]


def test_an_unknown_status_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, document(statement(entry(), entry(status="<Sts>MAYBE</Sts>"))))
    assert (error.code, error.parameters["found"]) == ("bank_file.status", "MAYBE")
    assert str(error.parameters["place"]).endswith("Stmt[1]/Ntry[2]")


def test_an_entry_of_nothing_is_no_line(tmp_path: Path) -> None:
    assert lines(read(tmp_path, document(statement(entry("0.00"))))) == []


def test_days_may_be_moments_and_the_booking_day_may_be_missing(tmp_path: Path) -> None:
    moment = line(tmp_path, entry(days="<BookgDt><DtTm>2026-11-20T23:59:59.123+01:00</DtTm></BookgDt>"))
    assert (moment.booked_on, moment.value_on) == (date(2026, 11, 20), date(2026, 11, 20))
    valued = line(tmp_path, entry(days="<ValDt><Dt>2026-11-18+01:00</Dt></ValDt>"))
    assert (valued.booked_on, valued.value_on) == (date(2026, 11, 18), date(2026, 11, 18))
    assert refused(tmp_path, document(statement(entry(days="")))).code == "bank_file.no_day"


@pytest.mark.parametrize("day", ["2026-02-30", "0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_days_that_are_refused(tmp_path: Path, day: str) -> None:
    wrong = entry(days=f"<BookgDt><Dt>{day}</Dt></BookgDt>")
    assert refused(tmp_path, document(statement(wrong))).code == "bank_file.day"


@pytest.mark.parametrize(
    ("written", "cents"), [("8.850", 885), ("8.85000", 885), ("7", 700), ("7.", 700), ("7.5", 750), ("0.01", 1)]
)
def test_amounts(tmp_path: Path, written: str, cents: int) -> None:
    assert line(tmp_path, entry(written)).cents == cents


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("8.855", "bank_file.fraction"),
        ("8.85001", "bank_file.fraction"),
        ("-8.85", "bank_file.amount"),
        ("1e3", "bank_file.amount"),
        ("100000000001.00", "bank_file.amount"),
        ("", "bank_file.amount"),
        ("٣.00", "bank_file.amount"),
        ("9" * 18, "bank_file.amount"),
    ],
)
def test_amounts_that_are_refused(tmp_path: Path, written: str, code: str) -> None:
    assert refused(tmp_path, document(statement(entry(written)))).code == code


def test_an_amount_in_another_currency_than_the_account(tmp_path: Path) -> None:
    error = refused(tmp_path, document(statement(entry(currency="USD"))))
    assert (error.code, error.parameters["found"], error.parameters["expected"]) == ("bank_file.currency", "USD", "EUR")


def test_an_account_in_another_currency_is_told_as_it_is(tmp_path: Path) -> None:
    account = leaf("Acct/Id/Othr/Id", "0123456")
    opened = read(tmp_path, document(statement(entry(currency="USD"), account=account, balances="")))[0]
    assert isinstance(opened, Opened)
    assert (opened.account, opened.currency) == ("0123456", "USD")


def test_a_statement_without_account_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, document(statement(account=""))).code == "bank_file.no_account"


# Batches


def paid(name: str, **written: str) -> str:
    amounts = "".join(leaf_amount(path, value) for path, value in written.items())
    return (
        leaf("Refs/EndToEndId", f"E-{name}")
        + amounts
        + tag("RltdPties", party("Dbtr", name))
        + leaf("RmtInf/Ustrd", f"van {name}")
    )


def leaf_amount(path: str, value: str) -> str:
    return (
        amount(value)
        if path == "amt"
        else tag("AmtDtls", tag({"tx": "TxAmt", "instd": "InstdAmt"}[path], amount(value)))
    )


@pytest.mark.parametrize("path", ["amt", "tx", "instd"])
def test_a_batch_that_adds_up_is_a_line_per_payment(tmp_path: Path, path: str) -> None:
    batch = entry(
        "30.00", "CRDT", leaf("AcctSvcrRef", "R"), details=[paid("A", **{path: "10.00"}), paid("B", **{path: "20.00"})]
    )
    first, second = lines(read(tmp_path, document(statement(batch))))
    assert (first.cents, first.name, first.end_to_end, first.text) == (1000, "A", "E-A", "van A")
    assert (second.cents, second.name, second.end_to_end) == (2000, "B", "E-B")
    assert second.place.endswith("Ntry[1]/TxDtls[2]")


@pytest.mark.parametrize("other", [{"amt": "19.99"}, {}])
def test_a_batch_that_does_not_add_up_is_one_line_with_all_words(tmp_path: Path, other: dict[str, str]) -> None:
    batch = entry("30.00", details=[paid("A", amt="10.00"), paid("B", **other)], after=leaf("AddtlNtryInf", "Verzamel"))
    (one,) = lines(read(tmp_path, document(statement(batch))))
    assert (one.cents, one.name, one.text) == (3000, "", "Verzamel; A: van A; B: van B")


def test_a_batch_with_a_return_in_it_is_split_by_the_signs_of_its_payments(tmp_path: Path) -> None:
    back = paid("B", amt="20.00") + leaf("CdtDbtInd", "DBIT")
    batch = entry("30.00", details=[paid("A", amt="50.00") + leaf("CdtDbtInd", "CRDT"), back])
    assert [one.cents for one in lines(read(tmp_path, document(statement(batch))))] == [5000, -2000]


def test_a_batch_without_payments_has_the_name_that_we_gave_it(tmp_path: Path) -> None:
    made = entry().replace("</Ntry>", leaf("NtryDtls/Btch/PmtInfId", "RUN-2026-11") + "</Ntry>")
    assert line(tmp_path, made).end_to_end == "RUN-2026-11"


# Statements


def test_several_statements_and_one_without_entries(tmp_path: Path) -> None:
    second = statement(head="<Id>S2</Id>", account=leaf("Acct/Id/IBAN", OTHER))
    told = read(tmp_path, document(statement(entry(), entry()), second))
    assert [type(one) for one in told] == [Opened, BankLine, BankLine, Closed, Opened, Closed]
    again = told[4]
    assert isinstance(again, Opened)
    assert (again.account, again.number, again.currency) == (OTHER, "S2", "EUR")


def test_an_overdrawn_account_and_pages(tmp_path: Path) -> None:
    balances = balance("ITBD", "5.00", "2026-11-20", "DBIT") + balance("ITBD", "6.00", "2026-11-20", "DBIT")
    closed = read(tmp_path, document(statement(entry("1.00", "DBIT"), balances=balances)))[-1]
    assert isinstance(closed, Closed)
    assert (closed.opening, closed.closing) == (-500, -600)


def test_a_balance_in_another_currency_is_none_of_the_account(tmp_path: Path) -> None:
    balances = balance("OPBD", "5.00", "2026-11-20") + balance("CLBD", "6.00", "2026-11-20", currency="SEK")
    closed = read(tmp_path, document(statement(balances=balances)))[-1]
    assert isinstance(closed, Closed)
    assert (closed.opening, closed.closing) == (500, None)


@pytest.mark.parametrize(
    ("end", "until"),
    [("2026-11-20T23:59:59", date(2026, 11, 20)), ("2026-11-21T00:00:00+01:00", date(2026, 11, 20))],
)
def test_the_period_counts_where_there_is_no_closing_balance(tmp_path: Path, end: str, until: date) -> None:
    period = tag("FrToDt", leaf("FrDtTm", "2026-11-18T00:00:00"), leaf("ToDtTm", end))
    opened = read(tmp_path, document(statement(head=f"<Id>1</Id>{period}", balances="")))[0]
    assert isinstance(opened, Opened)
    assert (opened.from_on, opened.until_on) == (date(2026, 11, 18), until)


def test_a_period_that_the_balances_gainsay_does_not_count(tmp_path: Path) -> None:
    period = tag("FrToDt", leaf("FrDtTm", "2007-10-18T08:00:00"), leaf("ToDtTm", "2007-10-18T12:30:00"))
    opened = read(tmp_path, document(statement(head=f"<Id>1</Id>{period}")))[0]
    assert isinstance(opened, Opened)
    assert (opened.from_on, opened.until_on) == (date(2026, 11, 19), date(2026, 11, 20))


def test_a_notice_has_no_balances_and_needs_a_status(tmp_path: Path) -> None:
    notice = statement(entry(), name="Ntfctn", balances="")
    opened, one, closed = read(tmp_path, document(notice, kind="camt.054", version=8))
    assert isinstance(opened, Opened)
    assert opened.kind is StatementKind.NOTICE
    assert isinstance(one, BankLine)
    assert closed == Closed(until_on=date(2026, 11, 20))
    without = statement(entry(status=None), name="Ntfctn", balances="")
    assert refused(tmp_path, document(without, kind="camt.054")).code == "bank_file.status"


def test_inside_the_envelope_of_a_business_message(tmp_path: Path) -> None:
    content = document(statement(entry())).decode().partition("\n")[2]
    wrapped = f'<Envelope xmlns="urn:x"><AppHdr><Fr>BANK</Fr></AppHdr>{content}</Envelope>'
    assert len(read(tmp_path, wrapped.encode())) == 3


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_encodings_that_say_what_they_are(tmp_path: Path, encoding: str) -> None:
    said = "utf-8" if encoding == "utf-8-sig" else encoding
    content = document(statement(entry(after=leaf("AddtlNtryInf", "één")))).decode().replace("UTF-8", said)
    assert lines(read(tmp_path, content.encode(encoding)))[0].text == "één"


def test_text_is_cleaned(tmp_path: Path) -> None:
    made = entry(details=[tag("RltdPties", party("Dbtr", "A\u202eB\n  C\x85"))])
    assert line(tmp_path, made).name == "AB C"


# What is refused


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (document(statement(entry()))[:-40], "bank_file.broken_xml"),
        (document(statement(entry())).replace(b"<Sts>", b"<Sts>&undeclared;"), "bank_file.broken_xml"),
        (
            document(statement(entry(after="<AddtlNtryInf>\xe9</AddtlNtryInf>"))).decode().encode("latin-1"),
            "bank_file.broken_xml",
        ),
        (document(statement(entry())).replace(b"UTF-8", b"UTF-7"), "bank_file.broken_xml"),
        (document(statement(entry())).replace(b"UTF-8", b"nonsense"), "bank_file.broken_xml"),
        (document(), "bank_file.no_statement"),
        (document(kind="camt.052"), "bank_file.message"),
        (document(kind="pain.001"), "bank_file.message"),
        (document(version=1), "bank_file.version"),
        (b"<html><body>Inloggen</body></html>", "bank_file.other_xml"),
        (b"<Document><x/></Document>", "bank_file.other_xml"),
        (b"<x><y/></x>", "bank_file.other_xml_none"),
        (b"<", "bank_file.broken_xml"),
    ],
)
def test_xml_that_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    error = refused(tmp_path, content)
    assert error.code == code
    assert str(error.parameters["place"]).endswith("afschrift.xml")


def with_document_type(declared: str, content: bytes) -> bytes:
    return content.replace(b"?>\n", b"?>\n<!DOCTYPE Document [" + declared.encode() + b"]>\n")


LAUGHS = "<!ENTITY a '1'>" + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(12))


@pytest.mark.parametrize(
    "declared", ["", LAUGHS, "<!ENTITY x SYSTEM 'file:///etc/passwd'>", "<!ENTITY % p SYSTEM 'http://x/'> %p;"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_before_its_entities_are_read(tmp_path: Path, declared: str, encoding: str) -> None:
    content = with_document_type(declared, document(statement(entry(after="<AddtlNtryInf>&m;</AddtlNtryInf>"))))
    recoded = content.decode().replace("UTF-8", encoding).encode(encoding)
    assert refused(tmp_path, recoded).code == "bank_file.document_type"


def test_another_file_is_not_included(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("geheim", "utf-8")
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{tmp_path}/secret.txt" parse="text"/>'
    assert (
        refused(tmp_path, document(statement(entry(after=f"<AddtlNtryInf>{include}</AddtlNtryInf>")))).code
        == "bank_file.include"
    )
