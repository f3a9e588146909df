"""Reminder cycles in the story in which every command is given."""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from unittest.mock import patch

from casebook.domain.arrangement.terms import AgreedHow, PlanTerms, Rhythm
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.money import Cents
from casebook.domain.reminders.cycle import CycleName
from casebook.jobs import term_reminders
from casebook.jobs.letters import HOUSE, Wanted, composed
from casebook.store import refresh, self_release
from casebook.store.actions.arrangements import AgreeArrangement, DraftArrangement
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.letters import Draft
from casebook.store.actions.parties import AddAccount, AddParty, PartyFacts
from casebook.store.actions.reminders import (
    DoStep,
    ReleaseItself,
    RestartReminders,
    SkipStep,
    StartReminders,
    StopReminders,
)
from casebook.store.perform import perform
from casebook.store.self_release import May
from tests.store.book import TODAY

if TYPE_CHECKING:
    from tests.store.queries.played import Play

_DUE, _BEFORE, _FIRST = date(2026, 10, 1), TODAY - timedelta(days=3), "first_contact"


def reminders(play: "Play") -> None:
    """Remind four debtors: of one the cycle is stopped, one is written to, and to two a letter leaves by itself."""
    ours = play.database.value("SELECT party_id FROM creditor WHERE id = ?", (play.book.creditor,))
    play(AddAccount(ours, "NL91ABNA0417164300"))
    stopped, written, left = (_case(play, name) for name in ("Vergeter", "Lezer", "Slaper"))
    run = _run(play, stopped)
    play(SkipStep(run, 1, _FIRST, "al gebeld"))
    play(RestartReminders(run, 1, "opnieuw"))
    play(StopReminders(run, play.version("reminder_run", run), "gaat een andere weg"))
    play(StartReminders(stopped, CycleName.BUSINESS))
    play(DoStep(written, _run(play, written), 1, _FIRST, _drafts(play, written)))
    paying = _case(play, "Betaler")
    claim: int = play.database.value("SELECT max(id) FROM claim")
    debtor: int = play.database.value("SELECT debtor_id FROM cases WHERE id = ?", (paying,))
    terms = PlanTerms(debtor, (claim,), Rhythm.MONTHLY, TODAY + timedelta(days=2), terms=2)
    plan = play(DraftArrangement(paying, terms))
    play(AgreeArrangement(plan, play.version("arrangement", plan), TODAY, AgreedHow.MAIL))
    with patch.object(self_release, "grounds", return_value=TODAY):
        play(ReleaseItself(left, _run(play, left), 1, _FIRST, _drafts(play, left)))
        may = May(frozenset({play.book.creditor}), frozenset())
        due = [one for one in term_reminders.commands(play.database, TODAY, HOUSE, may) if one.arrangement_id == plan]
        for one in due:
            play(one)


def _case(play: "Play", name: str) -> int:
    case = play(OpenCase(play(AddParty(PartyFacts(name))), TODAY, owner_person_id=play.book.actor.person))
    facts = ClaimFacts(f"H-{name}", "contract", None, None, invoice_on=_DUE, due_on=_DUE)
    play(AddClaim(case, play.book.creditor, Cents(50_000), facts))
    return case


def _run(play: "Play", case: int) -> int:
    """Start a cycle some days before, so that its first step is due."""
    start = StartReminders(case, CycleName.CONSUMER)
    run: int = perform(play.database, play.book.actor, _BEFORE, start).result
    # Else what follows from it is that of a day gone by.
    play.database.transact(lambda: refresh.refresh(play.database, [case], TODAY))
    return run


def _drafts(play: "Play", case: int) -> tuple[Draft, ...]:
    wanted = Wanted(last_day=TODAY + timedelta(days=10))
    return composed(play.database, TODAY, case, LetterKind.REMINDER, wanted)
