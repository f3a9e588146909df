"""What points from entries of the bank to cases, looked up for many entries at once along indexes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import NamedTuple, TypeVar

from casebook.domain.matching.candidate import Method
from casebook.domain.matching.facts import Hit
from casebook.domain.matching.names import likeness, telling_words
from casebook.domain.matching.numbers import Written, digits_of, written
from casebook.domain.matching.references import references
from casebook.domain.matching.rules import MatchingRules
from casebook.domain.money import Cents
from casebook.domain.parameters import Parameters
from casebook.domain.phonetic import phonetic
from casebook.domain.search import joined
from casebook.store.database import Database
from casebook.store.matching.entries import Entry
from casebook.store.rows import many

N = TypeVar("N")
Hits = dict[int, list[Hit]]

# Shorter numbers are looked for as they stand, longer ones however they are parted.
_SHORT = 4
# What a word or an amount is found so often by tells nobody from another.
_MOST_ALIKE, _MOST_SAME_AMOUNT = 200, 5
_MOST_PAID_FOR = 3
# About when a term is paid: this long after its day, and so long before it.
_TERM_AFTER, _TERM_BEFORE = timedelta(days=92), timedelta(days=35)

_TERMS = "SELECT term, kind, record_id FROM search_term WHERE kind IN ('claim', 'case') AND term IN ({marks})"
_CLAIMS = "SELECT id, case_id, number, creditor_id FROM claim WHERE ended_on IS NULL AND id IN ({marks})"
_CLAIMS_BY_NUMBER = """
    SELECT id, case_id, number, creditor_id FROM claim WHERE ended_on IS NULL AND number IN ({marks})
"""
_CASES = "SELECT id, number FROM cases WHERE id IN ({marks})"
_DEBTOR_NUMBERS = "SELECT number, party_id FROM debtor_number WHERE creditor_id = ? AND number IN ({marks})"
_ACCOUNTS = "SELECT iban, party_id, own FROM account WHERE iban IN ({marks})"
_PAID_FROM = """
    SELECT DISTINCT e.iban, u.case_id FROM bank_entry e JOIN bank_use u ON u.entry_id = e.id
    JOIN cases c ON c.id = u.case_id
    WHERE e.iban IN ({marks}) AND u.kind = 'booked' AND u.undone_on IS NULL AND c.state <> 'closed'
"""
_COLLECTIONS = """
    SELECT d.end_to_end, a.case_id, i.number FROM debit_collection d
    JOIN arrangement a ON a.id = d.arrangement_id JOIN instalment i ON i.id = d.instalment_id
    WHERE d.end_to_end IN ({marks})
"""
_MANDATES = "SELECT reference, party_id FROM debit_mandate WHERE reference IN ({marks})"
_OF_DEBTORS = "SELECT debtor_id, id FROM cases WHERE state <> 'closed' AND debtor_id IN ({marks})"
_OF_LIABLE = """
    SELECT DISTINCT l.party_id, k.case_id FROM liability l JOIN claim k ON k.id = l.claim_id
    JOIN cases c ON c.id = k.case_id WHERE c.state <> 'closed' AND l.party_id IN ({marks})
"""
_COUNTED = "SELECT term, count(*) FROM search_term WHERE kind = 'party' AND term IN ({marks}) GROUP BY term"
_NAMED = "SELECT term, record_id FROM search_term WHERE kind = 'party' AND term IN ({marks})"
_NAMES = (
    "SELECT id, name FROM party WHERE id IN ({marks})",
    "SELECT party_id, name FROM alias WHERE party_id IN ({marks})",
)
_OF_AMOUNT = "SELECT amount_rank, case_id FROM case_now WHERE band < 9 AND amount_rank IN ({marks})"
_OF_TERM = """
    SELECT i.cents, a.case_id, i.number, i.due_on FROM instalment i JOIN arrangement a ON a.id = i.arrangement_id
    WHERE i.due_on BETWEEN ? AND ? AND i.cents IN ({marks}) AND i.waived_on IS NULL AND a.agreed_on IS NOT NULL
      AND a.superseded_on IS NULL AND a.broken_on IS NULL AND a.completed_on IS NULL AND a.withdrawn_on IS NULL
"""


class _Term(NamedTuple):
    term: str
    kind: str
    record_id: int


class _Claim(NamedTuple):
    claim_id: int
    case_id: int
    number: str
    creditor_id: int


class _Case(NamedTuple):
    case_id: int
    number: str


class _Numbered(NamedTuple):
    number: str
    party_id: int


class _Account(NamedTuple):
    iban: str
    party_id: int
    own: bool


class _PaidFrom(NamedTuple):
    iban: str
    case_id: int


class _Collection(NamedTuple):
    end_to_end: str
    case_id: int
    number: int


class _Pair(NamedTuple):
    first: int
    second: int


class _Word(NamedTuple):
    term: str
    number: int


class _Name(NamedTuple):
    party_id: int
    name: str


class _DueTerm(NamedTuple):
    cents: int
    case_id: int
    number: int
    due_on: date


class _Token(NamedTuple):
    """A number within an entry, from a reference with a check or as it is written."""

    entry: Entry
    number: str
    checked: bool
    written: Written | None


def find(database: Database, entries: Sequence[Entry], rules: MatchingRules) -> Hits:
    """Return what points from entries to cases; by name and amount only where nothing surer does."""
    hits: Hits = defaultdict(list)
    _by_number(database, entries, rules, hits)
    _by_direct_debit(database, entries, rules, hits)
    _by_account(database, entries, rules, hits)
    unknown = [entry for entry in entries if all(hit.strength < rules.likely for hit in hits.get(entry.entry_id, ()))]
    _by_name(database, unknown, rules, hits)
    _by_amount(database, [entry for entry in unknown if entry.rest > 0], rules, hits)
    return hits


def numbers_in(entry: Entry) -> Iterator[_Token]:
    """Yield the numbers an entry may name an invoice, a case or a debtor by."""
    for number in dict.fromkeys(chain.from_iterable(map(references, filter(None, (entry.reference, entry.text))))):
        yield _Token(entry, joined(number), True, None)
    for one in written(f"{entry.reference} \n {entry.text}" if entry.reference else entry.text):
        yield _Token(entry, one.number, False, one)


def _by_number(database: Database, entries: Sequence[Entry], rules: MatchingRules, hits: Hits) -> None:
    """Find the claims, cases and debtors whose number an entry names; a part of a number that was found is none."""
    tokens = [token for entry in entries for token in numbers_in(entry)]
    claims, cases = _numbered(database, tokens)
    parties = _debtor_numbers(database, tokens)
    if not (claims or cases or parties):
        return
    named = [
        token
        for token in tokens
        if claims.get(token.number) or cases.get(token.number) or parties.get((token.entry.creditor_id, token.number))
    ]
    spans: dict[int, list[Written]] = defaultdict(list)
    for token in named:
        if token.written is not None:
            spans[token.entry.entry_id].append(token.written)
    of_party = _cases_of(database, {party for some in parties.values() for party in some})
    for token in named:
        entry, one = token.entry, token.written
        if one is not None and any(one.within(other) for other in spans[entry.entry_id]):
            continue
        own = hits[entry.entry_id]
        found = claims.get(token.number, ())
        # The same number of another entity of ours is meant only where this one has none.
        own_entity = [claim for claim in found if claim.creditor_id == entry.creditor_id]
        for claim in own_entity or found:
            method = Method.PAYMENT_REFERENCE if token.checked else Method.INVOICE_NUMBER
            strength = rules.reference if token.checked else _strength(token.number, one, rules.number, rules)
            code = "bank.why_reference" if token.checked else "bank.why_invoice"
            number = {"number": claim.number}
            own.append(Hit(claim.case_id, method, strength, code, number, claim_id=claim.claim_id))
        for case in cases.get(token.number, ()):
            strength = rules.reference if token.checked else _strength(token.number, one, rules.case_number, rules)
            own.append(Hit(case.case_id, Method.CASE_NUMBER, strength, "bank.why_case", {"number": case.number}))
        for party in parties.get((entry.creditor_id, token.number), ()):
            strength = _strength(token.number, one, rules.debtor_number, rules)
            for case_id in of_party.get(party, ()):
                number = {"number": token.number}
                own.append(Hit(case_id, Method.CASE_NUMBER, strength, "bank.why_debtor_number", number))


def _strength(number: str, one: Written | None, most: int, rules: MatchingRules) -> int:
    """Return how sure a number makes a match: few digits are soon something else, unless it is said what they are."""
    digits = sum(letter.isdigit() for letter in number) + (1 if one and one.labelled else 0)
    if one is not None and one.is_year:
        return min(most, rules.number_3)
    if digits <= _SHORT:
        return min(most, rules.number_4 if digits == _SHORT else rules.number_3)
    return most


def _numbered(database: Database, tokens: Iterable[_Token]) -> tuple[dict[str, list[_Claim]], dict[str, list[_Case]]]:
    """Return the claims and cases with one of the numbers, by the number as it was written."""
    wanted = {token.number for token in tokens}
    long = {form for number in wanted if len(number) > _SHORT for form in (number, number.lstrip("0"))}
    terms = many(database, _TERMS, _Term, sorted(form for form in long if len(form) > _SHORT))
    short = [number for number in wanted if len(number) <= _SHORT]
    claims = many(database, _CLAIMS, _Claim, list({term.record_id for term in terms if term.kind == "claim"}))
    claims += many(database, _CLAIMS_BY_NUMBER, _Claim, sorted({form for one in short for form in (one, one.upper())}))
    cases = many(database, _CASES, _Case, list({term.record_id for term in terms if term.kind == "case"}))
    by_claim: dict[str, dict[int, _Claim]] = defaultdict(dict)
    for claim in claims:
        for form in _forms(claim.number):
            by_claim[form][claim.claim_id] = claim
    by_case: dict[str, dict[int, _Case]] = defaultdict(dict)
    for case in cases:
        for form in _forms(case.number):
            by_case[form][case.case_id] = case
    return _of(wanted, by_claim), _of(wanted, by_case)


def _of(wanted: Iterable[str], known: Mapping[str, Mapping[int, N]]) -> dict[str, list[N]]:
    """Return what has one of the numbers: as it was written, else without the zeros and letters before it."""
    if not known:
        return {}
    found = {number: known.get(number) or known.get(_bare(number)) for number in wanted}
    return {number: list(some.values()) for number, some in found.items() if some}


def _forms(number: str) -> Iterator[str]:
    """Yield the forms of a number in which somebody may write it: closed up, and if long enough without its letters."""
    closed = joined(number)
    yield closed
    digits = digits_of(closed)
    if len(digits) > _SHORT:
        yield digits


def _bare(number: str) -> str:
    """Return a number without the zeros and letters before it, if it is long enough; else nothing."""
    digits = digits_of(number)
    return digits if len(digits) > _SHORT else ""


def _debtor_numbers(database: Database, tokens: Sequence[_Token]) -> dict[tuple[int, str], list[int]]:
    """Return the debtors that an entity knows by one of the numbers."""
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    for creditor_id in sorted({token.entry.creditor_id for token in tokens}):
        numbers = {
            form
            for token in tokens
            if token.entry.creditor_id == creditor_id and len(token.number) >= _SHORT
            for form in (token.number, token.number.upper())
        }
        for one in many(database, _DEBTOR_NUMBERS, _Numbered, sorted(numbers), (creditor_id,)):
            found[creditor_id, joined(one.number)].append(one.party_id)
    return found


def _by_direct_debit(database: Database, entries: Sequence[Entry], rules: MatchingRules, hits: Hits) -> None:
    named = {entry.end_to_end for entry in entries if entry.end_to_end}
    collections = {one.end_to_end: one for one in many(database, _COLLECTIONS, _Collection, sorted(named))}
    mandates: dict[str, list[int]] = defaultdict(list)
    for one in many(database, _MANDATES, _Numbered, sorted({entry.mandate for entry in entries if entry.mandate})):
        mandates[one.number].append(one.party_id)
    if not (collections or mandates):
        return
    of_party = _cases_of(database, {party for some in mandates.values() for party in some})
    for entry in entries:
        own = hits[entry.entry_id]
        if collection := collections.get(entry.end_to_end):
            number = {"number": collection.number}
            own.append(Hit(collection.case_id, Method.DIRECT_DEBIT, rules.direct_debit, "bank.why_collection", number))
        for party in mandates.get(entry.mandate, ()) if entry.mandate else ():
            for case_id in of_party.get(party, ()):
                mandate = {"mandate": entry.mandate}
                own.append(Hit(case_id, Method.DIRECT_DEBIT, rules.mandate, "bank.why_mandate", mandate))


def _by_account(database: Database, entries: Sequence[Entry], rules: MatchingRules, hits: Hits) -> None:
    of_iban: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.iban:
            of_iban[entry.iban].append(entry)
    known: dict[str, list[_Account]] = defaultdict(list)
    for account in many(database, _ACCOUNTS, _Account, sorted(of_iban)):
        known[account.iban].append(account)
    _by_earlier_payment(database, {one: of_iban[one] for one in of_iban.keys() - known.keys()}, rules, hits)
    of_party = _cases_of(database, {account.party_id for some in known.values() for account in some})
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
        # One who pays for many, such as an office that passes payments on, tells nothing.
        if len(cases) > _MOST_PAID_FOR:
            continue
        for case_id in cases:
            hit = Hit(case_id, Method.KNOWN_ACCOUNT, rules.payer_account, "bank.why_payer_account", {"iban": iban})
            for entry in of_iban[iban]:
                hits[entry.entry_id].append(hit)


def _by_name(database: Database, entries: Sequence[Entry], rules: MatchingRules, hits: Hits) -> None:
    """Find the debtors whose name is like the one of who paid: by words that few have in common."""
    names = {name for entry in entries for name in (entry.name, entry.ultimate_name) if name}
    terms = {name: {form for word in telling_words(name) for form in _sounding(word)} for name in names}
    wanted = sorted({term for some in terms.values() for term in some})
    rare = [one.term for one in many(database, _COUNTED, _Word, wanted) if one.number <= _MOST_ALIKE]
    by_term: dict[str, list[int]] = defaultdict(list)
    for one in many(database, _NAMED, _Word, rare):
        by_term[one.term].append(one.number)
    by_name = {name: {party for term in some for party in by_term.get(term, ())} for name, some in terms.items()}
    parties = {party for some in by_name.values() for party in some}
    of_party = _cases_of(database, parties)
    known: dict[int, list[str]] = defaultdict(list)
    for sql in _NAMES:
        for named in many(database, sql, _Name, sorted(of_party)):
            known[named.party_id].append(named.name)
    for entry in entries:
        for name in dict.fromkeys(filter(None, (entry.ultimate_name, entry.name))):
            for party in sorted(by_name[name] & of_party.keys()):
                best = max(((likeness(name, theirs), theirs) for theirs in known[party]), default=(0.0, ""))
                if best[0] < rules.name_likeness:
                    continue
                for case_id in of_party[party]:
                    said = {"name": name, "known": best[1]}
                    hits[entry.entry_id].append(Hit(case_id, Method.NAME, rules.name, "bank.why_name", said))


def _sounding(word: str) -> tuple[str, ...]:
    """Return the terms under which a word of a name is found; only letters have a sound."""
    return (word, f"~{phonetic(word)}") if word.isalpha() else (word,)


def _by_amount(database: Database, entries: Sequence[Entry], rules: MatchingRules, hits: Hits) -> None:
    """Find the cases of which just this is open, or a term of an arrangement; what many have says nothing."""
    if not entries:
        return
    amounts = sorted({entry.rest for entry in entries})
    of_amount: dict[int, list[int]] = defaultdict(list)
    for pair in many(database, _OF_AMOUNT, _Pair, [-amount for amount in amounts]):
        of_amount[-pair.first].append(pair.second)
    first = min(entry.value_on for entry in entries) - _TERM_AFTER
    last = max(entry.value_on for entry in entries) + _TERM_BEFORE
    of_term: dict[int, dict[int, _DueTerm]] = defaultdict(dict)
    for term in many(database, _OF_TERM, _DueTerm, amounts, (first, last)):
        of_term[term.cents].setdefault(term.case_id, term)
    for entry in entries:
        own = hits[entry.entry_id]
        whole = of_amount.get(entry.rest, ())
        if len(whole) <= _MOST_SAME_AMOUNT:
            for case_id in whole:
                said = {"amount": Cents(entry.rest)}
                own.append(Hit(case_id, Method.EXACT_SUM, rules.amount_alone, "bank.why_all_open", said))
        terms = of_term.get(entry.rest, {})
        if len(terms) <= _MOST_SAME_AMOUNT:
            for case_id, term in terms.items():
                said_term: Parameters = {"number": term.number, "on": term.due_on, "amount": Cents(term.cents)}
                own.append(Hit(case_id, Method.TERM_AMOUNT, rules.amount_alone, "bank.why_term", said_term))


def _cases_of(database: Database, parties: Iterable[int]) -> dict[int, list[int]]:
    """Return the cases that are not closed in which somebody owes, as the debtor or beside him."""
    wanted, found = sorted(set(parties)), defaultdict[int, dict[int, None]](dict)
    for sql in (_OF_DEBTORS, _OF_LIABLE):
        for pair in many(database, sql, _Pair, wanted):
            found[pair.first][pair.second] = None
    return {party: list(cases) for party, cases in found.items()}
