"""How many like entries there are by what several statements tell of a day."""

from datetime import date

from casebook.domain.bank_identity import Slice, before, content, in_order, most
from casebook.domain.money import Cents

DAY = date(2026, 11, 2)


def page(name: str, begin: int, end: int, number: str = "", *, empty: bool = False) -> Slice:
    return Slice(name, number, DAY, DAY, Cents(begin), Cents(end), empty)


def counted(*told: tuple[Slice, int]) -> int:
    ordered = in_order([one for one, _ in told])
    counts = {one.statement: count for one, count in told}
    return most([counts[one.statement] for one in ordered], before(ordered))


def test_what_two_statements_of_the_same_balances_tell_is_the_same() -> None:
    assert counted((page("a", 0, 500), 1), (page("b", 0, 1000), 2)) == 2


def test_a_page_that_begins_where_another_ends_tells_of_more() -> None:
    assert counted((page("a", 0, 500, "210/1"), 1), (page("b", 500, 1000, "210/2"), 1)) == 2


def test_pages_follow_each_other_by_their_balances_whatever_their_numbers() -> None:
    assert counted((page("a", 0, 500, "12312"), 1), (page("b", 500, 1000, "254"), 1)) == 2


def test_pages_are_counted_as_numbers() -> None:
    pages = [page(str(place), place, place + 1, f"210/{place}") for place in range(12)]
    assert counted(*((one, 1) for one in pages)) == 12


def test_a_page_without_entries_of_the_day_leads_on_to_the_next() -> None:
    through = page("b", 500, 500, "2", empty=True)
    assert counted((page("a", 0, 500, "1"), 1), (through, 0), (page("c", 500, 900, "3"), 1)) == 2


def test_entries_that_come_to_nothing_may_be_told_again() -> None:
    assert counted((page("a", 0, 0, "1"), 1), (page("b", 0, 0, "2"), 1)) == 1


def test_a_statement_of_later_days_tells_of_another_entry_of_the_day() -> None:
    later = Slice("b", "", date(2026, 11, 4), date(2026, 11, 4), Cents(90), Cents(95))
    assert counted((page("a", 0, 5), 1), (later, 1)) == 2


def test_entries_of_a_day_that_come_to_nothing_lead_on_to_no_other_statement() -> None:
    # What comes to nothing begins and ends with one balance: whether it stands before or within the other is not known.
    assert counted((page("a", 0, 0, "1"), 2), (page("b", 0, 500, "2"), 2)) == 2


def test_spaces_and_case_are_no_part_of_what_is_said() -> None:
    assert content("J. Jansen", "FACTUUR 12-3", None) == content("j jansen", "factuur 123", "")
    assert content("J. Jansen", "") != content("", "J. Jansen")
