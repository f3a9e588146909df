"""The list of an agency beside ours: every difference that was planted is found, and no other."""

import random
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.money import Cents
from casebook.domain.placements.inventory import Compared, DifferenceKind, Theirs, compare
from casebook.domain.placements.known import Numbers, OurList, Ours, TheirState

ACTIVE, PAUSED, CLOSED = TheirState.ACTIVE, TheirState.PAUSED, TheirState.CLOSED
K = DifferenceKind


def ours(at: int, cents: int = 100_00, state: TheirState | None = ACTIVE, **more: str) -> Ours:
    number, reference = more.get("number", f"2026-{at:04}"), more.get("reference", "")
    return Ours(at, number, reference, more.get("name", f"Debiteur {at}"), Cents(cents), state)


def theirs(
    line: int, number: str = "", cents: int | None = 100_00, state: TheirState | None = None, **more: str
) -> Theirs:
    amount = None if cents is None else Cents(cents)
    return Theirs(line, number, more.get("reference", ""), more.get("name", ""), amount, state)


def held(own: Sequence[Ours], listed: Sequence[Theirs], tolerance: int = 0) -> Compared:
    """Compare what lies with an agency, in each placement one claim, with its list."""
    claims = Numbers([f"F{one.placement_id}" for one in own], [one.placement_id for one in own])
    return compare(OurList(own, claims), listed, Cents(tolerance))


def kinds(found: Compared) -> list[tuple[DifferenceKind, int | None, int | None]]:
    return [(one.kind, one.placement_id, one.line) for one in found.differences]


@pytest.mark.parametrize(
    ("number", "reference"),
    [("2026-0001", ""), ("F1", ""), ("2026 0001", ""), ("20260001", ""), ("f-1", ""), ("", "INC77"), ("", "inc 77"),
     ("onbekend", "INC77")],
)  # fmt: skip
def test_a_line_is_ours_by_our_number_or_by_theirs(number: str, reference: str) -> None:
    found = held(
        [ours(1, reference="INC77"), ours(2)], [theirs(2, number, reference=reference), theirs(3, "2026-0002")]
    )
    assert (found.matched, found.differences) == (2, ())


def test_what_only_one_has() -> None:
    found = held([ours(1), ours(2)], [theirs(2, "2026-0001"), theirs(3, "2026-9999", name="Vreemd")])
    assert kinds(found) == [(K.ONLY_OURS, 2, None), (K.ONLY_THEIRS, None, 3)]


def test_amounts_and_how_it_stands() -> None:
    listed = [theirs(2, "2026-0001", 90_00), theirs(3, "2026-0002", state=PAUSED), theirs(4, "2026-0003", 0, CLOSED)]
    found = held([ours(1), ours(2), ours(3)], listed)
    assert kinds(found) == [(K.AMOUNT, 1, 2), (K.STATE, 2, 3), (K.STATE, 3, 4)]
    assert (found.differences[0].ours, found.differences[0].theirs) == (100_00, 90_00)
    assert kinds(held([ours(1)], [theirs(2, "2026-0001", 99_50)], 50)) == []
    assert kinds(held([ours(1)], [theirs(2, "2026-0001", None)])) == []


def test_what_ended_may_be_gone_from_their_list_but_not_stand_on_it() -> None:
    ended = ours(1, state=CLOSED)
    assert kinds(held([ended], [])) == []
    assert kinds(held([ended], [theirs(2, "2026-0001", state=CLOSED)])) == []
    assert kinds(held([ended], [theirs(2, "2026-0001")])) == [(K.STATE, 1, 2)]
    # The case was placed again: the line is of what lives.
    assert kinds(held([ended, ours(2, number="2026-0001")], [theirs(2, "2026-0001")])) == []


def test_what_was_not_sent_yet_lacks_nowhere() -> None:
    assert kinds(held([ours(1, state=None)], [])) == []
    assert kinds(held([ours(1, state=None)], [theirs(2, "2026-0001")])) == []


def test_lines_of_one_placement_are_taken_together() -> None:
    listed = [theirs(2, "F1", 60_00), theirs(3, "2026-0001", 40_00, CLOSED)]
    assert kinds(held([ours(1)], listed)) == []


def test_a_number_that_two_have_tells_neither() -> None:
    both = [ours(1, number="2026-0001"), ours(2, number="2026-0001")]
    assert kinds(held(both, [theirs(2, "2026-0001", 70_00)])) == [
        (K.ONLY_OURS, 1, None), (K.ONLY_OURS, 2, None), (K.ONLY_THEIRS, None, 2),
    ]  # fmt: skip


def test_name_and_amount_are_a_proposal_where_nothing_else_is_like_it() -> None:
    own = [ours(1, 312_30, name="J. Pietersen"), ours(2, 99_00, name="Bakkerij De Molen")]
    found = held(own, [theirs(2, "X1", 312_30, name="Pietersen, J"), theirs(3, "X2", 99_00, name="Kapper Smit")])
    assert kinds(found) == [(K.ONLY_OURS, 2, None), (K.PROPOSED, 1, 2), (K.ONLY_THEIRS, None, 3)]
    twice = held([*own, ours(3, 312_30, name="A. Pietersen")], [theirs(2, "X1", 312_30, name="Pietersen")])
    assert K.PROPOSED not in {one.kind for one in twice.differences}


@given(st.integers(0, 2**31), st.integers(20, 120))
def test_every_planted_difference_is_found_and_no_other(seed: int, size: int) -> None:
    own, listed, planted = planted_lists(random.Random(seed), size)
    found = held(own, listed)
    assert Counter((one.kind, one.placement_id, one.line) for one in found.differences) == Counter(planted)
    assert found.theirs == len(listed)


def planted_lists(
    chosen: random.Random, size: int
) -> tuple[list[Ours], list[Theirs], list[tuple[DifferenceKind, int | None, int | None]]]:
    """Return two lists that are alike but for the differences that are returned with them."""
    own, listed, planted = list[Ours](), list[Theirs](), list[tuple[DifferenceKind, int | None, int | None]]()
    for at in range(1, size + 1):
        cents, line = 1_000 + 7 * at, len(listed) + 2
        mine = ours(at, cents, name=f"Naam{at}", reference=f"INC{at}" if at % 3 else "")
        numbers = {"number": f"2026-{at:04}"} if at % 2 or at % 3 == 0 else {"reference": f"INC{at}"}
        row = theirs(
            line, numbers.get("number", ""), cents, ACTIVE, name=mine.name, reference=numbers.get("reference", "")
        )
        own.append(mine)
        match chosen.randrange(12):
            case 0:
                planted.append((K.ONLY_OURS, at, None))
                continue
            case 1:
                row = row._replace(number=f"ONBEKEND-{at}", reference="", name="Iemand anders")
                planted += [(K.ONLY_OURS, at, None), (K.ONLY_THEIRS, None, line)]
            case 2:
                row = row._replace(cents=Cents(cents + 1))
                planted.append((K.AMOUNT, at, line))
            case 3:
                row = row._replace(state=CLOSED)
                planted.append((K.STATE, at, line))
            case 4:
                row = row._replace(number=f"HUN-{at}", reference="", name=f"NAAM{at} B.V.")
                planted.append((K.PROPOSED, at, line))
            case 5:
                own[-1] = mine._replace(state=CLOSED)
                planted.append((K.STATE, at, line))
        listed.append(row)
    chosen.shuffle(listed)
    return own, listed, planted
