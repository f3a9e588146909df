"""Deadlines as a calendar (RFC 5545), and as a table: of a person, or of a team with all who are in it.

A day is an event of the whole day that takes no time: what Outlook, Thunderbird and Google take in alike; tasks are
dropped by two of them. An event keeps its UID while it is about the same thing, so that a calendar that is taken in
again moves it. The number of the last line of the log is its SEQUENCE, and the moment of that line its DTSTAMP: what is
made of the same facts is the same, byte for byte.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.calendar import ONE_DAY
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.parameters import Parameters
from casebook.domain.signals.signal import RED, band
from casebook.errors import InputError
from casebook.jobs.exports import plain_name
from casebook.jobs.sheets import Column, Kind, Sheet
from casebook.store.database import Database
from casebook.store.queries.deadlines import Deadline, LogEnds, deadlines, ends_of_log
from casebook.store.queries.people import persons, teams
from casebook.store.queries.queue import Whose
from casebook.text import clean_line
from casebook.words import UnknownCode, say

if TYPE_CHECKING:
    from icalendar import Event

# By what a thing is told from another of its kind in a case, whatever its day and its stage.
_WHICH = ("claim", "debtor", "clock", "number", "letter", "to", "service", "policy")
# Parameters in which somebody is named, or somebody wrote: said only where names are asked for.
PERSONAL = frozenset({"to", "name", "reason", "step", "third"})
# Those of them that are a code in some signals.
OR_CODE = frozenset({"reason", "step"})
_HIDDEN = "…"
_LONGEST = 300
_COLUMNS = (
    Column("on", "calendar.on", Kind.DAY),
    Column("case", "queue.case"),
    Column("debtor", "queue.debtor"),
    Column("what", "calendar.what"),
    Column("red_on", "calendar.red_on", Kind.DAY),
    Column("source", "calendar.source"),
    Column("owner", "queue.owner"),
    Column("uid", "calendar.uid"),
)


class Calendar(NamedTuple):
    """Whose deadlines, under which name, on which day, in which language, and whether debtors are named."""

    whose: Whose
    name: str
    day: date
    language: str
    names: bool = False


class _Event(NamedTuple):
    deadline: Deadline
    uid: str


def named(database: Database, whose: Whose, day: date, language: str) -> str:
    """Return how the calendar of a person or a team is called."""
    names = [one.name for one in persons(database, day) if one.person_id == whose.person_id]
    names += [one.name for one in teams(database, day) if one.team_id in whose.team_ids]
    return say("calendar.name", {"whose": names}, language)


def ics(database: Database, wanted: Calendar) -> bytes:
    """Return the deadlines as a calendar."""
    import icalendar

    with database.snapshot():
        ends, found = ends_of_log(database), deadlines(database, wanted.whose, wanted.day)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Casebook//Casebook//NL")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", clean_line(wanted.name, _LONGEST))
    for one in _with_uids(found, ends):
        calendar.add_component(_event(one, ends, wanted))
    made: bytes = calendar.to_ical()
    return made


def sheet(database: Database, wanted: Calendar) -> Sheet:
    """Return the deadlines as a table, with the names of debtors where they are asked for."""
    with database.snapshot():
        ends, found = ends_of_log(database), deadlines(database, wanted.whose, wanted.day)
    return Sheet(
        _COLUMNS,
        [
            (
                one.deadline.on,
                one.deadline.number,
                one.deadline.name if wanted.names else None,
                _what(one.deadline, wanted),
                one.deadline.announced.signal.red_on,
                _source(one.deadline),
                one.deadline.owner,
                one.uid,
            )
            for one in _with_uids(found, ends)
        ],
    )


def _event(one: _Event, ends: LogEnds, wanted: Calendar) -> "Event":
    import icalendar

    deadline, signal = one.deadline, one.deadline.announced.signal
    event = icalendar.Event()
    event.add("uid", one.uid)
    event.add("dtstamp", datetime.fromisoformat(ends.last_at))
    event.add("sequence", ends.last)
    event.add("dtstart", deadline.on)
    event.add("dtend", deadline.on + ONE_DAY)
    event.add("transp", "TRANSPARENT")
    name = f" {clean_line(deadline.name)}" if wanted.names else ""
    event.add("summary", f"{deadline.number}{name} · {_what(deadline, wanted)}")
    source = _source(deadline)
    if source:
        event.add("description", source)
    is_red = band(signal, deadline.on) == RED
    event.add("categories", [say("calendar.red" if is_red else "calendar.other", {}, wanted.language)])
    event.add("priority", 1 if is_red else 5)
    # What names a debtor is nobody's to see who merely shares the calendar.
    event.add("class", "PRIVATE" if wanted.names else "PUBLIC")
    return event


def _what(deadline: Deadline, wanted: Calendar) -> str:
    signal = deadline.announced.signal
    parameters = signal.parameters if wanted.names else _nameless(signal.parameters)
    return clean_line(say(signal.code, parameters, wanted.language), _LONGEST)


def _nameless(parameters: Parameters) -> Parameters:
    return {key: _HIDDEN if _names_somebody(key, value) else value for key, value in parameters.items()}


def _names_somebody(key: str, value: object) -> bool:
    return key in PERSONAL and isinstance(value, str) and not (key in OR_CODE and _is_code(value))


def _is_code(value: str) -> bool:
    try:
        say(f"word.{value}", {}, "en")
    except UnknownCode:
        return False
    return True


def _source(deadline: Deadline) -> str:
    source = deadline.announced.signal.source
    return "" if source == HOUSE_RULE else source


def _with_uids(found: Sequence[Deadline], ends: LogEnds) -> Iterator[_Event]:
    """Yield deadlines with what tells each from all others; of those alike the first keeps the first place."""
    times: dict[tuple[object, ...], int] = {}
    for one in found:
        of, signal = one.announced
        which = tuple(str(signal.parameters.get(name, "")) for name in _WHICH)
        key = one.case_id, of, *which
        times[key] = times.get(key, 0) + 1
        written = "\x1f".join(map(str, (*key, times[key])))
        digest = hashlib.sha256(written.encode()).hexdigest()[:32]
        yield _Event(one, f"{digest}@{ends.first_hash[:16]}.casebook")


def keep_feeds(database: Database, folder: Path, day: date, language: str) -> int:
    """Write the calendar of each who works here, `LOGIN.ics`, and of each team, `team-ID.ics`; return how many.

    Each is there whole at every moment. That of who left is gone. Raises `InputError` where the disk does not let it.
    """
    kept = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for person in persons(database, day):
            place = folder / f"{plain_name(person.login)}.ics"
            if person.inactive_since is not None and person.inactive_since <= day:
                place.unlink(missing_ok=True)
                continue
            _keep(database, place, Whose(person.person_id), day, person.language or language)
            kept += 1
        for team in teams(database, day):
            _keep(database, folder / f"team-{team.team_id}.ics", Whose(None, (team.team_id,)), day, language)
            kept += 1
    except OSError as error:
        raise InputError("calendar.not_kept", folder=str(folder), reason=error.strerror or "") from None
    return kept


def _keep(database: Database, place: Path, whose: Whose, day: date, language: str) -> None:
    content = ics(database, Calendar(whose, named(database, whose, day, language), day, language))
    beside = place.with_name(f".{place.name}.{token_hex(8)}.part")
    try:
        # A group may be given the folder: what serves calendars reads them.
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)
