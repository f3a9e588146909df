"""T24 by the keys of the in-tray: what is not collected proves nothing, an answer does, and who left is not there."""

from datetime import date, timedelta

from casebook.domain.letters.proof import ReturnedAs
from casebook.domain.limitation.grade import Grade
from casebook.store import document_texts, documents
from casebook.store.actions.post import ReceivePost
from casebook.store.models.parties import AddressStatus
from casebook.store.post.taking import take
from tests.databases import TODAY
from tests.sample import Office
from tests.store.actions.desk import Desk
from tests.store.actions.outgoing import Post
from tests.ui.screen import SMALL, session

SENT_ON = TODAY - timedelta(40)
OURS = "<1@ons.example>"


def interrupted(office: Office) -> tuple[int, str]:
    """Send an interruption registered, by ordinary post and by mail; return it, and what stands on its envelope."""
    desk = Desk(*office)
    out = Post(desk, SENT_ON)
    claim = desk.claim("F-2401", 125_000)
    out.lives(desk.debtor, AddressStatus.VERIFIED)
    out.reached_at(desk.debtor)
    (letter,) = out.interrupt([claim])
    out.release(letter)
    out.begin(letter, OURS)
    out.send_all(letter)
    number, name = office.database.fetch(
        "SELECT c.number, p.name FROM cases c JOIN party p ON p.id = c.debtor_id WHERE c.id = ?", (desk.case,)
    )[0]
    return letter, f"{name}\nDorpsstraat 1\n1234 AB Ons Dorp\nDossier {number}"


def comes_in(office: Office, text: str, name: str, media_type: str, answers: str = "") -> None:
    digest = documents.keep(office.database, text.encode())
    document_texts.keep(office.database, digest, [text], None)
    command = ReceivePost(name, media_type, digest, f"/post/{name}", in_reply_to=answers, quoted=answers)
    take(office.database, office.actor, TODAY, command)


def dispatches(office: Office, letter: int) -> dict[str, tuple[str | None, str | None]]:
    sql = "SELECT way, returned_as, grade FROM dispatch WHERE letter_id = ?"
    return {way: (returned_as, grade) for way, returned_as, grade in office.database.fetch(sql, (letter,))}


def safe(office: Office, letter: int) -> date:
    """Until when what the letter interrupted is safe."""
    sql = "SELECT min(safe_until) FROM clock_now c JOIN letter l ON l.case_id = c.case_id WHERE l.id = ?"
    return date.fromisoformat(str(office.database.value(sql, (letter,))))


async def test_not_collected_proves_nothing_and_an_answer_that_names_the_letter_does(office: Office) -> None:
    letter, envelope = interrupted(office)
    before = safe(office, letter)
    comes_in(office, f"RETOUR AFZENDER\nniet afgehaald\n{envelope}", "envelop.pdf", "application/pdf")
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "m", "G")
        await screen.rests()
        assert screen.shows("niet afgehaald")
        # Two letters went there, but only one of them waited to be collected.
        await screen.press("+", "enter")
        assert screen.shows("aangetekend", "bewijs blijft zwak")
        await screen.press("enter")
        assert dispatches(office, letter)["registered"][0] == ReturnedAs.UNCOLLECTED
        assert safe(office, letter) == before
        comes_in(office, "Ik kom erop terug.", "antwoord.eml", "message/rfc822", OURS)
        await screen.press("ctrl+r", "G", "+", "space", "down", "down", "enter", "tab")
        await screen.type("hij noemt de brief")
        await screen.press("enter", "enter")
        assert dispatches(office, letter)["email"][1] == Grade.STRONG
        assert safe(office, letter) > before


async def test_who_left_is_not_there_any_more(office: Office) -> None:
    letter, envelope = interrupted(office)
    comes_in(office, f"RETOUR AFZENDER\nvertrokken\n{envelope}", "envelop.pdf", "application/pdf")
    async with session(*office, size=SMALL) as screen:
        # Two letters went there: which of them came back a person says. The reason stands on it.
        await screen.press("g", "m", "G", "+")
        assert screen.shows("aangetekend", "gewone post")
        await screen.press("1", "enter")
        assert screen.shows("het adres klopt niet meer")
        await screen.press("enter")
        assert ReturnedAs.MOVED in [returned_as for returned_as, _ in dispatches(office, letter).values()]
        sql = "SELECT a.status FROM address a JOIN letter l ON l.address_id = a.id WHERE l.id = ?"
        assert office.database.value(sql, (letter,)) == AddressStatus.DEAD
