"""Filing on the screen: from a letter of a trustee to a claim that left, answered, and paid out of the estate."""

from datetime import date
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it has no types
from textual.events import Paste
from textual.widgets import Input

from casebook.domain.insolvency.facts import Kind, PersonRole, Source
from casebook.domain.insolvency.standing import Stage
from casebook.domain.money import Cents
from casebook.store import document_texts, documents
from casebook.store.actions.filings import FileClaims
from casebook.store.actions.insolvencies import RecordInsolvency
from casebook.store.actions.insolvency_people import Appointed
from casebook.store.actions.post import ReceivePost
from casebook.store.post.taking import take
from casebook.store.queries import insolvencies
from casebook.store.queries.insolvencies import InsolvencyCard
from tests.sample import Office
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.outgoing import HERE
from tests.ui.screen import SMALL, USUAL
from tests.ui.screens.case_desk import turned
from tests.ui.work.leaving import last, leave
from tests.ui.work.money_desk import MoneyScreen, money_screen
from tests.ui.work.test_insolvency import case_screen

BEGAN = date(2026, 11, 3)
TRUSTEE = Appointed(PersonRole.TRUSTEE, "mr. X. Curator", place=HERE)
# Keys that type, and those that move or do; only the last are counted.
MOST = 20
TYPED = ("fail", "F.13/26/123", "03-11-2026", "mr. X. Curator", "Kade", "5", "1011 AB", "Amsterdam")


def letter(desk: Desk, told: str = "Op 3 november 2026 is Van Dam Bouw failliet verklaard.") -> None:
    """Let a letter of a trustee come in that names a claim of the case."""
    digest = documents.keep(desk.database, b"van de curator")
    text = f"{told} Uw factuur 2026-777 kunt u bij mij indienen."
    document_texts.keep(desk.database, digest, [text], None)
    command = ReceivePost("curator.eml", "message/rfc822", digest, "/post/curator.eml", subject="Faillissement")
    take(desk.database, desk.actor, TODAY, command)


def proceeding(desk: Desk) -> InsolvencyCard:
    (found,) = insolvencies.of_party(desk.database, desk.debtor)
    return found


async def test_a_new_user_files_from_a_letter_in_under_twenty_keys(office: Office) -> None:
    """The letter is decided on, the bankruptcy recorded, and the letter that files the claims released."""
    desk = Desk(*office)
    desk.claim("2026-777", 1_248_015)
    letter(desk)
    pressed = 0
    async with money_screen(desk, size=SMALL) as screen:

        async def keys(*some: str) -> None:
            nonlocal pressed
            pressed += len(some)
            await screen.press(*some)

        await keys("g", "m", "G")
        await keys("plus", "enter")
        for at, text in enumerate(TYPED):
            if at:
                await keys("tab")
            await write(screen, text)
        await keys("enter")
        await keys("f")
        await keys("enter")
        await keys("plus")
        assert screen.shows("Vrijgeven", "niets houdt de brief tegen")
        await keys("enter")
    assert pressed < MOST
    assert decided(desk) == [("filed", desk.case)]
    assert last(desk).row.released_on == TODAY
    assert proceeding(desk).standing.stage is Stage.CONFIRMED
    leave(desk, release=False)
    assert proceeding(desk).standing.stage is Stage.FILED


async def test_claims_are_filed_from_the_case_that_a_letter_is_about(office: Office) -> None:
    desk = Desk(*office)
    desk.claim("2026-777", 1_248_015)
    letter(desk)
    async with money_screen(desk, size=SMALL) as screen:
        await screen.press("g", "m", "G", "enter", "o")
        await screen.press("I")
        for at, text in enumerate(TYPED):
            if at:
                await screen.press("tab")
            await write(screen, text)
        await screen.press("enter")
        await screen.press("I")
        await screen.press("f")
        await screen.is_as("filing-form-80-nl")
        await screen.press("enter")
        await screen.is_as("filing-letter-80-nl")
        await screen.press("plus")
        await screen.is_as("filing-release-80-nl")
        await screen.press("enter")
        await turned(screen, "insolvency")
        assert screen.shows("Indiening bij mr. X. Curator: de brief ligt nog in Uitgaand")
    body = " ".join(last(desk).text.body.split())
    for said in ("dienen onze vordering bij u ter verificatie in", "Rang: concurrent", "ontvangst van deze indiening"):
        assert said in body
    assert last(desk).row.released_on == TODAY
    # The specification is made with the letter and goes along with it, before what proves the claims.
    (specified,) = last(desk).enclosed
    assert specified.name == f"specificatie-{last(desk).row.number}.pdf"
    digest = desk.database.value("SELECT sha256 FROM document WHERE id = ?", (specified.document_id,))
    (page,) = pypdfium2.PdfDocument(documents.content(desk.database, digest) or b"")
    pages = " ".join(page.get_textpage().get_text_range().split())
    for said in ("Specificatie van de vordering", "Zoals ingediend", "2026-777", "12.480,15"):
        assert said in pages


async def test_what_the_letter_says_stands_in_the_form_and_who_turns_back_has_filed_the_letter(office: Office) -> None:
    desk = Desk(*office)
    desk.claim("2026-777", 1_248_015)
    letter(desk, "Faillissement van Van Dam Bouw, f.13/26/123.")
    async with money_screen(desk, size=SMALL) as screen:
        await screen.press("g", "m", "G")
        await screen.press("plus", "enter")
        assert screen.shows("Nieuwe insolventie", "faillissement", "F.13/26/123", "21-11-2026")
        await screen.press("escape")
        assert screen.shows("Postbak", "vastgelegd")
    assert decided(desk) == [("filed", desk.case)]
    assert insolvencies.of_party(desk.database, desk.debtor) == []


async def test_a_letter_about_a_proceeding_that_is_known_goes_on_to_what_can_be_done(office: Office) -> None:
    desk = Desk(*office)
    desk.claim("2026-777", 1_248_015)
    facts: dict[str, Any] = {"number": "F.13/26/123", "persons": (TRUSTEE,), "started_on": BEGAN}
    desk.act(RecordInsolvency(desk.debtor, Kind.BANKRUPTCY, BEGAN, Source.LETTER, **facts))
    letter(desk)
    async with money_screen(desk, size=SMALL) as screen:
        await screen.press("g", "m", "G")
        await screen.press("plus", "enter")
        assert screen.shows("F.13/26/123 · bevestigd", "f vordering indienen")


def decided(desk: Desk) -> list[tuple[str, int]]:
    """Return how the letter was decided on, and the case it went to."""
    return desk.database.fetch("SELECT decision, case_id FROM post_item WHERE source = '/post/curator.eml'")


async def write(screen: MoneyScreen, text: str) -> None:
    """Type a text into the field that has the focus."""
    if isinstance(screen.app.screen.focused, Input):
        screen.app.post_message(Paste(text))
        await screen.settled()
    else:
        await screen.type(text)


async def test_what_was_answered_and_paid_is_told_by_rank(office: Office) -> None:
    desk = Desk(*office)
    desk.claim("2026-777", 1_000_00, due_on=date(2026, 12, 1))
    facts: dict[str, Any] = {"number": "F.13/26/123", "persons": (TRUSTEE,), "started_on": BEGAN}
    id_ = desk.act(RecordInsolvency(desk.debtor, Kind.BANKRUPTCY, BEGAN, Source.LETTER, **facts))
    desk.act(FileClaims(id_, desk.case, TODAY))
    async with case_screen(desk, size=USUAL, language="en") as screen:
        await screen.press("I", "a")
        await screen.fill("part")
        await screen.to("Recognised")
        await screen.fill("800")
        await screen.is_as("filing-answer-120-en")
        await screen.press("enter")
        await screen.press("I", "a")
        await screen.fill("distr")
        await screen.to("Percentage")
        await screen.fill("12.5")
        await screen.press("enter")
        assert screen.shows("contested €200.00", "expected 12.5%: €100.00")
        await screen.press("I", "d")
        await screen.is_as("filing-distribution-120-en")
        await screen.press("enter")
        await screen.is_as("filing-tab-120-en")
    assert proceeding(desk).filing.positions[0].received == Cents(100_00)
