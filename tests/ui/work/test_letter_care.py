"""What letters need besides words: consent, how we are reached, a correction, and the log of one letter."""

from pathlib import Path

import pytest

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.standing import LetterState
from casebook.domain.letters.ways import DispatchWay
from casebook.jobs.drafting import Wanted
from casebook.jobs.letters import composed
from casebook.store.actions.addresses import AddContactPoint
from casebook.store.actions.dispatches import SentDispatch
from casebook.store.actions.letters import PrepareLetter, ReleaseLetter
from casebook.store.models.parties import ContactKind
from casebook.store.queries import creditors, leaving, letter_card, people
from casebook.store.queries.debtor import ContactPointRow, party
from casebook.store.queries.letter_card import LetterCard
from tests.channels.server import Taken, serving
from tests.databases import TODAY
from tests.jobs.outbox.letters import settings
from tests.sample import Office
from tests.ui.screen import SMALL, Screen, session
from tests.ui.screens.case_desk import act, opened
from tests.ui.work.test_debtor import a_case


def card(office: Office, letter_id: int) -> LetterCard:
    found = letter_card.letter(office.database, letter_id, TODAY)
    assert found is not None
    return found


def last(office: Office) -> LetterCard:
    return card(office, office.database.value("SELECT max(id) FROM letter"))


def released(office: Office, case_id: int, way: DispatchWay, kind: LetterKind = LetterKind.BALANCE_CONFIRMATION) -> int:
    """Release a letter of a case by a way."""
    drafts = composed(office.database, TODAY, case_id, kind, Wanted(ways=(way,)))
    (letter_id,) = act(office, PrepareLetter(case_id, drafts[:1]))
    act(office, ReleaseLetter(letter_id, 1))
    return int(letter_id)


def sent(office: Office, case_id: int) -> int:
    letter_id = released(office, case_id, DispatchWay.ORDINARY)
    for one in leaving.dispatches_of(office.database, [letter_id]):
        act(office, SentDispatch(one.dispatch_id, one.version, TODAY))
    return letter_id


def mailable(office: Office) -> tuple[int, int]:
    """Return a case, with the mail address its debtor has from now on."""
    found = a_case(office)
    return found.case_id, act(office, AddContactPoint(found.debtor_id, ContactKind.MAIL, "d@voorbeeld.nl", "D. Visser"))


def point(office: Office, point_id: int) -> ContactPointRow:
    owner = party(
        office.database, office.database.value("SELECT party_id FROM contact_point WHERE id = ?", (point_id,))
    )
    assert owner is not None
    return next(one for one in owner.contact_points if one.contact_point_id == point_id)


async def test_who_agrees_to_mail_says_so_and_takes_it_back(office: Office) -> None:
    case_id, point_id = mailable(office)
    async with session(*office, size=SMALL) as screen:
        await opened(screen, case_id)
        await screen.press("C", "c")
        await screen.press("2")
        await screen.press("t")
        assert screen.shows("D. Visser")
        await screen.press("tab", "tab")
        await screen.type("mail van vandaag")
        await screen.is_as("consent-80-nl")
        await screen.press("enter")
        given = point(office, point_id)
        assert (given.consent_on, given.consent_by, given.consent_source) == (TODAY, "D. Visser", "mail van vandaag")
        await screen.press("C", "c", "2", "i", "tab", "tab")
        await screen.type("belde vandaag")
        await screen.press("enter")
    ended = point(office, point_id)
    assert (ended.consent_on, ended.consent_ended_on, ended.consent_source) == (None, TODAY, "belde vandaag")


async def test_how_a_handler_and_an_entity_are_reached_stands_in_the_letters(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "l", *["right_square_bracket"] * 3, "enter", "w", "tab", "tab", "ctrl+u")
        await screen.type("010-7654321")
        await screen.press("tab", "ctrl+u")
        await screen.type("jansen@voorbeeld.nl")
        await screen.press("enter", "e")
        if screen.shows("Welke entiteit?"):
            await screen.press("1")
        await screen.press("w", "ctrl+u")
        await screen.type("010-1234567")
        await screen.press("tab", "tab", "tab")
        await screen.type("klachten@voorbeeld.nl")
        await screen.is_as("creditor-80-nl")
        await screen.press("enter")
    changed = next(one for one in people.persons(office.database, TODAY) if one.phone == "010-7654321")
    ours = next(one for one in creditors.creditors(office.database) if one.facts.phone == "010-1234567")
    assert (changed.mail, ours.facts.complaints) == ("jansen@voorbeeld.nl", "klachten@voorbeeld.nl")


async def test_one_key_makes_the_letter_that_corrects_another(office: Office) -> None:
    case_id = a_case(office).case_id
    first = sent(office, case_id)
    async with session(*office) as screen:
        await opened(screen, case_id, "letters")
        await screen.press("enter", "c", "s")
        await screen.type("Het bedrag klopte niet.")
        await screen.press("tab")
        await screen.type("Er staat minder open.")
        await screen.press("enter", "+")
        assert screen.shows("Gecorrigeerd")
        await screen.press("escape")
    made = last(office)
    assert (made.row.kind, made.corrects_id) == (LetterKind.CORRECTIVE, first)
    assert "Er staat minder open." in made.text.body


async def test_a_corrective_letter_begins_with_the_letters_that_were_sent(office: Office) -> None:
    case_id = a_case(office).case_id
    first = sent(office, case_id)
    async with session(*office) as screen:
        await opened(screen, case_id, "letters")
        await screen.press("w")
        await screen.type("herstelbrief")
        await screen.press("enter")
        assert screen.shows("Herstelbrief schrijven", "een brief die hier niet bij staat")
        await screen.press("1", "s")
        await screen.type("Het bedrag klopte niet.")
        await screen.press("tab")
        await screen.type("Er staat minder open.")
        await screen.press("enter", "+")
    made = last(office)
    assert (made.row.kind, made.corrects_id) == (LetterKind.CORRECTIVE, first)


async def test_who_got_a_letter_by_mistake_is_told_nothing_of_the_case(office: Office) -> None:
    case_id = a_case(office).case_id
    first = sent(office, case_id)
    async with session(*office, size=SMALL) as screen:
        await opened(screen, case_id, "letters")
        await screen.press("enter", "c", "v", "1")
        assert not screen.shows("Wat er niet klopte")
        await screen.press("enter")
        await screen.is_as("letter-not-meant-80-nl")
        await screen.press("+")
    made, was = last(office), card(office, first)
    assert made.text.facts.claims == ()
    assert (made.text.facts.reference, made.row.asks_cents, made.text.specified) == ("", 0, False)
    assert all(one.number not in made.text.body for one in was.text.facts.claims)
    assert made.stops == ()


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_the_log_of_a_letter_tells_all_that_happened_to_it(office: Office, language: str) -> None:
    case_id = a_case(office).case_id
    sent(office, case_id)
    sent(office, case_id)
    async with session(*office, size=SMALL, language=language) as screen:
        await opened(screen, case_id, "letters")
        await screen.press("enter", "w", "l")
        await screen.is_as(f"letter-log-80-{language}")


async def to_leave(screen: Screen, key: str) -> None:
    """Let all that waits in the outbox leave in a way."""
    await screen.press("g", "o", "w", key, "enter")
    await screen.settled()


async def test_mails_leave_from_the_outbox_and_one_in_doubt_is_decided(office: Office) -> None:
    case_id, _ = mailable(office)
    letter_id = released(office, case_id, DispatchWay.EMAIL)
    taken = Taken()
    taken.gone.add("d@voorbeeld.nl")
    with serving(taken) as port:
        async with session(*office, size=SMALL, settings=settings(port)) as screen:
            await to_leave(screen, "E")
            assert len(taken.mails) == 1
            assert card(office, letter_id).row.state is LetterState.IN_DOUBT
            await screen.press("escape")
            await screen.press("w", "d")
            assert screen.shows("Is hij verzonden?", "d@voorbeeld.nl")
            await screen.press("right", "tab")
            await screen.type("staat in het logboek van de mailserver")
            await screen.press("enter", "enter")
            assert card(office, letter_id).row.state is LetterState.SENT
    assert len(taken.mails) == 1


async def test_what_is_handed_over_lies_in_its_folder(office: Office, tmp_path: Path) -> None:
    letter_id = released(office, a_case(office).case_id, DispatchWay.HAND_OVER)
    async with session(*office, size=SMALL, settings=settings(handover=tmp_path)) as screen:
        await to_leave(screen, "H")
        await screen.press("escape")
    assert card(office, letter_id).dispatches[0].sent_on == TODAY
    assert [one.suffix for one in tmp_path.rglob("*.pdf")] == [".pdf"]


async def test_one_that_came_back_one_that_failed_and_one_that_stays(office: Office) -> None:
    case_id = a_case(office).case_id
    back, fails, stays = sent(office, case_id), *(released(office, case_id, DispatchWay.ORDINARY) for _ in "ab")
    async with session(*office, size=SMALL) as screen:
        await opened(screen, case_id, "letters")
        await screen.press("enter", "w", "t")
        await screen.type("toch niet")
        await screen.press("enter", "escape", "j", "enter", "w", "f")
        await screen.type("adres onleesbaar")
        await screen.press("enter", "enter", "escape", "j", "enter", "w", "b", "enter")
        await screen.press("enter")
    assert card(office, stays).row.state is LetterState.WITHDRAWN
    assert card(office, fails).dispatches[0].failed_because == "adres onleesbaar"
    assert card(office, back).row.state is LetterState.RETURNED_UNDELIVERABLE
