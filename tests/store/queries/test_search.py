"""What is found under what somebody types or quotes."""

import pytest

from casebook.domain.money import Cents
from casebook.domain.search import TermKind
from casebook.store import search
from casebook.store.database import Database
from casebook.store.models.cases import CaseState
from casebook.store.models.claims import Liability
from casebook.store.models.limitation import LimitationEvent
from casebook.store.models.parties import Account, Address, Alias, ContactPoint, Party, Representation
from casebook.store.queries.search import SearchRow, find
from tests.store.queries.shelf import TODAY, Shown, put, shelve


@pytest.fixture
def filled(database: Database) -> Database:
    names = ("Bakkerij De Molen", "J. Pietersen", "Pietersen Holding B.V.", "Van Dam Bouw BV", "Łukasz Żak", "De Vries")
    shelve(database, [Shown(n, name) for n, name in enumerate(names, 1)])
    put(database, Alias, [{"id": 1, "party_id": 4, "name": "Damwand Totaal"}])
    put(database, ContactPoint, [{"id": 1, "party_id": 6, "kind": "phone", "value": "+31 (0)6 1234 5678"}])
    put(database, Party, [{"id": 50, "name": "Borg Steller", "sort_name": "borg steller"}])
    put(database, Liability, [{"id": 1, "claim_id": 2, "party_id": 50, "relation": "guarantor"}])
    search.rebuild(database, search.PARTY, [4, 6, 50])
    return database


@pytest.mark.parametrize(
    ("typed", "first", "matched"),
    [
        ("molen", ("party", 1), "Bakkerij De Molen"),
        ("de mol", ("party", 1), "Bakkerij De Molen"),
        ("mol bakkerij", None, None),
        ("PIETERSEN J", ("party", 2), "J. Pietersen"),
        ("pietersen holding", ("party", 3), "Pietersen Holding B.V."),
        ("zak", ("party", 5), "Łukasz Żak"),
        ("damwand", ("party", 4), "Damwand Totaal"),
        ("2026-0000003", ("case", 3), "2026-0000003"),
        ("20260000003", ("case", 3), "2026-0000003"),
        ("F00000004", ("claim", 4), "F00000004"),
        ("06-12345678", ("party", 6), "+31 (0)6 1234 5678"),
        ("5678", ("party", 6), "+31 (0)6 1234 5678"),
    ],
)
def test_the_most_alike_first(filled: Database, typed: str, first: tuple[str, int] | None, matched: str | None) -> None:
    found = [row for row in find(filled, typed) if not row.near]
    if first is None:
        # The last word may be unfinished, the others not.
        assert found == []
    else:
        assert (found[0].kind, found[0].record_id) == first
        assert found[0].matched == matched


@pytest.mark.parametrize("typed", ["piterse", "pietersn", "peitersen", "van dam bouwe", "bakerij moln"])
def test_a_slip_finds_what_was_meant(filled: Database, typed: str) -> None:
    found = find(filled, typed)
    assert found
    assert all(row.near for row in found)
    assert found[0].record_id in ({1} if "moln" in typed else {4} if "dam" in typed else {2, 3})


def test_what_was_typed_comes_before_what_is_alike(filled: Database) -> None:
    found = find(filled, "pietersen")
    assert [row.near for row in found] == sorted(row.near for row in found)
    assert {row.record_id for row in found if not row.near} == {2, 3}


def test_a_row_says_in_which_case_how_much_is_open_and_who_works_it(filled: Database) -> None:
    assert find(filled, "zak") == [
        SearchRow(
            "party",
            5,
            5,
            5,
            "2026-0000005",
            CaseState.OPEN,
            "Łukasz Żak",
            "Łukasz Żak",
            Cents(1000),
            "Person 101",
            "Łukasz Żak",
            TermKind.NAME,
            near=False,
        )
    ]


def test_who_is_liable_comes_with_the_case_he_is_liable_in_and_others_with_none(filled: Database) -> None:
    assert [(row.record_id, row.case_id, row.debtor) for row in find(filled, "steller")] == [(50, 2, "J. Pietersen")]
    assert [(row.name, row.case_id) for row in find(filled, "wij")] == [("Wij B.V.", None)]


@pytest.mark.parametrize("typed", ["", " ", "-", "\x00", "%", "'; DROP TABLE cases; --", "𐏿", "\U0010ffff"])
def test_anything_may_be_typed(filled: Database, typed: str) -> None:
    assert isinstance(find(filled, typed), list)
    assert filled.value("SELECT count(*) FROM cases") == 6


def test_no_more_than_asked_for(filled: Database) -> None:
    assert len(find(filled, "2026", limit=4)) == 4


@pytest.fixture
def quoted(filled: Database) -> Database:
    """The debtor of case 3 with everything a caller may quote of him, and others that are much like him."""
    kept = [("phone", "+31 (0)10 123 45 67"), ("phone", "+32 470 12 34 56"), ("mail", "a.vandermeer@bouwmeester.nl")]
    points = [
        {"id": n, "party_id": 3, "kind": kind, "value": value, "person_name": "Anna van der Meer"}
        for n, (kind, value) in enumerate(kept, 2)
    ]
    put(filled, ContactPoint, points)
    filled.execute("UPDATE party SET kvk = '12345678', version = version + 1 WHERE id = 3")
    put(filled, Account, [{"id": 1, "party_id": 3, "iban": "NL91ABNA0417164300"}])
    put(filled, Address, [{"id": 1, "party_id": 3, "postcode": "1234 AB", "house_number": "12-2"}])
    put(filled, Address, [{"id": 2, "party_id": 2, "house_number": "12"}])
    event = {"id": 1, "case_id": 3, "kind": "insolvency", "on_day": TODAY, "note": "F.10/25/311"}
    put(
        filled,
        LimitationEvent,
        [event, {"id": 2, "case_id": 2, "kind": "demand", "on_day": TODAY, "note": "F.10/25/9"}],
    )
    put(filled, Party, [{"id": 60, "name": "mr. S. Wiersma", "sort_name": "wiersma mr s"}])
    acts = {"id": 1, "party_id": 3, "representative_id": 60, "role": "curator_bankruptcy"}
    put(filled, Representation, [acts])
    for kind, ids in ((search.PARTY, [2, 3, 60]), (search.CASE, [2, 3])):
        search.rebuild(filled, kind, ids)
    return filled


@pytest.mark.parametrize(
    ("typed", "matched_as", "matched"),
    [
        ("+31101234567", TermKind.PHONE, "+31 (0)10 123 45 67"),
        ("010-123 45 67", TermKind.PHONE, "+31 (0)10 123 45 67"),
        ("0031 10 1234567", TermKind.PHONE, "+31 (0)10 123 45 67"),
        ("tel: 010 1234567", TermKind.PHONE, "+31 (0)10 123 45 67"),
        ("4567", TermKind.PHONE, "+31 (0)10 123 45 67"),
        ("0032470123456", TermKind.PHONE, "+32 470 12 34 56"),
        ("0470 123 456", TermKind.PHONE, "+32 470 12 34 56"),
        ("NL91 ABNA 0417 1643 00", TermKind.IBAN, "NL91ABNA0417164300"),
        ("nl91abna04", TermKind.IBAN, "NL91ABNA0417164300"),
        ("41.71.64.300", TermKind.IBAN, "NL91ABNA0417164300"),
        ("12345678", TermKind.KVK, "12345678"),
        ("KvK 1234 5678", TermKind.KVK, "12345678"),
        ("1234AB 12", TermKind.ADDRESS, "1234 AB 12-2"),
        ("12-2, 1234 ab", TermKind.ADDRESS, "1234 AB 12-2"),
        ("F.10/25/311", TermKind.INSOLVENCY, "F.10/25/311"),
        ("10/25/311", TermKind.INSOLVENCY, "F.10/25/311"),
        ("C/10/25/311 F", TermKind.INSOLVENCY, "F.10/25/311"),
        ("a.vandermeer@bouwmeester.nl", TermKind.MAIL, "a.vandermeer@bouwmeester.nl"),
        ("vandermeer@bouw", TermKind.MAIL, "a.vandermeer@bouwmeester.nl"),
        ("bouwmeester", TermKind.MAIL, "a.vandermeer@bouwmeester.nl"),
        ("anna meer", TermKind.NAME, "Anna van der Meer"),
        ("meer anna van der", TermKind.NAME, "Anna van der Meer"),
        ("2026-0000003", TermKind.NUMBER, "2026-0000003"),
        ("factuur F00000003", TermKind.NUMBER, "F00000003"),
        ("wiersma", TermKind.NAME, "mr. S. Wiersma"),
    ],
)
def test_what_a_caller_quotes(quoted: Database, typed: str, matched_as: TermKind, matched: str) -> None:
    first = find(quoted, typed)[0]
    assert (first.case_id, first.matched_as, first.matched, first.near) == (3, matched_as, matched, False)


@pytest.mark.parametrize(
    ("typed", "party"),
    [
        ("peitersn holdign", 3),
        ("bakeri de moln", 1),
        ("van damm bauw", 4),
        ("lucas zak", 5),
        ("vandermer@bouwmeestr.nl", 3),
        ("wiresma", 60),
        ("annna van den meer", 3),
    ],
)
def test_two_slips_find_what_was_meant(quoted: Database, typed: str, party: int) -> None:
    first = find(quoted, typed)[0]
    assert (first.party_id, first.near) == (party, True)


def test_a_prefix_may_stand_before_or_behind_the_name(quoted: Database) -> None:
    assert find(quoted, "de vries")[0].party_id == find(quoted, "vries de")[0].party_id == 6
