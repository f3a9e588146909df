"""The PDF of letters: everything the frame and the words say is on the page as text, and reads aloud."""

import ctypes
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import accumulate
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it has no types
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdfium2 import raw

from casebook.domain.letters.facts import Addressee, LetterText, Sender, StatedClaim, Writer
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.matching.references import creditor_reference
from casebook.domain.money import Cents
from casebook.letters.blocks import Items, Paragraph, blocks
from casebook.letters.frame import frame
from casebook.letters.joining import pages_of
from casebook.letters.marking import escaped
from casebook.letters.typeset import not_printable, pdf, together
from casebook.text import clean
from tests.letters.made import HOSTILE, claim, facts

BODY = """Geachte heer, mevrouw,

Wij vragen u om **nu** te betalen.

::specification

- een
- twee

::payment

Met vriendelijke groet,

M. Jansen\\
Bouwmaat & Zonen B.V.
"""
LINK = "https://betaal.example.org/RF4720260101?bedrag=1104.71"
A4 = (pytest.approx(595.3, abs=0.1), pytest.approx(841.9, abs=0.1))


def letter(language: str = "nl", count: int = 2, body: str = BODY, **changed: object) -> LetterText:
    said = facts(
        LetterKind.REMINDER,
        language,
        sender=Sender(
            *("Bouwmaat & Zonen B.V.", ("Havenweg 1", "3011 AA Rotterdam"), "12345678", "NL001234567B01"),
            *("010-1234567", "debiteuren@bouwmaat.example", "www.bouwmaat.example", "NL91ABNA0417164300"),
        ),
        writer=Writer("Mieke Jansen", "010-7654321", "m.jansen@bouwmaat.example"),
        addressee=Addressee("J. Pietersen", "natural", ("De heer J. Pietersen", "Dorpsstraat 1", "1234 AB  Ons Dorp")),
        case_number="2026-0101",
        reference=creditor_reference("2026-0101"),
        claims=tuple(stated(number) for number in range(1, count + 1)),
        pay_link=LINK,
    )
    made = LetterText(said, "Openstaande facturen", body, said.total, specified=True, template="0")
    return replace(made, **changed)  # type: ignore[arg-type]  # any field of the text


def stated(number: int) -> StatedClaim:
    return replace(
        claim(1, full=True, name=f"F-{number:04}"), claim_id=number, principal=Cents(100_000 + 12_345 * number)
    )


def pages(file: bytes) -> list[str]:
    """Return the text of each page without blanks, which a page has none of, and without signs that show nothing."""
    document = pypdfium2.PdfDocument(file)
    try:
        return [squeezed(page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def squeezed(text: str) -> str:
    # A hyphen at the end of a line comes back as a sign of its own.
    return re.sub(r"[\s\u200b-\u200f]", "", text.replace("\x02", "-").replace("\ufffe", "-"))


def all_said(text: LetterText) -> Iterator[str]:
    """Yield everything that the letter says."""
    around = frame(text)
    yield from (around.sender, *around.letterhead, *around.identity, *around.address, around.subject)
    for labelled in (*around.references, *around.payment):
        yield from labelled
    if around.specification:
        for row in (around.specification.head, *around.specification.rows, around.specification.total):
            yield from row
    for block in blocks(text.body):
        match block:
            case Paragraph(runs):
                yield "".join(run.text for run in runs)
            case Items(items):
                yield from ("".join(run.text for run in item) for item in items)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_says_all_the_letter_says(language: str) -> None:
    text = letter(language)
    (page,) = pages(pdf([text]))
    assert [said for said in all_said(text) if squeezed(said) not in page] == []
    assert "1/1" in page


def test_a_long_table_goes_on_over_the_pages_with_its_head_and_one_total() -> None:
    text = letter(count=60)
    table = frame(text).specification
    assert table is not None
    said = pages(pdf([text]))
    head, total = squeezed("".join(table.head)), squeezed("".join(table.total))
    assert [page.count(head) for page in said] == [1, 1]
    assert [page.count(total) for page in said] == [0, 1]
    assert [row for row in table.rows if squeezed("".join(row)) not in "".join(said)] == []
    assert [re.findall(r"\d/\d", page)[-1] for page in said] == ["1/2", "2/2"]
    # What goes on says whose it is; the window is on the first page alone.
    assert said[1].startswith("Bouwmaat&ZonenB.V.·2026-0101·21november2026")
    assert [page.count("Dorpsstraat1") for page in said] == [1, 0]


def test_a_total_never_stands_on_a_page_without_a_claim() -> None:
    with_total = [
        next(page for page in pages(pdf([letter(count=count)])) if "Totaal€" in page) for count in range(28, 38)
    ]
    assert all(re.search(r"F-\d{4}", page) for page in with_total)


def test_each_letter_of_a_file_begins_a_page_and_counts_its_own() -> None:
    said = pages(pdf([letter(), letter(count=40), letter("en")]))
    assert [re.findall(r"\d/\d", page)[-1] for page in said] == ["1/1", "1/2", "2/2", "1/1"]


def test_a_file_for_the_printer_has_every_letter_in_order() -> None:
    texts = [letter(subject=f"Brief {number:03}") for number in range(43)]
    said = pages(pdf(texts))
    assert [re.findall(r"Brief(\d{3})", page)[0] for page in said] == [f"{number:03}" for number in range(43)]


def test_the_same_letter_gives_the_same_file() -> None:
    assert pdf([letter()]) == pdf([letter()])


def test_several_at_once_do_not_get_in_each_others_way() -> None:
    texts = [letter(subject=f"Brief {number}") for number in range(8)]
    with ThreadPoolExecutor(4) as threads:
        files = list(threads.map(lambda text: pdf([text]), texts))
    assert files == [pdf([text]) for text in texts]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_is_read_aloud_in_its_language_with_a_title_and_words_for_each_picture(language: str) -> None:
    document = pypdfium2.PdfDocument(pdf([letter(language, subject="*Onderwerp* #x")]))
    assert document[0].get_size() == A4
    assert raw.FPDFCatalog_IsTagged(document)
    assert document.get_metadata_value("Title") == "*Onderwerp* #x"
    assert document.get_metadata_value("Author") == "Bouwmaat & Zonen B.V."
    kinds = list(structure(document, 0))
    assert [kind for kind, _ in kinds if kind in {"H1", "Table"}] == ["H1", "Table"]
    assert sum(kind == "TH" for kind, _ in kinds) == 7
    assert sum(kind == "LI" for kind, _ in kinds) == 2
    figures = [alt for kind, alt in kinds if kind == "Figure"]
    assert len(figures) == 2
    assert "Bouwmaat & Zonen B.V." in figures[0]
    assert LINK in figures[1]
    assert catalogue_language(document) == language
    document.close()


def test_the_link_can_be_followed_and_another_address_cannot() -> None:
    assert LINK.encode() in links(pdf([letter()]))
    text = letter()
    for address in ("javascript:alert(1)", "file:///etc/passwd", "https://", "http://a b", "bank.example/x"):
        file = pdf([replace(text, facts=replace(text.facts, pay_link=address))])
        assert links(file) == []
        assert squeezed(address) in pages(file)[0]


def test_who_asks_for_nothing_shows_no_code() -> None:
    document = pypdfium2.PdfDocument(pdf([letter(asks=Cents(0))]))
    assert [kind for kind, _ in structure(document, 0) if kind == "Figure"] == []
    document.close()


@pytest.mark.parametrize("name", ["Ελένη Παπαδοπούλου", "Łukasz Żółć", "Наталья", "Đặng", "Şahin İpek", "محمد", "כהן"])
def test_names_of_many_scripts_are_printed(name: str) -> None:
    text = letter()
    text = replace(text, facts=replace(text.facts, addressee=Addressee(name, "natural", (name,))))
    assert not_printable(text) == ()
    page = pages(pdf([text]))[0]
    # What is written from right to left comes back in the order in which it stands, and in forms of its own.
    assert all(one in unicodedata.normalize("NFKC", page) for one in squeezed(name))


def test_what_no_font_has_is_told_and_shows_as_missing() -> None:
    name = "李小龙 \N{GRINNING FACE} Jansen"
    text = letter(body="x\N{RIGHT-TO-LEFT OVERRIDE}李")
    text = replace(text, facts=replace(text.facts, addressee=Addressee(name, "natural", (name,))))
    assert not_printable(text) == ("李", "小", "龙", "\N{GRINNING FACE}")
    assert "\ufffd\ufffd\ufffd\ufffdJansen" in pages(pdf([text]))[0]


def test_the_letters_of_europe_are_printed_in_both_weights() -> None:
    letters = ((0x20, 0x7F), (0xA1, 0xAD), (0xAE, 0x180), (0x218, 0x21C), (0x386, 0x3CF), (0x400, 0x460))
    marks = ((0x2013, 0x2015), (0x2018, 0x201B), (0x201C, 0x201F), (0x2020, 0x2023), (0x2039, 0x203B), (0x20AC, 0x20AD))
    ranges = (*letters, *marks)
    signs = "".join(chr(code) for first, end in ranges for code in range(first, end) if unicodedata.name(chr(code), ""))
    words = [signs[at : at + 40] for at in range(0, len(signs), 40)]
    text = letter(body="".join(f"{escaped(word)}\n\n**x{escaped(word)}x**\n\n" for word in words))
    assert not_printable(text) == ()
    assert "\ufffd" not in "".join(pages(pdf([text])))


def test_hostile_names_are_text_wherever_they_stand() -> None:
    rng = random.Random(7)
    names = [clean(name) for name in HOSTILE if squeezed(clean(name))]
    for at in range(0, len(names), 20):
        some = names[at : at + 20]
        said = pages(pdf([hostile(name, rng) for name in some]))
        firsts = [page for page in said if "1/" in page]
        assert len(firsts) == len(some)
        missing = [(name, page) for name, page in zip(some, firsts, strict=True) if squeezed(name) not in page]
        assert missing == []


def hostile(name: str, rng: random.Random) -> LetterText:
    """Return a letter in which a name stands wherever text from outside does."""
    said = facts(LetterKind.REMINDER, rng.choice(["nl", "en"]), name=name, pay_link=name)
    body = f"{escaped(' '.join(name.split()))}\n\n::specification\n\n::payment\n\n- {escaped(' '.join(name.split()))}\n"
    return LetterText(said, name, body, said.total, specified=True, template="0")


NAMES = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from('#$*_[]{}<>@`\\"/~=-+:;\n\u202e\u200d')),
    min_size=1,
    max_size=60,
)


@settings(max_examples=25)
@given(NAMES, st.integers(1, 30))
def test_any_name_makes_a_file(name: str, times: int) -> None:
    said = pages(pdf([hostile(clean(name) * times or "x", random.Random(0))]))
    assert "1/" in said[0]


@pytest.mark.parametrize("name", ["W" * 400, "a@" + "b" * 200 + ".nl", "Rechtsbijstandsverzekeringsmaatschappij" * 5])
def test_nothing_runs_off_the_page(name: str) -> None:
    document = pypdfium2.PdfDocument(pdf([hostile(name, random.Random(0))]))
    width = document[0].get_size()[0]
    margin = 20 / 25.4 * 72 - 1
    for page in document:
        text = page.get_textpage()
        boxes = [text.get_charbox(at) for at in range(text.count_chars())]
        assert all(margin <= box[0] and box[2] <= width - margin for box in boxes if box[2] > box[0])
    document.close()


def test_a_file_of_no_letters_is_a_fault() -> None:
    with pytest.raises(ValueError, match="no letters"):
        pdf([])


def links(file: bytes) -> list[bytes]:
    document = pypdfium2.PdfDocument(file)
    found = []
    for page in document:
        at, link = ctypes.c_int(0), raw.FPDF_LINK()
        while raw.FPDFLink_Enumerate(page, at, link):
            action = raw.FPDFLink_GetAction(link)
            size = raw.FPDFAction_GetURIPath(document, action, None, 0)
            buffer = ctypes.create_string_buffer(size)
            raw.FPDFAction_GetURIPath(document, action, buffer, size)
            found.append(buffer.value)
    document.close()
    return found


def utf16(read: Callable[[object, int], int]) -> str:
    """Return what a function of the library writes into a buffer that it first tells the size of."""
    buffer = ctypes.create_string_buffer(read(None, 0))
    read(buffer, len(buffer))
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def short(buffer: Any) -> object:
    return ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)) if buffer else None


def catalogue_language(document: pypdfium2.PdfDocument) -> str:
    return utf16(lambda buffer, size: raw.FPDFCatalog_GetLanguage(document, short(buffer), size))


def structure(document: pypdfium2.PdfDocument, page: int) -> Iterator[tuple[str, str]]:
    """Yield the kind of each element of a page with the words that stand for it."""
    tree = raw.FPDF_StructTree_GetForPage(document[page])
    for at in range(raw.FPDF_StructTree_CountChildren(tree)):
        yield from elements(raw.FPDF_StructTree_GetChildAtIndex(tree, at))
    raw.FPDF_StructTree_Close(tree)


def elements(element: raw.FPDF_STRUCTELEMENT) -> Iterator[tuple[str, str]]:
    yield (
        utf16(lambda buffer, size: raw.FPDF_StructElement_GetType(element, buffer, size)),
        utf16(lambda buffer, size: raw.FPDF_StructElement_GetAltText(element, buffer, size)),
    )
    for at in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, at)
        if child:
            yield from elements(child)


def test_where_each_letter_is_among_many_and_its_pages_alone() -> None:
    # More than are typeset at once, some of several pages.
    some = [letter(count=40 if number % 7 == 0 else 2) for number in range(23)]
    letters = [replace(one, facts=replace(one.facts, case_number=f"2026-{at:04}")) for at, one in enumerate(some)]
    found = together(letters)
    assert found.content == pdf(letters)
    assert [one.first for one in found.pages] == [0, *accumulate(one.number for one in found.pages)][:-1]
    for number, at in enumerate(found.pages):
        alone = pages_of(found.content, at)
        assert pages_of(found.content, at) == alone
        said = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(alone)]
        assert len(said) == at.number
        assert all(f"2026-{number:04}" in one for one in said)
