"""The people who work here: who they are, what they may do, in which team, who stands in for them, and leaving."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from casebook.store.actions.people import (
    ActivatePerson,
    AddPerson,
    AddTeam,
    ChangePerson,
    EndRole,
    GrantRole,
    JoinTeam,
    LeaveTeam,
    RenameTeam,
)
from casebook.store.models.people import Role
from casebook.store.queries import choices, people, person_card
from casebook.store.queries.people import GrantRow, MemberRow, PersonRow, TeamRow
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import period
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, OptionalDayField, TextField, yes_field
from casebook.ui.widgets.menu import Entry, keyed
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.creditors import change_creditor
from casebook.ui.work.kinds import words_of
from casebook.ui.work.mandates import choose as choose_mandate
from casebook.ui.work.people_keys import see_to_keys
from casebook.ui.work.people_leaving import give_away, leave
from casebook.ui.work.people_standing_in import see_to_stand_ins
from casebook.ui.work.person_page import PersonPage
from casebook.words import LANGUAGES

_KEYS = "123456789"


async def of_person(desk: Desk, person_id: int) -> bool:
    """Show all about a person and do what is to be done, until one goes back; return whether anything was done."""
    done = False
    while True:
        card = await desk.read(person_card.card, person_id, desk.day)
        page = PersonPage(desk, card)
        await desk.ask(page)
        if page.then == "person_add":
            added = await _add_person(desk)
            person_id, done = added or person_id, done or added is not None
        elif page.then:
            done |= await _WORK[page.then](desk, card.person)
        else:
            return done


async def _add_person(desk: Desk) -> int | None:
    """Ask who begins to work here, and with which roles; return his id."""
    name, login, language = _who(desk)
    phone, mail = _reached(desk)
    roles = {role: yes_field(desk.say(f"word.{role}"), desk, yes=role is Role.HANDLER) for role in Role}

    def command() -> AddPerson:
        chosen = tuple(role for role, field in roles.items() if field.value)
        return AddPerson(login.value, name.value, chosen, language.value, phone=phone.value, mail=mail.value)

    fields: list[Field[Any]] = [name, login, phone, mail, language, *roles.values()]
    done = await desk.ask(Form(desk, desk.say("people.add_heading"), fields, command))
    return None if done is None else done.result


async def _change(desk: Desk, person: PersonRow) -> bool:
    name, login, language = _who(desk, person)
    phone, mail = _reached(desk, person)
    fields: list[Field[Any]] = [name, login, phone, mail, language]
    form = Form(
        desk,
        desk.say("people.change_heading", name=clean_line(person.name)),
        fields,
        lambda: ChangePerson(
            person.person_id, person.version, login.value, name.value, language.value, phone.value, mail.value
        ),
    )
    return await desk.ask(form) is not None


def _who(desk: Desk, person: PersonRow | None = None) -> tuple[TextField, TextField, ChoiceField[str | None]]:
    known = [(one, desk.say(f"people.language_{one}")) for one in LANGUAGES]
    languages = [(None, desk.say("people.any_language")), *known]
    return (
        TextField(desk.say("people.name"), person.name if person else "", required=True),
        TextField(desk.say("people.login"), person.login if person else "", required=True),
        ChoiceField[str | None](desk.say("people.language"), languages, person.language if person else None),
    )


def _reached(desk: Desk, person: PersonRow | None = None) -> tuple[TextField, TextField]:
    """Return the fields for how somebody is reached, as his letters say."""
    return (
        TextField(desk.say("people.phone"), person.phone if person else ""),
        TextField(desk.say("people.mail"), person.mail if person else ""),
    )


async def _roles(desk: Desk, person: PersonRow) -> bool:
    grants = await desk.read(people.grants, person.person_id, desk.day)
    entries: list[Entry[GrantRow | str]] = [
        Entry(one, key, f"{desk.say('people.end_role', role=one.role)} · {period(one.from_on, one.until_on, desk)}")
        for key, one in keyed(_KEYS, grants)
    ]
    entries.append(Entry("grant", "n", desk.say("people.grant")))
    heading = desk.say("people.roles_heading", name=clean_line(person.name))
    chosen = await desk.ask(Pick(desk, heading, entries))
    if isinstance(chosen, GrantRow):
        until = DayField(desk.say("people.last_day"), desk, desk.day, past=True)
        form = Form(desk, heading, [until], lambda: EndRole(chosen.grant_id, chosen.version, until.value))
        return await desk.ask(form) is not None
    if chosen is None:
        return False
    role, since = AnswerField[Role](desk, desk.say("people.role"), words_of(Role, desk)), _from(desk)
    fields: list[Field[Any]] = [role, since]
    grant = Form(desk, heading, fields, lambda: GrantRole(person.person_id, role.answer, since.value))
    return await desk.ask(grant) is not None


async def _teams(desk: Desk, person: PersonRow) -> bool:
    memberships = await desk.read(people.memberships, person.person_id, desk.day)
    teams = await desk.read(choices.teams)
    entries: list[Entry[MemberRow | TeamRow | str]] = [
        Entry(one, key, f"{desk.say('people.leave', team=one.team)} · {period(one.from_on, one.until_on, desk)}")
        for key, one in keyed(_KEYS, memberships)
    ]
    if teams:
        entries.append(Entry("join", "n", desk.say("people.join")))
    if Role.ADMINISTRATOR in desk.session.actor.roles:
        entries.append(Entry("team", "t", desk.say("people.new_team")))
        named = zip("abcdefghi", await desk.read(people.teams, desk.day), strict=False)
        entries += [Entry(one, key, desk.say("people.rename", team=clean_line(one.name))) for key, one in named]
    heading = desk.say("people.teams_heading", name=clean_line(person.name))
    chosen = await desk.ask(Pick(desk, heading, entries))
    match chosen:
        case MemberRow():
            last = DayField(desk.say("people.last_day"), desk, desk.day, past=True)
            form = Form(desk, heading, [last], lambda: LeaveTeam(chosen.member_id, chosen.version, last.value))
        case TeamRow():
            called = TextField(desk.say("people.team_name"), chosen.name, required=True)
            form = Form(desk, heading, [called], lambda: RenameTeam(chosen.team_id, chosen.version, called.value))
        case "join":
            team = AnswerField[int](desk, desk.say("people.team"), [(one.id, clean_line(one.name)) for one in teams])
            since, until = _from(desk), OptionalDayField(desk.say("people.until"), desk)
            fields: list[Field[Any]] = [team, since, until]
            form = Form(
                desk, heading, fields, lambda: JoinTeam(team.answer, person.person_id, since.value, until.value)
            )
        case "team":
            name = TextField(desk.say("people.team_name"), required=True)
            form = Form(desk, desk.say("people.new_team"), [name], lambda: AddTeam(name.value))
        case _:
            return False
    return await desk.ask(form) is not None


def _from(desk: Desk) -> DayField:
    return DayField(desk.say("people.from"), desk, desk.day)


async def _returns(desk: Desk, person: PersonRow) -> bool:
    """Let somebody who left work here again, or stay after all."""
    await desk.act(ActivatePerson(person.person_id, person.version))
    desk.tell(desk.say("leaving.returned", name=clean_line(person.name)))
    return True


# What each key of the page does.
_WORK: Mapping[str, Callable[[Desk, PersonRow], Awaitable[bool]]] = {
    "person_change": _change,
    "person_roles": _roles,
    "person_teams": _teams,
    "person_stand_in": see_to_stand_ins,
    "person_give_away": lambda desk, person: give_away(desk, person.person_id, person.name),
    "person_leaves": leave,
    "person_returns": _returns,
    "person_keys": see_to_keys,
    "person_mandates": lambda desk, _: choose_mandate(desk),
    "person_creditors": lambda desk, _: change_creditor(desk),
}
