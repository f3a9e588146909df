"""The cases that items name by a number: of the case, an invoice, a payment reference, an insolvency, or a debtor."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from casebook.domain.matching.numbers import Written as Number
from casebook.domain.matching.numbers import digits_of, written
from casebook.domain.matching.references import references
from casebook.domain.post.candidates import PostHit, PostMethod
from casebook.domain.search import insolvency_numbers, joined
from casebook.store.database import Database
from casebook.store.post.of_party import cases_of
from casebook.store.post.texts import Hits, Written
from casebook.store.rows import many

# A shorter number is meant only where it is said to be one of something; four digits alone are soon a year.
_SHORT, _SURE = 4, 5
# So many numbers of one item are looked up.
_MOST = 400

_TERMS = "SELECT term, kind, record_id FROM search_term WHERE term IN ({marks})"
_CLAIMS = "SELECT id, case_id, number FROM claim WHERE id IN ({marks})"
_CASES = "SELECT id, id, number FROM cases WHERE id IN ({marks})"
_DEBTORS = "SELECT party_id, party_id, number FROM debtor_number WHERE party_id IN ({marks})"
_KINDS = {"claim": _CLAIMS, "case": _CASES, "party": _DEBTORS}


class _Term(NamedTuple):
    term: str
    kind: str
    record_id: int


class _Numbered(NamedTuple):
    """A record, the case or party it leads to, and its number."""

    record_id: int
    leads_to: int
    number: str


class _Token(NamedTuple):
    number: str
    checked: bool = False
    insolvency: bool = False


def by_number(database: Database, items: Sequence[Written], hits: Hits) -> None:
    """Find the cases whose number, or that of a claim, an insolvency or the debtor of which, stands in an item."""
    tokens = {item.item_id: list(_tokens(item.text)) for item in items}
    wanted = sorted({token.number for some in tokens.values() for token in some})
    found = many(database, _TERMS, _Term, wanted)
    named = _named(database, found)
    insolvent: dict[str, set[int]] = defaultdict(set)
    for term in found:
        if term.kind == "case":
            insolvent[term.term].add(term.record_id)
    debtors = {one.leads_to for (kind, _), some in named.items() if kind == "party" for one in some}
    of_party = cases_of(database, debtors)
    for item in items:
        own = hits[item.item_id]
        for token in tokens[item.item_id]:
            if token.insolvency:
                number = {"number": _as_written(token.number)}
                for case_id in sorted(insolvent[token.number]):
                    own.append(PostHit(case_id, PostMethod.INSOLVENCY, "post.why_insolvency", number))
                continue
            own += _of_token(token, named, of_party)


def _of_token(
    token: _Token, named: dict[tuple[str, str], list[_Numbered]], of_party: dict[int, list[int]]
) -> Iterable[PostHit]:
    for case in named.get(("case", token.number), ()):
        method = PostMethod.REFERENCE if token.checked else PostMethod.CASE_NUMBER
        code = "post.why_reference" if token.checked else "post.why_case"
        yield PostHit(case.leads_to, method, code, {"number": case.number})
    for claim in named.get(("claim", token.number), ()):
        method = PostMethod.REFERENCE if token.checked else PostMethod.CLAIM_NUMBER
        code = "post.why_reference" if token.checked else "post.why_claim"
        yield PostHit(claim.leads_to, method, code, {"number": claim.number})
    for debtor in named.get(("party", token.number), ()):
        for case_id in of_party.get(debtor.leads_to, ()):
            number = {"number": debtor.number}
            yield PostHit(case_id, PostMethod.DEBTOR_NUMBER, "post.why_debtor_number", number, party_id=debtor.leads_to)


def _as_written(number: str) -> str:
    """Return the number of an insolvency as the register writes it; that of a supervision as it is compared."""
    if number.startswith("nltz"):
        return number.upper()
    return f"{number[0].upper()}.{number[1:3]}/{number[3:5]}/{number[5:]}"


def _named(database: Database, found: Sequence[_Term]) -> dict[tuple[str, str], list[_Numbered]]:
    """Return the records that have one of the numbers, as it is or without what stands before its digits."""
    named: dict[tuple[str, str], list[_Numbered]] = defaultdict(list)
    for kind, sql in _KINDS.items():
        ids = sorted({term.record_id for term in found if term.kind == kind})
        for record in many(database, sql, _Numbered, ids):
            closed = joined(record.number)
            digits = digits_of(closed)
            for form in {closed, digits if len(digits) > _SURE else closed}:
                named[kind, form].append(record)
    return named


def _tokens(text: str) -> Iterable[_Token]:
    """Yield the numbers in a text that may be one of ours, each once."""
    for number in dict.fromkeys(insolvency_numbers(text)):
        yield _Token(number, insolvency=True)
    for number in dict.fromkeys(references(text)):
        yield _Token(joined(number), checked=True)
    for one in written(text)[:_MOST]:
        if _is_meant(one):
            yield _Token(one.number)


def _is_meant(one: Number) -> bool:
    digits = sum(letter.isdigit() for letter in one.number)
    if one.is_year or len(one.number) < _SHORT:
        return False
    return digits >= _SURE or (one.labelled and digits >= _SHORT)
