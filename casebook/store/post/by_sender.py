"""The cases of who sent an item: by the letter it answers, the account it names, or its mail address."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.post.candidates import PostHit, PostMethod
from casebook.domain.search import joined
from casebook.store.database import Database
from casebook.store.post.of_party import cases_of
from casebook.store.post.texts import Hits, Written
from casebook.store.rows import many

_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
_MAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_MOST = 20
# Who acts for so many tells nobody from another.
_MOST_CASES = 10

_LETTERS = """
    SELECT x.message_id, l.case_id, l.addressee_id, l.subject, x.sent_on
    FROM dispatch x JOIN letter l ON l.id = x.letter_id WHERE x.message_id IN ({marks})
"""
_ACCOUNTS = "SELECT iban, party_id FROM account WHERE iban IN ({marks})"
_MAIL_TERMS = "SELECT term, record_id FROM search_term WHERE kind = 'party' AND term IN ({marks})"
_POINTS = "SELECT value, party_id FROM contact_point WHERE kind = 'mail' AND party_id IN ({marks})"
_ACTS_FOR = """
    SELECT r.representative_id, c.id FROM representation r JOIN cases c ON c.debtor_id = r.party_id
    WHERE (r.until_on IS NULL OR r.until_on >= ?) AND c.state <> 'closed' AND r.representative_id IN ({marks})
"""


class _Letter(NamedTuple):
    message_id: str
    case_id: int
    addressee_id: int
    subject: str
    sent_on: date | None


class _Account(NamedTuple):
    iban: str
    party_id: int


class _Term(NamedTuple):
    term: str
    party_id: int


class _Point(NamedTuple):
    value: str
    party_id: int


class _Acts(NamedTuple):
    party_id: int
    case_id: int


def by_reply(database: Database, items: Sequence[Written], hits: Hits) -> None:
    """Find the cases of letters that items answer or quote, by the message id we gave those."""
    ids = {form for item in items for id_ in item.answers for form in _forms(id_)}
    letters: dict[str, list[_Letter]] = defaultdict(list)
    for letter in many(database, _LETTERS, _Letter, sorted(ids)):
        letters[letter.message_id.strip("<>")].append(letter)
    for item in items:
        for id_ in item.answers:
            for letter in letters.get(id_.strip("<>"), ()):
                said = {"subject": letter.subject, "on": letter.sent_on}
                code = "post.why_reply" if letter.sent_on else "post.why_reply_unsent"
                hit = PostHit(letter.case_id, PostMethod.REPLY, code, said, party_id=letter.addressee_id)
                hits[item.item_id].append(hit)


def by_account(database: Database, items: Sequence[Written], hits: Hits) -> None:
    """Find the cases of whose account an item names."""
    named = {item.item_id: _ibans(item.text) for item in items}
    known: dict[str, list[int]] = defaultdict(list)
    for account in many(database, _ACCOUNTS, _Account, sorted({one for some in named.values() for one in some})):
        known[account.iban].append(account.party_id)
    of_party = cases_of(database, {party for some in known.values() for party in some})
    for item in items:
        for iban in named[item.item_id]:
            for party in known.get(iban, ()):
                for case_id in of_party.get(party, ()):
                    said = {"iban": iban}
                    hits[item.item_id].append(PostHit(case_id, PostMethod.IBAN, "post.why_iban", said, party_id=party))


def by_mail(database: Database, items: Sequence[Written], day: date, hits: Hits) -> None:
    """Find the cases of who has the mail address that an item comes from, or names as one that is passed on does."""
    named = {item.item_id: _mails(item) for item in items}
    terms = {joined(mail): mail for some in named.values() for mail in some}
    parties = {one.party_id for one in many(database, _MAIL_TERMS, _Term, sorted(terms))}
    known: dict[str, set[int]] = defaultdict(set)
    for point in many(database, _POINTS, _Point, sorted(parties)):
        known[point.value.strip().lower()].add(point.party_id)
    of_party = cases_of(database, parties)
    acts_for: dict[int, set[int]] = defaultdict(set)
    for one in many(database, _ACTS_FOR, _Acts, sorted(parties), (day,)):
        acts_for[one.party_id].add(one.case_id)
    for item in items:
        for mail in named[item.item_id]:
            for party in sorted(known.get(mail, ())):
                cases = sorted({*of_party.get(party, ()), *acts_for[party]})
                # Who acts for many names the one he means; by his address alone nobody knows.
                for case_id in cases if len(cases) <= _MOST_CASES else ():
                    said = {"mail": mail}
                    hits[item.item_id].append(PostHit(case_id, PostMethod.MAIL, "post.why_mail", said, party_id=party))


def _forms(message_id: str) -> Iterable[str]:
    bare = message_id.strip("<>")
    return bare, f"<{bare}>"


def _ibans(text: str) -> list[str]:
    return list(dict.fromkeys(found[0].replace(" ", "") for found in _IBAN.finditer(text.upper())))[:_MOST]


def _mails(item: Written) -> list[str]:
    found = (one[0].lower() for one in _MAIL.finditer(item.text))
    return list(dict.fromkeys(filter(None, [item.from_mail, *found])))[:_MOST]
