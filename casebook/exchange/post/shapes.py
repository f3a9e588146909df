"""What is read from something that came in, and how much of it at most."""

from dataclasses import dataclass, field
from datetime import date

from casebook.domain.post.nature import PostNature
from casebook.domain.post.unread import Unread

# Of a file, of the text within it, and of what is attached to it.
MOST_BYTES = 30 * 2**20
MOST_CHARACTERS = 1_000_000
MOST_PAGES = 300
MOST_PARTS = 40
# Parts of a mail that are looked at, however deep they lie within each other.
MOST_LOOKED_AT = 500
MOST_IDS = 20


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a mail says of itself: from whom and to whom, about what, in answer to what, and when. None of it is proof.

    `quoted` are the message ids that it answers or has within it, `in_reply_to` the one it answers. `nature` is what
    it is that no person wrote; of one that tells of a mail that did not arrive, that one is what it answers.
    """

    from_name: str = ""
    from_mail: str = ""
    to: str = ""
    subject: str = ""
    message_id: str = ""
    in_reply_to: str = ""
    quoted: tuple[str, ...] = ()
    sent_on: date | None = None
    nature: PostNature | None = None


@dataclass(frozen=True, slots=True)
class Attached:
    """Something attached to a mail."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """What is found in a file: what it is, its text page by page or why there is none, and what is attached to it."""

    media_type: str
    pages: tuple[str, ...] = ()
    unread: Unread | None = None
    envelope: Envelope | None = None
    attached: tuple[Attached, ...] = ()


@dataclass(slots=True)
class Budget:
    """How much text may still be read."""

    left: int = field(default=MOST_CHARACTERS)
    cut: bool = False

    def take(self, text: str) -> str:
        """Return as much of a text as there is room for."""
        if len(text) > self.left:
            self.cut, text = True, text[: self.left]
        self.left -= len(text)
        return text
