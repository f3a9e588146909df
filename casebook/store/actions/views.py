"""Views: lists that people save, change and remove."""

from dataclasses import dataclass

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.commands import action
from casebook.store.models.people import Role, Team
from casebook.store.models.views import FIRST, LAST, View
from casebook.store.transaction import Transaction
from casebook.text import clean_line

# A filter of which the end is cut off would ask for something else.
LONGEST_FILTER = 400


@dataclass(frozen=True, slots=True)
class Layout:
    """What a view is called, the digit that shows it, and what it shows, as `View` says."""

    name: str
    place: str
    digit: int | None = None
    filter: str = ""
    part: str = ""
    sorting: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SaveView:
    """A view of whoever saves it, of a team, or of everybody."""

    layout: Layout
    team_id: int | None = None
    everybody: bool = False


@dataclass(frozen=True, slots=True)
class ChangeView:
    """Another name, digit or list of a view."""

    id: int
    version: int
    layout: Layout


@dataclass(frozen=True, slots=True)
class RemoveView:
    """A view that nobody needs any more."""

    id: int
    version: int


@action("view.save", role=None)
def save_view(tx: Transaction, command: SaveView) -> int:
    """Save a view and return its id; another one of the same owner and place gives its digit up to it."""
    if command.everybody and command.team_id is not None:
        raise Refused("view.one_owner", source=HOUSE_RULE)
    own = not command.everybody and command.team_id is None
    person_id = tx.actor.person if own else None
    if command.team_id is not None:
        tx.get(Team, command.team_id)
    _may_change(tx, person_id)
    values = _values(command.layout)
    _free_digit(tx, person_id, command.team_id, values, None)
    return tx.add(View, person_id=person_id, team_id=command.team_id, **values)


@action("view.change", role=None)
def change_view(tx: Transaction, command: ChangeView) -> None:
    """Change a view; another one of the same owner and place gives its digit up to it."""
    view = tx.get(View, command.id, command.version)
    _may_change(tx, view.person_id)
    values = _values(command.layout)
    _free_digit(tx, view.person_id, view.team_id, values, view.id)
    tx.change(view, **values)


@action("view.remove", role=None)
def remove_view(tx: Transaction, command: RemoveView) -> None:
    """Remove a view."""
    view = tx.get(View, command.id, command.version)
    _may_change(tx, view.person_id)
    tx.remove(view)


def _may_change(tx: Transaction, person_id: int | None) -> None:
    """Refuse who wants to change the view of somebody else, or without leading that of several people."""
    if person_id is not None and person_id != tx.actor.person:
        raise Refused("view.of_other", source=HOUSE_RULE)
    if person_id is None and Role.LEAD not in tx.actor.roles:
        raise Refused("view.lead_only", source=HOUSE_RULE)


def _values(layout: Layout) -> dict[str, str | int | None]:
    name, place = given.line(layout.name), given.line(layout.place)
    if not name or not place:
        raise Refused("view.no_name", source=HOUSE_RULE)
    if layout.digit is not None and not FIRST <= layout.digit <= LAST:
        raise Refused("view.digit", source=HOUSE_RULE, first=FIRST, last=LAST)
    return {
        "name": name,
        "place": place,
        "digit": layout.digit,
        "filter_text": clean_line(layout.filter, LONGEST_FILTER),
        "part": given.line(layout.part),
        "sorting": given.line(layout.sorting),
        "columns": given.line(" ".join(layout.columns)),
    }


def _free_digit(
    tx: Transaction, person_id: int | None, team_id: int | None, values: dict[str, str | int | None], id_: int | None
) -> None:
    """Take the digit from another view of the same owner and place."""
    if values["digit"] is None:
        return
    # Two that save at once could else both have it.
    tx.hold(f"view {person_id} {team_id}")
    same = View.select().where(
        View.place == values["place"],
        View.digit == values["digit"],
        View.person_id.is_null() if person_id is None else View.person_id == person_id,
        View.team_id.is_null() if team_id is None else View.team_id == team_id,
        View.id != (id_ or 0),
    )
    for other in tx.find(same):
        tx.change(other, digit=None)
