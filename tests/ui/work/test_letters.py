"""Writing a letter: chosen by what fits, asked only what cannot be worked out, read before it is prepared."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from casebook.domain.letters.extras import EXTRAS, ExtraKind, NamedAmount, StatedTerm, Value
from casebook.domain.letters.kinds import LetterKind, Tone
from casebook.domain.letters.proof import ReturnedAs
from casebook.domain.letters.standing import LetterState
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.money import Cents
from casebook.jobs.drafting import Wanted
from casebook.jobs.letters import composed
from casebook.jobs.outbox import Mailed, Some
from casebook.store.actions.dispatch_proof import ReturnedDispatch
from casebook.store.actions.dispatches import SentDispatch
from casebook.store.actions.holds import PlaceHold
from casebook.store.actions.letters import PrepareLetter, ReleaseLetter, WithdrawLetter
from casebook.store.queries import leaving, letter_card
from casebook.store.queries.letter_card import LetterCard
from casebook.ui.work.letter_fields import ExtraFields
from tests.databases import TODAY
from tests.jobs.outbox.letters import settings
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
    for one in leaving.dispatches_of(office.database, [letter_id]):
        act(office, SentDispatch(one.dispatch_id, one.version, TODAY))


def cards(office: Office) -> list[LetterCard]:
    found = office.database.fetch("SELECT id FROM letter ORDER BY id", ())
    some = [letter_card.letter(office.database, letter_id, TODAY) for (letter_id,) in found]
    return [one for one in some if one is not None]


def on_one_line(screen: Screen) -> str:
    """Return what is shown, whatever its lines were broken to."""
    return " ".join(" ".join(line.strip(" │") for line in screen.lines).split())


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
        assert screen.shows("vastgelegd; de 2 brieven staan in", "nog niet verzonden")
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


@pytest.mark.parametrize(
    ("language", "kind", "said"),
    [
        ("nl", "sommatie", ("! In Uitgaand wacht al", "opgesteld op 21-11-2026, gereed, over")),
        ("en", "demand", ("! A letter of this kind waits", "prepared on 21 Nov 2026, ready, about")),
    ],
)
async def test_a_second_letter_of_a_kind_is_told_of_the_one_that_waits_in_the_form_and_on_the_page(
    office: Office, case_id: int, language: str, kind: str, said: tuple[str, str]
) -> None:
    async with session(*office, language=language) as screen:
        await opened(screen, case_id)
        await screen.press("w")
        await screen.type(kind)
        await screen.press("enter")
        assert not screen.shows(said[0])
        await screen.press("enter", "+")
        before, first = len(cards(office)), cards(office)[0]
        await screen.press("w")
        await screen.type(kind)
        await screen.press("enter")
        assert all(words in on_one_line(screen) for words in (*said, first.row.addressee))
        await screen.press("enter")
        assert all(words in on_one_line(screen) for words in said)
        await screen.press("escape", "escape")
        act(office, WithdrawLetter(first.row.letter_id, first.row.version, "dubbel"))
        await screen.press("w")
        await screen.type(kind)
        await screen.press("enter")
        told = [line for line in screen.lines if said[0] in line]
        assert len(told) == before - 1


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
            for kind, every in EXTRAS.items():
                # Which letter is put right is chosen, not typed.
                extras = {name: one for name, one in every.items() if name != "corrected_kind"}
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
        # The other has no number: that is asked once.
        await screen.press("enter", "enter")
        first = cards(office)[0].dispatches[0]
        assert (first.sent_on, first.tracking) == (TODAY, "3SABC")
        await screen.press("enter")
        await screen.is_as("outbox-letter-80-nl")
        await screen.press("w", "p", "1", "tab", "tab")
        await screen.type("handtekening op de lijst")
        await screen.press("enter")
        # It has effect only together with the letter to the administrator.
        assert screen.shows("bewijs: sterk", f"telt pas als ook bewezen is dat {ADMINISTRATOR}", "20-12-2026")
        await screen.press("enter")
    assert cards(office)[0].row.grade == "strong"


async def test_one_letter_leaves_by_all_its_ways_with_one_key(
    office: Office, case_id: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = composed(office.database, TODAY, case_id, LetterKind.INTERRUPTION, Wanted())
    act(office, PrepareLetter(case_id, drafts))
    first, second = (one.row.letter_id for one in cards(office))
    mailed: list[set[int]] = []

    def send_mails(_database: object, _actor: object, _day: object, _settings: object, some: Some) -> Mailed:
        mailed.append(set(some.letter_ids or ()))
        return Mailed(1, 0, 0, 0)

    monkeypatch.setattr("casebook.jobs.outbox.send_mails", send_mails)
    async with session(*office, size=SMALL, settings=settings(25)) as screen:
        await to_outbox(screen)
        await screen.press("enter")
        # What is not released does not leave.
        await screen.press("v")
        assert (mailed, list(folder.glob("*.pdf"))) == ([], [])
        await screen.press("+", "v")
        await screen.is_as("letter-send-80-nl")
        await screen.press("enter")
        assert screen.shows("Gemaild: 1")
        assert mailed == [{first}]
        (pdf,) = folder.glob("*.pdf")
        assert pdf.read_bytes().startswith(b"%PDF-")
        ways = {one.way: one.batch_id is not None for one in leaving.dispatches_of(office.database, [first])}
        assert ways[DispatchWay.REGISTERED]
        assert ways[DispatchWay.ORDINARY]
        assert not any(one.batch_id for one in leaving.dispatches_of(office.database, [second]))
        # What is printed goes to the post with the same key.
        await screen.press("enter", "v", "tab")
        await screen.type("3SABC")
        await screen.press("enter")
    gone = {one.way: (one.sent_on, one.tracking) for one in leaving.dispatches_of(office.database, [first])}
    assert gone[DispatchWay.REGISTERED] == (TODAY, "3SABC")
    assert gone[DispatchWay.ORDINARY] == (TODAY, "")


async def test_the_page_of_a_letter_folds_its_head(office: Office, case_id: int) -> None:
    drafts = composed(office.database, TODAY, case_id, LetterKind.INTERRUPTION, Wanted())
    act(office, PrepareLetter(case_id, drafts))
    subject, address = cards(office)[0].text.subject, cards(office)[0].text.facts.addressee.lines[-2]
    async with session(*office, language="en") as screen:
        await to_outbox(screen)
        await screen.press("enter")
        assert screen.shows(subject)
        assert not any(f"│ {address} " in line for line in screen.lines)
        await screen.press("H")
        assert any(f"│ {address} " in line for line in screen.lines)
        await screen.press("H")
        assert screen.shows(subject)


async def test_a_clock_that_is_not_marked_is_interrupted_alone(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "j", "w")
        assert screen.shows("1 stuitingsbrief opstellen")
        await screen.press("enter")
        assert screen.shows("klaar in Uitgaand")
    (letter,) = cards(office)
    assert letter.row.kind is LetterKind.INTERRUPTION


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


async def test_what_is_refused_stays_marked_and_in_the_list(office: Office, case_id: int) -> None:
    other = numbered(office, "2026-0002")
    for case in (case_id, other):
        act(office, PrepareLetter(case, composed(office.database, TODAY, case, LetterKind.REMINDER, Wanted())))
    act(office, PlaceHold(other, "in overleg", TODAY))
    async with session(*office, size=SMALL) as screen:
        await to_outbox(screen)
        await screen.press("V", "+", "enter", "escape")
        assert screen.shows("gemarkeerd")
        assert not screen.shows("niet in de lijst")


async def test_what_came_back_is_not_let_pass_the_gate_any_more(office: Office, case_id: int) -> None:
    act(office, PrepareLetter(case_id, composed(office.database, TODAY, case_id, LetterKind.REMINDER, Wanted())))
    for card in cards(office):
        act(office, ReleaseLetter(card.row.letter_id, card.row.version))
        sent(office, card.row.letter_id)
        for one in leaving.dispatches_of(office.database, [card.row.letter_id]):
            act(office, ReturnedDispatch(one.dispatch_id, one.version, TODAY, ReturnedAs.MOVED))
    act(office, PlaceHold(case_id, "in overleg", TODAY))
    assert [stop.override for stop in cards(office)[0].stops] != [None]
    async with session(*office, size=SMALL) as screen:
        await to_outbox(screen)
        await screen.press("w")
        assert screen.shows("Herstelbrief schrijven")
        assert not screen.shows("Toch laten gaan")


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
