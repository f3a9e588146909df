"""A message as Outlook saves it: who wrote it, what, and what is attached, whether or not it went over the internet."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from oxmsg import Message

from casebook.domain.post.unread import Unread
from casebook.exchange.post import outlook
from casebook.exchange.post.shapes import Budget, Envelope, Found

HEADERS = (
    "From: =?utf-8?q?J=C3=B6rg?= <j@voorbeeld.nl>\r\nTO: wij@ons.example\r\nSubject: =?utf-8?q?H=C3=A9?=\r\n"
    "Message-Id: <1@voorbeeld.nl>\r\nIn-reply-to: <2@ons.example>\r\nDate: Wed, 18 Nov 2026 09:12:00 +0100\r\n\r\n"
)


def read(monkeypatch: pytest.MonkeyPatch, headers: str = "", rtf: bytes | None = None, **more: Any) -> Found:
    """Read a message that a library gives as it would."""
    properties = SimpleNamespace(str_prop_value=lambda _: headers, binary_prop_value=lambda _: rtf)
    said = {"body": "Hallo", "html_body": None, "attachments": (), "sender": None, "subject": "", "sent_date": None}
    message = SimpleNamespace(properties=properties, **{**said, "message_class": "IPM.Note", **more})
    monkeypatch.setattr(Message, "load", lambda _: message)
    return outlook.read(b"", Budget())


def test_what_came_over_the_internet_says_so_in_its_headers(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch, HEADERS)
    assert found.pages == ("Hallo",)
    assert found.envelope == Envelope(
        "Jörg",
        "j@voorbeeld.nl",
        "wij@ons.example",
        "Hé",
        "<1@voorbeeld.nl>",
        "<2@ons.example>",
        ("<2@ons.example>",),
        date(2026, 11, 18),
    )


def test_what_stayed_within_a_house_has_only_its_properties(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = datetime(2026, 11, 18, tzinfo=UTC)
    said: dict[str, Any] = {"sender": '"A. Manager" <a@ons.example>', "subject": "Klant belt", "sent_date": sent}
    found = read(monkeypatch, body=None, html_body="<p>Zie <b>bijlage</b></p>", **said)
    assert found.pages == ("Zie bijlage",)
    assert found.envelope == Envelope("A. Manager", "a@ons.example", subject="Klant belt", sent_on=date(2026, 11, 18))


def test_a_message_within_it_stays_within_it(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = SimpleNamespace(file_bytes=b"%PDF-", file_name="a.pdf", mime_type="application/pdf")
    inner = SimpleNamespace(file_bytes=None, file_name="doorgestuurd", mime_type=None)
    found = read(monkeypatch, attachments=(kept, inner))
    assert [(one.name, one.content) for one in found.attached] == [("a.pdf", b"%PDF-")]
    assert found.unread is Unread.PART
    assert read(monkeypatch, body=" ").unread is Unread.NO_TEXT
