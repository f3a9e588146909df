"""The people who work here: who they are, what they may do, in which team, who stands in for them, and leaving."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any

from casebook.errors import InputError, Refused
from casebook.store.actions.people import (
    AddPerson,
    AddTeam,
    ChangePerson,
    DeactivatePerson,
    EndRole,
    GrantRole,
    JoinTeam,
    LeaveTeam,
    SetMandate,
)
from casebook.store.mandates import Act
from casebook.store.models.people import Role
from casebook.store.queries import choices, people
from casebook.store.queries.people import GrantRow, MandateRow, MemberRow, PersonRow, StandInRow
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import money, period
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import EMPTY, Line, Span, line
from casebook.ui.widgets.fields import AmountField, ChoiceField, DayField, Field, OptionalDayField, TextField, yes_field
from casebook.ui.widgets.menu import Entry, keyed
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.creditors import change_creditor
from casebook.ui.work.kinds import words_of
from casebook.ui.work.people_leaving import give_away
from casebook.ui.work.people_standing_in import begin, end, standing_in
from casebook.words import LANGUAGES

_KEYS = "123456789"
# What was refused where somebody still has open work.
_OPEN_WORK = "person.open_work"
# So many mandates are shown that were set before, and so many terms no plan has.
_MOST_SHOWN, _MOST_TERMS = 6, 999


async def of_person(desk: Desk, person_id: int) -> bool:
    """Ask what is to be done for or about a person, and do it."""
    persons = {one.person_id: one for one in await desk.read(people.persons, desk.day)}
    person = persons[person_id]
    stand_ins = [one for one in await desk.read(people.stand_ins, desk.day) if person_id in (one.person_id, one.for_id)]
    chosen = await desk.ask(Pick[Any](desk, _heading(desk, person), list(_entries(desk, person, stand_ins))))
    if isinstance(chosen, StandInRow):
        return await end(desk, chosen)
    work = _WORK.get(chosen)
    return work is not None and await work(desk, person)


def _heading(desk: Desk, person: PersonRow) -> str:
    roles = ", ".join(desk.say(f"word.{role}") for role in person.roles) or desk.say("people.no_role")
    return " · ".join([clean_line(person.name), roles, *map(clean_line, person.teams)])


def _entries(desk: Desk, person: PersonRow, stand_ins: Sequence[StandInRow]) -> Iterator[Entry[Any]]:
    me, here = desk.session.actor, person.inactive_since is None or person.inactive_since > desk.day
    lead, administrator = Role.LEAD in me.roles, Role.ADMINISTRATOR in me.roles
    if here and (lead or administrator or me.person == person.person_id):
        yield Entry("give_away", "d", desk.say("people.give_away"))
    if here and (lead or me.person == person.person_id):
        yield Entry("stand_in", "v", desk.say("people.stand_in"))
        for key, one in keyed(_KEYS, stand_ins):
            yield Entry(one, key, desk.say("people.end_stand_in", said=standing_in(one, desk)))
    if here and lead:
        yield Entry("teams", "t", desk.say("people.teams"))
    if administrator:
        yield Entry("change", "w", desk.say("people.change"))
        if here:
            yield Entry("roles", "r", desk.say("people.roles"))
            yield Entry("leaves", "x", desk.say("people.leaves"))
        yield Entry("add", "n", desk.say("people.add"))
        yield Entry("mandates", "b", desk.say("people.mandates"))
        yield Entry("creditors", "e", desk.say("people.creditors"))
    yield Entry(None, "q", desk.say("people.back"))


async def add_person(desk: Desk) -> bool:
    """Ask who begins to work here, and with which roles."""
    name, login, language = _who(desk)
    phone, mail = _reached(desk)
    lead, administrator = yes_field(desk.say("word.lead"), desk), yes_field(desk.say("word.administrator"), desk)

    def command() -> AddPerson:
        more = [role for role, field in ((Role.LEAD, lead), (Role.ADMINISTRATOR, administrator)) if field.value]
        return AddPerson(
            login.value, name.value, (Role.HANDLER, *more), language.value, phone=phone.value, mail=mail.value
        )

    fields: list[Field[Any]] = [name, login, phone, mail, language, lead, administrator]
    return await desk.ask(Form(desk, desk.say("people.add_heading"), fields, command)) is not None


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
    entries: list[Entry[MemberRow | str]] = [
        Entry(one, key, f"{desk.say('people.leave', team=one.team)} · {period(one.from_on, one.until_on, desk)}")
        for key, one in keyed(_KEYS, memberships)
    ]
    if teams:
        entries.append(Entry("join", "n", desk.say("people.join")))
    if Role.ADMINISTRATOR in desk.session.actor.roles:
        entries.append(Entry("team", "t", desk.say("people.new_team")))
    heading = desk.say("people.teams_heading", name=clean_line(person.name))
    chosen = await desk.ask(Pick(desk, heading, entries))
    match chosen:
        case MemberRow():
            last = DayField(desk.say("people.last_day"), desk, desk.day, past=True)
            form = Form(desk, heading, [last], lambda: LeaveTeam(chosen.member_id, chosen.version, last.value))
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


async def _leaves(desk: Desk, person: PersonRow) -> bool:
    """Let somebody leave; where he still has open work, say what, and offer to give it away."""
    try:
        await desk.act(DeactivatePerson(person.person_id, person.version))
    except Refused as refused:
        if refused.code != _OPEN_WORK:
            raise
        entries = [Entry(True, "d", desk.say("people.give_away")), Entry(False, "q", desk.say("people.back"))]
        if not await desk.ask(Pick(desk, desk.told(refused), entries)):
            return False
        return await give_away(desk, person.person_id, person.name)
    return True


async def _mandates(desk: Desk) -> bool:
    """Show how far each role may decide alone where the office said so, and ask for another mandate."""
    found = await desk.read(people.mandates)
    act = ChoiceField(desk.say("people.act"), [(one, desk.say(f"word.act_{one}")) for one in Act], Act.WRITE_OFF)
    role = ChoiceField(desk.say("people.role"), words_of([Role.HANDLER, Role.LEAD], desk), Role.HANDLER)
    limited = yes_field(desk.say("people.limited"), desk, yes=True)
    most = AmountField(desk.say("people.most"), desk, zero=True, when=lambda: limited.value)
    terms = TermsField(desk.say("people.terms"), when=lambda: act.value is Act.PLAN)
    letters = TermsField(desk.say("people.letters"), when=lambda: act.value is Act.RELEASE)
    since = _from(desk)

    def command() -> SetMandate:
        counted = {Act.PLAN: terms, Act.RELEASE: letters}.get(act.value)
        cents, count = most.value if limited.value else None, None if counted is None else counted.number
        return SetMandate(act.value, role.value, cents, count, since.value)

    fields: list[Field[Any]] = [act, role, limited, most, terms, letters, since]
    about = [*(_mandate(one, desk) for one in found[:_MOST_SHOWN]), EMPTY] if found else ()
    return await desk.ask(Form(desk, desk.say("people.mandates_heading"), fields, command, about=about)) is not None


def _mandate(row: MandateRow, desk: Desk) -> Line:
    act, role = desk.say(f"word.act_{row.act}"), desk.say(f"word.{row.role}")
    limits = [money(row.most_cents, desk)] if row.most_cents is not None else [desk.say("people.unlimited")]
    counted = "people.most_letters" if row.act == Act.RELEASE else "people.most_terms"
    limits += [desk.say(counted, count=row.most_terms)] if row.most_terms is not None else []
    return line(Span(f"{role}, {act}: {', '.join(limits)} {period(row.from_on, None, desk)}", "quiet"))


class TermsField(TextField):
    """A number of terms; nothing typed does not limit."""

    @property
    def number(self) -> int | None:
        """The number. Raises `InputError`."""
        text = self.value
        if text and not (text.isascii() and text.isdigit() and 0 < int(text) <= _MOST_TERMS):
            raise InputError("people.no_terms", place=self.label, most=_MOST_TERMS)
        return int(text) if text else None

    def echo(self) -> str:
        """Check that it is a number."""
        self.number  # noqa: B018 reading it checks it
        return ""


def _from(desk: Desk) -> DayField:
    return DayField(desk.say("people.from"), desk, desk.day)


# What each entry of the menu does.
_WORK: Mapping[str | None, Callable[[Desk, PersonRow], Awaitable[bool]]] = {
    "give_away": lambda desk, person: give_away(desk, person.person_id, person.name),
    "stand_in": lambda desk, person: begin(desk, person.person_id, person.name),
    "change": _change,
    "roles": _roles,
    "teams": _teams,
    "leaves": _leaves,
    "add": lambda desk, _: add_person(desk),
    "mandates": lambda desk, _: _mandates(desk),
    "creditors": lambda desk, _: change_creditor(desk),
}
