"""How a clock of the radar is said: its ends, its state, its proof and its guard; and how it came to its ends."""

from collections.abc import Iterator
from datetime import date

from casebook import format as form
from casebook.domain.limitation.facts import Proof
from casebook.domain.placements.facts import Guard
from casebook.domain.signals.clock_state import ClockState
from casebook.store.case_clocks import Standing
from casebook.store.queries.radar import ClockRow
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import state_word
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span, labelled, line

SIGNS = {
    ClockState.POSSIBLY_LAPSED: "!!",
    ClockState.UNPROVEN: "!",
    ClockState.RELIED_ON: "~",
    ClockState.EXTENDED: "+",
    ClockState.HISTORY_MISSING: "?",
    ClockState.ABSTAINED: "?",
    ClockState.UNENFORCEABLE: "✗",
}
STYLES = {ClockState.POSSIBLY_LAPSED: "urgent", ClockState.UNPROVEN: "due", ClockState.HISTORY_MISSING: "due"}
_PROOFS = {Proof.PROVEN: "✓", Proof.ASSERTED: "?", Proof.VOID: "✗"}
# What stands before the earliest day that an end which is not known could fall on.
_AT_LEAST = "≥"


def state(of: ClockState, desk: Desk) -> str:
    """Return how a clock stands in a word or two; of one that may have lapsed also what is to be done about it."""
    said = state_word(of, desk)
    return desk.say("radar.to_review", state=said) if of is ClockState.POSSIBLY_LAPSED else said


def short(on: date | None, desk: Desk) -> str:
    """Return a day for a column, nothing where there is none."""
    return form.short_day(on, desk.language, desk.day.year) if on is not None else ""


def safe_end(row: ClockRow, desk: Desk) -> str:
    """Return the safe end for a column, or the earliest day it could fall on."""
    if row.safe_until is None and row.not_before is not None:
        return _AT_LEAST + short(row.not_before, desk)
    return short(row.safe_until, desk)


def last_event(row: ClockRow, desk: Desk) -> str:
    """Return the day of the last event and a sign for its proof, for a column."""
    proof = _PROOFS[row.last_proof] if row.last_proof is not None else ""
    return f"{short(row.last_event_on, desk)} {proof}" if row.last_event_on is not None else ""


def guard(row: ClockRow, desk: Desk) -> str:
    """Return who guards the clock, for a column: an agency may have the claim."""
    if row.placed and row.guard is Guard.AGENCY and row.agency is not None:
        return clean_line(row.agency)
    return desk.say("radar.guard_elsewhere" if row.placed and row.guard is None else "radar.guard_us")


def clock_lines(row: ClockRow, standing: Standing | None, desk: Desk) -> list[Line]:
    """Return what is shown of a clock; `standing` is the answer of the rules on the facts as they are now."""
    return list(_lines(row, standing, desk))


def _lines(row: ClockRow, standing: Standing | None, desk: Desk) -> Iterator[Line]:
    kind = desk.say(f"radar.kind_{row.kind}")
    yield line(
        Span(f"{row.case_number} {clean_line(row.name)}", "strong"),
        Span(f" · {clean_line(row.claim_number)} · {kind} · {form.money(row.open_cents, desk.language)}"),
    )
    said = f"{SIGNS.get(row.state, '')} {state(row.state, desk)}".strip()
    yield line(Span(said, STYLES.get(row.state, "")), Span(_ends(row, desk)))
    if row.debtor != row.name:
        yield labelled(desk.say("radar.debtor"), clean_line(row.debtor))
    if row.alive_from is not None:
        yield labelled(desk.say("radar.kind_interest"), desk.say("radar.alive_from", on=row.alive_from))
    if row.last_event_on is not None and row.last_proof is not None:
        said = desk.say("radar.last_event", on=row.last_event_on, proof=row.last_proof)
        yield labelled(desk.say("radar.last"), said)
    if row.placed:
        yield labelled(desk.say("radar.guard"), _guarded(row, desk))
    if standing is not None:
        yield from _steps(standing, desk)


def _guarded(row: ClockRow, desk: Desk) -> str | Span:
    """Return who guards a claim that is placed, and who has it."""
    if row.guard is None or row.agency is None:
        return Span(desk.say("radar.guard_unknown"), "due")
    agency = clean_line(row.agency)
    return agency if row.guard is Guard.AGENCY else desk.say("radar.guard_us_at", agency=agency)


def _ends(row: ClockRow, desk: Desk) -> str:
    said = []
    if row.safe_until is not None:
        said.append(desk.say("radar.safe_until", on=row.safe_until))
    elif row.not_before is not None:
        said.append(desk.say("radar.not_before", on=row.not_before))
    if row.claimed_until is not None:
        said.append(desk.say("radar.claimed_until", on=row.claimed_until))
    return "".join(f" · {one}" for one in said)


def _steps(standing: Standing, desk: Desk) -> Iterator[Line]:
    """Yield the steps, the last one first, and what to beware of: of much, what comes first is seen."""
    finding = standing.finding
    for step in reversed(finding.steps):
        label = form.day(step.on, desk.language) if step.on is not None else ""
        said = Span(desk.say(step.code, **step.parameters))
        yield Line((*labelled(label, said).spans, Span(f"  {step.source}", "quiet")), 18)
    for caution in finding.warnings:
        said = Span(f"! {desk.say(caution.code, **caution.parameters)}", "due")
        yield line(said, Span(f"  {caution.source}", "quiet"), hang=2)
