"""The claims, cases and debtors whose numbers entries of the bank name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, TypeVar

from casebook.domain.matching.candidate import Method
from casebook.domain.matching.facts import Hit
from casebook.domain.matching.numbers import Written, digits_of, written
from casebook.domain.matching.references import references
from casebook.domain.matching.rules import MatchingRules
from casebook.domain.search import joined
from casebook.store.database import Database
from casebook.store.matching.entries import Entry, Hits
from casebook.store.matching.owed import cases_of
from casebook.store.rows import many

N = TypeVar("N")

# Shorter numbers are looked for as they stand, longer ones however they are parted.
_SHORT = 4

_TERMS = "SELECT term, kind, record_id FROM search_term WHERE kind IN ('claim', 'case') AND term IN ({marks})"
_CLAIMS = "SELECT id, case_id, number, creditor_id FROM claim WHERE ended_on IS NULL AND id IN ({marks})"
_CLAIMS_BY_NUMBER = """
    SELECT id, case_id, number, creditor_id FROM claim WHERE ended_on IS NULL AND number IN ({marks})
"""
_CASES = "SELECT id, number FROM cases WHERE id IN ({marks})"
_DEBTOR_NUMBERS = "SELECT number, party_id FROM debtor_number WHERE creditor_id = ? AND number IN ({marks})"


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


class _Token(NamedTuple):
    """A number within an entry, from a reference with a check or as it is written."""

    entry: Entry
    number: str
    checked: bool
    written: Written | None


def by_number(database: Database, entries: Sequence[Entry], rules: MatchingRules, hits: Hits) -> None:
    """Find the claims, cases and debtors whose number an entry names; a part of a number that was found is none."""
    tokens = [token for entry in entries for token in _numbers_in(entry)]
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
    of_party = cases_of(database, {party for some in parties.values() for party in some})
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
    """Return a number without the zeros and letters before it, if it is long enough; else nothing.

    Where other digits stand before them, it is two numbers in one.
    """
    digits = digits_of(number)
    before = number.removesuffix(digits).rstrip("0")
    return digits if len(digits) > _SHORT and (not before or before.isalpha()) else ""


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


def _numbers_in(entry: Entry) -> Iterator[_Token]:
    """Yield the numbers an entry may name an invoice, a case or a debtor by."""
    for number in dict.fromkeys(chain.from_iterable(map(references, filter(None, (entry.reference, entry.text))))):
        yield _Token(entry, joined(number), True, None)
    for one in written(f"{entry.reference} \n {entry.text}" if entry.reference else entry.text):
        yield _Token(entry, one.number, False, one)
