"""A mail that could not be delivered, as a mail server tells it (RFC 3464): which one, to whom, and if for good."""

import re
from collections.abc import Iterator
from email.message import Message
from email.parser import HeaderParser
from typing import NamedTuple

from casebook.text import clean_line

_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}", re.ASCII)
_MESSAGE_ID = re.compile(r"<[^<>\s]+@[^<>\s]+>")
_REPORT, _STATUS_PART = "multipart/report", "message/delivery-status"
# What of a mail that came back is looked through, and how many receivers it tells of.
_RETURNED = frozenset({"message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global"})
_MOST_PARTS, _MOST_RECEIVERS, _MOST_TEXT = 50, 100, 200_000
_FAILED, _DELAYED = "failed", "delayed"


class Bounce(NamedTuple):
    """A mail that could not be delivered, by its message id, and to which address (empty where that is not told).

    `status` is the code of RFC 3463, such as 5.1.1, and `said` what the server said; both may be empty. One that is
    not `permanent` may still arrive.
    """

    message_id: str
    to: str
    status: str
    said: str
    permanent: bool


def bounces(message: Message) -> tuple[Bounce, ...]:
    """Return what a message says of mails that could not be delivered; nothing for any other message."""
    if message.get_content_type() != _REPORT:
        return ()
    parts = _parts(message)
    message_id = next(filter(None, map(_message_id, parts)), "")
    if not message_id:
        return ()
    status = next((part for part in parts if part.get_content_type() == _STATUS_PART), None)
    if status is None:
        return ()
    found = (_bounce(message_id, fields) for fields in _receivers(status))
    return tuple(one for one in found if one is not None)


def _parts(message: Message) -> list[Message]:
    """Return the parts of a report, not what is within them."""
    payload = message.get_payload()
    return [one for one in payload[:_MOST_PARTS] if isinstance(one, Message)] if isinstance(payload, list) else []


def _message_id(part: Message) -> str:
    """Return the message id of the mail that a part of a report brings back, empty where it brings none."""
    if part.get_content_type() not in _RETURNED:
        return ""
    inner = part.get_payload()
    if isinstance(inner, list):
        headers = inner[0] if inner and isinstance(inner[0], Message) else None
    else:
        headers = HeaderParser().parsestr(_text(part))
    found = _MESSAGE_ID.search(_value(headers, "Message-ID")) if headers is not None else None
    return found[0] if found else ""


def _receivers(status: Message) -> Iterator[Message]:
    """Yield the fields of each receiver; those of the whole, which come first, name none."""
    payload = status.get_payload()
    if isinstance(payload, list):
        yield from (one for one in payload[:_MOST_RECEIVERS] if isinstance(one, Message))
    else:
        for block in re.split(r"\n\s*\n", _text(status).replace("\r\n", "\n"))[:_MOST_RECEIVERS]:
            yield HeaderParser().parsestr(block)


def _bounce(message_id: str, fields: Message) -> Bounce | None:
    action = _value(fields, "Action").lower()
    if action not in {_FAILED, _DELAYED}:
        return None
    to = _value(fields, "Original-Recipient") or _value(fields, "Final-Recipient")
    status = _STATUS.search(_value(fields, "Status"))
    permanent = action == _FAILED and not (status and status[0].startswith("4"))
    said = _value(fields, "Diagnostic-Code").partition(";")[2] or _value(fields, "Diagnostic-Code")
    return Bounce(message_id, to.partition(";")[2].strip() or to, status[0] if status else "", said.strip(), permanent)


def _value(fields: Message, name: str) -> str:
    return clean_line(str(fields.get(name, "")), 500)


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return payload[:_MOST_TEXT].decode("utf-8", "replace") if isinstance(payload, bytes) else ""
