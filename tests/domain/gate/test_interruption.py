"""Letters that keep a right: no rule but address, representative and a passed claimed end stops one."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.capacity import Capacity
from casebook.domain.component import Balance
from casebook.domain.costs import Letter
from casebook.domain.gate import (
    AddressState,
    Block,
    ClaimNow,
    Earlier,
    Estate,
    GateFacts,
    Held,
    Insolvency,
    Outgoing,
    Representative,
    Severity,
    check,
    refused,
)
from casebook.domain.letters.facts import Addressee
from casebook.domain.letters.kinds import KEEPS_A_RIGHT, LetterKind
from casebook.domain.letters.ways import POSTAL, DispatchWay
from casebook.domain.money import Cents
from casebook.domain.signals.clock_state import ClockState
from casebook.words import LANGUAGES, say
from tests.domain.gate.test_rules import CASES, CUT, ESTATE, Case
from tests.domain.gate.world import CLAIM, DEBTOR, OTHER, RULES, TODAY, acting, asked, claim, facts, outgoing, stated

K, W = LetterKind, DispatchWay
# The three, by the rules that say them.
ADDRESS = {"stop.no_way", "stop.no_address", "stop.dead_address", "stop.no_mail", "stop.mail_bounced"}
REPRESENTATIVE = {"stop.no_representative", "stop.no_representative_of_estate", "stop.representative_unknown"}
CLAIMED_END = {"stop.claimed_end"}
THE_THREE = ADDRESS | REPRESENTATIVE | CLAIMED_END
KEEPS = outgoing(K.INTERRUPTION)
BOTH = outgoing(K.INTERRUPTION, bundle_to=frozenset({DEBTOR, OTHER}))


def what_stops(letter: Outgoing, known: GateFacts) -> set[str]:
    found = refused(check(letter, known, RULES))
    assert all(say(stop.rule, stop.parameters, language) for stop in found for language in LANGUAGES)
    return {stop.rule for stop in found}


@pytest.mark.parametrize("case", CASES, ids=[f"{one.rule}-{at}" for at, one in enumerate(CASES)])
def test_what_stops_another_letter_stops_none_that_keeps_a_right(case: Case) -> None:
    """The letter of each rule, with all the facts that refuse it, as an interruption to everybody concerned."""
    everybody = case.letter.bundle_to | {one.party_id for one in case.facts.representatives}
    everybody |= case.facts.estate.heirs if case.facts.estate else set()
    told = replace(case.letter, letter=replace(case.letter.letter, kind=K.INTERRUPTION), bundle_to=everybody)
    assert what_stops(told, case.facts) <= THE_THREE
    reachable = replace(told, ways=(W.ORDINARY,))
    within_reach = replace(case.facts, address=AddressState())
    alive = {at: replace(now, clock=ClockState.RUNNING) for at, now in within_reach.claims.items()}
    regime = within_reach.insolvency
    known = within_reach if regime is None else replace(within_reach, representatives=(trustee(regime),))
    assert what_stops(replace(reachable, bundle_to=everybody | {OTHER}), replace(known, claims=alive)) == set()


def trustee(insolvency: Insolvency) -> Representative:
    entry = RULES.needed_in.get(insolvency.regime or "")
    return acting("lawyer" if entry is None else entry.first.value)


@pytest.mark.parametrize(
    ("letter", "known", "stopped_by"),
    [
        (KEEPS, facts(), set()),
        # A missing or dead address, where no way leads anywhere.
        (KEEPS, facts(address=None), {"stop.no_address"}),
        (KEEPS, facts(address=AddressState(dead=True)), {"stop.dead_address"}),
        (outgoing(K.INTERRUPTION, ways=()), facts(), {"stop.no_way"}),
        (outgoing(K.INTERRUPTION, ways=(W.EMAIL,), mail=""), facts(), {"stop.no_mail"}),
        (outgoing(K.INTERRUPTION, ways=(W.EMAIL,)), facts(bounced_on=TODAY), {"stop.mail_bounced"}),
        (outgoing(K.INTERRUPTION, ways=(W.REGISTERED, W.EMAIL)), facts(address=None), set()),
        (outgoing(K.INTERRUPTION, ways=(W.REGISTERED, W.EMAIL), mail=""), facts(), set()),
        (outgoing(K.INTERRUPTION, ways=(W.BAILIFF,)), facts(address=AddressState(dead=True)), set()),
        # A missing representative.
        (KEEPS, facts(representatives=(acting("protective_administrator"),)), {"stop.no_representative"}),
        (BOTH, facts(representatives=(acting("protective_administrator"),)), set()),
        (KEEPS, facts(representatives=(acting("curator_guardianship"),)), {"stop.no_representative"}),
        (BOTH, facts(representatives=(acting("curator_guardianship"),)), set()),
        (KEEPS, facts(representatives=(acting("debt_counsellor"),)), set()),
        (KEEPS, facts(representatives=(acting("lawyer", write_to=True),)), set()),
        (BOTH, facts(insolvency=CUT), {"stop.representative_unknown"}),
        (BOTH, facts(insolvency=CUT, representatives=(acting("curator_bankruptcy"),)), set()),
        (KEEPS, facts(estate=ESTATE), {"stop.no_representative_of_estate"}),
        (BOTH, facts(estate=ESTATE), set()),
        (outgoing(K.INTERRUPTION, addressee_id=OTHER), facts(estate=ESTATE), set()),
        (outgoing(K.INTERRUPTION, addressee=Addressee("Erven Bos", "estate")), facts(estate=ESTATE), set()),
        # A passed claimed end, of all it is about.
        (KEEPS, facts(claim(clock=ClockState.POSSIBLY_LAPSED)), {"stop.claimed_end"}),
        (KEEPS, facts(claim(clock=ClockState.HISTORY_MISSING)), set()),
        (KEEPS, facts(claim(clock=ClockState.UNPROVEN)), set()),
        (KEEPS, facts(claim(clock=ClockState.UNENFORCEABLE)), set()),
    ],
)
def test_the_three(letter: Outgoing, known: GateFacts, stopped_by: set[str]) -> None:
    assert what_stops(letter, known) == stopped_by


def test_one_claim_of_several_that_came_too_late_costs_the_others_nothing() -> None:
    both = outgoing(K.INTERRUPTION, stated(), stated(claim_id=8))
    known = facts(claims={CLAIM: claim(clock=ClockState.POSSIBLY_LAPSED), 8: claim()})
    assert asked(both, known)["stop.claimed_end"].severity is Severity.WARNS
    lapsed = {at: claim(clock=ClockState.POSSIBLY_LAPSED) for at in (CLAIM, 8)}
    assert what_stops(both, facts(claims=lapsed)) == {"stop.claimed_end"}


def test_less_than_the_whole_is_told_but_goes() -> None:
    """Half of 6.200,00 is contested; the letter is about all of it."""
    whole = facts(claim(askable=Balance(Cents(6200_00)), contested=Cents(3100_00)))
    assert asked(outgoing(K.INTERRUPTION, stated(6200_00)), whole) == {}
    half = asked(outgoing(K.INTERRUPTION, stated(3100_00)), whole)
    assert {rule: stop.severity for rule, stop in half.items()} == {"stop.not_whole": Severity.WARNS}


DAYS = st.dates(date(2026, 1, 1), date(2027, 6, 1))
MAYBE_DAY = st.none() | DAYS
ROLES = st.sampled_from([*RULES.representation, "heir", "restructuring_expert"])
CENTS = st.integers(0, 2_000_00).map(Cents)
CLAIMS = st.builds(
    ClaimNow,
    number=st.just("2026-001"),
    askable=st.builds(Balance, CENTS, CENTS, CENTS, CENTS, CENTS),
    kind=st.sampled_from(["contract", "damages", "consumer_energy", "periodic", "unknown"]),
    capacity=st.none() | st.sampled_from(Capacity),
    contested=CENTS,
    due_on=MAYBE_DAY,
    default_on=MAYBE_DAY,
    clock=st.sampled_from(ClockState),
    liable=st.booleans(),
    placed=st.booleans(),
    plan_from=MAYBE_DAY,
    supplied_from=MAYBE_DAY,
    ended_on=MAYBE_DAY,
    fourteen_day=st.none() | st.builds(Letter, DAYS),
    scale_base=CENTS,
)
BLOCKS = st.builds(Block, st.none() | st.sampled_from([POSTAL, frozenset({W.EMAIL})]), st.just("x"), MAYBE_DAY)
WORLDS = st.builds(
    GateFacts,
    day=st.just(TODAY),
    claims=st.fixed_dictionaries({CLAIM: CLAIMS}),
    address=st.none() | st.builds(AddressState, st.booleans(), st.booleans()),
    bounced_on=MAYBE_DAY,
    mail_chosen=st.booleans(),
    language=st.sampled_from([None, "nl", "en"]),
    blocks=st.lists(BLOCKS, max_size=2).map(tuple),
    representatives=st.lists(st.builds(acting, ROLES, seen=MAYBE_DAY), max_size=2).map(tuple),
    insolvency=st.none() | st.builds(Insolvency, st.sampled_from([None, "bankruptcy", "wsnp"]), DAYS),
    counselling_since=MAYBE_DAY,
    estate=st.none() | st.builds(Estate, DAYS, DAYS, st.sampled_from([frozenset(), frozenset({OTHER})])),
    vulnerable=st.booleans(),
    complaint_on=MAYBE_DAY,
    holds=st.lists(st.builds(Held, st.just("x"), MAYBE_DAY), max_size=2).map(tuple),
    case_closed_on=MAYBE_DAY,
    earlier=st.lists(st.builds(Earlier, st.sampled_from(K), DAYS), max_size=6).map(tuple),
)
SOME_WAYS = st.lists(st.sampled_from(W), unique=True, max_size=3).map(tuple)
LETTERS = st.builds(
    outgoing,
    st.sampled_from(sorted(set(K) - KEEPS_A_RIGHT)),
    st.builds(stated, CENTS, CENTS, CENTS),
    ways=SOME_WAYS,
    addressee_id=st.sampled_from([DEBTOR, OTHER]),
    bundle_to=st.sampled_from([frozenset({DEBTOR}), frozenset({DEBTOR, OTHER})]),
    language=st.sampled_from(["nl", "en"]),
    on=DAYS,
    last_day=MAYBE_DAY,
)


@given(letter=LETTERS, known=WORLDS)
def test_whatever_is_known_only_the_three_stop_what_keeps_a_right(letter: Outgoing, known: GateFacts) -> None:
    keeps = replace(letter, letter=replace(letter.letter, kind=K.INTERRUPTION))
    found = refused(check(keeps, known, RULES))
    assert {stop.rule for stop in found} <= THE_THREE
    assert all(stop.override is None for stop in found)
    if known.address == AddressState() and set(letter.ways) & POSTAL:
        assert not {stop.rule for stop in found} & ADDRESS


# What more may come to be known of somebody, each a reason to think twice.
MORE = st.sampled_from(
    [
        {"blocks": (Block(None, "x", None),)},
        {"holds": (Held("x", None),)},
        {"counselling_since": TODAY},
        {"vulnerable": True},
        {"complaint_on": TODAY},
        {"case_closed_on": TODAY},
        {"bounced_on": TODAY},
        {"address": None},
        {"earlier": (Earlier(K.REMINDER, TODAY),)},
        {"representatives": (acting("protective_administrator"),)},
        {"representatives": (acting("curator_guardianship"),)},
        {"representatives": (acting("debt_counsellor"),)},
    ]
)
OF_CLAIM = st.sampled_from(
    [{"contested": Cents(2_000_00)}, {"placed": True}, {"plan_from": TODAY}, {"ended_on": TODAY}, {"liable": False}]
)


@given(letter=LETTERS, known=WORLDS, more=MORE, of_claim=OF_CLAIM)
def test_to_know_more_lets_nothing_pass(
    letter: Outgoing, known: GateFacts, more: dict[str, object], of_claim: dict[str, object]
) -> None:
    """A letter to the debtor; that a trustee is found is no more than was asked for."""
    to_himself = replace(letter, addressee_id=DEBTOR)
    given_more = {
        name: (*getattr(known, name), *value) if isinstance(value, tuple) else value for name, value in more.items()
    }
    after = replace(known, **given_more)  # type: ignore[arg-type]  # each is a fact by its name
    after = replace(after, claims={CLAIM: replace(known.claims[CLAIM], **of_claim)})  # type: ignore[arg-type]  # so here
    assert stopped(to_himself, known) <= stopped(to_himself, after)


def stopped(letter: Outgoing, known: GateFacts) -> set[str]:
    """Return the rules that stop a letter, all that find fault with where it goes taken as one."""
    return {"address" if stop.rule in ADDRESS else stop.rule for stop in refused(check(letter, known, RULES))}
