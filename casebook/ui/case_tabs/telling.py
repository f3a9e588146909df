"""How values of a case are said in a few words: what somebody is, how a clock stands, a day that may not be known."""

from datetime import date

from casebook import format as form
from casebook.domain.signals.clock_state import ClockState
from casebook.store.models.cases import TrackKind
from casebook.store.models.parties import PartyKind
from casebook.store.queries.case import HoldRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, head, line

_BULLET = "  · "
# So much of what somebody wrote stands on one line.
_LONGEST = 500
# What is called otherwise here than where a track is chosen: a claim may lie with a bailiff too.
_TRACKS = {TrackKind.ESTATE: "word.track_estate", TrackKind.AGENCY: "word.track_placed"}


def kind_of(kind: PartyKind, desk: Desk) -> str:
    """Return what a party is in law."""
    return desk.say("word.party_estate" if kind is PartyKind.ESTATE else f"word.{kind}")


def track_word(kind: TrackKind, desk: Desk) -> str:
    """Return what goes on in a case."""
    return desk.say(_TRACKS.get(kind, f"word.{kind}"))


def state_word(state: ClockState, desk: Desk) -> str:
    """Return how a clock stands, in a word or two."""
    return desk.say(f"clock_state.{state}")


def day_width(desk: Desk) -> int:
    """Return in how many cells every day fits."""
    return 10 if desk.language == "nl" else 11


def day(on: date | None, desk: Desk) -> str:
    """Return a day, nothing where it is not known."""
    return "" if on is None else form.day(on, desk.language)


def safe_style(until: date | None, desk: Desk) -> str:
    """Return the style in which it is told until when a claim is safe: urgent from when its signal is raised."""
    if until is None:
        return ""
    lead = desk.session.database.law.signals.on(desk.day).leads.limitation_at_risk
    return "urgent" if (until - desk.day).days <= lead.amount else ""


def money(cents: int | None, desk: Desk) -> str:
    """Return an amount, nothing where there is none."""
    return "" if cents is None else form.money(cents, desk.language)


def period(from_on: date | None, until_on: date | None, desk: Desk) -> str:
    """Return from when until when something holds, nothing where neither is known."""
    if from_on is not None and until_on is not None:
        return desk.say("period.both", from_on=from_on, until_on=until_on)
    if from_on is not None:
        return desk.say("period.since", on=from_on)
    return desk.say("period.until", on=until_on) if until_on is not None else ""


def hold_said(hold: HoldRow, desk: Desk) -> str:
    """Return from when until when nothing is chased and why, and of what where that is not the case itself."""
    of = [desk.say("hold.of_debtor")] if hold.of_debtor else []
    of += [desk.say("hold.of_claim", number=hold.claim)] if hold.claim is not None else []
    return " · ".join([*of, period(hold.from_on, hold.until_on, desk), clean_line(hold.reason, _LONGEST)])


def part(heading: str, lines: list[Line]) -> list[Line]:
    """Return lines under their heading with room below, nothing where there are none."""
    return [head(heading), *lines, EMPTY] if lines else []


def bullet(*spans: str | Span) -> Line:
    """Return a line of an enumeration."""
    return line(_BULLET, *spans, hang=len(_BULLET))
