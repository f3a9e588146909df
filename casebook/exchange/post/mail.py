"""A mail as it was saved (`.eml`): what it says of itself, its text, and what is attached to it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.parser import BytesHeaderParser
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any, TypeAlias

from casebook.domain.post.nature import PostNature
from casebook.domain.post.unread import Unread
from casebook.exchange.post.bounce import bounces
from casebook.exchange.post.kinds import HTML, MAIL
from casebook.exchange.post.plain import decoded, of_html, without_empty_lines
from casebook.exchange.post.shapes import (
    MOST_IDS,
    MOST_LOOKED_AT,
    MOST_PARTS,
    Attached,
    Budget,
    Envelope,
    Found,
)

_MESSAGE_ID = re.compile(r"<[^<>\s]{3,250}>")
# What a mail server sends back tells of the mail it could not deliver.
_ORIGINAL = re.compile(r"^(?:original-)?message-id:\s*(<[^<>\s]{3,250}>)", re.IGNORECASE | re.MULTILINE)
# What programs that answer by themselves say of it (RFC 3834, and what was usual before it).
_BY_HAND = frozenset({"", "no"})
_AUTOMATIC = re.compile(
    r"(?:automatisch (?:antwoord|bericht)|automatic reply|auto(?:matic)?[ -]?(?:reply|response)|out of (?:the )?office"
    r"|afwezigheids(?:bericht|melding|assistent)|afwezig)\b",
    re.IGNORECASE,
)
_LONGEST_HEADER = 2_000
_HEADERS = 65_536
_YEARS = range(1990, 2200)
_Mail: TypeAlias = "Message[str, str]"


def read(content: bytes, budget: Budget) -> Found:
    """Return what is in a mail. Its plain text goes before its HTML."""
    mail = message_from_bytes(content, _class=EmailMessage, policy=policy.default)
    plain: list[str] = []
    html: list[str] = []
    attached: list[Attached] = []
    quoted: list[str] = []
    too_many = False
    for looked_at, part in enumerate(_leaves(mail)):
        if looked_at >= MOST_LOOKED_AT or len(attached) > MOST_PARTS:
            too_many = True
            break
        media_type = part.get_content_type()
        if _is_attached(part):
            content_of = _bytes(part)
            if media_type.startswith("message/") or media_type == "text/rfc822-headers":
                quoted += _ORIGINAL.findall(content_of[:_HEADERS].decode("ascii", "replace"))
            attached.append(Attached(_name(part, len(attached) + 1), media_type, content_of))
        else:
            (html if media_type == HTML else plain).append(_text(part))
    head = _of_bounce(of_headers(mail, quoted), mail)
    text = "\n\n".join(filter(str.strip, plain)) or "\n\n".join(map(of_html, html))
    text = budget.take(without_empty_lines(text.replace("\r\n", "\n")))
    if not text.strip():
        return Found(MAIL, (), Unread.NO_TEXT, head, tuple(attached[:MOST_PARTS]))
    cut = budget.cut or too_many
    return Found(MAIL, (text,), Unread.PART if cut else None, head, tuple(attached[:MOST_PARTS]))


def envelope(content: bytes) -> Envelope:
    """Return what a mail says of itself, of one whose rest cannot be read."""
    return of_headers(BytesHeaderParser(policy=policy.compat32).parsebytes(content[:_HEADERS]), ())


def of_headers(mail: Any, quoted: "list[str] | tuple[str, ...]") -> Envelope:
    """Return what a mail says of itself; a header that cannot be read is left out."""
    name, address = _sender(mail)
    answered = _MESSAGE_ID.findall(_header(mail, "In-Reply-To"))
    references = _MESSAGE_ID.findall(_header(mail, "References"))
    ids = list(dict.fromkeys([*answered, *reversed(references), *quoted]))
    return Envelope(
        name,
        address,
        _header(mail, "To"),
        _header(mail, "Subject"),
        next(iter(_MESSAGE_ID.findall(_header(mail, "Message-ID"))), ""),
        next(iter(answered), ""),
        tuple(ids[:MOST_IDS]),
        _day(_header(mail, "Date")),
        PostNature.AUTOMATIC if _is_automatic(mail) else None,
    )


def _of_bounce(head: Envelope, mail: _Mail) -> Envelope:
    """Return what a mail says of itself; of one that tells of a mail that did not arrive, which one that is."""
    told = bounces(mail)
    if not told:
        return head
    # It tells of one mail; where one of its receivers is not reached for good, he is the one we wrote to.
    nature = PostNature.BOUNCED if any(one.permanent for one in told) else PostNature.DELAYED
    ids = dict.fromkeys([told[0].message_id, *head.quoted])
    return replace(head, in_reply_to=told[0].message_id, quoted=tuple(ids)[:MOST_IDS], nature=nature)


def _is_automatic(mail: Any) -> bool:
    """Tell whether no person wrote a mail, as far as its headers say so."""
    submitted = _header(mail, "Auto-Submitted").partition(";")[0].strip().lower()
    return (
        submitted not in _BY_HAND
        or bool(_header(mail, "X-Autoreply") or _header(mail, "X-Autorespond"))
        or _header(mail, "Precedence").strip().lower() in ("auto_reply", "auto-reply")
        or _AUTOMATIC.match(_header(mail, "Subject").strip()) is not None
    )


def _leaves(mail: _Mail) -> Iterator[_Mail]:
    """Yield the parts of a mail that hold no others, in their order; a mail within it is one of them."""
    waiting = [mail]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting.extend(one for one in reversed(inner) if isinstance(one, Message))
        else:
            yield part


def _is_attached(part: _Mail) -> bool:
    if part.get_content_type() not in ("text/plain", HTML):
        return True
    return part.get_content_disposition() == "attachment" or bool(_file_name(part))


def _bytes(part: _Mail) -> bytes:
    inner = part.get_payload()
    if isinstance(inner, list):
        return b"\n".join(bytes(one) for one in inner if isinstance(one, Message))
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _text(part: _Mail) -> str:
    return decoded(_bytes(part), part.get_content_charset())


def _name(part: _Mail, number: int) -> str:
    # What leads to another folder on the machine of the reader is no part of a name.
    name = re.split(r"[/\\]", _file_name(part))[-1].strip()
    if name:
        return name[:_LONGEST_HEADER]
    ending = {"message/rfc822": "eml", "application/pdf": "pdf"}.get(part.get_content_type(), "")
    return f"{number}.{ending}" if ending else str(number)


def _file_name(part: _Mail) -> str:
    try:
        return part.get_filename() or ""
    except Exception:  # noqa: BLE001 the parser of headers fails in many ways on what is none
        return ""


def _sender(mail: Any) -> tuple[str, str]:
    try:
        first = mail["From"].addresses[0]
        return _as_text(first.display_name), _as_text(first.addr_spec)
    except Exception:  # noqa: BLE001 the parser of headers fails in many ways on what is none
        return parseaddr(_header(mail, "From"))


def _header(mail: Any, name: str) -> str:
    try:
        return _as_text(mail.get(name, ""))
    except Exception:  # noqa: BLE001 the parser of headers fails in many ways on what is none
        found = (value for key, value in mail.raw_items() if key.lower() == name.lower())
        return _as_text(next(found, ""))


def _as_text(value: object) -> str:
    """Return a header as text, also one whose letters nobody encoded: the parser keeps their bytes as surrogates."""
    text = str(value)[:_LONGEST_HEADER]
    if not text.isascii():
        return decoded(text.encode("utf-8", "surrogateescape"))
    if "=?" not in text:
        return text
    try:
        return str(make_header(decode_header(text)))
    except (HeaderParseError, LookupError, ValueError):
        return text


def _day(written: str) -> date | None:
    """Return the day on which a mail says it was sent, where it was."""
    try:
        moment: datetime = parsedate_to_datetime(written)
    except Exception:  # noqa: BLE001 the parser of days fails in many ways on what is none
        return None
    return moment.date() if moment.year in _YEARS else None
