"""T13: handler M. leaves on 30-11 with 43 next actions, 2 requests and 3 bank items; P. stands in from 23-11."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest

from casebook.errors import CasebookError, Refused
from casebook.jobs.give_away import Giving, Receiver, everything, giving, having
from casebook.store.actions.approvals import DecideApproval, WithdrawApproval, asked_for
from casebook.store.actions.approvals_given import WithdrawForColleague
from casebook.store.actions.cases import CloseCase, OpenCase, ReopenCase
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.owners import HandOverCase
from casebook.store.actions.people import ActivatePerson, AddPerson, AddTeam, DeactivatePerson, JoinTeam
from casebook.store.actions.stand_ins import BeginStandIn
from casebook.store.actions.undo import RedoStep, UndoStep
from casebook.store.models.cases import Closing, NextKind
from casebook.store.models.parties import PartyKind
from casebook.store.models.people import Role
from casebook.store.perform import perform_all
from casebook.store.queries import people, queue
from casebook.store.queries.queue import Whose
from casebook.store.transaction import Actor
from casebook.store.verify import verify
from tests.store.actions.refusal import refused
from tests.store.actions.statement import Bank
from tests.trials.office import Office

STANDS_IN_ON, LEAVES_ON = date(2026, 11, 23), date(2026, 11, 30)
ALL = {"cases": 43, "approvals": 2, "bank": 3}


class Leaving(NamedTuple):
    """M. with her cases and requests, P. who stands in, and two teams of who stays."""

    office: Office
    leaver: Actor
    stand_in: Actor
    cases: list[int]
    requests: list[int]
    team: int
    members: tuple[int, ...]

    @property
    def m(self) -> int:
        assert self.leaver.person is not None
        return self.leaver.person

    def open(self) -> Mapping[str, int]:
        """Return what keeps her from leaving, by kind."""
        version = self.office.database.value("SELECT version FROM person WHERE id = ?", (self.m,))
        leaves = DeactivatePerson(self.m, version)
        return _by_kind(refused("person.open_work", lambda command: self.office.act(command, self.office.lead), leaves))

    def give(self, *commands: Giving) -> int:
        """Give work away and return the step; nothing of it is refused."""
        outcomes = [done for _, done in perform_all(self.office.database, self.office.lead, self.office.day, commands)]
        assert not [one for one in outcomes if isinstance(one, CasebookError)]
        (step,) = {one.step for one in outcomes if not isinstance(one, CasebookError)}
        assert step is not None
        return step


@pytest.fixture
def leaving(office: Office) -> Leaving:
    lead = office.lead
    leaver = Actor(office.act(AddPerson("m", "M. Meijer"), lead), frozenset({Role.HANDLER}))
    # He leads too: who may approve, and yet not what he asked for her.
    stand_in = office.act(AddPerson("p", "P. Post", (Role.HANDLER, Role.LEAD)), lead)
    team = office.act(AddTeam("Noord"), lead)
    members = tuple(office.act(AddPerson(name, name.upper()), lead) for name in ("a", "b"))
    for member in (*members, leaver.person):
        office.act(JoinTeam(team, member, office.day), lead)
    kinds = (PartyKind.NATURAL, PartyKind.LEGAL, PartyKind.LEGAL)
    debtors = [office.party(f"Debiteur {n}", kinds[n % 3], home=False) for n in range(43)]
    cases = [office.act(OpenCase(debtor, STANDS_IN_ON, owner_person_id=leaver.person)) for debtor in debtors]
    requests = [office.act(asked_for(AddNote(case, "x"), "mag dit?"), leaver) for case in cases[:2]]
    bank = Bank(office.database, lead, office.creditor)
    for number, case in enumerate(cases[:3]):
        office.claim(case, f"M-2026-10{number}", 10_000, date(2026, 10, 1))
        bank.entry(9_000 + number, f"factuur M-2026-10{number}")
    office.act(BeginStandIn(stand_in, leaver.person or 0, STANDS_IN_ON, LEAVES_ON), lead)
    return Leaving(
        office, leaver, Actor(stand_in, frozenset({Role.HANDLER, Role.LEAD})), cases, requests, team, members
    )


def test_leaving_is_refused_with_all_that_is_open_until_all_is_given_away_by_segment_as_one_step(
    leaving: Leaving,
) -> None:
    office, database = leaving.office, leaving.office.database
    office.day = LEAVES_ON
    assert leaving.open() == ALL
    found = having(database, leaving.m, LEAVES_ON)
    segments = Counter(one.segment for one in found.cases)
    assert sorted(segments.values()) == [15, 28]
    first, second = segments
    to = {first: Receiver((leaving.stand_in.person or 0,)), second: Receiver(leaving.members)}
    commands = [
        command
        for segment, receiver in to.items()
        for command, _ in giving([one for one in found.cases if one.segment == segment], receiver, LEAVES_ON)
    ]
    step = leaving.give(*commands)
    assert leaving.open() == {"approvals": 2}
    got = {person: len(people.work_of(database, person)) for person in leaving.members}
    assert sum(got.values()) == segments[second]
    # Evenly, and what comes first in the queue evenly too.
    assert max(got.values()) - min(got.values()) <= 1
    office.act(UndoStep(step), office.lead)
    assert leaving.open() == ALL
    office.act(RedoStep(step), office.lead)
    assert leaving.open() == {"approvals": 2}


def test_one_receiver_gets_all_of_it_and_what_a_team_cannot_have_goes_to_its_people(leaving: Leaving) -> None:
    office, database = leaving.office, leaving.office.database
    office.day = LEAVES_ON
    found = having(database, leaving.m, LEAVES_ON)
    step = leaving.give(*everything(found, Receiver((), leaving.team), leaving.members, LEAVES_ON))
    assert database.value("SELECT count(*) FROM cases WHERE owner_team_id = ?", (leaving.team,)) == 43
    given = database.fetch("SELECT asked_by_id, given_to_id FROM approval ORDER BY id")
    assert given == [(leaving.m, member) for member in leaving.members]
    office.act(DeactivatePerson(leaving.m, 1), office.lead)
    # Taken back it would leave her cases to somebody who is gone.
    refused("undo.not_last", lambda command: office.act(command, office.lead), UndoStep(step))
    office.act(UndoStep(database.value("SELECT max(step) FROM log")), office.lead)
    office.act(UndoStep(step), office.lead)
    assert leaving.open() == ALL


def test_who_was_given_a_request_withdraws_it_but_does_not_decide_on_it(leaving: Leaving) -> None:
    office, (first, second) = leaving.office, leaving.requests
    office.day = LEAVES_ON
    found = having(office.database, leaving.m, LEAVES_ON)
    post = Receiver((leaving.stand_in.person or 0,))
    leaving.give(*(command for command, _ in giving(found.requests[:1], post, LEAVES_ON)))
    decide = DecideApproval(first, 2, approve=True, reason="akkoord")
    refused("approval.own", lambda command: office.act(command, leaving.stand_in), decide)
    office.act(WithdrawApproval(first, 2), leaving.stand_in)
    withdrawn = [command for command, _ in giving(found.requests[1:], Receiver(withdraws=True), LEAVES_ON, "vertrekt")]
    assert withdrawn == [WithdrawForColleague(second, 1, "vertrekt")]
    refused("actions.role", lambda command: office.act(command, office.handler), withdrawn[0])
    leaving.give(*withdrawn)
    states = office.database.fetch("SELECT state FROM approval ORDER BY id")
    assert [state for (state,) in states] == ["withdrawn", "withdrawn"]


def test_who_stands_in_has_her_queue_and_what_he_asks_for_her_he_does_not_approve(leaving: Leaving) -> None:
    office, database, post = leaving.office, leaving.office.database, leaving.stand_in
    assert post.person is not None
    assert people.standing_in_for(database, post.person, STANDS_IN_ON - timedelta(1)) == []
    office.day = STANDS_IN_ON
    (begun,) = people.standing_in_for(database, post.person, STANDS_IN_ON)
    assert (begun.other, len(queue.queue(Whose(begun.for_id)).after(database, None, 99).rows)) == ("M. Meijer", 43)
    asked = office.act(asked_for(AddNote(leaving.cases[0], "y"), "voor M."), post)
    line = database.fetch("SELECT person_id, on_behalf_of_id FROM log ORDER BY number DESC LIMIT 1")
    assert line == [(post.person, leaving.m)]
    for waiting in (asked, *leaving.requests):
        deciding = DecideApproval(waiting, 1, approve=True, reason="akkoord")
        refused("approval.own", lambda command: office.act(command, post), deciding)


def test_her_session_ends_and_her_name_stays(leaving: Leaving) -> None:
    office, database = leaving.office, leaving.office.database
    hers = "SELECT count(*) FROM log l JOIN person p ON p.id = l.person_id WHERE p.name = 'M. Meijer'"
    office.act(AddNote(leaving.cases[0], "nog een"), leaving.leaver)
    before = database.value(hers)
    office.day = LEAVES_ON
    leaving.give(*everything(having(database, leaving.m, LEAVES_ON), Receiver((leaving.members[0],)), (), LEAVES_ON))
    office.act(DeactivatePerson(leaving.m, 1), office.lead)
    late = AddNote(leaving.cases[0], "te laat")
    left = refused("person.left", lambda command: office.act(command, leaving.leaver), late)
    assert left["name"] == "M. Meijer"
    assert database.value(hers) == before
    office.act(ActivatePerson(leaving.m, 2), office.lead)
    office.act(late, leaving.leaver)


def test_no_open_case_is_ever_hers_once_she_left(leaving: Leaving) -> None:
    office, database = leaving.office, leaving.office.database
    closed = leaving.cases[-1]
    office.act(CloseCase(closed, 1, Closing.NOT_OURS), leaving.leaver)
    office.day = LEAVES_ON
    leaving.give(*everything(having(database, leaving.m, LEAVES_ON), Receiver((leaving.members[0],)), (), LEAVES_ON))
    # As soon as the day is known, also before it came.
    office.act(DeactivatePerson(leaving.m, 1, LEAVES_ON + timedelta(7)), office.lead)
    debtor = office.party("Nieuw", home=False)
    version = database.value("SELECT version FROM cases WHERE id = ?", (leaving.cases[0],))
    for command in (
        OpenCase(debtor, LEAVES_ON, owner_person_id=leaving.m),
        HandOverCase(leaving.cases[0], version, owner_person_id=leaving.m),
        ReopenCase(closed, 2, LEAVES_ON, NextKind.CALL),
    ):
        with pytest.raises(Refused) as told:
            office.act(command)
        assert told.value.code == "person.leaves"
    office.until(LEAVES_ON + timedelta(8))
    hers = "SELECT count(*) FROM cases WHERE state <> 'closed' AND owner_person_id = ?"
    assert database.value(hers, (leaving.m,)) == 0
    assert list(verify(database, office.day)) == []


def _by_kind(parameters: Mapping[str, Any]) -> dict[str, int]:
    found, said = {}, parameters["what"]
    while said[0] == "open_work.and":
        code, given = said[1]["first"]
        found[code.partition(".")[2]] = given["count"]
        said = said[1]["second"]
    return {**found, said[0].partition(".")[2]: said[1]["count"]}
