"""Outlook messages as files, read as they come in: text, what is attached, and what Outlook wrote by itself."""

from collections.abc import Iterator

import pytest

from casebook.domain.post.nature import PostNature
from casebook.domain.post.unread import Unread
from casebook.exchange.post import PostFile, Reader
from casebook.exchange.post.kinds import MAIL, OUTLOOK
from tests.exchange.post.messages import File, msg
from tests.exchange.post.pdfs import pdf

SUBJECT, BODY, HEADERS, CLASS, NAME, FROM = 0x0037, 0x1000, 0x007D, 0x001A, 0x0C1A, 0x0C1F
INTERNET = (
    "From: =?utf-8?q?J=C3=B6rg?= <j@voorbeeld.nl>\r\nSubject: Uw brief\r\n"
    "Message-Id: <1@voorbeeld.nl>\r\nIn-Reply-To: <2@ons.example>\r\n{more}\r\n"
)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as reader:
        yield reader


def read(reader: Reader, content: bytes) -> PostFile:
    return reader.read_bytes("bericht.msg", content)


def test_a_message_with_files_of_every_size(reader: Reader) -> None:
    mail = b"From: x@voorbeeld.nl\r\nSubject: doorgestuurd\r\n\r\nhierbij"
    files = [File("binnen.eml", mail), File("brief.pdf", pdf(["Blad een"] * 30)), File("gegevens.zip", b"PK\x03\x04\0")]
    said = {SUBJECT: "Uw brief", BODY: "Ik kom erop terug.\r\n" * 300, HEADERS: INTERNET.format(more="")}
    found = read(reader, msg(said, files))
    assert (found.media_type, found.unread) == (OUTLOOK, None)
    assert found.pages[0].startswith("Ik kom erop terug.\nIk kom")
    assert found.envelope is not None
    assert (found.envelope.from_name, found.envelope.in_reply_to) == ("Jörg", "<2@ons.example>")
    (inner, letter, archive) = found.parts
    assert (inner.media_type, inner.pages) == (MAIL, ("hierbij",))
    assert (len(letter.pages), letter.content) == (30, files[1].content)
    # What is in an archive nobody opens here.
    assert (archive.unread, archive.pages) == (Unread.KIND, ())


def test_a_text_in_rtf_alone_is_not_read_and_says_so(reader: Reader) -> None:
    found = read(reader, msg({SUBJECT: "Bezwaar", NAME: "A. Visser", FROM: "a@voorbeeld.nl"}, rtf=b"LZFu" * 20))
    assert (found.unread, found.pages) == (Unread.KIND, ())
    assert found.envelope is not None
    assert (found.envelope.from_mail, found.envelope.subject) == ("a@voorbeeld.nl", "Bezwaar")


def test_of_a_message_within_a_message_the_original_is_kept(reader: Reader) -> None:
    found = read(reader, msg({SUBJECT: "FW", BODY: "zie hieronder"}, [File("a.pdf", pdf(["x"]))], within=True))
    assert (found.unread, found.pages, len(found.parts)) == (Unread.PART, ("zie hieronder",), 1)


@pytest.mark.parametrize(
    ("said", "nature"),
    [
        ({CLASS: "IPM.Note"}, None),
        ({CLASS: "REPORT.IPM.Note.NDR"}, PostNature.AUTOMATIC),
        ({CLASS: "IPM.Note.Rules.OofTemplate.Microsoft"}, PostNature.AUTOMATIC),
        ({HEADERS: INTERNET.format(more="Auto-Submitted: auto-generated\r\n")}, PostNature.AUTOMATIC),
    ],
)
def test_what_outlook_wrote_by_itself_says_so(reader: Reader, said: dict[int, str], nature: PostNature | None) -> None:
    found = read(reader, msg({BODY: "Ik ben er niet.", **said}))
    assert found.envelope is not None
    assert found.envelope.nature is nature


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_half_a_message_is_broken_and_the_next_is_read(reader: Reader, share: float) -> None:
    whole = msg({SUBJECT: "x", BODY: "tekst " * 2_000}, [File("a.pdf", pdf(["x"] * 40))])
    half = read(reader, whole[: int(len(whole) * share)])
    assert half.unread in (Unread.BROKEN, Unread.KIND, Unread.TOO_HARD, Unread.NO_TEXT)
    assert read(reader, whole).unread is None
