"""Reminders of terms that nobody releases: shortly before the term, once, and where nothing is amiss."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from casebook.domain.arrangement.terms import AgreedHow, PlanInterest, PlanTerms, Rhythm
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.standing import LetterState
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.jobs import reminders, term_reminders
from casebook.jobs.letters import HOUSE
from casebook.law.book import NL, Book
from casebook.store import self_release
from casebook.store.actions.arrangements import AgreeArrangement, DraftArrangement
from casebook.store.actions.contact_blocks import PlaceContactBlock
from casebook.store.actions.holds import OpenTrack
from casebook.store.database import Database
from casebook.store.models.bank import EntryCandidate
from casebook.store.models.cases import TrackKind
from casebook.store.perform import perform
from casebook.store.queries.reminders import left_by_itself
from casebook.store.transaction import NOBODY, Actor
from tests.jobs.test_reminders import FRIDAY, MONDAY, SATURDAY, Night, _law
from tests.store.actions.desk import Desk, sound
from tests.store.actions.outgoing import Post

# Three days after the Monday.
FIRST = date(2026, 11, 26)


class Terms(Night):
    """A desk whose debtor pays in terms from a Thursday on."""

    def __init__(self, desk: Desk, post: Post, **terms: object) -> None:
        self.desk, self.post = desk, post
        values = {"interest": PlanInterest.FROZEN, "total_cents": Cents(90_000), "terms": 3, **terms}
        claim = desk.claim("F-1", 90_000)
        plan = PlanTerms(desk.debtor, (claim,), Rhythm.MONTHLY, FIRST, **values)  # type: ignore[arg-type]  # drawn
        self.plan = self.act(DraftArrangement(desk.case, plan))
        version = desk.version("arrangement", self.plan)
        self.act(AgreeArrangement(self.plan, version, SATURDAY, AgreedHow.MAIL, override="bekende klant"))


@pytest.fixture
def terms(database: Database, actor: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terms:
    monkeypatch.setattr(database, "law", _law(tmp_path, 5))
    desk = Desk(database, actor)
    post = Post(desk, SATURDAY)
    post.lives(desk.debtor)
    return Terms(desk, post)


def test_a_term_is_reminded_of_once_shortly_before_it(terms: Terms) -> None:
    database = terms.desk.database
    terms.bank_known()
    assert reminders.release(database, SATURDAY) == 0
    assert reminders.release(database, MONDAY) == 1
    (left,) = left_by_itself(database, MONDAY)
    assert (left.kind, left.on_day, left.bank_until) == (LetterKind.TERM_REMINDER, MONDAY, FRIDAY)
    card = terms.post.card(left.letter_id, MONDAY)
    assert (card.row.state, card.origin, card.origin_id) == (LetterState.RELEASED, "arrangement", terms.plan)
    assert card.bank_until == FRIDAY
    assert "300,00" in card.text.body
    assert reminders.release(database, MONDAY) == 0
    assert reminders.release(database, FIRST) == 0
    sound(terms.desk)


def test_a_second_letter_for_the_same_term_is_refused(terms: Terms) -> None:
    database = terms.desk.database
    terms.bank_known()
    (command,) = term_reminders.commands(database, MONDAY, HOUSE, self_release.tonight(database, MONDAY))
    perform(database, NOBODY, MONDAY, command)
    with pytest.raises(Refused) as caught:
        perform(database, NOBODY, MONDAY, command)
    assert caught.value.code == "reminder.term_reminded"


def _in_the_inbox(terms: Terms) -> None:
    rows = [(1, terms.desk.case, 30, 0, 0, 100, MONDAY)]
    columns = ("entry_id", "case_id", "confidence", "told", "strong", "rest_cents", "since_on")
    terms.desk.database.insert_many(EntryCandidate._meta.table_name, columns, rows)


@pytest.mark.parametrize(
    "keeps_it",
    [
        lambda terms: terms.act(PlaceContactBlock(terms.desk.debtor, "Geen post", SATURDAY)),
        lambda terms: terms.act(OpenTrack(terms.desk.case, TrackKind.COUNSELLING, "bericht")),
        _in_the_inbox,
        lambda terms: setattr(terms.desk.database, "law", Book(NL)),
    ],
    ids=["gate", "counselling", "inbox", "off"],
)
def test_what_a_person_has_to_look_at_does_not(terms: Terms, keeps_it: Callable[[Terms], object]) -> None:
    terms.bank_known()
    database = terms.desk.database
    (written,) = term_reminders.commands(database, MONDAY, HOUSE, self_release.tonight(database, MONDAY))
    keeps_it(terms)
    assert reminders.release(database, MONDAY) == 0
    # Nor where it came between writing the letter and releasing it.
    with pytest.raises(Refused):
        perform(database, NOBODY, MONDAY, written)
    assert database.value("SELECT count(*) FROM letter") == 0


def test_nothing_leaves_on_a_stale_bank(terms: Terms) -> None:
    terms.bank_known(FRIDAY - timedelta(1))
    assert reminders.release(terms.desk.database, MONDAY) == 0
