"""`casebook sight`: who may see the cases of each entity of ours, listed, given and withdrawn."""

from collections.abc import Iterator, Mapping
from datetime import date

from casebook.cli.opening import Asked, login, opened
from casebook.cli.output import Column, json_text, table, width
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import CasebookError, InputError, Refused
from casebook.format import day as shown_day
from casebook.store.actions.sight import GiveSight, WithdrawSight
from casebook.store.database import Database
from casebook.store.people import actor_for, today
from casebook.store.perform import perform_all
from casebook.store.queries import choices, people, sights
from casebook.store.queries.sights import SightRow
from casebook.text import clean_line
from casebook.words import say


def run(asked: Asked) -> int:
    """List, give or withdraw; returns the exit status 0, raises `CasebookError`."""
    with opened(asked.address) as database:
        if asked.options.subject != "list":
            _do(database, asked)
        _list(database, asked)
    return 0


def _do(database: Database, asked: Asked) -> None:
    options, day = asked.options, today(database)
    actor = actor_for(database, login(), day)
    if not options.team and not options.person:
        raise InputError("cli.sight.nobody", place="--team")
    creditor_id = _creditor(database, options.creditor)
    teams = dict(_named("--team", options.team, {one.name: one.team_id for one in people.teams(database, day)}))
    known = {one.login: one.person_id for one in people.persons(database, day)}
    persons = dict(_named("--person", options.person, known))
    give = _given if options.subject == "give" else _withdrawn
    wanted = list(give(database, asked, creditor_id, teams, persons))

    def work() -> None:
        for _, outcome in perform_all(database, actor, day, wanted):
            if isinstance(outcome, CasebookError):
                raise outcome

    # All of them or none.
    database.transact(work)


def _given(
    database: Database, asked: Asked, creditor_id: int, teams: Mapping[str, int], persons: Mapping[str, int]
) -> Iterator[GiveSight]:
    since: date = asked.options.since or today(database)
    for team_id in teams.values():
        yield GiveSight(creditor_id, team_id, None, since, asked.options.reason)
    for person_id in persons.values():
        yield GiveSight(creditor_id, None, person_id, since, asked.options.reason)


def _withdrawn(
    database: Database, asked: Asked, creditor_id: int, teams: Mapping[str, int], persons: Mapping[str, int]
) -> Iterator[WithdrawSight]:
    standing = {(one.is_team, one.who_id): one for one in sights.standing(database) if one.creditor_id == creditor_id}
    wanted = [(True, name, id_) for name, id_ in teams.items()] + [(False, name, id_) for name, id_ in persons.items()]
    for is_team, name, id_ in wanted:
        row = standing.get((is_team, id_))
        if row is None:
            code = clean_line(asked.options.creditor)
            raise Refused("cli.sight.not_given", source=HOUSE_RULE, name=clean_line(name), code=code)
        yield WithdrawSight(row.sight_id, row.version, asked.options.reason)


def _named(place: str, given: list[str], known: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    for name in given:
        if name not in known:
            raise InputError("cli.sight.unknown", place=place, given=clean_line(name), choices=sorted(known))
        yield name, known[name]


def _creditor(database: Database, code: str) -> int:
    known = {one.code: one.creditor_id for one in choices.creditors(database)}
    if code not in known:
        raise Refused("cli.mandate.no_creditor", source=HOUSE_RULE, code=clean_line(code), codes=sorted(known))
    return known[code]


def _list(database: Database, asked: Asked) -> None:
    found, language = sights.standing(database), asked.language
    restricted = {one.creditor_id for one in found}
    everybody = [one for one in choices.creditors(database) if one.creditor_id not in restricted]
    if asked.options.json:
        print(json_text([*map(_plain, found), *({"creditor": one.code, "everybody": True} for one in everybody)]))
        return

    def said(code: str) -> str:
        return say(code, {}, language)

    columns = [Column(said(f"sight.{one}"), flexible=one == "why") for one in ("creditor", "who_may", "from", "why")]
    cells = [[clean_line(one.code), who(one, language), shown_day(one.from_on, language), one.reason] for one in found]
    cells += [[clean_line(one.code), said("sight.everybody"), "", ""] for one in everybody]
    print("\n".join(table(columns, [[clean_line(cell) for cell in row] for row in cells], width())))


def who(one: SightRow, language: str) -> str:
    """Return which team or person may see an entity."""
    return say("sight.team" if one.is_team else "sight.person", {"name": clean_line(one.name)}, language)


def _plain(one: SightRow) -> dict[str, object]:
    return {
        "creditor": one.code,
        "team" if one.is_team else "person": one.name,
        "from": one.from_on.isoformat(),
        "reason": one.reason,
        "given_by": one.given_by,
        "everybody": False,
    }
