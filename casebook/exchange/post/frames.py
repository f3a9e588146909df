"""How the process that reads files is asked and answers: a line of JSON after its length, then the bytes it names.

What is read back is never run: it comes from a process that looked at what somebody sent us.
"""

import json
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.post.nature import PostNature
from casebook.domain.post.unread import Unread
from casebook.exchange.post.shapes import Attached, Envelope, Found

_LENGTH = 8
# Of what stands in JSON: text of a file at its most, in its longest form, and what is around it.
_MOST_HEAD = 16 * 2**20
_MOST_BLOBS = 64 * 2**20
Read = Callable[[int], bytes]


class Asked(NamedTuple):
    """A file to be read. With `head_only` no more than what a mail says of itself."""

    name: str
    declared: str
    head_only: bool
    content: bytes


class BadAnswer(Exception):
    """What came back is no answer."""


def ask(asked: Asked) -> bytes:
    """Return the bytes that ask for a file to be read."""
    head = {"name": asked.name, "declared": asked.declared, "head_only": asked.head_only, "size": len(asked.content)}
    return _framed(head) + asked.content


def asked(read: Read) -> Asked | None:
    """Read what is asked, None at the end."""
    length = read(_LENGTH)
    if len(length) < _LENGTH:
        return None
    head = json.loads(read(int.from_bytes(length)))
    return Asked(head["name"], head["declared"], head["head_only"], read(head["size"]))


def answer(found: Found) -> bytes:
    """Return the bytes that tell what was found."""
    envelope = found.envelope
    head = {
        "media_type": found.media_type,
        "pages": found.pages,
        "unread": found.unread,
        "envelope": None if envelope is None else _plain(envelope),
        "attached": [[one.name, one.media_type, len(one.content)] for one in found.attached],
    }
    return b"".join([_framed(head), *(one.content for one in found.attached)])


def answered(read: Read) -> Found:
    """Read what was found. Raises `BadAnswer` for what is none, or is longer than any may be."""
    length = int.from_bytes(read(_LENGTH))
    if length > _MOST_HEAD:
        raise BadAnswer
    try:
        head = json.loads(read(length))
        sizes = [int(size) for _, _, size in head["attached"]]
        if min(sizes, default=0) < 0 or sum(sizes) > _MOST_BLOBS:
            raise BadAnswer
        attached = tuple(
            Attached(str(name), str(media_type), read(size)) for name, media_type, size in head["attached"]
        )
        envelope = None if head["envelope"] is None else _envelope(head["envelope"])
        unread = None if head["unread"] is None else Unread(head["unread"])
        return Found(str(head["media_type"]), tuple(map(str, head["pages"])), unread, envelope, attached)
    except (KeyError, RecursionError, TypeError, ValueError):
        raise BadAnswer from None


def _framed(head: Any) -> bytes:
    # Half of a surrogate pair has no form in UTF-8: JSON writes it as an escape.
    text = json.dumps(head).encode("ascii")
    return len(text).to_bytes(_LENGTH) + text


def _plain(envelope: Envelope) -> dict[str, Any]:
    sent_on = envelope.sent_on
    names = ("from_name", "from_mail", "to", "subject", "message_id", "in_reply_to", "quoted", "nature")
    return {name: getattr(envelope, name) for name in names} | {"sent_on": sent_on.isoformat() if sent_on else None}


def _envelope(told: Any) -> Envelope:
    sent_on = None if told["sent_on"] is None else date.fromisoformat(told["sent_on"])
    texts = {name: str(told[name]) for name in ("from_name", "from_mail", "to", "subject", "message_id", "in_reply_to")}
    nature = None if told["nature"] is None else PostNature(told["nature"])
    return Envelope(**texts, quoted=tuple(map(str, told["quoted"])), sent_on=sent_on, nature=nature)
