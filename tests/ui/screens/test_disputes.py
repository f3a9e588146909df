"""The place Disputes: what is open by its term, all there were, and what they teach, which can be written to a file."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from casebook.domain.disputes import Decision
from casebook.domain.money import Cents
from casebook.store.actions.dispute_course import CreditDispute, DecideDispute, SettleDispute
from casebook.store.actions.disputes import ContestedPart, RegisterDispute
from casebook.store.models.disputes import DisputeReason, RootCause
from casebook.store.perform import perform
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, session
from tests.ui.work.no_disputes import without_disputes

_CLAIMS = """
    SELECT k.case_id, k.id, sum(l.cents) FROM claim k JOIN ledger_entry l ON l.claim_id = k.id
    JOIN cases c ON c.id = k.case_id
    WHERE c.state <> 'closed' AND k.foreign_cents IS NULL AND k.ended_on IS NULL GROUP BY k.case_id, k.id
    HAVING sum(l.cents) > 20000 ORDER BY k.id LIMIT 5
"""


@pytest.fixture
def disputed(office: Office) -> Office:
    """An office without disputes but five: three of them open, of two departments, over the last year."""
    database, actor = office
    without_disputes(database)

    def act(command: object) -> int:
        result: int = perform(database, actor, TODAY, command).result
        return result

    departments = ("Logistiek", "Facturatie", "Logistiek", "", "Verkoop")
    reasons = list(DisputeReason)
    for at, (case_id, claim_id, _) in enumerate(database.fetch(_CLAIMS)):
        since = TODAY - timedelta(days=(3, 40, 75, 9, 200)[at])
        parts = (ContestedPart(claim_id, Cents(10_000 * (at + 1))),)
        asked = since if departments[at] else None
        dispute = act(RegisterDispute(case_id, reasons[at], parts, since, "", departments[at], asked))
        if at in (2, 4):
            decision = Decision.UPHELD if at == 2 else Decision.REJECTED
            cause = RootCause.PICKING if at == 2 else RootCause.SALES_PROMISE
            act(DecideDispute(dispute, 1, decision, "bekeken", since + timedelta(days=10 * at), (), cause))
            if at == 2:
                act(CreditDispute(dispute, claim_id, parts[0].cents, TODAY, "creditnota"))
            act(SettleDispute(dispute, 2, "klaar", TODAY))
    return office


async def test_open_disputes_stand_by_their_term(disputed: Office) -> None:
    async with session(*disputed, size=SMALL) as screen:
        await screen.press("g", "d")
        await screen.is_as("disputes-80")


async def test_a_dispute_is_worked_from_the_list_and_one_that_ended_leaves_it(disputed: Office) -> None:
    async with session(*disputed) as screen:
        await screen.press("g", "d")
        assert screen.shows("open 3")
        await screen.press("D", "t", *"vergissing", "enter")
        await screen.press("enter")
        assert screen.shows("open 2")
        await screen.press("]")
        await screen.is_as("disputes-all-120")
    assert disputed.database.value("SELECT count(*) FROM dispute WHERE withdrawn_on IS NOT NULL") == 1


async def test_root_causes_are_shown_and_written(
    disputed: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    async with session(*disputed, size=SMALL, language="en") as screen:
        await screen.press("g", "d", "[")
        await screen.is_as("disputes-causes-80")
        # Rows are not there to be marked.
        await screen.press("space", "o")
        assert screen.shows("written to") or screen.shows(".csv")
    (file,) = tmp_path.rglob("*.csv")
    rows = list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
    assert {(row["Root cause"], row["Department"], row["Number"], row["Accepted"]) for row in rows} == {
        ("warehouse", "Logistiek", "1", "300.00"),
        ("promise by sales", "Verkoop", "1", "0.00"),
        ("", "Logistiek", "1", "0.00"),
        ("", "Facturatie", "1", "0.00"),
        ("", "", "1", "0.00"),
    }
    assert date.fromisoformat(file.stem.rpartition("_")[2]) == TODAY
