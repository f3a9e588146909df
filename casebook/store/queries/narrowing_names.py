"""What names in a filter mean in this book: the persons, teams, creditors, cities and tags that are called so.

A name that is there as it was typed means just that; any other means all that begin so, of persons and teams also
those that have it in their name.
"""

from collections.abc import Iterable, Sequence

from casebook.domain import tags as tagging
from casebook.domain.filter.choices import ME, NOBODY
from casebook.domain.search import fold, prefix_range
from casebook.store.database import Database

# More different cities than these are no names of cities any more.
MOST_CITIES = 10_000
MOST_TAGS = 200
# One step through the index for each.
_CITIES = f"""
    WITH RECURSIVE place(city) AS (
        SELECT min(city) FROM address WHERE city > ''
        UNION ALL
        SELECT (SELECT min(a.city) FROM address a WHERE a.city > place.city) FROM place WHERE place.city IS NOT NULL
    )
    SELECT city FROM place WHERE city IS NOT NULL LIMIT {MOST_CITIES}
"""  # noqa: S608 our own text
_TAGS = f"""
    WITH RECURSIVE used(word) AS (
        SELECT min(word) FROM tag WHERE word >= ? AND word < ?
        UNION ALL
        SELECT (SELECT min(g.word) FROM tag g WHERE g.word > used.word AND g.word < ?)
        FROM used WHERE used.word IS NOT NULL
    )
    SELECT word FROM used WHERE word IS NOT NULL LIMIT {MOST_TAGS}
"""  # noqa: S608 our own text


def persons(database: Database, asked: Sequence[str], me: int | None) -> list[int]:
    """Return the ids of the persons that logins or parts of names mean; `me` is who asks, 0 is nobody."""
    found = [me] if ME.code in asked and me is not None else []
    found += [0] if NOBODY.code in asked else []
    rows = database.fetch("SELECT id, login, name FROM person ORDER BY id")
    others = [one for one in asked if one not in (ME.code, NOBODY.code)]
    return found + _ids(((row[0], row[1:]) for row in rows), others)


def teams(database: Database, asked: Sequence[str]) -> list[int]:
    """Return the ids of the teams that parts of names mean."""
    return _ids(((row[0], row[1:]) for row in database.fetch("SELECT id, name FROM team ORDER BY id")), asked)


def creditors(database: Database, asked: Sequence[str]) -> list[int]:
    """Return the ids of the creditors that codes or parts of names mean."""
    rows = database.fetch("SELECT d.id, d.code, p.name FROM creditor d JOIN party p ON p.id = d.party_id ORDER BY d.id")
    return _ids(((row[0], row[1:]) for row in rows), asked)


def cities(database: Database, asked: Sequence[str]) -> list[str]:
    """Return the cities that are meant, as addresses spell them."""
    spelt = [(city, fold(city)) for city in all_cities(database)]
    found: list[str] = []
    for one in map(fold, asked):
        exact = [city for city, folded in spelt if folded == one]
        found += exact or [city for city, folded in spelt if folded.startswith(one)]
    return list(dict.fromkeys(found))


def tags(database: Database, asked: Sequence[str]) -> list[str]:
    """Return the tags that are meant."""
    found: list[str] = []
    for word in filter(None, map(tagging.word, asked)):
        begin = tags_from(database, word)
        found += [word] if word in begin else begin
    return list(dict.fromkeys(found))


def all_cities(database: Database) -> list[str]:
    """Return the cities there are addresses in, at most 10,000, in the order of the database."""
    return [city for (city,) in database.fetch(_CITIES)]


def tags_from(database: Database, begun: str = "") -> list[str]:
    """Return the tags that begin so, at most 200, in order."""
    low, high = prefix_range(begun)
    return [word for (word,) in database.fetch(_TAGS, (low, high, high))]


def _ids(named: Iterable[tuple[int, Sequence[str]]], asked: Sequence[str]) -> list[int]:
    known = [(number, [fold(name) for name in names]) for number, names in named]
    found: list[int] = []
    for one in map(fold, asked):
        exact = [number for number, names in known if one in names]
        found += exact or [number for number, names in known if any(_has(name, one) for name in names)]
    return list(dict.fromkeys(found))


def _has(name: str, begun: str) -> bool:
    """Tell whether a folded name begins so, or a word of it does."""
    return f" {name}".find(f" {begun}") >= 0
