"""Generated facts of a case: days close enough together to meet, around one day."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from casebook.domain.dated import Confidence, Dated, Entry
from casebook.domain.disputes import Course, Terms
from casebook.domain.insurance import Duties
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.money import Cents
from casebook.domain.signals.care import Care, OpenEstate, OpenRequest
from casebook.domain.signals.clock_state import ClockState
from casebook.domain.signals.contra import OwedToHim
from casebook.domain.signals.disputes import OpenDispute
from casebook.domain.signals.facts import CaseFacts, ClockNow, Hold, NextAction
from casebook.domain.signals.insurance import InsuredClaim
from casebook.domain.signals.rules import SignalRules
from casebook.domain.signals.unallocated import Unallocated
from casebook.law.book import book

DAY = date(2026, 11, 21)
RULES = book().signals
# A kind of next action that the catalogues can say.
KIND = "demand"

near = st.integers(-200, 400).map(lambda days: DAY + timedelta(days))
ahead = st.integers(1, 400).map(lambda days: DAY + timedelta(days))
past = st.integers(0, 400).map(lambda days: DAY - timedelta(days))
cents = st.integers(0, 200_00).map(Cents)


@st.composite
def clocks(draw: st.DrawFn) -> ClockNow:
    return ClockNow(
        claim=draw(st.integers(1, 3)),
        number=draw(st.sampled_from(["7001", "F-1 [/b]"])),
        debtor=draw(st.integers(1, 2)),
        kind=draw(st.sampled_from(ClockKind)),
        state=draw(st.sampled_from(ClockState)),
        safe_until=draw(st.none() | near),
        claimed_until=draw(st.none() | near),
        term_days=draw(st.sampled_from([30, 184, 365, 730, 1826, 7305])),
        open_cents=draw(cents),
        placed=draw(st.booleans()),
        abroad=draw(st.booleans()),
        address_verified=draw(st.booleans()),
        letter_sent_on=draw(st.none() | past),
        holds_until=draw(st.none() | ahead),
        lapsed_before=draw(st.none() | past),
    )


@st.composite
def disputes(draw: st.DrawFn) -> OpenDispute:
    registered_on = draw(past)
    later = st.none() | st.integers(0, 60).map(lambda days: registered_on + timedelta(days))
    course = Course(registered_on, *(draw(later) for _ in range(5)))
    terms = Terms(draw(st.none() | near), draw(near))
    return OpenDispute(course, terms, "damaged", draw(st.sampled_from(["Logistiek", "[/b]\x1b]0;x\x07"])))


requests = st.builds(
    OpenRequest, st.sampled_from(["complaint", "access"]), past, near, st.none() | near, st.just("AVG")
)
estates = st.builds(OpenEstate, past, near, near, st.integers(0, 2), st.booleans(), st.booleans())
cares = st.builds(
    Care,
    st.lists(requests, max_size=2).map(tuple),
    st.none() | estates,
    st.lists(near, max_size=2).map(tuple),
)
insured = st.builds(
    InsuredClaim,
    st.integers(1, 3),
    st.sampled_from(["7001", "F-1 [/b]"]),
    st.just("P-1"),
    st.builds(Duties, st.none() | near, st.none() | near),
)
unallocated = st.builds(Unallocated, cents, past, st.just("Casebook"))
contra = st.builds(OwedToHim, cents, past, st.none() | near)


@st.composite
def cases(draw: st.DrawFn) -> CaseFacts:
    actions = st.builds(NextAction, near, st.just(KIND))
    holds = st.builds(Hold, st.sampled_from(["wacht op curator", "\x1b]0;x\x07klacht"]), st.none() | near)
    return CaseFacts(
        state=draw(st.sampled_from(["intake", "open", "closed"])),
        next_action=draw(st.none() | actions),
        clocks=tuple(draw(st.lists(clocks(), max_size=4, unique_by=lambda one: (one.claim, one.debtor, one.kind)))),
        holds=tuple(draw(st.lists(holds, max_size=3))),
        open_cents=draw(cents),
        debtor_open_cents=draw(cents),
        moves=draw(st.integers(0, 4)),
        last_outward_on=draw(past),
        sleeping=draw(st.booleans()),
        owner_active=draw(st.booleans()),
        proposals=draw(st.integers(0, 2)),
        care=draw(cares),
        insured=tuple(draw(st.lists(insured, max_size=2))),
        disputes=tuple(draw(st.lists(disputes(), max_size=2))),
        unallocated=tuple(draw(st.lists(unallocated, max_size=2))),
        contra=tuple(draw(st.lists(contra, max_size=2))),
        recourse_check_on=draw(st.none() | near),
    )


@st.composite
def changing_rules(draw: st.DrawFn) -> SignalRules:
    """The settings of the house, of which the leads or the amount of small claims change on a day ahead."""
    start = draw(ahead)
    leads = RULES.leads.entries[0]
    longer = replace(leads, start=start, value=leads.value._replace(limitation=leads.value.limitation_at_risk))
    less = Entry(start, Cents(50_00), "Casebook", Confidence.HIGH)
    if draw(st.booleans()):
        return replace(RULES, leads=Dated((*RULES.leads.entries, longer)))
    return replace(RULES, small_claims=Dated((*RULES.small_claims.entries, less)))
