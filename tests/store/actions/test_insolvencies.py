"""Proceedings: recorded once, they bear on every case of the debtor, and what was wrong is rolled back."""

from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.insolvency.dues import DateKind
from casebook.domain.insolvency.facts import EndKind, EventKind, Kind, Match, PersonRole, Source
from casebook.domain.insolvency.standing import Stage
from casebook.store import insolvent
from casebook.store.actions.insolvencies import (
    AnnulInsolvency,
    ConfirmInsolvency,
    ConvertInsolvency,
    EndInsolvency,
    RecordInsolvency,
    TransferInsolvency,
)
from casebook.store.actions.insolvency_events import (
    CorrectInsolvencyEvent,
    RecordInsolvencyEvent,
    VoidInsolvencyEvent,
)
from casebook.store.actions.insolvency_people import Appointed, AppointPerson
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.actions.undo import RedoStep, UndoStep, last_step
from casebook.store.actions.unwinding import UnwindInsolvency
from casebook.store.queries import insolvencies
from casebook.store.queries.insolvencies import InsolvencyCard, Listed
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.refusal import refused

BEGAN, WHEN = date(2026, 10, 5), date(2026, 11, 9)
TRUSTEE = Appointed(PersonRole.TRUSTEE, "mr. X. Curator")


def bankrupt(desk: Desk, **more: Any) -> int:
    values: dict[str, Any] = {"number": "F.13/26/123", "persons": (TRUSTEE,), "started_on": BEGAN} | more
    id_: int = desk.act(RecordInsolvency(desk.debtor, Kind.BANKRUPTCY, WHEN, Source.LETTER, **values))
    return id_


def card(desk: Desk, id_: int) -> InsolvencyCard:
    found = insolvencies.card(desk.database, id_)
    assert found is not None
    return found


def seen(desk: Desk, id_: int) -> tuple[int, int]:
    return id_, desk.version("insolvency", id_)


def on_clocks(desk: Desk) -> list[tuple[Any, ...]]:
    """Return the insolvencies that count for the clocks: the case, the regime, since when, until when, clean slate."""
    query = f"""
        SELECT v.case_id, v.regime, v.on_day, v.until_on, v.clean_slate FROM limitation_event v
        WHERE {insolvent.STANDS} ORDER BY v.case_id, v.on_day, v.id
    """
    return [
        (case, regime, str(on), until and str(until), slate)
        for case, regime, on, until, slate in desk.database.fetch(query)
    ]


def tracks(desk: Desk) -> list[tuple[int, str]]:
    query = "SELECT case_id, kind FROM track WHERE closed_on IS NULL ORDER BY case_id, kind"
    return [(case_id, kind) for case_id, kind in desk.database.fetch(query)]


def test_it_bears_on_every_case_of_the_debtor_also_a_later_one(desk: Desk) -> None:
    desk.claim("F-1", 10_000)
    bankrupt(desk)
    assert on_clocks(desk) == [(desk.case, "bankruptcy", "2026-10-05", None, 0)]
    assert tracks(desk) == [(desk.case, "insolvency")]
    desk.case = desk.second_case()
    desk.claim("F-2", 5_000)
    assert [case for case, *_ in on_clocks(desk)] == [desk.case - 1, desk.case]
    assert insolvent.since(desk.database, [desk.debtor], TODAY) == BEGAN
    found = insolvent.on(desk.database, desk.debtor, TODAY)
    assert found is not None
    assert found.regime == "bankruptcy"


def test_a_signal_bears_on_nothing_until_a_person_confirms_it(desk: Desk) -> None:
    refused("insolvency.name_only", lambda _: bankrupt(desk, matched_by=Match.NAME), None)
    id_ = bankrupt(desk, confirmed=False, matched_by=Match.NAME, started_on=None, number="")
    assert (on_clocks(desk), tracks(desk)) == ([], [])
    assert card(desk, id_).standing.stage is Stage.SIGNALLED
    refused("insolvency.no_start", desk.act, ConfirmInsolvency(*seen(desk, id_)))
    desk.act(ConfirmInsolvency(*seen(desk, id_), BEGAN, "F.13/26/123"))
    assert card(desk, id_).row.matched_by is Match.PERSON
    assert card(desk, id_).row.court == "Amsterdam"
    assert len(on_clocks(desk)) == 1


def test_annulled_it_counts_as_if_it_had_never_been(desk: Desk) -> None:
    """Fw 15; invariant 9: what it did to the clocks and the tracks is taken away."""
    id_ = bankrupt(desk)
    desk.act(AnnulInsolvency(*seen(desk, id_), WHEN, EndKind.ANNULLED, "verzet gegrond"))
    assert (on_clocks(desk), tracks(desk)) == ([], [])
    assert card(desk, id_).standing.stage is Stage.ANNULLED
    assert card(desk, id_).acting(TODAY) is None
    bankrupt(desk)


def test_an_end_that_was_wrong_is_voided_and_it_runs_on(desk: Desk) -> None:
    id_ = bankrupt(desk)
    desk.act(EndInsolvency(*seen(desk, id_), WHEN, EndKind.LACK_OF_ASSETS))
    assert on_clocks(desk) == [(desk.case, "bankruptcy", "2026-10-05", "2026-11-09", 0)]
    assert tracks(desk) == []
    assert card(desk, id_).standing.due(DateKind.VISIBLE) is not None
    end = next(one for one in card(desk, id_).events if one.kind is EventKind.ENDED)
    desk.act(CorrectInsolvencyEvent(end.id, WHEN - timedelta(days=3), "verkeerde dag"))
    assert on_clocks(desk) == [(desk.case, "bankruptcy", "2026-10-05", "2026-11-06", 0)]
    refused("insolvency.event_void", desk.act, VoidInsolvencyEvent(end.id, "nogmaals"))
    end = next(one for one in reversed(card(desk, id_).events) if one.kind is EventKind.ENDED)
    desk.act(VoidInsolvencyEvent(end.id, "ander faillissement"))
    assert on_clocks(desk) == [(desk.case, "bankruptcy", "2026-10-05", None, 0)]
    assert tracks(desk) == [(desk.case, "insolvency")]


def test_a_conversion_keeps_one_thread(desk: Desk) -> None:
    """Fw 15b: the bankruptcy goes on as a WSNP, which ends with a clean slate (358) that is withdrawn (358a)."""
    first = bankrupt(desk)
    second = desk.act(ConvertInsolvency(*seen(desk, first), WHEN, Kind.WSNP, "R.13/26/9"))
    assert card(desk, first).standing.stage is Stage.CONVERTED
    assert card(desk, second).row.predecessor_id == first
    assert [one[1:4] for one in on_clocks(desk)] == [
        ("bankruptcy", "2026-10-05", "2026-11-09"),
        ("wsnp", "2026-11-09", None),
    ]
    assert tracks(desk) == [(desk.case, "insolvency")]
    turned = next(one for one in card(desk, first).events if one.kind is EventKind.CONVERTED)
    refused("insolvency.successor", desk.act, VoidInsolvencyEvent(turned.id, "vernietigd"))
    desk.act(EndInsolvency(*seen(desk, second), TODAY, EndKind.CLEAN_SLATE))
    assert on_clocks(desk)[-1][3:] == ("2026-11-21", 1)
    desk.act(RecordInsolvencyEvent(second, EventKind.SLATE_WITHDRAWN, TODAY))
    assert on_clocks(desk)[-1][3:] == ("2026-11-21", 0)


def test_a_transfer_stays_the_same_proceeding(desk: Desk) -> None:
    id_ = bankrupt(desk)
    desk.act(TransferInsolvency(*seen(desk, id_), WHEN, "F.40/26/7", ""))
    assert (card(desk, id_).row.number, card(desk, id_).standing.stage) == ("F.40/26/7", Stage.CONFIRMED)
    moved = next(one for one in card(desk, id_).events if one.kind is EventKind.TRANSFERRED)
    assert moved.text == "F.13/26/123"
    desk.act(VoidInsolvencyEvent(moved.id, "vergissing"))
    assert card(desk, id_).row.number == "F.13/26/123"


def test_letters_go_to_who_acts_and_to_who_follows(desk: Desk) -> None:
    id_ = bankrupt(desk)
    before = card(desk, id_).persons[0]
    desk.act(AppointPerson(id_, Appointed(PersonRole.TRUSTEE, "mr. Y. Opvolger", TODAY), before.id))
    query = """
        SELECT p.name, r.role, r.until_on FROM representation r JOIN party p ON p.id = r.representative_id ORDER BY r.id
    """
    found = [(name, role, until is None) for name, role, until in desk.database.fetch(query)]
    assert found == [("mr. X. Curator", "curator_bankruptcy", False), ("mr. Y. Opvolger", "curator_bankruptcy", True)]
    refused("insolvency.role", desk.act, AppointPerson(id_, Appointed(PersonRole.ADMINISTRATOR, "Z")))


def test_it_takes_over_what_was_recorded_on_the_clocks_only(desk: Desk) -> None:
    facts = EventFacts("insolvency", BEGAN, (Reached(desk.debtor),), regime="bankruptcy")
    desk.act(RecordEvent(desk.case, facts))
    bankrupt(desk)
    assert len(on_clocks(desk)) == 1


def test_undo_and_redo_leave_what_was_there(desk: Desk) -> None:
    id_ = bankrupt(desk)
    person = desk.actor.person
    assert person is not None
    desk.act(EndInsolvency(*seen(desk, id_), WHEN, EndKind.LACK_OF_ASSETS))
    step = last_step(desk.database, person)
    assert step is not None
    desk.act(UndoStep(step))
    assert on_clocks(desk) == [(desk.case, "bankruptcy", "2026-10-05", None, 0)]
    assert card(desk, id_).standing.stage is Stage.CONFIRMED
    desk.act(RedoStep(step))
    assert card(desk, id_).standing.stage is Stage.ENDED
    desk.act(UndoStep(last_step(desk.database, person) or 0))
    desk.act(UndoStep(last_step(desk.database, person) or 0))
    assert (on_clocks(desk), tracks(desk)) == ([], [])
    assert card(desk, id_).standing.stage is Stage.DISMISSED


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("insolvency.number", {"number": "F13"}),
        ("insolvency.number_kind", {"number": "R.13/26/1"}),
        ("insolvency.no_start", {"started_on": None}),
        ("given.day_ahead", {"started_on": TODAY + timedelta(days=1)}),
        ("insolvency.role", {"persons": (Appointed(PersonRole.COUNSELLOR, "X"),)}),
        ("insolvency.no_name", {"persons": (Appointed(PersonRole.TRUSTEE, " "),)}),
    ],
)
def test_what_cannot_be_is_refused(desk: Desk, code: str, more: dict[str, Any]) -> None:
    refused(code, lambda _: bankrupt(desk, **more), None)


def test_what_happened_fits_its_kind_and_the_law(desk: Desk) -> None:
    id_ = bankrupt(desk)
    refused("insolvency.known", bankrupt, desk)
    refused("insolvency.event_of_kind", desk.act, RecordInsolvencyEvent(id_, EventKind.DEPOSIT_FOUND, TODAY))
    refused("insolvency.no_until", desk.act, RecordInsolvencyEvent(id_, EventKind.SIMPLIFIED, TODAY, TODAY))
    refused("insolvency.end_of_kind", desk.act, EndInsolvency(*seen(desk, id_), TODAY, EndKind.CLEAN_SLATE))
    # Fw 63a: two months and two more, from the first day.
    cooling = RecordInsolvencyEvent(id_, EventKind.COOLING_OFF, BEGAN, date(2026, 12, 4))
    desk.act(cooling)
    refused(
        "insolvency.cooling_off",
        desk.act,
        RecordInsolvencyEvent(id_, EventKind.COOLING_OFF, TODAY, date(2027, 2, 5)),
    )
    desk.act(RecordInsolvencyEvent(id_, EventKind.COOLING_OFF, TODAY, date(2027, 2, 4)))
    desk.act(RecordInsolvencyEvent(id_, EventKind.MEETING, date(2027, 6, 30)))
    # Securities and supply are seen to two working days after it was known: that stays next until it was done.
    assert next_of(desk) == (id_, "mr. X. Curator", date(2026, 11, 11), DateKind.SECURE)
    desk.act(UnwindInsolvency(*seen(desk, id_), "faillissement"))
    assert next_of(desk) == (id_, "mr. X. Curator", date(2027, 2, 4), DateKind.COOLING_OFF)


def next_of(desk: Desk) -> tuple[int, str, date, DateKind | None]:
    """Return the only proceeding that runs, who acts in it, and what is due next when."""
    (row,) = insolvencies.insolvencies(desk.database, Listed.RUNNING, TODAY).after(desk.database).rows
    return row.id, row.acting, row.next_due_on, row.due.kind if row.due else None
