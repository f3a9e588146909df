"""What goes along when claims are filed, on the screen: what proves them, less what is left out; what is missing; and
debts of the estate, which are claimed from it.
"""

from datetime import date
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it has no types

from casebook.domain.documents import DocumentKind, Proves
from casebook.domain.insolvency.facts import EventKind, Kind, Source
from casebook.domain.insolvency.filing import Rank
from casebook.domain.money import Cents
from casebook.store import documents
from casebook.store.actions.documents import AddDocument, Description
from casebook.store.actions.evidence import SetEvidence
from casebook.store.actions.filings import AnswerFiling, FileClaims, ReceiveDistribution
from casebook.store.actions.insolvencies import RecordInsolvency
from casebook.store.models.claims import EvidenceKind, EvidenceStatus
from casebook.store.queries import claim_evidence
from casebook.store.queries.claim_evidence import Proof
from tests.sample import Office
from tests.store.actions.desk import TODAY, Desk
from tests.ui.screen import SMALL, USUAL
from tests.ui.work.leaving import last, leave
from tests.ui.work.test_insolvency import case_screen
from tests.ui.work.test_insolvency_filing import BEGAN, TRUSTEE, proceeding

K, S = EvidenceKind, EvidenceStatus


def bankrupt(desk: Desk) -> int:
    facts: dict[str, Any] = {"number": "F.13/26/123", "persons": (TRUSTEE,), "started_on": BEGAN}
    id_: int = desk.act(RecordInsolvency(desk.debtor, Kind.BANKRUPTCY, BEGAN, Source.LETTER, **facts))
    return id_


def add(desk: Desk, name: str, kind: DocumentKind | None = None, *proves: Proves) -> int:
    digest = documents.keep(desk.database, f"%PDF-1.4 {name}".encode())
    about = Description(kind, proves=proves)
    id_: int = desk.act(AddDocument(desk.case, f"{name}.pdf", "application/pdf", digest, about))
    return id_


def kept(desk: Desk) -> dict[str, int]:
    """Let a case have documents that prove its claims, some that do not, and some that prove another one."""
    claim, other = desk.claim("2026-777", 1_248_015), desk.claim("2026-778", 50_000, due_on=date(2026, 12, 20),
                                                               supplied_from=BEGAN, supplied_until=TODAY)  # fmt: skip
    found = {
        "overeenkomst": add(desk, "overeenkomst", DocumentKind.AGREEMENT),
        "factuur": add(desk, "factuur", DocumentKind.INVOICE),
        "vrachtbrief": add(desk, "vrachtbrief", DocumentKind.SCAN, Proves.DELIVERY),
        "notitie": add(desk, "notitie", DocumentKind.OTHER),
        "inkomen": add(desk, "inkomen", DocumentKind.FINANCES),
        "klacht": add(desk, "klacht", DocumentKind.COMPLAINT),
        "onbekend": add(desk, "onbekend"),
        "prijslijst": add(desk, "prijslijst"),
        "elders": add(desk, "elders", DocumentKind.DELIVERY_NOTE),
    }
    desk.act(SetEvidence(claim, K.PRICE, S.PRESENT, found["prijslijst"]))
    desk.act(SetEvidence(claim, K.CONDITIONS, S.MISSING))
    desk.act(SetEvidence(claim, K.RETENTION, S.PRESENT))
    desk.act(SetEvidence(other, K.DELIVERY, S.PRESENT, found["elders"]))
    return found


def test_what_proves_the_claims_goes_along_and_nothing_else(office: Office) -> None:
    """By the list of evidence of the claims, then by what a document is or proves; never a note or what is private."""
    desk = Desk(*office)
    found = kept(desk)
    claim = desk.database.value("SELECT id FROM claim WHERE number = '2026-777'")
    evidence = claim_evidence.of_claims(desk.database, desk.case, [claim])
    assert set(evidence.documents) == {found[name] for name in ("prijslijst", "overeenkomst", "factuur", "vrachtbrief")}
    assert evidence.proofs[0] == Proof(found["prijslijst"], "2026-777", "price", "prijslijst.pdf")
    assert {(one.number, one.what) for one in evidence.proofs[1:]} == {
        ("", "agreement"), ("", "document_invoice"), ("", "delivery"),
    }  # fmt: skip
    assert evidence.missing == {"conditions": ("2026-777",), "invoice_sent": ("2026-777",)}
    assert evidence.elsewhere == {"retention": ("2026-777",)}


async def test_the_handler_leaves_one_out_and_is_told_what_is_missing(office: Office) -> None:
    desk = Desk(*office)
    found = kept(desk)
    bankrupt(desk)
    async with case_screen(desk, size=SMALL) as screen:
        await screen.press("I", "f")
        await screen.press("enter")
        await screen.press("plus")
        await screen.is_as("filing-enclosures-80-nl")
        await screen.type("vrachtbrief")
        await screen.press("enter")
        await screen.type("Klaar")
        await screen.press("enter")
        assert screen.shows("Vrijgeven", "Bewijs ontbreekt")
        await screen.is_as("filing-release-evidence-80-nl")
        await screen.press("enter")
    letter = last(desk)
    assert letter.row.released_on == TODAY
    specified, *proving = letter.enclosed
    assert {one.document_id for one in proving} == {found[name] for name in ("prijslijst", "overeenkomst", "factuur")}
    # What was left out is not said to be there either.
    digest = desk.database.value("SELECT sha256 FROM document WHERE id = ?", (specified.document_id,))
    pages = pypdfium2.PdfDocument(documents.content(desk.database, digest) or b"")
    said = " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())
    assert "prijslijst.pdf" in said
    assert "overeenkomst.pdf" in said
    assert "vrachtbrief.pdf" not in said


async def test_a_debt_of_the_estate_is_claimed_and_followed_until_it_is_paid(office: Office) -> None:
    desk = Desk(*office)
    desk.claim("2026-777", 1_000_00)
    since = {"supplied_from": date(2026, 11, 5), "supplied_until": date(2026, 11, 20), "invoice_on": date(2026, 11, 20)}
    desk.claim("2026-778", 400_00, due_on=date(2026, 12, 20), **since)
    id_ = bankrupt(desk)
    desk.act(FileClaims(id_, desk.case, TODAY))
    async with case_screen(desk, size=SMALL) as screen:
        await screen.press("I", "s")
        assert screen.shows("Rang", "boedelschuld")
        await screen.press("enter")
        await screen.is_as("estate-letter-80-nl")
        await screen.press("plus")
        await screen.press("enter")
    assert [one.number for one in last(desk).text.facts.claims] == ["2026-778"]
    leave(desk, release=False)
    position = proceeding(desk).filing.of_rank(Rank.ESTATE)
    assert position is not None
    assert position.filed == 400_00
    async with case_screen(desk, size=USUAL, language="en") as screen:
        assert screen.shows("estate debt", "claimed €400.00 · awaiting answer")
    desk.act(AnswerFiling(id_, EventKind.ACKNOWLEDGED, TODAY, Rank.ESTATE))
    async with case_screen(desk, size=USUAL, language="en") as screen:
        assert screen.shows("claimed €400.00 · receipt confirmed")
    desk.act(ReceiveDistribution(id_, desk.case, TODAY, Cents(150_00), "deelbetaling", Rank.ESTATE))
    async with case_screen(desk, size=USUAL, language="en") as screen:
        await screen.is_as("estate-debt-120-en")


async def test_the_rank_of_a_filing_can_be_that_of_the_estate(office: Office) -> None:
    desk = Desk(*office)
    desk.claim("2026-777", 1_000_00)
    bankrupt(desk)
    async with case_screen(desk, size=SMALL) as screen:
        await screen.press("I", "f")
        await screen.to("Rang")
        await screen.fill("boedel")
        await screen.press("enter")
        # Nothing was supplied since: that is said in the form, and nothing is lost.
        assert screen.shows("Indiening", "boedelschuld", "Van Dam Bouw")
        assert desk.database.value("SELECT count(*) FROM letter") == 0
