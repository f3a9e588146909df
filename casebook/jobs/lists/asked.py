"""A list as it is asked for by its name, with a filter, a part of it, an order, and whose cases it has."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple

from casebook.domain.filter.parse import parse
from casebook.domain.filter.terms import Field, Trouble
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import InputError, Refused
from casebook.jobs.lists.exported import Exported, Windows
from casebook.store import retention
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.queries import (
    approvals,
    arrangement_standing,
    bank_decided,
    bank_inbox,
    bank_statements,
    cases,
    court_lists,
    dispute_list,
    in_tray,
    insolvencies,
    insolvency_requests,
    mandates,
    outbox,
    people,
    placement_lists,
    proposals,
    queue,
    radar,
    readings,
    reconciliation,
    securities,
    team,
)
from casebook.store.queries.bank_inbox import InboxOrder
from casebook.store.queries.cases import Order
from casebook.store.queries.narrowing import Narrowing
from casebook.store.queries.person_figures import figures_per_person
from casebook.store.queries.queue import Whose
from casebook.store.queries.team import Watched
from casebook.store.queries.timeline import Timeline
from casebook.store.queries.whole import Whole
from casebook.store.transaction import Actor

# Of values that would not be told apart from others without it.
_INBOX, _POST = "inbox_", "post_"
_UNKNOWN = "filter_terms.unknown_value"


class Asked(NamedTuple):
    """What of a list is asked for, by whom, on which day; what is empty is as the app shows the list first.

    `language` is that in which the values of a filter are told where one cannot be read.
    """

    name: str
    actor: Actor
    day: date
    whose: Whose
    filter: str = ""
    part: str = ""
    order: str = ""
    language: str = "nl"


class ListKind(NamedTuple):
    """What can be asked of a list: which parts and orders it has, whether it takes a filter and has cases of people."""

    make: Callable[[Asked, Narrowing, Database], Windows]
    parts: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    filtered: bool = False
    owned: bool = False


def listed(database: Database, asked: Asked) -> Exported:
    """Return the list that is asked for. Raises `InputError` for a filter that cannot be read, `Refused`."""
    if asked.name == "read-log" and Role.ADMINISTRATOR not in asked.actor.roles:
        raise Refused("read_log.not_yours", source=HOUSE_RULE)
    make = LISTS[asked.name].make
    return Exported(asked.name, partial(make, asked, _narrowing(database, asked)))


def _narrowing(database: Database, asked: Asked) -> Narrowing:
    parsed = parse(asked.filter, asked.day, database.law.holidays)
    if asked.name == "bank-inbox":
        if any(term.negated or term.field not in (Field.WORD, Field.PHRASE) for term in parsed.terms):
            raise InputError("bank_inbox.only_words", place="--filter")
    else:
        for trouble in parsed.troubles:
            raise _unread(asked, trouble)
    return Narrowing(terms=parsed.terms, me=asked.actor.person, day=asked.day)


def _unread(asked: Asked, trouble: Trouble) -> InputError:
    """Return what cannot be read in a filter; where nothing is offered while it is typed, with the values there are."""
    code = "list_export.no_value" if trouble.code == _UNKNOWN else trouble.code
    return InputError(code, **{"place": "--filter", **trouble.told(asked.language)})


def _part(asked: Asked, parts: type[StrEnum]) -> Any:
    return parts(asked.part) if asked.part else next(iter(parts))


def _today(asked: Asked, narrowing: Narrowing, database: Database) -> Windows:
    return queue.narrowed(database, asked.whose, narrowing) if asked.filter else queue.queue(asked.whose)


def _small(asked: Asked, narrowing: Narrowing, database: Database) -> Windows:
    return queue.narrowed_small(database, asked.whose, narrowing) if asked.filter else queue.small_queue(asked.whose)


def _watched(which: Watched, _: Asked, narrowing: Narrowing, database: Database) -> Windows:
    return team.watched(database, which, narrowing)


def _cases(asked: Asked, narrowing: Narrowing, database: Database) -> Windows:
    return cases.cases(database, Order(asked.order or Order.NUMBER), narrowing)


def _radar(asked: Asked, narrowing: Narrowing, database: Database) -> Windows:
    which: radar.Listed = _part(asked, radar.Listed)
    return radar.narrowed(database, which, narrowing) if asked.filter else radar.clocks(which)


def _plans(asked: Asked, narrowing: Narrowing, database: Database) -> Windows:
    return arrangement_standing.plans(database, _part(asked, arrangement_standing.Listed), asked.day, narrowing)


def _disputes(asked: Asked, narrowing: Narrowing, database: Database) -> Windows:
    return dispute_list.disputes(database, _part(asked, dispute_list.Listed), asked.day, narrowing)


def _insolvencies(asked: Asked, narrowing: Narrowing, database: Database) -> Windows:
    return insolvencies.insolvencies(database, _part(asked, insolvencies.Listed), asked.day, narrowing)


def _placements(asked: Asked, narrowing: Narrowing, database: Database) -> Windows:
    return placement_lists.placements(database, _part(asked, placement_lists.PlacementsListed), asked.day, narrowing)


def _titles(asked: Asked, narrowing: Narrowing, database: Database) -> Windows:
    return court_lists.titles(database, _part(asked, court_lists.ListedTitles), asked.day, narrowing)


def _court_days(_: Asked, narrowing: Narrowing, database: Database) -> Windows:
    return court_lists.court_days(database, narrowing)


def _requests(asked: Asked, narrowing: Narrowing, database: Database) -> Windows:
    return insolvency_requests.requests(database, _part(asked, insolvency_requests.Listed), narrowing)


def _entries(asked: Asked, _: Narrowing, database: Database) -> Windows:
    order = InboxOrder(_INBOX + asked.order) if asked.order else InboxOrder.READY
    return bank_inbox.inbox(database, order, query=asked.filter)


def _differences(asked: Asked, narrowing: Narrowing, database: Database) -> Windows:
    return proposals.waiting(database, _part(asked, proposals.Listed), narrowing)


def _letters(asked: Asked, narrowing: Narrowing, database: Database) -> Windows:
    return outbox.outbox(database, _part(asked, outbox.Listed), narrowing)


def _post(asked: Asked, _: Narrowing, database: Database) -> Windows:
    return in_tray.post(database, in_tray.InTray(_POST + asked.part) if asked.part else in_tray.InTray.WAITING)


def _load(asked: Asked, _: Narrowing, __: Database) -> Windows:
    def read(database: Database) -> Sequence[team.LoadRow]:
        return team.load(database, asked.day, figures_per_person(database, asked.actor.person, asked.day))

    return Whole(read, lambda row: row.key)


def _whole(read: Callable[[Database, date], Sequence[Any]], asked: Asked, _: Narrowing, __: Database) -> Windows:
    return Whole(lambda database: read(database, asked.day), lambda _: ())


def _timeline(_: Asked, __: Narrowing, ___: Database) -> Windows:
    return Timeline()


def _read(_: Asked, __: Narrowing, ___: Database) -> Windows:
    return readings.lines()


def _decided(_: Asked, __: Narrowing, ___: Database) -> Windows:
    return bank_decided.decided()


def _values(parts: type[StrEnum], prefix: str = "") -> tuple[str, ...]:
    return tuple(one.value.removeprefix(prefix) for one in parts)


LISTS: Mapping[str, ListKind] = {
    "today": ListKind(_today, filtered=True, owned=True),
    "small-claims": ListKind(_small, filtered=True, owned=True),
    "expiring": ListKind(partial(_watched, Watched.TO_LEAD), filtered=True),
    "neglected": ListKind(partial(_watched, Watched.NEGLECTED), filtered=True),
    "cases": ListKind(_cases, orders=_values(Order), filtered=True),
    "radar": ListKind(_radar, parts=_values(radar.Listed), filtered=True),
    "arrangements": ListKind(_plans, parts=_values(arrangement_standing.Listed), filtered=True),
    "dispute-list": ListKind(_disputes, parts=_values(dispute_list.Listed), filtered=True),
    "insolvencies": ListKind(_insolvencies, parts=_values(insolvencies.Listed), filtered=True),
    "requests": ListKind(_requests, parts=_values(insolvency_requests.Listed), filtered=True),
    "placements": ListKind(_placements, parts=_values(placement_lists.PlacementsListed), filtered=True),
    "titles": ListKind(_titles, parts=_values(court_lists.ListedTitles), filtered=True),
    "court-days": ListKind(_court_days, filtered=True),
    "securities": ListKind(partial(_whole, securities.listed)),
    "bank-inbox": ListKind(_entries, orders=_values(InboxOrder, _INBOX), filtered=True),
    "bank-decided": ListKind(_decided),
    "bank-accounts": ListKind(partial(_whole, lambda database, _: bank_statements.accounts(database))),
    "differences": ListKind(_differences, parts=_values(proposals.Listed), filtered=True),
    "outbox": ListKind(_letters, parts=_values(outbox.Listed), filtered=True),
    "in-tray": ListKind(_post, parts=_values(in_tray.InTray, _POST)),
    "approvals": ListKind(partial(_whole, lambda database, _: approvals.waiting(database))),
    "load": ListKind(_load),
    "people": ListKind(partial(_whole, people.persons)),
    "mandates": ListKind(partial(_whole, mandates.holding)),
    "books": ListKind(partial(_whole, lambda database, _: reconciliation.entities(database))),
    "timeline": ListKind(_timeline),
    "read-log": ListKind(_read),
    "term-over": ListKind(partial(_whole, lambda database, day: list(retention.due(database, day)))),
}
