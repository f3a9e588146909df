"""The page of somebody who works here: all about him, and what is done from there."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual.binding import BindingType
from textual.getters import query_one

from casebook.store.models.people import Role
from casebook.store.queries.person_card import PersonCard
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import bullet, part
from casebook.ui.desk import Desk
from casebook.ui.dialogs.key_hints import key_hints
from casebook.ui.dialogs.reader import Reader
from casebook.ui.keys import place_key
from casebook.ui.prose import Line, Span
from casebook.ui.widgets.bars import KeyLine
from casebook.ui.work.person_lines import person_lines

_BY = "people."


class Standing:
    """What decides on what may be done about a person: who looks, and whether the other works here."""

    def __init__(self, desk: Desk, card: PersonCard) -> None:
        me = desk.session.actor
        self.own = me.person == card.person.person_id
        self.lead, self.administrator = Role.LEAD in me.roles, Role.ADMINISTRATOR in me.roles
        self.handler = Role.HANDLER in me.roles
        self.here = card.person.inactive_since is None


# What may be done, by its name: the key, and when.
_MAY: Mapping[str, tuple[str, Callable[[Standing], bool]]] = {
    "person_give_away": ("d", lambda one: one.lead or one.administrator or (one.own and one.handler)),
    "person_leaves": ("x", lambda one: one.administrator and one.here),
    "person_returns": ("X", lambda one: one.administrator and not one.here),
    "person_stand_in": ("v", lambda one: one.here and (one.lead or one.administrator or (one.own and one.handler))),
    "person_roles": ("r", lambda one: one.administrator and one.here),
    "person_teams": ("t", lambda one: (one.lead or one.administrator) and one.here),
    "person_keys": ("s", lambda one: one.administrator),
    "person_change": ("w", lambda one: one.administrator),
    "person_add": ("n", lambda one: one.administrator),
    "person_mandates": ("b", lambda one: one.administrator),
    "person_creditors": ("e", lambda one: one.administrator),
}


class PersonPage(Reader):
    """All about a person; `then` says what was chosen to be done, empty where nothing was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        place_key(key, f"then('{name}')", _BY + name) for name, (key, _) in _MAY.items()
    ]

    key_line = query_one(KeyLine)

    def __init__(self, desk: Desk, card: PersonCard) -> None:
        self._standing = standing = Standing(desk, card)
        super().__init__(desk, heading(card, desk), [*person_lines(card, desk), *_acts(desk, standing)])
        self.then = ""

    def on_mount(self) -> None:
        """Name the keys of what may be done."""
        ids = [_BY + name for name in _MAY]
        self.key_line.left = tuple(key_hints(self, self.desk, [*ids, "dialog.back"]))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let only that be chosen which the one who looks may do."""
        return action != "then" or _MAY[str(parameters[0])][1](self._standing)

    def action_then(self, what: str) -> None:
        """Close, and let what is chosen be done."""
        self.then = what
        self.answer(None)


def _acts(desk: Desk, standing: Standing) -> list[Line]:
    """Return all that may be done, by its key: not all of them fit in the last line."""
    rebound = desk.session.settings.keys if desk.session.settings is not None else {}
    acts = [
        bullet(Span(rebound.get(_BY + name, key), "strong"), f"  {desk.say(f'key.{name}')}")
        for name, (key, may) in _MAY.items()
        if may(standing)
    ]
    return part(desk.say("person_card.acts"), acts)


def heading(card: PersonCard, desk: Desk) -> str:
    """Return who it is, with his roles."""
    roles = ", ".join(desk.say(f"word.{role}") for role in card.person.roles) or desk.say("people.no_role")
    return f"{clean_line(card.person.name)} · {roles}"
