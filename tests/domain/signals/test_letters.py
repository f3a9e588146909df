"""What a letter that was sent asks for: proof by a day, and a right that is lost without it."""

from dataclasses import replace
from datetime import date

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.standing import LetterState
from casebook.domain.signals.letters import LetterMatter, signals
from casebook.domain.signals.signal import band
from tests.domain.signals.builders import case
from tests.domain.signals.strategies import DAY, RULES

LOOK_ON, WRIT_BY, END = date(2026, 12, 8), date(2026, 12, 11), date(2026, 12, 20)


def sent(due_on: date, needed_by: date | None) -> LetterMatter:
    return LetterMatter(LetterKind.INTERRUPTION, "W. Bloem", LetterState.SENT, due_on, needed_by)


def test_proof_is_looked_for_and_without_it_a_writ_keeps_the_right() -> None:
    (signal,) = signals(replace(case(), letters=(sent(LOOK_ON, END),)), RULES.on(DAY))
    assert (signal.code, signal.parameters["writ_by"], signal.to_lead_on) == (
        "signal.letter_proof_writ",
        WRIT_BY,
        WRIT_BY,
    )
    assert [band(signal, day) for day in (DAY, LOOK_ON)] == [3, 1]


def test_of_one_sent_late_no_other_day_is_said() -> None:
    (signal,) = signals(replace(case(), letters=(sent(END, END),)), RULES.on(DAY))
    assert (signal.code, signal.red_on, signal.to_lead_on) == ("signal.letter_proof", END, END)


def test_of_one_that_no_end_waits_for_proof_is_an_obligation_and_no_more() -> None:
    (signal,) = signals(replace(case(), letters=(sent(LOOK_ON, None),)), RULES.on(DAY))
    assert (signal.code, band(signal, LOOK_ON)) == ("signal.letter_proof", 2)
