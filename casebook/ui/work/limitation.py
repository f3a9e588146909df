"""Limitation of a case: what happened, how far it can be proven, and what is relied on."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from casebook import format as form
from casebook.domain.limitation.facts import Proof
from casebook.store.queries import clean_slate, recorded
from casebook.store.queries.case import CaseCard
from casebook.store.queries.recorded import Recorded
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.limitation_event import correct, record
from casebook.ui.work.limitation_proof import prove, void
from casebook.ui.work.limitation_reliance import claim_days, end_reliance, rely
from casebook.ui.work.limitation_slate import except_from_slate
from casebook.ui.work.limitation_subject import Subject, subject

Act = Callable[[Desk, Subject], Awaitable[bool]]
OnEvent = Callable[[Desk, Subject, Recorded], Awaitable[bool]]

_KEYED = 9


async def limitation(desk: Desk, card: CaseCard) -> bool:
    """Ask what is to be done about the clocks of a case, and do it."""
    about = await subject(desk, card)
    acts: list[tuple[str, str, Act]] = [
        ("r", "limitation_form.record", record),
        ("p", "limitation_form.prove", partial(_on_event, code="limitation_form.prove", act=prove)),
        ("c", "limitation_form.correct", partial(_on_event, code="limitation_form.correct", act=correct)),
        ("v", "limitation_form.void", partial(_on_event, code="limitation_form.void", act=void)),
        ("l", "limitation_form.rely", rely),
        ("e", "limitation_form.end", end_reliance),
        ("d", "limitation_form.days", claim_days),
    ]
    if await desk.read(clean_slate.is_about, card.case_id):
        acts.append(("s", "limitation_form.slate", except_from_slate))
    entries = [Entry(act, key, desk.say(code)) for key, code, act in acts]
    act = await desk.ask(Pick(desk, about.heading("case_screen.limitation", desk), entries))
    return False if act is None else await act(desk, about)


async def _on_event(desk: Desk, about: Subject, *, code: str, act: OnEvent) -> bool:
    """Ask about which event, and act on it."""
    found = await desk.read(recorded.events, about.card.case_id)
    events = _to_prove(found) if act is prove else [event for event in found if event.origin is None]
    if not events:
        empty = "limitation_form.nothing_to_prove" if act is prove else "limitation_form.no_events"
        desk.tell(desk.say(empty), trouble=True)
        return False
    entries = [
        Entry(event, str(place) if place <= _KEYED else "", event_text(event, about, desk))
        for place, event in enumerate(events, 1)
    ]
    event = await desk.ask(Pick(desk, about.heading(code, desk), entries, search=len(entries) > _KEYED))
    return False if event is None else await act(desk, about, event)


def _to_prove(events: Sequence[Recorded]) -> list[Recorded]:
    return [event for event in events if event.proof is Proof.ASSERTED]


def event_text(event: Recorded, about: Subject, desk: Desk) -> str:
    """Return an event on one line: when, what, how far it can be proven, and against whom."""
    facts = event.facts
    on = form.day(facts.on_day, desk.language) if facts.on_day else "-"
    proof = desk.say(f"word.{event.proof}") + (f", {desk.say(f'word.{event.grade}')}" if event.grade else "")
    parties = dict.fromkeys(reached.party_id for reached in facts.reaches)
    names = ", ".join(clean_line(about.names.get(party_id, "-"), 24) for party_id in parties)
    return f"{on}  {desk.say(f'limitation_form.kind_{facts.kind}')} · {proof} · {names}"
