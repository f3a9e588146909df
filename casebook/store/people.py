"""Who acts, and which day it is in the office."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store import sight
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.transaction import EVERY_ROLE, Actor

_ACTIVE = "(inactive_since IS NULL OR inactive_since > ?)"
_ROLES = f"""
    SELECT DISTINCT r.person_id, r.role FROM role r JOIN person p ON p.id = r.person_id
    WHERE r.from_on <= ? AND (r.until_on IS NULL OR r.until_on >= ?) AND {_ACTIVE}
"""  # noqa: S608 only constants

_STANDS_IN = """
    SELECT DISTINCT for_id FROM stand_in WHERE person_id = ? AND from_on <= ? AND (until_on IS NULL OR until_on >= ?)
    ORDER BY for_id
"""


def actor_for(database: Database, login: str, day: date) -> Actor:
    """Return who acts as a user of the operating system, with his roles and what he may not see on `day`.

    Who works alone has every role.

    Raises `Refused` for a login that is not known here or not active any more.
    """
    person = database.value(f"SELECT id FROM person WHERE login = ? AND {_ACTIVE}", (login, day))  # noqa: S608 only constants
    if person is None:
        raise Refused("person.not_here", source=HOUSE_RULE, login=login)
    unseen = sight.unseen(database, person, day)
    if active(database, day) == [person]:
        return Actor(person, EVERY_ROLE, unseen=unseen)
    return Actor(person, roles_of(database, day).get(person, frozenset()), unseen=unseen)


def actor_now(database: Database, actor: Actor, day: date) -> Actor:
    """Return somebody who acts already with his roles and what he may not see on `day`."""
    person = actor.person
    if person is None:
        return actor
    actor = actor._replace(unseen=sight.unseen(database, person, day))
    if active(database, day) == [person]:
        # Who works alone has every role.
        return actor
    return actor._replace(roles=roles_of(database, day).get(person, frozenset()))


def active(database: Database, day: date) -> list[int]:
    """Return the ids of the people who are active on `day`."""
    return [id_ for (id_,) in database.fetch(f"SELECT id FROM person WHERE {_ACTIVE} ORDER BY id", (day,))]  # noqa: S608 only constants


def roles_of(database: Database, day: date) -> dict[int, frozenset[Role]]:
    """Return the roles that people who are active on `day` were given, by their ids; who has none is left out."""
    found: dict[int, frozenset[Role]] = {}
    for person, role in database.fetch(_ROLES, (day, day, day)):
        found[person] = found.get(person, frozenset()) | {Role(role)}
    return found


def only_views(database: Database, person: int, day: date) -> bool:
    """Say whether all that somebody may do on `day` is to look; who was given no role at all may be given one yet."""
    return roles_of(database, day).get(person) == frozenset({Role.VIEWER}) and active(database, day) != [person]


def works_no_cases(database: Database, person: int, day: date) -> bool:
    """Say whether somebody is no handler and no lead on `day`; who was given no role at all may be given one yet."""
    roles = roles_of(database, day).get(person)
    return roles is not None and roles.isdisjoint({Role.HANDLER, Role.LEAD}) and active(database, day) != [person]


def stood_in_for(database: Database, person: int, day: date) -> list[int]:
    """Return for whom a person stands in on `day`."""
    return [other for (other,) in database.fetch(_STANDS_IN, (person, day, day))]


def key_stands(database: Database, key: int) -> bool:
    """Say whether a key with which somebody came in still lets him in."""
    return bool(database.value("SELECT count(*) FROM person_key WHERE id = ? AND revoked_on IS NULL", (key,)))


def refuse_gone(database: Database, actor: Actor, day: date) -> None:
    """Raise `Refused` for who left while a session of his was open, and for whose key was revoked meanwhile."""
    name = database.value("SELECT name FROM person WHERE id = ? AND inactive_since <= ?", (actor.person, day))
    if name is not None:
        raise Refused("person.left", source=HOUSE_RULE, name=name)
    if actor.key is not None and not key_stands(database, actor.key):
        raise Refused("ssh_key.gone", source=HOUSE_RULE)


def still_here(database: Database, actor: Actor, day: date) -> Actor:
    """Return who acts; who came in over SSH with the roles he has by now, whatever his session knew when it began.

    Raises `Refused` as `refuse_gone` does.
    """
    refuse_gone(database, actor, day)
    return actor if actor.key is None else actor_now(database, actor, day)


def today(database: Database) -> date:
    """Return the day it is in the time zone of the office. Raises `Refused` where there is no office yet."""
    return day_of(database, datetime.now(UTC))


def day_of(database: Database, moment: datetime) -> date:
    """Return the day of a moment in the time zone of the office. Raises `Refused` where there is no office yet."""
    zone = database.value("SELECT time_zone FROM office")
    if zone is None:
        raise Refused("office.missing", source=HOUSE_RULE)
    return _day_in(zone, moment)


def today_in(zone: str) -> date:
    """Return the day it is in a time zone. Raises `Refused` for one there is not."""
    return _day_in(zone, datetime.now(UTC))


def _day_in(zone: str, moment: datetime) -> date:
    try:
        return moment.astimezone(ZoneInfo(zone)).date()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused("office.time_zone", source=HOUSE_RULE, value=zone) from None
