"""Writing a letter: chosen by what fits, asked only what cannot be worked out, read before it is prepared."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from casebook.domain.letters.extras import EXTRAS, ExtraKind, NamedAmount, StatedTerm, Value
from casebook.domain.letters.kinds import LetterKind, Tone
from casebook.domain.letters.standing import LetterState
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.money import Cents
from casebook.jobs.drafting import Wanted
from casebook.jobs.letters import composed
from casebook.store.actions.dispatches import SentDispatch
from casebook.store.actions.letters import PrepareLetter, ReleaseLetter
from casebook.store.queries import outbox
from casebook.store.queries.outbox import LetterCard
from casebook.ui.work.letter_fields import ExtraFields
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, Screen, session
from tests.ui.screens.case_desk import act, numbered, opened

# A consumer under protective administration, whose claim is safe for four weeks.
CASE, ADMINISTRATOR = "2026-0001", "Bewindvoering Rietveen"


@pytest.fixture
def case_id(office: Office) -> int:
    return numbered(office, CASE)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    return tmp_path / "own" / "casebook" / "exports"


def sent(office: Office, letter_id: int) -> None:
    for one in outbox.dispatches_of(office.database, [letter_id]):
        act(office, SentDispatch(one.dispatch_id, one.version, TODAY))


def cards(office: Office) -> list[LetterCard]:
    found = office.database.fetch("SELECT id FROM letter ORDER BY id", ())
    some = [outbox.letter(office.database, letter_id, TODAY) for (letter_id,) in found]
    return [one for one in some if one is not None]


async def to_outbox(screen: Screen) -> None:
    await screen.press("g", "o")


async def test_the_letter_that_fits_is_first_and_read_before_it_is_prepared(office: Office, case_id: int) -> None:
    async with session(*office, size=SMALL) as screen:
        await opened(screen, case_id)
        await screen.press("w")
        await screen.is_as("letter-which-80-nl")
        await screen.press("enter", "enter")
        assert cards(office) == []
        await screen.is_as("letter-prepared-80-nl")
        await screen.press("]")
        assert screen.shows("Brief 2 van 2", ADMINISTRATOR)
        await screen.press("+")
    first, second = cards(office)
    assert {first.row.kind, second.row.kind} == {LetterKind.INTERRUPTION}
    assert (first.row.addressee, second.row.addressee) == ("W.F. Bloemsma", ADMINISTRATOR)
    assert second.row.bundle_id == first.row.letter_id
    assert first.row.state is LetterState.READY
    assert first.row.ways[0] is DispatchWay.REGISTERED


async def test_another_day_and_another_tone_are_what_is_prepared(office: Office, case_id: int) -> None:
    async with session(*office, language="en") as screen:
        await opened(screen, case_id)
        await screen.press("w")
        await screen.type("demand")
        await screen.press("enter", "enter", "t")
        assert screen.shows("firm · proposed: neutral")
        await screen.press("d")
        await screen.type("11-12")
        await screen.press("enter", "+")
    facts = cards(office)[0].text.facts
    assert (facts.tone, facts.last_day) == (Tone.FIRM, date(2026, 12, 11))


async def test_one_who_turns_back_finds_what_he_typed(office: Office, case_id: int) -> None:
    async with session(*office) as screen:
        await opened(screen, case_id)
        await screen.press("w")
        await screen.type("verzoek om stukken")
        await screen.press("enter")
        await screen.type("loonstrook")
        await screen.press("enter")
        await screen.press("escape")
        assert screen.shows("Gevraagde stukken", "loonstrook")
        await screen.press("escape")
    assert cards(office) == []


async def test_every_field_of_every_kind_takes_what_the_letter_needs(office: Office) -> None:
    given: dict[ExtraKind, Value] = {
        ExtraKind.LINE: "een regel",
        ExtraKind.TEXT: "tekst",
        ExtraKind.LINES: ("een", "twee"),
        ExtraKind.MONEY: Cents(12345),
        ExtraKind.DAY: TODAY,
        ExtraKind.NUMBER: 3,
        ExtraKind.YES: True,
        ExtraKind.AMOUNTS: (NamedAmount("F-1 oud", Cents(12000)), NamedAmount("F-2", Cents(50))),
        ExtraKind.TERMS: (StatedTerm(1, TODAY, Cents(2500)), StatedTerm(2, TODAY + timedelta(days=30), Cents(2501))),
    }
    for language in ("nl", "en"):
        async with session(*office, size=SMALL, language=language) as screen:
            for kind, extras in EXTRAS.items():
                known = {name: given[one.kind] for name, one in extras.items() if one.kind in given}
                values = ExtraFields(screen.app.desk, extras, known).values
                words = {name for name, one in extras.items() if one.kind is ExtraKind.WORD and one.needed}
                assert {name: values.get(name) for name in known} == known, kind
                assert all(values[name] for name in words), kind


async def test_released_printed_posted_and_proven(office: Office, case_id: int, folder: Path) -> None:
    drafts = composed(office.database, TODAY, case_id, LetterKind.INTERRUPTION, Wanted())
    act(office, PrepareLetter(case_id, drafts))
    async with session(*office, size=SMALL) as screen:
        await to_outbox(screen)
        await screen.press("V", "+")
        await screen.is_as("outbox-release-80-nl")
        await screen.press("enter")
        assert {one.row.state for one in cards(office)} == {LetterState.RELEASED}
        await screen.press("w", "P", "enter")
        (pdf,) = folder.glob("*.pdf")
        assert pdf.read_bytes().startswith(b"%PDF-")
        await screen.press("w", "N", "tab")
        await screen.type("3SABC")
        await screen.press("enter")
        first = cards(office)[0].dispatches[0]
        assert (first.sent_on, first.tracking) == (TODAY, "3SABC")
        await screen.press("enter")
        await screen.is_as("outbox-letter-80-nl")
        await screen.press("w", "p", "1", "tab", "tab")
        await screen.type("handtekening op de lijst")
        await screen.press("enter")
        assert screen.shows("bewijs: sterk", "E24-104220: veilig t/m 21-11-2028")
        await screen.press("enter")
    assert cards(office)[0].row.grade == "strong"


async def test_what_the_gate_refuses_is_overridden_with_a_reason(office: Office, case_id: int) -> None:
    wanted = Wanted(last_day=TODAY + timedelta(days=14))
    for kind in (LetterKind.REMINDER, LetterKind.UPDATED_STATEMENT, LetterKind.NOT_REACHED, LetterKind.DEMAND):
        ids = act(office, PrepareLetter(case_id, composed(office.database, TODAY, case_id, kind, wanted)))
        if kind is LetterKind.DEMAND:
            break
        for letter_id in ids:
            act(office, ReleaseLetter(letter_id, 1))
            sent(office, letter_id)
    async with session(*office, size=SMALL) as screen:
        await to_outbox(screen)
        await screen.press("]", "enter")
        await screen.is_as("outbox-refused-80-nl")
        await screen.press("w", "a")
        await screen.type("afgesproken met de bewindvoerder")
        await screen.press("enter", "enter")
    last = cards(office)[-2:]
    assert [one.reason for card in last for one in card.overrides] == ["afgesproken met de bewindvoerder"]


async def test_marked_clocks_are_interrupted_together(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "j", "space", "space", "space", "w")
        await screen.is_as("radar-interrupt-80-nl")
        await screen.press("enter")
        assert screen.shows("staan klaar in Uitgaand")
    letters = cards(office)
    assert {one.row.kind for one in letters} == {LetterKind.INTERRUPTION}
    claims = {claim.number for one in letters for claim in one.text.facts.claims}
    assert len(claims) == len({one.row.number for one in letters}) == 2
