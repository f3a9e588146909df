"""Generated facts of limitation: every kind of claim and event, days close enough together to meet."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from casebook.domain.limitation.facts import (
    Act,
    Event,
    Extension,
    Insolvency,
    LegalAction,
    LimitationFacts,
    Outcome,
    Proof,
)

AS_OF = date(2026, 11, 21)
KINDS = {
    "contract": ("due_on",),
    "contract_on_call": ("callable_from", "called_against"),
    "periodic": ("due_on",),
    "consumer_sale": ("due_on",),
    "consumer_energy": ("due_on",),
    "damages": ("event_on", "known_on"),
    "undue_payment": ("event_on", "known_on"),
    "insurance_claim": ("due_on",),
    "carriage": ("delivered_on", "due_on"),
    "forwarding": ("due_on",),
    "bill_of_exchange_acceptor": ("due_on",),
    "cheque": ("due_on",),
    "penalty_payment": ("due_on",),
    "public_debt": ("due_on",),
    "judgment": ("judged_on", "appeal_ended_on"),
    "judgment_periodic": ("due_on",),
    "settlement_record": ("due_on",),
    "verified_in_bankruptcy": ("recorded_on",),
    "running_interest": ("from", "title_on"),
    "guarantee": ("due_on",),
}
ACTS = (
    "demand",
    "oral_demand",
    "public_demand",
    "acknowledgement",
    "part_payment",
    "enforcement",
    "service",
    "filing",
    "rejection",
    "waiver",
)
GROUNDS = ("spouses", "concealment", "ceased_legal_person")
REGIMES = ("bankruptcy", "suspension_of_payments", "wsnp")

days = st.dates(date(2001, 1, 1), date(2028, 12, 31))
proofs = st.sampled_from(Proof)
spans = st.integers(0, 2500).map(timedelta)


@st.composite
def acts(draw: st.DrawFn, kinds: tuple[str, ...] = ACTS) -> Act:
    on = draw(days)
    received_on = draw(st.none() | st.integers(0, 9).map(timedelta).map(on.__add__))
    return Act(draw(st.sampled_from(kinds)), on, draw(proofs), received_on)


@st.composite
def legal_actions(draw: st.DrawFn) -> LegalAction:
    on, outcome = draw(days), draw(st.sampled_from(Outcome))
    ended_on = None if outcome is Outcome.PENDING else draw(st.none() | spans.map(on.__add__))
    followed_up_on = draw(st.none() | st.integers(0, 240).map(timedelta).map((ended_on or on).__add__))
    return LegalAction(on, outcome, draw(proofs), ended_on, followed_up_on, draw(st.none() | st.sampled_from(Outcome)))


@st.composite
def insolvencies(draw: st.DrawFn) -> Insolvency:
    start, regime = draw(days), draw(st.sampled_from(REGIMES))
    until = draw(st.none() | spans.map(start.__add__))
    clean_slate = regime == "wsnp" and until is not None and draw(st.booleans())
    return Insolvency(regime, start, until, clean_slate, draw(proofs))


@st.composite
def extensions(draw: st.DrawFn) -> Extension:
    start = draw(st.just(date.min) | days)
    until = draw(st.none() | spans.map(max(start, date(2001, 1, 1)).__add__))
    return Extension(draw(st.sampled_from(GROUNDS)), until, start, draw(proofs))


events: st.SearchStrategy[Event] = st.one_of(acts(), legal_actions(), insolvencies(), extensions())


@st.composite
def facts(draw: st.DrawFn, kinds: tuple[str, ...] = tuple(KINDS), most: int = 6) -> LimitationFacts:
    kind = draw(st.sampled_from(kinds))
    names = KINDS[kind]
    drawn = sorted(draw(st.lists(days, min_size=len(names), max_size=len(names))))
    known: dict[str, Any] = dict(zip(names, drawn, strict=True))
    main = draw(st.none() | facts(kinds=("contract",), most=2)) if kind == "guarantee" else None
    return LimitationFacts(kind, AS_OF, known, tuple(draw(st.lists(events, max_size=most))), main=main)
