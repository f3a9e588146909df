"""A day of two people on one book, by the keyboard alone, on either engine; they get in each other's way twice."""

import re
from collections.abc import Mapping
from datetime import timedelta

from casebook import format as form
from casebook.store.people import today_in
from casebook.store.queries import queue
from tests.acceptance.conftest import Book
from tests.acceptance.desk import CASE, Desk
from tests.acceptance.terminal import ANSWERING, LOGIN, SMALL, USUAL, terminal

# Another person of the sample office: the name that the operating system gives is hers.
AS_MIEKE = f"""
import os, pwd
user = pwd.getpwuid(os.getuid())
pwd.getpwuid = lambda _: pwd.struct_passwd(("m.jansen", *user[1:]))
{ANSWERING}
"""
TODAY = today_in("Europe/Amsterdam")
MARKED = re.compile(r"(\d+) marked")
PERSON = "SELECT id FROM person WHERE login = ?"
OWNER = "SELECT p.login FROM cases c LEFT JOIN person p ON p.id = c.owner_person_id WHERE c.number = ?"
PLAN = "SELECT next_note FROM cases WHERE number = ?"
WAITING = """
    SELECT c.number FROM cases c JOIN case_now n ON n.case_id = c.id WHERE c.owner_team_id IS NOT NULL AND n.band <= 2
"""
# Whom she hears of by a telephone number, and by name.
NAMES = ("Stichting Wijkkas De Lantaarn", "F. Nguyen", "A. Zijlstra", "N. Brouwer")
WITH_TAG = "SELECT count(*) FROM tag WHERE word = ?"
CALLS = 5
CLEARED = "\x15"


def home(book: Book, name: str) -> Mapping[str, str]:
    """A home of her own, and her language."""
    return {**book.environment, "HOME": f"{book.environment['HOME']}/{name}", "LANG": "nl_NL.UTF-8"}


def test_two_people_work_twenty_cases(office: Book) -> None:
    with (
        terminal(size=USUAL, environment=office.environment, program=ANSWERING) as here,
        terminal(size=SMALL, environment=home(office, "mieke"), program=AS_MIEKE) as there,
    ):
        me, mieke = Desk(here, office), Desk(there, office)
        here.shows("▸  !!")
        there.shows("▸  !!")
        worked = [
            *calls(me, "s", LOGIN),
            *calls(mieke, "g", "m.jansen"),
            *plans(me),
            *handed_over(me, mieke),
            *taken(me, mieke),
        ]
        in_bulk(me)
        worked += [*found_by_what_is_quoted(mieke), *lost_race(me, mieke)]
        same_counts(me, mieke)
        for desk in (me, mieke):
            desk.screen.type("Q")
            assert desk.screen.ends() == 0
    assert len(set(worked)) >= 20, worked
    assert office.is_clean()


def calls(desk: Desk, spoke: str, login: str) -> list[str]:
    """Calls typed ahead: each is of the next case, because the one before left for its next action."""
    desk.do("/band:3\r", "/ band:3")
    said = [f"{login} {number}" for number in range(CALLS)]
    count = "SELECT count(*) FROM contact t JOIN person p ON p.id = t.person_id WHERE p.login = ?"
    desk.does("".join(f"c{spoke}{text}\r" for text in said), count, login, comes_to=CALLS)
    rows = desk.book.fetch(
        "SELECT c.number, t.text, t.outcome, c.next_kind FROM contact t JOIN cases c ON c.id = t.case_id"
        " JOIN person p ON p.id = t.person_id WHERE p.login = ? ORDER BY t.id",
        login,
    )
    assert [row[1:] for row in rows] == [(text, "informed", "await_answer") for text in said]
    numbers = [row[0] for row in rows]
    assert len(set(numbers)) == CALLS, numbers
    return numbers


def plans(me: Desk) -> list[str]:
    """A next action, the same once more on another case, a note, a hold, a tag, and one that is put off."""
    worked = []
    for keys, statement in (
        ("f+30\tvisit\tbring papers\r", "SELECT count(*) FROM cases WHERE next_note = 'bring papers'"),
        (".\r", "SELECT count(*) - 1 FROM cases WHERE next_note = 'bring papers'"),
        ("z+10\r", "SELECT count(*) FROM log WHERE command = 'case.set_next' AND person_id = ? AND number > ?"),
        ("nput on file\r", "SELECT count(*) FROM note WHERE text = 'put on file'"),
        ("hwaits for its books\t\t+20\r", "SELECT count(*) FROM hold WHERE reason = 'waits for its books'"),
        ("#visit\r", "SELECT count(*) FROM tag WHERE word = 'visit'"),
    ):
        me.settled()
        worked.append(me.number)
        head = (me.book.value(PERSON, LOGIN), me.book.value("SELECT max(number) FROM log"))
        me.does(keys, statement, *(head if "?" in statement else ()), comes_to=1)
        me.screen.type("j")
    planned = TODAY + timedelta(days=30)
    assert me.book.value("SELECT count(*) FROM cases WHERE next_note = 'bring papers' AND next_on = ?", planned) == 2
    return worked


def handed_over(me: Desk, mieke: Desk) -> list[str]:
    """Two cases go to a colleague with a note; she sees them come by themselves."""
    worked = []
    for text in ("she knows him", "closer to her"):
        me.settled()
        number = me.number
        me.does(f"mmieke\r{text}\r", OWNER, number, comes_to="m.jansen")
        assert me.book.value("SELECT count(*) FROM note WHERE text = ?", text) == 1
        worked.append(number)
    mieke.do(f"q/{worked[0]}\r", f"▸      {worked[0]}")
    mieke.do("nal gebeld\r", "vastgelegd")
    mieke.do("q", "Vandaag ▸ mijn werk ")
    return worked


def taken(me: Desk, mieke: Desk) -> list[str]:
    """A case waits for the team beside another: two who take at once get one each, and then there is none."""
    me.do("q2", "· 2 red", "▸  !!")
    me.settled()
    number = me.number
    me.do("mteam\r\r", f"{number}", "saved")
    numbers = [number for (number,) in me.book.fetch(WAITING)]
    assert number in numbers
    assert len(numbers) == 2
    me.settled()
    mieke.settled()
    me.screen.type("N")
    mieke.screen.type("N")
    me.screen.wait(lambda: me.book.value(WAITING) is None, "both are to be taken")
    assert {me.book.value(OWNER, number) for number in numbers} == {LOGIN, "m.jansen"}
    me.screen.shows("is yours now")
    mieke.screen.shows("is nu van u")
    me.do("N", "✗ No case in your team's queue needs work now.")
    return numbers


def in_bulk(me: Desk) -> None:
    """What is routine is kept as a view, marked whole and tagged; that is one step, undone and done again."""
    me.do("q/band:3\r", "/ band:3", "found")
    me.do("Wsroutine\r", "View routine saved under 6.")
    me.do("q6", "6 routine")
    me.do("V", "marked")
    found = MARKED.search(me.screen.text)
    assert found
    count = int(found[1])
    assert count > 10
    me.do("#desk\t\t12345\r", "This is about")
    me.do(f"{CLEARED}{count}\r", f"Saved for {count} cases")
    assert me.book.value(WITH_TAG, "desk") == count
    step = me.book.value("SELECT max(step) FROM log")
    assert me.book.value("SELECT count(*) FROM log WHERE step = ?", step) == count
    me.do("u", f"Undone: {count} actions")
    assert me.book.value(WITH_TAG, "desk") == 0
    me.do("U", f"Done again: {count} actions")
    assert me.book.value(WITH_TAG, "desk") == count
    me.do("qM", "Today ▸ my work ")


def found_by_what_is_quoted(mieke: Desk) -> list[str]:
    """A debtor calls from abroad and contests his invoice; another is assessed, one died, one asks for his data."""
    caller, jobless, late, curious = NAMES
    mieke.finds("+31 30 001 24 62", caller)
    mieke.do("D\tdub", "dubbel gefactureerd", "aanmanen over")
    mieke.saves("SELECT count(*) FROM dispute WHERE reason = 'double_invoice'")
    mieke.finds(jobless, jobless)
    mieke.do("an\t\tbaan kwijt" + "\t" * 7 + "4\t2\t3\t3\tonv", "Enter opslaan")
    mieke.saves("SELECT count(*) FROM assessment_answer WHERE text = 'baan kwijt'")
    mieke.finds(late, late)
    died = form.day(TODAY - timedelta(days=40), "nl")
    mieke.do(f"Ce{died}\trouwkaart", "rouwkaart")
    mieke.saves("SELECT count(*) FROM estate WHERE source = 'rouwkaart'")
    mieke.finds(curious, curious)
    mieke.do("CkiWelke gegevens?", "AVG art. 12")
    mieke.saves("SELECT count(*) FROM person_request WHERE text LIKE 'Welke gegevens_'")
    mieke.do("qqqq", "Vandaag ▸ mijn werk")
    return [mieke.book.value(CASE, name) for name in NAMES]


def lost_race(me: Desk, mieke: Desk) -> list[str]:
    """Both change what is done next: the second sees field by field what the first made of it, and decides."""
    number = me.finds("N. Huisman", "N. Huisman")
    me.do("f+12\tcall\tmine", "mine")
    mieke.finds(number, "N. Huisman")
    mieke.does("f+14\tschr\thers\r", PLAN, number, comes_to="hers")
    me.do("\r", "A colleague was first", "Changed meanwhile by Mieke Jansen", "is now hers", "you: mine")
    assert me.book.value(PLAN, number) == "hers"
    me.does("\r", PLAN, number, comes_to="mine")
    me.do("mpieter\r", "Hand over to Pieter Bakker")
    mieke.does("mkarin\rliever jij\r", OWNER, number, comes_to="k.devries")
    me.do("\r", "A colleague was first", "was Mieke Jansen, is now Karin de Vries", "you: Pieter Bakker")
    me.screen.type("\x1b")
    me.screen.shows_no("Hand over to")
    me.screen.shows("also open at Mieke Jansen")
    me.do("q", "Today ▸ my work")
    mieke.do("q", "Vandaag ▸ mijn werk")
    assert me.book.value(OWNER, number) == "k.devries"
    return [number]


def same_counts(me: Desk, mieke: Desk) -> None:
    """Both look at everybody's queue, and it stands as the database has it."""
    me.do("[", "everybody")
    mieke.do("[", "iedereen")
    counted = me.book.read(queue.band_counts, queue.EVERYBODY)
    counts = [counted[band].number for band in (1, 2, 3)]
    for desk in (me, mieke):
        desk.screen.wait(lambda desk=desk: desk.counts == counts, f"the counts are to be {counts}")  # type: ignore[misc]  # mypy cannot type the defaults of a lambda
