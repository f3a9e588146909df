"""MT940 as the Dutch banks write it; the samples are made up after what each of them does."""

from datetime import date
from pathlib import Path

import pytest

from casebook.domain.bank import BankLine, Closed, Opened, Told
from casebook.domain.money import Cents
from casebook.errors import InputError
from casebook.words import LANGUAGES, say
from tests.exchange.bank.camt_writer import read

FULL = 65


def message(
    *inside: str, account: str = "NL20INGB0001234567EUR", opening: str = "C261119EUR100,00", number: str = "28C:7/1"
) -> str:
    made = (":20:STMT1", f":25:{account}", f":{number}", f":60F:{opening}", *inside, ":62F:C261120EUR110,00", "-")
    return "\r\n".join(made) + "\r\n"


def told(folder: Path, content: str, encoding: str = "utf-8") -> list[Told]:
    return read(folder, content.encode(encoding), "afschrift.sta")


def lines(found: list[Told]) -> list[BankLine]:
    return [one for one in found if isinstance(one, BankLine)]


def line(folder: Path, *inside: str, account: str = "NL20INGB0001234567EUR") -> BankLine:
    (found,) = lines(told(folder, message(*inside, account=account)))
    return found


def refused(folder: Path, content: str) -> InputError:
    with pytest.raises(InputError) as caught:
        told(folder, content)
    for language in LANGUAGES:
        assert say(caught.value.code, caught.value.parameters, language)
    return caught.value


def test_a_statement_with_its_balances_and_days(tmp_path: Path) -> None:
    opened, one, closed = told(tmp_path, message(":61:2611191120C10,00NTRFNONREF//B-1", ":86:factuur 2026-1"))
    assert isinstance(opened, Opened)
    assert (opened.account, opened.currency, opened.number) == ("NL20INGB0001234567", "EUR", "7/1")
    assert (opened.from_on, opened.opening) == (date(2026, 11, 19), 10000)
    assert opened.place.endswith("afschrift.sta:1")
    assert isinstance(one, BankLine)
    assert (one.booked_on, one.value_on, one.cents) == (date(2026, 11, 20), date(2026, 11, 19), 1000)
    assert (one.text, one.bank_reference, one.end_to_end, one.transaction_code) == ("factuur 2026-1", "B-1", "", "NTRF")
    assert one.place.endswith("afschrift.sta:5")
    assert closed == Closed(date(2026, 11, 19), date(2026, 11, 20), Cents(10000), Cents(11000))


@pytest.mark.parametrize(
    ("mark", "cents", "is_reversal"),
    [
        ("C", 123, False),
        ("D", -123, False),
        ("RC", -123, True),
        ("RD", 123, True),
        ("CR", 123, False),
        ("DR", -123, False),
        ("d", -123, False),
    ],
)
def test_the_sign_of_an_entry(tmp_path: Path, mark: str, cents: int, is_reversal: bool) -> None:
    one = line(tmp_path, f":61:2611201120{mark}1,23NTRFNONREF")
    assert (one.cents, one.is_reversal) == (cents, is_reversal)


@pytest.mark.parametrize(
    ("written", "booked_on", "value_on"),
    [
        ("2601011231", date(2025, 12, 31), date(2026, 1, 1)),
        ("2512310102", date(2026, 1, 2), date(2025, 12, 31)),
        ("2611300115", date(2027, 1, 15), date(2026, 11, 30)),
        ("2402280229", date(2024, 2, 29), date(2024, 2, 28)),
        ("261120", date(2026, 11, 20), date(2026, 11, 20)),
        ("261120    ", date(2026, 11, 20), date(2026, 11, 20)),
    ],
)
def test_the_day_of_booking_is_in_the_year_nearest_to_the_value_date(
    tmp_path: Path, written: str, booked_on: date, value_on: date
) -> None:
    one = line(tmp_path, f":61:{written}C1,23NTRFNONREF")
    assert (one.booked_on, one.value_on) == (booked_on, value_on)


@pytest.mark.parametrize(("written", "cents"), [("1,2", 120), ("1,", 100), ("000000000012,30", 1230), ("1,230", 123)])
def test_amounts(tmp_path: Path, written: str, cents: int) -> None:
    assert line(tmp_path, f":61:261120C{written}NTRFNONREF").cents == cents


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("261120C1,234NTRFNONREF", "bank_file.fraction"),
        ("261120C1,2,3NTRFNONREF", "bank_file.entry"),
        ("261120C0000000000000050,00NTRFNONREF", "bank_file.entry"),
        ("261320C1,23NTRFNONREF", "bank_file.entry"),
        ("261120X1,23NTRFNONREF", "bank_file.entry"),
        ("", "bank_file.entry"),
    ],
)
def test_entries_that_are_refused_at_their_line(tmp_path: Path, entry: str, code: str) -> None:
    error = refused(tmp_path, message(":61:261120C1,23NTRFNONREF", f":61:{entry}"))
    assert error.code == code
    assert str(error.parameters["place"]).endswith("afschrift.sta:6")


def test_an_entry_without_its_kind_does_not_swallow_the_one_before(tmp_path: Path) -> None:
    found = lines(told(tmp_path, message(":61:261120C1,23", ":86:een", ":61:261120C4,56", ":86:twee")))
    assert [(one.cents, one.text) for one in found] == [(123, "een"), (456, "twee")]


# Each bank


def folded(text: str, first: int = FULL) -> str:
    """A description as a bank breaks it off: wherever the line is full."""
    parts = [text[:first], *(text[at : at + FULL] for at in range(first, len(text), FULL))]
    return ":86:" + "\r\n".join(part.rstrip() if len(part) < FULL else part for part in parts)


@pytest.mark.parametrize(
    "name", ["J. Pietersen", "Bakkerij De Molen van Amsterdam", "Van den Berg tot Heuvelrug Beheer B.V."]
)
def test_abn_amro(tmp_path: Path, name: str) -> None:
    described = (
        f"/TRTP/SEPA OVERBOEKING/IBAN/NL65CITC0001122339/BIC/CITCNL2A/NAME/{name}/REMI"
        "/Factuur 2026-0001 en factuur 2026-0002/EREF/E-77"
    )
    one = line(tmp_path, ":61:2611201120C10,N526NONREF", folded(described), account="517852257")
    assert (one.name, one.iban, one.end_to_end) == (name, "NL65CITC0001122339", "E-77")
    assert one.text == "Factuur 2026-0001 en factuur 2026-0002"


def test_a_direct_debit_that_comes_back_at_abn_amro(tmp_path: Path) -> None:
    described = (
        "/RTYP/SEPA Incasso niet uitgevoerd/MARF/M-1/RTRN/MS03/IBAN/NL65CITC0001122339/NAME"
        "/J. Pietersen/REMI/Termijn 3/EREF/PLAN-7-3"
    )
    one = line(tmp_path, ":61:2611201120D25,N247NONREF", folded(described))
    assert (one.cents, one.return_code, one.mandate, one.end_to_end) == (-2500, "MS03", "M-1", "PLAN-7-3")
    assert (one.name, one.text) == ("J. Pietersen", "Termijn 3")


def test_labels_of_abn_amro(tmp_path: Path) -> None:
    described = (
        "SEPA OVERBOEKING                 IBAN: NL65CITC0001122339\r\n"
        "BIC: CITCNL2A                    NAAM: BAKKERIJ DE MOLEN\r\nOMSCHRIJVING: FACTUUR 2026-1\r\nKENMERK: E-77"
    )
    one = line(tmp_path, ":61:2611201120C10,N654NONREF", ":86:" + described, account="517852257")
    assert (one.name, one.iban, one.end_to_end) == ("BAKKERIJ DE MOLEN", "NL65CITC0001122339", "E-77")
    assert "OMSCHRIJVING: FACTUUR 2026-1" in one.text


@pytest.mark.parametrize("kind", ["\r\n/TRCD/00108/", "/TRCD/00108/"])
def test_ing(tmp_path: Path, kind: str) -> None:
    described = (
        "/EREF/E-77//MARF/M-1//CSID/NL32ZZZ999999991234//CNTP/NL65CITC0001122339/CITCNL2A"
        "/J.Janssen/Utrecht//REMI/USTD//contributie januari en februari/"
    )
    one = line(tmp_path, f":61:2611201120C10,00NTRFEREF//00000000001010{kind}", folded(described, 61))
    assert (one.name, one.iban, one.end_to_end, one.mandate) == ("J.Janssen", "NL65CITC0001122339", "E-77", "M-1")
    assert (one.text, one.transaction_code, one.bank_reference) == (
        "contributie januari en februari",
        "NTRF/00108",
        "00000000001010",
    )


def test_a_payment_reference_at_ing(tmp_path: Path) -> None:
    described = "/EREF/E-77//CNTP/NL65CITC0001122339/CITCNL2A/J.Janssen///REMI/STRD/CUR/9001123412341234/"
    one = line(tmp_path, ":61:2611201120C10,00NTRF9001123412341234//00000000001011", folded(described, 61))
    assert (one.reference, one.text, one.end_to_end) == ("9001123412341234", "", "E-77")


def test_a_return_at_ing(tmp_path: Path) -> None:
    described = (
        "/RTRN/MS03//EREF/PLAN-7-3//MARF/M-1//CNTP/NL65CITC0001122339/CITCNL2A/J.Janssen///REMI/USTD//Termijn 3/"
    )
    one = line(tmp_path, ":61:2611201120D10,00NRTIEREF//00000000001007\r\n/TRCD/01315/", folded(described, 61))
    assert (one.return_code, one.end_to_end, one.mandate, one.name) == ("MS03", "PLAN-7-3", "M-1", "J.Janssen")


def test_an_ultimate_debtor_at_ing(tmp_path: Path) -> None:
    described = "/CNTP/NL65CITC0001122339/CITCNL2A/Bewind BV///REMI/USTD//huur//ULTD/J. Pietersen/"
    one = line(tmp_path, ":61:2611201120C10,00NTRFNONREF//1", folded(described, 61))
    assert (one.name, one.ultimate_name, one.text) == ("Bewind BV", "J. Pietersen", "huur")
    described = "/ULTD//NAME/J. Pietersen/ORDP//NAME/Bewind BV/REMI/huur"
    one = line(tmp_path, ":61:261120C10,00N541NONREF", folded(described))
    assert (one.name, one.ultimate_name) == ("Bewind BV", "J. Pietersen")


def test_rabobank(tmp_path: Path) -> None:
    described = (
        "/EREF/E-77/ORDP//NAME/Bakkerij De Molen/ADDR/Dorpsstraat 1 1234 AB UTRECHT NL/REMI"
        "/factuur 2026-0001/ISDT/2026-11-20"
    )
    one = line(
        tmp_path,
        ":61:261120C000000000010,00N541EREF            \r\nNL65CITC0001122339",
        folded(described),
        account="NL71RABO0123456789 EUR",
    )
    assert (one.name, one.iban, one.end_to_end, one.text) == (
        "Bakkerij De Molen",
        "NL65CITC0001122339",
        "E-77",
        "factuur 2026-0001",
    )


def test_rabobank_as_it_used_to_be(tmp_path: Path) -> None:
    padded = [f":86:{text:<65}" for text in ("BETALINGSKENM.  2828282828282828", "PERIODE 10-2026")]
    one = line(
        tmp_path,
        ":61:261120C000000000010,00N084P002445588      Bakkerij                ",
        *padded,
        account="2121.21.211EUR",
    )
    assert (one.name, one.iban, one.reference) == ("Bakkerij", None, "2828282828282828")
    assert one.text == "BETALINGSKENM. 2828282828282828 PERIODE 10-2026"


@pytest.mark.parametrize("bank", ["ASNB", "SNSB", "RBRB"])
def test_the_dialect_of_asn(tmp_path: Path, bank: str) -> None:
    entry = ":61:2611201120C10,00NOVBNL65CITC0001122339\r\nbakkerij de molen"
    one = line(
        tmp_path,
        entry,
        f":86:NL65CITC0001122339 bakkerij de molen\r\n{' ' * 65}\r\nfactuur 2026-1",
        account=f"NL16{bank}1234567809",
    )
    assert (one.iban, one.name) == ("NL65CITC0001122339", "bakkerij de molen")
    assert one.text == "bakkerij de molen factuur 2026-1"


def test_triodos(tmp_path: Path) -> None:
    described = (
        ":86:000>100000000000\r\n>20CITCNL2A\r\n>21NL65CITC0001122339\r\n"
        ">22BAKKERIJ DE MOLEN FACTUUR N>23UMMER 2026-1>310390123456"
    )
    one = line(tmp_path, ":61:261120C10,00NET NONREF", described, account="TRIODOSBANK/0390123456")
    assert (one.iban, one.text) == ("NL65CITC0001122339", "BAKKERIJ DE MOLEN FACTUUR NUMMER 2026-1")


def test_knab(tmp_path: Path) -> None:
    described = ":86:NAAM: wie dit typt\r\nREK: NL65CITC0001122339/NAAM: BAKKERIJ DE MOLEN"
    one = line(tmp_path, ":61:2611201120C10,NTRFNONREF//A1", described, account="NL92 KNAB 0123 4567 89")
    assert (one.name, one.iban, one.text) == ("BAKKERIJ DE MOLEN", "NL65CITC0001122339", "NAAM: wie dit typt")


def test_van_lanschot(tmp_path: Path) -> None:
    described = (
        ":86:/TRTP/SEPA Overboeking/IBAN/NL65CITC0001122339/BIC/CITCNL2A/NAME/\r\nBakkerij/REMI/2026-1/EREF/E-77"
    )
    one = line(tmp_path, ":61:261120C10,00NXXX0130045721", described, account="0878787878     ")
    assert (one.name, one.iban, one.text, one.end_to_end) == ("Bakkerij", "NL65CITC0001122339", "2026-1", "E-77")


def test_a_payer_cannot_change_account_or_reason_by_codes_in_his_words(tmp_path: Path) -> None:
    typed = "/RTRN/MS03/IBAN/NL91ABNA0417164300/NAME/Iemand anders/EREF/X"
    described = f"/TRTP/SEPA OVERBOEKING/IBAN/NL65CITC0001122339/NAME/J. Pietersen/REMI/{typed}/EREF/E-77"
    one = line(tmp_path, ":61:2611201120C10,N526NONREF", folded(described))
    assert (one.name, one.iban, one.return_code, one.end_to_end) == ("J. Pietersen", "NL65CITC0001122339", None, "E-77")
    assert one.text == typed


# Files


def test_several_accounts_and_envelopes_in_one_file(tmp_path: Path) -> None:
    ing = "0000 01INGBNL2AXXXX00001\r\n0000 01INGBNL2AXXXX00001\r\n940 00\r\n" + message(
        ":61:261120C1,00NTRFNONREF", ":86:een"
    ).replace("\r\n-\r\n", "\r\n:86:D000000C000001D0,00C1,00\r\n-XXX\r\n")
    swift = "{1:F01KNABNL2HAXXX0000000000}{2:I940KNABNL2HXXXXN3020}{4:\r\n" + message(account="0123456789").replace(
        "\r\n-\r\n", "\r\n-}\r\n"
    )
    abn = "ABNANL2A\r\n940\r\nABNANL2A\r\n" + message(":61:261120C2,00NTRFNONREF", ":86:twee")
    rabobank = ":940:\r\n" + message(":61:261120C3,00NTRFNONREF", ":86:drie").replace("\r\n-\r\n", "\r\n\x1a")
    found = told(tmp_path, ing + swift + abn + rabobank)
    assert [one.account for one in found if isinstance(one, Opened)] == [
        "NL20INGB0001234567",
        "0123456789",
        "NL20INGB0001234567",
        "NL20INGB0001234567",
    ]
    assert [one.text for one in lines(found)] == ["een", "twee", "drie"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_the_ends_of_lines(tmp_path: Path, end: str) -> None:
    content = message(":61:261120C1,00NTRFNONREF", ":86:een", "twee").replace("\r\n", end)
    assert lines(told(tmp_path, content))[0].text == "een twee"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    assert lines(told(tmp_path, message(":61:261120C1,00NTRFNONREF", ":86:één €"), encoding))[0].text == "één €"


def test_an_overdrawn_account(tmp_path: Path) -> None:
    opened = told(tmp_path, message(opening="D261119EUR5,00"))[0]
    assert isinstance(opened, Opened)
    assert opened.opening == -500


@pytest.mark.parametrize("number", ["28C:0", "28:00000/00", "28C:123456789/12"])
def test_any_number_of_a_statement(tmp_path: Path, number: str) -> None:
    opened = told(tmp_path, message(number=number))[0]
    assert isinstance(opened, Opened)
    assert opened.number == ("123456789/12" if "9" in number else "STMT1")


@pytest.mark.parametrize(
    ("content", "code", "at"),
    [
        (message().replace(":62F:C261120EUR110,00", ":64:C261120EUR110,00"), "bank_file.no_closing", 1),
        (message(":61:261120C1,00NTRFNONREF")[:-30], "bank_file.no_closing", 1),
        (message().replace(":60F:", ":61:261120C1,00NTRFNONREF\r\n:60F:"), "bank_file.no_opening", 4),
        (message().replace(":60F:C261119EUR100,00\r\n", ""), "bank_file.no_opening", 4),
        (message(account=""), "bank_file.no_account", 4),
        (message(opening="C261319EUR100,00"), "bank_file.balance", 4),
        (message(opening="C261119EUR"), "bank_file.balance", 4),
        (message(opening="C261119EUR1,005"), "bank_file.fraction", 4),
        (message().replace(":62F:C261120EUR", ":62F:C261120USD"), "bank_file.currency", 5),
        (message(account="0123456789USD"), "bank_file.currency", 4),
        (message(":61:261120C1,00NTRFNONREF", ":86:" + "x" * 20_000), "bank_file.line_too_long", 6),
        (message(":61:261120C1,00NTRFNONREF", ":86:" + "x\r\n" * 600), "bank_file.field_too_long", 6),
        (":20:STMT1\r\n", "bank_file.no_statement", None),
        (":20:X\r\n:25:1\r\n:34F:EUR0,\r\n:61:261120C1,00NTRFNONREF\r\n", "bank_file.message", None),
    ],
)
def test_statements_that_are_refused(tmp_path: Path, content: str, code: str, at: int | None) -> None:
    error = refused(tmp_path, content)
    assert error.code == code
    assert str(error.parameters["place"]).endswith(f"afschrift.sta:{at}" if at else "afschrift.sta")
