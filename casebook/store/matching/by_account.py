"""The cases of those whose account entries of the bank came from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from casebook.domain.matching.candidate import Method
from casebook.domain.matching.facts import Hit
from casebook.domain.matching.rules import MatchingRules
from casebook.store.database import Database
from casebook.store.matching.entries import Entry, Hits
from casebook.store.matching.owed import cases_of
from casebook.store.rows import many

# One who pays for more, such as an office that passes payments on, tells nothing.
_MOST_PAID_FOR = 3

_ACCOUNTS = "SELECT iban, party_id, own FROM account WHERE iban IN ({marks})"
_PAID_FROM = """
    SELECT DISTINCT e.iban, u.case_id FROM bank_entry e JOIN bank_use u ON u.entry_id = e.id
    JOIN cases c ON c.id = u.case_id
    WHERE e.iban IN ({marks}) AND u.kind = 'booked' AND u.undone_on IS NULL AND c.state <> 'closed'
"""


class _Account(NamedTuple):
    iban: str
    party_id: int
    own: bool


class _PaidFrom(NamedTuple):
    iban: str
    case_id: int


def by_account(database: Database, entries: Sequence[Entry], rules: MatchingRules, hits: Hits) -> None:
    """Find the cases of those whose account it is, or in which was booked before what came from it."""
    of_iban: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.iban:
            of_iban[entry.iban].append(entry)
    known: dict[str, list[_Account]] = defaultdict(list)
    for account in many(database, _ACCOUNTS, _Account, sorted(of_iban)):
        known[account.iban].append(account)
    _by_earlier_payment(database, {one: of_iban[one] for one in of_iban.keys() - known.keys()}, rules, hits)
    of_party = cases_of(database, {account.party_id for some in known.values() for account in some})
    for entry in entries:
        for account in known.get(entry.iban or "", ()):
            strength = rules.own_account if account.own else rules.payer_account
            code = "bank.why_own_account" if account.own else "bank.why_payer_account"
            for case_id in of_party.get(account.party_id, ()):
                hit = Hit(
                    case_id,
                    Method.KNOWN_ACCOUNT,
                    strength,
                    code,
                    {"iban": account.iban},
                    payer_id=account.party_id if account.own else None,
                    third_party=not account.own,
                )
                hits[entry.entry_id].append(hit)


def _by_earlier_payment(
    database: Database, of_iban: Mapping[str, Sequence[Entry]], rules: MatchingRules, hits: Hits
) -> None:
    """Find the cases in which was booked before what came from an account that nobody recorded as anybody's."""
    paid: dict[str, list[int]] = defaultdict(list)
    for one in many(database, _PAID_FROM, _PaidFrom, sorted(of_iban)):
        paid[one.iban].append(one.case_id)
    for iban, cases in paid.items():
        if len(cases) > _MOST_PAID_FOR:
            continue
        for case_id in cases:
            hit = Hit(case_id, Method.KNOWN_ACCOUNT, rules.payer_account, "bank.why_payer_account", {"iban": iban})
            for entry in of_iban[iban]:
                hits[entry.entry_id].append(hit)
