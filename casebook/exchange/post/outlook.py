"""A message as Outlook saves it (`.msg`)."""

from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.parser import HeaderParser
from email.utils import parseaddr

from oxmsg import Message
from oxmsg.attachment import Attachment
from oxmsg.domain.constants import PID_RTF_COMPRESSED, PID_TRANSPORT_MESSAGE_HEADERS

from casebook.domain.post.nature import PostNature
from casebook.domain.post.unread import Unread
from casebook.exchange.post import mail
from casebook.exchange.post.kinds import OTHER, OUTLOOK
from casebook.exchange.post.plain import of_html, without_empty_lines
from casebook.exchange.post.shapes import MOST_PARTS, Attached, Budget, Envelope, Found

# Which class a message has that Outlook or its server wrote by itself.
_OF_PROGRAMS = ("REPORT.", "IPM.NOTE.RULES.")


def read(content: bytes, budget: Budget) -> Found:
    """Return what is in a message. Its plain text goes before its HTML; a text in RTF alone is not read."""
    message = Message.load(content)
    text = message.body or ""
    if not text.strip() and (html := message.html_body):
        text = of_html(html)
    text = budget.take(without_empty_lines(text.replace("\r\n", "\n")))
    listed = message.attachments
    attached = tuple(_attached(listed[:MOST_PARTS]))
    cut = budget.cut or len(attached) < len(listed)
    unread = Unread.PART if cut else None
    if not text.strip():
        unread = Unread.KIND if message.properties.binary_prop_value(PID_RTF_COMPRESSED) else Unread.NO_TEXT
    return Found(OUTLOOK, (text,) if text.strip() else (), unread, _envelope(message), attached)


def _envelope(message: Message) -> Envelope:
    head = _head(message)
    if head.nature is None and message.message_class.upper().startswith(_OF_PROGRAMS):
        return replace(head, nature=PostNature.AUTOMATIC)
    return head


def _head(message: Message) -> Envelope:
    raw = message.properties.str_prop_value(PID_TRANSPORT_MESSAGE_HEADERS) or ""
    head = mail.of_headers(HeaderParser(policy=policy.default).parsestr(raw), ())
    if head.from_mail or head.message_id:
        return head
    name, address = parseaddr(message.sender or "")
    sent = message.sent_date
    return Envelope(name, address, "", message.subject, sent_on=None if sent is None else sent.date())


def _attached(some: tuple[Attachment, ...]) -> Iterator[Attached]:
    for number, one in enumerate(some, 1):
        content = one.file_bytes
        # A message within a message has no bytes of its own: it stays within the original.
        if content is not None:
            yield Attached(one.file_name or str(number), one.mime_type or OTHER, content)
