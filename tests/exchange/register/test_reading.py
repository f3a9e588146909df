"""Files of the register: what they say is read whole, what may not be read is refused with its place."""

import os
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from casebook.domain.insolvency.facts import Kind
from casebook.domain.insolvency.register import Acting, Publication, Registered
from casebook.errors import InputError
from casebook.exchange.register.reading import Fault, each, survey
from tests.exchange.register.writer import NAMESPACE, answer, envelope, insolvente

START = ("1300", "2026-10-06", "Uitspraak faillissement op 5 oktober 2026", "2027-01-04")
END = ("1316", "2026-11-10", "Opheffing faillissement wegens gebrek aan baten op 9 november 2026")
WHOLE = insolvente(
    "F.13/26/123", START, END,
    first="Piet", name="de Vries & Zn", birth="1980-02-29", trades=[("De Vries Bouw", "12345")], judge="mr. R. Recht",
    former="S.13/26/9", old="F.26/123", acting=[("C", "C. Urator", "2026-10-05", "")], visible="2027-05-09",
)  # fmt: skip
Written = Callable[[bytes], Path]


class Whole(NamedTuple):
    """What a file holds, all of it at once."""

    found: list[Registered]
    faults: list[Fault]
    references: int
    nothing: int


def read(path: Path) -> Whole:
    known, some = survey(path), list(each(path))
    assert len(some) == known.proceedings
    found = [one for one in some if isinstance(one, Registered)]
    faults = [one for one in some if isinstance(one, Fault)]
    return Whole(found, faults, known.references, known.nothing)


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(content: bytes) -> Path:
        path = tmp_path / "cir.xml"
        path.write_bytes(content)
        return path

    return write


def test_what_the_schema_has_is_read_and_no_address_of_the_debtor(written: Written) -> None:
    (found,) = read(written(answer(WHOLE))).found
    assert (found.number, found.kind, found.former, found.others) == (
        "F.13/26/123", Kind.BANKRUPTCY, "S.13/26/9", ("F.26/123",)
    )  # fmt: skip
    assert (found.name, found.natural, found.birth_on) == ("Piet de Vries & Zn", True, date(1980, 2, 29))
    assert (found.trades, found.kvks, found.judges) == (("De Vries Bouw",), ("12345",), ("mr. R. Recht",))
    place = ("Singel", "1", "1012AB", "Amsterdam")
    assert found.acting == (Acting(True, "mr. C. Urator", date(2026, 10, 5), None, *place),)
    assert found.publications[0] == Publication(
        "13.ams.26.123.F.1300.1.26", "1300", date(2026, 10, 6), START[2], date(2027, 1, 4)
    )
    assert found.visible_until == date(2027, 5, 9)
    assert "Gracht" not in repr(found)


@pytest.mark.skipif("CASEBOOK_TEST_DATA" not in os.environ, reason="needs the schema: set CASEBOOK_TEST_DATA")
def test_what_these_tests_write_is_what_the_schema_says() -> None:
    from lxml import etree

    schema = Path(os.environ["CASEBOOK_TEST_DATA"], "register", "RSpublicWS_InsolvencyContent03.xsd")
    etree.XMLSchema(etree.parse(str(schema))).assertValid(etree.fromstring(answer(WHOLE)))


def test_an_envelope_may_hold_several_and_a_list_of_references_is_counted(written: Written) -> None:
    several = read(written(envelope(WHOLE, insolvente("S.13/26/9", START, name="Ander"))))
    assert [one.number for one in several.found] == ["F.13/26/123", "S.13/26/9"]
    references = "<publicatieKenmerk>13.ams.26.1.F.1300.1.26</publicatieKenmerk>" * 3
    listed = f'<publicatieLijst xmlns="http://www.rechtspraak.nl/namespaces/cir01">{references}</publicatieLijst>'
    assert read(written(listed.encode())).references == 3
    nothing = read(written(answer('<exceptie errorcode="1">Geen resultaten gevonden</exceptie>')))
    assert (nothing.nothing, nothing.found) == (1, [])


@pytest.mark.parametrize("code", ["2", "3", "4", "5"])
def test_an_answer_that_something_went_wrong_says_what_to_do(written: Written, code: str) -> None:
    with pytest.raises(InputError, match=f"register_file.answer_{code}"):
        read(written(answer(f'<exceptie errorcode="{code}">fout</exceptie>')))


@pytest.mark.parametrize(
    ("was", "becomes", "field"),
    [
        ("F.13/26/123</ins", "|.13/26/123</ins", "insolventienummer"),
        ("F.13/26/123</ins", "F.13/26/12345</ins", "insolventienummer"),
        ("F.13/26/123</ins", "F.13/26/١٢</ins", "insolventienummer"),
        ("S.13/26/9</vorig", "|.13/26/9</vorig", "vorigInsolventienummer"),
        (".F.1300.1.26", ".|.1300.1.26", "publicatieKenmerk"),
        (">1300<", ">13OO<", "publicatieSoortCode"),
        (">1316<", "><", "publicatieSoortCode"),
        ("2026-10-06", "2026-02-30", "publicatieDatum"),
        ("2026-10-06", "", "publicatieDatum"),
        ("2027-01-04", "4-1-2027", "uiterstedatumindieningvorderingen"),
        ("natuurlijk persoon", "vof", "rechtspersoonlijkheid"),
        ("12345<", "1234<", "KvKNummer"),
        ("1980-02-29", "1981-02-29", "geboortedatum"),
        ("2027-05-09", "ooit", "eindeVindbaarheid"),
        (">false</geheimAdres", ">nee</geheimAdres", "geheimAdres"),
        ("<CB>C<", "<CB>X<", "CB"),
        ("1012AB", "0012AB", "postcode"),
    ],
)
def test_a_field_that_means_nothing_leaves_its_proceeding_with_the_place(
    written: Written, was: str, becomes: str, field: str
) -> None:
    wrong = answer(WHOLE).decode().replace(was, becomes, 1)
    right = insolvente("R.13/26/1", ("2301", "2026-10-06", "uitspraak"), name="Goed")
    both = wrong.replace("</inspubWebserviceInsolvente>", f"{right}</inspubWebserviceInsolvente>")
    found = read(written(both.encode()))
    assert [one.number for one in found.found] == ["R.13/26/1"]
    (fault,) = found.faults
    assert fault.parameters["field"] == field
    assert str(fault.parameters["file"]).endswith("cir.xml")


def test_two_publications_with_one_reference_that_differ_are_a_fault(written: Written) -> None:
    other = answer(WHOLE).decode().replace("F.1316.2.26", "F.1300.1.26")
    (fault,) = read(written(other.encode())).faults
    assert (fault.code, fault.parameters["field"]) == ("register_file.field_of", "publicatieKenmerk")


BOMB = '<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'
OUTSIDE = f'<!DOCTYPE a SYSTEM "file:///etc/passwd"><inspubWebserviceInsolvente xmlns="{NAMESPACE}"/>'
INCLUDE = answer('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>')


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"geen xml", "broken"),
        (answer(WHOLE)[:-20], "broken"),
        (b"<a>" * 5_000 + b"</a>" * 5_000, "broken"),
        (answer(WHOLE).replace(b"Piet", b"\xff\xfe"), "broken"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "broken"),
        (BOMB.encode(), "document_type"),
        (BOMB.encode("utf-16"), "document_type"),
        (OUTSIDE.encode(), "document_type"),
        (INCLUDE, "include"),
        (b"<html><body/></html>", "unknown"),
        (answer(WHOLE).replace(b"rechtspraak.nl", b"elders.nl"), "unknown"),
        (answer(""), "unknown"),
    ],
)
def test_what_is_no_file_of_the_register_is_refused(written: Written, content: bytes, code: str) -> None:
    with pytest.raises(InputError, match=rf"register_file\.{code}") as refused:
        read(written(content))
    assert str(refused.value.parameters["file"]).endswith("cir.xml")


@pytest.mark.parametrize(
    "inside",
    [
        # Never one of these is held in memory before it is refused.
        "<a>" + "x" * 9_000_000 + "</a>",
        "<a/>" * 60_000,
        "<a b='" + "x" * 2_000_000 + "'/>",
        "<!--" + "x" * 2_000_000 + "-->",
    ],
    ids=["text", "elements", "attribute", "comment"],
)
def test_one_proceeding_has_a_largest_size_and_a_file_has_none(written: Written, inside: str) -> None:
    many = answer(WHOLE + f"<insolvente>{inside}</insolvente>")
    with pytest.raises(InputError, match=r"register_file\.too_much"):
        survey(written(many))
    with pytest.raises(InputError, match=r"import\.no_file"):
        survey(Path("/nergens/cir.xml"))


def test_of_a_large_file_little_is_held(written: Written) -> None:
    """However many proceedings and however much there is beside them: no more than some pieces of the file."""
    path = written(answer(WHOLE * 4_000 + "<a>x</a>" * 50_000))
    tracemalloc.start()
    try:
        count = survey(path).proceedings
        assert sum(isinstance(one, Registered) for one in each(path)) == count == 4_000
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 2_000_000 < path.stat().st_size / 4


def test_control_codes_do_not_come_in(written: Written) -> None:
    sly = insolvente("F.13/26/1", ("1335", "2026-10-06", "Overig \u202e\u009b31m [/b]"), name="A\u200e\u009bB")
    (found,) = read(written(answer(sly))).found
    assert not set("\u202e\u009b") & set(found.name + found.publications[0].text)
