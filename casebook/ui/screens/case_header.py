"""The header of a case, which stays while everything under it scrolls: who, how much, what is urgent, what is next."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from rich.cells import cell_len

from casebook import format as form
from casebook.domain.holds import Period, in_force
from casebook.domain.money import ZERO, Cents
from casebook.domain.signals.signal import DUE
from casebook.store.database import Database
from casebook.store.models.cases import CaseState
from casebook.store.queries import approvals, case, debtor, disputes, relation
from casebook.store.queries.case import CaseCard, HoldRow, SignalRow, TrackRow
from casebook.store.queries.debtor import RepresentativeRow
from casebook.store.queries.presence import Present
from casebook.store.queries.relation import AdviceRow
from casebook.text import clean_line
from casebook.ui.bands import SIGNS, STYLES
from casebook.ui.case_tabs.telling import kind_of, track_word
from casebook.ui.desk import Desk
from casebook.ui.prose import Span
from casebook.ui.widgets.columns import cut

# The next action has a line of its own.
_PLANNED = "signal.next_action"
# So many cells of a name that shares its line with something else.
_NAME = 30


class Held(NamedTuple):
    """What is not chased: the case for a time, if it is at all, and the claims with holds of their own."""

    case: Period | None
    claims: tuple[str, ...]


class Head(NamedTuple):
    """What the header says, as of a day: the signals with the most urgent first, and what holds on that day."""

    card: CaseCard
    signals: tuple[SignalRow, ...]
    tracks: tuple[TrackRow, ...]
    held: Held
    write_to: tuple[RepresentativeRow, ...]
    advice: AdviceRow | None = None
    contested: Cents = ZERO
    asked: int = 0


class Payable(NamedTuple):
    """What is to be paid on the day to be done, and for each day after it."""

    cents: Cents
    per_day: Cents


class Ends(NamedTuple):
    """What stands at the left end of a line, and what at its right end."""

    left: Sequence[Span]
    right: Sequence[Span]


def read_head(database: Database, case_id: int, day: date) -> Head | None:
    """Return what the header says, None where there is no such case."""
    with database.snapshot():
        card = case.card(database, case_id)
        if card is None:
            return None
        party = debtor.party(database, card.debtor_id)
        assert party is not None
        return Head(
            card,
            tuple(case.signals(database, case_id)),
            tuple(track for track in case.tracks(database, case_id) if track.closed_on is None),
            held_on(case.holds(database, case_id), day),
            tuple(one for one in party.representatives if one.write_to and acts(one, day)),
            relation.advice_in_force(database, card.debtor_id),
            disputes.contested_cents(database, case_id, day),
            approvals.waiting_in(database, case_id),
        )


def read_payable(database: Database, case_id: int, day: date) -> Payable | None:
    """Return what is to be paid, None where there is no such case. It takes longer, the more claims there are."""
    from casebook.store.queries.payoff import payoff

    found = payoff(database, case_id, day)
    return None if found is None else Payable(found.total, found.per_day)


def held_on(holds: Sequence[HoldRow], day: date) -> Held:
    """Return what is not chased on a day; holds that overlap act as one."""
    standing = [hold for hold in holds if hold.lifted_on is None]
    whole = [Period(hold.from_on, hold.until_on) for hold in standing if hold.claim is None]
    claims = {
        hold.claim
        for hold in standing
        if hold.claim is not None and in_force([Period(hold.from_on, hold.until_on)], day)
    }
    return Held(in_force(whole, day), tuple(sorted(claims)))


def acts(one: RepresentativeRow, day: date) -> bool:
    """Tell whether somebody acts for the debtor on a day."""
    return (one.from_on or date.min) <= day <= (one.until_on or date.max)


def header(head: Head, payable: Payable | None, others: Sequence[Present], desk: Desk) -> tuple[Ends, Ends, Ends]:
    """Return the lines of the header: who it is and what is open; what is red; what is next and whose.

    What is to be paid stands where there is more room. Who else has the case open stands before what is next.
    """
    red, held = _red(head, desk), list(_beside(head, desk))
    ahead, asked = [*_also_open(others, desk), *_ahead(head, desk)], _payable(payable, desk)
    if held or _length(red) > _length(ahead):
        return _title(head, desk), Ends(red, held), Ends(ahead, asked)
    return _title(head, desk), Ends(red, asked), Ends(ahead, [])


def _title(head: Head, desk: Desk) -> Ends:
    card = head.card
    left = [
        Span(f" {card.number} ", "strong"),
        Span(clean_line(card.name), "strong"),
        Span(f" · {kind_of(card.debtor_kind, desk)} · {_route(head, desk)}"),
    ]
    code = "case_screen.open_contested" if head.contested else "case_screen.open"
    return Ends(left, _apart(desk.say(code, amount=card.open_cents, contested=head.contested), "strong"))


def _red(head: Head, desk: Desk) -> list[Span]:
    """Return why it is urgent or due; of a next action alone nothing, which has a line of its own."""
    why = [*_why(head, desk)]
    sign = [SIGNS[head.card.band]] if why and head.card.band in SIGNS else []
    return [Span(f" {' '.join([*sign, ' · '.join(why)])}", STYLES.get(head.card.band, ""))]


def _ahead(head: Head, desk: Desk) -> list[Span]:
    card = head.card
    owner = Span(f" {clean_line(card.owner)}", "quiet")
    if card.next_kind is None or card.next_on is None:
        return [owner]
    next_action = desk.say("case_screen.next", kind=card.next_kind, on=card.next_on)
    note = f" · {clean_line(card.next_note)}" if card.next_note else ""
    due = card.next_on <= desk.day
    sign, style = (f"{SIGNS[DUE]} ", STYLES[DUE]) if due else ("", "")
    return [Span(f" {sign}{next_action}", style), Span(" ·", "quiet"), owner, Span(note, "quiet")]


def _also_open(others: Sequence[Present], desk: Desk) -> Iterator[Span]:
    """Yield who else has the case open, and since when on the clock of whoever looks."""
    if others:
        first, more = others[0], len(others) - 1
        since = f"{datetime.fromisoformat(first.since).astimezone():%H:%M}"
        code = "case_screen.also_open_more" if more else "case_screen.also_open"
        yield Span(f" {desk.say(code, name=short(clean_line(first.name)), since=since, count=more)} ", "due")
        yield Span("·", "quiet")


def _payable(payable: Payable | None, desk: Desk) -> list[Span]:
    if payable is None or not payable.cents:
        return []
    code = "case_screen.payable_per_day" if payable.per_day else "case_screen.payable"
    return _apart(desk.say(code, amount=payable.cents, per_day=payable.per_day))


def _length(spans: Sequence[Span]) -> int:
    return sum(cell_len(span.text) for span in spans)


def _apart(text: str, style: str = "") -> list[Span]:
    """Return what stands at the right end, with room before it."""
    return [Span(f"  {text} ", style)]


def is_red(signal: SignalRow, day: date) -> bool:
    """Tell whether a right or money is lost without work on a signal."""
    return signal.red_on is not None and signal.red_on <= day


def _why(head: Head, desk: Desk) -> Iterator[str]:
    """Yield what is red now, and on which day something else will be, with what that is where it is not said yet."""
    card = head.card
    red = Counter(desk.say(one.code, **one.parameters) for one in head.signals if is_red(one, desk.day))
    told = ""
    if red:
        for said, count in red.items():
            yield desk.say("case_screen.times", what=said, count=count) if count > 1 else said
    elif card.state is CaseState.CLOSED:
        yield desk.say("case_screen.closed", on=card.closed_on, why=card.closed_as)
    elif card.why != _PLANNED:
        told = desk.say(card.why, **card.why_parameters)
        yield told
    later = [one for one in head.signals if one.red_on and one.red_on > desk.day]
    ahead = min(later, key=lambda one: one.red_on or date.max, default=None)
    if ahead is None:
        return
    what = desk.say(ahead.code, **ahead.parameters)
    code = "case_screen.red_from" if what == told else "case_screen.red_from_what"
    yield desk.say(code, on=ahead.red_on, what=what)


def _route(head: Head, desk: Desk) -> str:
    if head.tracks:
        return ", ".join(track_word(track.kind, desk) for track in head.tracks)
    if head.card.sleeping:
        return desk.say("case_screen.sleeps")
    return desk.say(f"word.{head.card.state}")


def _beside(head: Head, desk: Desk) -> Iterator[Span]:
    held = _held(head.held, desk)
    if head.asked:
        held = " · ".join(filter(None, (held, desk.say("case_screen.asked", count=head.asked))))
    if held or head.write_to or head.advice:
        yield Span("  ")
    if held:
        yield Span(held + " ", "due")
    if head.advice is not None:
        code, parameters = relation.advice_said(head.advice.kind, head.advice.amount_cents, head.advice.term_days)
        yield Span("· " if held else "", "quiet")
        yield Span(desk.say(code, **parameters) + " ", "due")
    if head.write_to:
        name = short(clean_line(head.write_to[0].name))
        more = len(head.write_to) - 1
        yield Span("· " if held or head.advice else "", "quiet")
        yield Span(
            desk.say("case_screen.write_to", name=name) + (f" +{form.number(more, desk.language)}" if more else "")
        )
        yield Span(" ")


def _held(held: Held, desk: Desk) -> str:
    """Return that nothing is chased, and until when; else of which claims nothing is, empty without a hold."""
    if held.case is not None and held.case.until_on is None:
        return desk.say("case_screen.held")
    if held.case is not None:
        return desk.say("case_screen.held_until", until=held.case.until_on)
    if len(held.claims) == 1:
        return desk.say("case_screen.held_claim", number=short(held.claims[0]))
    return desk.say("case_screen.held_claims", count=len(held.claims)) if held.claims else ""


def short(name: str) -> str:
    """Return a name that leaves room beside it."""
    return cut(name, _NAME) if cell_len(name) > _NAME else name
