"""Events of limitation: recorded with whom they reach, proven by who may, corrected, and relied on."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.limitation.facts import Outcome
from casebook.errors import Refused, Stale
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.limitation import (
    CorrectEvent,
    EventFacts,
    ProveEvent,
    Reached,
    RecordEvent,
    VoidEvent,
)
from casebook.store.actions.reliance import EndReliance, RelyOn
from casebook.store.models.claims import Relation
from casebook.store.models.limitation import Grade
from tests.store.actions.desk import DUE, INVOICED, TODAY, Desk

TOMORROW = TODAY + timedelta(days=1)


def facts(desk: Desk, kind: str = "demand", on_day: date | None = DUE, **more: Any) -> EventFacts:
    return EventFacts(kind, on_day, **({"reaches": (Reached(desk.debtor),)} | more))


def record(desk: Desk, kind: str = "demand", grade: Grade | None = None, **more: Any) -> int:
    event: int = desk.act(RecordEvent(desk.case, facts(desk, kind, **more), grade))
    return event


def marks(desk: Desk, event: int) -> list[tuple[str, str | None, str]]:
    query = "SELECT proof, grade, reason FROM proof_mark WHERE event_id = ? ORDER BY id"
    return desk.database.fetch(query, (event,))


@pytest.mark.parametrize(
    ("kind", "more", "grade", "proof"),
    [
        ("demand", {}, None, "asserted"),
        ("demand", {}, Grade.WEAK, "asserted"),
        ("demand", {}, Grade.MEDIUM, "asserted"),
        ("demand", {"received_on": DUE}, Grade.STRONG, "proven"),
        ("service", {}, None, "proven"),
        ("service", {}, Grade.WEAK, "asserted"),
        ("insolvency", {"regime": "bankruptcy"}, None, "proven"),
        ("extension", {"ground": "spouses"}, None, "asserted"),
        ("legal_action", {"outcome": Outcome.PENDING}, None, "asserted"),
    ],
)
def test_how_far_an_event_is_proven_from_the_start(
    desk: Desk, kind: str, more: dict[str, Any], grade: Grade | None, proof: str
) -> None:
    assert marks(desk, record(desk, kind, grade, **more)) == [(proof, grade, "")]


def test_an_event_reaches_whom_and_what_it_names_once(desk: Desk) -> None:
    claim, guarantor = desk.claim("1", 100), desk.party("Borg")
    desk.act(AddLiability(claim, Liable(guarantor, Relation.GUARANTOR)))
    reaches = (Reached(desk.debtor), Reached(guarantor, claim, ClockKind.PRINCIPAL), Reached(desk.debtor))
    event = record(desk, reaches=reaches)
    query = "SELECT party_id, claim_id, clock FROM reach WHERE event_id = ? ORDER BY id"
    assert desk.database.fetch(query, (event,)) == [(desk.debtor, None, None), (guarantor, claim, "principal")]


@pytest.mark.parametrize(
    ("refusal", "kind", "more"),
    [
        ("event.kind", "letter", {}),
        ("event.no_day", "demand", {"on_day": None}),
        ("given.day_ahead", "demand", {"on_day": TOMORROW}),
        ("given.day_ahead", "demand", {"received_on": TOMORROW}),
        ("given.days_order", "demand", {"received_on": INVOICED}),
        ("given.days_order", "insolvency", {"regime": "wsnp", "until_on": INVOICED}),
        ("given.days_order", "legal_action", {"outcome": Outcome.REJECTED, "ended_on": INVOICED}),
        ("given.days_order", "legal_action", {"outcome": Outcome.REJECTED, "followed_up_on": INVOICED}),
        ("event.regime", "insolvency", {}),
        ("event.regime", "insolvency", {"regime": "moratorium"}),
        ("event.ground", "extension", {"ground": "holiday"}),
        ("event.clean_slate", "insolvency", {"regime": "bankruptcy", "clean_slate": 1, "until_on": TODAY}),
        ("event.clean_slate", "insolvency", {"regime": "wsnp", "clean_slate": 1}),
        ("event.part", "acknowledgement", {"received_on": TODAY}),
        ("event.part", "demand", {"until_on": TODAY}),
        ("event.part", "demand", {"regime": "wsnp"}),
        ("event.part", "insolvency", {"regime": "wsnp", "ground": "spouses"}),
        ("event.part", "demand", {"outcome": Outcome.GRANTED}),
        ("event.part", "legal_action", {"outcome": Outcome.PENDING, "ended_on": TODAY}),
        ("event.part", "legal_action", {"outcome": Outcome.GRANTED, "followed_up_on": TODAY}),
        ("event.part", "legal_action", {"outcome": Outcome.REJECTED, "follow_up_outcome": Outcome.GRANTED}),
        ("event.nobody", "demand", {"reaches": ()}),
        ("event.not_liable", "demand", {"reaches": (Reached(999),)}),
        ("event.claim_of_case", "demand", {"reaches": (Reached(1, 999),)}),
        ("store.no_record", "demand", {"document_id": 999}),
        ("event.no_receipt", "demand", {"grade": Grade.STRONG}),
    ],
)
def test_events_that_cannot_be(desk: Desk, refusal: str, kind: str, more: dict[str, Any]) -> None:
    with pytest.raises(Refused, match=refusal.replace(".", r"\.")):
        record(desk, kind, **more)
    assert desk.database.value("SELECT count(*) FROM limitation_event") == 0


def test_a_ground_may_have_no_first_day_and_a_last_day_ahead(desk: Desk) -> None:
    record(desk, "extension", ground="spouses", on_day=None, until_on=TOMORROW)


def test_who_is_liable_for_another_claim_only_is_not_reached_for_this_one(desk: Desk) -> None:
    claim, other, guarantor = desk.claim("1", 100), desk.claim("2", 100), desk.party("Borg")
    desk.act(AddLiability(other, Liable(guarantor, Relation.GUARANTOR)))
    record(desk, reaches=(Reached(guarantor),))
    with pytest.raises(Refused, match=r"event\.not_liable"):
        record(desk, reaches=(Reached(guarantor, claim),))


def test_medium_proof_counts_once_a_lead_confirms_it(desk: Desk) -> None:
    event = record(desk, grade=Grade.MEDIUM, received_on=DUE)
    confirm = ProveEvent(event, Grade.MEDIUM, "ontvangst per mail bevestigd")
    with pytest.raises(Refused, match=r"event\.lead_proves"):
        desk.as_handler(confirm)
    desk.act(confirm)
    assert marks(desk, event)[-1] == ("proven", "medium", "ontvangst per mail bevestigd")


def test_strong_proof_a_handler_may_add_and_weak_proof_is_none(desk: Desk) -> None:
    event = record(desk, received_on=DUE)
    with pytest.raises(Refused, match=r"event\.weak"):
        desk.act(ProveEvent(event, Grade.WEAK, "gewone post"))
    desk.as_handler(ProveEvent(event, Grade.STRONG, "ondertekende erkenning"))
    with pytest.raises(Refused, match=r"event\.proof_stands"):
        desk.act(ProveEvent(event, Grade.STRONG, "nog eens"))


def test_a_void_event_stays_void(desk: Desk) -> None:
    event = record(desk)
    with pytest.raises(Refused, match=r"given\.no_reason"):
        desk.act(VoidEvent(event, ""))
    desk.act(VoidEvent(event, "nooit verstuurd"))
    for command in (VoidEvent(event, "x"), ProveEvent(event, Grade.STRONG, "x"), CorrectEvent(event, facts(desk), "x")):
        with pytest.raises(Refused, match=r"event\.proof_stands"):
            desk.act(command)
    assert [proof for proof, _, _ in marks(desk, event)] == ["asserted", "void"]


def test_a_correction_voids_the_old_event_and_names_it(desk: Desk) -> None:
    event = record(desk, grade=Grade.STRONG, received_on=DUE)
    new = desk.act(CorrectEvent(event, replace(facts(desk), on_day=TODAY), "dagtekening verkeerd"))
    assert marks(desk, event)[-1] == ("void", None, "dagtekening verkeerd")
    assert marks(desk, new) == [("asserted", None, "")]
    assert desk.database.value("SELECT replaces_id FROM limitation_event WHERE id = ?", (new,)) == event


def test_a_correction_that_cannot_be_leaves_the_old_event_as_it_was(desk: Desk) -> None:
    event = record(desk)
    with pytest.raises(Refused, match=r"given\.day_ahead"):
        desk.act(CorrectEvent(event, replace(facts(desk), on_day=TOMORROW), "x"))
    assert [proof for proof, _, _ in marks(desk, event)] == ["asserted"]


def test_the_event_of_a_payment_follows_the_payment_only_but_a_person_may_prove_it(desk: Desk) -> None:
    desk.claim("1", 100)
    desk.pay(50)
    event = desk.database.value("SELECT id FROM limitation_event")
    for command in (VoidEvent(event, "x"), CorrectEvent(event, facts(desk), "x")):
        with pytest.raises(Refused, match=r"event\.of_another"):
            desk.act(command)
    desk.act(ProveEvent(event, Grade.STRONG, "bankafschrift"))
    assert [proof for proof, _, _ in marks(desk, event)] == ["asserted", "proven"]


def test_a_letter_that_is_proven_with_its_receipt_moves_the_safe_end(desk: Desk) -> None:
    claim = desk.claim("1", 100, invoice_on=date(2021, 12, 1), due_on=date(2021, 12, 31))
    event = record(desk, "demand")
    query = "SELECT safe_until, claimed_until FROM clock_now WHERE claim_id = ? AND clock = 'principal'"
    assert [str(day) for day in desk.database.fetch(query, (claim,))[0]] == ["2026-12-31", "2031-10-01"]
    with pytest.raises(Refused, match=r"event\.no_receipt"):
        desk.act(ProveEvent(event, Grade.STRONG, "ontvangstbevestiging"))
    received = DUE + timedelta(days=2)
    proven = desk.act(ProveEvent(event, Grade.STRONG, "ontvangstbevestiging", received_on=received))
    assert [str(day) for day in desk.database.fetch(query, (claim,))[0]] == ["2031-10-03", "2031-10-03"]
    assert [proof for proof, _, _ in marks(desk, event)] == ["asserted", "void"]
    assert [proof for proof, _, _ in marks(desk, proven)] == ["asserted", "proven"]
    assert desk.database.fetch("SELECT event_id, party_id FROM reach ORDER BY id") == [
        (event, desk.debtor),
        (proven, desk.debtor),
    ]


@pytest.mark.parametrize(
    ("refusal", "received_on"),
    [("given.days_order", INVOICED), ("given.day_ahead", TOMORROW), ("event.no_receipt", None)],
)
def test_a_letter_is_not_proven_by_a_receipt_that_cannot_be(desk: Desk, refusal: str, received_on: date | None) -> None:
    event = record(desk)
    with pytest.raises(Refused, match=refusal.replace(".", r"\.")):
        desk.act(ProveEvent(event, Grade.STRONG, "x", received_on=received_on))
    assert [proof for proof, _, _ in marks(desk, event)] == ["asserted"]


def test_a_lead_relies_on_an_end_until_a_day_ahead(desk: Desk) -> None:
    claim = desk.claim("1", 100)
    rely = RelyOn(claim, desk.debtor, ClockKind.PRINCIPAL, "twee mails", TOMORROW)
    with pytest.raises(Refused, match=r"mandate\.none"):
        desk.as_handler(rely)
    with pytest.raises(Refused, match=r"event\.review_ahead"):
        desk.act(replace(rely, review_on=TODAY))
    with pytest.raises(Refused, match=r"event\.not_liable"):
        desk.act(replace(rely, party_id=desk.party("Oom")))
    reliance = desk.act(rely)
    with pytest.raises(Refused, match=r"event\.relied_on"):
        desk.act(rely)
    desk.act(replace(rely, clock=ClockKind.INTEREST))
    desk.act(EndReliance(reliance, 1, "nieuwe brief"))
    with pytest.raises(Stale):
        desk.act(EndReliance(reliance, 1, "x"))
    with pytest.raises(Refused, match=r"event\.reliance_ended"):
        desk.act(EndReliance(reliance, 2, "x"))
    desk.act(rely)
