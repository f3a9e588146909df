"""When what is owed to the person behind the debt moves a case up."""

from datetime import date, timedelta

import pytest

from casebook.domain.signals.care import Care, OpenEstate, OpenRequest
from casebook.domain.signals.queue import standing
from casebook.domain.signals.signal import DUE, ROUTINE
from tests.domain.signals.builders import case
from tests.domain.signals.strategies import DAY, RULES

ONE = timedelta(days=1)
ESTATE = OpenEstate(DAY - 85 * ONE, DAY + 5 * ONE, DAY + 10 * ONE, 1, all_pure=False)


def why(care: Care, on: date = DAY, state: str = "open") -> tuple[str, int, date | None, bool]:
    found = standing(case(care=care, state=state), on, RULES)
    return found.why.code.removeprefix("signal."), found.band, found.by_on, found.to_lead


@pytest.mark.parametrize("state", ["open", "closed"])
def test_an_answer_is_due_from_the_day_it_is_asked_and_late_it_is_for_the_lead(state: str) -> None:
    by = DAY + 30 * ONE
    asked = Care((OpenRequest("access", DAY, by, None, "AVG art. 12 lid 3"),))
    assert why(asked, DAY, state) == ("request_answer", DUE, by, False)
    assert why(asked, by, state) == ("request_answer", DUE, by, False)
    assert why(asked, by + ONE, state) == ("request_answer", DUE, by, True)


def test_consent_is_asked_again_the_day_after_it_ended() -> None:
    kept = Care(vulnerable_until=(DAY,))
    assert why(kept)[1] == ROUTINE
    assert why(kept, DAY + ONE) == ("vulnerable_ended", DUE, DAY + ONE, False)


def test_an_estate_is_addressed_the_day_after_its_respite() -> None:
    left_alone = Care(estate=ESTATE)
    assert why(left_alone, ESTATE.respite_until)[1] == ROUTINE
    first = ESTATE.respite_until + ONE
    assert why(left_alone, first) == ("estate_open", DUE, first, False)
    assert why(Care(estate=ESTATE._replace(claimed=True)), first)[1] == ROUTINE
    assert why(Care(estate=ESTATE._replace(all_pure=True))) == ("heirs_liable", DUE, None, False)


def test_heirs_are_looked_for_until_one_is_known() -> None:
    none = Care(estate=ESTATE._replace(heirs=0, claimed=True))
    assert why(none) == ("find_heirs", DUE, DAY + 10 * ONE, False)


def test_in_a_closed_case_only_what_was_asked_is_told() -> None:
    over = Care(estate=ESTATE._replace(heirs=0), vulnerable_until=(DAY - ONE,))
    assert why(over, DAY, "closed")[0] == "nothing_to_do"
