"""The life of a case from the screen: an intake, going back, aftercare and a segment by hand."""

from datetime import date

import pytest

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.money import Cents
from casebook.domain.relation.intake import Criterion
from casebook.store.actions.cases import CloseCase
from casebook.store.actions.intakes import RegisterIntake
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.receipts import Receipt
from casebook.store.models.cases import CaseState, Closing, NextKind
from casebook.store.models.relation import RelationOutcome, ReturnGround
from casebook.store.perform import perform
from casebook.store.queries import case, intake, outbox, relation
from casebook.store.queries.case import CaseCard
from casebook.ui.screens.case import CaseScreen
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, Screen, session
from tests.ui.work.limitation_cases import foreseen

# A routine case of a company.
NUMBER = "2026-0213"


def card(office: Office, number: str = NUMBER) -> CaseCard:
    case_id = case.case_of(office.database, number)
    assert case_id is not None
    found = case.card(office.database, case_id)
    assert found is not None
    return found


async def save(screen: Screen) -> None:
    """Let the form show what it would do, and save it."""
    await foreseen(screen)
    await screen.press("enter")


async def to(screen: Screen, office: Office, number: str = NUMBER) -> None:
    """Open a case."""
    await screen.app.push_screen(CaseScreen(screen.app.desk, card(office, number).case_id))
    await screen.settled()


async def test_a_case_goes_back_to_regular_control_with_its_terms(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await to(screen, office)
        await screen.press("K", "b", "enter")
        # Nothing is chosen beforehand.
        assert screen.shows("✗")
        await screen.press(*"niet", "tab", *"14 dagen", "tab", *"blijft", "tab", *"eerder bellen")
        await foreseen(screen)
        await screen.is_as("life-return-80-nl")
        assert card(office).state is CaseState.OPEN
        await screen.press("enter")
    now = card(office)
    assert (now.state, now.closed_as) == (CaseState.CLOSED, Closing.RETURNED_TO_REGULAR)
    (end,) = relation.ends(office.database, now.case_id)
    assert end == (TODAY, RelationOutcome.STAYS, "eerder bellen", ReturnGround.NOT_STRUCTURAL, "14 dagen")
    assert [one.on_day for one in relation.watches(office.database, now.case_id)] == [date(2027, 2, 22)]


async def test_who_is_closed_is_looked_at_again_and_handed_over_once_more(office: Office) -> None:
    before = card(office)
    closed = CloseCase(before.case_id, before.version, Closing.TRANSFERRED, watch_on=date(2026, 12, 1))
    perform(office.database, office.actor, TODAY, closed)
    async with session(*office, size=SMALL) as screen:
        await to(screen, office)
        await screen.press("K", "w", *"betaalt weer niet", "enter")
        await screen.press("K", "i", *"K. Bos", "tab", "tab", *"toez")
        await save(screen)
    (watch,) = relation.watches(office.database, before.case_id)
    assert (watch.ended_on, watch.found) == (TODAY, "betaalt weer niet")
    numbers = office.database.fetch("SELECT number FROM cases WHERE debtor_id = ? ORDER BY id", (before.debtor_id,))
    now = card(office, numbers[-1][0])
    came = intake.intake(office.database, now.case_id)
    assert came is not None
    assert (now.state, came.handed_over_by, came.criterion) == (
        CaseState.INTAKE,
        "K. Bos",
        Criterion.BROKEN_PROMISES,
    )


async def test_an_intake_is_accepted_after_one_saw_what_it_rests_on(office: Office) -> None:
    before = card(office)
    perform(office.database, office.actor, TODAY, CloseCase(before.case_id, before.version, Closing.TRANSFERRED))
    coming = RegisterIntake(before.debtor_id, "K. Bos", TODAY, Criterion.OVERDUE, owner_person_id=office.actor.person)
    perform(office.database, office.actor, TODAY, coming)
    (number,) = office.database.fetch("SELECT max(number) FROM cases")[0]
    async with session(*office, size=SMALL) as screen:
        await to(screen, office, number)
        await screen.press("K", "a")
        await foreseen(screen)
        await screen.is_as("life-accept-80-nl")
        await screen.press("enter")
    now = card(office, number)
    assert (now.state, now.next_kind, now.next_on) == (CaseState.OPEN, NextKind.FIRST_LOOK, date(2026, 11, 27))


async def test_a_segment_is_chosen_by_hand_and_given_up(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await to(screen, office)
        await screen.press("K", "m", *"grote", "tab", *"moeder is klant")
        await save(screen)
        chosen = office.database.value("SELECT segment FROM case_now WHERE case_id = ?", (card(office).case_id,))
        assert chosen == "key"
        assert screen.shows("Relatie", "grote relatie · met de hand gekozen: moeder is klant")
        await screen.press("K", "e")
    assert relation.choice(office.database, card(office).debtor_id) is None


async def test_a_case_falls_asleep_after_one_read_what_that_means(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await to(screen, office)
        await screen.press("K", "s")
        assert screen.shows("De verjaring loopt door")
        await screen.press("tab", "escape")
        assert not card(office).sleeping
        await screen.press("K", "s", "enter")
    assert card(office).sleeping


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_what_is_owed_to_who_paid_too_much_is_told_and_keeps_his_case_open(office: Office, language: str) -> None:
    before = card(office)
    over = Receipt(TODAY, Cents(before.open_cents + 129_98))
    perform(office.database, office.actor, TODAY, RecordPayment(before.case_id, over))
    async with session(*office, size=SMALL, language=language) as screen:
        await to(screen, office)
        await screen.press("=", "w")
        await screen.is_as(f"life-overpaid-why-80-{language}")
        await screen.press(
            "q", "K", "c", *{"nl": "betaald", "en": "paid"}[language], "tab", *{"nl": "blijft", "en": "stays"}[language]
        )
        await foreseen(screen)
        await screen.is_as(f"life-overpaid-close-80-{language}")
    assert card(office).state is CaseState.OPEN


async def test_who_paid_late_but_in_full_is_thanked_by_a_letter_that_a_person_sends(office: Office) -> None:
    before = card(office)
    paid = Receipt(TODAY, before.open_cents, reason="op tijd genoeg")
    perform(office.database, office.actor, TODAY, RecordPayment(before.case_id, paid))
    async with session(*office, size=SMALL) as screen:
        await to(screen, office)
        await screen.press("K", "c", *"betaald", "tab", *"blijft")
        await save(screen)
        await screen.is_as("thanks-80-nl")
        await screen.press("escape", "K", "t", "plus")
    (thanks,) = outbox.of_case(office.database, before.case_id)
    assert (thanks.kind, thanks.sent_on) == (LetterKind.THANK_YOU, None)
    assert card(office).closed_as is Closing.PAID
