"""Evidence and proposals, from the queue."""

from datetime import date
from pathlib import Path

from casebook.store.actions.evidence import SetEvidence
from casebook.store.models.claims import EvidenceKind, EvidenceStatus
from casebook.store.queries import case, claims
from tests.sample import Office
from tests.ui.screen import Screen, session
from tests.ui.work.limitation_cases import firm


def first_case(office: Office, query: str) -> int:
    case_id: int = office.database.value(query)
    return case_id


async def to_case(screen: Screen, case_id: int) -> None:
    """Move to a case of the queue."""
    await screen.press("home")
    for _ in range(60):
        if screen.app.screen.case_id == case_id:  # type: ignore[attr-defined]  # the place that is on top
            return
        await screen.press("j")
    raise AssertionError(f"case {case_id} is not in the queue")


async def test_evidence_is_noted_for_the_one_claim_of_a_case(office: Office) -> None:
    case_id = first_case(
        office,
        "SELECT n.case_id FROM case_now n JOIN claim k ON k.case_id = n.case_id"
        " WHERE n.owner_person_id = 1 AND n.band = 3 GROUP BY n.case_id HAVING count(*) = 1 ORDER BY n.case_id",
    )
    async with session(*office) as screen:
        await to_case(screen, case_id)
        await screen.press("e", "v")
        assert screen.shows("Bewijsstukken", "ontbreekt")
        await screen.press("3", "enter")
        # Nothing is taken to be there before somebody says so.
        assert screen.shows("(kies)", "✗")
        await screen.press(*"aanw", "tab", *"pakbon getekend", "enter")
        await screen.press("e", "v")
        assert screen.shows("✓", "pakbon getekend")
    claim_id = office.database.value("SELECT id FROM claim WHERE case_id = ?", (case_id,))
    found = {row.kind: row for row in claims.evidence_of(office.database, [claim_id])}
    assert found[EvidenceKind.DELIVERY].status is EvidenceStatus.PRESENT


async def test_evidence_that_a_colleague_noted_meanwhile_is_said_and_a_second_enter_saves(
    tmp_path: Path,
) -> None:
    sole = firm(tmp_path, date(2021, 12, 15))
    async with session(sole.desk.database, sole.desk.actor) as screen:
        await screen.press("e", "v", "3", *"aanw", "tab", *"pakbon")
        sole.desk.act(SetEvidence(sole.claim, EvidenceKind.DELIVERY, EvidenceStatus.MISSING, note="gevraagd"))
        await screen.press("enter")
        assert screen.shows("Een collega was u voor", "gevraagd", "pakbon")
        await screen.press("enter")
    (row,) = claims.evidence_of(sole.desk.database, [sole.claim])
    assert (row.status, row.note) == (EvidenceStatus.PRESENT, "pakbon")


async def test_of_several_claims_one_is_chosen_by_its_number(tmp_path: Path) -> None:
    sole = firm(tmp_path, date(2021, 12, 15))
    other = sole.desk.claim("B-2", 1_000)
    async with session(sole.desk.database, sole.desk.actor) as screen:
        await screen.press("e", "v", *"b-2", "enter", "3", *"aanw", "enter")
    assert [row.claim_id for row in claims.evidence_of(sole.desk.database, [sole.claim, other])] == [other]


async def test_a_case_without_a_proposal_says_so(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("plus")
        assert screen.shows("wacht geen voorstel op u")


async def test_a_proposal_is_dismissed_with_a_reason(office: Office) -> None:
    case_id = first_case(office, "SELECT case_id FROM case_now WHERE owner_person_id = 1 AND band = 3 ORDER BY case_id")
    run_id = first_case(office, "SELECT max(id) FROM import_run")
    claim_id = office.database.value("SELECT min(id) FROM claim WHERE case_id = ?", (case_id,))
    office.database.execute(
        "INSERT INTO proposal (version, run_id, case_id, claim_id, code, parameters, state, reason, key)"
        " VALUES (1, ?, ?, ?, 'proposal.absent', '{}', 'proposed', '', 'x')",
        (run_id, case_id, claim_id),
    )
    async with session(*office) as screen:
        await to_case(screen, case_id)
        await screen.press("plus")
        assert screen.shows("De post staat niet meer in de lijst")
        await screen.press("-", *"staat er morgen weer", "enter")
    assert case.proposals(case_id).after(office.database).rows == ()
    assert office.database.value("SELECT reason FROM proposal WHERE key = 'x'") == "staat er morgen weer"
