"""Deadlines as a calendar: what calendars take in, the same bytes for the same facts, and nobody named unasked."""

import string
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from casebook.errors import InputError
from casebook.jobs import calendar
from casebook.jobs.calendar import OR_CODE, PERSONAL, Calendar
from casebook.store.actions.cases import SetNextAction
from casebook.store.models.cases import NextKind
from casebook.store.perform import perform
from casebook.store.queries.queue import Whose
from tests.databases import TODAY
from tests.sample import Office
from tests.test_words import EN

# Bare texts of a signal that name no debtor: numbers of claims, services, departments and agencies of the office.
_OF_THE_OFFICE = {"number", "numbers", "service", "department", "agency"}
HOSTILE = "Ömer, \\;\r\nBEGIN:VEVENT \x1b[31m\x07 🦆 " + "é" * 120


def mine(office: Office, *, names: bool = False, language: str = "nl") -> Calendar:
    return Calendar(Whose(office.actor.person), "Casebook", TODAY, language, names)


def events(content: bytes) -> dict[str, Any]:
    found = list(icalendar.Calendar.from_ical(content).walk("VEVENT"))
    by_uid = {str(one["uid"]): one for one in found}
    assert len(by_uid) == len(found), "two with one UID"
    return by_uid


def test_days_of_the_cases_of_a_person_as_events_of_the_whole_day(office: Office) -> None:
    found = events(calendar.ics(office.database, mine(office)))
    summaries = {(one["dtstart"].dt, str(one["summary"])) for one in found.values()}
    ours = (office.actor.person,)
    planned = office.database.fetch(
        "SELECT number, next_on FROM cases WHERE owner_person_id = ? AND state <> 'closed' AND next_on IS NOT NULL",
        ours,
    )
    assert planned
    for number, on in planned:
        day = date.fromisoformat(str(on))
        assert any(at == day and said.startswith(f"{number} ") for at, said in summaries), number
    for one in found.values():
        assert type(one["dtstart"].dt) is date
        assert one["dtend"].dt - one["dtstart"].dt == timedelta(days=1)
        assert one["transp"] == "TRANSPARENT"


def test_what_is_far_ahead_is_there_before_the_queue_tells_it(office: Office) -> None:
    in_queue = {on for (on,) in office.database.fetch("SELECT due_on FROM signal WHERE due_on IS NOT NULL")}
    last = max(one["dtstart"].dt for one in events(calendar.ics(office.database, mine(office))).values())
    assert last.isoformat() > max(map(str, in_queue))


def test_the_same_facts_give_the_same_bytes_and_a_change_keeps_the_uid(office: Office) -> None:
    database, wanted = office.database, mine(office)
    before = calendar.ics(database, wanted)
    assert calendar.ics(database, wanted) == before
    case_id, version, number = database.fetch(
        "SELECT id, version, number FROM cases WHERE owner_person_id = ? AND state <> 'closed'"
        " AND next_on IS NOT NULL ORDER BY id",
        (office.actor.person,),
    )[0]
    moved = TODAY + timedelta(days=3)
    perform(database, office.actor, TODAY, SetNextAction(case_id, version, moved, NextKind.CALL))
    was, now = events(before), events(calendar.ics(database, wanted))
    changed = [uid for uid in was.keys() & now.keys() if was[uid]["dtstart"].dt != now[uid]["dtstart"].dt]
    assert was.keys() == now.keys()
    (uid,) = changed
    assert str(now[uid]["summary"]).startswith(f"{number} ")
    assert now[uid]["dtstart"].dt == moved
    assert now[uid]["sequence"] > was[uid]["sequence"]


def test_a_calendar_names_a_debtor_only_where_that_is_asked_for(office: Office) -> None:
    office.database.execute("UPDATE party SET version = version + 1, name = ?", (HOSTILE,))
    nameless = calendar.ics(office.database, mine(office))
    assert "Ömer".encode() not in nameless
    content = calendar.ics(office.database, mine(office, names=True))
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert b"\x1b" not in content
    assert b"\x07" not in content
    found, plain = events(content), events(nameless)
    assert found.keys() == plain.keys()
    said = str(next(iter(found.values()))["summary"])
    assert "Ömer, \\; BEGIN:VEVENT 🦆" in said
    assert {str(one["class"]) for one in found.values()} == {"PRIVATE"}


def test_a_text_from_outside_in_a_signal_is_known_to_name_somebody_or_not() -> None:
    said = _said_in_signals()
    assert {name for name, form in said if not form} - _OF_THE_OFFICE == PERSONAL
    assert {name for name, form in said if form == "word"} & PERSONAL == OR_CODE


def _said_in_signals() -> set[tuple[str, str | None]]:
    """Return the parameters that signals say, each with the forms it is said in."""
    return {
        (name, form)
        for code, said in EN.items()
        if code.startswith("signal.")
        for template in said.forms
        for _, name, form, _ in string.Formatter().parse(template)
        if name is not None
    }


def test_a_team_has_the_cases_of_all_who_are_in_it(office: Office) -> None:
    ((team, person),) = office.database.fetch(
        "SELECT m.team_id, m.person_id FROM team_member m JOIN cases c ON c.owner_person_id = m.person_id"
        " WHERE m.until_on IS NULL LIMIT 1"
    )
    whole = events(calendar.ics(office.database, Calendar(Whose(None, (team,)), "x", TODAY, "en")))
    one = events(calendar.ics(office.database, Calendar(Whose(person), "x", TODAY, "en")))
    assert one.keys() <= whole.keys()
    sheet = calendar.sheet(office.database, Calendar(Whose(None, (team,)), "x", TODAY, "en"))
    assert {row[-1] for row in sheet.rows} == whole.keys()


def test_the_calendars_of_people_and_teams_are_kept_in_a_folder(office: Office, tmp_path: Path) -> None:
    database, folder = office.database, tmp_path / "calendars"
    logins = {login for (login,) in database.fetch("SELECT login FROM person")}
    teams = {f"team-{team}" for (team,) in database.fetch("SELECT id FROM team")}
    assert calendar.keep_feeds(database, folder, TODAY, "nl") == len(logins | teams)
    assert {path.stem for path in folder.iterdir()} == logins | teams
    own = (folder / "m.jansen.ics").read_bytes()
    assert own.count(b"BEGIN:VEVENT") > 1
    gone = next(iter(logins - {"m.jansen"}))
    database.execute("UPDATE person SET version = version + 1, inactive_since = ? WHERE login = ?", (TODAY, gone))
    calendar.keep_feeds(database, folder, TODAY, "nl")
    assert {path.stem for path in folder.iterdir()} == (logins | teams) - {gone}
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError):
        calendar.keep_feeds(database, tmp_path / "file", TODAY, "nl")
