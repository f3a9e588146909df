"""Which cases items of the in-tray may be for: looked up for many at once, along indexes."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from casebook.domain.post.candidates import PostCandidate, weigh
from casebook.store.database import Database
from casebook.store.post.by_name import by_name
from casebook.store.post.by_number import by_number
from casebook.store.post.by_sender import by_account, by_mail, by_reply
from casebook.store.post.texts import Hits, load

# More cases than these nobody reads through.
MOST = 10


def candidates(database: Database, item_ids: Sequence[int], day: date) -> dict[int, tuple[PostCandidate, ...]]:
    """Return the cases that items may be for as things are now, at most ten for each, the likeliest first.

    By name only where nothing surer points to one.
    """
    rules = database.law.defaults.post.applied(day).value
    items = load(database, item_ids)
    hits: Hits = defaultdict(list)
    by_reply(database, items, hits)
    by_number(database, items, hits)
    by_account(database, items, hits)
    by_mail(database, items, day, hits)
    unknown = [one for one in items if all(rules.strength(hit.method) < rules.told for hit in hits[one.item_id])]
    by_name(database, unknown, rules, hits)
    return {id_: weigh(hits[id_], rules)[:MOST] for id_ in item_ids}
