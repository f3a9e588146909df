"""What is in a file that came in: read by what it is. Only ever called in the process that may be killed for it."""

from collections.abc import Callable

from casebook.domain.post.unread import Unread
from casebook.exchange.post.kinds import HTML, JPEG, MAIL, OUTLOOK, PDF, PNG, is_text, kind_of
from casebook.exchange.post.shapes import Attached, Budget, Found
from casebook.text import clean

_MOST_TEXT_PAGES = 1_000


def found_in(name: str, content: bytes, declared: str = "") -> Found:
    """Return what is found in a file, its text cleaned; what cannot be read says why."""
    media_type = kind_of(name, content, declared)
    if not content:
        return Found(media_type, unread=Unread.EMPTY)
    read = _reader(media_type, content)
    if read is None:
        return Found(media_type, unread=Unread.NO_TEXT if media_type in (PNG, JPEG) else Unread.KIND)
    try:
        return _cleaned(read(content, Budget()))
    except (MemoryError, RecursionError):
        unread = Unread.TOO_HARD
    except Exception:  # noqa: BLE001 whatever a library says of a file that is broken, the file is to blame
        unread = Unread.BROKEN
    return head_of(media_type, content, unread)


def head_of(media_type: str, content: bytes, unread: Unread) -> Found:
    """Return what a mail says of itself whose rest cannot be read; of another file only why it cannot be."""
    if media_type != MAIL:
        return Found(media_type, unread=unread)
    from casebook.exchange.post import mail

    return Found(MAIL, unread=unread, envelope=mail.envelope(content))


def _reader(media_type: str, content: bytes) -> Callable[[bytes, Budget], Found] | None:
    """Return what reads a kind of file, None where nothing does; only what is needed is loaded."""
    if media_type == PDF:
        from casebook.exchange.post import pdf

        return pdf.read
    if media_type == MAIL:
        from casebook.exchange.post import mail

        return mail.read
    if media_type == OUTLOOK:
        from casebook.exchange.post import outlook

        return outlook.read
    if not media_type.startswith("text/") or not is_text(content):
        return None
    from casebook.exchange.post import plain

    return plain.read_html if media_type == HTML else plain.read


def _cleaned(found: Found) -> Found:
    pages = tuple(clean(page) for page in found.pages[:_MOST_TEXT_PAGES])
    attached = tuple(Attached(clean(one.name), one.media_type, one.content) for one in found.attached)
    return Found(found.media_type, pages, found.unread, found.envelope, attached)
