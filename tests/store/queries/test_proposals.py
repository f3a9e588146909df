"""What lists say otherwise and waits, in all cases: by kind and the oldest first, and narrowed as any list is."""

import pytest

from casebook.store.actions.proposals import DismissProposal
from casebook.store.queries import proposals
from casebook.store.queries.listing import Count
from casebook.store.queries.narrowing import Narrowing
from casebook.store.queries.proposals import Listed
from tests.store.actions.desk import DUE, TODAY, Desk
from tests.store.actions.proposed import LISTED, propose


@pytest.fixture
def waiting(desk: Desk) -> list[int]:
    """Return six that wait, one for each kind, the newest kind first; a seventh was dismissed."""
    one, other = desk.claim("F-1", 100_00), desk.claim("F-2", 200_00)
    found = [
        propose(desk, one, "settled", on=TODAY, cents=100_00, number="F-1"),
        propose(desk, other, "paid", cents=50_00, number="F-2"),
        propose(desk, None, "same_debtor", name="Van Dam", party=1, other=2),
        propose(desk, one, "changed_day", field="due_on", was=DUE, now=TODAY, number="F-1"),
        propose(desk, other, "absent"),
        propose(desk, other, "new_vat", was="", now="21", number="F-2"),
        propose(desk, other, "credit_note", note="C-1", on=TODAY, cents=10_00, number="F-2"),
    ]
    gone = propose(desk, one, "absent")
    desk.act(DismissProposal(gone, 1, "klopt niet"))
    return found


def test_those_of_a_kind_stand_together_the_oldest_first(desk: Desk, waiting: list[int]) -> None:
    settled, paid, debtor, changed, absent, vat, credit = waiting
    every = proposals.waiting(desk.database).after(desk.database).rows
    assert [row.id for row in every] == [absent, changed, credit, vat, paid, debtor, settled]
    assert {(row.name, row.on_day, row.file_name) for row in every} == {("Van Dam Bouw", LISTED, "lijst.csv")}
    assert [(row.claim_number, row.cents) for row in every if row.kind is Listed.PAID] == [
        ("F-2", 50_00), ("F-1", 100_00),
    ]  # fmt: skip
    of_kind = {
        kind: [row.id for row in proposals.waiting(desk.database, kind).after(desk.database).rows]
        for kind in Listed
        if kind is not Listed.ALL
    }
    assert of_kind == {
        Listed.PAID: [paid, settled],
        Listed.CHANGED: [changed],
        Listed.CREDITED: [credit],
        Listed.VAT: [vat],
        Listed.ABSENT: [absent],
        Listed.DEBTORS: [debtor],
    }
    assert proposals.count_waiting(desk.database) == Count(7)


def test_windows_go_on_where_the_one_before_ended(desk: Desk, waiting: list[int]) -> None:
    listing = proposals.waiting(desk.database, Listed.PAID)
    first = listing.after(desk.database, limit=1)
    second = listing.after(desk.database, first.rows[0].key, limit=1)
    assert [first.rows[0].id, second.rows[0].id] == [waiting[1], waiting[0]]
    assert (first.after, second.after) == (True, False)
    back = listing.before(desk.database, second.rows[0].key, limit=1)
    assert back.rows == first.rows


def test_it_is_narrowed_as_any_list_of_cases(desk: Desk, waiting: list[int]) -> None:
    def found(person: int | None, listed: Listed = Listed.ALL) -> int:
        narrowing = Narrowing(owner_person_id=person)
        return len(proposals.waiting(desk.database, listed, narrowing).after(desk.database).rows)

    assert (found(desk.actor.person), found(desk.actor.person, Listed.PAID), found(999)) == (len(waiting), 2, 0)


def test_those_that_are_marked_are_found_again_by_themselves(desk: Desk, waiting: list[int]) -> None:
    rows = proposals.waiting(desk.database).of_cases(desk.database, waiting[:2])
    assert {row.id for row in rows} == set(waiting[:2])


@pytest.mark.usefixtures("waiting")
def test_a_window_is_read_from_an_index_however_many_were_decided(desk: Desk) -> None:
    explain = "EXPLAIN QUERY PLAN" if desk.database.engine == "sqlite" else "EXPLAIN"
    if desk.database.engine != "sqlite":
        # With so few rows it would read all of them.
        desk.database.execute("SET enable_seqscan = off")
    sql = "SELECT id FROM proposal WHERE state = 'proposed' AND (code, id) > (?, ?) ORDER BY code, id LIMIT 50"
    plan = " ".join(str(line) for line in desk.database.fetch(f"{explain} {sql}", ("proposal.paid", 1)))
    assert "proposal_state_code_id" in plan
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan
