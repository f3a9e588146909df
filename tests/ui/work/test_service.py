"""Suspending a service from the case: its conditions, the letter, the day it begins, and lifting it."""

from datetime import timedelta

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.service import LiftGround, Sector, ServiceState
from casebook.store.actions.service import AnnounceSuspension, PrepareSuspension, TakeEffect
from casebook.store.perform import perform
from casebook.store.queries import bookings, case, outbox, service
from casebook.store.service_rows import Suspension
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, session

# A case of the sample office with an open invoice of this year.
NUMBER = "2026-0121"
OPENED = ("F", *NUMBER, "enter")


def last(office: Office) -> Suspension:
    case_id = case.case_of(office.database, NUMBER)
    assert case_id is not None
    return service.of_case(office.database, case_id, TODAY)[-1].suspension


def suspended(office: Office, *, in_effect: bool) -> None:
    """Announce a suspension for today, and let it take effect."""
    case_id = case.case_of(office.database, NUMBER)
    assert case_id is not None
    claims = tuple(one.claim_id for one in bookings.sheets(office.database, case_id, TODAY))
    id_ = perform(
        office.database, office.actor, TODAY, PrepareSuspension(case_id, Sector.OTHER, "het onderhoud", claims)
    ).result
    announced_on = TODAY - timedelta(days=20)
    perform(office.database, office.actor, TODAY, AnnounceSuspension(id_, 1, announced_on, TODAY))
    if in_effect:
        perform(office.database, office.actor, TODAY, TakeEffect(id_, 2, TODAY))


async def test_who_begins_sees_each_condition_with_its_article(office: Office) -> None:
    """T12: no disconnection without three reminders, contact, an offer and the municipality, each named."""
    async with session(*office, size=USUAL) as screen:
        await screen.press(*OPENED, "K", "l", "right", "tab")
        await screen.type("de levering van stroom")
        await screen.press("enter")
        await screen.is_as("service-prepare-120-nl")
        await screen.press("enter")
        await screen.press("K", "l")
        await screen.is_as("service-menu-120-nl")
        await screen.press("w", "enter")
        # The letter as it will read says that the gate refuses it, and why.
        assert screen.shows("herinneringen", "gemeente")
    assert last(office).row.sector is Sector.ENERGY


async def test_what_is_wrong_is_said_in_the_form_and_nothing_is_begun(office: Office) -> None:
    case_id = case.case_of(office.database, NUMBER)
    assert case_id is not None
    async with session(*office, size=SMALL) as screen:
        await screen.press(*OPENED, "K", "l", "enter")
        assert screen.shows("Wat (in de brief)")
        await screen.press("tab", "tab", "end")
        await screen.type(", [/b] 999")
        await screen.press("enter")
        await screen.is_as("service-wrong-80-nl")
    assert service.of_case(office.database, case_id, TODAY) == []


async def test_it_takes_effect_and_the_letter_follows(office: Office) -> None:
    suspended(office, in_effect=False)
    async with session(*office, size=SMALL) as screen:
        await screen.press(*OPENED, "K", "l", "e", "enter")
        await screen.is_as("service-effect-80-nl")
        await screen.press("enter")
        await screen.is_as("service-tell-80-nl")
        await screen.press("escape")
    assert last(office).state is ServiceState.IN_EFFECT


async def test_lifting_it_leads_to_the_letter(office: Office) -> None:
    suspended(office, in_effect=True)
    async with session(office.database, office.actor, size=SMALL, language="en") as screen:
        await screen.press(*OPENED, "K", "l", "l", "tab", "right", "enter")
        await screen.is_as("service-lifted-80-en")
        await screen.press("enter", "+")
    one = last(office)
    assert (one.state, one.row.lifted_ground, one.row.lifted_on) == (ServiceState.LIFTED, LiftGround.PAID, TODAY)
    case_id = case.case_of(office.database, NUMBER)
    assert case_id is not None
    assert [row.kind for row in outbox.of_case(office.database, case_id)] == [LetterKind.SUSPENSION_LIFTED]


async def test_the_overview_and_the_queue_tell_of_it(office: Office) -> None:
    suspended(office, in_effect=False)
    async with session(*office, size=USUAL) as screen:
        await screen.press(*OPENED)
        assert screen.shows("Opschorten van levering", "het onderhoud", "aangekondigd")
        assert screen.shows("beslis over opschorten van het onderhoud")
