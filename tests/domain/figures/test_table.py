"""Tables of figures: rows come to the whole, shares are of what can be judged, and periods are compared."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.figures.catalogue import FIGURES, FigureName, ages
from casebook.domain.figures.table import LEAST, Counted, Layout, Measure, table

PARTS = sorted({part for one in FIGURES.values() for column in one.columns for part in column.behind})
COUNTED = st.lists(
    st.builds(
        Counted,
        st.sampled_from(["a", "b", "c", ""]),
        st.sampled_from(PARTS),
        st.integers(0, 10**6),
        st.integers(-(10**12), 10**12),
        st.integers(0, 1000),
    ),
    max_size=30,
)
PROMISES = FIGURES[FigureName.PROMISES]
RECEIVED = FIGURES[FigureName.RECEIVED]


def layout(name: FigureName, *order: str, alike: bool = True) -> Layout:
    return Layout(FIGURES[name].columns, FIGURES[name].plotted, order, alike)


@given(COUNTED, st.sampled_from(FigureName))
def test_the_rows_come_to_the_whole_to_the_cent(counted: list[Counted], name: FigureName) -> None:
    found = table(counted, layout(name, "b"))
    for at, column in enumerate(FIGURES[name].columns):
        if column.measure in (Measure.NUMBER, Measure.MONEY):
            assert sum(row.cells[at] or 0 for row in found.rows) == found.whole.cells[at]


@given(COUNTED)
def test_each_row_stands_there_once_and_those_of_the_order_in_front(counted: list[Counted]) -> None:
    keys = [row.key for row in table(counted, layout(FigureName.FLOW, "z", "b")).rows]
    assert len(set(keys)) == len(keys)
    assert keys[:2] in ([], ["z", "b"])


def test_the_rate_is_of_those_that_can_be_judged() -> None:
    counted = [Counted("w", "kept", 3, 300), Counted("w", "broken", 1, 100), Counted("w", "waiting", 5, 500)]
    (row,) = table(counted, layout(FigureName.PROMISES)).rows
    assert row.cells[:5] == (Decimal("75.0"), 3, 0, 1, 5)
    assert row.few


def test_enough_to_compare() -> None:
    (row,) = table([Counted("w", "kept", LEAST, 0)], layout(FigureName.PROMISES)).rows
    assert not row.few


def test_of_nothing_there_is_no_share_and_no_row() -> None:
    found = table([Counted("w", "kept", 0, 0)], layout(FigureName.PROMISES, "w"))
    assert found.rows == ()
    assert found.whole.cells == (None, 0, 0, 0, 0, 0, 0)


def test_the_share_of_the_whole_is_of_all_rows() -> None:
    found = table([Counted("a", "received", 1, 1), Counted("b", "received", 1, 2)], layout(FigureName.RECEIVED))
    assert [(row.key, row.cells) for row in found.rows] == [("b", (2, Decimal("66.7"))), ("a", (1, Decimal("33.3")))]


def test_the_mean_of_days_is_of_what_was_decided() -> None:
    counted = [Counted("a", "registered", 3, 0), Counted("a", "decided", 2, 0, 5)]
    (row,) = table(counted, layout(FigureName.DISPUTES)).rows
    assert row.cells[4] == Decimal("2.5")


def test_rows_are_compared_where_they_are_the_same_as_before() -> None:
    now, before = [Counted("a", "received", 1, 500)], [Counted("b", "received", 1, 700)]
    (row,) = table(now, layout(FigureName.RECEIVED), before).rows
    assert row.before == 0
    other = table(now, layout(FigureName.RECEIVED, alike=False), before)
    assert (other.rows[0].before, other.whole.before) == (None, 700)
    assert table(now, layout(FigureName.RECEIVED)).whole.before is None


def test_the_classes_of_age_have_an_end_but_the_last() -> None:
    most = [days for _, days in ages()]
    assert most[-1] is None
    known = [days for days in most if days is not None]
    assert known == sorted(known)
    assert len(known) == len(most) - 1
