"""A review as it is kept."""

from datetime import date

from casebook.domain.clock_review import Lack, Section
from casebook.store import review_file
from tests.domain.test_clock_review import reviewed

DAY, SOON, LATER = date(2026, 11, 23), date(2026, 12, 3), date(2027, 3, 1)


def test_what_is_kept_is_read_again_and_is_the_same_in_any_order() -> None:
    some = [reviewed(2, SOON, lack=Lack.LETTER), reviewed(1, None, Section.OPEN_END, urgent=True)]
    content = review_file.kept(some, DAY, LATER)
    assert content == review_file.kept(reversed(some), DAY, LATER)
    assert review_file.read(content) == sorted(some)
