"""Mails leave once: whoever sends them, however often it is killed; what nobody knows a person decides."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from casebook.channels.smtp import Fate, Outcome
from casebook.domain.letters.proof import Doubt
from casebook.domain.letters.standing import LetterState
from casebook.domain.letters.ways import DispatchWay
from casebook.errors import InputError, SettingsError
from casebook.jobs.outbox import Mailed, Some, send_mails
from casebook.store.actions import dispatches
from casebook.store.actions.dispatches import DecideDoubt, MarkDoubt
from casebook.store.actions.letters import ChangeWays
from casebook.store.database import Database
from casebook.store.queries import leaving, letter_card
from casebook.store.transaction import Actor
from casebook.words import LANGUAGES, say
from tests.channels.server import Taken, free_port, serving
from tests.jobs.outbox.letters import Office, settings
from tests.store.actions.desk import TODAY

SENDER = "tests.jobs.outbox.sender"
EMAIL = DispatchWay.EMAIL


@pytest.fixture
def office(database: Database, actor: Actor) -> Office:
    return Office(database, actor)


def mailed(office: Office, taken: Taken, language: str = "nl") -> Mailed:
    with serving(taken) as port:
        return send_mails(office.database, office.actor, TODAY, settings(port, language=language))


def state(office: Office, letter: int) -> LetterState:
    return office.post.state(letter)


def test_what_is_released_is_sent_once(office: Office) -> None:
    letters = office.all_released(["a@voorbeeld.nl", "b@voorbeeld.nl"], EMAIL)
    taken = Taken()
    assert mailed(office, taken) == Mailed(2, 0, 0, 0)
    assert [to for to, _ in taken.mails] == ["a@voorbeeld.nl", "b@voorbeeld.nl"]
    assert taken.message_ids() == [one.message_id for one in office.dispatches(*letters)]
    assert {state(office, letter) for letter in letters} == {LetterState.SENT}
    assert mailed(office, taken) == Mailed(0, 0, 0, 0)
    message = taken.messages()[0]
    text, pdf = message.iter_parts()
    assert "Van Dam" not in message["From"]
    assert "1.250,00" in text.get_content()
    assert pdf.get_content().startswith(b"%PDF-")
    assert message["Subject"] == letter_card.texts(office.database, letters)[letters[0]].subject


def test_some_are_sent_and_told_how_far(office: Office) -> None:
    one, other = office.all_released(["a@voorbeeld.nl", "b@voorbeeld.nl"], EMAIL)
    told: list[tuple[int, int]] = []
    with serving(Taken()) as port:
        some = Some({other}, lambda done, of: told.append((done, of)))
        assert send_mails(office.database, office.actor, TODAY, settings(port), some).sent == 1
    assert told == [(1, 1)]
    assert (state(office, one), state(office, other)) == (LetterState.RELEASED, LetterState.SENT)


def test_paid_meanwhile_it_does_not_leave(office: Office) -> None:
    from casebook.store.actions.holds import PlaceHold

    letter = office.released(EMAIL)
    case = office.post.card(letter).row.case_id
    office.desk.act(PlaceHold(case, "wacht", TODAY, TODAY + timedelta(30)))
    taken = Taken()
    found = mailed(office, taken)
    assert (found.sent, taken.mails, [one.letter_id for one in found.told]) == (0, [], [letter])
    assert found.told[0].code.startswith("stop.")
    assert state(office, letter) is LetterState.RELEASED


def test_each_that_did_not_leave_stands_where_a_person_can_act(office: Office) -> None:
    names = ("geen", "later", "vol", "stil", "weg", "goed")
    letters = dict(zip(names, office.all_released([f"{name}@voorbeeld.nl" for name in names], EMAIL), strict=True))
    taken = Taken()
    taken.to = {"geen@voorbeeld.nl": "550 no such user", "later@voorbeeld.nl": "450 greylisted"}
    taken.data = {"vol@voorbeeld.nl": "552 mailbox full"}
    taken.gone = {"stil@voorbeeld.nl", "weg@voorbeeld.nl"}
    found = mailed(office, taken)
    assert found[:4] == (1, 1, 2, 2)
    stands = {name: state(office, letter) for name, letter in letters.items()}
    assert stands == {
        "geen": LetterState.RELEASED,
        "later": LetterState.RELEASED,
        "vol": LetterState.RELEASED,
        "stil": LetterState.IN_DOUBT,
        "weg": LetterState.IN_DOUBT,
        "goed": LetterState.SENT,
    }
    for one in found.told:
        for language in LANGUAGES:
            assert say(one.code, one.parameters, language).endswith(".")
    (refused,) = office.dispatches(letters["geen"])
    assert (refused.failed_on, refused.message_id is None) == (TODAY, False)
    assert "no such user" in refused.failed_because
    version = office.post.card(letters["geen"]).row.version
    office.desk.act(ChangeWays(letters["geen"], version, (DispatchWay.ORDINARY,), ()))
    assert leaving.to_go(office.database, {DispatchWay.ORDINARY})[0].letter_id == letters["geen"]
    taken.to, taken.gone = {}, set()
    assert mailed(office, taken)[:4] == (1, 0, 0, 0)
    assert Counter(to for to, _ in taken.mails)["stil@voorbeeld.nl"] == 1
    (doubted,) = office.dispatches(letters["stil"])
    office.desk.act(DecideDoubt(doubted.dispatch_id, doubted.version, was_sent=False, reason="niet in de bak"))
    assert mailed(office, taken)[:4] == (1, 0, 0, 0)
    assert Counter(taken.message_ids())[doubted.message_id or ""] == 2


def test_where_the_server_wants_none_of_us_nothing_was_begun(office: Office) -> None:
    letters = office.all_released(["a@voorbeeld.nl", "b@voorbeeld.nl"], EMAIL)
    with pytest.raises(InputError) as gone:
        send_mails(office.database, office.actor, TODAY, settings(free_port()))
    assert gone.value.code == "sending.no_server"
    with pytest.raises(SettingsError) as none:
        send_mails(office.database, office.actor, TODAY, settings())
    assert none.value.code == "sending.no_mail"
    assert all(one.waits and one.message_id is None for one in office.dispatches(*letters))
    taken = Taken()
    taken.to = dict.fromkeys(["a@voorbeeld.nl", "b@voorbeeld.nl"], "421 closing")
    found = mailed(office, taken)
    assert (found.waiting, found.stopped and found.stopped[0]) == (1, "sending.not_now")
    assert all(one.waits for one in office.dispatches(*letters))


@pytest.mark.parametrize("name", ["Jan\r\nBcc: x@y.nl", "=?utf-8?q?x?=", "a" * 300, "[/b] \x1b[31m <x@y.nl>"])
def test_no_name_reaches_another(office: Office, name: str) -> None:
    office.released(EMAIL, name=name)
    taken = Taken()
    assert mailed(office, taken).sent == 1
    assert [to for to, _ in taken.mails] == ["a@voorbeeld.nl"]
    assert [one.addr_spec for one in taken.messages()[0]["To"].addresses] == ["a@voorbeeld.nl"]
    assert "Bcc" not in taken.messages()[0]


def test_a_mail_address_that_is_none_fails_with_a_sentence(office: Office) -> None:
    letter = office.released(EMAIL)
    office.database.execute(
        "UPDATE dispatch SET mailed_to = ?, version = version + 1 WHERE letter_id = ?", ("a@b.nl, c@d.nl", letter)
    )
    found = mailed(office, Taken())
    assert (found.failed, found.told[0].code) == (1, "sending.no_address")
    assert "a@b.nl, c@d.nl" in office.dispatches(letter)[0].failed_because


def test_one_stopped_in_the_middle_is_in_doubt_at_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = office.released(EMAIL)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("casebook.channels.smtp.Connection.send", stopped)
    with pytest.raises(KeyboardInterrupt):
        mailed(office, Taken())
    assert state(office, letter) is LetterState.IN_DOUBT


def test_one_that_another_run_took_as_lost_stays_in_doubt(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = office.released(EMAIL)
    monkeypatch.setattr(dispatches, "LONGEST_SENDING", timedelta(0))

    def late(*_: object) -> Outcome:
        (now,) = office.dispatches(letter)
        office.desk.act(MarkDoubt(now.dispatch_id, now.version, "een ander"))
        return Outcome(Fate.TAKEN, "sending.taken")

    monkeypatch.setattr("casebook.channels.smtp.Connection.send", late)
    found = mailed(office, Taken())
    assert (found.sent, found.in_doubt, [one.letter_id for one in found.told]) == (0, 1, [letter])
    assert state(office, letter) is LetterState.IN_DOUBT


class Sender:
    """A process that sends; it waits until it is told to start."""

    def __init__(self, office: Office, port: int) -> None:
        asked = {"address": office.database.address.text, "person": office.actor.person, "port": port}
        self.process = subprocess.Popen(
            [sys.executable, "-m", SENDER, json.dumps(asked)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[3],
        )

    def wait_until_ready(self) -> None:
        assert self.process.stdout
        assert self.process.stdout.readline() == "ready\n", self.process.communicate()[1]

    def start(self) -> None:
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()

    def finish(self) -> None:
        _, failed = self.process.communicate()
        assert self.process.returncode == 0, failed


@pytest.fixture
def senders() -> Iterator[list[Sender]]:
    """Senders that are stopped when the test ends, however it ends."""
    some: list[Sender] = []
    yield some
    for one in some:
        if one.process.poll() is None:
            one.kill()


def wait_for(taken: Taken, count: int, sender: Sender) -> None:
    """Wait until a server has so many mails, or the sender is done."""
    with taken.more:
        while len(taken.mails) < count and sender.process.poll() is None:
            taken.more.wait(0.05)


def test_two_senders_that_are_killed_send_each_letter_at_most_once(
    office: Office, senders: list[Sender], monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    count, kills = (200, 20) if pytestconfig.getoption("--long") else (40, 4)
    letters = office.all_released([f"d{number}@voorbeeld.nl" for number in range(count)], EMAIL)
    random, taken = Random(7), Taken()
    with serving(taken) as port:
        for turn in range(kills):
            pair = [Sender(office, port), Sender(office, port)]
            senders += pair
            for one in pair:
                one.wait_until_ready()
            for one in pair:
                one.start()
            # One is killed after some mails, the other a few later: anywhere in what they do.
            wait_for(taken, len(taken.mails) + random.randint(1, count // kills // 2), pair[0])
            pair[turn % 2].kill()
            wait_for(taken, len(taken.mails) + random.randint(0, 2), pair[1 - turn % 2])
            pair[1 - turn % 2].kill()
        last = Sender(office, port)
        senders.append(last)
        last.wait_until_ready()
        last.start()
        last.finish()
        monkeypatch.setattr(dispatches, "LONGEST_SENDING", timedelta(0))
        send_mails(office.database, office.actor, TODAY, settings(port))
    at_server = Counter(taken.message_ids())
    found = office.dispatches(*letters)
    sent = {one.message_id for one in found if one.sent_on}
    doubt = {one.message_id for one in found if one.doubt is Doubt.OPEN}
    assert set(at_server.values()) == {1}
    assert len(found) == count
    assert len(sent) + len(doubt) == count
    assert sent <= set(at_server) <= sent | doubt
    assert len(doubt) <= 2 * kills
    _decided(office, at_server)


def _decided(office: Office, at_server: Counter[str]) -> None:
    """A person looks at the server and decides; what did not leave then does, and nothing leaves twice."""
    for one in leaving.under_way(office.database):
        there = one.message_id in at_server
        office.desk.act(DecideDoubt(one.dispatch_id, one.version, there, "nagezien op de mailserver"))
    taken = Taken()
    mailed(office, taken)
    assert not at_server.keys() & set(taken.message_ids())
    assert leaving.under_way(office.database) == leaving.to_go(office.database, {EMAIL}) == ()
