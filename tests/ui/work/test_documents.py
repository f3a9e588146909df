"""A document is added from a file, from the evidence and where an arrangement was signed."""

from pathlib import Path

from casebook.domain.arrangement.terms import AgreedHow
from casebook.store.queries import arrangement_standing, case, choices
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, session


async def test_the_signed_arrangement_comes_in_from_a_file(office: Office, tmp_path: Path) -> None:
    case_id = case.case_of(office.database, "2026-0229")
    assert case_id is not None
    before, *_ = arrangement_standing.of_case(office.database, case_id, TODAY)
    assert before.plan.document is None
    file = tmp_path / "getekend.pdf"
    async with session(*office, size=SMALL) as screen:
        await screen.press("F", *"2026-0229", "enter", "R", "h", *str(file), "enter")
        assert screen.shows("bestand", "getekend.pdf")
        file.write_bytes(b"%PDF-1.7")
        # What was typed stands there still.
        await screen.press("enter")
        await screen.is_as("document-signed-80-nl")
        await screen.press("enter")
    now, *_ = arrangement_standing.of_case(office.database, case_id, TODAY)
    assert (now.plan.document, now.plan.agreed_how) == ("getekend.pdf", AgreedHow.SIGNED)


async def test_a_document_is_added_beside_the_evidence(office: Office, tmp_path: Path) -> None:
    case_id = case.case_of(office.database, "2026-0077")
    assert case_id is not None
    (tmp_path / "bon.txt").write_text("afgeleverd")
    async with session(*office, size=SMALL) as screen:
        await screen.press("F", *"2026-0077", "enter", "e", "d", *str(tmp_path / "bon.txt"), "enter", "enter")
    assert [one.name for one in choices.documents(office.database, case_id)] == ["bon.txt"]
