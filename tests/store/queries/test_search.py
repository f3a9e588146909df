"""What is found under what somebody types or quotes."""

import pytest

from casebook.store import search
from casebook.store.database import Database
from casebook.store.models.cases import CaseState
from casebook.store.models.claims import Liability
from casebook.store.models.parties import Alias, ContactPoint, Party
from casebook.store.queries.search import SearchRow, find
from tests.store.queries.shelf import Shown, put, shelve


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
        ("06-12345678", ("party", 6), "0612345678"),
        ("5678", ("party", 6), "5678"),
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


def test_a_row_says_in_which_case(filled: Database) -> None:
    assert find(filled, "zak") == [
        SearchRow("party", 5, 5, "2026-0000005", CaseState.OPEN, "Łukasz Żak", "Łukasz Żak", near=False)
    ]


def test_who_is_liable_comes_with_the_case_he_is_liable_in_and_others_with_none(filled: Database) -> None:
    assert [(row.record_id, row.case_id) for row in find(filled, "steller")] == [(50, 2)]
    assert [(row.name, row.case_id) for row in find(filled, "wij")] == [("Wij B.V.", None)]


@pytest.mark.parametrize("typed", ["", " ", "-", "\x00", "%", "'; DROP TABLE cases; --", "𐏿", "\U0010ffff"])
def test_anything_may_be_typed(filled: Database, typed: str) -> None:
    assert isinstance(find(filled, typed), list)
    assert filled.value("SELECT count(*) FROM cases") == 6


def test_no_more_than_asked_for(filled: Database) -> None:
    assert len(find(filled, "2026", limit=4)) == 4
