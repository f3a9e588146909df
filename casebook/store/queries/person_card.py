"""All there is about somebody who works here: who he is, what he may do, what is his, and how he comes in."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.models.ssh import Refusal
from casebook.store.open_work import Open, open_work
from casebook.store.queries import people, ssh_keys
from casebook.store.queries.people import GrantRow, MemberRow, PersonRow, StandInRow
from casebook.store.queries.ssh_keys import KeyRow
from casebook.store.rows import rows

# So many refusals are shown.
_MOST = 8


class RefusedRow(NamedTuple):
    """What was refused to him over SSH; `asked` and `address` are as they came from outside."""

    on_day: date
    why: Refusal
    asked: str
    address: str


class PersonCard(NamedTuple):
    """A person on a day. `open` keeps him from leaving; `besides` goes along with his cases, as codes with a number.

    `last_at` is when he last did something (UTC, ISO 8601), None where he never did. The newest refusals come first.
    """

    person: PersonRow
    grants: Sequence[GrantRow]
    memberships: Sequence[MemberRow]
    stand_ins: Sequence[StandInRow]
    open: Sequence[Open]
    besides: Sequence[Open]
    keys: Sequence[KeyRow]
    refusals: Sequence[RefusedRow]
    last_at: str | None


_HIS = "c.owner_person_id = ? AND c.state <> 'closed'"
_STANDING = "h.lifted_on IS NULL AND h.from_on <= ? AND (h.until_on IS NULL OR h.until_on >= ?)"
# Each is asked with the person, and then with the day as often as it takes one.
_BESIDES = (
    ("person_card.overdue", f"SELECT count(*) FROM cases c WHERE {_HIS} AND c.next_on < ?"),  # noqa: S608 our own text
    (
        "person_card.holds",
        f"SELECT count(*) FROM hold h JOIN cases c ON c.id = h.case_id WHERE {_HIS} AND {_STANDING}",  # noqa: S608 our own text
    ),
    (
        "person_card.letters",
        f"""
        SELECT count(*) FROM letter_now n JOIN cases c ON c.id = n.case_id
        WHERE {_HIS} AND n.state IN ('prepared', 'refused', 'ready')
        """,  # noqa: S608 our own text
    ),
    (
        "person_card.requests",
        f"""
        SELECT count(*) FROM person_request r JOIN cases c ON c.id = r.case_id
        WHERE {_HIS} AND r.answered_on IS NULL AND r.withdrawn_on IS NULL
        """,  # noqa: S608 our own text
    ),
)
_REFUSALS = "SELECT on_day, why, asked, address FROM session_refusal WHERE person_id = ? ORDER BY id DESC LIMIT ?"
_LAST = "SELECT at FROM log WHERE number = (SELECT max(number) FROM log WHERE person_id = ?)"


def card(database: Database, person_id: int, day: date) -> PersonCard:
    """Return all about a person on a day."""
    with database.snapshot():
        person = next(one for one in people.persons(database, day) if one.person_id == person_id)
        return PersonCard(
            person,
            people.grants(database, person_id, day),
            people.memberships(database, person_id, day),
            [one for one in people.stand_ins(database, day) if person_id in (one.person_id, one.for_id)],
            open_work(database, person_id, day),
            _besides(database, person_id, day),
            ssh_keys.keys_of(database, person.login),
            rows(database, _REFUSALS, RefusedRow, (person_id, _MOST)),
            database.value(_LAST, (person_id,)),
        )


def _besides(database: Database, person: int, day: date) -> list[Open]:
    found = [Open(code, int(database.value(sql, (person, *[day] * (sql.count("?") - 1))))) for code, sql in _BESIDES]
    return [one for one in found if one.number]
