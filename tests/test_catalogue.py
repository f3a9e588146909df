"""What is looked up in a compiled catalogue is what gettext finds in it."""

import gettext
import struct
from pathlib import Path

import pytest

from casebook.catalogue import Catalogue
from casebook.words import CATALOGUES, DOMAIN, LANGUAGES


def compiled(language: str) -> Path:
    return CATALOGUES / language / "LC_MESSAGES" / f"{DOMAIN}.mo"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_found_as_gettext_finds_it(language: str) -> None:
    with compiled(language).open("rb") as file:
        known = gettext.GNUTranslations(file)
    found = Catalogue(compiled(language))
    entries: dict[str | tuple[str, int], str] = vars(known)["_catalog"]
    codes = {key if isinstance(key, str) else key[0] for key in entries} - {""}
    assert len(codes) > 10_000
    for code in codes:
        assert found.find(code) == known.gettext(code)
        for count in (0, 1, 2, 11):
            said = known.ngettext(code, code, count)
            assert found.find(code, count) == (known.gettext(code) if said == code else said)


def test_what_is_not_there_is_not_found() -> None:
    found = Catalogue(compiled("nl"))
    assert [found.find(code) for code in ("", "aaa", "app.help\0app.help", "zzz", "é")] == [None] * 5


def test_a_catalogue_made_on_a_machine_of_the_other_order_is_read(tmp_path: Path) -> None:
    texts = [(b"", b"Plural-Forms: nplurals=2; plural=(n != 1);\n"), (b"a.b", "één".encode()), (b"c.d\0c.d", b"x\0y")]
    file = tmp_path / "other.mo"
    for order in "<>":
        at, tables, body = 28 + 16 * len(texts), [b"", b""], b""
        for entry in texts:
            for table, text in enumerate(entry):
                tables[table] += struct.pack(f"{order}2I", len(text), at + len(body))
                body += text + b"\0"
        head = struct.pack(f"{order}7I", 0x950412DE, 0, len(texts), 28, 28 + 8 * len(texts), 0, 0)
        file.write_bytes(head + tables[0] + tables[1] + body)
        found = Catalogue(file)
        assert [found.find("a.b"), found.find("c.d", 1), found.find("c.d", 3)] == ["één", "x", "y"]
