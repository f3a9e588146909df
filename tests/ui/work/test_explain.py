"""Why a case is where it is, where its dates come from and where its amounts come from."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.money import Cents
from casebook.domain.security.facts import SecurityKind
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.actions.securities import RegisterSecurity, SecurityFacts
from casebook.store.models.limitation import Grade
from casebook.store.queries import explain as reasons
from casebook.store.queries import securities, statement
from casebook.ui.prose import Line
from casebook.ui.work.explain_amounts import amount_lines
from casebook.ui.work.explain_clocks import clock_lines
from casebook.ui.work.explain_why import why_lines
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, session
from tests.ui.work.limitation_cases import Firm, firm, rested

_LAST_DAYS = re.compile(r"(\d\d-\d\d-\d{4}) +(\d\d-\d\d-\d{4}) *$")


@pytest.fixture
def interrupted(tmp_path: Path) -> Firm:
    """A debtor who owes since 2021, to whom a letter was sent that is not proven, after part was paid."""
    owing = firm(tmp_path, date(2021, 12, 15))
    owing.desk.pay(120_000, date(2023, 3, 1))
    letter = EventFacts("demand", date(2026, 10, 12), (Reached(owing.desk.debtor),))
    owing.desk.act(RecordEvent(owing.desk.case, letter, Grade.WEAK))
    return owing


def told(lines: Sequence[Line]) -> list[str]:
    """Return lines as text, what stands at the right end behind the rest."""
    return ["".join(span.text for span in (*one.spans, *one.right)) for one in lines]


async def test_both_ends_stand_beside_each_step(interrupted: Firm) -> None:
    desk = interrupted.desk
    explanation = reasons.explain(desk.database, desk.case, TODAY)
    assert explanation is not None
    async with session(desk.database, desk.actor) as screen:
        lines = told(clock_lines(explanation.clocks[0], screen.app.desk, "Van Dam Bouw"))
    steps = [(text[:10], *_LAST_DAYS.findall(text)) for text in lines if _LAST_DAYS.search(text)]
    assert steps == [
        ("15-12-2021", ("15-12-2026", "15-12-2026")),
        ("01-03-2023", ("15-12-2026", "01-03-2028")),
        ("12-10-2026", ("15-12-2026", "12-10-2031")),
    ]


async def test_a_clock_says_what_its_lapse_does_to_a_pledge_and_a_mortgage(interrupted: Firm) -> None:
    desk = interrupted.desk
    for kind, name, since in (
        (SecurityKind.MORTGAGE, "pand Dorpsstraat", date(2010, 3, 12)),
        (SecurityKind.MORTGAGE, "loods", None),
        (SecurityKind.PLEDGE, "voorraad", date(2020, 1, 1)),
        (SecurityKind.DEPOSIT, "waarborgsom", None),
    ):
        desk.act(RegisterSecurity(desk.debtor, desk.creditor, kind, SecurityFacts(name, since_on=since)))
    explanation = reasons.explain(desk.database, desk.case, TODAY)
    assert explanation is not None
    secured = securities.secured_by(desk.database, desk.case, TODAY)
    async with session(desk.database, desk.actor) as screen:
        told_of = {
            clock.kind: [text for text in told(clock_lines(clock, screen.app.desk, "", secured)) if "3:323" in text]
            for clock in explanation.clocks
        }
    assert told_of.pop(ClockKind.PRINCIPAL) == [
        "• Hypotheek pand Dorpsstraat: gedekte vordering verjaart niet vóór 12-03-2030 BW\xa03:323",
        "• Hypotheek loods: tot wanneer de vordering leeft volgt uit de dag van vestiging: vul die in BW\xa03:323",
        "• Pandrecht voorraad: eindigt met de gedekte vordering BW\xa03:323",
    ]
    assert not any(told_of.values())


async def test_the_first_reason_says_what_put_the_case_there(interrupted: Firm) -> None:
    desk = interrupted.desk
    explanation = reasons.explain(desk.database, desk.case, TODAY)
    assert explanation is not None
    async with session(desk.database, desk.actor) as screen:
        lines = told(why_lines(explanation.standing, Cents(500_000), {}, screen.app.desk))
    assert lines[3].startswith("!! rood")
    assert lines[3].endswith("15-12-2026")
    # No address was verified: 90 days ahead instead of 60.
    assert "rood vanaf 16-09-2026, 90 dagen tevoren" in lines[4]


async def test_the_amounts_add_up_to_what_is_open(interrupted: Firm) -> None:
    desk = interrupted.desk
    account = statement.statement(desk.database, desk.case, TODAY)
    assert account is not None
    async with session(desk.database, desk.actor) as screen:
        lines = told(amount_lines(account, screen.app.desk))
    rows = account.claims[0].interest.finding
    assert rows is not None
    assert sum("%" in text and " tot " in text for text in lines) == len(rows.value.rows)
    assert lines[-1].startswith("Open op 21-11-2026")
    assert _cents(lines[-1].split()[-1]) == account.total
    entries = [text.split() for text in lines if "hoofdsom" in text and text.startswith("  01-")]
    assert sum(_cents(words[-2]) for words in entries) == account.open.total


async def test_it_is_opened_with_the_key_that_asks_and_closed_again(office: Office) -> None:
    async with session(*office, size=USUAL) as screen:
        chosen = screen.app.screen.case_id  # type: ignore[attr-defined]  # the place that is on top
        await screen.press("equals_sign", "equals_sign")
        assert screen.shows("Waarom staat dit dossier hier")
        await screen.press("q")
        assert screen.app.screen.case_id == chosen  # type: ignore[attr-defined]  # the place that is on top


@pytest.mark.parametrize(("size", "name"), [(SMALL, "80"), (USUAL, "120")])
@pytest.mark.parametrize("language", ["nl", "en"])
async def test_the_pages_are_well_set(interrupted: Firm, size: tuple[int, int], name: str, language: str) -> None:
    desk = interrupted.desk
    async with session(desk.database, desk.actor, size=size, language=language) as screen:
        await rested(screen)
        for key, page in (("w", "why"), ("d", "dates"), ("a", "amounts")):
            await screen.press("equals_sign", key)
            await screen.is_as(f"explain-{page}-{name}-{language}")
            await screen.press("q")


async def test_the_last_line_can_be_reached(interrupted: Firm) -> None:
    async with session(interrupted.desk.database, interrupted.desk.actor, size=SMALL) as screen:
        await screen.press("equals_sign", "a")
        assert not screen.shows("Open op 21-11-2026")
        await screen.press("G")
        assert screen.shows("Open op 21-11-2026")


def _cents(text: str) -> int:
    return int(text.replace(".", "").replace(",", ""))
