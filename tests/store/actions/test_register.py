"""Publications of the register: they wait for a person, and what was accepted comes to the same in any order."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook.domain.insolvency.facts import EndKind, EventKind, Kind, Match, PersonRole, Source
from casebook.domain.insolvency.standing import Stage
from casebook.errors import InputError, Refused
from casebook.jobs import register as job
from casebook.jobs.register import Import, Report
from casebook.store import insolvency_rows, register_copies
from casebook.store.actions.insolvencies import RecordInsolvency
from casebook.store.actions.parties import ChangeParty, PartyFacts
from casebook.store.actions.register import AcceptPublication, RefusePublication
from casebook.store.actions.undo import UndoStep, last_step
from casebook.store.queries import insolvencies, register
from casebook.store.queries.insolvencies import InsolvencyCard
from casebook.store.queries.register import ChangeRow
from tests.exchange.register.writer import Told, answer, envelope, insolvente
from tests.store.actions.desk import TODAY, Desk, undone
from tests.store.actions.refusal import refused

NUMBER, KVK = "F.13/26/123", "12345678"
START: Told = ("1300", "2026-10-06", "Uitspraak faillissement op 5 oktober 2026")
MEETING: Told = ("1309", "2026-10-20", "Verificatievergadering op 9 mei 2027 om 10:00", "2027-04-25")
END: Told = ("1316", "2026-11-10", "Opheffing faillissement wegens gebrek aan baten op 9 november 2026")
ANNULLED: Told = ("1102", "2026-11-18", "Vernietiging faillissement in hoger beroep op 17 november 2026")
TRUSTEE = ("C", "C. Urator", "2026-10-05", "")


@pytest.fixture
def bring(desk: Desk, tmp_path: Path) -> Any:
    """Import answers of the register, each as a file; the debtor of the desk has a number of the trade register."""
    desk.claim("F-1", 10_000)
    facts = PartyFacts("Van Dam Bouw", kvk=KVK)
    desk.act(ChangeParty(desk.debtor, desk.version("party", desk.debtor), facts))

    def bring(*content: bytes, dry_run: bool = False) -> list[Report]:
        paths = []
        for place, one in enumerate(content):
            paths.append(tmp_path / f"{place}.xml")
            paths[-1].write_bytes(one)
        return job.run(Import(desk.database, desk.actor, TODAY, paths, dry_run))

    return bring


def of(*told: Told, number: str = NUMBER, **more: Any) -> bytes:
    values: dict[str, Any] = {"name": "Van Dam Bouw", "kvk": KVK, "natural": False, "acting": [TRUSTEE]} | more
    return answer(insolvente(number, *told, **values))


def waiting(desk: Desk) -> Sequence[ChangeRow]:
    return register.changes(desk.database).after(desk.database, limit=100).rows


def accept_all(desk: Desk) -> None:
    for row in waiting(desk):
        desk.act(AcceptPublication(row.party_id, row.reference))


def cards(desk: Desk) -> list[InsolvencyCard]:
    return insolvencies.of_party(desk.database, desk.debtor)


def standing(desk: Desk) -> list[tuple[str, list[tuple[EventKind, date, EndKind | None]]]]:
    """Return the proceedings of the debtor by number, with what stands of each."""
    found = insolvency_rows.of_parties(desk.database, [desk.debtor])
    return sorted(
        (one.row.number, sorted(((event.kind, event.on, event.outcome) for event in one.proceeding.events), key=str))
        for one in found
    )


def test_it_waits_and_bears_on_nothing_until_a_person_accepts_it(desk: Desk, bring: Any) -> None:
    (tried,) = bring(of(START, MEETING), dry_run=True)
    assert (tried.added, list(waiting(desk))) == (2, [])
    (report,) = bring(of(START, MEETING))
    assert [(one.number, one.by) for one in report.matched] == [(NUMBER, Match.KVK)]
    assert [row.code for row in waiting(desk)] == ["1300", "1309"]
    assert (cards(desk), register.count_changes(desk.database).number) == ([], 2)
    accept_all(desk)
    (card,) = cards(desk)
    assert (card.row.number, card.row.source, card.row.matched_by) == (NUMBER, Source.REGISTER, Match.KVK)
    assert (card.standing.stage, card.standing.since) == (Stage.CONFIRMED, date(2026, 10, 5))
    assert [(one.role, one.name) for one in card.persons] == [(PersonRole.TRUSTEE, "mr. C. Urator")]
    kinds = {event.kind for event in card.events}
    assert kinds == {EventKind.STARTED, EventKind.MEETING, EventKind.BAR_DATE}
    assert not waiting(desk)
    address = desk.database.value("SELECT count(*) FROM address WHERE street = 'Geheime Gracht'")
    assert (address, desk.database.value("SELECT count(*) FROM address WHERE street = 'Singel'")) == (0, 1)


def test_the_same_file_twice_and_overlapping_files_bring_nothing_twice(desk: Desk, bring: Any) -> None:
    bring(of(START))
    lines = desk.database.value("SELECT count(*) FROM log")
    (again,) = bring(of(START))
    assert (again.added, again.changed, again.known) == (0, 0, 1)
    assert desk.database.value("SELECT count(*) FROM log") == lines
    accept_all(desk)
    before = standing(desk)
    first, second = bring(of(START), of(START, END))
    assert (first.added, second.added, second.known) == (0, 1, 1)
    assert standing(desk) == before
    assert [row.code for row in waiting(desk)] == ["1316"]


def test_an_annulment_rolls_back_the_end_and_the_clocks(desk: Desk, bring: Any) -> None:
    bring(of(START, END))
    accept_all(desk)
    assert cards(desk)[0].standing.stage is Stage.ENDED
    bring(of(START, END, ANNULLED))
    accept_all(desk)
    assert cards(desk)[0].standing.stage is Stage.ANNULLED
    assert desk.database.value("SELECT count(*) FROM track WHERE closed_on IS NULL") == 0
    ends = [one for one in standing(desk)[0][1] if one[0] is EventKind.ENDED]
    assert ends == [(EventKind.ENDED, date(2026, 11, 17), EndKind.ANNULLED)]


def test_what_the_register_says_otherwise_later_waits_again_and_is_corrected(desk: Desk, bring: Any) -> None:
    bring(of(START))
    accept_all(desk)
    right: Told = ("1300", "2026-10-06", "Uitspraak faillissement op 6 oktober 2026")
    rectified: Told = ("1323", "2026-10-08", "Rectificatie: de datum van de uitspraak is 6 oktober 2026")
    (report,) = bring(of(right, rectified))
    assert (report.changed, report.added) == (1, 1)
    # An older file that is brought in later changes nothing any more.
    bring(of(START))
    accept_all(desk)
    assert cards(desk)[0].standing.since == date(2026, 10, 6)
    events = standing(desk)[0][1]
    assert [one[1] for one in events if one[0] is EventKind.STARTED] == [date(2026, 10, 6)]


def test_a_conversion_and_a_transfer_keep_one_thread_and_a_revival_rolls_back(desk: Desk, bring: Any) -> None:
    wsnp: Told = ("2301", "2026-09-02", "Uitspraak schuldsanering op 1 september 2026")
    over: Told = ("2354", "2026-10-06", "Tussentijdse beëindiging SSR met faillietverklaring op 5 oktober 2026")
    begun: Told = ("1301", "2026-10-06", "Uitspraak faillissement door tussentijdse beëindiging op 5 oktober 2026")
    back: Told = ("2102", "2026-11-18", "Herleving schuldsanering op 17 november 2026")
    scheme: dict[str, Any] = {"number": "R.13/26/9", "acting": [("B", "B. Winder", "2026-09-01", "")]}
    bring(of(wsnp, **scheme), of(begun, former="R.13/26/9"))
    accept_all(desk)
    first, second = cards(desk)
    assert (first.standing.stage, second.row.predecessor_id) == (Stage.CONVERTED, first.row.id)
    bring(of(wsnp, over, **scheme))
    accept_all(desk)
    moved: Told = (
        "1329",
        "2026-10-30",
        "Faillissement overgedragen van rechtbank: Amsterdam. Uitgesproken op 5 oktober 2026",
    )
    bring(of(moved, number="F.10/26/77", former=NUMBER))
    accept_all(desk)
    assert [card.row.number for card in cards(desk)] == ["R.13/26/9", "F.10/26/77"]
    assert EventKind.TRANSFERRED in {kind for kind, _, _ in dict(standing(desk))["F.10/26/77"]}
    bring(of(wsnp, over, back, **scheme))
    accept_all(desk)
    first, second = cards(desk)
    assert (first.standing.stage, second.standing.stage) == (Stage.CONFIRMED, Stage.ANNULLED)
    assert first.persons[0].until_on is None


def test_what_was_recorded_by_hand_is_filled_up_and_stays(desk: Desk, bring: Any) -> None:
    desk.act(RecordInsolvency(desk.debtor, Kind.BANKRUPTCY, TODAY, Source.LETTER, date(2026, 10, 5)))
    bring(of(START, MEETING))
    accept_all(desk)
    (card,) = cards(desk)
    assert (card.row.number, card.row.source) == (NUMBER, Source.LETTER)
    assert len([one for one in card.events if one.kind is EventKind.STARTED]) == 1


def test_a_name_alone_waits_and_says_so_and_another_birth_date_is_somebody_else(desk: Desk, bring: Any) -> None:
    (report,) = bring(of(START, kvk=""))
    assert [one.by for one in report.matched] == [Match.NAME]
    desk.act(RefusePublication(desk.debtor, waiting(desk)[0].reference, "naamgenoot"))
    assert (list(waiting(desk)), cards(desk)) == ([], [])
    bring(of(START, kvk=""))
    assert not waiting(desk)
    # What was refused altogether is of somebody else: it is not kept.
    assert register_copies.forget(desk.database, TODAY) == 1
    (other,) = bring(of(START, kvk="87654321"))
    assert (other.others, other.matched) == (1, [])
    assert desk.database.value("SELECT count(*) FROM register_copy") == 0


def test_what_cannot_be_accepted_says_why(desk: Desk, bring: Any) -> None:
    bring(of(MEETING, ("1316", "2026-11-10", "Opheffing faillissement")))
    meeting, end = waiting(desk)
    refused("register.no_start", desk.act, AcceptPublication(desk.debtor, meeting.reference))
    refused("register.no_day", desk.act, AcceptPublication(desk.debtor, end.reference))
    refused("register.no_publication", desk.act, AcceptPublication(desk.debtor, "x"))
    refused("given.no_reason", desk.act, RefusePublication(desk.debtor, end.reference, " "))
    bring(of(START, MEETING, ("1316", "2026-11-10", "Opheffing faillissement")))
    desk.act(AcceptPublication(desk.debtor, waiting(desk)[0].reference))
    refused("register.decided", desk.act, AcceptPublication(desk.debtor, "13.ams.26.123.F.1300.1.26"))
    desk.act(AcceptPublication(desk.debtor, "13.ams.26.123.F.1316.3.26", date(2026, 11, 9)))
    assert cards(desk)[0].standing.ended_on == date(2026, 11, 9)


def test_acceptance_is_taken_back(desk: Desk, bring: Any) -> None:
    bring(of(START, END))
    start, end = waiting(desk)
    desk.act(AcceptPublication(desk.debtor, start.reference))
    before = standing(desk)
    desk.act(AcceptPublication(desk.debtor, end.reference))
    assert desk.actor.person is not None
    step = last_step(desk.database, desk.actor.person)
    assert step is not None
    desk.act(UndoStep(step))
    assert standing(desk) == before
    assert [row.code for row in waiting(desk)] == ["1316"]


def test_after_the_end_of_its_visibility_only_our_own_records_stay(desk: Desk, bring: Any) -> None:
    bring(of(START, END, visible="2026-11-30"))
    accept_all(desk)
    before = standing(desk)
    assert (EventKind.VISIBLE_UNTIL, date(2026, 11, 30), None) in before[0][1]
    assert register_copies.forget(desk.database, date(2026, 11, 30)) == 0
    assert register_copies.forget(desk.database, date(2026, 12, 1)) == 1
    assert desk.database.value("SELECT count(*) FROM register_publication") == 0
    assert standing(desk) == before
    words = [body for (body,) in desk.database.fetch("SELECT body FROM log_body")]
    assert not any("Opheffing faillissement wegens" in (body or "") for body in words)
    # Brought in once more it is not kept, and what was accepted is not asked again.
    (late,) = bring(of(START, END, visible="2026-11-20"))
    assert (late.forgotten, late.added, list(waiting(desk))) == (1, 0, [])


def test_one_file_that_cannot_be_read_keeps_all_out(desk: Desk, bring: Any) -> None:
    with pytest.raises(InputError):
        bring(of(START), b"<a>")
    assert not waiting(desk)
    with pytest.raises(Refused):
        job.run(Import(desk.database, desk.actor._replace(roles=frozenset()), TODAY, []))


CODES = [START, MEETING, END, ANNULLED, ("1308", "2026-10-25", "Vereenvoudigde afwikkeling van het faillissement")]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sets(st.integers(1, 4)), min_size=1, max_size=3), st.permutations([0, 1, 2, 3]))
def test_in_whatever_order_files_come_the_same_waits_and_the_same_is_accepted(
    desk: Desk, bring: Any, parts: list[set[int]], order: list[int]
) -> None:
    told = {0: CODES[0], **dict(enumerate(CODES[1:], 1))}
    files = [of(*(told[place] for place in sorted({0, *part}))) for part in [set(range(1, 5)), *parts]]
    shuffled = [files[place] for place in order if place < len(files)]
    results = []
    for some in (files, shuffled + files):
        with undone(desk.database):
            for one in some:
                bring(one)
            listed = [(row.code, row.published_on) for row in waiting(desk)]
            accept_all(desk)
            results.append((listed, standing(desk)))
    assert results[0] == results[1]


def test_several_proceedings_in_one_envelope(bring: Any) -> None:
    mine = insolvente(NUMBER, START, name="Van Dam Bouw", kvk=KVK, natural=False)
    other = insolvente("F.13/26/124", START, name="Iemand Anders", birth="1980-01-01")
    (report,) = bring(envelope(mine, other))
    assert (report.proceedings, report.added, report.others) == (2, 1, 1)
