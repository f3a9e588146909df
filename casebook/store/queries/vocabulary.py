"""The names in the book that a filter may ask for."""

from casebook.domain.filter.vocabulary import Entry, Vocabulary
from casebook.store.database import Database
from casebook.store.queries.narrowing_names import all_cities, tags_from

# Who still works here in front.
_PERSONS = "SELECT login, name FROM person ORDER BY inactive_since IS NOT NULL, name, id"
_TEAMS = "SELECT name, '' FROM team ORDER BY name, id"
_CREDITORS = "SELECT d.code, p.name FROM creditor d JOIN party p ON p.id = d.party_id ORDER BY d.code"


def vocabulary(database: Database) -> Vocabulary:
    """Return the names of persons, teams and creditors, and the cities and tags that are in use."""
    return Vocabulary(
        handlers=_entries(database, _PERSONS),
        teams=_entries(database, _TEAMS),
        cities=tuple(map(Entry, all_cities(database))),
        tags=tuple(map(Entry, tags_from(database))),
        creditors=_entries(database, _CREDITORS),
    )


def _entries(database: Database, sql: str) -> tuple[Entry, ...]:
    return tuple(Entry(text, name) for text, name in database.fetch(sql))
