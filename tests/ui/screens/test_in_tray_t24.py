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


def interrupted(office: Office, *, mail: bool = True) -> tuple[int, str]:
    """Send an interruption registered, by ordinary post and by mail; return it, and what stands on its envelope."""
    desk = Desk(*office)
    out = Post(desk, SENT_ON)
    claim = desk.claim("F-2401", 125_000, due_on=date(2021, 12, 20), invoice_on=date(2021, 11, 20))
    out.lives(desk.debtor, AddressStatus.VERIFIED)
    if mail:
        out.reached_at(desk.debtor)
    (letter,) = out.interrupt([claim])
    out.release(letter)
    if mail:
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
        await screen.press("enter")
        assert screen.shows("F-2401: veilig t/m 21-11-2031")
        await screen.press("enter")
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
        # The other one that went there will not arrive either.
        assert screen.shows("het adres klopt niet meer", "Ook terug             aangetekende post", "langs deze weg")
        await screen.press("enter")
        back = {way: returned_as for way, (returned_as, _) in dispatches(office, letter).items()}
        assert back == {"registered": ReturnedAs.MOVED, "ordinary": ReturnedAs.MOVED, "email": None}
        sql = "SELECT a.status FROM address a JOIN letter l ON l.address_id = a.id WHERE l.id = ?"
        assert office.database.value(sql, (letter,)) == AddressStatus.DEAD


async def test_what_nobody_got_no_longer_keeps_the_claim_and_the_form_says_so(office: Office) -> None:
    letter, envelope = interrupted(office, mail=False)
    comes_in(office, f"{envelope}\nVertrokken, nieuw adres onbekend", "envelop.pdf", "application/pdf")
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "m", "G", "+", "1", "enter")
        await screen.is_as("in-tray-both-back-80-nl")
        assert screen.shows("F-2401: gesteld t/m 12-10-2031 vervalt, weer veilig t/m 20-12-2026")
        # Only the one in hand.
        await screen.press("tab", "right", "enter")
        assert screen.shows("F-2401: blijft veilig t/m 20-12-2026")
        await screen.press("enter")
    back = {way: returned_as for way, (returned_as, _) in dispatches(office, letter).items()}
    assert ReturnedAs.MOVED in back.values()
    assert list(back.values()).count(None) == 1
