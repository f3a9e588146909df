"""What a file is, by its first bytes; its name only tells a mail from a plain text."""

import re

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
MAIL, OUTLOOK, HTML, TEXT = "message/rfc822", "application/vnd.ms-outlook", "text/html", "text/plain"
OTHER = "application/octet-stream"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Each property of an Outlook message lies in a stream with a name like this.
_OUTLOOK = "__properties_version1.0".encode("utf-16-le")
_BEGINS = ((b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
# Writers put other bytes in front of a PDF, and readers look for it so far.
_PDF_WITHIN = 1024
_HEAD = 4096
_HEADER = re.compile(rb"(?:\s*\r?\n)?[!-9;-~]{1,60}:")
_OF_MAIL = re.compile(
    rb"^(?:received|return-path|message-id|from|mime-version|delivered-to):", re.IGNORECASE | re.MULTILINE
)
_HTML = re.compile(rb"\s*(?:<!--.{0,200}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_MEDIA_TYPE = re.compile(r"[a-z0-9][\w.+-]{0,60}/[a-z0-9][\w.+-]{0,100}", re.ASCII)


def kind_of(name: str, content: bytes, declared: str = "") -> str:
    """Return what a file is, as a media type; `declared` is what somebody said of it, for what is none we know."""
    head, ending = content[:_HEAD], name.rpartition(".")[2].lower()
    for begin, media_type in _BEGINS:
        if head.startswith(begin):
            return media_type
    # What is attached to a message may begin near its own beginning.
    if head.startswith(_OLE):
        return OUTLOOK if _OUTLOOK in content else _declared(declared)
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return PDF
    if MAIL in (declared, _mail(ending, head)):
        return MAIL
    if not is_text(content):
        return _declared(declared)
    if ending in ("html", "htm") or declared == HTML or _HTML.match(head):
        return HTML
    return declared if declared.startswith("text/") and _MEDIA_TYPE.fullmatch(declared) else TEXT


def is_text(content: bytes) -> bool:
    """Tell whether bytes may be text, in some encoding."""
    return content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in content


def _mail(ending: str, head: bytes) -> str:
    if ending == "eml":
        return MAIL
    return MAIL if ending != "txt" and _HEADER.match(head) and _OF_MAIL.search(head) else ""


def _declared(declared: str) -> str:
    return declared if _MEDIA_TYPE.fullmatch(declared) and declared not in (MAIL, OUTLOOK) else OTHER
