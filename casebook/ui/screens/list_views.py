"""Views of a list: shown by their digit or name, saved, changed and removed; and its order and columns."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from casebook.store.actions.views import ChangeView, Layout, RemoveView, SaveView
from casebook.store.models.people import Role
from casebook.store.models.views import FIRST, LAST
from casebook.store.queries import people
from casebook.store.queries.views import Owner, ViewRow, under, views
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.arrange import Arrange
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import line
from casebook.ui.views import Shown, Starter, View, of_row
from casebook.ui.widgets.fields import ChoiceField, Field, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.seen import SeenRow

if TYPE_CHECKING:
    from casebook.ui.screens.list_place import ListPlace

# Beside the views themselves: what the menu of views can do.
_SAVE, _CHANGE, _REMOVE = "save", "change", "remove"
_KEYS = {_SAVE: "s", _CHANGE: "c", _REMOVE: "r"}


async def show(place: "ListPlace[Any]", digit: int) -> None:
    """Show the view under a digit, of this place or else of another."""
    desk = place.desk
    row = under(await _saved(desk), digit, _name(place))
    starter = next((one for one in place.VIEWS if one.digit == digit), None)
    if starter is not None and (row is None or row.place != _name(place)):
        await place.show_view(_of_starter(starter, desk))
    elif row is not None:
        await _go(place, row)
    else:
        desk.tell(desk.say("view.nothing_under", digit=digit), trouble=True)


async def choose(place: "ListPlace[Any]") -> None:
    """Show what views there are, and show one, or save, change or remove what is shown now."""
    desk, saved = place.desk, await _saved(place.desk)
    entries: list[Entry[View | str]] = [Entry(_SAVE, _KEYS[_SAVE], desk.say("view.save_this"))]
    shown = place.view
    if shown is not None and shown.row is not None and may_change(shown.row, desk):
        name = clean_line(shown.name)
        entries.append(Entry(_CHANGE, _KEYS[_CHANGE], desk.say("view.change_this", name=name)))
        entries.append(Entry(_REMOVE, _KEYS[_REMOVE], desk.say("view.remove_this", name=name)))
    entries += _offered(place, saved)
    chosen = await desk.ask(Pick(desk, desk.say("view.heading"), entries))
    match chosen:
        case View(row=None):
            await place.show_view(chosen)
        case View(row=ViewRow() as row):
            await _go(place, row)
        case "save":
            await _save(place, saved)
        case "change":
            await _change(place, saved)
        case "remove":
            await _remove(place)


async def lay_out(place: "ListPlace[Any]") -> None:
    """Ask in which order the list is, and which columns it has in which order."""
    desk, now, row = place.desk, place.now, place.list.chosen
    columns = [(one.id, desk.say(one.head)) for one in place.shape().columns if one.id]
    usual = [one.id for one in place.shape().columns if one.id and not one.extra]
    orders = [(one, desk.say(f"list.by_{one}")) for one in place.ORDERS]
    dialog = Arrange(desk, orders, now.sorting or next(iter(place.ORDERS), ""), columns, now.columns or usual)
    chosen = await desk.ask(dialog)
    if chosen is not None:
        sorting, ids = chosen
        is_first = not place.ORDERS or sorting == place.ORDERS[0]
        kept = () if list(ids) == usual else tuple(ids)
        await place.change(now._replace(sorting="" if is_first else sorting, columns=kept), row)


def may_change(row: ViewRow, desk: Desk) -> bool:
    """Tell whether the person may change a view: his own, or as a lead those of his teams and of everybody."""
    return row.owner is Owner.SELF or Role.LEAD in desk.session.actor.roles


async def _saved(desk: Desk) -> list[ViewRow]:
    return await desk.read(views, desk.session.actor.person, desk.session.whose.team_ids)


def _name(place: "ListPlace[Any]") -> str:
    return place.NAME.removeprefix("place.")


def _of_starter(starter: Starter, desk: Desk) -> View:
    """Return a view that Casebook comes with; a filter that has words in it stands in the catalogues."""
    shown = starter.shown
    if shown.filter.startswith("starter."):
        shown = shown._replace(filter=desk.say(shown.filter))
    return View(desk.say(starter.code), starter.digit, shown)


async def _go(place: "ListPlace[Any]", row: ViewRow) -> None:
    """Show a view, in the place it is of."""
    if row.place != _name(place):
        from casebook.ui.screens.list_place import ListPlace

        await place.app.to_place(row.place)  # type: ignore[attr-defined]  # Textual knows only an app
        there = place.app.screen
        if not isinstance(there, ListPlace):
            return
        place = there
    await place.show_view(of_row(row))


def _offered(place: "ListPlace[Any]", saved: Sequence[ViewRow]) -> list[Entry[View | str]]:
    """Return the views of a place under their digits, then those without one, then those of other places."""
    desk, name = place.desk, _name(place)
    here, elsewhere = [one for one in saved if one.place == name], [one for one in saved if one.place != name]
    by_digit: dict[int, View] = {one.digit: _of_starter(one, desk) for one in place.VIEWS}
    by_digit |= {one.digit: of_row(one) for one in reversed(here) if one.digit is not None}
    entries: list[Entry[View | str]] = [
        Entry(view, str(digit), _told(view, desk)) for digit, view in sorted(by_digit.items())
    ]
    rest = [one for one in here if one.digit is None or by_digit[one.digit].row != one]
    entries += [Entry(of_row(one), "", _told(of_row(one), desk)) for one in rest]
    for one in elsewhere:
        there = desk.say(f"place.{one.place}") if one.place in _places() else one.place
        entries.append(Entry(of_row(one), "", f"{there} ▸ {_told(of_row(one), desk)}"))
    return entries


def _places() -> Sequence[str]:
    from casebook.ui.dialogs.goto import PLACES

    return list(PLACES)


def _told(view: View, desk: Desk) -> str:
    """Return what a view is called, whose it is where it is not one's own, and what it narrows to."""
    parts = [clean_line(view.name)]
    if view.row is None:
        parts.append(desk.say("view.starter"))
    elif view.row.owner is not Owner.SELF:
        parts.append((view.row.team and clean_line(view.row.team)) or desk.say("view.everybody"))
    if view.shown.filter:
        parts.append(f"/ {clean_line(view.shown.filter)}")
    return " · ".join(parts)


def _about(shown: Shown, desk: Desk, place: "ListPlace[Any]") -> str:
    """Return what would be saved."""
    parts = [place.part.said] if place.part.said else []
    parts.append(desk.say("view.with_filter", filter=shown.filter) if shown.filter else desk.say("view.without_filter"))
    if place.ORDERS:
        parts.append(desk.say(f"list.by_{shown.sorting or place.ORDERS[0]}"))
    if shown.columns:
        parts.append(desk.say("view.own_columns", count=len(shown.columns)))
    return " · ".join(parts)


def _digits(place: "ListPlace[Any]", saved: Sequence[ViewRow], without: int | None) -> list[tuple[int | None, str]]:
    """Return the digits with what stands under them in this place."""
    desk, name = place.desk, _name(place)
    digits: list[tuple[int | None, str]] = [(None, desk.say("view.no_digit"))]
    others = [one for one in saved if one.place == name and one.view_id != without]
    for digit in range(FIRST, LAST + 1):
        row = under(others, digit, name)
        starter = next((one for one in place.VIEWS if one.digit == digit), None)
        if row is not None:
            digits.append((digit, desk.say("view.digit_taken", digit=digit, name=row.name)))
        elif starter is not None:
            digits.append((digit, desk.say("view.digit_starter", digit=digit, name=desk.say(starter.code))))
        else:
            digits.append((digit, str(digit)))
    return digits


def _free(digits: Sequence[tuple[int | None, str]]) -> int | None:
    return next((digit for digit, said in digits if said == str(digit)), None)


async def _save(place: "ListPlace[Any]", saved: Sequence[ViewRow]) -> None:
    desk, now = place.desk, place.now
    digits = _digits(place, saved, None)
    name = TextField(desk.say("view.name"), required=True)
    digit = ChoiceField(desk.say("view.under"), digits, _free(digits))
    owners = await _owners(desk)
    owner = ChoiceField(desk.say("view.whose"), owners, owners[0][0], when=lambda: len(owners) > 1)

    def command() -> SaveView:
        is_self, team_id = owner.value
        return SaveView(_layout(place, now, name.value, digit.value), team_id, not is_self and team_id is None)

    fields: list[Field[Any]] = [name, digit, owner]
    about = [line(_about(now, desk, place))]
    done = await desk.ask(Form(desk, desk.say("view.save_heading"), fields, command, about=about))
    if done is not None:
        await _show_saved(place, done.result, name.value)


async def _change(place: "ListPlace[Any]", saved: Sequence[ViewRow]) -> None:
    desk, now, view = place.desk, place.now, place.view
    assert view is not None
    row = view.row
    assert row is not None

    async def again() -> ViewRow | None:
        return next((one for one in await _saved(desk) if one.view_id == row.view_id), None)

    seen = SeenRow(desk, row, again, lambda one: desk.say("view.gone") if one is None else _told(of_row(one), desk))
    name = TextField(desk.say("view.name"), view.name, required=True)
    digit = ChoiceField(desk.say("view.under"), _digits(place, saved, row.view_id), view.digit)

    def command() -> ChangeView:
        version = seen.row.version if seen.row is not None else row.version
        return ChangeView(row.view_id, version, _layout(place, now, name.value, digit.value))

    fields: list[Field[Any]] = [name, digit]
    heading = desk.say("view.change_heading", name=clean_line(view.name))
    about = [line(_about(now, desk, place))]
    done = await desk.ask(Form(desk, heading, fields, command, about=about, renew=seen.renew))
    if done is not None:
        await _show_saved(place, row.view_id, name.value)


async def _remove(place: "ListPlace[Any]") -> None:
    desk, view = place.desk, place.view
    assert view is not None
    assert view.row is not None
    await desk.act(RemoveView(view.row.view_id, view.row.version))
    await place.show_view(None)
    desk.tell(desk.say("view.removed", name=clean_line(view.name)))


async def _owners(desk: Desk) -> list[tuple[tuple[bool, int | None], str]]:
    """Return for whom the person may save a view: himself, and as a lead a team or everybody."""
    owners: list[tuple[tuple[bool, int | None], str]] = [((True, None), desk.say("view.own"))]
    if Role.LEAD in desk.session.actor.roles:
        teams = await desk.read(people.teams, desk.day)
        owners += [((False, team.team_id), clean_line(team.name)) for team in teams]
        owners.append(((False, None), desk.say("view.everybody")))
    return owners


def _layout(place: "ListPlace[Any]", shown: Shown, name: str, digit: int | None) -> Layout:
    return Layout(name, _name(place), digit, shown.filter, shown.part, shown.sorting, shown.columns)


async def _show_saved(place: "ListPlace[Any]", view_id: int, name: str) -> None:
    """Let the place show the view that was just saved, which is what it shows already."""
    desk = place.desk
    row = next((one for one in await _saved(desk) if one.view_id == view_id), None)
    if row is not None:
        place.view = of_row(row)
        place.tell()
    code = "view.saved" if row is None or row.digit is None else "view.saved_under"
    desk.tell(desk.say(code, name=name, digit=None if row is None else row.digit))
