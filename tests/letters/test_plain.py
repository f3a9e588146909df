"""A whole letter as lines: everything that stands on paper, within the width."""

import re
from dataclasses import replace

import pytest

from casebook.domain.letters.facts import Addressee, LetterText, Sender, StatedClaim, Writer
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.money import Cents
from casebook.letters.engine import templates
from casebook.letters.frame import frame
from casebook.letters.plain import lines
from casebook.letters.written import written
from tests.letters.made import claim, facts

BODY = """Geachte heer, mevrouw,

Wij vragen u om **nu** te betalen.

::specification

- een
- twee regels die samen langer zijn dan de breedte van het scherm toelaat

::payment

Jansen\\
Bouwmaat
"""


def text(**changed: object) -> LetterText:
    said = facts(
        LetterKind.REMINDER,
        sender=Sender("Bouwmaat B.V.", ("Havenweg 1",), kvk="12345678", iban="NL91ABNA0417164300"),
        writer=Writer("M. Jansen", "010-1234567"),
        addressee=Addressee("De Molen", "legal", ("De Molen", "Molenpad 1", "1234 AB  Zaandam")),
        case_number="2026-0101",
        reference="RF18539007547034",
        claims=(claim(1, full=True, name="F-1"), claim(2, full=True, name="F-2")),
        pay_link="https://example.org/pay?reference=RF18539007547034&amount=1104.71",
    )
    made = LetterText(said, "Herinnering", BODY, said.total, specified=True, template="0")
    return replace(made, **changed)  # type: ignore[arg-type]  # any field of the text


def test_a_letter_on_eighty_cells() -> None:
    assert "\n".join(lines(text(), 84)).replace("\N{NO-BREAK SPACE}", " ") == LETTER


def test_a_letter_that_is_not_about_money_has_no_payment_reference() -> None:
    about_nothing = text(asks=Cents(0), specified=False, body="Wij hebben uw klacht ontvangen.")
    assert "Betalingskenmerk" not in "\n".join(lines(about_nothing, 84))
    told = replace(about_nothing, body="Vermeld betalingskenmerk RF18539007547034.")
    assert "Betalingskenmerk  RF18539007547034" in lines(told, 84)


@pytest.mark.parametrize("width", [1, 30, 40, 60, 80, 120])
def test_nothing_is_wider_than_the_page_but_what_must_stay_whole(width: int) -> None:
    too_wide = [line for line in lines(text(), width) if len(line) > max(width, 40)]
    assert all("https://" in line for line in too_wide)


def test_a_narrow_page_has_every_amount_too() -> None:
    shown = "\n".join(lines(text(), 40))
    table = frame(text()).specification
    assert table is not None
    assert all(cell in shown for row in (*table.rows, table.total) for cell in row)


def test_the_table_adds_up_and_leaves_out_what_nobody_is_asked_for() -> None:
    bare: StatedClaim = claim(1, full=False, name="F-1")
    table = frame(text(facts=facts(claims=(bare,)))).specification
    assert table is not None
    assert table.head == ("Factuur", "Datum", "Vervaldatum", "Open")
    assert table.rows == (("F-1", "", "", "€\N{NO-BREAK SPACE}500,01"),)
    assert table.total == ("Totaal", "", "", "€\N{NO-BREAK SPACE}500,01")


def test_what_asks_for_nothing_has_no_payment_block() -> None:
    assert frame(text(asks=Cents(0))).payment == ()
    assert "Te betalen" not in "\n".join(lines(text(asks=Cents(0)), 80))


def test_a_letter_to_nobody_in_particular_still_names_the_addressee() -> None:
    assert frame(text(facts=facts(addressee=Addressee("De Molen", "legal")))).address == ("De Molen",)


def test_no_control_code_reaches_a_terminal() -> None:
    shown = lines(written(facts(LetterKind.REMINDER, name="\x1b[31m\x07a\r\nb\x9b2J"), templates()), 80)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", "".join(shown))
    assert any("a b" in line for line in shown)


def test_the_subject_of_a_written_letter_stands_above_it() -> None:
    made = written(facts(LetterKind.REMINDER), templates())
    shown = lines(made, 80)
    assert shown.index(made.subject) < shown.index(next(line for line in shown if line.startswith("Geachte")))


LETTER = """\
Bouwmaat B.V.
Havenweg 1
KvK 12345678
IBAN NL91 ABNA 0417 1643 00

De Molen
Molenpad 1
1234 AB Zaandam

Datum             21 november 2026
Ons kenmerk       2026-0101
Betalingskenmerk  RF18539007547034
Behandeld door    M. Jansen
Telefoon          010-1234567

Herinnering

Geachte heer, mevrouw,

Wij vragen u om nu te betalen.

Factuur  Datum       Vervaldatum    Hoofdsom    Rente   Kosten        Open
--------------------------------------------------------------------------
F-1      01-08-2026  21-08-2026     € 500,01  € 12,34  € 40,00    € 552,35
F-2      02-08-2026  22-08-2026     € 500,02  € 12,34  € 40,00    € 552,36
--------------------------------------------------------------------------
Totaal                            € 1.000,03  € 24,68  € 80,00  € 1.104,71

- een
- twee regels die samen langer zijn dan de breedte van het scherm toelaat

Te betalen        € 1.104,71
IBAN              NL91 ABNA 0417 1643 00
Ten name van      Bouwmaat B.V.
Betalingskenmerk  RF18539007547034
Online betalen    https://example.org/pay?reference=RF18539007547034&amount=1104.71

Jansen
Bouwmaat"""
