"""`casebook user deactivate`: somebody leaves; all he has open is named, or given to a colleague or a team first."""

from datetime import date

from casebook.cli.opening import Asked, Progress, login
from casebook.cli.output import telling
from casebook.cli.user_change import person_of
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import CasebookError, Refused
from casebook.jobs.give_away import Having, Receiver, everything, having
from casebook.store.actions import given
from casebook.store.actions.people import DeactivatePerson
from casebook.store.database import Database
from casebook.store.people import actor_for, today
from casebook.store.perform import perform, perform_all
from casebook.store.queries import choices, people
from casebook.store.transaction import Actor
from casebook.words import say


def run(database: Database, asked: Asked) -> int:
    """Let somebody leave; return the exit status 0. Raises `CasebookError`, also where not all could be given away.

    What is given away is one step, that one can take back as a whole; leaving is another.
    """
    options, day = asked.options, today(database)
    actor = actor_for(database, login(), day)
    person = person_of(database, options.login, day)
    from_on = options.from_on or day
    with telling(asked) as tell:
        if options.give_to is not None:
            found = having(database, person.person_id, from_on)
            receiver, members = _receiver(database, options.give_to, person.person_id, day)
            done = _give(database, actor, asked, everything(found, receiver, members, day), found)
            if done:
                tell("user.given", {"count": done, "to": given.line(options.give_to)})
        perform(database, actor, day, DeactivatePerson(person.person_id, person.version, from_on))
        tell("user.left", {"name": person.name, "on": from_on})
    return 0


def _give(database: Database, actor: Actor, asked: Asked, commands: tuple[object, ...], found: Having) -> int:
    """Give away what somebody has, and return how much that was. Raises `Refused` where not all could be."""
    progress, refused, done = Progress(), [], 0
    for _, outcome in perform_all(database, actor, today(database), commands):
        done += 1
        progress(say("give_away.under_way", {"done": done, "count": found.number}, asked.language))
        if isinstance(outcome, CasebookError):
            refused.append(outcome)
    progress.done()
    if refused:
        why = refused[0].code, refused[0].parameters
        raise Refused("user.not_given", source=HOUSE_RULE, count=len(refused), done=done - len(refused), why=why)
    return done


def _receiver(database: Database, named: str, leaver: int, day: date) -> tuple[Receiver, list[int]]:
    """Return who gets it by a login or the name of a team, and of a team the people who can be given work."""
    here = {one.id for one in choices.receivers(database, day)} - {leaver}
    person = next((one for one in people.persons(database, day) if one.login == named), None)
    if person is not None:
        return Receiver((person.person_id,)), []
    team = next((one for one in people.teams(database, day) if one.name == given.line(named)), None)
    if team is None:
        raise Refused("user.no_receiver", source=HOUSE_RULE, name=given.line(named))
    return Receiver((), team.team_id), [one for one in team.person_ids if one in here]
