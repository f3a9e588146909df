"""Suspensions of a service in the story in which every command is given."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from casebook.domain.money import Cents
from casebook.domain.service import LiftGround, Sector
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.service import (
    AnnounceSuspension,
    ChangeSuspension,
    LiftSuspension,
    MedicalStatement,
    PrepareSuspension,
    ReportMunicipality,
    TakeEffect,
    WithdrawSuspension,
)
from tests.store.book import TODAY

if TYPE_CHECKING:
    from tests.store.queries.played import Play

_DUE = date(2026, 7, 1)


def suspensions(play: "Play") -> None:
    """Suspend a service and lift it; a second time it is not carried out, after a doctor spoke."""
    case = play(OpenCase(play(AddParty(PartyFacts("Afnemer"))), TODAY, owner_person_id=play.book.actor.person))
    facts = ClaimFacts("S-100", "contract", None, None, invoice_on=_DUE, due_on=_DUE)
    claim = play(AddClaim(case, play.book.creditor, Cents(50_000), facts))
    one = play(PrepareSuspension(case, Sector.WATER, "water", (claim,)))
    play(ChangeSuspension(one, 1, Sector.OTHER, "het onderhoud", (claim,), "verkeerd gekozen"))
    play(AnnounceSuspension(one, play.version("service_suspension", one), TODAY - timedelta(days=20), TODAY))
    play(TakeEffect(one, play.version("service_suspension", one), TODAY))
    play(LiftSuspension(one, play.version("service_suspension", one), TODAY, LiftGround.PLAN, "afgesproken"))
    other = play(PrepareSuspension(case, Sector.HEAT, "de warmte", (claim,)))
    play(ReportMunicipality(other, 1, TODAY))
    play(MedicalStatement(other, 2, TODAY))
    play(WithdrawSuspension(other, 3, "gaat niet"))
