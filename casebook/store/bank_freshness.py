"""Up to which day the bank tells everything, for each of our entities."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from weakref import WeakKeyDictionary

from casebook.domain.bank_cover import Accepted, Cover, Known, Stretch, joined, known, stretches, together
from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.rows import many, rows

_ONE_DAY = timedelta(days=1)
_ACCOUNTS = """
    SELECT c.id, c.receipts_from, a.iban FROM creditor c LEFT JOIN account a ON a.party_id = c.party_id AND a.own = 1
    WHERE c.id IN ({marks}) ORDER BY c.id, a.id
"""
_COVER = """
    SELECT s.id, s.account, s.number, s.from_on, s.until_on, s.opening_cents, s.closing_cents, r.on_day
    FROM bank_statement s JOIN import_run r ON r.id = s.run_id
    WHERE s.kind = 'statement' AND s.opening_cents IS NOT NULL AND s.closing_cents IS NOT NULL
    AND s.from_on IS NOT NULL AND s.until_on IS NOT NULL AND r.state = 'done' AND s.account IN ({marks})
"""
# What of the bank there is: as long as that is the same, so is what the statements cover.
_STAND = """
    SELECT count(*), CAST(COALESCE(sum(id), 0) AS BIGINT),
           COALESCE((SELECT s.key FROM bank_statement s ORDER BY s.id DESC LIMIT 1), '')
    FROM import_run WHERE kind = 'bank' AND state = 'done'
"""
# What people took as known though no statement tells it.
_GAPS = """
    SELECT g.account, g.id, g.version, g.after_on, g.from_on, COALESCE(p.name, ''), g.said_on, g.reason
    FROM bank_gap g LEFT JOIN person p ON p.id = g.person_id
    WHERE g.withdrawn_on IS NULL AND g.account IN ({marks}) ORDER BY g.from_on, g.id
"""
# The last complete list with items of an entity, or, where its lists are not complete, the last that told of one.
_LISTED = ("listed_item", "imported_item")
_LIST = """
    SELECT max(r.on_day) FROM import_run r
    WHERE r.kind = 'receivables' AND r.state = 'done'
    AND EXISTS (SELECT 1 FROM {table} i WHERE i.creditor_id = ? AND i.run_id = r.id)
"""


class AccountCover(NamedTuple):
    """An account of one of our entities, and from when up to which day its statements tell everything.

    `until_on` is None where there are none; `from_on` is None where all before is known too, by somebody's word.
    `by_list`: the ledger books what comes in on it, and statements only confirm that.
    """

    iban: str
    creditor_id: int
    by_list: bool
    until_on: date | None
    from_on: date | None


class GapRow(NamedTuple):
    """What somebody took as known of an account: all after a day up to another, or before it all."""

    account: str
    id: int
    version: int
    after_on: date | None
    from_on: date
    by: str
    said_on: date
    reason: str

    @property
    def accepted(self) -> Accepted:
        """What follows from it."""
        return Accepted(self.after_on, self.from_on, self.by, self.said_on, self.reason)


class _Account(NamedTuple):
    creditor_id: int
    receipts_from: str
    iban: str | None


class _Cover(NamedTuple):
    id: int
    account: str
    number: str
    from_on: date
    until_on: date
    opening: Cents
    closing: Cents
    on_day: date


class _Stand(NamedTuple):
    """By what the statements are known again; the last one by its content: an id that was taken back comes again."""

    runs: int
    sum_of_runs: int
    last_statement: str


class _Day(NamedTuple):
    on_day: date | None


# What the statements of accounts cover, as it was read last of each database.
_KNOWN: WeakKeyDictionary[Database, tuple[_Stand, dict[str, Sequence[Stretch]]]] = WeakKeyDictionary()


class Receipts:
    """How far the receipts of entities are known, read once for all that is asked about them."""

    def __init__(self, database: Database, creditor_ids: Sequence[int]) -> None:
        self._own: defaultdict[int, list[str]] = defaultdict(list)
        self._lists: dict[int, Known] = {}
        self._accounts: list[_Account] = many(database, _ACCOUNTS, _Account, list(creditor_ids))
        for one in self._accounts:
            if one.receipts_from == "ledger" and one.creditor_id not in self._lists:
                self._lists[one.creditor_id] = Known(_last_list(database, one.creditor_id), by_list=True)
            if one.iban:
                self._own[one.creditor_id].append(one.iban)
        ibans = [one.iban for one in self._accounts if one.iban]
        told = _stretches(database, ibans)
        self._words = accepted(database, ibans)
        self._joined = {
            iban: joined(told[iban], [word.accepted for word in self._words[iban]]) for iban in dict.fromkeys(ibans)
        }

    def known(self, creditor_ids: Iterable[int], since: date | None = None) -> Known:
        """Return what is known of all accounts of entities.

        Where a statement is missing nothing is known from there on, unless all that is asked about is `since` a later
        day. Notices tell of some entries only and do not count. For an entity whose receipts the ledger books it is the
        last list of open items that tells up to when.
        """
        return together(
            self._lists.get(one) or together(known(self._joined[iban], since) for iban in self._own[one])
            for one in creditor_ids
        )

    def accepted(self, creditor_ids: Iterable[int], since: date) -> tuple[Accepted, ...]:
        """Return what people took as known of the accounts of entities, of days from one on."""
        some = (one for one in creditor_ids if one not in self._lists)
        words = (word for one in some for iban in self._own[one] for word in self._words[iban])
        return tuple(word.accepted for word in words if word.from_on > since)

    def covers(self) -> Iterator[AccountCover]:
        """Yield every account with what its statements tell."""
        for one in self._accounts:
            if one.iban:
                found = known(self._joined[one.iban])
                begins = None if found.until_on is None or found.from_on == date.min else found.from_on
                yield AccountCover(one.iban, one.creditor_id, one.receipts_from == "ledger", found.until_on, begins)


def known_until(database: Database, creditor_ids: Sequence[int], since: date | None = None) -> dict[int, date | None]:
    """Return for each entity the last day up to which its receipts are known: the earliest over its own accounts.

    None where an account was never reported, or there is none.
    """
    receipts = Receipts(database, creditor_ids)
    return {one: receipts.known([one], since).until_on for one in creditor_ids}


def covers(database: Database, creditor_ids: Sequence[int]) -> list[AccountCover]:
    """Return the accounts of entities, with the last day up to which the statements of each tell everything."""
    return list(Receipts(database, creditor_ids).covers())


def _last_list(database: Database, creditor_id: int) -> date | None:
    """Return the day of the last list of open items of an entity: a list of another entity tells nothing of it."""
    of_entity = (rows(database, _LIST.replace("{table}", table), _Day, (creditor_id,)) for table in _LISTED)
    return next((one.on_day for (one,) in of_entity if one.on_day is not None), None)


def accepted(database: Database, accounts: Sequence[str]) -> Mapping[str, Sequence[GapRow]]:
    """Return by account what people took as known though no statement tells it, in the order of its days."""
    found: defaultdict[str, list[GapRow]] = defaultdict(list)
    for one in many(database, _GAPS, GapRow, list(dict.fromkeys(accounts))):
        found[one.account].append(one)
    return found


def open_gaps(database: Database, account: str) -> tuple[Stretch, ...]:
    """Return the stretches of an account in front of which something is not told and nobody took it as known."""
    words = [one.accepted for one in accepted(database, [account])[account]]
    return tuple(one for one in _stretches(database, [account])[account] if not any(word.fills(one) for word in words))


def _stretches(database: Database, accounts: Sequence[str]) -> Mapping[str, Sequence[Stretch]]:
    """Return what the statements of accounts cover, which is read once for as long as no statement comes."""
    if not accounts:
        return {}
    (stand,) = rows(database, _STAND, _Stand)
    read = _KNOWN.get(database)
    if read is None or read[0] != stand:
        read = _KNOWN[database] = (stand, {})
    new = [one for one in accounts if one not in read[1]]
    if new:
        of_account = statements_of(database, new)
        read[1].update({one: stretches(of_account[one]) for one in new})
    return read[1]


def statements_of(database: Database, accounts: Sequence[str]) -> dict[str, list[Cover]]:
    """Return the statements of accounts that have days and balances.

    One that was brought in on its last day does not tell all of it; those of an import that was killed are not whole.
    """
    found: defaultdict[str, list[Cover]] = defaultdict(list)
    for one in many(database, _COVER, _Cover, list(dict.fromkeys(accounts))):
        whole = min(one.until_on, one.on_day - _ONE_DAY)
        found[one.account].append(Cover(one.id, one.number, one.from_on, one.until_on, one.opening, one.closing, whole))
    return found
