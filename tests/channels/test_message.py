"""A mail says what it was given and nothing else: no name, subject or address becomes a header or another receiver."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casebook.channels.message import File, From, Mail, address, made

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
HEADERS = (
    *("From", "To", "Subject", "Date", "Message-ID", "Content-Language", "Auto-Submitted"),
    *("MIME-Version", "Content-Type"),
)
MAIL = Mail("<1@voorbeeld.nl>", "a@voorbeeld.nl", "Jan", "Brief", "Geachte\n", "nl", "brief 1.pdf", b"%PDF-1.7 x")
US = From("incasso@voorbeeld.nl", "Wij")


def parsed(mail: Mail, sender: From = US) -> EmailMessage:
    message = made(mail, sender, NOW)
    assert message is not None
    found = message_from_bytes(message.content, policy=policy.SMTP)
    assert isinstance(found, EmailMessage)
    assert found.defects == []
    return found


def test_a_mail_has_a_text_and_the_letter() -> None:
    found = parsed(MAIL._replace(subject="Herinnering 2026-0001 één dag"))
    assert sorted(found.keys()) == sorted(HEADERS)
    assert found["Subject"] == "Herinnering 2026-0001 één dag"
    assert (found["Message-ID"], found["Content-Language"], found["Auto-Submitted"]) == (
        *("<1@voorbeeld.nl>", "nl", "auto-generated"),
    )
    text, pdf = found.iter_parts()
    assert isinstance(text, EmailMessage)
    assert isinstance(pdf, EmailMessage)
    assert (text.get_content_type(), text.get_content().strip()) == ("text/plain", "Geachte")
    assert (pdf.get_content_type(), pdf.get_filename(), pdf.get_content()) == (
        *("application/pdf", "brief 1.pdf", b"%PDF-1.7 x"),
    )


def test_what_goes_along_is_shown_as_nothing_but_a_file() -> None:
    hostile = "text/html; charset=utf-7\r\nBcc: weg@voorbeeld.nl"
    given = [
        ("factuur.pdf", "application/pdf", b"%PDF-1.7"),
        ("factuur.pdf", hostile, b"<script>"),
        ("../\r\nX: y", "message/rfc822", b"Subject: x\n\nmail"),
        ("bon.txt", "text/plain", b"afgeleverd\n"),
    ]
    found = parsed(MAIL._replace(files=tuple(File(*one) for one in given)))
    assert sorted(found.keys()) == sorted(HEADERS)
    _, _, *files = found.iter_parts()
    told = [(one.get_content_type(), one.get_filename(), one.get_payload(decode=True)) for one in files]
    assert told == [
        ("application/pdf", "1-factuur.pdf", b"%PDF-1.7"),
        ("application/octet-stream", "2-factuur.pdf", b"<script>"),
        ("application/octet-stream", "3- X- y", b"Subject: x\n\nmail"),
        ("application/octet-stream", "4-bon.txt", b"afgeleverd\n"),
    ]


def test_an_answer_goes_to_who_wrote_the_letter() -> None:
    assert parsed(MAIL, US._replace(reply_to="m@voorbeeld.nl"))["Reply-To"] == "m@voorbeeld.nl"
    for none in ("", "geen adres", US.address):
        assert "Reply-To" not in parsed(MAIL, US._replace(reply_to=none))


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)
INJECTED = 'Jan\r\nBcc: x@y.nl\r\n\r\n<b>\x00\x1b[31m, "x" <z@y.nl>'


@given(name=TEXT, subject=TEXT, own=TEXT, file=TEXT)
@example(INJECTED, INJECTED, INJECTED, INJECTED)
@example("a" * 2000, "b" * 5000, "é" * 2000, "c" * 1000)
@example("=?utf-8?q?x?=", "=?utf-8?q?Bcc=3A_x?=", "(x) [y];", "../../etc/passwd")
@example("", "", "", "")
def test_no_text_is_more_than_text(name: str, subject: str, own: str, file: str) -> None:
    found = parsed(MAIL._replace(to_name=name, subject=subject, file_name=file), US._replace(name=own))
    assert sorted(found.keys()) == sorted(HEADERS)
    assert [one.addr_spec for one in found["To"].addresses] == [MAIL.to]
    assert [one.addr_spec for one in found["From"].addresses] == [US.address]
    assert "\n" not in found["Subject"]
    assert len(list(found.iter_parts())) == 2
    lines = found.as_bytes().split(b"\r\n")
    assert max(map(len, lines)) <= 998


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a@voorbeeld.nl", "a@voorbeeld.nl"),
        (" a+b@voorbeeld.nl ", "a+b@voorbeeld.nl"),
        ("a@bücher.example", "a@xn--bcher-kva.example"),
        ("josé@voorbeeld.nl", "josé@voorbeeld.nl"),
        *((wrong, None) for wrong in ("", "a", "a@", "@b.nl", "a@b", "a b@c.nl", "a@b.nl, c@d.nl", "<a@b.nl>")),
        *((wrong, None) for wrong in ('"a"@b.nl', "a@b.nl\r\nRCPT TO:<x@y.nl>", "a@b.nl\x00", "a@@b.nl", "a..b@c.nl")),
        *((wrong, None) for wrong in (f"{'a' * 65}@b.nl", f"a@{'b' * 64}.nl", f"a@{'b.' * 130}nl", "a@b.nl\u202e")),
        *((wrong, None) for wrong in (".a@b.nl", "a@[127.0.0.1]", "a\u200b@\u2028b.nl", "a@\ud800.nl")),
    ],
)
def test_an_address(given: str, expected: str | None) -> None:
    assert address(given) == expected
    found = made(MAIL._replace(to=given), US, NOW)
    assert (found.to if found else None) == expected


@given(st.text(max_size=80))
def test_an_address_never_ends_a_line(given: str) -> None:
    found = address(given)
    if found is not None:
        assert found.isprintable()
        assert not set(found) & set(' <>"(),;:\\')


def test_a_long_name_keeps_its_end() -> None:
    found = parsed(MAIL._replace(files=(File("a" * 200 + ".pdf", "application/pdf", b"%PDF-1.7"),)))
    names = [part.get_filename() or "" for part in found.iter_attachments()]
    assert [name[-6:] for name in names[1:]] == ["aa.pdf"]
    assert len(names[1]) < 90
