"""Securities: registered with what they cover, invoked in time, and booked when something comes of them."""

from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.component import Component
from casebook.domain.insolvency.facts import EventKind, Kind, PersonRole, Source
from casebook.domain.letters.kinds import TO_OTHERS, LetterKind
from casebook.domain.letters.proof import ReturnedAs
from casebook.domain.money import Cents
from casebook.domain.security.facts import SecurityEventKind, SecurityKind
from casebook.domain.security.standing import SecurityStage
from casebook.jobs import letter_offer, security_letters
from casebook.store.actions.dispatch_proof import ReturnedDispatch
from casebook.store.actions.insolvencies import RecordInsolvency
from casebook.store.actions.insolvency_events import RecordInsolvencyEvent
from casebook.store.actions.insolvency_people import Appointed
from casebook.store.actions.payments import ReversePayment
from casebook.store.actions.receipts import ChosenLine, Receipt
from casebook.store.actions.securities import ChangeSecurity, RegisterSecurity, SecurityFacts, WithdrawSecurity
from casebook.store.actions.security_events import RecordProceeds, RecordSecurityEvent, VoidSecurityEvent
from casebook.store.actions.undo import RedoStep, UndoStep, last_step
from casebook.store.queries import insolvencies, securities
from casebook.store.queries.securities import SecurityCard
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.outgoing import HERE, Post
from tests.store.actions.refusal import refused

E, K = SecurityEventKind, SecurityKind
SOON = TODAY + timedelta(days=20)


def registered(desk: Desk, kind: SecurityKind = K.BANK_GUARANTEE, **more: Any) -> int:
    facts: dict[str, Any] = {"name": "ING 2025/7", "value_cents": Cents(6_000), "valued_on": TODAY}
    facts |= {"expires_on": SOON} if kind is K.BANK_GUARANTEE else {}
    id_: int = desk.act(RegisterSecurity(desk.debtor, desk.creditor, kind, SecurityFacts(**facts | more)))
    return id_


def card(desk: Desk, id_: int) -> SecurityCard:
    page = securities.of_case(desk.database, desk.case, TODAY)
    return next(one for one in page.cards if one.row.id == id_)


def seen(desk: Desk, id_: int) -> tuple[int, int]:
    return id_, desk.version("security", id_)


def told(desk: Desk) -> list[tuple[str, str]]:
    """Return the signals of securities of the case, with their days."""
    query = "SELECT code, due_on FROM signal WHERE case_id = ? AND code LIKE 'signal.security%' ORDER BY due_on"
    return [(code.removeprefix("signal.security_"), str(on)) for code, on in desk.database.fetch(query, (desk.case,))]


def test_it_covers_what_it_names_and_tells_what_is_uncovered(desk: Desk) -> None:
    first, second = desk.claim("F-1", 10_000), desk.claim("F-2", 5_000)
    one = registered(desk, claim_ids=(second,), haircut="10")
    assert (card(desk, one).standing.worth, card(desk, one).covers) == (5_400, 5_000)
    page = securities.of_case(desk.database, desk.case, TODAY)
    assert (page.coverage.open, page.coverage.shortfall) == (5_000, 0)
    desk.act(ChangeSecurity(*seen(desk, one), card_facts(desk, one, claim_ids=()), "voor alles"))
    page = securities.of_case(desk.database, desk.case, TODAY)
    assert (page.coverage.open, page.coverage.shortfall) == (15_000, 9_600)
    assert {claim.claim_id for claim in card(desk, one).claims} == {first, second}


def card_facts(desk: Desk, id_: int, **more: Any) -> SecurityFacts:
    row = card(desk, id_).row
    known = {"name": row.name, "value_cents": row.value, "valued_on": row.valued_on, "haircut": row.haircut}
    return SecurityFacts(**known | {"expires_on": row.expires_on} | more)


def test_what_runs_out_is_in_the_queue_until_it_is_invoked(desk: Desk) -> None:
    desk.claim("F-1", 10_000)
    one = registered(desk)
    assert told(desk) == [("expiring", str(SOON))]
    event = desk.act(RecordSecurityEvent(one, E.INVOKED, TODAY, text="aangetekend"))
    assert (card(desk, one).standing.stage, told(desk)) == (SecurityStage.INVOKED, [])
    desk.act(VoidSecurityEvent(event, "nog niet verstuurd"))
    assert (card(desk, one).standing.stage, told(desk)) == (SecurityStage.REGISTERED, [("expiring", str(SOON))])
    refused("security.event_void", desk.act, VoidSecurityEvent(event, "nogmaals"))


def test_an_insolvency_asks_to_invoke_it_and_a_cooling_off_stays_it(desk: Desk) -> None:
    """The term of the house counts from when it became known; Fw 63a."""
    desk.claim("F-1", 10_000, supplied_until=date(2026, 10, 1))
    one = registered(desk, K.RETENTION_OF_TITLE)
    began = date(2026, 11, 17)
    bankrupt = desk.act(RecordInsolvency(desk.debtor, Kind.BANKRUPTCY, TODAY, Source.LETTER, began))
    assert told(desk) == [("invoke", "2026-11-24")]
    desk.act(RecordSecurityEvent(one, E.INVOKED, TODAY))
    desk.act(RecordInsolvencyEvent(bankrupt, EventKind.COOLING_OFF, TODAY, date(2027, 1, 10)))
    found = card(desk, one).standing
    assert (found.stage, found.stayed_until, told(desk)) == (SecurityStage.STAYED, date(2027, 1, 10), [])


def test_proceeds_are_a_payment_that_goes_where_a_person_says(desk: Desk) -> None:
    first, second = desk.claim("F-1", 10_000), desk.claim("F-2", 5_000)
    one = registered(desk)
    lines = (ChosenLine(second, Component.PRINCIPAL, Cents(4_000)),)
    receipt = Receipt(TODAY, Cents(4_000), lines=lines, reason="afspraak met de bank")
    booked = desk.act(RecordProceeds(desk.case, one, receipt))
    assert (desk.total(first), desk.total(second)) == (10_000, 1_000)
    found = card(desk, one)
    assert (found.proceeds, found.standing.worth, found.standing.stage) == (4_000, 2_000, SecurityStage.INVOKED)
    event = next(row for row in found.events if row.kind is E.PROCEEDS)
    refused("security.reverse_payment", desk.act, VoidSecurityEvent(event.id, "vergissing"))
    refused("security.has_proceeds", desk.act, WithdrawSecurity(*seen(desk, one), "vergissing"))
    desk.act(RecordProceeds(desk.case, one, Receipt(TODAY, Cents(2_000)), last=True))
    assert (card(desk, one).standing.stage, card(desk, one).standing.worth) == (SecurityStage.REALISED, 0)
    refused("security.over", desk.act, RecordSecurityEvent(one, E.INVOKED, TODAY))
    desk.act(ReversePayment(booked.payment_id, "gestorneerd"))
    assert card(desk, one).proceeds == 2_000


GOODS = {"goods": "40 pallets"}


@pytest.mark.parametrize(
    ("kind", "letter", "extras", "said"),
    [
        (K.RETENTION_OF_TITLE, LetterKind.RETENTION_OF_TITLE, GOODS, "artikel 63a"),
        (K.RECLAMATION, LetterKind.RECLAMATION, GOODS, "artikel 7:40"),
        (K.PLEDGE, LetterKind.PLEDGE_NOTICE, {}, "alsof er geen faillissement was"),
        (K.PLEDGE, LetterKind.PLEDGE_DISCLOSURE, {}, "NL91 ABNA 0417 1643 00"),
        (K.MORTGAGE, LetterKind.MORTGAGE_NOTICE, {}, "artikel 57 lid 1"),
        (K.BANK_GUARANTEE, LetterKind.BANK_GUARANTEE_CALL, {"statement": "Hij betaalt niet."}, "Hij betaalt niet."),
        (K.DEPOSIT, LetterKind.DEPOSIT_NOTICE, {}, "artikel 53 lid 1"),
    ],
)
def test_the_letter_that_leaves_invokes_it(
    desk: Desk, kind: SecurityKind, letter: LetterKind, extras: dict[str, Any], said: str
) -> None:
    """Through the gate and the outbox: it is invoked once it left, and not when nothing of it reached anybody."""
    desk.claim("F-1", 10_000, supplied_until=TODAY)
    one, post = registered(desk, kind), Post(desk, TODAY)
    post.lives(desk.debtor)
    acting = (Appointed(PersonRole.TRUSTEE, "mr. X. Curator", place=HERE),)
    began = TODAY - timedelta(days=2)
    desk.act(RecordInsolvency(desk.debtor, Kind.BANKRUPTCY, TODAY, Source.LETTER, began, persons=acting))
    trustee = insolvencies.of_case(desk.database, desk.case)[0].acting(TODAY)
    assert trustee is not None
    assert told(desk)
    # Who gets it goes by what it is about: the goods, whoever owes the bank or the debtor, or who acts for the debtor.
    to = trustee.party_id if extras is GOODS else desk.party("Bank") if letter in TO_OTHERS else None
    if to is not None and to != trustee.party_id:
        post.lives(to)
    known = security_letters.wanted(desk.database, one, desk.case, letter, TODAY)
    assert known is not None
    assert letter in [fit.kind for fit in letter_offer.fits(desk.database, TODAY, desk.case)]
    told_by_record = letter_offer.offer(desk.database, TODAY, desk.case, letter).known
    assert (told_by_record.origin, told_by_record.origin_id) == ("security", one)
    wanted: dict[str, Any] = {"to": to, "extras": {**known.extras, **extras}, "last_day": SOON}
    wanted |= {"claim_ids": known.claim_ids, "origin": known.origin, "origin_id": known.origin_id}
    (first,) = post.prepare(letter, **wanted)
    (second,) = post.prepare(letter, **wanted)
    body = desk.database.value("SELECT body FROM letter WHERE id = ?", (first,))
    assert said in body.replace("\n", " ")
    post.release(first)
    assert card(desk, one).standing.stage is SecurityStage.REGISTERED
    post.send_all(first)
    found = card(desk, one)
    assert (found.standing.stage, told(desk)) == (SecurityStage.INVOKED, [])
    assert [(row.kind, row.on) for row in found.events] == [(E.INVOKED, TODAY)]
    # Another letter invokes nothing a second time.
    post.release(second)
    post.send_all(second)
    assert len(card(desk, one).events) == 1
    # What nobody got invokes nothing.
    for letter_id, stage in ((first, SecurityStage.INVOKED), (second, SecurityStage.REGISTERED)):
        way = post.card(letter_id).dispatches[0]
        post.act(ReturnedDispatch(way.dispatch_id, way.version, TODAY, ReturnedAs.MOVED))
        assert card(desk, one).standing.stage is stage
    assert told(desk)
    desk.act(RecordSecurityEvent(one, E.RELEASED, TODAY))
    refused("security.over", lambda _: post.prepare(letter, **wanted), None)


@pytest.mark.parametrize(
    ("value", "in_already", "open_cents", "called"),
    [(6_000, 0, 10_000, 6_000), (6_000, 2_000, 10_000, 4_000), (60_000, 0, 10_000, 10_000)],
)
def test_no_more_is_called_than_is_left_of_a_guarantee_and_is_open(
    desk: Desk, value: int, in_already: int, open_cents: int, called: int
) -> None:
    desk.claim("F-1", open_cents + in_already)
    one = registered(desk, value_cents=Cents(value))
    if in_already:
        desk.act(RecordProceeds(desk.case, one, Receipt(TODAY, Cents(in_already))))
    known = security_letters.wanted(desk.database, one, desk.case, LetterKind.BANK_GUARANTEE_CALL, TODAY)
    assert known is not None
    extras = known.extras
    assert (extras["called"], extras["guaranteed"], extras["expires_on"]) == (called, value - in_already, SOON)


def test_a_pledge_says_the_term_that_the_trustee_set(desk: Desk) -> None:
    """Fw 58: what was set is exercised within it, or extended."""
    desk.claim("F-1", 10_000)
    one = registered(desk, K.PLEDGE, since_on=date(2025, 3, 1))
    desk.act(RecordSecurityEvent(one, E.TERM_SET, TODAY, SOON))
    known = security_letters.wanted(desk.database, one, desk.case, LetterKind.PLEDGE_NOTICE, TODAY)
    assert known is not None
    assert known.extras == {"collateral": "ING 2025/7", "created_on": date(2025, 3, 1), "term_until": SOON}


def test_undo_and_redo_leave_what_was_there(desk: Desk) -> None:
    claim = desk.claim("F-1", 10_000)
    one, person = registered(desk), desk.actor.person
    assert person is not None
    desk.act(RecordProceeds(desk.case, one, Receipt(TODAY, Cents(2_500)), last=True))
    step = last_step(desk.database, person)
    assert step is not None
    desk.act(UndoStep(step))
    assert (desk.total(claim), card(desk, one).standing.stage, card(desk, one).proceeds) == (
        10_000,
        SecurityStage.REGISTERED,
        0,
    )
    desk.act(RedoStep(step))
    assert (desk.total(claim), card(desk, one).standing.stage) == (7_500, SecurityStage.REALISED)
    desk.act(UndoStep(last_step(desk.database, person) or 0))
    desk.act(UndoStep(last_step(desk.database, person) or 0))
    assert securities.of_case(desk.database, desk.case, TODAY).cards == ()


def test_one_that_was_entered_by_mistake_is_gone(desk: Desk) -> None:
    desk.claim("F-1", 10_000)
    one = registered(desk)
    desk.act(WithdrawSecurity(*seen(desk, one), "andere debiteur"))
    assert (securities.of_case(desk.database, desk.case, TODAY).cards, told(desk)) == ((), [])
    refused("security.withdrawn", desk.act, RecordSecurityEvent(one, E.NOTE, TODAY))


@pytest.mark.parametrize(
    ("code", "kind", "more"),
    [
        ("security.no_name", K.DEPOSIT, {"name": " "}),
        ("security.no_expiry", K.BANK_GUARANTEE, {"expires_on": None}),
        ("security.of_kind", K.DEPOSIT, {"rank": 1}),
        ("security.of_kind", K.RECLAMATION, {"with_interest": True}),
        ("security.no_day_of_value", K.DEPOSIT, {"valued_on": None}),
        ("security.haircut", K.PLEDGE, {"haircut": "101"}),
        ("security.haircut", K.PLEDGE, {"haircut": "NaN"}),
        ("given.day_ahead", K.PLEDGE, {"valued_on": SOON}),
        ("given.amount", K.PLEDGE, {"value_cents": Cents(0)}),
    ],
)
def test_what_cannot_be_is_refused(desk: Desk, code: str, kind: SecurityKind, more: dict[str, Any]) -> None:
    refused(code, lambda _: registered(desk, kind, **more), None)


def test_what_it_does_not_cover_and_what_does_not_go_with_its_kind_is_refused(desk: Desk) -> None:
    claim = desk.claim("F-1", 10_000)
    one = registered(desk, K.PLEDGE, claim_ids=(claim,))
    other = desk.claim("F-2", 5_000)
    receipt = Receipt(TODAY, Cents(1_000), designation=(other,))
    refused("security.not_covered", desk.act, RecordProceeds(desk.case, one, receipt))
    case = desk.second_case()
    refused("security.other_case", desk.act, RecordProceeds(case, one, Receipt(TODAY, Cents(1_000))))
    refused("security.no_term", desk.act, RecordSecurityEvent(one, E.TERM_SET, TODAY))
    refused("security.no_until", desk.act, RecordSecurityEvent(one, E.INVOKED, TODAY, SOON))
    refused("security.event_of_kind", desk.act, RecordSecurityEvent(one, E.PROCEEDS, TODAY))
    deposit = registered(desk, K.DEPOSIT)
    refused("security.event_of_kind", desk.act, RecordSecurityEvent(deposit, E.TERM_SET, TODAY, SOON))
