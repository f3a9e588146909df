"""Keys of people: one person each, never again after they were revoked, and the end of the sessions begun with them."""

from datetime import timedelta

import pytest

from casebook.errors import Refused
from casebook.store.actions.approvals import DecideApproval, asked_for
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.people import AddPerson, ChangePerson, DeactivatePerson, GrantRole
from casebook.store.actions.ssh_keys import MOST_A_DAY, AddKey, RefuseSession, RevokeKey
from casebook.store.actions.undo import UndoStep
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.models.ssh import Refusal
from casebook.store.perform import perform, perform_all
from casebook.store.queries import ssh_keys
from casebook.store.transaction import NOBODY, Actor
from tests.store.actions.desk import TODAY, Desk

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIL5v71B1rZh28WTXWoAinYBp50495F88RD1KbFE60ej3"
FINGERPRINT = "SHA256:yAgSvao4qWWJWNTvWpCxB78rt5YlbIVrMGiop0DWxGg"


@pytest.fixture
def desk(database: Database, actor: Actor) -> Desk:
    return Desk(database, actor)


def refusal(code: str, desk: Desk, command: object, actor: Actor | None = None) -> None:
    with pytest.raises(Refused) as refused:
        perform(desk.database, actor or desk.actor, TODAY, command)
    assert refused.value.code == code


def test_a_key_is_of_one_person_and_says_who_gave_it(desk: Desk) -> None:
    person = desk.act(AddPerson("k.bos", "Kim Bos"))
    other = desk.act(AddPerson("p.post", "Pia Post"))
    desk.act(AddKey(person, f"{KEY} [/b] laptop"))
    (key,) = ssh_keys.keys_of(desk.database, "k.bos")
    assert (key.fingerprint, key.comment, key.added_on) == (FINGERPRINT, "[/b] laptop", TODAY)
    assert key.lets_in(TODAY)
    refusal("ssh_key.taken", desk, AddKey(other, KEY))
    refusal("ssh_key.taken", desk, AddKey(person, KEY))


def test_a_key_that_was_revoked_is_nobodys_for_ever(desk: Desk) -> None:
    person = desk.act(AddPerson("k.bos", "Kim Bos"))
    id_ = desk.act(AddKey(person, KEY))
    desk.act(RevokeKey(id_, 1))
    (key,) = ssh_keys.keys(desk.database)
    assert (key.revoked_on, key.lets_in(TODAY)) == (TODAY, False)
    refusal("ssh_key.revoked", desk, RevokeKey(id_, 2))
    refusal("ssh_key.was_revoked", desk, AddKey(person, KEY))


def test_only_an_administrator_gives_and_takes_keys_also_his_own(desk: Desk) -> None:
    person = desk.act(AddPerson("k.bos", "Kim Bos", (Role.HANDLER, Role.LEAD)))
    kim = Actor(person, frozenset({Role.HANDLER, Role.LEAD}))
    refusal("actions.role", desk, AddKey(person, KEY), kim)
    id_ = desk.act(AddKey(person, KEY))
    refusal("actions.role", desk, RevokeKey(id_, 1), kim)


def test_nobody_comes_in_who_left_or_whose_login_a_shell_could_read_otherwise(desk: Desk) -> None:
    person = desk.act(AddPerson("k.bos", "Kim Bos"))
    desk.act(AddKey(person, KEY))
    desk.act(DeactivatePerson(person, 1))
    assert not ssh_keys.keys(desk.database)[0].lets_in(TODAY)
    odd = desk.act(AddPerson("a;id", "A. Id"))
    refusal("ssh_key.login", desk, AddKey(odd, KEY))
    plain = desk.act(AddPerson("plain", "P. Lain"))
    refusal("person.inactive", desk, AddKey(person, KEY))
    desk.act(ChangePerson(plain, 1, "anders", "P. Lain"))


def test_a_session_ends_with_its_key(desk: Desk) -> None:
    person = desk.act(AddPerson("k.bos", "Kim Bos"))
    id_ = desk.act(AddKey(person, KEY))
    kim = Actor(person, frozenset({Role.HANDLER}), key=id_)
    note = AddNote(desk.case, "eerst")
    perform(desk.database, kim, TODAY, note)
    desk.act(RevokeKey(id_, 1))
    refusal("ssh_key.gone", desk, note, kim)
    ((_, outcome),) = perform_all(desk.database, kim, TODAY, [note])
    assert isinstance(outcome, Refused)
    perform(desk.database, kim._replace(key=None), TODAY, note)


def test_a_key_that_is_taken_back_ends_it_too(desk: Desk) -> None:
    person = desk.act(AddPerson("k.bos", "Kim Bos"))
    added = perform(desk.database, desk.actor, TODAY, AddKey(person, KEY))
    kim = Actor(person, frozenset({Role.HANDLER}), key=added.result)
    assert added.step is not None
    desk.act(UndoStep(added.step))
    refusal("ssh_key.gone", desk, AddNote(desk.case, "x"), kim)


def test_what_is_refused_is_on_record_without_control_codes_for_good(desk: Desk) -> None:
    asked = RefuseSession(Refusal.COMMAND, "get \x1b[2J../x", "192.0.2.7", FINGERPRINT, desk.actor.person)
    done = perform(desk.database, NOBODY, TODAY, asked)
    (row,) = ssh_keys.refusals(desk.database, 10)
    assert (row.why, row.asked, row.address) == (Refusal.COMMAND, "get ../x", "192.0.2.7")
    assert ssh_keys.is_told(desk.database, FINGERPRINT, TODAY, Refusal.COMMAND, "get ../x")
    assert not ssh_keys.is_told(desk.database, FINGERPRINT, TODAY, Refusal.COMMAND, "get ../y")
    assert not ssh_keys.is_told(desk.database, FINGERPRINT, TODAY, Refusal.REVOKED, "get ../x")
    assert done.step is not None
    with pytest.raises(Refused):
        desk.act(UndoStep(done.step))


def test_nobody_fills_the_log_with_what_he_is_refused(desk: Desk) -> None:
    for number in range(MOST_A_DAY + 1):
        perform(desk.database, NOBODY, TODAY, RefuseSession(Refusal.COMMAND, f"sh {number}", "", FINGERPRINT))
    assert len(ssh_keys.refusals(desk.database, 2 * MOST_A_DAY)) == MOST_A_DAY
    # Another kind, another key and another day stand on record.
    other = RefuseSession(Refusal.COMMAND, "sh", "", "SHA256:other")
    for day, asked in (
        (TODAY, RefuseSession(Refusal.REVOKED, "", "", FINGERPRINT)),
        (TODAY, other),
        (TODAY + timedelta(1), RefuseSession(Refusal.COMMAND, "sh", "", FINGERPRINT)),
    ):
        assert perform(desk.database, NOBODY, day, asked).result


def test_what_is_not_his_to_do_is_refused_and_on_record_once_a_day(desk: Desk) -> None:
    kim = Actor(desk.act(AddPerson("k.bos", "Kim Bos")), frozenset({Role.HANDLER}))
    over_ssh = kim._replace(key=desk.act(AddKey(kim.person or 0, KEY)))
    beyond = AddPerson("x", "X", (Role.ADMINISTRATOR,))
    refusal("actions.role", desk, beyond, kim)
    assert not ssh_keys.refusals(desk.database, 10)
    for _ in range(2):
        refusal("actions.role", desk, beyond, over_ssh)
        ((_, outcome),) = perform_all(desk.database, over_ssh, TODAY, [beyond])
        assert isinstance(outcome, Refused)
    (row,) = ssh_keys.refusals(desk.database, 10)
    assert (row.name, row.why, row.asked, row.fingerprint) == ("Kim Bos", Refusal.COMMAND, "person.add", FINGERPRINT)
    assert desk.database.value("SELECT count(*) FROM person WHERE login = 'x'") == 0


def test_a_role_that_is_gone_is_gone_for_a_session_that_knows_it_still(desk: Desk) -> None:
    person = desk.act(AddPerson("k.bos", "Kim Bos"))
    key = desk.act(AddKey(person, KEY))
    one, other = (desk.act(asked_for(AddNote(desk.case, text), "twijfel")) for text in ("eerst", "dan"))
    granted = perform(desk.database, desk.actor, TODAY, GrantRole(person, Role.LEAD, TODAY))
    lead = Actor(person, frozenset({Role.HANDLER, Role.LEAD}), key=key)
    perform(desk.database, lead, TODAY, DecideApproval(one, 1, approve=True, reason="ja"))
    assert granted.step is not None
    desk.act(UndoStep(granted.step))
    yes = DecideApproval(other, 1, approve=True, reason="ja")
    refusal("actions.role", desk, yes, lead)
    ((_, outcome),) = perform_all(desk.database, lead, TODAY, [yes])
    assert isinstance(outcome, Refused)
    assert desk.database.value("SELECT count(*) FROM note WHERE text = 'dan'") == 0


def test_an_approval_is_given_once_and_by_somebody_else(desk: Desk) -> None:
    lead = frozenset({Role.HANDLER, Role.LEAD})
    asker, other = (Actor(desk.act(AddPerson(one, one, tuple(lead))), lead) for one in ("k.bos", "p.smit"))
    asker = asker._replace(key=desk.act(AddKey(asker.person or 0, KEY)))
    asked = perform(desk.database, asker, TODAY, asked_for(AddNote(desk.case, "mag dit"), "twijfel")).result
    refusal("approval.own", desk, DecideApproval(asked, 1, approve=True, reason="ja"), asker)
    perform(desk.database, other, TODAY, DecideApproval(asked, 1, approve=True, reason="ja"))
    decided = other._replace(key=asker.key)
    refusal("approval.decided", desk, DecideApproval(asked, 2, approve=True, reason="nog eens"), decided)
    rows = [(row.why, row.asked) for row in ssh_keys.refusals(desk.database, 10)]
    assert rows == [(Refusal.COMMAND, "approval.decide")]
    assert desk.database.value("SELECT count(*) FROM note WHERE text = 'mag dit'") == 1


def test_the_session_of_who_left_ends_on_record(desk: Desk) -> None:
    person = desk.act(AddPerson("k.bos", "Kim Bos"))
    kim = Actor(person, frozenset({Role.HANDLER}), key=desk.act(AddKey(person, KEY)))
    desk.act(DeactivatePerson(person, 1))
    refusal("person.left", desk, AddNote(desk.case, "x"), kim)
    assert [(row.why, row.asked) for row in ssh_keys.refusals(desk.database, 10)] == [(Refusal.LEFT, "note.add")]
