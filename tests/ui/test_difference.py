"""A save on what a colleague changed meanwhile: the difference field by field, and then over it or back."""

from datetime import timedelta

from casebook.store.actions.cases import SetNextAction
from casebook.store.actions.holds import ChangeHold, PlaceHold
from casebook.store.actions.people import AddPerson
from casebook.store.models.cases import NextKind
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import case, choices
from casebook.store.transaction import Actor
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import session
from tests.ui.work.test_planning import card, to_routine


def colleague(office: Office) -> Actor:
    person = perform(office.database, office.actor, TODAY, AddPerson("n.smit", "Nadia Smit")).result
    return Actor(person, frozenset({Role.HANDLER}))


async def test_what_it_was_what_it_is_and_what_one_typed(office: Office) -> None:
    nadia = colleague(office)
    async with session(*office) as screen:
        case_id = await to_routine(screen)
        await screen.press("f", *"+3w")
        seen = card(office, case_id)
        other = SetNextAction(case_id, seen.version, TODAY + timedelta(days=2), NextKind.VISIT, "aanbellen")
        perform(office.database, nadia, TODAY, other)
        # Typed twice at once, the second Enter goes over nothing that was not seen.
        await screen.press("enter")
        assert screen.shows("Intussen gewijzigd door Nadia Smit", "was leeg, is nu aanbellen", "u: 25-11-2026", "+3w")
        assert screen.shows("was dossier bestuderen, is nu bezoeken", "u: dossier bestuderen", "u: leeg")
        await screen.press("enter")
    assert card(office, case_id).next_on == TODAY + timedelta(days=4)


async def test_a_form_that_reads_nothing_again_shows_it_and_goes_over_it_too(office: Office) -> None:
    nadia = colleague(office)
    async with session(*office) as screen:
        case_id = await to_routine(screen)
        hold = perform(office.database, office.actor, TODAY, PlaceHold(case_id, "klacht", TODAY)).result
        await screen.press("h", "1", "w", "end", *" van de zoon")
        perform(office.database, nadia, TODAY, ChangeHold(hold, 1, "klacht van hem zelf", TODAY))
        await screen.press("enter")
        assert screen.shows("was klacht, is nu klacht van hem zelf", "u: klacht van de zoon")
        assert case.holds(office.database, case_id)[0].reason == "klacht van hem zelf"
        await screen.press("enter")
    assert choices.holds(office.database, case_id)[0].reason == "klacht van de zoon"
