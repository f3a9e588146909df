"""Lists narrowed by a filter: what fits is in them, in every list and however it is read."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

import pytest
from peewee import Model

from casebook.domain.filter.parse import parse
from casebook.domain.filter.vocabulary import Entry
from casebook.law.book import book
from casebook.store.database import Database
from casebook.store.models.cases import Note
from casebook.store.models.holds import Hold
from casebook.store.models.parties import Address, ContactPoint, Representation
from casebook.store.models.tags import Tag
from casebook.store.queries import cases, narrowing_factor, queue, radar
from casebook.store.queries import narrowing as narrowing_rules
from casebook.store.queries.listing import Count, Key, Listing
from casebook.store.queries.narrowing import Narrowing, condition
from casebook.store.queries.queue import EVERYBODY, Whose
from casebook.store.queries.vocabulary import vocabulary
from tests.store.queries.shelf import CREDITOR, PERSONS, TEAMS, TODAY, Shown, put, shelve, some

R = TypeVar("R")
ME = PERSONS[1]
TRACKS = ("", "agency court", "arrangement", "dispute", "arrangement dispute")
CITIES = ("Den Haag", "DEN HAAG", "Den Helder", "'s-Hertogenbosch", "Zürich")
TAGS = ("vip", "vip-plus", "na-17-uur")
KINDS = ("contract", "periodic", "guarantee")
PARTIES = ("natural", "legal", "unknown")
SOON = TODAY + timedelta(days=2)
# Its debtor is on hold by way of another case.
HELD_BY_DEBTOR = 17
NEVER = date.max
Fits = Callable[[Shown], bool]


def varied(database: Database) -> list[Shown]:
    """Sixty cases that differ by their number."""
    shown = [one._replace(band=4) if one.case_id % 11 == 0 else one for one in some(60)]
    shelve(database, shown)
    ids = [one.case_id for one in shown]
    with database.peewee.atomic():
        for n in ids:
            now = (TRACKS[n % 5], ("key", "consumer")[n % 2], int(n % 7 == 0), int(n % 9 == 0), n)
            database.execute(
                "UPDATE case_now SET tracks = ?, segment = ?, neglected = ?, to_lead = ? WHERE case_id = ?", now
            )
            database.execute("UPDATE claim SET version = 2, kind = ? WHERE id = ?", (KINDS[n % 3], n))
            database.execute("UPDATE party SET version = 2, kind = ? WHERE id = ?", (PARTIES[n % 3], n))
            case = ("visit" if n % 6 == 0 else "call", "intake" if n % 10 == 0 else "open", int(n % 13 == 0), n)
            database.execute("UPDATE cases SET version = 2, next_kind = ?, state = ?, sleeping = ? WHERE id = ?", case)
            state = "unproven" if n % 8 == 0 else "running"
            database.execute(
                "UPDATE clock_now SET state = ?, claimed_until = ? WHERE case_id = ?",
                (state, SOON if n % 2 else None, n),
            )
        past = [_address(n, "Assen") | {"until_on": TODAY - timedelta(days=1)} for n in ids]
        numbered(database, Address, [_address(n, CITIES[n % 5]) for n in ids if n % 6] + past)
        numbered(database, Tag, [{"case_id": n, "word": TAGS[n % 3]} for n in ids if n % 4 == 0])
        numbered(database, ContactPoint, [{"party_id": n, "kind": "phone", "value": "06"} for n in ids if n % 5 == 1])
        of_debtor = _hold(6) | {"debtor_id": HELD_BY_DEBTOR}
        numbered(database, Hold, [*(_hold(n) for n in ids if n % 3 == 0), of_debtor])
        numbered(
            database, Note, [{"case_id": n, "on_day": TODAY, "person_id": ME, "text": ""} for n in ids if n % 12 == 0]
        )
        acting = [{"party_id": n, "representative_id": CREDITOR, "role": "lawyer"} for n in ids if n % 14 == 0]
        numbered(database, Representation, acting)
    return shown


def numbered(database: Database, model: type[Model], values: Sequence[dict[str, Any]]) -> None:
    put(database, model, [one | {"id": number} for number, one in enumerate(values, 1)])


def _address(party_id: int, city: str) -> dict[str, Any]:
    return {"party_id": party_id, "city": city}


def _hold(case_id: int) -> dict[str, Any]:
    lifted = TODAY if case_id % 2 else None
    return {"case_id": case_id, "reason": "ziekte", "from_on": TODAY, "lifted_on": lifted, "until_on": None}


def _track(code: str) -> Fits:
    return lambda one: code in TRACKS[one.case_id % 5].split()


def _tag(*words: str) -> Fits:
    return lambda one: one.case_id % 4 == 0 and TAGS[one.case_id % 3] in words


def _city(*spelt: str) -> Fits:
    return lambda one: one.case_id % 6 != 0 and CITIES[one.case_id % 5] in spelt


def _every(number: int) -> Fits:
    return lambda one: one.case_id % number == 0


def _held(one: Shown) -> bool:
    return one.case_id % 6 == 0 or one.case_id == HELD_BY_DEBTOR


def _radar(one: Shown) -> bool:
    return one.listed == "radar"


FITTING: dict[str, Fits] = {
    "": lambda _: True,
    "track: open> !": lambda _: True,
    "track:R": _track("arrangement"),
    "spoor:regeling,T": lambda one: one.case_id % 5 in (1, 2, 4),
    "!track:R,D": lambda one: one.case_id % 5 in (0, 1),
    "track:E": lambda _: False,
    "handler:me": lambda one: one.person_id == ME,
    f"behandelaar:ik,p{PERSONS[2]}": lambda one: one.person_id in (ME, PERSONS[2]),
    "handler:person": lambda one: one.person_id != 0,
    "handler:none": lambda one: one.person_id == 0,
    "handler:jansen": lambda _: False,
    "!handler:jansen": lambda _: True,
    f'team:"Team {TEAMS[0]}"': lambda one: one.team_id == TEAMS[0],
    "band:red,2": lambda one: one.band in (1, 2),
    "seg:key": lambda one: one.case_id % 2 == 0,
    "safe<+2d": lambda one: _radar(one) and one.by_on < SOON,
    "safe:+2d": lambda one: _radar(one) and one.by_on == SOON,
    "safe>=+2d": lambda one: _radar(one) and SOON <= one.by_on < NEVER,
    "!safe<+2d": lambda one: not (_radar(one) and one.by_on < SOON),
    "claimed<=+2d": lambda one: _radar(one) and one.case_id % 2 == 1,
    "open>10": lambda one: one.cents > 1000,
    "open<=10,00": lambda one: one.cents <= 1000,
    "open:20": lambda one: one.cents == 2000,
    "by<+2d": lambda one: one.by_on < SOON,
    "voor>=morgen": lambda one: TODAY < one.by_on < NEVER,
    "next:today,tomorrow": lambda one: one.by_on <= TODAY + timedelta(days=1),
    "do:visit": _every(6),
    "actie:bezoeken,bellen": lambda _: True,
    "kind:guarantee,periodiek": lambda one: one.case_id % 3 != 0,
    "debtor:particulier": _every(3),
    'city:"den haag"': _city("Den Haag", "DEN HAAG"),
    "plaats:den,zurich": _city("Den Haag", "DEN HAAG", "Den Helder", "Zürich"),
    "city:assen": lambda _: False,
    '!city:"den haag"': lambda one: not _city("Den Haag", "DEN HAAG")(one),
    "tag:vip": _tag("vip"),
    "tag:vi": _tag("vip", "vip-plus"),
    "label:#VIP,na-17-uur": _tag("vip", "na-17-uur"),
    "tag:nothing": lambda _: False,
    "has:hold": _held,
    "has:note": _every(12),
    "has:representative": _every(14),
    "has:phone": lambda one: one.case_id % 5 == 1,
    "!has:phone,note": lambda one: one.case_id % 5 != 1 and one.case_id % 12 != 0,
    "has:email": lambda _: False,
    "has:unproven": lambda one: _radar(one) and one.case_id % 8 == 0,
    "has:history-missing": lambda one: one.listed == "history_missing",
    "has:neglected": _every(7),
    "has:lead": _every(9),
    "heeft:slapend": _every(13),
    "state:intake": _every(10),
    "creditor:w": lambda _: True,
    "creditor:x": lambda _: False,
    "opened<-1d": lambda _: False,
    "opened:today": lambda _: True,
    "jans": lambda one: "Jansen" in one.name,
    "!jans": lambda one: "Jansen" not in one.name,
    '"jans"': lambda _: False,
    '"jansen bakkerij"': lambda one: one.name == "Bakkerij Jansen",
    '!"jansen bakkerij"': lambda one: one.name != "Bakkerij Jansen",
    '"2026-0000012"': lambda one: one.case_id == 12,
    "jansen track:R bakkerij": lambda one: one.name == "Bakkerij Jansen" and _track("arrangement")(one),
    "track:R open>10 !has:hold": lambda one: one.case_id % 5 in (2, 4) and one.cents > 1000 and not _held(one),
    "2026-000001 band:3": lambda one: one.number.startswith("2026-000001") and one.band == 3,
}


def read(text: str) -> Narrowing:
    parsed = parse(text, TODAY, book().holidays)
    assert not parsed.troubles, text
    return Narrowing(terms=parsed.terms, me=ME, day=TODAY)


def stepped(database: Database, listing: Listing[R], budget: int) -> list[R]:
    """Read a list from its beginning to its end, window by window as far as each is found at once."""
    found: list[R] = []
    place: Key | None = None
    while True:
        page = listing.after(database, place, 7, budget)
        found += page.rows
        if not page.after:
            return found
        place = page.looked_to or listing.key(page.rows[-1])


@pytest.mark.parametrize(("most_sorted", "by_row"), [(0, 0), (12, 1000), (5000, 0)])
def test_what_fits_is_in_the_list(
    database: Database, monkeypatch: pytest.MonkeyPatch, most_sorted: int, by_row: int
) -> None:
    monkeypatch.setattr(narrowing_factor, "MOST_SORTED", most_sorted)
    monkeypatch.setattr(narrowing_rules, "MOST_BY_ROW", by_row)
    shown = varied(database)
    by_place = {one.case_id: (one.band, one.by_on, -one.cents, one.case_id) for one in shown}
    mine = Whose(ME, (TEAMS[0],))
    for text, fits in FITTING.items():
        narrowing = read(text)
        fitting = [one for one in shown if fits(one)]
        listing = cases.cases(database, narrowing=narrowing)
        expected = [one.case_id for one in fitting]
        assert [row.case_id for row in stepped(database, listing, 5)] == expected, text
        assert listing.count(database) == Count(len(expected)), text
        for whose in (EVERYBODY, mine):
            queued = [one for one in fitting if whose == EVERYBODY or one.person_id == ME or one.team_id == TEAMS[0]]
            waiting = sorted((one.case_id for one in queued if one.band <= 3), key=by_place.__getitem__)
            narrowed = queue.narrowed(database, whose, narrowing)
            assert [row.case_id for row in stepped(database, narrowed, 9)] == waiting, (text, whose)
        assert [row.case_id for row in narrowed.before(database, limit=100).rows] == waiting, text
        small = {one.case_id for one in queued if one.band == 4}
        listed = queue.narrowed_small(database, mine, narrowing).after(database, limit=100).rows
        assert {row.case_id for row in listed} == small, text
        part = condition(database, narrowing, "g.case_id")
        where = f" WHERE {part.where}" if part.where else ""
        tagged = [case_id for (case_id,) in database.fetch(f"SELECT g.case_id FROM tag g{where}", part.parameters)]
        assert sorted(tagged) == [one.case_id for one in fitting if one.case_id % 4 == 0], text


RADAR: dict[str, Fits] = {
    "safe<+2d": lambda one: one.by_on < SOON,
    "!safe<+2d": lambda one: one.by_on >= SOON,
    "safe>today": lambda one: TODAY < one.by_on < NEVER,
    "claimed:+2d": lambda one: one.case_id % 2 == 1,
    "!claimed:+2d": lambda one: one.case_id % 2 == 0,
    "has:unproven": _every(8),
    "has:unproven safe<+2d jansen": lambda one: one.case_id % 8 == 0 and one.by_on < SOON and "Jansen" in one.name,
    "track:R handler:me": lambda one: _track("arrangement")(one) and one.person_id == ME,
}


@pytest.mark.parametrize("most_sorted", [0, 5000])
def test_clocks_are_asked_for_their_own_ends(
    database: Database, monkeypatch: pytest.MonkeyPatch, most_sorted: int
) -> None:
    monkeypatch.setattr(narrowing_factor, "MOST_SORTED", most_sorted)
    shown = varied(database)
    for listed in (radar.Listed.RADAR, radar.Listed.ABSTAINED):
        for text, fits in RADAR.items():
            narrowed = radar.narrowed(database, listed, read(text))
            fitting = [one for one in shown if one.listed == listed and fits(one)]
            expected = [one.case_id for one in sorted(fitting, key=lambda one: (one.by_on, one.case_id))]
            assert [row.case_id for row in stepped(database, narrowed, 3)] == expected, text
            assert radar.count_listed(database, listed, read(text)) == Count(len(expected)), text


def test_a_budget_is_spent_on_the_cases_of_who_asks(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowing_factor, "MOST_SORTED", 0)
    shelve(database, [Shown(n, person_id=PERSONS[n % 10 == 0]) for n in range(1, 101)])
    page = queue.narrowed(database, Whose(PERSONS[1]), read("band:3")).after(database, budget=10)
    assert [row.case_id for row in page.rows] == list(range(10, 101, 10))


def test_the_names_in_a_book_are_offered(database: Database) -> None:
    varied(database)
    found = vocabulary(database)
    assert found.handlers == tuple(Entry(f"p{n}", f"Person {n}") for n in PERSONS)
    assert found.teams == tuple(Entry(f"Team {n}") for n in TEAMS)
    assert {entry.text for entry in found.cities} == {*CITIES, "Assen"}
    assert found.tags == tuple(Entry(word) for word in sorted(TAGS))
    assert found.creditors == (Entry("W", "Wij B.V."),)
