"""The page of somebody who works here, as text: who he is, what he may do, what is his, and how he comes in."""

from collections.abc import Iterator
from datetime import date, datetime

from casebook import format as form
from casebook.store.models.people import Role
from casebook.store.queries.person_card import PersonCard
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import bullet, part, period
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, labelled, line
from casebook.ui.work.people_standing_in import standing_in

_LABEL = 16


def may_see_work(desk: Desk, person_id: int) -> bool:
    """Say whether the one who looks sees what is somebody's: his own, and a lead or an administrator of everybody."""
    me = desk.session.actor
    return me.person == person_id or not me.roles.isdisjoint({Role.LEAD, Role.ADMINISTRATOR})


def person_lines(card: PersonCard, desk: Desk) -> list[Line]:
    """Return all about a person."""
    return [*_who(card, desk), EMPTY, *_does(card, desk), *_has(card, desk), *_comes_in(card, desk)]


def _who(card: PersonCard, desk: Desk) -> Iterator[Line]:
    say, person = desk.say, card.person
    yield labelled(say("person_card.login"), clean_line(person.login), _LABEL)
    if reached := " · ".join(filter(None, map(clean_line, (person.phone, person.mail)))):
        yield labelled(say("person_card.reached"), reached, _LABEL)
    if person.inactive_since is not None:
        yield labelled(say("person_card.active"), Span(say("log.inactive", on=person.inactive_since), "due"), _LABEL)
    elif card.last_at is not None:
        moment = datetime.fromisoformat(card.last_at).astimezone()
        told = f"{form.day(moment.date(), desk.language)} {moment:%H:%M}"
        yield labelled(say("person_card.last"), told, _LABEL)


def _does(card: PersonCard, desk: Desk) -> Iterator[Line]:
    """Yield the roles, the teams and who stands in."""
    say = desk.say
    roles = [bullet(say(f"word.{one.role}"), *_when(one.from_on, one.until_on, desk)) for one in card.grants]
    yield from part(say("person_card.roles"), roles or [bullet(Span(say("people.no_role"), "quiet"))])
    teams = [bullet(clean_line(one.team), *_when(one.from_on, one.until_on, desk)) for one in card.memberships]
    yield from part(say("person_card.teams"), teams)
    yield from part(say("person_card.stand_ins"), [bullet(standing_in(one, desk)) for one in card.stand_ins])


def _has(card: PersonCard, desk: Desk) -> Iterator[Line]:
    if not may_see_work(desk, card.person.person_id):
        return
    told = [bullet(desk.say(one.code, count=one.number)) for one in card.open]
    told += [bullet(Span(desk.say(one.code, count=one.number), "quiet")) for one in card.besides]
    yield from part(desk.say("person_card.has"), told or [bullet(Span(desk.say("person_card.nothing"), "quiet"))])


def _comes_in(card: PersonCard, desk: Desk) -> Iterator[Line]:
    """Yield the keys and what was refused over SSH."""
    if not may_see_work(desk, card.person.person_id):
        return
    say, language = desk.say, desk.language
    keys = []
    for key in card.keys:
        name = clean_line(key.comment) or key.type
        gone = "" if key.revoked_on is None else say("person_card.revoked", on=key.revoked_on)
        when = gone or say("period.since", on=key.added_on)
        keys.append(bullet(Span(name, "quiet" if gone else ""), Span(f" {when}", "quiet")))
        keys.append(line("    ", Span(key.fingerprint, "quiet"), hang=4))
    yield from part(say("person_card.keys"), keys)
    refused = []
    for one in card.refusals:
        asked = " · ".join(filter(None, (clean_line(one.asked), clean_line(one.address))))
        told = f"{form.day(one.on_day, language)} {say(f'word.refusal_{one.why}')}"
        refused.append(bullet(told, Span(f"  {asked}" if asked else "", "quiet")))
    yield from part(say("person_card.refused"), refused)


def _when(from_on: date, until_on: date | None, desk: Desk) -> Iterator[Span]:
    """Yield from when until when, of what does not hold yet or ends."""
    if until_on is not None or from_on > desk.day:
        yield Span(f" {period(from_on, until_on, desk)}", "quiet")
