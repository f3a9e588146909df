"""The file of a batch of direct debits: sums, sequence, letters that banks pass on, and the same bytes each time."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from casebook.domain.direct_debit import DebitFile, DebitLine
from casebook.domain.money import Cents
from casebook.exchange.direct_debit_file import FORMS, needs_bic, pain

LINE = DebitLine(
    "2026-0001-R1-1-1",
    Cents(25_000),
    date(2026, 11, 30),
    False,
    "CB-1-1",
    date(2026, 8, 20),
    "Łukasz & Öztürk <b>",
    "NL20INGB0001234567",
    "2026-0001 R1 T1",
)
BATCH = DebitFile(
    "CB20261121-1",
    date(2026, 11, 21),
    "Groothandel Zuid B.V.",
    "NL69ZZZ123456780000",
    "NL02ABNA0123456789",
    "ABNANL2A",
    (
        LINE,
        LINE._replace(end_to_end="2026-0002-R2-1-1", cents=Cents(5)),
        LINE._replace(end_to_end="2026-0003-R3-1-1", one_off=True),
        LINE._replace(end_to_end="2026-0004-R4-1-1", collect_on=date(2026, 12, 1)),
    ),
)


def texts(content: bytes, name: str) -> list[str]:
    root = ET.fromstring(content.decode())
    return [one.text or "" for one in root.iter() if one.tag.rpartition("}")[2] == name]


@pytest.mark.parametrize("form", FORMS)
def test_the_sums_of_a_file_are_those_of_its_collections(form: str) -> None:
    content = pain(BATCH, form)
    assert form.encode() in content
    assert texts(content, "CtrlSum") == ["750.05", "250.05", "250.00", "250.00"]
    assert texts(content, "NbOfTxs") == ["4", "2", "1", "1"]
    assert texts(content, "SeqTp") == ["RCUR", "OOFF", "RCUR"]
    assert texts(content, "PmtInfId") == ["CB20261121-1-1130R", "CB20261121-1-1130O", "CB20261121-1-1201R"]
    assert texts(content, "ReqdColltnDt") == ["2026-11-30", "2026-11-30", "2026-12-01"]
    assert set(texts(content, "DtOfSgntr")) == {"2026-08-20"}


def test_the_same_batch_is_the_same_file() -> None:
    assert pain(BATCH) == pain(BATCH)


def test_names_have_letters_that_every_bank_passes_on() -> None:
    assert texts(pain(BATCH), "Nm")[2] == "Lukasz Ozturk b"


def test_only_the_old_form_names_the_bank() -> None:
    assert [form for form in FORMS if needs_bic(form)] == ["pain.008.001.02"]
    assert texts(pain(BATCH._replace(bic="")), "CdtrAgt") != []
