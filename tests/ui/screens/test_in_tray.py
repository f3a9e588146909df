"""The place In-tray: what waits with what is proposed, filing it, what it brings about, and taking it up again."""

import asyncio
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.proof import ReturnedAs
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.limitation.grade import Grade
from casebook.domain.post.nature import PostNature
from casebook.exchange.post import PostFile
from casebook.jobs.document_reading import DocumentReading
from casebook.store import document_texts, documents
from casebook.store.actions.documents import AddDocument
from casebook.store.actions.letters import OverrideStop
from casebook.store.actions.post import ReceivePost
from casebook.store.database import Database
from casebook.store.models.care import RequestKind
from casebook.store.models.cases import NextKind
from casebook.store.models.parties import AddressStatus
from casebook.store.models.post import PostDecision
from casebook.store.perform import perform
from casebook.store.post.taking import take
from casebook.store.queries import in_tray
from casebook.store.queries.document_card import DocumentCard
from tests.databases import TODAY
from tests.sample import Office
from tests.store.actions.desk import Desk
from tests.store.actions.outgoing import Post
from tests.ui.screen import SMALL, USUAL, Screen, pressed, session

# In the list of what waits: lines below the first.
NEWSLETTER, PAID, CONTESTED, ACCESS, COMPLAINT, RETURNED = 0, 2, 3, 5, 6, 8


async def at_item(screen: Screen, line: int) -> None:
    await screen.press("g", "m", *"j" * line)


def decided(office: Office, name: str) -> tuple[str | None, str | None]:
    """What was decided on the item with a file of that name, and the number of its case."""
    sql = """
        SELECT i.decision, c.number FROM post_item i JOIN document d ON d.id = i.document_id
        LEFT JOIN cases c ON c.id = i.case_id WHERE i.source = ?
    """
    [(decision, number)] = office.database.fetch(sql, (f"post/{name}",))
    return decision, number


def requested(office: Office) -> list[tuple[str, date]]:
    """The kinds of what was requested by post, and from which day the term runs."""
    sql = "SELECT r.kind, r.received_on FROM person_request r JOIN post_item i ON i.request_id = r.id"
    return [(kind, date.fromisoformat(str(on))) for kind, on in office.database.fetch(sql)]


def answered(
    office: Office, kind: LetterKind = LetterKind.REMINDER, *, nature: PostNature | None = None, sent_on: date = TODAY
) -> int:
    """Send a letter by mail, let an answer to it come in, and return the letter."""
    desk = Desk(*office)
    out = Post(desk, sent_on)
    desk.claim("F-1", 125_000)
    out.reached_at(desk.debtor)
    (letter,) = out.prepare(kind, last_day=TODAY + timedelta(10), ways=(DispatchWay.EMAIL,))
    for rule in out.card(letter).row.stops:
        out.act(OverrideStop(letter, out.card(letter).row.version, rule, "hij vroeg erom"))
    out.release(letter)
    out.begin(letter, "<1@ons.example>")
    out.send(letter, "email")
    digest = documents.keep(office.database, b"mijn antwoord")
    document_texts.keep(office.database, digest, ["Dank voor uw brief."], None)
    command = ReceivePost(
        "antwoord.eml",
        "message/rfc822",
        digest,
        "/post/antwoord.eml",
        subject="[b]Uw brief[/b]\x1b[31m",
        in_reply_to="<1@ons.example>",
        nature=nature,
    )
    take(office.database, office.actor, TODAY, command)
    return letter


async def test_what_waits_with_what_is_proposed(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "m")
        await screen.is_as("in-tray-80-nl")
    async with session(*office, size=USUAL, language="en") as screen:
        await at_item(screen, PAID)
        await screen.press("enter")
        await screen.is_as("in-tray-item-120-en")


async def test_what_is_late_says_so_however_late_that_is_known(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    read, seen = in_tray.waiting, threading.Event()

    def late(database: Database, day: date) -> in_tray.Waiting:
        assert seen.wait(20)
        return read(database, day)

    async def rows() -> None:
        while not screen.shows("Energievakblad"):
            await asyncio.sleep(0)

    async with session(*office, size=SMALL) as screen:
        # The list one begins in tells of post too.
        monkeypatch.setattr(in_tray, "waiting", late)
        for key in "gm":
            screen.app.post_message(pressed(key))
        await asyncio.wait_for(rows(), 10)
        assert not screen.shows("! 17-11")
        seen.set()
        await screen.settled()
        assert screen.shows("! 17-11   Energievakblad")


async def test_an_item_is_filed_with_the_case_proposed_and_taken_back(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await at_item(screen, PAID)
        await screen.press("+", "enter")
        assert decided(office, "betaald-visser.eml") == (PostDecision.FILED, "2026-0025")
        assert screen.shows("te beslissen 10")
        await screen.press("u")
        assert decided(office, "betaald-visser.eml") == (None, None)
        # Nothing is proposed for the first one.
        await screen.press("home", "+")
        assert screen.shows("Er wordt niets voorgesteld")


async def test_what_a_debtor_wrote_is_answered_unless_one_says_otherwise(office: Office) -> None:
    def planned() -> tuple[str, str, str]:
        sql = "SELECT next_on, next_kind, next_note FROM cases WHERE number = '2026-0025'"
        return office.database.fetch(sql)[0]

    before = planned()
    async with session(*office, size=SMALL) as screen:
        await at_item(screen, PAID)
        await screen.press("+")
        await screen.is_as("in-tray-file-80-nl")
        await screen.press("enter")
        on, kind, note = planned()
        assert TODAY <= date.fromisoformat(str(on)) <= date(2026, 11, 24)
        assert (kind, note) == (NextKind.ANSWER_REQUEST, "Re: aanmaning")
        await screen.press("u")
        assert planned() == before


async def test_plain_words_propose_a_complaint_with_the_word_that_says_so(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await at_item(screen, COMPLAINT)
        await screen.is_as("in-tray-complaint-80-nl")
        await screen.press("+", "enter", "enter", "enter")
        assert decided(office, "klacht-abdi.eml") == (PostDecision.COMPLAINT, "2026-0006")


async def test_without_a_case_the_menu_speaks_of_no_other_one(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await at_item(screen, NEWSLETTER)
        await screen.press("T")
        assert screen.shows("bij een dossier voegen")


async def test_what_is_not_ours_is_put_aside_with_a_reason_and_taken_up_again(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await at_item(screen, NEWSLETTER)
        await screen.press("n")
        await screen.type("reclame")
        await screen.press("enter")
        assert decided(office, "nieuwsbrief.eml") == (PostDecision.NOT_OURS, None)
        await screen.press("[")
        assert screen.shows("Reden", "reclame", "21-11-2026")
        await screen.press("T", "t")
        await screen.type("toch voor ons")
        await screen.press("enter")
        assert decided(office, "nieuwsbrief.eml") == (None, None)


async def test_a_request_shows_its_term_from_the_day_it_was_received_before_it_is_saved(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await at_item(screen, ACCESS)
        await screen.press("I", "enter", "i", "enter")
        await screen.is_as("in-tray-request-80-nl")
        await screen.press("enter")
        assert decided(office, "inzage-pinas.eml") == (PostDecision.REQUEST, "2026-0013")
        assert requested(office) == [(RequestKind.ACCESS, date(2026, 11, 19))]


async def test_a_complaint_is_one_of_the_case_that_is_chosen(office: Office) -> None:
    async with session(*office, size=SMALL, language="en") as screen:
        await at_item(screen, COMPLAINT)
        await screen.press("enter", "T", "K", "enter", "enter")
        assert screen.shows("Enter saves it")
        await screen.press("enter")
        assert decided(office, "klacht-abdi.eml") == (PostDecision.COMPLAINT, "2026-0006")
        assert [kind for kind, _ in requested(office)] == [RequestKind.COMPLAINT]


async def test_what_is_contested_is_registered_as_a_dispute(office: Office) -> None:
    async with session(*office, size=USUAL) as screen:
        await at_item(screen, CONTESTED)
        await screen.press("D", "enter", "enter", "tab", "tab", "space", "down", "enter")
        assert screen.shows("Dispuut registreren", "20-11-2026")
        await screen.press("enter", "enter")
        assert decided(office, "betwisting-bengels.eml") == (PostDecision.DISPUTE, "2026-0004")
        sql = "SELECT d.registered_on FROM dispute d JOIN post_item i ON i.dispute_id = d.id"
        assert office.database.fetch(sql) == [("2026-11-20",)]


async def test_an_address_from_which_something_came_back_is_dead(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await at_item(screen, RETURNED)
        await screen.press("E", "enter", "1")
        assert screen.shows("het adres klopt niet meer")
        await screen.press("enter")
        assert decided(office, "retour-bloemsma.pdf") == (PostDecision.RETURNED, "2026-0001")
        sql = "SELECT a.status FROM address a JOIN cases c ON c.debtor_id = a.party_id WHERE c.number = '2026-0001'"
        assert (AddressStatus.DEAD,) in office.database.fetch(sql)


async def test_a_reply_proves_the_letter_it_answers_as_far_as_is_said(office: Office) -> None:
    letter = answered(office)
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "m", "G")
        # What somebody wrote is text, and nothing else.
        assert screen.shows("[b]Uw brief[/b]")
        await screen.press("A", "1")
        # No strength is chosen for anybody.
        await screen.press("space", "down", "enter", "tab")
        await screen.type("hij noemt de brief")
        await screen.press("enter")
        assert screen.shows("→ ", "bewijs: ")
        await screen.press("enter")
        sql = "SELECT grade FROM dispatch WHERE letter_id = ?"
        assert office.database.value(sql, (letter,)) == Grade.MEDIUM


async def test_a_letter_that_came_back_shows_what_follows_before_it_is_saved(office: Office) -> None:
    letter = answered(office)
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "m", "G", "R", "1", "enter")
        assert screen.shows("naar dit e-mailadres gaat niets meer")
        await screen.press("enter")
        sql = "SELECT returned_as FROM dispatch WHERE letter_id = ?"
        assert office.database.value(sql, (letter,)) == ReturnedAs.BOUNCED


async def test_what_was_filed_is_read_as_text_in_its_case_and_copied_as_it_came(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    async with session(*office, size=SMALL) as screen:
        await at_item(screen, RETURNED)
        await screen.press("f", "enter", "enter", "[", "[", "o")
        await screen.press("enter")
        assert screen.shows("RETOUR AFZENDER", "W.F. Bloemsma")
        await screen.press("w")
        [copy] = tmp_path.rglob("retour-bloemsma*.pdf")
        assert copy.read_bytes().startswith(b"%PDF-")


async def test_a_mail_that_did_not_arrive_is_returned_with_one_key(office: Office) -> None:
    letter = answered(office, nature=PostNature.BOUNCED)
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "m", "G")
        await screen.rests()
        assert screen.shows("onze mail is niet aangekomen", "+ retour: brief van ons is teruggekomen")
        await screen.press("+")
        assert screen.shows("→ herinnering")
        await screen.press("enter")
        await screen.is_as("in-tray-bounced-80-nl")
        await screen.press("enter")
        sql = "SELECT returned_as FROM dispatch WHERE letter_id = ?"
        assert office.database.value(sql, (letter,)) == ReturnedAs.BOUNCED


async def test_an_automatic_answer_is_shown_as_one_and_proves_nothing(office: Office) -> None:
    answered(office, LetterKind.INTERRUPTION, nature=PostNature.AUTOMATIC)
    async with session(*office, size=SMALL, language="en") as screen:
        await screen.press("g", "m", "G")
        await screen.rests()
        assert screen.shows("automatic message: no proof of receipt")
        await screen.press("A")
        assert screen.shows("an automatic reply does not prove")


async def test_the_answer_to_an_interruption_is_proposed_as_proof(office: Office) -> None:
    letter = answered(office, LetterKind.INTERRUPTION)
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "m", "G")
        await screen.rests()
        assert screen.shows("antwoord op een stuiting: bewijs van ontvangst")
        await screen.press("+", "space", "down", "down", "enter", "tab")
        await screen.type("hij schrijft: ik kom erop terug")
        await screen.press("enter", "enter")
        sql = "SELECT grade FROM dispatch WHERE letter_id = ?"
        assert office.database.value(sql, (letter,)) == Grade.STRONG


async def test_marked_items_go_to_one_case_together_and_back(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "m", "space", "j", "space", "T")
        assert screen.shows("Er zijn 2 stukken gemarkeerd")
        await screen.press("f")
        await screen.press("enter")
        await screen.is_as("in-tray-many-80-nl")
        await screen.press("enter")
        filed = "SELECT count(*) FROM post_item WHERE decision = 'filed'"
        assert office.database.value(filed) == 2
        await screen.press("u")
        assert office.database.value(filed) == 0


async def test_more_than_ten_are_not_ours_only_when_the_number_is_typed(office: Office) -> None:
    answered(office)
    waited = "SELECT count(*) FROM post_item WHERE decision IS NULL"
    before = office.database.value(waited)
    assert before > 10
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "m", "V", "n")
        await screen.type("reclame")
        await screen.press("enter")
        assert office.database.value(waited) == before
        await screen.type(str(before))
        await screen.press("enter")
        assert office.database.value(waited) == 0
        assert screen.shows("De postbak is leeg")
        await screen.press("u")
        assert office.database.value(waited) == before


async def test_a_long_text_is_searched(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await at_item(screen, CONTESTED)
        await screen.press("enter", "/")
        await screen.type("FACTUUR")
        await screen.press("enter")
        assert screen.shows("1 van ")
        await screen.press(">")
        assert screen.shows("2 van ")
        await screen.press("/")
        await screen.type("staat er niet")
        await screen.press("enter")
        assert screen.shows("staat niet in deze tekst")


async def test_while_a_hard_document_is_read_one_works_on(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    case = office.database.value("SELECT id FROM cases WHERE number = '2026-0025'")
    digest = documents.keep(office.database, b"zwaar")
    perform(office.database, office.actor, TODAY, AddDocument(case, "zwaar.pdf", "application/pdf", digest))
    begun, let_go = threading.Event(), threading.Event()

    def hard(_: DocumentReading, card: DocumentCard, content: bytes) -> PostFile:
        begun.set()
        let_go.wait(20)
        return PostFile(card.name, card.media_type, content, card.sha256, ("eindelijk",), None, None, ())

    monkeypatch.setattr(DocumentReading, "read", hard)
    monkeypatch.setattr(DocumentReading, "give_up", lambda _: let_go.set())
    async with session(*office, size=SMALL) as screen:
        await at_item(screen, PAID)
        await screen.press("o")
        screen.app.post_message(pressed("enter"))
        assert await asyncio.to_thread(begun.wait, 10)
        assert screen.shows("Het document wordt gelezen")
        # The threads that read and write the database have nothing to do with it.
        await asyncio.wait_for(screen.app.desk.write(document_texts.is_kept, digest), 10)
        await screen.press("escape")
        assert let_go.is_set()
        assert not document_texts.is_kept(office.database, digest)
        await screen.press("enter")
        assert screen.shows("eindelijk")
        assert document_texts.is_kept(office.database, digest)
