"""Which files are taken for files of a bank, and the zips that they come in."""

import io
import zipfile
from pathlib import Path

import pytest

from casebook.domain.bank import BankLine, Opened
from casebook.errors import InputError
from casebook.exchange.bank import files, told
from casebook.words import LANGUAGES, say
from tests.exchange.bank.camt_writer import document, entry, leaf, read, statement

FILE = document(statement(entry()))


def packed(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def refused(folder: Path, content: bytes, name: str = "bank.zip") -> InputError:
    with pytest.raises(InputError) as caught:
        read(folder, content, name)
    for language in LANGUAGES:
        assert say(caught.value.code, caught.value.parameters, language)
    return caught.value


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "bank_file.empty"),
        (b" \r\n\t\n", "bank_file.empty"),
        (b"\xef\xbb\xbf", "bank_file.empty"),
        (b"\x00" * 4096, "bank_file.empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "bank_file.unknown"),
        (b"%PDF-1.7\n%\xe2\xe3", "bank_file.unknown"),
        (b'"Datum","Naam","Bedrag"\n"20261120","Bakkerij","10,00"\n', "bank_file.unknown"),
        (b"\x00\x01\x02:20:", "bank_file.unknown"),
    ],
)
def test_what_is_no_file_of_a_bank(tmp_path: Path, content: bytes, code: str) -> None:
    assert refused(tmp_path, content, "download").code == code


def test_a_path_that_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        list(told(tmp_path / "weg.xml"))
    assert caught.value.code == "import.no_file"
    with pytest.raises(InputError) as caught:
        list(told(tmp_path))
    assert caught.value.code == "import.no_regular_file"


def test_a_zip_is_read_in_the_order_of_its_names_with_the_zips_in_it(tmp_path: Path) -> None:
    def of(number: str) -> bytes:
        return document(statement(entry(), head=f"<Id>{number}</Id>"))

    inner = packed({"x.xml": of("2")})
    parts = {"c/c.xml": of("3"), "a.xml": of("1"), "b.zip": inner, "__MACOSX/._a.xml": b"\x00", "c/.DS_Store": b"\x00"}
    found = read(tmp_path, packed(parts), "bank.zip")
    assert [one.number for one in found if isinstance(one, Opened)] == ["1", "2", "3"]
    places = [one.place for one in found if isinstance(one, BankLine)]
    assert [place.removeprefix(str(tmp_path)).partition(":")[0] for place in places] == [
        "/bank.zip/a.xml",
        "/bank.zip/b.zip/x.xml",
        "/bank.zip/c/c.xml",
    ]


def test_a_file_in_a_zip_that_is_of_no_bank_is_named(tmp_path: Path) -> None:
    error = refused(tmp_path, packed({"a.xml": FILE, "leesmij.txt": b"Hallo"}))
    assert error.code == "bank_file.unknown"
    assert str(error.parameters["place"]).endswith("bank.zip/leesmij.txt")


@pytest.mark.parametrize("name", ["../a.xml", "/etc/a.xml", "a/../../b.xml", "..\\a.xml", "C:\\a.xml"])
def test_a_name_that_points_outside_the_zip(tmp_path: Path, name: str) -> None:
    assert refused(tmp_path, packed({name: FILE})).code == "bank_file.zip_path"


def test_an_empty_zip(tmp_path: Path) -> None:
    assert refused(tmp_path, packed({})).code == "bank_file.zip_empty"


def test_a_zip_that_is_not_whole(tmp_path: Path) -> None:
    whole = packed({"a.xml": FILE})
    assert refused(tmp_path, whole[: len(whole) // 2]).code == "bank_file.zip_damaged"
    at = whole.index(b"a.xml") + 20
    assert refused(tmp_path, whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]).code == "bank_file.zip_damaged"


def test_a_zip_behind_a_password(tmp_path: Path) -> None:
    whole = bytearray(packed({"a.xml": FILE}))
    whole[whole.index(b"PK\x01\x02") + 8] |= 1
    assert refused(tmp_path, bytes(whole)).code == "bank_file.zip_locked"


def test_zips_too_deep_in_each_other(tmp_path: Path) -> None:
    content = FILE
    for _ in range(files.DEEPEST + 1):
        content = packed({"a": content})
    assert refused(tmp_path, content).code == "bank_file.zip_too_deep"


def test_a_zip_with_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_FILES", 2)
    inner = packed({"x.xml": FILE})
    assert refused(tmp_path, packed({"a.xml": FILE, "b.zip": inner})).code == "bank_file.zip_too_large"


def test_a_zip_that_is_too_large_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_UNPACKED", 1024**2)
    assert refused(tmp_path, packed({"a.xml": b"0" * 1024**2 + b"0"})).code == "bank_file.zip_too_large"


def test_a_refusal_names_the_file_in_full(tmp_path: Path) -> None:
    folder = tmp_path / ("map" * 40)
    folder.mkdir()
    error = refused(folder, document(statement(entry("1.234", after=leaf("AddtlNtryInf", "x")))), "november.xml")
    said = say(error.code, error.parameters, "nl")
    assert f"{folder / 'november.xml'}: Stmt[1]/Ntry[1]" in said
