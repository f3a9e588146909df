"""Whatever comes in is read in the time there is for it, or says why not, and the next file is read all the same."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook.domain.post.nature import PostNature
from casebook.domain.post.unread import Unread
from casebook.errors import InputError
from casebook.exchange.post import PostFile, Reader
from casebook.exchange.post.extract import found_in
from casebook.exchange.post.shapes import MOST_CHARACTERS, MOST_PAGES, MOST_PARTS
from tests.exchange.post.pdfs import pdf, written
from tests.exchange.post.test_bounce import report

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OUTLOOK = OLE + "__properties_version1.0".encode("utf-16-le")
CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(seconds=2) as reader:
        yield reader


def mail(text: str = "Goedemiddag,\n\nzie bijlage.", **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"] = '"Bakkerij De Molen, t.a.v. J. Öztürk" <J.Ozturk@Voorbeeld.nl>'
    made["To"] = "incasso@ons.example"
    made["Subject"] = "Bezwaar tegen factuur 2026-017 · café"
    made["Message-ID"] = "<a.1@voorbeeld.nl>"
    made["Date"] = format_datetime(datetime(2026, 11, 18, 23, 50, tzinfo=UTC))
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def read(reader: Reader, content: bytes, name: str = "bericht.eml") -> PostFile:
    return reader.read_bytes(name, content)


def test_a_mail_with_what_is_attached(reader: Reader) -> None:
    made = mail(In_Reply_To="<b.2@ons.example>", References="<a.0@x> <b.2@ons.example>")
    made.add_attachment(
        pdf(["Hierbij betwist ik", "factuur 2026-017"]), "application", "pdf", filename="../../brief.pdf"
    )
    made.add_attachment(PNG, "image", "png", filename="foto\x1b]0;x\x07.png")
    found = read(reader, bytes(made))
    assert found.media_type == "message/rfc822"
    assert found.pages == ("Goedemiddag,\n\nzie bijlage.",)
    assert found.unread is None
    envelope = found.envelope
    assert envelope is not None
    assert envelope.from_name == "Bakkerij De Molen, t.a.v. J. Öztürk"
    assert envelope.from_mail == "J.Ozturk@Voorbeeld.nl"
    assert envelope.subject == "Bezwaar tegen factuur 2026-017 · café"
    assert envelope.message_id == "<a.1@voorbeeld.nl>"
    assert envelope.in_reply_to == "<b.2@ons.example>"
    assert envelope.quoted == ("<b.2@ons.example>", "<a.0@x>")
    assert envelope.sent_on == date(2026, 11, 18)
    letter, photo = found.parts
    assert (letter.name, letter.media_type, letter.unread) == ("brief.pdf", "application/pdf", None)
    assert [page.strip() for page in letter.pages] == ["Hierbij betwist ik", "factuur 2026-017"]
    assert (photo.name, photo.media_type, photo.unread) == ("foto.png", "image/png", Unread.NO_TEXT)


def test_plain_text_goes_before_html_and_html_is_only_what_it_shows(reader: Reader) -> None:
    both = mail("Ik betaal vrijdag.")
    both.add_alternative("<p>Ik betaal <b>vrijdag</b></p>", subtype="html")
    assert read(reader, bytes(both)).pages == ("Ik betaal vrijdag.",)
    html = mail()
    html.set_content(
        "<html><head><title>t</title><style>p{}</style></head><body><p>Ik &amp; mijn  vrouw<br>betalen &lt;niet&gt;</p>"
        "<script>alert(1)</script><img src='http://x.example/p.gif'><table><tr><td>A</td><td>1</td></tr></table></body>",
        subtype="html",
    )
    assert read(reader, bytes(html)).pages == ("Ik & mijn vrouw\nbetalen <niet>\n\nA  1",)


def test_what_came_back_names_the_mail_it_could_not_deliver(reader: Reader) -> None:
    bounce = EmailMessage()
    bounce["From"] = "MAILER-DAEMON@voorbeeld.nl"
    bounce["Subject"] = "Undelivered Mail Returned to Sender"
    bounce.set_content("This is the mail system.")
    bounce.add_attachment(mail(), filename="origineel.eml")
    found = read(reader, bytes(bounce))
    assert found.envelope is not None
    assert found.envelope.quoted == ("<a.1@voorbeeld.nl>",)
    (original,) = found.parts
    assert original.media_type == "message/rfc822"
    assert original.pages == ("Goedemiddag,\n\nzie bijlage.",)


@pytest.mark.parametrize(
    ("action", "status", "nature"),
    [("failed", "5.1.1", PostNature.BOUNCED), ("delayed", "4.4.1", PostNature.DELAYED)],
)
def test_what_a_server_sends_back_says_whether_the_mail_may_still_arrive(
    reader: Reader, action: str, status: str, nature: PostNature
) -> None:
    found = read(reader, report(action, status).encode())
    assert found.envelope is not None
    assert (found.envelope.nature, found.envelope.in_reply_to) == (nature, "<abc123@voorbeeld.nl>")


@pytest.mark.parametrize(
    ("header", "value", "nature"),
    [
        ("Auto-Submitted", "auto-replied", PostNature.AUTOMATIC),
        ("Auto-Submitted", "no", None),
        ("X-Autoreply", "yes", PostNature.AUTOMATIC),
        ("Precedence", "auto_reply", PostNature.AUTOMATIC),
        ("Subject", "Automatisch antwoord: Uw brief", PostNature.AUTOMATIC),
        ("Subject", "Re: Out of office?", None),
        ("Subject", "Out of Office: herinnering", PostNature.AUTOMATIC),
    ],
)
def test_what_no_person_wrote_says_so(reader: Reader, header: str, value: str, nature: PostNature | None) -> None:
    made = EmailMessage()
    made["From"] = "a@voorbeeld.nl"
    made["In-Reply-To"] = "<1@ons.example>"
    made[header] = value
    made.set_content("Ik ben er niet.")
    found = read(reader, bytes(made))
    assert found.envelope is not None
    assert (found.envelope.nature, found.envelope.in_reply_to) == (nature, "<1@ons.example>")


def test_text_is_cleaned_of_what_a_terminal_would_obey(reader: Reader) -> None:
    found = read(reader, "Regel 1\x1b[2J\r\n[/b] \u202eregel\x07 2\x9b31m".encode(), "brief.txt")
    assert found.pages == ("Regel 1\n[/b] regel 2",)


@pytest.mark.parametrize("content", ["café".encode(), "café".encode("cp1252"), "café".encode("utf-16")])
def test_text_in_the_encodings_there_are(reader: Reader, content: bytes) -> None:
    assert read(reader, content, "brief.txt").pages == ("café",)


def test_a_pdf_page_by_page_and_no_more_than_there_is_room_for(reader: Reader) -> None:
    found = read(reader, pdf([f"blad {number}" for number in range(MOST_PAGES + 5)]), "lang.pdf")
    assert found.unread is Unread.PART
    assert len(found.pages) == MOST_PAGES
    assert found.pages[6].strip() == "blad 6"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("scan.pdf", pdf(["", ""]), Unread.NO_TEXT),
        ("stuk.pdf", b"%PDF-1.7\nhier houdt het op", Unread.BROKEN),
        (
            "kringloop.pdf",
            written([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>"]),
            None,
        ),
        ("foto.jpg", b"\xff\xd8\xff" + bytes(20), Unread.NO_TEXT),
        ("archief.zip", b"PK\x03\x04" + bytes(200), Unread.KIND),
        (
            "bericht.msg",
            OUTLOOK,
            Unread.BROKEN,
        ),
        ("oud.doc", OLE + bytes(600), Unread.KIND),
        ("leeg.html", b"<html></html>", Unread.NO_TEXT),
        ("leeg.eml", b"\r\n", Unread.NO_TEXT),
    ],
)
def test_what_cannot_be_read_says_why(reader: Reader, name: str, content: bytes, why: Unread | None) -> None:
    found = read(reader, content, name)
    assert found.content == content
    if why is not None:
        assert found.unread is why
    else:
        assert found.unread is not None
    assert not any(page.strip() for page in found.pages)


def test_a_locked_pdf_says_so(reader: Reader) -> None:
    encrypted = b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (b"00" * 32, b"11" * 32)
    content = written([CATALOGUE, b"<</Type/Pages/Count 0/Kids[]>>", encrypted], b"/Encrypt 3 0 R/ID[<00><00>]")
    assert read(reader, content, "dicht.pdf").unread is Unread.LOCKED


def nested(depth: int) -> bytes:
    head = b"From: a@b.example\r\nSubject: diep\r\n"
    for number in range(depth):
        head += b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (number, number)
    return head + b"\r\nonderin"


HOSTILE = {
    "nested.eml": nested(3000),
    "many.eml": b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
    + b"--x\r\nContent-Type: image/png\r\n\r\nx\r\n" * 5_000,
    "header.eml": b"From: a@b.example\r\nTo: " + b"(" * 200_000 + b"\r\n\r\nx",
    "header-line.eml": b"From: a@b.example\r\nSubject: " + b"=?utf-8?q?" * 100_000 + b"\r\n\r\nx",
    "html.eml": b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n" + b"<div>" * 300_000 + b"x",
    "attributes.html": b"<html><p " + b"a" * 100 + b"=1 " * 300_000 + b">tekst",
    "entities.html": b"<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'>"
    + b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    + b"]><html>&a11;",
    "marks.txt": "".join("a" + "\u0301\u0323" * 200_000).encode(),
    "escapes.txt": b"\x1b]" * 400_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_neither_hangs_nor_crashes_and_the_next_is_read(reader: Reader, name: str) -> None:
    found = read(reader, HOSTILE[name], name)
    assert sum(map(len, found.pages)) <= MOST_CHARACTERS
    assert len(found.parts) <= MOST_PARTS
    if name.endswith(".eml"):
        assert found.envelope is not None
        assert found.envelope.from_mail == "a@b.example"
    assert read(reader, b"From: a@b.example\r\n\r\nhallo").pages == ("hallo",)


def drawing(draws: bytes, inner: int | None) -> bytes:
    """Return an object of a PDF that draws, perhaps another one again and again."""
    used = b"/XObject<</X %d 0 R>>" % inner if inner else b"/Font<</F1 4 0 R>>"
    head = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<%s>>/Length %d>>" % (used, len(draws))
    return head + b"stream\n" + draws + b"\nendstream"


def test_what_takes_too_long_is_ended_and_the_rest_of_the_mail_is_read() -> None:
    # A page that draws what draws what draws: more often than any reader comes to its end.
    forms = [drawing(b"/X Do " * 60, number) for number in range(7, 13)]
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Contents 5 0 R>>"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    begin = b"<</Length 6>>stream\n/X Do \nendstream"
    last = drawing(b"BT /F1 9 Tf (x) Tj ET", None)
    content = written([CATALOGUE, b"<</Type/Pages/Count 1/Kids[3 0 R]>>", page, font, begin, *forms, last])
    made = mail()
    made.add_attachment(content, "application", "pdf", filename="eindeloos.pdf")
    with Reader(seconds=1) as quick:
        found = quick.read_bytes("bericht.eml", bytes(made))
        assert found.pages == ("Goedemiddag,\n\nzie bijlage.",)
        assert found.parts[0].unread is Unread.TOO_HARD
        assert quick.read_bytes("b.txt", b"hallo").pages == ("hallo",)


def test_a_process_that_dies_is_started_anew(reader: Reader) -> None:
    assert read(reader, b"een", "a.txt").pages == ("een",)
    child = reader._child
    assert child is not None
    child.kill()
    child.wait()
    assert read(reader, b"twee", "a.txt").pages == ("twee",)


TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    b"From",
                    b"To",
                    b"Subject",
                    b"Date",
                    b"Message-ID",
                    b"References",
                    b"Content-Type",
                    b"Content-Disposition",
                    b"Content-Transfer-Encoding",
                ]
            ),
            st.one_of(TEXTS.map(str.encode), st.binary(max_size=60)),
        ),
        max_size=6,
    ),
    st.binary(max_size=80),
)
def test_any_headers(headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    content = b"".join(name + b": " + value + b"\r\n" for name, value in headers) + b"\r\n" + body
    found = found_in("bericht.eml", content)
    assert found.media_type in ("message/rfc822", "image/png", "image/jpeg", "application/pdf")
    for page in found.pages:
        assert not any(ord(letter) < 32 and letter != "\n" for letter in page)
    if found.media_type == "message/rfc822":
        assert found.envelope is not None


def test_a_path_that_cannot_be_read_is_refused(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "leeg.txt").write_bytes(b"")
    empty, gone = tmp_path / "leeg.txt", tmp_path / "weg"
    codes = {tmp_path: "import.no_regular_file", gone: "import.no_file", empty: "post.empty_file"}
    for path, code in codes.items():
        with pytest.raises(InputError) as refused:
            reader.read(path)
        assert refused.value.code == code
