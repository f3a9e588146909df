"""What the overview says of promises: those that are open, and the last ones before."""

from casebook.domain.promises import PromiseState
from casebook.store.database import Database
from casebook.store.queries import promises
from casebook.store.queries.case import CaseCard
from casebook.store.queries.promises import PromiseCard
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import bullet, part
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span

# How many that are over are shown beside those that are open.
_PAST = 2
_BAD = (PromiseState.BROKEN, PromiseState.PARTLY)


def tell(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return the promises that are open, and a few before them."""
    found = promises.of_case(database, card.case_id, desk.day)
    still = [one for one in found if one.standing.state is PromiseState.OPEN]
    past = [one for one in found if one.standing.state is not PromiseState.OPEN][:_PAST]
    return part(desk.say("promises.heading"), [promise_line(one, card.debtor_id, desk) for one in (*still, *past)])


def promise_line(one: PromiseCard, debtor_id: int, desk: Desk) -> Line:
    """Return a promise in one line: how much and when, by whom if not the debtor, and how it stands."""
    promise, state = one.standing.promise, one.standing.state
    spans = [Span(desk.say("promises.line", amount=promise.cents, due=promise.due_on))]
    if promise.party_id != debtor_id:
        spans.append(Span(f" {desk.say('promises.by', name=clean_line(one.name))}"))
    bad = state in _BAD or one.standing.is_unknown
    return bullet(*spans, Span(" · ", "quiet"), Span(said(one, desk), "due" if bad else ""))


def said(one: PromiseCard, desk: Desk) -> str:
    """Say how a promise stands."""
    standing = one.standing
    if standing.told_from is not None:
        return desk.say("promises.untold", begins=standing.told_from)
    if standing.known_until is not None:
        return desk.say("promises.unknown", known=standing.known_until)
    if standing.state is PromiseState.PARTLY:
        return desk.say("promises.partly", received=standing.received)
    return desk.say(f"promises.{standing.state}")
