"""What is written in items of the in-tray and in what is attached to them, as far as it is looked through."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from casebook.domain.post.candidates import PostHit
from casebook.store.database import Database
from casebook.store.rows import many

Hits = defaultdict[int, list[PostHit]]

# What a letter is about stands at its beginning.
_MOST_PAGES, _MOST_OF_ONE, _MOST_IN_ALL = 10, 20_000, 60_000

_ITEMS = """
    SELECT i.id, i.from_name, i.from_mail,
        CASE WHEN i.subject = '' AND i.unread IS NOT NULL THEN replace(d.name, '_', ' ') ELSE i.subject END,
        i.in_reply_to || ' ' || i.quoted
    FROM post_item i JOIN document d ON d.id = i.document_id WHERE i.id IN ({marks})
"""
_TEXTS = (
    """
    SELECT i.id, substr(t.text, 1, ?) FROM post_item i JOIN document_text t ON t.sha256 = i.sha256
    WHERE t.page <= ? AND i.id IN ({marks}) ORDER BY i.id, t.page
    """,
    """
    SELECT p.item_id, substr(t.text, 1, ?) FROM post_part p JOIN document d ON d.id = p.document_id
    JOIN document_text t ON t.sha256 = d.sha256 WHERE t.page <= ? AND p.item_id IN ({marks})
    ORDER BY p.item_id, p.position, t.page
    """,
)


class Written(NamedTuple):
    """An item with what is written in it: `text` begins with its subject, or with the name of a file without text."""

    item_id: int
    from_name: str
    from_mail: str
    answers: tuple[str, ...]
    text: str


class _Item(NamedTuple):
    item_id: int
    from_name: str
    from_mail: str
    subject: str
    answers: tuple[str, ...]


class _Text(NamedTuple):
    item_id: int
    text: str


def load(database: Database, item_ids: Sequence[int]) -> list[Written]:
    """Return items with what is written in them."""
    texts: dict[int, list[str]] = defaultdict(list)
    for sql in _TEXTS:
        for one in many(database, sql, _Text, item_ids, (_MOST_OF_ONE, _MOST_PAGES)):
            texts[one.item_id].append(one.text)
    return [
        Written(
            item.item_id,
            item.from_name,
            item.from_mail,
            item.answers,
            "\n".join([item.subject, *texts[item.item_id]])[:_MOST_IN_ALL],
        )
        for item in many(database, _ITEMS, _Item, item_ids)
    ]
