"""The lists of the place of agencies and court: of each how its rows look, what is read, and what is told beside it.

To add a list is to add an `AgencyList` to `LISTS`, in the order in which they are shown.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from casebook import format as form
from casebook.domain.placements.registration import Registration
from casebook.store.database import Database
from casebook.store.queries import agencies, placement_lists, placements
from casebook.store.queries import agency_differences as difference_rows
from casebook.store.queries import court_lists as court_rows
from casebook.store.queries.agencies import AgencyRow
from casebook.store.queries.agency_differences import DifferenceRow
from casebook.store.queries.court_lists import CourtDayRow, ListedTitles, TitleListRow
from casebook.store.queries.listing import Count, Listing
from casebook.store.queries.narrowing import Narrowing
from casebook.store.queries.placement_lists import BeforeRow, PlacementListRow, PlacementsListed
from casebook.text import clean_line
from casebook.ui.case_tabs.placement_lines import agency_lines, placement_lines, registration_words
from casebook.ui.case_tabs.telling import day, safe_style
from casebook.ui.desk import Desk
from casebook.ui.prose import Line
from casebook.ui.screens import agency_differences, court_lists
from casebook.ui.screens.today import by
from casebook.ui.widgets.columns import Column

_SOON = 60


@dataclass(frozen=True, slots=True)
class AgencyList:
    """A list of the place, called by `title`; its rows are of one `kind` and have an `id`.

    `listing` makes what is read; `beside` reads what is told of a row, `columns` how it looks. `exported` is the name
    under which it is exported, None for one that is not. `count` counts its rows for the title. `act` is what the key
    that takes over what is proposed does with a row, None where that is what it does with a case. `hints` are the keys
    that are named for it, by their ids.
    """

    id: str
    title: str
    kind: type
    columns: Callable[[Desk], Sequence[Column[Any]]]
    listing: Callable[[Database, date, Narrowing], Listing[Any]]
    beside: Callable[[Desk, Any], Awaitable[Sequence[Line]]]
    empty: str
    case_of: Callable[[Any], int] = lambda row: row.case_id
    tab: str = "agency"
    exported: str | None = None
    count: Callable[[Database, date], Count] | None = None
    act: Callable[[Desk, Any], Awaitable[str | None]] | None = None
    hints: tuple[str, ...] = ("case.placement", "agencies.agency")


def columns_of(one: AgencyList, desk: Desk) -> tuple[Column[Any], ...]:
    """Return the columns of a list, which say nothing of the rows of another one."""

    def of_kind(column: Column[Any]) -> Column[Any]:
        cell, style = column.cell, column.style
        return replace(
            column,
            cell=lambda row: cell(row) if isinstance(row, one.kind) else "",
            style=None if style is None else lambda row: style(row) if isinstance(row, one.kind) else "",
        )

    return tuple(of_kind(column) for column in one.columns(desk))


def _placements(desk: Desk) -> Sequence[Column[PlacementListRow]]:
    return (
        Column("placements.due", 9, lambda row: _due(row, desk), style=lambda row: _late(row, desk)),
        Column(
            "placements.overdue", 5, lambda row: _overdue(row, desk), right=True, style=lambda row: _late(row, desk)
        ),
        Column("queue.case", 9, lambda row: row.number),
        Column("queue.debtor", 10, lambda row: row.name, share=2),
        Column("placements.agency", 10, lambda row: row.agency, share=2),
        Column(
            "placements.safe",
            9,
            lambda row: by(row.safe_until, desk),
            style=lambda row: safe_style(row.safe_until, desk),
        ),
        Column("placements.guard", 8, lambda row: desk.say(f"word.guard_{row.guard}_short")),
        Column("placements.stage", 17, lambda row: desk.say(f"word.placement_stage_{row.stage}"), spare=1),
        Column("placements.open", 11, lambda row: form.amount(row.open, desk.language), right=True, spare=2),
        Column("placements.reference", 12, lambda row: row.reference, spare=3),
    )


def _agencies(desk: Desk) -> Sequence[Column[AgencyRow]]:
    return (
        Column("agencies.name", 18, lambda row: row.name, share=3),
        Column("agencies.kind", 13, lambda row: desk.say(f"word.agency_kind_{row.kind}"), share=1),
        Column(
            "agencies.registered",
            20,
            lambda row: _registered(row, desk),
            style=lambda row: _registration_style(row, desk),
        ),
        Column("agencies.placed", 6, lambda row: form.number(row.placed, desk.language), right=True),
        Column(
            "agencies.placed_cents", 12, lambda row: form.amount(row.placed_cents, desk.language), right=True, spare=1
        ),
        Column("agencies.ended", 10, lambda row: day(row.ended_on, desk), spare=2, style=lambda _: "quiet"),
    )


def _before(desk: Desk) -> Sequence[Column[BeforeRow]]:
    return (
        Column("queue.case", 9, lambda row: row.number),
        Column("queue.debtor", 20, lambda row: row.name, share=2),
        Column("placements.claims", 8, lambda row: form.number(row.claims, desk.language), right=True),
    )


async def _about_placement(desk: Desk, row: PlacementListRow) -> Sequence[Line]:
    card = await desk.read(placements.card, row.id, desk.day)
    return () if card is None else placement_lines(card, desk)


async def _about_agency(desk: Desk, row: AgencyRow) -> Sequence[Line]:
    card = await desk.read(agencies.card, row.id, desk.day)
    return () if card is None else agency_lines(card, desk)


async def _about_before(desk: Desk, row: BeforeRow) -> Sequence[Line]:
    from casebook.ui.case_tabs.placement_lines import page_lines

    return page_lines(await desk.read(placements.of_case, row.case_id, desk.day), desk)


def _of(listed: PlacementsListed) -> Callable[[Database, date, Narrowing], Listing[Any]]:
    return lambda database, on, narrowing: placement_lists.placements(database, listed, on, narrowing)


def _due(row: PlacementListRow, desk: Desk) -> str:
    return "" if row.next_due_on == date.max else by(row.next_due_on, desk)


def _overdue(row: PlacementListRow, desk: Desk) -> str:
    return form.number(row.overdue, desk.language) if row.overdue else ""


def _late(row: PlacementListRow, desk: Desk) -> str:
    terms = desk.session.database.law.defaults.placement.applied(desk.day).value
    if row.overdue > terms.escalation.amount:
        return "urgent"
    return "due" if row.overdue else ""


def _registered(row: AgencyRow, desk: Desk) -> str:
    found = row.registered(desk.session.database, desk.day)
    if found is Registration.FREE:
        return ""
    said = registration_words(found, desk)
    return said if row.registered_until is None else f"{said} {day(row.registered_until, desk)}"


def _registration_style(row: AgencyRow, desk: Desk) -> str:
    match row.registered(desk.session.database, desk.day):
        case Registration.UNKNOWN | Registration.EXPIRED:
            return "urgent"
        case Registration.VALID if row.registered_until and (row.registered_until - desk.day).days <= _SOON:
            return "due"
        case _:
            return ""


async def _resolve(desk: Desk, row: DifferenceRow) -> str | None:
    from casebook.ui.work.agency_differences import decide

    return await decide(desk, row)


LISTS: tuple[AgencyList, ...] = (
    AgencyList(
        "living", "agencies.list_living", PlacementListRow, _placements, _of(PlacementsListed.LIVING),
        _about_placement, "placements.empty", exported="placements",
    ),
    AgencyList(
        "overdue", "agencies.list_overdue", PlacementListRow, _placements, _of(PlacementsListed.OVERDUE),
        _about_placement, "placements.empty_overdue", exported="placements", count=placement_lists.count_overdue,
    ),
    AgencyList(
        "recalls", "agencies.list_recalls", PlacementListRow, _placements, _of(PlacementsListed.RECALLS),
        _about_placement, "placements.empty_recalls", exported="placements",
    ),
    AgencyList(
        "differences", "agencies.list_differences", DifferenceRow, agency_differences.columns,
        lambda database, _, narrowing: difference_rows.differences(database, narrowing),
        agency_differences.beside, "agency_differences.empty",
        count=lambda database, _: difference_rows.count_open(database), act=_resolve,
        hints=("case.proposals", "case.placement"),
    ),
    AgencyList(
        "before", "agencies.list_before", BeforeRow, _before,
        lambda database, _, narrowing: placement_lists.placed_before(database, narrowing),
        _about_before, "placements.empty_before",
    ),
    AgencyList(
        "all", "agencies.list_all", PlacementListRow, _placements, _of(PlacementsListed.ALL),
        _about_placement, "placements.empty", exported="placements",
    ),
    AgencyList(
        "titles", "agencies.list_titles", TitleListRow, court_lists.titles,
        lambda database, on, narrowing: court_rows.titles(database, ListedTitles.LIVE, on, narrowing),
        court_lists.beside, "court_list.no_titles", tab="court", exported="titles", hints=("case.court",),
    ),
    AgencyList(
        "court_days", "agencies.list_court_days", CourtDayRow, court_lists.days,
        lambda database, _, narrowing: court_rows.court_days(database, narrowing),
        court_lists.beside, "court_list.no_days", tab="court", exported="court-days", hints=("case.court",),
    ),
    AgencyList(
        "invoices", "agencies.list_invoices", PlacementListRow, _placements, _of(PlacementsListed.INVOICED),
        _about_placement, "placements.empty_invoices", exported="placements",
        count=lambda database, _: placement_lists.count_undecided(database),
    ),
    AgencyList(
        "agencies", "agencies.list_agencies", AgencyRow, _agencies,
        lambda database, _, __: agencies.agencies(database), _about_agency, "agencies.empty",
        hints=("agencies.agency",),
    ),
)  # fmt: skip


def copied(row: Any) -> str:
    """Return what is copied of a row: the number of its case and the name."""
    number = getattr(row, "number", "")
    return clean_line(" ".join(part for part in (number, row.name) if part))
