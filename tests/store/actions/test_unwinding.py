"""Unwinding: everything that is open in the cases of a debtor gets an outcome, and comes back where it was annulled."""

from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.arrangement.terms import AgreedHow, PlanInterest, PlanTerms, Rhythm
from casebook.domain.court.facts import CourtEventKind, MeasureKind, ProceedingKind
from casebook.domain.insolvency.facts import EndKind, Kind, Match, Source
from casebook.domain.insolvency.items import ItemKind, ItemOutcome
from casebook.domain.insolvency.standing import Stage
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.money import Cents
from casebook.domain.placements.facts import AgencyKind, Guard
from casebook.domain.security.facts import SecurityEventKind, SecurityKind
from casebook.domain.service import Sector
from casebook.domain.vat.parts import Treatment
from casebook.store import insolvent
from casebook.store.actions.agencies import AgencyFacts, RegisterAgency
from casebook.store.actions.arrangements import AgreeArrangement, DraftArrangement
from casebook.store.actions.contacts import AddContact
from casebook.store.actions.contra_items import AddContraItem
from casebook.store.actions.court_events import RecordCourtEvent
from casebook.store.actions.direct_debit import RecordMandate
from casebook.store.actions.disputes import ContestedPart, RegisterDispute
from casebook.store.actions.insolvencies import AnnulInsolvency, RecordInsolvency
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.placements import RecordPlacement
from casebook.store.actions.proceedings import Asked, OpenProceeding, ProceedingFacts
from casebook.store.actions.promises import Promised
from casebook.store.actions.receipts import Receipt
from casebook.store.actions.securities import ChangeSecurity, RegisterSecurity, SecurityFacts, WithdrawSecurity
from casebook.store.actions.security_events import RecordSecurityEvent
from casebook.store.actions.undo import RedoStep, UndoStep, last_step
from casebook.store.actions.unwinding import ChooseReceipt, FinishInsolvencyItem, MeterRead, UnwindInsolvency
from casebook.store.actions.vat import RatePart, StateCertain, StateVat
from casebook.store.facts_of import disputes
from casebook.store.models import every
from casebook.store.models.books import ContraKind
from casebook.store.models.cases import Channel, Outcome, Track, TrackKind
from casebook.store.models.claims import Relation
from casebook.store.models.court import Measure
from casebook.store.models.disputes import DisputeReason
from casebook.store.models.reminders import ReminderRun
from casebook.store.models.service import ServiceSuspension
from casebook.store.models.vat import CertainGround
from casebook.store.queries import insolvencies, unwinding, vat
from casebook.store.queries.unwinding import Unwound
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.outgoing import Post
from tests.store.actions.refusal import refused

SINCE = date(2026, 10, 16)
BECAUSE = "faillissement F.13/26/7"
_K, _O = ItemKind, ItemOutcome

# Which kind of item a table that can be open in a case is; a new one has to be put here or below.
TAKEN = {
    "claim": _K.CLAIM,
    "liability": _K.LIABILITY,
    "arrangement": _K.ARRANGEMENT,
    "promise": _K.PROMISE,
    "debit_mandate": _K.MANDATE,
    "letter": _K.LETTER,
    "reminder_run": _K.REMINDERS,
    "service_suspension": _K.SERVICE,
    "dispute": _K.DISPUTE,
    "track": _K.TRACK,
    # A title stays what it is; what was placed is named by each claim that lies there.
    "proceeding": _K.PROCEEDING,
    "title": _K.TRACK,
    "measure": _K.MEASURE,
    "placement": _K.PLACED,
    "placed_claim": _K.PLACED,
    "contra_item": _K.CONTRA,
    "order_advice": _K.ORDERS,
    "hold": _K.HOLD,
}
# What an insolvency does not touch: who and where somebody is, what he asked or may not be asked, what we found or
# reckoned, what is insured or secured, and the proceedings themselves. VAT that came back is due again only as far as
# the claim is paid later (Wet OB 29), which the ledger tells: an insolvency, or its annulment, changes nothing in that.
LEFT_ALONE = {
    *(
        "address",
        "contact_point",
        "representation",
        "person_request",
        "agency",
        "vulnerability",
        "contact_block",
        "erasure",
    ),
    *("agency", "cases", "intake", "segment_choice", "sales_question", "watch", "own_provision", "arrangement_ban"),
    *("limitation_event", "reliance", "lapse_acceptance", "insurance_cover", "insurance_act"),
    *("insolvency", "insolvency_person", "insolvency_request", "security", "vat_refunded_before"),
}
ENDS = {"closed_on", "ended_on", "withdrawn_on", "lifted_on", "revoked_on", "until_on", "completed_on", "returned_on"}


def bankrupt(desk: Desk, **more: Any) -> int:
    values: dict[str, Any] = {"number": "F.13/26/7", "started_on": SINCE} | more
    id_: int = desk.act(RecordInsolvency(desk.debtor, Kind.BANKRUPTCY, TODAY, Source.LETTER, **values))
    return id_


def seen(desk: Desk, id_: int) -> tuple[int, int]:
    return id_, desk.version("insolvency", id_)


def unwind(desk: Desk, id_: int, **more: Any) -> None:
    desk.act(UnwindInsolvency(*seen(desk, id_), BECAUSE, **more))


def found(desk: Desk, id_: int) -> Unwound:
    one = unwinding.of_proceeding(desk.database, id_)
    assert one is not None
    return one


def outcomes(desk: Desk, id_: int) -> dict[ItemKind, list[ItemOutcome]]:
    told: dict[ItemKind, list[ItemOutcome]] = {}
    for one in found(desk, id_).items:
        told.setdefault(one.kind, []).append(one.outcome)
    return told


def value(desk: Desk, query: str, *parameters: object) -> Any:
    got = desk.database.value(query, parameters)
    return str(got) if isinstance(got, date) else got


def facts(desk: Desk) -> list[tuple[Any, ...]]:
    """Return what an unwinding changes in the records of a case."""
    queries = (
        "SELECT interest_frozen_on FROM claim ORDER BY id",
        "SELECT suspended_on, resumed_on, withdrawn_on FROM arrangement ORDER BY id",
        "SELECT withdrawn_on FROM promise ORDER BY id",
        "SELECT revoked_on FROM debit_mandate ORDER BY id",
        "SELECT lifted_on FROM hold WHERE lifted_on IS NULL ORDER BY id",
        "SELECT withdrawn_on FROM letter ORDER BY id",
        "SELECT kind FROM order_advice WHERE ended_on IS NULL ORDER BY id",
        "SELECT lapsed_on, lapsed_by_id FROM measure ORDER BY id",
    )
    return [tuple(None if one is None else str(one) for one in row) for q in queries for row in desk.database.fetch(q)]


def with_everything(desk: Desk) -> dict[str, int]:
    """Give the case one of each, and return the claims by their numbers."""
    claims = {
        "V-1": desk.claim("V-1", 50_000),
        "M-1": desk.claim("M-1", 31_000, supplied_from=date(2026, 10, 1), supplied_until=date(2026, 10, 31)),
        "L-1": desk.claim("L-1", 9_000, supplied_from=date(2026, 11, 1), supplied_until=date(2026, 11, 10)),
    }
    desk.act(AddLiability(claims["V-1"], Liable(desk.party("Borg"), Relation.GUARANTOR)))
    terms = PlanTerms(
        party_id=desk.debtor,
        claim_ids=(claims["V-1"],),
        rhythm=Rhythm.MONTHLY,
        first_on=TODAY + timedelta(20),
        total_cents=Cents(50_000),
        terms=5,
        interest=PlanInterest.RUNNING,
    )
    plan = desk.act(DraftArrangement(desk.case, terms))
    desk.act(AgreeArrangement(plan, desk.version("arrangement", plan), TODAY, AgreedHow.MAIL, override="bekend"))
    said = AddContact(
        desk.case,
        desk.debtor,
        TODAY,
        Channel.PHONE,
        Outcome.PROMISE,
        caller_checked=True,
        promised=Promised(TODAY + timedelta(5), Cents(1_000)),
    )
    desk.act(said)
    desk.act(RecordMandate(desk.creditor, desk.debtor, "NL91ABNA0417164300", "Van Dam", TODAY))
    desk.act(RegisterDispute(desk.case, DisputeReason.DAMAGED, (ContestedPart(claims["V-1"], Cents(500)),), TODAY))
    desk.act(AddContraItem(desk.creditor, desk.debtor, ContraKind.CREDIT_NOTE, "CN-1", Cents(700), date(2026, 9, 1)))
    agency = desk.act(RegisterAgency(AgencyFacts(AgencyKind.BAILIFF), name="Incasso Snel"))
    desk.act(RecordPlacement(desk.case, agency, Guard.US, TODAY, (claims["M-1"],)))
    asked = (Asked(claims["V-1"], desk.debtor),)
    sued = desk.act(
        OpenProceeding(desk.case, ProceedingKind.KANTON, asked, ProceedingFacts("Rechtbank"), "spoed", "spoed")
    )
    desk.act(RecordCourtEvent(CourtEventKind.SERVED, date(2026, 10, 1), sued))
    post = Post(desk, TODAY)
    post.lives(desk.debtor)
    post.prepare(LetterKind.UPDATED_STATEMENT)
    with desk.database.peewee.atomic():
        tx = desk.transaction()
        bank = {"claim_id": claims["V-1"], "party_id": desk.debtor, "kind": MeasureKind.BANK, "third_party": "ING"}
        tx.add(Measure, case_id=desk.case, on_day=date(2026, 10, 2), **bank)
        tx.add(ReminderRun, case_id=desk.case, cycle="business", started_on=TODAY, resumed_on=TODAY)
        tx.add(ServiceSuspension, case_id=desk.case, sector=Sector.OTHER, service="lijn", begun_on=TODAY)
    return claims


def test_every_record_gets_an_outcome_and_interest_stops(desk: Desk) -> None:
    """Invariant 9: also guarantors, who stay live."""
    claims = with_everything(desk)
    id_ = bankrupt(desk)
    unwind(desk, id_, next_note="indienen")
    told = outcomes(desk, id_)
    assert told == {
        _K.HOLD: [_O.PLACED],
        _K.CLAIM: [_O.COVERED, _O.SPLIT, _O.LATER],
        _K.LIABILITY: [_O.KEPT_LIVE],
        _K.ARRANGEMENT: [_O.SUSPENDED],
        _K.PROMISE: [_O.WITHDRAWN],
        _K.MANDATE: [_O.STOPPED],
        _K.LETTER: [_O.WITHDRAWN],
        _K.REMINDERS: [_O.HELD],
        _K.SERVICE: [_O.TO_DO],
        _K.DISPUTE: [_O.PARKED],
        _K.TRACK: [_O.KEPT_LIVE],
        _K.MEASURE: [_O.LAPSED],
        _K.PROCEEDING: [_O.SUSPENDED],
        _K.PLACED: [_O.TO_DO],
        _K.CONTRA: [_O.SET_OFF_OPEN],
        _K.ORDERS: [_O.ADVISED],
    }
    assert set(TAKEN.values()) <= set(told)
    # Interest of after the date cannot be filed (Fw 128); what was supplied after it bears its own.
    frozen = desk.database.fetch("SELECT number, interest_frozen_on FROM claim")
    assert {number: on and str(on) for number, on in frozen} == {
        "V-1": str(SINCE),
        "M-1": str(SINCE),
        "L-1": None,
    }
    cuts = {one.claim.id: (one.cut.before, one.cut.after) for one in found(desk, id_).cuts}
    assert cuts == {claims["V-1"]: (50_000, 0), claims["M-1"]: (15_000, 16_000), claims["L-1"]: (0, 9_000)}
    assert value(desk, "SELECT next_note FROM cases WHERE id = ?", desk.case) == "indienen"
    assert disputes.load(desk.database, [desk.case]) == {}
    card = insolvencies.card(desk.database, id_)
    assert card is not None
    assert card.standing.stage is Stage.CUT
    waiting = found(desk, id_).to_do
    assert [one.kind for one in waiting] == [_K.SERVICE, _K.PLACED]
    desk.act(FinishInsolvencyItem(waiting[0].id, waiting[0].version, "de dienst is hervat"))
    refused("insolvency.nothing_to_do", desk.act, FinishInsolvencyItem(waiting[0].id, waiting[0].version + 1, "x"))
    refused("insolvency.unwound", lambda _: unwind(desk, id_), None)
    sound(desk)


def test_a_court_of_which_nothing_more_is_known_is_seen_to_by_a_person(desk: Desk) -> None:
    with desk.database.peewee.atomic():
        kanton = {"kind": TrackKind.COURT, "opened_on": TODAY, "opened_because": "kanton"}
        desk.transaction().add(Track, case_id=desk.case, **kanton)
    id_ = bankrupt(desk)
    unwind(desk, id_)
    assert [one.kind for one in found(desk, id_).to_do] == [_K.TRACK]


def test_no_kind_of_record_is_forgotten() -> None:
    """Invariant 9: nor one that is added to the tables later."""
    open_ones = {
        model._meta.table_name
        for model in every.FACTS
        if {"case_id", "party_id", "claim_id", "debtor_id"} & set(model._meta.columns)
        and ENDS & set(model._meta.columns)
    }
    assert open_ones - TAKEN.keys() - LEFT_ALONE == set()
    assert TAKEN.keys() | LEFT_ALONE <= {model._meta.table_name for model in every.FACTS}


def test_an_annulment_and_an_undo_restore_it(desk: Desk) -> None:
    with_everything(desk)
    before = facts(desk)
    id_ = bankrupt(desk)
    unwind(desk, id_)
    after = facts(desk)
    assert after != before
    person = desk.actor.person
    assert person is not None
    step = last_step(desk.database, person)
    assert step is not None
    desk.act(UndoStep(step))
    assert (facts(desk), outcomes(desk, id_)) == (before, {})
    desk.act(RedoStep(step))
    assert facts(desk) == after
    desk.act(AnnulInsolvency(*seen(desk, id_), TODAY, EndKind.ANNULLED, "hoger beroep"))
    restored = facts(desk)
    # The plan remembers that it was suspended, and a letter that was withdrawn is prepared anew.
    assert {one.outcome for one in found(desk, id_).items if one.kind is not _K.LETTER} == {_O.RESTORED}
    assert [one.kind for one in found(desk, id_).to_do] == [_K.LETTER]
    changed = [(old, new) for old, new in zip(before, restored, strict=True) if old != new]
    day = str(TODAY)
    assert changed == [((None, None, None), (day, day, None)), ((None,), (day,))]
    assert len(disputes.load(desk.database, [desk.case])[desk.case]) == 1
    sound(desk)


def test_money_of_the_date_or_after_goes_to_no_earlier_claim_without_a_choice(desk: Desk) -> None:
    """Invariant 17."""
    earlier = desk.claim("V-1", 50_000)
    november = {"supplied_from": date(2026, 11, 1), "supplied_until": date(2026, 11, 10)}
    later = desk.claim("L-1", 9_000, due_on=date(2026, 11, 30), **november)
    old = desk.pay(1_000, SINCE - timedelta(days=1)).payment_id
    ours = [desk.pay(2_000, SINCE).payment_id, desk.pay(3_000, SINCE + timedelta(days=9)).payment_id]
    assert desk.total(earlier) == 44_000
    id_ = bankrupt(desk)
    unwind(desk, id_)
    apart = found(desk, id_).apart
    assert [(one.on_day, one.cents) for one in apart] == [(SINCE, 2_000), (SINCE + timedelta(days=9), 3_000)]
    assert (desk.total(earlier), desk.total(later)) == (49_000, 9_000)
    assert outcomes(desk, id_)[_K.EARLIER_RECEIPT] == [_O.LISTED]
    assert all(one.payment_id not in ours for one in apart)
    # What comes in later is kept apart by itself.
    new = desk.pay(500, TODAY)
    assert (new.unallocated, len(found(desk, id_).apart)) == (500, 3)
    first, second, third = (one.payment_id for one in found(desk, id_).apart)
    refused("insolvency.receipt_before", desk.act, ChooseReceipt(id_, old, _O.KEPT, "x"))
    refused("insolvency.receipt_choice", desk.act, ChooseReceipt(id_, first, _O.RESTORED, "x"))
    desk.act(ChooseReceipt(id_, first, _O.ESTATE_PAYMENT, "curator betaalt levering november"))
    desk.act(ChooseReceipt(id_, second, _O.HANDED_OVER, "teruggevraagd door de curator"))
    desk.act(ChooseReceipt(id_, third, _O.KEPT, "rekening stond rood, HR 28-1-2022"))
    assert (desk.total(earlier), desk.total(later)) == (48_500, 7_000)
    assert (found(desk, id_).apart, found(desk, id_).waiting) == ([], 0)
    assert outcomes(desk, id_)[_K.RECEIPT] == [_O.ESTATE_PAYMENT, _O.HANDED_OVER, _O.KEPT]
    sound(desk)


def test_an_annulment_lets_money_that_was_kept_apart_go_where_the_law_says(desk: Desk) -> None:
    earlier = desk.claim("V-1", 50_000)
    desk.pay(2_000, SINCE)
    id_ = bankrupt(desk)
    unwind(desk, id_)
    assert desk.total(earlier) == 50_000
    desk.act(AnnulInsolvency(*seen(desk, id_), TODAY, EndKind.ANNULLED, "hoger beroep"))
    assert desk.total(earlier) == 48_000
    assert insolvent.since(desk.database, [desk.debtor], TODAY) is None
    sound(desk)


def test_a_claim_that_comes_later_is_cut_by_the_same_rule(desk: Desk) -> None:
    desk.claim("V-1", 50_000)
    id_ = bankrupt(desk)
    unwind(desk, id_)
    desk.claim("M-2", 31_000, supplied_from=date(2026, 10, 1), supplied_until=date(2026, 10, 31))
    desk.claim("L-2", 5_000, supplied_from=SINCE, supplied_until=SINCE)
    assert outcomes(desk, id_)[_K.CLAIM] == [_O.COVERED, _O.SPLIT, _O.LATER]
    assert value(desk, "SELECT interest_frozen_on FROM claim WHERE number = 'M-2'") == str(SINCE)
    assert value(desk, "SELECT interest_frozen_on FROM claim WHERE number = 'L-2'") is None
    cuts = {one.claim.number: (one.cut.before, one.cut.after) for one in found(desk, id_).cuts}
    assert cuts["M-2"] == (15_000, 16_000)


def test_a_meter_cuts_a_claim_and_security_keeps_interest_running(desk: Desk) -> None:
    energy = desk.claim("E-1", 31_000, supplied_from=date(2026, 10, 1), supplied_until=date(2026, 10, 31))
    pledged = desk.claim("P-1", 4_000)
    id_ = bankrupt(desk)
    wrong = MeterRead(energy, "100", "90", "200")
    refused("insolvency.meter", lambda _: unwind(desk, id_, readings=(wrong,)), None)
    other = MeterRead(pledged, "100", "190", "200")
    refused("insolvency.meter_of_claim", lambda _: unwind(desk, id_, readings=(other,)), None)
    secures(desk, pledged)
    unwind(desk, id_, readings=(MeterRead(energy, "100", "190", "200"),))
    cuts = {one.claim.id: (one.cut.before, one.cut.after) for one in found(desk, id_).cuts}
    assert cuts[energy] == (27_900, 3_100)
    assert outcomes(desk, id_)[_K.CLAIM] == [_O.SPLIT, _O.SECURED]
    assert value(desk, "SELECT interest_frozen_on FROM claim WHERE id = ?", pledged) is None


def frozen(desk: Desk) -> list[str | None]:
    """Return since when interest stands still on each claim."""
    return [on and str(on) for (on,) in desk.database.fetch("SELECT interest_frozen_on FROM claim ORDER BY id")]


def secures(desk: Desk, *claims: int, **more: Any) -> int:
    """Register a pledge of before the insolvency that covers the interest on claims too."""
    values: dict[str, Any] = {"with_interest": True, "since_on": SINCE - timedelta(days=1)} | more
    kind = values.pop("kind", SecurityKind.PLEDGE)
    pledge = SecurityFacts("voorraad", claim_ids=claims, **values)
    id_: int = desk.act(RegisterSecurity(desk.debtor, desk.creditor, kind, pledge))
    return id_


@pytest.mark.parametrize(
    ("more", "outcome"),
    [
        ({}, _O.SECURED),
        ({"kind": SecurityKind.MORTGAGE}, _O.SECURED),
        ({"since_on": None}, _O.SECURED),
        # Given on the first day of it, or later, it binds no estate (Fw 23); nor does another kind (Fw 128).
        ({"since_on": SINCE}, _O.COVERED),
        ({"with_interest": False}, _O.COVERED),
        ({"kind": SecurityKind.DEPOSIT}, _O.COVERED),
    ],
)
def test_interest_that_a_pledge_or_mortgage_covers_runs_on(
    desk: Desk, more: dict[str, Any], outcome: ItemOutcome
) -> None:
    """Fw 128: what is secured follows from the securities of the debtor, also for a claim that comes later."""
    secures(desk, desk.claim("P-1", 4_000), **more)
    secures(desk, **more)
    id_ = bankrupt(desk)
    unwind(desk, id_)
    desk.claim("P-2", 5_000)
    assert outcomes(desk, id_)[_K.CLAIM] == [outcome, outcome]
    assert frozen(desk) == [None if outcome is _O.SECURED else str(SINCE)] * 2


def test_a_security_that_comes_to_be_known_later_lets_interest_run_on(desk: Desk) -> None:
    claim = desk.claim("P-1", 4_000)
    split = desk.claim("M-1", 31_000, supplied_from=date(2026, 10, 1), supplied_until=date(2026, 10, 31))
    id_ = bankrupt(desk)
    unwind(desk, id_)

    def stands() -> tuple[list[ItemOutcome], list[str | None]]:
        return outcomes(desk, id_)[_K.CLAIM], frozen(desk)

    since = str(SINCE)
    without = ([_O.COVERED, _O.SPLIT], [since, since])
    assert stands() == without
    pledge = secures(desk, claim, split)
    assert stands() == ([_O.SECURED, _O.SPLIT], [None, None])
    desk.act(UndoStep(last_step(desk.database, desk.actor.person or 0) or 0))
    assert stands() == without
    pledge = secures(desk, claim, split)
    known = SecurityFacts("voorraad", claim_ids=(claim,), with_interest=True)
    desk.act(ChangeSecurity(pledge, desk.version("security", pledge), known, "alleen de eerste"))
    assert stands() == ([_O.SECURED, _O.SPLIT], [None, since])
    # What ran until it was realised was covered.
    desk.act(RecordSecurityEvent(pledge, SecurityEventKind.REALISED, TODAY))
    other = secures(desk, split, with_interest=False)
    assert stands() == ([_O.SECURED, _O.SPLIT], [None, since])
    desk.act(WithdrawSecurity(other, desk.version("security", other), "dubbel"))
    desk.act(WithdrawSecurity(pledge, desk.version("security", pledge), "van een ander"))
    assert stands() == without
    sound(desk)


@pytest.mark.parametrize(("kind", "stopped"), [(Kind.WSNP, str(SINCE)), (Kind.SUSPENSION, None)])
def test_interest_stops_in_a_wsnp_and_not_in_a_suspension(desk: Desk, kind: Kind, stopped: str | None) -> None:
    claim = desk.claim("V-1", 50_000)
    id_ = desk.act(RecordInsolvency(desk.debtor, kind, TODAY, Source.LETTER, SINCE))
    unwind(desk, id_)
    assert value(desk, "SELECT interest_frozen_on FROM claim WHERE id = ?", claim) == stopped


def test_the_vat_of_what_is_from_before_is_watched_from_the_cut(desk: Desk) -> None:
    """Wet OB art. 29: a year after it fell due at latest, sooner where a person says that nothing is paid."""
    first, later = desk.claim("V-1", 1_210_00), desk.claim("V-2", 121_00, supplied_from=TODAY, supplied_until=TODAY)
    unknown = desk.claim("V-3", 500_00)
    for claim, cents, tax in ((first, 1_210_00, 210_00), (later, 121_00, 21_00)):
        part = RatePart(Treatment.CHARGED, "21", Cents(cents), Cents(tax))
        desk.act(StateVat(claim, (part,)))
    assert vat.of_insolvent(desk.database, TODAY) is None
    desk.act(RecordPayment(desk.case, Receipt(SINCE - timedelta(9), Cents(605_00), designation=(first,))))
    id_ = bankrupt(desk)
    unwind(desk, id_)
    watched = [(one.name, one.cents, one.outcome) for one in found(desk, id_).items if one.kind is _K.VAT]
    assert watched == [("V-1", 105_00, _O.VAT_STARTED)]
    due = desk.database.value("SELECT due_on FROM claim WHERE id = ?", (first,))
    year_after = date.fromisoformat(str(due)).replace(year=TODAY.year + 1)
    assert vat.of_insolvent(desk.database, TODAY) == (1, 105_00, year_after)
    # Rates that are said later of what was cut count as well; nothing of it once it is certain.
    desk.act(StateVat(unknown, (RatePart(Treatment.CHARGED, "21", Cents(500_00), Cents(86_78)),)))
    assert vat.of_insolvent(desk.database, TODAY) == (2, 105_00 + 86_78, year_after)
    for claim in (first, unknown):
        desk.act(StateCertain(claim, TODAY, CertainGround.TRUSTEE, "verklaring curator"))
    assert vat.of_insolvent(desk.database, TODAY) is None
    desk.act(AnnulInsolvency(*seen(desk, id_), TODAY, EndKind.ANNULLED, "hoger beroep"))
    assert {one.outcome for one in found(desk, id_).items} == {_O.RESTORED}
    sound(desk)


def test_only_what_is_confirmed_and_cuts_is_unwound(desk: Desk) -> None:
    signal = bankrupt(desk, confirmed=False, matched_by=Match.NAME)
    refused("insolvency.unconfirmed", lambda _: unwind(desk, signal), None)
    bewind = desk.act(RecordInsolvency(desk.debtor, Kind.PROTECTIVE_ADMINISTRATION, TODAY, Source.LETTER, SINCE))
    refused("insolvency.cuts_nothing", lambda _: unwind(desk, bewind), None)
