"""A letter as a mail: its text, and the letter itself as a PDF. Nothing in it can become a header of its own."""

import re
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from typing import NamedTuple

from casebook.text import clean_line, without_controls

_LONGEST_SUBJECT, _LONGEST_NAME = 250, 120
_LONGEST_FILE_NAME, _END = 80, 10
# RFC 5321: octets before the @ and of the whole.
_LONGEST_LOCAL, _LONGEST_ADDRESS = 64, 254
# An address as it stands in an envelope: no blanks, quotes or brackets, which could begin something else.
_ADDRESS = re.compile(r"[^\s@<>()\[\]:;,\\\"]+@[^\s@<>()\[\]:;,\\\"]+\.[^\s@<>()\[\]:;,\\\"]+")
_MESSAGE_ID = re.compile(r"<[!-;=?-~]+@[!-;=?-~]+>", re.ASCII)
# Neither may stand in a file name of any system.
_NOT_IN_NAME = re.compile(r"[^\w. -]", re.ASCII)
_PDF = "application", "pdf"
# What others are shown as what it is; anything else is a file.
_SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg"})
_ANY = "application/octet-stream"


class From(NamedTuple):
    """Who sends: the address of the house, under which name, and where an answer goes to (empty: to the address)."""

    address: str
    name: str
    reply_to: str = ""


class File(NamedTuple):
    """A file that goes along with a mail."""

    name: str
    media_type: str
    content: bytes


class Mail(NamedTuple):
    """A letter that leaves by mail. `file_name` is that of the PDF; `message_id` stays the same however often."""

    message_id: str
    to: str
    to_name: str
    subject: str
    text: str
    language: str
    file_name: str
    pdf: bytes
    files: tuple[File, ...] = ()


class Message(NamedTuple):
    """A mail as it goes over the line, and the address it goes to; `international`: only in UTF-8 (RFC 6531)."""

    to: str
    content: bytes
    international: bool


def address(given: str) -> str | None:
    """Return a mail address as an envelope has it, its domain in letters of ASCII; None for what is none."""
    found = given.strip()
    if not _ADDRESS.fullmatch(found) or without_controls(found) != found or not found.isprintable():
        return None
    local, _, domain = found.rpartition("@")
    try:
        named = domain.encode("idna").decode("ascii")
        whole = f"{local}@{named}".encode()
    except UnicodeError:
        return None
    too_long = len(local.encode()) > _LONGEST_LOCAL or len(whole) > _LONGEST_ADDRESS
    return None if too_long or ".." in found or found.startswith(".") else whole.decode()


def made(mail: Mail, sender: From, at: datetime) -> Message | None:
    """Return a mail ready to be sent at a moment; None where one of the addresses is none."""
    to, own = address(mail.to), address(sender.address)
    if to is None or own is None:
        return None
    if not _MESSAGE_ID.fullmatch(mail.message_id):
        raise ValueError(mail.message_id)
    international = not (to.isascii() and own.isascii())
    way = policy.SMTPUTF8 if international else policy.SMTP
    message = EmailMessage(way)
    message["From"] = _named(sender.name, own)
    message["To"] = _named(mail.to_name, to)
    answer = address(sender.reply_to)
    if answer is not None and answer != own and (international or answer.isascii()):
        message["Reply-To"] = _named("", answer)
    message["Subject"] = clean_line(mail.subject, _LONGEST_SUBJECT)
    message["Date"] = at
    message["Message-ID"] = mail.message_id
    # No machine is to answer that somebody is on holiday (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text, charset="utf-8", cte="quoted-printable")
    message.add_attachment(mail.pdf, *_PDF, filename=_file_name(mail.file_name))
    for number, file in enumerate(mail.files, 1):
        kind = file.media_type if file.media_type in _SHOWN else _ANY
        # Two files of one name would be one where they are saved.
        name = f"{number}-{_file_name(file.name)}"
        message.add_attachment(file.content, *kind.split("/"), filename=name)
    # What is said of the content before there is any goes with the text.
    message["Content-Language"] = mail.language
    return Message(to, message.as_bytes(), international)


def _named(name: str, found: str) -> Address:
    local, _, domain = found.rpartition("@")
    # A name may hold what looks like an address; to the one who reads it that would be who sends.
    shown = clean_line(name.replace("@", " "), _LONGEST_NAME)
    return Address(display_name=shown, username=local, domain=domain)


def _file_name(name: str) -> str:
    plain = _NOT_IN_NAME.sub("-", clean_line(name, len(name))).lstrip(".-") or "letter"
    # The end says what it is.
    return plain if len(plain) <= _LONGEST_FILE_NAME else plain[: _LONGEST_FILE_NAME - _END] + plain[-_END:]
