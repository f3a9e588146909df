"""Up to which day the bank tells everything, for each of our entities."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from weakref import WeakKeyDictionary

from casebook.domain.bank_cover import Cover, Stretch, stretches
from casebook.domain.bank_cover import known_until as covered_until
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
# The last complete list with items of an entity, or, where its lists are not complete, the last that told of one.
_LISTED = ("listed_item", "imported_item")
_LIST = """
    SELECT max(r.on_day) FROM import_run r
    WHERE r.kind = 'receivables' AND r.state = 'done'
    AND EXISTS (SELECT 1 FROM {table} i WHERE i.creditor_id = ? AND i.run_id = r.id)
"""


class AccountCover(NamedTuple):
    """An account of one of our entities, and up to which day its statements tell everything; None without any."""

    iban: str
    creditor_id: int
    until_on: date | None


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


def known_until(database: Database, creditor_ids: Sequence[int], since: date | None = None) -> dict[int, date | None]:
    """Return for each entity the last day up to which its receipts are known: the earliest over its own accounts.

    None where an account was never reported, or there is none. Where a statement is missing nothing is known from there
    on, unless all that is asked about is `since` a later day. Notices tell of some entries only and do not count. For
    an entity whose receipts the ledger books it is the day of the last list of open items.
    """
    accounts = many(database, _ACCOUNTS, _Account, list(creditor_ids))
    until = {one.iban: one.until_on for one in covers(database, creditor_ids, since)}
    known: dict[int, date | None] = {}
    for creditor_id in creditor_ids:
        own = [one for one in accounts if one.creditor_id == creditor_id]
        if any(one.receipts_from == "ledger" for one in own):
            known[creditor_id] = _last_list(database, creditor_id)
            continue
        days = [until.get(one.iban) if one.iban else None for one in own]
        known[creditor_id] = None if not days or None in days else min(day for day in days if day is not None)
    return known


def _last_list(database: Database, creditor_id: int) -> date | None:
    """Return the day of the last list of open items of an entity: a list of another entity tells nothing of it."""
    of_entity = (rows(database, _LIST.replace("{table}", table), _Day, (creditor_id,)) for table in _LISTED)
    return next((one.on_day for (one,) in of_entity if one.on_day is not None), None)


def covers(database: Database, creditor_ids: Sequence[int], since: date | None = None) -> list[AccountCover]:
    """Return the accounts of entities, with the last day up to which the statements of each tell everything."""
    accounts = [one for one in many(database, _ACCOUNTS, _Account, list(creditor_ids)) if one.iban]
    of_account = _stretches(database, [one.iban for one in accounts if one.iban])
    return [
        AccountCover(one.iban, one.creditor_id, covered_until(of_account[one.iban], since))
        for one in accounts
        if one.iban
    ]


def _stretches(database: Database, accounts: Sequence[str]) -> Mapping[str, Sequence[Stretch]]:
    """Return what the statements of accounts cover, which is read once for as long as no statement comes."""
    if not accounts:
        return {}
    (stand,) = rows(database, _STAND, _Stand)
    known = _KNOWN.get(database)
    if known is None or known[0] != stand:
        known = _KNOWN[database] = (stand, {})
    new = [one for one in accounts if one not in known[1]]
    if new:
        of_account = statements_of(database, new)
        known[1].update({one: stretches(of_account[one]) for one in new})
    return known[1]


def statements_of(database: Database, accounts: Sequence[str]) -> dict[str, list[Cover]]:
    """Return the statements of accounts that have days and balances.

    One that was brought in on its last day does not tell all of it; those of an import that was killed are not whole.
    """
    found: defaultdict[str, list[Cover]] = defaultdict(list)
    for one in many(database, _COVER, _Cover, list(dict.fromkeys(accounts))):
        whole = min(one.until_on, one.on_day - _ONE_DAY)
        found[one.account].append(Cover(one.id, one.number, one.from_on, one.until_on, one.opening, one.closing, whole))
    return found
