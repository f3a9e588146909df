"""After an insolvency: the letter of Fw 36, a debtor that is no more, a clean slate with what it does not cover."""

from datetime import date
from typing import Any

from casebook.domain.insolvency.facts import EndKind, EventKind, Kind, Source
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.limitation.facts import SlateException
from casebook.domain.money import Cents
from casebook.domain.signals.clock_state import ClockState
from casebook.domain.vat.parts import Treatment
from casebook.jobs.letter_offer import fits
from casebook.store.actions.beside import AnswerBeside
from casebook.store.actions.cases import CloseCase
from casebook.store.actions.claims import ExceptFromSlate, MarkNotPursued
from casebook.store.actions.insolvencies import AnnulInsolvency, EndInsolvency, RecordInsolvency
from casebook.store.actions.insolvency_events import RecordInsolvencyEvent
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.actions.undo import UndoStep, last_step
from casebook.store.actions.vat import RatePart, StateCertain, StateVat
from casebook.store.actions.write_offs import WriteOff
from casebook.store.models.arrangements import Beside, RemissionAnswerKind
from casebook.store.models.cases import Closing
from casebook.store.models.claims import Relation
from casebook.store.models.parties import Creditor, Party, PartyKind
from casebook.store.models.vat import CertainGround
from casebook.store.queries import case
from casebook.store.queries.radar import clocks_of
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.refusal import refused

WINDOW, CEASED = "signal.insolvency_window", "signal.insolvency_ceased"
# Five years were over during the bankruptcy, so that the term ends six months after it.
DUE, BEGAN, ENDED, UNTIL = date(2020, 1, 15), date(2024, 6, 3), date(2026, 7, 1), date(2027, 1, 1)


def over(desk: Desk, kind: Kind, party: PartyKind, how: EndKind, debtor: int = 0) -> int:
    """Record a proceeding of somebody that is over, and return its id."""
    with desk.database.peewee.atomic():
        tx = desk.transaction()
        tx.change(tx.get(Party, debtor or desk.debtor), kind=party)
    id_: int = desk.act(RecordInsolvency(debtor or desk.debtor, kind, BEGAN, Source.LETTER, started_on=BEGAN))
    desk.act(EndInsolvency(id_, desk.version("insolvency", id_), ENDED, how))
    return id_


def told(desk: Desk) -> dict[str, Any]:
    """Return what is said of an insolvency that is over, with the day by which it is to be done."""
    found = case.signals(desk.database, desk.case)
    return {one.code: one.due_on for one in found if one.code.startswith((WINDOW, CEASED))}


def states(desk: Desk) -> dict[str, tuple[ClockState, date | None]]:
    """Return how the principal stands against each who owes it, and until when that is safe."""
    rows = clocks_of(desk.case).after(desk.database).rows
    return {row.debtor: (row.state, row.safe_until) for row in rows if row.kind is ClockKind.PRINCIPAL}


def test_after_the_bankruptcy_of_a_natural_person_a_letter_is_due(desk: Desk) -> None:
    """Fw 36; 16: the claim revives, and the term is over six months after the end unless somebody writes."""
    desk.claim("F-1", 10_000, due_on=DUE, invoice_on=DUE)
    over(desk, Kind.BANKRUPTCY, PartyKind.NATURAL, EndKind.LACK_OF_ASSETS)
    assert states(desk) == {"Van Dam Bouw": (ClockState.RUNNING, UNTIL)}
    assert told(desk) == {WINDOW: UNTIL}
    assert fits(desk.database, TODAY, desk.case)[0].kind is LetterKind.INTERRUPTION
    facts = EventFacts("demand", TODAY, (Reached(desk.debtor),), received_on=TODAY)
    desk.act(RecordEvent(desk.case, facts))
    assert told(desk) == {}
    sound(desk)


def test_a_legal_person_that_is_no_more_keeps_no_guarantor_from_paying(desk: Desk) -> None:
    """BW 2:23c lid 2; HR 2017:1182: no term against it ends, that of the guarantor runs by itself, the case can go."""
    claim = desk.claim("F-1", 10_000)
    id_ = over(desk, Kind.BANKRUPTCY, PartyKind.LEGAL, EndKind.LACK_OF_ASSETS)
    assert (told(desk), states(desk)) == ({CEASED: ENDED}, {"Van Dam Bouw": (ClockState.EXTENDED, None)})
    guarantor = desk.party("Borg")
    desk.act(AddLiability(claim, Liable(guarantor, Relation.GUARANTOR, most_cents=Cents(5_000))))
    assert told(desk) == {f"{CEASED}_beside": ENDED}
    assert states(desk)["Borg"] == (ClockState.RUNNING, date(2031, 10, 1))
    desk.act(AnnulInsolvency(id_, desk.version("insolvency", id_), ENDED, EndKind.ANNULLED, "verzet gegrond"))
    assert (told(desk), states(desk)["Van Dam Bouw"]) == ({}, (ClockState.RUNNING, date(2031, 10, 1)))
    sound(desk)


def test_the_case_of_a_debtor_that_is_no_more_closes_once_the_vat_and_who_is_beside_are_settled(desk: Desk) -> None:
    """Nothing more happens in a case that is closed: VAT that nobody asked back would be lost (Wet OB art. 29)."""
    claim = desk.claim("F-1", 1_210_00)
    desk.act(StateVat(claim, (RatePart(Treatment.CHARGED, "21", Cents(1_210_00), Cents(210_00)),)))
    guarantor = desk.act(AddLiability(claim, Liable(desk.party("Borg"), Relation.GUARANTOR)))

    def close(closed_as: Closing = Closing.UNCOLLECTABLE) -> None:
        desk.act(CloseCase(desk.case, desk.version("cases", desk.case), closed_as))

    refused("case.clocks_run", lambda _: close(), None)
    desk.act(WriteOff(claim, Cents(1_210_00), "oninbaar"))
    desk.act(MarkNotPursued(claim, desk.version("claim", claim), not_pursued=True, reason="oninbaar"))
    over(desk, Kind.BANKRUPTCY, PartyKind.LEGAL, EndKind.LACK_OF_ASSETS)
    assert refused("case.beside_unanswered", lambda _: close(), None)["name"] == "Borg"
    desk.act(AnswerBeside(desk.case, Beside.GUARANTOR, guarantor, RemissionAnswerKind.KEPT_BY_LAW))
    assert refused("case.vat_unsettled", lambda _: close(), None) == {"number": "F-1", "cents": 210_00}
    desk.act(StateCertain(claim, ENDED, CertainGround.INSOLVENCY_ENDED, "opgeheven wegens gebrek aan baten"))
    close()
    sound(desk)


def test_the_case_of_a_debtor_that_is_no_more_stays_open_while_the_rates_of_a_claim_are_not_known(desk: Desk) -> None:
    """Of VAT of which nobody knows how much there is nothing comes back; that there is none is said too."""
    claims = [desk.claim(f"F-{at}", 1_210_00) for at in (1, 2)]
    for claim in claims:
        desk.act(WriteOff(claim, Cents(1_210_00), "oninbaar"))
        desk.act(MarkNotPursued(claim, desk.version("claim", claim), not_pursued=True, reason="oninbaar"))
    over(desk, Kind.BANKRUPTCY, PartyKind.LEGAL, EndKind.LACK_OF_ASSETS)

    def close(_: object = None) -> None:
        desk.act(CloseCase(desk.case, desk.version("cases", desk.case), Closing.UNCOLLECTABLE))

    assert refused("case.vat_unknown", close, None) == {"count": 2, "numbers": ["F-1", "F-2"]}
    desk.act(StateVat(claims[0], (RatePart(Treatment.EXEMPT, "0", Cents(1_210_00), Cents(0)),)))
    assert refused("case.vat_unknown", close, None) == {"count": 1, "numbers": ["F-2"]}
    with desk.database.peewee.atomic():
        tx = desk.transaction()
        tx.change(tx.get(Creditor, desk.creditor), cash_scheme=1)
    # Who owes VAT on what he receives has nothing to ask back.
    close()
    sound(desk)


def test_the_insolvency_of_a_guarantor_has_a_window_of_its_own(desk: Desk) -> None:
    claim = desk.claim("F-1", 10_000, due_on=DUE, invoice_on=DUE)
    guarantor = desk.party("Borg")
    desk.act(RecordEvent(desk.case, EventFacts("demand", DUE, (Reached(desk.debtor),), received_on=date(2024, 1, 8))))
    desk.act(AddLiability(claim, Liable(guarantor, Relation.GUARANTOR)))
    over(desk, Kind.BANKRUPTCY, PartyKind.NATURAL, EndKind.DISTRIBUTION, guarantor)
    (signal,) = [one for one in case.signals(desk.database, desk.case) if one.code == WINDOW]
    assert (signal.parameters["name"], signal.due_on) == ("Borg", UNTIL)


def test_a_clean_slate_has_exceptions_and_can_be_withdrawn(desk: Desk) -> None:
    """Fw 358; 358 lid 4; 358a: unenforceable, but not a fine, and enforceable again once the slate is withdrawn."""
    due = date(2024, 1, 15)
    claims = [desk.claim(f"F-{at}", 10_000, due_on=due, invoice_on=due) for at in (1, 2)]
    guarantor = desk.party("Borg")
    desk.act(AddLiability(claims[0], Liable(guarantor, Relation.GUARANTOR)))
    id_ = over(desk, Kind.WSNP, PartyKind.NATURAL, EndKind.CLEAN_SLATE)

    def against(party: str) -> list[tuple[str, ClockState]]:
        rows = [row for row in clocks_of(desk.case).after(desk.database).rows if row.kind is ClockKind.PRINCIPAL]
        return sorted((row.claim_number, row.state) for row in rows if row.debtor == party)

    gone, runs = ClockState.UNENFORCEABLE, ClockState.RUNNING
    assert against("Van Dam Bouw") == [("F-1", gone), ("F-2", gone)]
    assert against("Borg") == [("F-1", runs)]
    assert told(desk) == {}
    # He is asked to pay all the same.
    assert LetterKind.GUARANTOR_DEMAND in [one.kind for one in fits(desk.database, TODAY, desk.case)]
    fine = ExceptFromSlate(claims[1], desk.version("claim", claims[1]), SlateException.FINE, "strafbeschikking")
    refused("actions.role", desk.as_handler, fine)
    desk.act(fine)
    assert against("Van Dam Bouw") == [("F-1", gone), ("F-2", runs)]
    desk.act(UndoStep(last_step(desk.database, desk.actor.person or 0) or 0))
    assert against("Van Dam Bouw") == [("F-1", gone), ("F-2", gone)]
    desk.act(RecordInsolvencyEvent(id_, EventKind.SLATE_WITHDRAWN, TODAY))
    assert against("Van Dam Bouw") == [("F-1", runs), ("F-2", runs)]
    assert told(desk) == {WINDOW: UNTIL}
    sound(desk)
