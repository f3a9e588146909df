"""Taking in one item: the item, its documents and what it may be for, in one transaction."""

from datetime import date
from typing import NamedTuple

from casebook.store import commands
from casebook.store.actions.post import ReceivePost, take_in
from casebook.store.database import Database
from casebook.store.perform import finish
from casebook.store.post.refresh import refresh
from casebook.store.transaction import Actor, Transaction

_KNOWN = "SELECT id FROM post_item WHERE sha256 = ?"


class Taken(NamedTuple):
    """An item by its id, and whether it was not there before."""

    item_id: int
    is_new: bool


def known(database: Database, digest: str) -> int | None:
    """Return the item with a content, None where it was not taken in yet."""
    found: int | None = database.value(_KNOWN, (digest,))
    return found


def take(database: Database, actor: Actor, day: date, command: ReceivePost) -> Taken:
    """Take in an item whose bytes and text are kept. Raises what `perform` raises; then nothing has changed."""
    name = commands.action_for(command).name

    def work() -> Taken:
        tx = Transaction(database, actor, day)
        item_id = take_in(tx, command)
        if finish(tx, name, commands.encode(command)) is None:
            return Taken(item_id, is_new=False)
        refresh(database, [item_id], day)
        return Taken(item_id, is_new=True)

    return database.transact(work)
