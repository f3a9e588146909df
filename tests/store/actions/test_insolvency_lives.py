"""The life of each kind of proceeding from its signal to its end, as the clocks, tracks, queue and letters have it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import pytest

from casebook.domain.insolvency.dues import DateKind
from casebook.domain.insolvency.facts import ACTING, EndKind, EventKind, Kind, Match, Source
from casebook.domain.insolvency.rules import Effect
from casebook.domain.insolvency.standing import Stage
from casebook.domain.letters.kinds import LetterKind
from casebook.jobs import insolvency_days
from casebook.store.actions.addresses import Place
from casebook.store.actions.insolvencies import (
    AnnulInsolvency,
    ConfirmInsolvency,
    ConvertInsolvency,
    EndInsolvency,
    RecordInsolvency,
    TransferInsolvency,
)
from casebook.store.actions.insolvency_events import RecordInsolvencyEvent
from casebook.store.actions.insolvency_people import Appointed
from casebook.store.actions.parties import ChangeParty, PartyFacts
from casebook.store.gate_facts import stops_of
from casebook.store.models.parties import PartyKind
from casebook.store.queries.search import find
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.refusal import refused
from tests.store.actions.test_insolvencies import bankrupt, card, on_clocks, seen, tracks
from tests.store.test_gate_facts import Writing, stated

E, K, S = EventKind, Kind, Stage
BEGAN, LATER = date(2026, 10, 5), date(2026, 11, 9)
POST = Place("Kade", "5", "1011 AB", "Amsterdam")


class Life(NamedTuple):
    """A kind of debtor and of proceeding, what happens in it with the stages, and how it ends."""

    party: PartyKind
    kind: Kind
    events: Sequence[tuple[EventKind, Stage]]
    end: EndKind
    effect: Effect
    track: str = "insolvency"
    number: str = ""


NATURAL, LEGAL = PartyKind.NATURAL, PartyKind.LEGAL
FILED = ((E.CUT, S.CUT), (E.FILED, S.FILED), (E.ACKNOWLEDGED, S.ACKNOWLEDGED), (E.RECOGNISED, S.RECOGNISED))
LIVES = [
    Life(LEGAL, K.BANKRUPTCY, [*FILED, (E.DISTRIBUTED, S.DISTRIBUTED)], EndKind.DISTRIBUTION, Effect.CEASED,
         number="F.13/26/1"),
    Life(NATURAL, K.BANKRUPTCY, [(E.CONTESTED, S.CONTESTED)], EndKind.LACK_OF_ASSETS, Effect.REVIVES,
         number="F.13/26/1"),
    Life(LEGAL, K.SUSPENSION, [(E.DEFINITIVE, S.CONFIRMED), (E.EXTENDED, S.CONFIRMED)], EndKind.COMPOSITION,
         Effect.NATURAL_OBLIGATION, number="S.13/26/1"),
    Life(NATURAL, K.WSNP, [(E.FIRST_REPAYMENT, S.CONFIRMED), *FILED], EndKind.CLEAN_SLATE, Effect.UNENFORCEABLE,
         number="R.13/26/1"),
    Life(NATURAL, K.WSNP, [(E.VERIFIED, S.VERIFIED)], EndKind.NO_CLEAN_SLATE, Effect.REVIVES, number="R.13/26/1"),
    Life(NATURAL, K.COUNSELLING, [
        (E.AUTHORITY_SEEN, S.AUTHORITY_CHECKED), (E.BALANCE_REQUESTED, S.BALANCE_REQUESTED),
        (E.BALANCE_ANSWERED, S.BALANCE_ANSWERED), (E.STABILISING, S.STABILISING), (E.MEDIATION_PROPOSED, S.PROPOSED),
        (E.REFUSED, S.REFUSED), (E.RECONSIDERED, S.RECONSIDERED), (E.ACCEPTED, S.ACCEPTED), (E.RUNNING, S.RUNNING),
    ], EndKind.DISCHARGED, Effect.DISCHARGED, "counselling"),
    Life(NATURAL, K.MORATORIUM, [(E.EXTENDED, S.NOTIFIED)], EndKind.EXPIRED, Effect.REVIVES, "counselling"),
    Life(LEGAL, K.WHOA, [(E.COOLING_OFF, S.CONFIRMED), (E.MEETING, S.CONFIRMED)], EndKind.COMPOSITION, Effect.BOUND),
    Life(NATURAL, K.PROTECTIVE_ADMINISTRATION, [(E.REGISTER_CHECKED, S.CONFIRMED)], EndKind.WITHDRAWN, Effect.REVIVES,
         ""),
    Life(LEGAL, K.DISSOLUTION, [(E.FILED, S.FILED), (E.DISTRIBUTION_LIST, S.DISTRIBUTION_LIST),
         (E.OBJECTED, S.DISTRIBUTION_LIST)], EndKind.LIQUIDATED, Effect.CEASED),
    Life(LEGAL, K.TURBO_LIQUIDATION, [(E.DEPOSIT_FOUND, S.CONFIRMED), (E.INSPECTED, S.CONFIRMED),
         (E.REOPENING_ASKED, S.CONFIRMED), (E.LIABILITY_CLAIMED, S.CONFIRMED)], EndKind.LIQUIDATED, Effect.CEASED),
]  # fmt: skip


def person(desk: Desk, kind: PartyKind) -> None:
    version = desk.version("party", desk.debtor)
    desk.act(ChangeParty(desk.debtor, version, PartyFacts("Van Dam Bouw", kind)))


def signalled(desk: Desk, kind: Kind, number: str = "") -> int:
    signal = RecordInsolvency(
        desk.debtor, kind, LATER, Source.REGISTER, number=number, confirmed=False, matched_by=Match.NAME
    )
    id_: int = desk.act(signal)
    return id_


def clocks(desk: Desk) -> list[tuple[str, str]]:
    """Return how the clock of each claim stands, and until when it is safe."""
    query = "SELECT state, safe_until FROM clock_now WHERE clock = 'principal' ORDER BY claim_id"
    return [(state, str(until)) for state, until in desk.database.fetch(query)]


def why(desk: Desk) -> str:
    said: str = desk.database.value("SELECT why FROM case_now WHERE case_id = ?", (desk.case,))
    return said


@pytest.mark.parametrize("life", LIVES, ids=lambda life: f"{life.kind}-{life.end}")
def test_a_life(desk: Desk, life: Life) -> None:
    person(desk, life.party)
    desk.claim("F-1", 10_000)
    id_ = signalled(desk, life.kind, life.number)
    assert why(desk) == "signal.insolvency_confirm"
    assert (card(desk, id_).standing.stage, tracks(desk)) == (S.SIGNALLED, [])
    desk.act(ConfirmInsolvency(*seen(desk, id_), BEGAN))
    assert tracks(desk) == ([(desk.case, life.track)] if life.track else [])
    for kind, stage in life.events:
        desk.act(RecordInsolvencyEvent(id_, kind, LATER))
        assert card(desk, id_).standing.stage is stage
    desk.act(EndInsolvency(*seen(desk, id_), TODAY, life.end))
    found = card(desk, id_).standing
    assert found.outcome is not None
    assert (found.stage, found.outcome.effect, tracks(desk)) == (S.ENDED, life.effect, [])
    assert bool(on_clocks(desk)) is bool(life.number)
    sound(desk)


def test_a_bankruptcy_goes_on_as_a_wsnp_with_a_clean_slate_or_without(desk: Desk) -> None:
    """Fw 15b, 358, 358a: what the clean slate takes is not asked any more; once withdrawn it runs as without one."""
    person(desk, NATURAL)
    desk.claim("F-1", 10_000)
    before = clocks(desk)
    first = bankrupt(desk)
    second = desk.act(ConvertInsolvency(*seen(desk, first), LATER, K.WSNP, "R.13/26/9"))
    assert [one[1] for one in on_clocks(desk)] == ["bankruptcy", "wsnp"]
    desk.act(EndInsolvency(*seen(desk, second), TODAY, EndKind.CLEAN_SLATE))
    assert [state for state, _ in clocks(desk)] == ["unenforceable"]
    desk.act(RecordInsolvencyEvent(second, E.SLATE_WITHDRAWN, TODAY))
    running = clocks(desk)
    assert [state for state, _ in running] == ["running"]
    assert running[0][1] >= before[0][1]
    sound(desk)


def test_a_suspension_goes_on_as_a_bankruptcy_but_nothing_as_what_it_cannot_be(desk: Desk) -> None:
    """Fw 249."""
    person(desk, LEGAL)
    desk.claim("F-1", 10_000)
    first = desk.act(RecordInsolvency(desk.debtor, K.SUSPENSION, LATER, Source.LETTER, BEGAN, number="S.13/26/4"))
    refused("insolvency.no_conversion", desk.act, ConvertInsolvency(*seen(desk, first), LATER, K.COUNSELLING))
    second = desk.act(ConvertInsolvency(*seen(desk, first), LATER, K.BANKRUPTCY, "F.13/26/5"))
    assert [one[1:4] for one in on_clocks(desk)] == [
        ("suspension_of_payments", "2026-10-05", "2026-11-09"),
        ("bankruptcy", "2026-11-09", None),
    ]
    assert card(desk, second).row.predecessor_id == first
    assert tracks(desk) == [(desk.case, "insolvency")]


def test_annulled_the_clocks_and_the_tracks_are_as_they_were(desk: Desk) -> None:
    """Fw 15; invariant 9."""
    desk.claim("F-1", 10_000)
    before = clocks(desk), tracks(desk), why(desk)
    id_ = bankrupt(desk)
    assert tracks(desk) == [(desk.case, "insolvency")]
    desk.act(AnnulInsolvency(*seen(desk, id_), TODAY, EndKind.ANNULLED, "verzet gegrond"))
    assert (clocks(desk), tracks(desk), why(desk)) == before
    sound(desk)


@pytest.mark.parametrize(
    ("kind", "party", "stopped"),
    [
        (K.BANKRUPTCY, LEGAL, {"stop.write_instead", "stop.cut"}),
        (K.SUSPENSION, LEGAL, {"stop.write_as_well", "stop.cut"}),
        (K.WSNP, NATURAL, {"stop.write_as_well", "stop.cut"}),
        (K.COUNSELLING, NATURAL, {"stop.write_as_well", "stop.counselling"}),
        (K.MORATORIUM, NATURAL, {"stop.write_as_well", "stop.counselling"}),
        (K.WHOA, LEGAL, set()),
        (K.PROTECTIVE_ADMINISTRATION, NATURAL, {"stop.write_as_well"}),
        (K.DISSOLUTION, LEGAL, {"stop.write_instead"}),
        (K.TURBO_LIQUIDATION, LEGAL, {"stop.write_instead", "stop.proceeding"}),
    ],
)
def test_letters_go_to_who_acts_in_it_at_his_address(
    desk: Desk, kind: Kind, party: PartyKind, stopped: set[str]
) -> None:
    """Invariant 10: who acts follows from the record, and the gate knows him; before it the letter could go."""
    person(desk, party)
    letter = Writing(desk).letter(LetterKind.REMINDER, stated(desk.claim("F-1", 61_280), 61_280))
    rules = {"stop.write_instead", "stop.write_as_well", "stop.cut", "stop.counselling", "stop.proceeding"}

    def stops() -> set[str]:
        (found,) = stops_of(desk.database, [letter], TODAY)
        return {one.rule for one in found} & rules

    assert stops() == set()
    who = Appointed(ACTING[kind], "mr. X. Opvolger", place=POST)
    id_ = desk.act(RecordInsolvency(desk.debtor, kind, LATER, Source.LETTER, BEGAN, persons=(who,)))
    assert stops() == stopped
    acting = card(desk, id_).acting(TODAY)
    assert acting is not None
    assert desk.database.value("SELECT street FROM address WHERE party_id = ?", (acting.party_id,)) == "Kade"


def test_what_is_due_next_moves_with_the_days_and_what_was_not_done_stays(desk: Desk) -> None:
    id_ = bankrupt(desk)
    for ahead in (10, 40):
        desk.act(RecordInsolvencyEvent(id_, E.CREDITORS_MEETING, TODAY + timedelta(days=ahead)))

    def listed(day: date) -> str:
        insolvency_days.renew(desk.database, day)
        return str(desk.database.value("SELECT next_due_on FROM insolvency WHERE id = ?", (id_,)))

    # Nobody saw to the securities, nor filed the claims.
    assert listed(TODAY + timedelta(days=10)) == "2026-11-11"
    for done in (E.FILED, E.ACKNOWLEDGED):
        desk.act(RecordInsolvencyEvent(id_, done, TODAY))
    assert listed(TODAY + timedelta(days=10)) == "2026-12-01"
    assert listed(TODAY + timedelta(days=11)) == "2026-12-31"
    assert listed(TODAY + timedelta(days=41)) == "9999-12-31"
    turbo = desk.act(RecordInsolvency(desk.debtor, K.TURBO_LIQUIDATION, LATER, Source.OTHER, BEGAN))
    due = card(desk, turbo).standing.next_due(TODAY)
    assert due is not None
    assert (due.kind, due.on) == (DateKind.DEPOSIT, date(2026, 10, 19))
    sound(desk)


def test_a_debtor_is_found_by_a_number_that_is_only_signalled_and_by_a_former_one(desk: Desk) -> None:
    def found(number: str) -> bool:
        return any("Van Dam Bouw" in str(row) for row in find(desk.database, number))

    id_ = signalled(desk, K.BANKRUPTCY, "F.13/26/777")
    assert found("F.13/26/777")
    desk.act(ConfirmInsolvency(*seen(desk, id_), BEGAN))
    desk.act(TransferInsolvency(*seen(desk, id_), LATER, "F.40/26/88", ""))
    assert found("F.40/26/88")
    assert found("F.13/26/777")
