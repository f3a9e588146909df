"""Mails that were being sent when a run was killed: nobody knows whether they left, so a person is asked."""

from datetime import date

from casebook.errors import Refused, Stale
from casebook.store.actions.dispatches import MarkDoubt
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.queries import leaving
from casebook.store.transaction import Actor


def mark(database: Database, actor: Actor, day: date, run: str = "") -> int:
    """Mark what was being sent by a run that is over as in doubt, and return how many that were.

    `run` is the name of a run that does so before it sends; what another may still be sending is left to it.
    """
    count = 0
    for one in leaving.under_way(database):
        if one.doubt is None:
            try:
                perform(database, actor, day, MarkDoubt(one.dispatch_id, one.version, run))
            except (Refused, Stale):
                # Another run is sending it, or was first.
                continue
            count += 1
    return count
