"""Signals of letters: what is to be released, sent, decided or proven, and what came back."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.calendar import ONE_DAY, Term, add
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.kinds import KEEPS_A_RIGHT, LetterKind
from casebook.domain.letters.standing import LetterState
from casebook.domain.limitation.proof_days import proof_days
from casebook.domain.parameters import Parameters
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import AT_ONCE, Signal

if TYPE_CHECKING:
    from casebook.domain.signals.facts import CaseFacts

_CLOSED = "closed"
_S = LetterState
_WAITING = {
    _S.PREPARED: "signal.letter_to_release",
    _S.READY: "signal.letter_to_release",
    _S.REFUSED: "signal.letter_refused",
    _S.RELEASED: "signal.letter_to_send",
    _S.SENDING: "signal.letter_to_send",
}


class LetterMatter(NamedTuple):
    """A letter about which something may be to be done: what it is, to whom, how it stands, and by when.

    `seen_to`: it came back, and somebody saw to that. `asked`: its release waits for approval.
    """

    kind: LetterKind
    to: str
    state: LetterState
    due_on: date | None
    needed_by: date | None
    seen_to: bool = False
    asked: bool = False


def signals(facts: "CaseFacts", rules: SignalRulesOn) -> Iterator[Signal]:
    """Yield for each letter what is to be done about it; of a closed case only where a right is kept or in doubt."""
    for letter in facts.letters:
        if facts.state == _CLOSED and letter.kind not in KEEPS_A_RIGHT and letter.state is not _S.IN_DOUBT:
            continue
        signal = _signal(letter, rules)
        if signal is not None:
            yield signal


def _signal(letter: LetterMatter, rules: SignalRulesOn) -> Signal | None:
    said: Parameters = {"letter": f"letter_kind_{letter.kind.value}", "to": letter.to}
    keeps, due_on = letter.kind in KEEPS_A_RIGHT, letter.due_on
    match letter.state:
        case _S.REFUSED if keeps:
            # The gate may never cost a claim: somebody finds another way today.
            last = letter.needed_by
            return Signal("signal.letter_refused_right", said, HOUSE_RULE, due_on=last, red_on=AT_ONCE, to_lead_on=last)
        case _S.IN_DOUBT:
            return Signal("signal.letter_in_doubt", said, HOUSE_RULE, due_on=due_on, amber_on=AT_ONCE)
        case _S.SENT if due_on is not None:
            return _proof(said, due_on, letter.needed_by, rules)
        case _S.RETURNED_UNDELIVERABLE if not letter.seen_to:
            return Signal("signal.letter_returned", said, HOUSE_RULE, due_on=due_on, amber_on=AT_ONCE)
        case _S.PREPARED | _S.READY if letter.asked:
            return _approval(said, letter, rules)
        case state if state in _WAITING and due_on is not None:
            red_on = letter.needed_by if keeps else None
            return Signal(_WAITING[state], said, HOUSE_RULE, due_on=due_on, red_on=red_on, amber_on=due_on + ONE_DAY)
        case _:
            return None


def _proof(said: Parameters, on: date, needed_by: date | None, rules: SignalRulesOn) -> Signal:
    """Return that proof is looked for by a day; without it a right is lost that a bailiff can still keep."""
    signal = Signal("signal.letter_proof", {**said, "on": on}, HOUSE_RULE, due_on=on, amber_on=on)
    if needed_by is None:
        return signal
    writ_by = proof_days(needed_by, rules.leads.by_writ, rules.holidays).writ_by
    if on >= writ_by:
        return signal._replace(red_on=on, to_lead_on=on)
    parameters = {**said, "on": on, "writ_by": writ_by}
    return signal._replace(code="signal.letter_proof_writ", parameters=parameters, red_on=on, to_lead_on=writ_by)


def _approval(said: Parameters, letter: LetterMatter, rules: SignalRulesOn) -> Signal:
    """Return that a lead decides whether a letter leaves: at once, and while the right it keeps can be kept."""
    last = letter.needed_by or letter.due_on
    signal = Signal("signal.letter_approval", said, HOUSE_RULE, due_on=last, amber_on=AT_ONCE, to_lead_on=AT_ONCE)
    if letter.kind not in KEEPS_A_RIGHT:
        return signal
    lead = rules.leads.limitation
    red_on = AT_ONCE if letter.needed_by is None else add(letter.needed_by, Term(-lead.amount, lead.unit))
    return signal._replace(red_on=red_on)
